"""Cells that several formats share: the columns of the ledger and what stands in them."""

from collections.abc import Iterable

from graph.model import model
from ui.exports.content import Duty, LedgerRow
from ui.words import ROLES, deadline_words

__all__ = ["LEDGER", "comparator_words", "deadline_cell", "duty_words", "ledger_cells"]

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


def ledger_cells(number: int, row: LedgerRow) -> tuple[int | str, ...]:
    """One row of the ledger, a cell for each of `LEDGER`; `number` counts from 1."""
    responsible = "、".join(row.responsible)
    if row.open_list:
        responsible += "等" if responsible else "（原文未列全）"
    if not (row.lead or row.responsible or row.participate or row.open_list):
        responsible = "未注明"
    return (
        number,
        " ".join(one for one in (row.number, row.title) if one),
        row.text,
        "\n".join(row.targets),
        "、".join(row.lead),
        responsible,
        "、".join(row.participate),
        deadline_cell(row.deadline, row.recurs),
        row.source,
        "\n".join(row.quotes) or row.text,
        row.key,
    )


def deadline_cell(deadline: str | None, recurs: str | None = None) -> str:
    """A deadline and how often it comes, as people write them."""
    return "，".join(one for one in (recurs, deadline_words(deadline)) if one)


def duty_words(duties: Iterable[Duty]) -> str:
    """The roles of one body in one task, such as 牵头 or 责任（各县区）."""
    words = (ROLES[duty.role] + (f"（{duty.via}）" if duty.via else "") for duty in duties)
    return "、".join(dict.fromkeys(words))


def comparator_words(comparator: str) -> str:
    """不少于, 不超过 …; empty where there is none."""
    return model().node("Target").properties["comparator"].values.get(comparator, comparator)
