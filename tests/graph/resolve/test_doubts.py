"""What is put before a person, with reason and quote, and what settles it."""

from collections.abc import Callable

import pytest

from graph.claims import Facts
from graph.facts import facts_of
from graph.reading import Reading, Target
from graph.resolve.applying import apply
from graph.resolve.doubts import Doubt, doubts_of
from graph.resolve.judgement import Decision, Verdict

MakeReading = Callable[..., Reading]


def kinds(facts: Facts, *decisions: Decision) -> dict[str, Doubt]:
    return {one.kind: one for one in doubts_of(apply(facts, decisions))}


def say(verdict: Verdict, doubt: Doubt) -> Decision:
    return Decision.make(
        time="2030-01-01T00:00:00.000Z", by="张三", verdict=verdict, ground=doubt.ground, other=doubt.other
    )


@pytest.fixture
def reading(make_reading: MakeReading) -> Reading:
    """One doubt of each kind of one document."""
    lead = ("市教育局", "云州市教育局", "lead")
    made = make_reading(
        duties=((lead, ("市财政局", "云州市财政局", "lead")), (), (("市民政局", "云州市民政局", "responsible"),))
    )
    made.tasks[2].open_list = True
    made.tasks[2].responsibilities[0].confidence = 0.6
    made.tasks[0].deadline = "2029"
    text = made.head.text = made.head.text + "\n建成基地3个。建成基地5个。"
    for words, figure in (("建成基地3个", 3), ("建成基地5个", 5)):
        at = text.index(words)
        made.targets.append(Target(words, "基地", at, at + len(words), figure, None, "个", ">=", "2032"))
    return made


@pytest.mark.parametrize(
    ("kind", "reason", "quote", "verdict"),
    [
        ("low", "可信度只有 60%", "（市民政局负责）", Verdict.RIGHT),
        ("leads", "有 2 个牵头单位：云州市教育局、云州市财政局", "市教育局\n市财政局", Verdict.RIGHT),
        ("unowned", "正文和附表都没有写明责任单位", "2. 第2项工作。（负责）", Verdict.RIGHT),
        ("open", "责任单位没有列全（原文有“等”“相关部门”之类）", "市民政局", Verdict.WRONG),
        (
            "deadline",
            "完成时限 2029 早于文件日期 2030-01-05",
            "1. 第1项工作。（市教育局、市财政局负责）",
            Verdict.WRONG,
        ),
        ("clash", "一处是“建成基地3个”，一处是“建成基地5个”", "建成基地3个。\n建成基地5个。", Verdict.RIGHT),
    ],
)
def test_each_kind_says_why_and_is_settled(
    reading: Reading, kind: str, reason: str, quote: str, verdict: Verdict
) -> None:
    facts = facts_of(reading)
    found = kinds(facts)
    assert set(found) == {"low", "leads", "unowned", "open", "deadline", "clash"}
    assert (found[kind].reason, found[kind].quote) == (reason, quote)
    assert set(kinds(facts, say(verdict, found[kind]))) == set(found) - {kind}


def test_rows_of_a_table_are_the_owners_of_what_they_divide_up(make_reading: MakeReading) -> None:
    facts = facts_of(make_reading(duties=((), (("市教育局", "云州市教育局", "lead"),)), rows=True))
    assert kinds(facts) == {}


def test_the_surest_comes_last(reading: Reading) -> None:
    found = doubts_of(apply(facts_of(reading), []))
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert len({one.id for one in found}) == len(found)
