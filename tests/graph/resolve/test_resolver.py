"""The record: a text file that only grows, contradictions that are refused by name, the same in any order."""

from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError, UsageError
from graph.resolve.contradictions import describe
from graph.resolve.judgement import Decision, Ground, Verdict
from graph.resolve.resolver import History, Record, add_all, parse_lines


def body(name: str) -> Ground:
    return Ground("Agency", f"agency:{name}", name, properties={"name": name, "kind": "机关"})


A, B, C, D = (body(name) for name in ("甲局", "乙局", "丙局", "丁局"))
TASK = Ground("Task", "文#任务1", "建设基地", "文", quote="建设基地。")
DUTY = Ground("RESPONSIBLE_FOR", A.key, A.name, "文", TASK.key, TASK.name, "lead", quote="甲局牵头")
_CLOCK = iter(range(10_000))


def say(verdict: Verdict, ground: Ground | None, **more: Any) -> Decision:
    second = next(_CLOCK)
    return Decision.make(
        time=f"2030-01-01T00:{second // 60:02}:{second % 60:02}.000Z", by="张三", verdict=verdict, ground=ground, **more
    )


def put(*decisions: Decision) -> History:
    history = History()
    for one in decisions:
        history = add_all(history, [one], lambda _: None)
    return history


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (say(Verdict.RIGHT, DUTY), say(Verdict.WRONG, DUTY)),
        (say(Verdict.RIGHT, DUTY), say(Verdict.REROLE, DUTY, value="participate")),
        (say(Verdict.REROLE, DUTY, value="responsible"), say(Verdict.REROLE, DUTY, value="participate")),
        (say(Verdict.WRONG, DUTY), say(Verdict.REROLE, DUTY, value="participate")),
        (say(Verdict.WRONG, TASK), say(Verdict.RIGHT, DUTY)),
        (say(Verdict.RIGHT, DUTY), say(Verdict.WRONG, TASK)),
        (say(Verdict.WRONG, TASK), say(Verdict.ADD, TASK, other=B, value="lead")),
        (say(Verdict.WRONG, DUTY), say(Verdict.ADD, TASK, other=A, value="lead")),
        (say(Verdict.RENAME, A, value="新甲局"), say(Verdict.RENAME, A, value="甲新局")),
        (say(Verdict.RETYPE, A, value="School"), say(Verdict.RETYPE, A, value="Institute")),
        (say(Verdict.SAME, A, other=B), say(Verdict.DIFFERENT, B, other=A)),
        (say(Verdict.DIFFERENT, A, other=B), say(Verdict.SAME, B, other=A)),
    ],
)
def test_contradictions_are_refused_with_both_named(first: Decision, second: Decision) -> None:
    history = put(first)
    with pytest.raises(UsageError) as caught:
        add_all(history, [second], lambda _: None)
    assert describe(first) in str(caught.value) and describe(second) in str(caught.value)
    assert "相矛盾" in str(caught.value)


def test_contradictions_through_a_third_body_are_refused() -> None:
    first, second = say(Verdict.SAME, A, other=B), say(Verdict.DIFFERENT, A, other=C)
    with pytest.raises(UsageError, match=second.id):
        add_all(put(first, second), [say(Verdict.SAME, C, other=B)], lambda _: None)
    chain = [say(Verdict.SAME, A, other=B), say(Verdict.SAME, B, other=C)]
    with pytest.raises(UsageError, match=chain[1].id):
        add_all(put(*chain), [say(Verdict.DIFFERENT, A, other=C)], lambda _: None)


def test_joining_two_bodies_with_different_new_names_is_refused() -> None:
    first, second = say(Verdict.RENAME, A, value="新甲局"), say(Verdict.RENAME, B, value="新乙局")
    with pytest.raises(UsageError, match="相矛盾"):
        add_all(put(first, second), [say(Verdict.SAME, A, other=B)], lambda _: None)


def test_saying_the_same_again_is_refused() -> None:
    first = say(Verdict.WRONG, DUTY)
    with pytest.raises(UsageError, match=f"{first.id}.*不必重复"):
        add_all(put(first), [say(Verdict.WRONG, DUTY)], lambda _: None)


@pytest.mark.parametrize("second", [say(Verdict.DIFFERENT, A, other=C), say(Verdict.RENAME, C, value="新丙局")])
def test_what_does_not_contradict_is_taken(second: Decision) -> None:
    assert len(put(say(Verdict.SAME, A, other=B), second).active) == 2


def test_notes_never_contradict() -> None:
    assert len(put(say(Verdict.NOTE, DUTY, value="一"), say(Verdict.NOTE, DUTY, value="二")).active) == 2


def test_undone_decisions_are_out_of_force_and_may_be_said_again() -> None:
    first = say(Verdict.WRONG, DUTY)
    history = put(first, say(Verdict.UNDO, None, undoes=first.id), say(Verdict.RIGHT, DUTY))
    assert [one.verdict for one in history.active] == [Verdict.RIGHT]
    assert len(history.entries) == 3


def test_the_order_of_lines_does_not_matter() -> None:
    said = [say(Verdict.SAME, A, other=B), say(Verdict.SAME, C, other=B), say(Verdict.RENAME, D, value="新丁局")]
    assert put(*said) == add_all(History(), reversed(said), lambda _: None)
    assert put(*said).digest == History().plus(reversed(said)).digest


def test_an_undo_needs_what_it_undoes() -> None:
    with pytest.raises(UsageError, match="不在记录里"):
        add_all(History(), [say(Verdict.UNDO, None, undoes="0123456789")], lambda _: None)


def test_the_record_only_grows_and_reads_back(tmp_path: Path) -> None:
    record = Record(tmp_path)
    first, second = (
        say(Verdict.WRONG, DUTY, why="换行\n和“引号”"),
        say(Verdict.ADD, TASK, other=B, value="lead", quote="乙局牵头"),
    )
    record.append([first])
    before = record.path.read_bytes()
    take_back = record.append([second])
    assert record.path.read_bytes().startswith(before)
    assert record.read().entries == (first, second)
    assert len(record.path.read_text(encoding="utf-8").splitlines()) == 2
    take_back()
    assert record.read().entries == (first,)


def test_a_line_that_was_cut_off_costs_itself_alone(tmp_path: Path) -> None:
    record = Record(tmp_path)
    first, second, third = (say(Verdict.NOTE, DUTY, value=words) for words in ("一", "二", "三"))
    record.append([first, second])
    whole = record.path.read_bytes()
    record.path.write_bytes(whole[:-20])
    assert record.read().entries == (first,)
    record.append([third])
    assert record.read().entries == (first, third)
    record.path.write_bytes(whole[:-1])
    record.append([third])
    assert record.read().entries == (first, second, third)
    assert record.path.read_bytes().startswith(whole)


@pytest.mark.parametrize(
    "line",
    ["[]", "null", '"x"', "{", "[" * 5000, '{"id": "1"}', '{"id":"x","time":1,"by":[],"verdict":"wrong","ground":{"type":"Task","key":"k"}}',
     '{"id":"x","time":"t","by":"b","verdict":"kill","ground":{"type":"Task","key":"k"}}',
     '{"id":"x","time":"t","by":"b","verdict":"wrong","ground":{"type":"Nonsense","key":"k"}}',
     '{"id":"x","time":"t","by":"b","verdict":"wrong","ground":{"type":"Task","key":"k","more":1}}',
     '{"id":"x","time":"t","by":"b","verdict":"same","ground":{"type":"Agency","key":"k","properties":{"evil":1}}}'],
)  # fmt: skip
def test_lines_that_are_no_decisions_are_named(line: str) -> None:
    good = say(Verdict.WRONG, DUTY).to_line()
    with pytest.raises(InputError, match=r"^记录 第 3 行："):
        parse_lines(f"{good}\n\n{line}\n", "记录")


def test_a_line_that_was_changed_is_noticed() -> None:
    line = say(Verdict.RENAME, A, value="新甲局").to_line()
    with pytest.raises(InputError, match="被改动过"):
        parse_lines(line.replace("新甲局", "旧甲局"), "记录")


@pytest.mark.parametrize(
    "decision",
    [
        say(Verdict.RETYPE, A, value="Task"),
        say(Verdict.RETYPE, A, value="Actor"),
        say(Verdict.REROLE, DUTY, value="boss"),
        say(Verdict.RENAME, DUTY, value="名称"),
        say(Verdict.RENAME, A, value=" "),
        say(Verdict.SAME, A, other=TASK),
        say(Verdict.SAME, A),
        say(Verdict.ADD, TASK, other=A, value="boss"),
        say(Verdict.ADD, A, other=A, value="lead"),
        say(Verdict.RIGHT, A),
        say(Verdict.WRONG, Ground("Task", "文#任务1", "建设基地", "文", field="owner")),
        say(Verdict.RIGHT, Ground("Task", "文#任务1", "建设基地", "文", field="text")),
        say(Verdict.SAME, Ground("Agency", "agency:甲局", "甲局"), other=B),
        say(
            Verdict.SAME,
            Ground("Agency", "agency:甲局", "甲局", properties={"name": "甲局", "kind": "机关", "adcode": "999999"}),
            other=B,
        ),
    ],
)
def test_lines_that_say_what_cannot_be_said_are_refused(decision: Decision) -> None:
    with pytest.raises(InputError):
        Decision.from_line(decision.to_line())


@pytest.mark.parametrize(
    "decision",
    [
        say(Verdict.SAME, A, other=B), say(Verdict.DIFFERENT, A, other=B), say(Verdict.RIGHT, DUTY), say(Verdict.WRONG, TASK),
        say(Verdict.ADD, TASK, other=A, value="lead", quote="甲局"), say(Verdict.RENAME, TASK, value="新"), say(Verdict.RETYPE, A, value="School"),
        say(Verdict.REROLE, DUTY, value="lead"), say(Verdict.NOTE, DUTY, value="注"), say(Verdict.UNDO, None, undoes="0123456789"),
    ],
)  # fmt: skip
def test_lines_read_back_as_they_were(decision: Decision) -> None:
    assert Decision.from_line(decision.to_line()) == decision
