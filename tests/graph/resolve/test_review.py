"""Record and graph say the same, on both databases, and after whatever comes between them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.dump import dump_json
from graph.errors import DatabaseError, UsageError
from graph.facts import facts_of
from graph.reading import Reading
from graph.resolve.applying import apply
from graph.resolve.judgement import Decision, Ground, Verdict
from graph.resolve.review import Review
from graph.store import Store

MakeReading = Callable[..., Reading]
FIRST, SECOND = "云政发〔2030〕1号", "云政发〔2030〕2号"
_CLOCK = iter(range(10_000))


def say(verdict: Verdict, ground: Ground | None, **more: Any) -> Decision:
    second = next(_CLOCK)
    return Decision.make(
        time=f"2030-01-01T00:{second // 60:02}:{second % 60:02}.000Z", by="张三", verdict=verdict, ground=ground, **more
    )


def undo(decision: Decision) -> Decision:
    return say(Verdict.UNDO, None, undoes=decision.id)


@pytest.fixture
def review(store: Store, tmp_path: Path, make_reading: MakeReading) -> Review:
    """Two documents of a city that exists, with its counties, which know one body by two names."""
    place = {"jurisdiction": "山西省大同市", "adcode": "140200", "collective": "各县区"}
    for key, body in ((FIRST, "市教育局"), (SECOND, "市教体局")):
        duties = (((body, f"大同市{body[1:]}", "lead"), ("市财政局", "大同市财政局", "participate")),)
        store.load(
            facts_of(make_reading(key, f"大同市方案{key[-2]}", duties=duties, program=f"大同计划{key[-2]}", **place))
        )
    return Review(store, tmp_path)


def keys(store: Store, name: str) -> list[str]:
    return [
        row[0] for row in store.query("MATCH (a:Actor {name: $name}) RETURN a.key ORDER BY a.key", {"name": name}).rows
    ]


def test_same_holds_across_documents_and_a_split_restores_what_was(review: Review) -> None:
    store, before = review.store, dump_json(review.store)
    kept, other = (review.body(keys(store, name)[0]) for name in ("大同市教育局", "大同市教体局"))
    decision = say(Verdict.SAME, kept, other=other)
    review.commit([decision])
    rows = store.query(
        "MATCH (a:Actor {key: $key})-[r:RESPONSIBLE_FOR]->(t:Task) RETURN t.document AS d, r.basis AS b ORDER BY d",
        {"key": kept.key},
    ).rows
    assert rows == ((FIRST, "text"), (SECOND, "human"))
    names = store.query("MATCH (a:Actor {key: $key}) RETURN a.short_names AS s, a.basis AS b", {"key": kept.key}).rows
    assert names == ((["大同市教体局", "市教体局", "市教育局"], "human"),)
    assert keys(store, "大同市教体局") == []
    review.commit([undo(decision)])
    assert dump_json(store) == before


def test_joining_a_member_of_a_collective_leaves_nothing_behind_when_undone(review: Review) -> None:
    store, before = review.store, dump_json(review.store)
    members = store.query("MATCH (:ActorClass)-[:HAS_MEMBER]->(m) RETURN DISTINCT m.key AS key ORDER BY key").rows
    county, bureau = review.body(members[0][0]), review.body(keys(store, "大同市财政局")[0])
    first, second = (
        say(Verdict.SAME, bureau, other=county),
        say(Verdict.RETYPE, review.body(members[1][0]), value="Institute"),
    )
    review.commit([first, second])
    found = store.query(
        "MATCH (:ActorClass)-[r:HAS_MEMBER]->(m {key: $key}) RETURN r.basis AS b", {"key": bureau.key}
    ).rows
    assert found == (("human",),)
    after = dump_json(store)
    review.commit([undo(second)])
    review.commit([undo(first)])
    assert dump_json(store) == before
    review.commit([say(Verdict.SAME, bureau, other=county)])
    assert dump_json(store) != after


def test_decisions_hold_for_a_document_that_comes_later(review: Review, make_reading: MakeReading) -> None:
    store = review.store
    kept, other = (review.body(keys(store, name)[0]) for name in ("大同市教育局", "大同市教体局"))
    review.commit([say(Verdict.SAME, kept, other=other)])
    facts = facts_of(
        make_reading(
            "云政发〔2030〕3号",
            "大同市方案3",
            duties=((("市教体局", "大同市教体局", "lead"),),),
            jurisdiction="山西省大同市",
            adcode="140200",
        )
    )
    made = apply(facts, review.record.read().active)
    store.load(made.facts, facts, made.digest)
    assert keys(store, "大同市教体局") == []
    assert store.query(
        "MATCH (a {key: $key})-[:RESPONSIBLE_FOR]->(t) RETURN count(t) AS n", {"key": kept.key}
    ).rows == ((3,),)


def test_a_database_that_fails_leaves_record_and_graph_as_they_were(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, decision = (
        dump_json(review.store),
        say(Verdict.RENAME, review.body(keys(review.store, "大同市财政局")[0]), value="新名"),
    )

    def fail(*_: object) -> None:
        raise DatabaseError("不在")

    monkeypatch.setattr(review.store, "settle", fail)
    with pytest.raises(DatabaseError):
        review.commit([decision])
    assert review.record.read().entries == ()
    monkeypatch.undo()
    assert dump_json(review.store) == before
    review.commit([decision])
    assert keys(review.store, "新名") == [decision.ground.key if decision.ground else ""]


def test_what_one_side_has_alone_is_brought_to_the_other(review: Review) -> None:
    """A kill between record and graph, a record that was replaced by hand, a database that is new."""
    before, decision = (
        dump_json(review.store),
        say(Verdict.RENAME, review.body(keys(review.store, "大同市财政局")[0]), value="新名"),
    )
    review.record.append([decision])
    review.catch_up()
    assert keys(review.store, "新名") != []
    review.record.path.unlink()
    review.catch_up()
    assert dump_json(review.store) == before


def test_a_decision_whose_ground_is_gone_is_shown_and_comes_back(review: Review) -> None:
    store = review.store
    claim = next(one for one in review.applied(SECOND).claims if one.label == "ADVANCES" and one.ground)
    assert claim.ground is not None
    both = [
        say(Verdict.RIGHT, claim.ground),
        say(Verdict.NOTE, review.body(keys(store, "大同市教体局")[0]), value="旧名"),
    ]
    review.commit(both)
    extracted = review.extracted(SECOND)
    store.delete_document(SECOND)
    assert [one.state for one in review.states()] == ["gone", "gone"]
    made = apply(extracted, review.record.read().active)
    store.load(made.facts, extracted, made.digest)
    assert [one.state for one in review.states()] == ["in_force", "in_force"]
    review.undo(both[0].id[:6], time="2031-01-01T00:00:00.000Z", by="李四", why="看错")
    states = review.states()
    assert [one.state for one in states] == ["undone", "in_force"]
    assert states[0].undone_by is not None and states[0].undone_by.by == "李四"
    with pytest.raises(UsageError, match="已经撤销过"):
        review.undo(both[0].id, time="2031-01-01T00:00:01.000Z", by="李四", why="")


def test_a_kind_that_leaves_no_room_is_refused_with_what_is_in_the_way(
    store: Store, tmp_path: Path, make_reading: MakeReading
) -> None:
    store.load(facts_of(make_reading(member=("王明", "副市长"))))
    review = Review(store, tmp_path)
    group = review.body(keys(store, "云州市职业教育领导小组")[0])
    with pytest.raises(UsageError, match="王明 成员 云州市职业教育领导小组"):
        review.commit([say(Verdict.RETYPE, group, value="Agency")])
    assert review.record.read().entries == ()


def test_bodies_of_a_document_that_hides_its_place_are_near_to_nobody_elses(
    store: Store, tmp_path: Path, make_reading: MakeReading
) -> None:
    duties = ((("县教育局", "县教育局", "lead"), ("县教育体育局", "县教育体育局", "responsible")),)
    for key in ("甲方案", "乙方案"):
        store.load(facts_of(make_reading(key, "XX县方案", duties=duties, jurisdiction="XX县", masked=True)))
    near = [one for one in Review(store, tmp_path).doubts() if one.kind == "near"]
    assert len(near) == 2
    for one in near:
        assert one.other is not None
        assert one.ground.key.partition("/")[0] == one.other.key.partition("/")[0]
