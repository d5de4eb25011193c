"""The record of decisions: a text file, one decision a line, to which lines are only ever added.

What is in force follows from its lines in the order of their time, so that two records with the same lines say the same,
whichever line came first.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError, UsageError
from graph.locks import FileLock
from graph.resolve.contradictions import Locate, check
from graph.resolve.judgement import Decision, Verdict, short_id

__all__ = ["History", "Record", "add_all", "parse_lines"]

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
            check(before, one, locate)
        before.append(one)
    return whole
