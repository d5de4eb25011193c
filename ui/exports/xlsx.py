"""The ledger as an Excel workbook, ready to print: overview, ledger, matrix, a sheet a bureau, targets, groups."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from ui.exports.bundle import Bundle
from ui.services.ledger import COLUMNS, Row
from ui.words import ROLES, deadline_words, kind_words, printable

__all__ = ["MAX_SHEETS", "render", "sheet_name"]

MAX_SHEETS = 100
"""Bureaus with a sheet of their own, those with most tasks; the matrix has all."""
_MAX_MATRIX = 200
_CELL = 32_000
"""Characters; Excel takes 32,767 a cell."""
_WIDTHS = {"order": 5, "task": 22, "content": 44, "targets": 26, "lead": 16, "responsible": 22, "participate": 22,
           "deadline": 13, "basis": 20, "quote": 30}  # fmt: skip
_OWN = {**COLUMNS, "role": "本单位角色", "progress": "进展情况", "problems": "存在问题", "proof": "佐证材料"}
_OWN_WIDTHS = {**_WIDTHS, "content": 36, "quote": 22, "role": 8, "progress": 16, "problems": 14, "proof": 14}


def render(bundle: Bundle) -> bytes:
    """The workbook's bytes. Text is written as text always, so that no cell becomes a formula or a link."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": bundle.ledger.title, "comments": "由责任图谱（Zeren）生成"})
        sheets = _Sheets(book, bundle.ledger.title)
        _overview(sheets, bundle)
        _ledger(sheets, bundle.ledger.rows)
        _matrix(sheets, bundle)
        actors = bundle.ledger.by_actor()
        for actor, rows in actors[:MAX_SHEETS]:
            _own_sheet(sheets, actor.name, rows)
        _targets(sheets, bundle.ledger.rows)
        _groups(sheets, bundle)
    return out.getvalue()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, no quote at an end, unlike all taken ones.

    The name is added to `taken`, in lower case, since Excel does not tell case apart.
    """
    bare = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", printable(wanted)).strip().strip("'").strip() or "未注明"
    if bare.lower() == "history":
        bare += "_"
    count, name = 1, bare[:31]
    while name.lower() in taken:
        count += 1
        end = f"({count})"
        name = bare[: 31 - len(end)] + end
    taken.add(name.lower())
    return name


@dataclass(slots=True)
class _Sheets:
    """The workbook with its formats and the names of its sheets."""

    book: xlsxwriter.Workbook
    title: str
    taken: set[str]
    head: Any
    cell: Any
    big: Any

    def __init__(self, book: xlsxwriter.Workbook, title: str) -> None:
        base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
        self.book, self.title, self.taken = book, title, set()
        self.head = book.add_format({**base, "bold": True, "valign": "vcenter", "align": "center", "bg_color": "#D9E2EC"})
        self.cell = book.add_format(base)
        self.big = book.add_format({"font_name": "宋体", "font_size": 14, "bold": True})

    def add(self, name: str, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[object]]) -> Any:
        """A sheet with a frozen and repeated header, a filter, and A4 landscape pages one page wide."""
        sheet = self.book.add_worksheet(sheet_name(name, self.taken))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, heads, self.head)
        count = 0
        for count, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self.write(sheet, count, column, value)
        sheet.freeze_panes(1, 0)
        if count:
            sheet.autofilter(0, 0, count, len(heads) - 1)
        self.page(sheet)
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: object) -> None:
        """A number as a number, all else as text."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(row, column, value, self.cell)
        else:
            sheet.write_string(row, column, printable("" if value is None else str(value))[:_CELL], self.cell)

    def page(self, sheet: Any) -> None:
        """How it prints."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.repeat_rows(0)
        # In a header & begins a command, and the whole may have 255 characters.
        sheet.set_header("&C" + printable(self.title).replace("\n", " ").replace("&", "&&")[:200])
        sheet.set_footer("&C第 &P 页，共 &N 页")


def _overview(sheets: _Sheets, bundle: Bundle) -> None:
    ledger = bundle.ledger
    actors = ledger.by_actor()
    sheet = sheets.book.add_worksheet(sheet_name("概况", sheets.taken))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, printable(ledger.title), sheets.big)
    facts: list[tuple[str, object]] = [
        *(("文件", f"{one.name}　{one.properties.get('doc_number') or ''}".strip()) for one in ledger.documents),
        *(("筛选", words) for words in bundle.filters.words()),
        ("任务", len(ledger.rows)),
        ("单位", len(actors)),
        ("没有责任单位的任务", sum(1 for row in ledger.rows if not row.duties)),
        ("写明时限的任务", sum(1 for row in ledger.rows if row.deadline)),
        ("目标", sum(len(row.targets) for row in ledger.rows)),
    ]
    if len(actors) > MAX_SHEETS:
        facts.append(("说明", f"只有任务最多的 {MAX_SHEETS} 个单位有自己的工作表，全部单位见“矩阵”"))
    if any(one.properties.get("altered") for one in ledger.documents):
        facts.append(("说明", "有文件的文字被改动过（网上常见），名称按规范写法列出，请核对原文"))
    for number, (name, value) in enumerate(facts, 2):
        sheets.write(sheet, number, 0, name)
        sheets.write(sheet, number, 1, value)
    sheets.page(sheet)


def _ledger(sheets: _Sheets, rows: Sequence[Row]) -> None:
    cells = (list(row.cells(order).values()) for order, row in enumerate(rows, 1))
    sheets.add("台账", list(COLUMNS.values()), [_WIDTHS[name] for name in COLUMNS], cells)


def _matrix(sheets: _Sheets, bundle: Bundle) -> None:
    """Tasks down, actors across, roles in the cells; actors beyond the limit of columns go without."""
    actors = bundle.ledger.by_actor()[:_MAX_MATRIX]
    heads = ["序号", "任务", "依据", *(actor.name for actor, _ in actors)]
    body = []
    for order, row in enumerate(bundle.ledger.rows, 1):
        roles: dict[str, list[str]] = {}
        for duty in row.duties:
            roles.setdefault(duty.actor_key, []).append(ROLES[duty.role])
        body.append([order, row.title, row.basis, *("、".join(dict.fromkeys(roles.get(actor.key, []))) for actor, _ in actors)])
    sheet = sheets.add("矩阵", heads, [5, 30, 20, *([7.0] * len(actors))], body)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 90)


def _own_sheet(sheets: _Sheets, name: str, rows: Sequence[tuple[Row, str]]) -> None:
    roles: dict[str, list[str]] = {}
    for row, role in rows:
        roles.setdefault(row.task_key, []).append(ROLES[role])
    body = []
    for order, row in enumerate({row.task_key: row for row, _ in rows}.values(), 1):
        own = {"role": "、".join(roles[row.task_key]), "progress": "", "problems": "", "proof": ""}
        body.append(list({**row.cells(order), **own}.values()))
    sheets.add(name, list(_OWN.values()), [_OWN_WIDTHS[column] for column in _OWN], body)


def _targets(sheets: _Sheets, rows: Sequence[Row]) -> None:
    body = [
        [deadline_words(row.deadline), target, row.title, row.names("lead") or row.names("responsible"), row.basis]
        for row in rows
        for target in row.targets
    ]
    heads = ["任务完成时限", "目标", "任务", "牵头或责任单位", "依据"]
    sheets.add("目标", heads, [14, 50, 36, 28, 22], body)


def _groups(sheets: _Sheets, bundle: Bundle) -> None:
    kinds = {key: kind_words(node.label) for key, node in bundle.ledger.actors.items()}
    body: list[list[object]] = [
        [one.group, one.role, one.person, "；".join(one.posts), one.host] for one in bundle.ledger.members
    ]
    if body or "工作机构" in kinds.values():
        sheets.add("工作机构", ["工作机构", "组内职务", "人员", "职务", "办公室设在"], [30, 12, 12, 44, 24], body)
