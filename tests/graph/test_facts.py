"""What one reading becomes: nodes, relations, keys and evidence."""

import dataclasses
import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claims import Facts, Relation, number_key, title_key
from graph.facts import facts_of
from graph.model import model
from graph.reading import Member, Reading, Section, Task
from loaders.document import Document
from nlp.extract import read

MakeReading = Callable[..., Reading]


def relations(facts: Facts, kind: str) -> list[Relation]:
    return [one for one in facts.relations if one.type == kind]


def keys(facts: Facts, label: str) -> list[str]:
    return [one.key for one in facts.nodes if one.label == label]


def test_duties_lead_from_full_names_to_tasks(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading())
    assert [(one.source[1], one.target[1], one.properties["role"]) for one in relations(facts, "RESPONSIBLE_FOR")] == [
        ("agency:云州市教育局", "云政发〔2030〕1号#一/任务1", "lead"),
        ("agency:云州市财政局", "云政发〔2030〕1号#一/任务1", "participate"),
        ("agency:云州市财政局", "云政发〔2030〕1号#一/任务2", "responsible"),
    ]


def test_every_claim_of_the_text_has_evidence_and_its_quote(make_reading: MakeReading) -> None:
    reading = make_reading(
        program="双高计划", target="建成3个基地", school="清溪理工大学", member=("林小川", "市教育局局长"),
        cites=(("云州市职业教育条例", None),), collective="各县区",
    )  # fmt: skip
    text = reading.head.text
    claims = [one for one in facts_of(reading).relations if one.properties["basis"] == "text"]
    # The text does not print the issuer, so ISSUED_BY is derived.
    assert {one.type for one in claims} == set(
        ["RESPONSIBLE_FOR", "PART_OF", "ADVANCES", "NAMES", "HAS_TARGET", "CITES", "MEMBER_OF", "HOLDS_POST"]
    )
    for one in claims:
        assert one.properties["document"] == "云政发〔2030〕1号"
        assert {"start", "end", "confidence"} <= one.properties.keys()
        if "quote" in one.properties:
            assert text[one.properties["start"] : one.properties["end"]] == one.properties["quote"]


def test_every_node_and_relation_fits_the_model(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(program="双高计划", target="建成3个基地", collective="各县区", adcode="140200"))
    ends = {(one.label, one.key) for one in facts.nodes}
    for node in facts.nodes:
        model().check_node(node.label, node.properties)
    for one in facts.relations:
        model().check_relation(one.type, one.source[0], one.target[0], one.properties)
        assert {one.source, one.target} <= ends


def test_the_same_reading_gives_the_same_facts(make_reading: MakeReading) -> None:
    assert facts_of(make_reading(program="双高计划")) == facts_of(make_reading(program="双高计划"))


def test_key_may_be_given(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(), key="云政发〔2029〕9号")
    assert facts.document == "云政发〔2029〕9号"
    assert keys(facts, "Document") == ["云政发〔2029〕9号"]
    assert all(one.startswith("云政发〔2029〕9号#") for one in keys(facts, "Task"))


def test_masked_documents_share_no_body(make_reading: MakeReading) -> None:
    duties = ((("县教育局", "县教育局", "lead"),),)
    one = facts_of(make_reading("XX县方案·11111111", duties=duties, jurisdiction="XX县", masked=True))
    other = facts_of(make_reading("XX县方案·22222222", duties=duties, jurisdiction="XX县", masked=True))
    assert keys(one, "Agency") and not set(keys(one, "Agency")) & (
        set(keys(other, "Agency")) - {"agency:云州市人民政府"}
    )


def test_collective_leads_to_the_governments_of_its_counties(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(collective="各县区", jurisdiction="山西省大同市", adcode="140200"))
    members = relations(facts, "HAS_MEMBER")
    assert len(members) == 10
    assert {one.source[1] for one in members} == {"actorclass:山西省大同市/各县区"}
    assert {one.properties["basis"] for one in members} == {"reference"}
    assert "agency:山西省大同市云冈区人民政府" in {one.target[1] for one in members}


def test_collective_of_an_unknown_place_has_no_members(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(collective="各县区"))
    assert keys(facts, "ActorClass") == ["actorclass:云州市/各县区"]
    assert relations(facts, "HAS_MEMBER") == []


def test_places_lie_in_one_another_up_to_the_country(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(jurisdiction="山西省大同市", adcode="140200"))
    assert [(one.source[1], one.target[1]) for one in relations(facts, "WITHIN")] == [
        ("140000", "100000"),
        ("140200", "140000"),
    ]


def test_targets_programs_and_schools_hang_on_their_task(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(program="双高计划", target="建成3个基地", school="清溪理工大学"))
    task = "云政发〔2030〕1号#一/任务1"
    assert [(one.source[1], one.target[1]) for one in relations(facts, "ADVANCES")] == [(task, "program:双高计划")]
    assert [(one.source[1], one.target[1]) for one in relations(facts, "NAMES")] == [(task, "school:清溪理工大学")]
    assert [(one.source[1], one.target[1]) for one in relations(facts, "HAS_TARGET")] == [(task, f"{task}/目标1")]
    target = next(one for one in facts.nodes if one.label == "Target")
    assert (target.properties["min"], target.properties["unit"], target.properties["comparator"]) == (3, "个", ">=")


def test_rows_detail_their_item(make_reading: MakeReading) -> None:
    found = relations(facts_of(make_reading(rows=True)), "DETAILED_BY")
    assert [(one.source[1][-3:], one.target[1][-3:]) for one in found] == [("任务1", "任务2")]
    assert found[0].properties["basis"] == "derived"


def test_a_post_gives_the_body_by_the_name_that_the_document_uses(make_reading: MakeReading) -> None:
    found = relations(facts_of(make_reading(member=("林小川", "市教育局局长"))), "HOLDS_POST")
    assert [(one.source[1], one.target[1], one.properties["title"]) for one in found] == [
        ("person:云州市/林小川", "agency:云州市教育局", "局长")
    ]
    assert found[0].properties["confidence"] == 0.95


def test_a_post_in_a_body_named_nowhere_else_is_doubtful(make_reading: MakeReading) -> None:
    found = relations(facts_of(make_reading(member=("林小川", "市商务局局长"))), "HOLDS_POST")
    assert [(one.target[1], one.properties["confidence"]) for one in found] == [("agency:云州市商务局", 0.6)]


def test_a_post_without_a_body_stays_with_the_membership(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(member=("林小川", "副市长")))
    assert relations(facts, "HOLDS_POST") == []
    assert [one.properties["posts"] for one in relations(facts, "MEMBER_OF")] == [["副市长"]]


def test_tasks_with_the_same_number_have_keys_of_their_own(make_reading: MakeReading) -> None:
    reading = make_reading()
    reading.tasks[1].number = "1."
    reading.tasks.append(dataclasses.replace(reading.tasks[1], id="t3", number="", responsibilities=[]))
    reading.tasks.append(Task("t4", "", "末项", None, 0, 2))
    assert keys(facts_of(reading), "Task") == [
        "云政发〔2030〕1号#一/任务1",
        "云政发〔2030〕1号#一/任务1~2",
        "云政发〔2030〕1号#一/任务第1段",
        "云政发〔2030〕1号#任务第1段",
    ]


def test_sections_are_keyed_by_their_path(make_reading: MakeReading) -> None:
    reading = make_reading()
    outer = reading.sections[0]
    reading.sections.append(Section("s2", "（一）", "建设", 2, outer.start + 2, outer.end))
    facts = facts_of(reading)
    assert keys(facts, "Section") == ["云政发〔2030〕1号#一", "云政发〔2030〕1号#一/一"]
    inner = next(one for one in facts.nodes if one.key.endswith("一/一"))
    assert inner.properties["parent"] == "云政发〔2030〕1号#一"


def test_a_person_twice_in_one_list_is_one_person(make_reading: MakeReading) -> None:
    reading = make_reading(member=("林小川", "副市长"))
    first = reading.groups[0].members[0]
    reading.groups[0].members.append(Member("林 小川", "办公室主任", [], first.start, first.end))
    facts = facts_of(reading)
    assert keys(facts, "Person") == ["person:云州市/林小川"]
    assert len(relations(facts, "MEMBER_OF")) == 2


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("云政发〔2030〕1号", "云政发〔2030〕1号"),
        ("云政发[2030]1号", "云政发〔2030〕1号"),
        ("云政发（2030）第1号", "云政发〔2030〕1号"),
        ("X政发〔2030〕X号", None),
        (None, None),
    ],
)
def test_document_numbers_are_compared_with_one_kind_of_brackets(printed: str | None, key: str | None) -> None:
    assert number_key(printed) == key


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("云州市职业教育提升行动方案", "云州市职业教育提升行动方案"),
        ("《云州市职业教育 提升行动方案》", "云州市职业教育提升行动方案"),
        ("云州市人民政府关于印发云州市职业教育提升行动方案的通知", "云州市职业教育提升行动方案"),
        ("云州市职业教育提升行动方案（试行）", "云州市职业教育提升行动方案"),
        ("实施方案", None),
        ("XX县职业教育提升行动方案", None),
        ("某市职业教育提升行动方案", None),
        (None, None),
    ],
)
def test_titles_are_compared_without_what_stands_around_them(printed: str | None, key: str | None) -> None:
    assert title_key(printed) == key


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "\n", "。", "（责任单位：", "市教育局", "、", "）", "；配合单位：", "50%以上", "到2025年", "组长：", "王 明", " 市长",
     "成立领导小组", "办公室设在市教育局", "“双高计划”", "附件1\n", "序号\t任务\t责任单位\n", "1\t建设学校\t市财政局\n", "《关于建设学校的意见》",
     "，", "牵头", "要", "云岭职业技术学院", "与", "合作", "各县（市、区）", "𠮷", " ", "(", "〔", "熟悉部", "开展规画"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_every_node_and_relation_is_quoted_from_the_text(text: str) -> None:
    facts = facts_of(read(Document("plan.txt", "txt", hashlib.sha256(text.encode()).hexdigest(), text)))
    claims = [*facts.nodes, *facts.relations]
    assert all(isinstance(one.properties["basis"], str) for one in claims if one.properties.get("start") is not None)
    for one in claims:
        start, end = one.properties.get("start"), one.properties.get("end")
        if isinstance(start, int) and isinstance(end, int):
            assert 0 <= start <= end <= len(text)
            assert one.properties.get("quote", text[start:end]) == text[start:end]
            printed = one.properties.get("printed")
            assert not isinstance(printed, str) or "".join(printed.split()) in "".join(text.split())
