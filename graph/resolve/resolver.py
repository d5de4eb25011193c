"""The record of decisions: a text file, one decision a line, to which lines are only ever added.

What is in force follows from its lines in the order of their time, so that two records with the same lines say the same,
whichever line came first.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError, UsageError
from graph.locks import FileLock
from graph.model import model
from graph.resolve.applying import link_of
from graph.resolve.bodies import Bodies
from graph.resolve.judgement import FIELDS, Decision, Ground, Identity, Verdict, root_of, short_id

__all__ = ["History", "Locate", "Record", "add_all", "describe", "parse_lines", "what_of"]

Locate = Callable[[Decision], Identity | None]
"""The identity that a decision's ground has in its document now; None where that is not known."""
_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class History:
    """All decisions in the order of their time."""

    entries: tuple[Decision, ...] = ()

    @property
    def active(self) -> tuple[Decision, ...]:
        """The decisions in force: those that have not been undone."""
        undone = {one.undoes for one in self.entries}
        return tuple(one for one in self.entries if one.verdict is not Verdict.UNDO and one.id not in undone)

    @property
    def digest(self) -> str:
        """Says whether two records have the same decisions in force."""
        active = [one.id for one in self.active]
        return short_id(active, 16) if active else ""

    def plus(self, more: Iterable[Decision]) -> "History":
        """This history and more decisions."""
        return History(tuple(sorted({*self.entries, *more}, key=lambda one: (one.time, one.id))))

    def get(self, wanted: str) -> Decision:
        """The decision whose id begins so.

        Raises:
            UsageError: there is none, or there are several.
        """
        found = [one for one in self.entries if one.id.startswith(wanted) and one.verdict is not Verdict.UNDO]
        if len(found) != 1 or not wanted:
            what = "有几条结论的编号以它开头，请写全" if found else "请用 zeren review log 查看编号"
            raise UsageError(
                f"没有找到编号为“{wanted}”的结论，{what}" if not found else f"编号“{wanted}”不够长：{what}"
            )
        return found[0]


class Record:
    """The file in the data folder."""

    def __init__(self, home: Path) -> None:
        self.path = home / "decisions.jsonl"
        self._lock = home / "decisions.lock"

    def read(self) -> History:
        """All decisions; none where there is no file.

        Raises:
            InputError: it cannot be read, or a line of it is no decision.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return History()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"人工结论的记录 {self.path} 读不出来，请检查这个文件") from error
        return History().plus(parse_lines(_whole(text), str(self.path)))

    def append(self, decisions: Sequence[Decision]) -> Callable[[], None]:
        """Add lines, on disk when this returns; gives what takes them away again where the graph cannot follow.

        Raises:
            InputError: the file cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                file.seek(0)
                before = file.read()
                whole = _whole(before.decode(errors="replace"))
                file.truncate(min(len(before), len(whole.encode())))
                file.write(b"\n" if whole.encode() == before + b"\n" else b"")
                size = file.tell()
                file.write("".join(one.to_line() + "\n" for one in decisions).encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise InputError(f"不能写入 {self.path}：{error.strerror or error}，结论没有保存") from error

        def take_back() -> None:
            with self.path.open("r+b") as file:
                file.truncate(size)

        return take_back

    def hold(self, *, shared: bool = False) -> FileLock:
        """A lock that is held: shared while a document is loaded with what is in force, alone while deciding.

        Raises:
            UsageError: somebody else holds it for too long.
        """
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._lock, shared=shared)
        if not lock.acquire(timeout=_WAIT):
            raise UsageError("另一个进程正在载入文件或记录结论，请等它结束后重试")
        return lock


def _whole(text: str) -> str:
    """The text of the record without a last line that a loss of power cut off, and with a line feed after one that is whole."""
    lines, last = text.rpartition("\n")[::2]
    if not last.strip():
        return text
    try:
        Decision.from_line(last)
    except InputError:
        return lines + "\n" if lines else ""
    return text + "\n"


def parse_lines(text: str, where: str) -> list[Decision]:
    """The decisions in a text; empty lines do not count.

    Raises:
        InputError: a line is none; the message names it.
    """
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(Decision.from_line(line))
            except InputError as error:
                raise InputError(f"{where} 第 {number} 行：{error}；应为 zeren review export 导出的内容") from error
    return found


def add_all(history: History, new: Iterable[Decision], locate: Locate) -> History:
    """The history with new decisions, those it has already left out.

    Raises:
        UsageError: one contradicts another or says again what is in force, which the message names, or undoes what is not there.
    """
    more = [one for one in new if one not in history.entries]
    whole = history.plus(more)
    known = {one.id for one in whole.entries if one.verdict is not Verdict.UNDO}
    for one in more:
        if one.verdict is Verdict.UNDO and one.undoes not in known:
            raise UsageError(f"要撤销的结论 {one.undoes} 不在记录里，请连同它一起导入")
    fresh = {one.id for one in more}
    before: list[Decision] = []
    # Those that are there already cannot be at fault, so each new one is held against all of them.
    for one in sorted(whole.active, key=lambda one: (one.id in fresh, one.time, one.id)):
        if one.id in fresh:
            _check(before, one, locate)
        before.append(one)
    return whole


def describe(decision: Decision) -> str:
    """A decision in one line: who, when, what."""
    who = f"{decision.by} {decision.time[:10]} 的结论（编号 {decision.id}）"
    return f"{who}“{decision.verdict.label}：{what_of(decision)}”"


def what_of(decision: Decision) -> str:
    """What a decision is about and what it makes of it, in words."""
    ground, other, value = decision.ground, decision.other, _in_words(decision)
    if ground is None:
        return decision.undoes
    name = f"{ground.name} — {ground.other_name}" if ground.other_name else ground.name
    if ground.type == "RESPONSIBLE_FOR":
        name += f"（{_roles()[ground.detail]}）"
    if ground.field:
        name += f"（{FIELDS[ground.field]}）"
    if decision.verdict is Verdict.ADD and other is not None:
        return f"{name} ＋ {other.name}" + (f"（{value}）" if value else "")
    if decision.verdict is Verdict.DIFFERENT and other is None:
        return f"{name}（只在这份文件里）"
    if other is not None:
        return f"{name}、{other.name}"
    return f"{name} → {value}" if value else name


def _in_words(decision: Decision) -> str:
    if decision.verdict in (Verdict.REROLE, Verdict.ADD):
        return _roles().get(decision.value, decision.value)
    if decision.verdict is Verdict.RETYPE:
        return model().node(decision.value).label
    return decision.value


def _roles() -> Mapping[str, str]:
    return model().relation("RESPONSIBLE_FOR").properties["role"].values


# Contradictions


def _check(before: Sequence[Decision], new: Decision, locate: Locate) -> None:
    bodies = Bodies.of(before)
    if new.verdict in (Verdict.SAME, Verdict.DIFFERENT) and new.other is not None and new.document is None:
        _check_pair(before, new, bodies)
        bodies = Bodies.of([*before, new])
    said: dict[tuple[object, ...], tuple[Decision, str]] = {}
    needed: dict[tuple[object, ...], tuple[Decision, str]] = {}
    for one in before:
        own, needs = _slots(one, bodies, locate)
        said |= {slot: (one, value) for slot, value in own.items()}
        needed |= {slot: (one, value) for slot, value in needs.items()}
    # What joins two bodies brings together what was said of either, so that all is looked at again.
    for one in [*before, new] if new.verdict is Verdict.SAME else [new]:
        own, needs = _slots(one, bodies, locate)
        for slot, value in own.items():
            if slot in said and said[slot][0] is not one:
                _refuse(said[slot][0], one, again=said[slot][1] == value)
            if slot in needed and needed[slot][1] != value:
                _refuse(needed[slot][0], one)
        for slot, value in needs.items():
            if slot in said and said[slot][1] != value:
                _refuse(said[slot][0], one)


def _check_pair(before: Sequence[Decision], new: Decision, bodies: Bodies) -> None:
    assert new.ground is not None and new.other is not None
    groups = bodies.group(new.ground.key), bodies.group(new.other.key)
    if new.verdict is Verdict.SAME:
        if groups[0] == groups[1]:
            _refuse(_joining(before, new, bodies), new, again=True)
        for one in before:
            if one.verdict is Verdict.DIFFERENT and one.ground and one.other:
                keys = one.ground.key, one.other.key
                if (keys[0] in groups[0] and keys[1] in groups[1]) or (keys[1] in groups[0] and keys[0] in groups[1]):
                    _refuse(one, new)
    elif groups[0] == groups[1]:
        _refuse(_joining(before, new, bodies), new)
    else:
        pair = {new.ground.key, new.other.key}
        for one in before:
            if (
                one.verdict is Verdict.DIFFERENT
                and one.ground
                and one.other
                and {one.ground.key, one.other.key} == pair
            ):
                _refuse(one, new, again=True)


def _joining(before: Sequence[Decision], new: Decision, bodies: Bodies) -> Decision:
    """The last decision that made the two the same."""
    assert new.ground is not None and new.other is not None
    pair = new.ground.key, new.other.key
    same = [
        one
        for one in before
        if one.verdict is Verdict.SAME and one.ground and bodies.leader(one.ground.key) == bodies.leader(pair[0])
    ]
    for end in range(len(same) + 1):
        found = Bodies.of(same[:end])
        if found.leader(pair[0]) == found.leader(pair[1]):
            return same[end - 1]
    return same[-1]


def _slots(
    one: Decision, bodies: Bodies, locate: Locate
) -> tuple[dict[tuple[object, ...], str], dict[tuple[object, ...], str]]:
    """What a decision says, each thing with its value, and what must hold for it."""
    ground = one.ground
    if ground is None or one.verdict in (Verdict.SAME, Verdict.UNDO):
        return {}, {}
    if one.verdict is Verdict.DIFFERENT:
        return ({("apart", ground.key, ground.document): "yes"} if one.other is None else {}), {}
    if one.document is None:
        subject: tuple[object, ...] = (root_of(ground.type), bodies.leader(ground.key))
    else:
        subject = (one.document, *(locate(one) or ground.identity))
    exists = _exists(one, ground, subject)
    match one.verdict:
        case Verdict.RIGHT | Verdict.WRONG if ground.field:
            other = one.other.key if one.other else ""
            return {(*subject, other, "field"): one.verdict.value}, {exists: Verdict.RIGHT.value}
        case Verdict.RIGHT | Verdict.WRONG:
            own = {(*subject, "holds"): one.verdict.value}
            if one.verdict is Verdict.RIGHT and ground.type == "RESPONSIBLE_FOR":
                own[(*subject, Verdict.REROLE.value)] = ground.detail
            return own, ({} if ground.other == "" else {exists: Verdict.RIGHT.value})
        case Verdict.ADD:
            assert one.other is not None
            ends = (one.other.key, subject[2]) if link_of(one) == "RESPONSIBLE_FOR" else (subject[2], one.other.key)
            link = (one.document, link_of(one), *ends, one.value, "", "holds")
            return {link: Verdict.RIGHT.value}, {exists: Verdict.RIGHT.value}
        case Verdict.NOTE:
            return {}, {(*subject, "holds"): Verdict.RIGHT.value}
        case _:
            needs = {(*subject, "holds"): Verdict.RIGHT.value, exists: Verdict.RIGHT.value}
            return {(*subject, one.verdict.value): one.value}, needs


def _exists(one: Decision, ground: Ground, subject: tuple[object, ...]) -> tuple[object, ...]:
    """What must not be wrong for this to be said: the task or target that it is about."""
    if one.document is None:
        return (*subject, "holds")
    _, root, key, other, *_ = (*subject, "", "")
    task = other if root in ("RESPONSIBLE_FOR",) else key
    kind = "Target" if root == "Target" else "Task"
    return (one.document, kind, task, "", "", "", "holds")


def _refuse(earlier: Decision, new: Decision, *, again: bool = False) -> None:
    if again:
        raise UsageError(f"{describe(earlier)}已经这样说了，不必重复")
    raise UsageError(
        f"{describe(new)}与{describe(earlier)}相矛盾；如要改判，请先撤销后者：zeren review undo {earlier.id}"
    )
