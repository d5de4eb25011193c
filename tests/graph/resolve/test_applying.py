"""Decisions over the facts of one document: what each does, and that they are found again where numbers moved."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from graph.claims import Facts, Value
from graph.facts import facts_of
from graph.identity import Scope
from graph.reading import Reading
from graph.resolve.applying import apply, named
from graph.resolve.finding import Index, ground_of_node, ground_of_relation
from graph.resolve.judgement import Decision, Ground, Verdict

MakeReading = Callable[..., Reading]
EDUCATION, FINANCE = "agency:云州市/云州市教育局", "agency:云州市/云州市财政局"


@pytest.fixture
def facts(make_reading: MakeReading) -> Facts:
    return facts_of(
        make_reading(
            collective="各职业院校", program="云州工匠计划", school="云州市第一职业学校", target="建设基地3个以上"
        )
    )


def say(verdict: Verdict, ground: Ground, **more: Any) -> Decision:
    return Decision.make(time="2030-01-01T00:00:00.000Z", by="张三", verdict=verdict, ground=ground, why="核对", **more)


def node(facts: Facts, label: str, name: str) -> Ground:
    found = next(
        one
        for one in facts.nodes
        if one.label == label and name in (one.key, one.properties.get("name"), one.properties.get("title"))
    )
    return ground_of_node(found, None if label in ("Agency", "School", "Program") else facts.document)


def duty(facts: Facts, actor: str, role: str) -> Ground:
    index = Index(facts)
    return next(
        ground
        for ground in (ground_of_relation(index, one) for one in facts.relations if one.type == "RESPONSIBLE_FOR")
        if ground.name == actor and ground.detail == role
    )


def roles(facts: Facts) -> dict[tuple[str, str], Mapping[str, Value]]:
    """The duties by name of body and title of task."""
    names = {one.key: str(one.properties.get("name") or one.properties.get("title")) for one in facts.nodes}
    return {
        (names[one.source[1]], names[one.target[1]]): one.properties
        for one in facts.relations
        if one.type == "RESPONSIBLE_FOR"
    }


def test_apply_without_decisions_changes_nothing(facts: Facts) -> None:
    made = apply(facts, [])
    assert made.facts == facts
    assert made.digest == ""


def test_right_makes_a_claim_sure_and_human(facts: Facts) -> None:
    decision = say(Verdict.RIGHT, duty(facts, "云州市教育局", "lead"))
    found = roles(apply(facts, [decision]).facts)["云州市教育局", "第1项工作"]
    assert (found["basis"], found["confidence"], found["decisions"]) == ("human", 1.0, [decision.id])
    assert found["quote"] == "市教育局"


def test_wrong_takes_a_claim_out(facts: Facts) -> None:
    made = apply(facts, [say(Verdict.WRONG, duty(facts, "云州市财政局", "participate"))]).facts
    assert ("云州市财政局", "第1项工作") not in roles(made)
    assert ("云州市财政局", "第2项工作") in roles(made)


def test_wrong_task_goes_with_its_targets(facts: Facts) -> None:
    made = apply(facts, [say(Verdict.WRONG, node(facts, "Task", "第1项工作"))]).facts
    assert [one.properties["title"] for one in made.nodes if one.label == "Task"] == ["第2项工作"]
    assert not [one for one in made.nodes if one.label == "Target"]
    ends = {end for one in made.relations for end in (one.source, one.target)}
    assert ends <= {(one.label, one.key) for one in made.nodes}


def test_rerole_and_rename(facts: Facts) -> None:
    decisions = [
        say(Verdict.REROLE, duty(facts, "云州市财政局", "participate"), value="lead"),
        say(Verdict.RENAME, node(facts, "Task", "第1项工作"), value="新的标题"),
        say(Verdict.RENAME, node(facts, "Agency", "云州市财政局"), value="云州市财政和税务局"),
    ]
    made = apply(facts, decisions).facts
    assert roles(made)["云州市财政和税务局", "新的标题"]["role"] == "lead"
    body = next(one for one in made.nodes if one.key == node(facts, "Agency", "云州市财政局").key)
    assert body.properties["other_names"] == ["云州市财政局"]
    assert body.properties["basis"] == "human"


def test_add_brings_the_body_and_its_quote(facts: Facts) -> None:
    task = node(facts, "Task", "第2项工作")
    body = named("云州市民政局", "Agency", Scope(facts.document, None, "云州市", False))
    made = apply(facts, [say(Verdict.ADD, task, other=body, value="participate", quote="市财政局")]).facts
    found = roles(made)["云州市民政局", "第2项工作"]
    text = str(next(one for one in made.nodes if one.label == "Document").properties["text"])
    assert text[int(str(found["start"])) : int(str(found["end"]))] == found["quote"] == "市财政局"
    assert found["basis"] == "human"


def test_add_of_what_extraction_finds_by_now_confirms_it(facts: Facts) -> None:
    known = duty(facts, "云州市财政局", "responsible")
    decision = say(
        Verdict.ADD, node(facts, "Task", "第2项工作"), other=node(facts, "Agency", "云州市财政局"), value="responsible"
    )
    made = apply(facts, [decision]).facts
    assert len(made.relations) == len(facts.relations)
    assert roles(made)["云州市财政局", known.other_name]["decisions"] == [decision.id]


def test_same_moves_all_relations_and_keeps_both_names(facts: Facts) -> None:
    one, other = node(facts, "Agency", "云州市教育局"), node(facts, "Agency", "云州市财政局")
    decision = say(Verdict.SAME, one, other=other)
    made = apply(facts, [decision]).facts
    assert other.key not in {each.key for each in made.nodes}
    kept = next(each for each in made.nodes if each.key == one.key)
    assert kept.properties["other_names"] == ["云州市财政局"]
    moved = roles(made)["云州市教育局", "第2项工作"]
    assert (moved["basis"], moved["printed"]) == ("human", "市财政局")


def test_same_of_same_leads_to_the_last_kept(facts: Facts) -> None:
    a, b = node(facts, "Agency", "云州市教育局"), node(facts, "Agency", "云州市财政局")
    c = Ground("Agency", "agency:云州市教体局", "云州市教体局", properties={"name": "云州市教体局", "kind": "机关"})
    made = apply(facts, [say(Verdict.SAME, a, other=b), say(Verdict.SAME, c, other=a)]).facts
    keys = {one.key for one in made.nodes}
    assert c.key in keys and not {a.key, b.key} & keys
    kept = next(one for one in made.nodes if one.key == c.key)
    assert kept.properties["other_names"] == ["云州市教育局", "云州市财政局"]


def test_different_in_one_document_sets_a_name_apart(facts: Facts) -> None:
    ground = node(facts, "Agency", "云州市财政局")
    apart = Ground(ground.type, ground.key, ground.name, facts.document, properties=ground.properties)
    made = apply(facts, [say(Verdict.DIFFERENT, apart)]).facts
    assert {one.key for one in made.nodes if one.properties.get("name") == "云州市财政局"} == {
        f"agency:{facts.document}/云州市财政局"
    }


def test_retype_gives_another_kind_and_key(facts: Facts) -> None:
    ground = node(facts, "School", "云州市第一职业学校")
    made = apply(facts, [say(Verdict.RETYPE, ground, value="Enterprise")]).facts
    found = next(one for one in made.nodes if one.properties.get("name") == ground.name)
    assert (found.label, found.key, found.properties["kind"]) == ("Enterprise", "enterprise:云州市第一职业学校", "企业")


def test_retype_that_leaves_no_room_for_a_relation_says_so(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(member=("王明", "副市长")))
    ground = node(facts, "Group", "云州市职业教育领导小组")
    made = apply(
        facts,
        [say(Verdict.RETYPE, Ground("Group", ground.key, ground.name, properties=ground.properties), value="Agency")],
    )
    assert [one.label for one in made.lost] == ["MEMBER_OF"]


def test_note_changes_nothing_but_says_so(facts: Facts) -> None:
    task = node(facts, "Task", "第1项工作")
    made = apply(facts, [say(Verdict.NOTE, task, value="已电话核实")]).facts
    found = next(one for one in made.nodes if one.key == task.key)
    assert (found.properties["notes"], found.properties["basis"]) == (["已电话核实"], "text")


def test_decisions_are_found_again_where_numbers_moved(make_reading: MakeReading) -> None:
    """A newer extractor, or a newer version, has one more task before: all keys and offsets move."""
    lead, part = ("市教育局", "云州市教育局", "lead"), ("市财政局", "云州市财政局", "participate")
    old = facts_of(make_reading(duties=((lead, part),)))
    moved = make_reading(duties=((("市民政局", "云州市民政局", "lead"),), (lead, part)))
    text = moved.head.text.replace("第2项工作", "第1项工作甲").replace("第1项工作。", "另一项工作。")
    moved.head.text = text.replace("第1项工作甲", "第1项工作")
    moved.tasks[0].title, moved.tasks[1].title = "另一项工作", "第1项工作"
    new = facts_of(moved)
    wrong = say(Verdict.WRONG, duty(old, "云州市财政局", "participate"))
    renamed = say(Verdict.RENAME, node(old, "Task", "第1项工作"), value="新的标题")
    made = apply(new, [wrong, renamed])
    assert made.found == {wrong.id, renamed.id}
    assert set(roles(made.facts)) == {("云州市民政局", "另一项工作"), ("云州市教育局", "新的标题")}


def test_a_decision_does_not_pass_to_another_task_with_the_same_number(make_reading: MakeReading) -> None:
    old = facts_of(make_reading())
    moved = make_reading()
    moved.head.text = moved.head.text.replace("第1项工作", "扩大公办幼儿园")
    moved.tasks[0].title = "扩大公办幼儿园"
    wrong = say(Verdict.WRONG, duty(old, "云州市教育局", "lead"))
    made = apply(facts_of(moved), [wrong])
    assert made.found == frozenset()
    assert ("云州市教育局", "扩大公办幼儿园") in roles(made.facts)


def test_a_decision_finds_its_body_where_its_place_has_become_known(make_reading: MakeReading) -> None:
    lead = ("鼓楼区教育局", "鼓楼区教育局", "lead")
    old = facts_of(make_reading(duties=((lead,),), jurisdiction=None))
    new = facts_of(make_reading(duties=((lead,),), jurisdiction="江苏省南京市", adcode="320100"))
    decision = say(Verdict.WRONG, duty(old, "鼓楼区教育局", "lead"))
    assert set(roles(new)) == {("南京市鼓楼区教育局", "第1项工作")}
    assert roles(apply(new, [decision]).facts) == {}
