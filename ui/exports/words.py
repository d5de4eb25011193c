"""Cells that several formats share: the columns of the ledger and what stands in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from graph.model import model
from ui.exports.content import Content, Duty, LedgerRow
from ui.exports.text import marked, numbered
from ui.words import ROLES, deadline_words

__all__ = [
    "LEDGER", "comparator_words", "deadline_cell", "duty_words", "ledger_cells", "loads_words", "main_text",
    "quote_words", "short_names", "task_words",
]  # fmt: skip

_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[）)]?[.．、]?")

_BRACKETS = {one: "[（(]" for one in "（("} | {one: "[）)]" for one in "）)"}
"""The text may have the narrow form of what a number is shown with."""
_LABEL = 20
"""Characters of the label of a task without a heading."""

LEDGER = (
    "序号",
    "任务",
    "主要内容",
    "目标",
    "牵头单位",
    "责任单位",
    "配合单位",
    "完成时限",
    "依据",
    "原文",
    "任务标识",
)
"""The columns of the ledger."""


def ledger_cells(number: int, row: LedgerRow, named: Callable[[str], str] = str) -> tuple[int | str, ...]:
    """One row of the ledger, a cell for each of `LEDGER`; `number` counts from 1, `named` writes a body's name."""
    lead, responsible, participate = (
        "、".join(map(named, names)) for names in (row.lead, row.responsible, row.participate)
    )
    if row.open_list:
        responsible += "等" if responsible else "（原文未列全）"
    if not (row.owned or row.open_list):
        responsible = "未注明"
    return (
        number,
        task_words(row),
        main_text(row),
        "\n".join(row.targets),
        lead,
        responsible,
        participate,
        deadline_cell(row.deadline, row.recurs),
        row.source,
        "\n".join(quote_words(one) for one in row.quotes) or quote_words(row.text),
        row.key,
    )


def task_words(row: LedgerRow) -> str:
    """A task's number and title, as in （三）建设实训基地 or 3. 建设实训基地.

    The first words of a task without a heading are cut to a label, as its text says them again.
    """
    title = row.title
    head = _head(row).match(quote_words(row.text))
    if title and head and head["end"] is None:
        title = title[:_LABEL].rstrip("，,、；") + "…"
    return marked(numbered(row.number, title), row.by_hand)


def main_text(row: LedgerRow, *, titled: bool = False) -> str:
    """What a task says, without its number and title (unless `titled`) and, in a row of a table, without its bodies."""
    lines = quote_words(row.text).split("\n")
    names = "|".join(map(re.escape, sorted(row.printed, key=len, reverse=True)))
    if names and len(lines) > 1 and not re.sub(rf"{names}|各?有关单位|[\s、，,；;和及与等]", "", lines[-1]):
        del lines[-1]
    text = "\n".join(lines)
    head = _head(row).match(text)
    return (text[head.end() :] if head and head["end"] and not titled else text) or text


def _head(row: LedgerRow) -> re.Pattern[str]:
    """How a text begins with a task's number and title; the group `end` is what closes a heading."""
    number = "".join(_BRACKETS.get(one, re.escape(one)) for one in row.number)
    return re.compile(rf"(?:{number}[ \t.．、]*)?{re.escape(row.title)}(?P<end>[ \t]*(?:[。：:]|\n|\Z)\s*)?")


def quote_words(text: str) -> str:
    """A quote without its empty lines; of a table's row, without the cell of its number."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "\n".join(lines[1:] if len(lines) > 1 and _NUMBER.fullmatch(lines[0]) else lines)


def short_names(content: Content) -> Callable[[str], str]:
    """Writes bodies as one does inside the place of the one document: 市教育局 for 云岭市教育局; else as they are."""
    places = {one.jurisdiction for one in content.documents}
    place = re.search(r"[^省市州县区]+([省市州县区旗])$", places.pop()) if len(places) == 1 else None
    if place is None:
        return lambda name: name
    return lambda name: place[1] + rest if (rest := name.removeprefix(place[0])) not in (name, "") else name


def deadline_cell(deadline: str | None, recurs: str | None = None) -> str:
    """A deadline and how often it comes, as people write them."""
    return "，".join(one for one in (recurs, deadline_words(deadline)) if one)


def duty_words(duties: Iterable[Duty]) -> str:
    """The roles of one body in one task, such as 牵头 or 责任（各县区）."""
    words = (marked(ROLES[duty.role] + (f"（{duty.via}）" if duty.via else ""), duty.by_hand) for duty in duties)
    return "、".join(dict.fromkeys(words))


def loads_words(duties: Iterable[Duty]) -> str:
    """How many duties of each role these are, as in 牵头3项、配合1项."""
    count = Counter(duty.role for duty in duties)
    return "、".join(f"{name}{count[role]}项" for role, name in ROLES.items() if count[role])


def comparator_words(comparator: str) -> str:
    """不少于, 不超过 …; empty where there is none."""
    return model().node("Target").properties["comparator"].values.get(comparator, comparator)
