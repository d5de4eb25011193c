"""The whole way from a document to what it says."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.reading import Reading
from loaders.document import Document
from nlp.extract import read

PLAN = (
    "云岭市产教融合实施方案\n\n一、重点任务\n（一）建设实训基地\n支持云岭职业技术学院实施“双高计划”，到2025年，建成实训基地5个以上。"
    "（责任单位：市教育局、市发改委，各县区）\n（二）健全机制\n市教育局要完善1+X证书制度。\n"
)


def document(text: str) -> Document:
    return Document("plan.txt", "txt", hashlib.sha256(text.encode()).hexdigest(), text)


def quotes(reading: Reading) -> list[tuple[str, str]]:
    text = reading.head.text
    pairs = [(cite.title, text[cite.start : cite.end]) for cite in reading.cites]
    for task in reading.tasks:
        pairs += [(duty.actor, text[duty.start : duty.end]) for duty in task.responsibilities]
        for mention in (*task.programs, *task.schools, *task.enterprises, *task.institutes):
            pairs.append((mention.name, text[mention.start : mention.end]))
        pairs += [(target.text, text[target.start : target.end]) for target in task.targets]
    pairs += [(target.text, text[target.start : target.end]) for target in reading.targets]
    return pairs


def test_read_gives_tasks_with_duties_programs_schools_and_targets() -> None:
    reading = read(document(PLAN))
    first, second = reading.tasks
    assert (first.number, first.title) == ("（一）", "建设实训基地")
    assert [(duty.actor, duty.canonical, duty.role) for duty in first.responsibilities] == [
        ("市教育局", "云岭市教育局", "responsible"),
        ("市发改委", "云岭市发展和改革委员会", "responsible"),
        ("各县区", "各县区", "responsible"),
    ]
    assert [school.name for school in first.schools] == ["云岭职业技术学院"]
    assert [program.canonical for program in first.programs] == ["双高计划"]
    assert [(target.min, target.comparator, target.deadline) for target in first.targets] == [(5, ">=", "2025")]
    assert [(duty.actor, duty.role) for duty in second.responsibilities] == [("市教育局", "responsible")]
    assert (reading.head.jurisdiction, reading.head.level, reading.head.masked) == ("云岭市", "市", False)
    assert all(name == quote for name, quote in quotes(reading))


def test_read_of_a_known_place_gives_full_names() -> None:
    text = PLAN.replace("云岭市", "武汉市人民政府关于").replace("云岭", "武汉")
    duties = read(document(text)).tasks[0].responsibilities
    assert [duty.canonical for duty in duties[:2]] == ["武汉市教育局", "武汉市发展和改革委员会"]


def test_read_twice_gives_the_same() -> None:
    assert read(document(PLAN)).to_dict() == read(document(PLAN)).to_dict()


def test_read_of_nothing_gives_nothing() -> None:
    reading = read(document(""))
    assert (reading.tasks, reading.targets, reading.groups) == ([], [], [])


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "\n", "。", "（责任单位：", "市教育局", "、", "）", "；配合单位：", "50%以上", "到2025年", "组长:", "王 明", " 市长",
     "“双高计划”", "附件1\n", "序号\n", "1\n", "《关于", "的意见》", "，", "牵头", "负责", "各县（市、区）", "𠮷", " ", "\t", "(", "〔"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_quote_is_cut_out_of_the_text(text: str) -> None:
    reading = read(document(text))
    assert all(name == quote for name, quote in quotes(reading))
    assert all(0 <= task.start < task.end <= len(text) for task in reading.tasks)
    assert len({task.id for task in reading.tasks}) == len(reading.tasks)
