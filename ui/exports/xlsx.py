"""The ledger as an Excel workbook: overview, ledger, matrix, a sheet for each body, targets, groups, doubts.

Text of documents is only ever written as a string: nothing in it becomes a formula, a number or a link.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from ui.exports.content import Body, Content
from ui.exports.sheet_names import SheetNames
from ui.exports.text import clipped, plain
from ui.exports.words import LEDGER, comparator_words, duty_words, ledger_cells
from ui.words import ROLES, date_words, deadline_words, kind_words

__all__ = ["MOST_BODIES", "write_xlsx"]

MOST_BODIES = 250
"""No more bodies than this get a sheet or a column of their own; the overview says so where there are more."""

_FIXED = ("总览", "任务台账", "责任矩阵", "目标", "工作机构", "存疑")
_MANY = 12
_CELL = 32_767
_HEADER = 60
_A4 = 9
_WIDTHS = {
    "序号": 6, "任务": 28, "主要内容": 48, "目标": 24, "牵头单位": 16, "责任单位": 24, "配合单位": 20, "完成时限": 14,
    "依据": 26, "原文": 36, "任务标识": 16, "本单位角色": 12, "进展情况": 20, "存在问题": 18, "佐证材料": 18, "文件": 32,
}  # fmt: skip
_COLORS = {"lead": ("#0072B2", "#FFFFFF"), "responsible": ("#BFE1F5", "#000000"), "participate": ("#F3F3F3", "#000000")}
"""Ground and text of a role's cell in the matrix, dark enough apart to be told in grey."""

Cell = str | int | float | None


def write_xlsx(content: Content, path: Path) -> None:
    """Write the workbook; bodies beyond `MOST_BODIES` are left out of the matrix and get no sheet."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        writer = _Book(book, content)
        writer.overview()
        writer.table("任务台账", LEDGER, [ledger_cells(number, row) for number, row in enumerate(content.ledger, 1)])
        writer.matrix()
        for body in content.bodies[:MOST_BODIES]:
            writer.body(body)
        writer.targets()
        writer.table(
            "工作机构",
            ("工作机构", "人员", "组内职务", "职务", "文件"),
            [(row.group, row.person, row.role, "、".join(row.posts), row.document) for row in content.groups],
        )
        writer.table(
            "存疑",
            ("序号", "事项", "依据", "原因", "原文"),
            [(number, one.what, one.where, one.reason, one.quote) for number, one in enumerate(content.doubts, 1)],
        )


class _Book:
    """One workbook being written."""

    def __init__(self, book: Any, content: Content) -> None:
        self.book = book
        self.content = content
        self.names = SheetNames(_FIXED)
        self.loads = Counter((one.actor_key, one.role) for one in content.duties)
        frame = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF", "font_name": "宋体"}
        self.cell = book.add_format(frame)
        self.head = book.add_format(
            {**frame, "bold": True, "valign": "vcenter", "align": "center", "bg_color": "#E7EDF3"}
        )
        self.upright = book.add_format(
            {**frame, "bold": True, "align": "center", "bg_color": "#E7EDF3", "rotation": 270}
        )
        self.title = book.add_format({"bold": True, "font_size": 16, "font_name": "黑体"})
        self.roles = {
            role: book.add_format({**frame, "align": "center", "bg_color": ground, "font_color": ink})
            for role, (ground, ink) in _COLORS.items()
        }

    def overview(self) -> None:
        content = self.content
        sheet = self._sheet("总览")
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 5, 20)
        self._put(sheet, 0, 0, content.title, self.title)
        owned = sum(1 for row in content.ledger if row.owned)
        counts = [
            ("任务", len(content.ledger)),
            ("其中未注明责任单位", len(content.ledger) - owned),
            *(
                (f"{name}责任", sum(1 for one in content.duties if one.role == role and not one.via))
                for role, name in ROLES.items()
            ),
            ("承担责任的单位", len({one.actor_key for one in content.duties})),
            ("目标", len(content.targets)),
            ("存疑", len(content.doubts)),
        ]
        at = self._rows(sheet, 2, ("内容", "数量"), counts)
        documents = [
            (one.title, one.number, one.issuer, date_words(one.date), _remark(one.altered, one.masked))
            for one in content.documents
        ]
        at = self._rows(sheet, at + 1, ("文件", "发文字号", "发文机关", "成文日期", "说明"), documents)
        loads: list[Sequence[Cell]] = [
            (body.name, kind_words(body.kind), *(self.loads[body.key, role] for role in ROLES))
            for body in content.bodies
        ]
        at = self._rows(sheet, at + 1, ("单位", "类别", *(ROLES[role] for role in ROLES)), loads)
        if len(content.bodies) > MOST_BODIES:
            left = f"单位共 {len(content.bodies)} 个，责任矩阵和分表只列任务最多的 {MOST_BODIES} 个；其余请按单位筛选后导出。"
            self._put(sheet, at + 1, 0, left, None)

    def matrix(self) -> None:
        bodies = self.content.bodies[:MOST_BODIES]
        sheet = self._sheet("责任矩阵")
        head = ("序号", "任务", *(body.name for body in bodies))
        self._rows(sheet, 0, head, [])
        if len(bodies) > _MANY:
            for column, name in enumerate(head[2:], 2):
                self._put(sheet, 0, column, name, self.upright)
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 36)
        sheet.set_column(2, max(2, len(head) - 1), 10 if len(bodies) <= _MANY else 5)
        duties = [self.content.duties_of(body.key) for body in bodies]
        for number, row in enumerate(self.content.ledger, 1):
            self._put(sheet, number, 0, number, self.cell)
            self._put(sheet, number, 1, " ".join(one for one in (row.number, row.title) if one), self.cell)
            for column, of in enumerate(duties, 2):
                own = of.get(row.key)
                form = self.roles[own[0].role] if own else self.cell
                self._put(sheet, number, column, duty_words(own) if own else None, form)
        self._finish(sheet, len(self.content.ledger), len(head), frozen=2)

    def body(self, body: Body) -> None:
        duties = self.content.duties_of(body.key)
        head = ("序号", "任务", "本单位角色", *LEDGER[2:10], "进展情况", "存在问题", "佐证材料", LEDGER[10])
        rows: list[Sequence[Cell]] = []
        for row in self.content.ledger:
            if row.key in duties:
                _, task, *rest, key = ledger_cells(len(rows) + 1, row)
                rows.append((len(rows) + 1, task, duty_words(duties[row.key]), *rest, None, None, None, key))
        self.table(self.names.take(plain(body.name)), head, rows)

    def targets(self) -> None:
        head = ("目标", "对象", "比较", "下限", "上限", "单位", "完成时限", "任务", "文件")
        rows = [
            (
                *(one.text, one.object, comparator_words(one.comparator), one.min, one.max, one.unit),
                *(deadline_words(one.deadline), one.task, one.document),
            )
            for one in self.content.targets
        ]
        self.table("目标", head, rows)

    def table(self, name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """A sheet with one table."""
        sheet = self._sheet(name)
        for column, title in enumerate(head):
            widest = max((len(str(row[column] or "")) for row in rows), default=0)
            sheet.set_column(column, column, _WIDTHS.get(title, min(40, max(10, 2 * widest + 2))))
        self._rows(sheet, 0, head, rows)
        self._finish(sheet, len(rows), len(head), frozen=2 if head[0] == "序号" else 1)

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        title = clipped(plain(self.content.title).replace("\n", " "), _HEADER).replace("&", "&&")
        sheet.set_header(f"&C{title}")
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def _finish(self, sheet: Any, rows: int, columns: int, *, frozen: int) -> None:
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, rows, columns - 1)
        sheet.repeat_rows(0)

    def _rows(self, sheet: Any, at: int, head: Iterable[str], rows: Iterable[Sequence[Cell]]) -> int:
        """Write a table from row `at`; the row after it."""
        for column, title in enumerate(head):
            self._put(sheet, at, column, title, self.head)
        for row in rows:
            at += 1
            for column, value in enumerate(row):
                self._put(sheet, at, column, value, self.cell)
        return at + 1

    def _put(self, sheet: Any, row: int, column: int, value: Cell, form: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, clipped(plain(value), _CELL), form)
        else:
            sheet.write_number(row, column, value, form)


def _remark(altered: bool, masked: bool) -> str:
    return "；".join(words for words, holds in (("文字被改动过", altered), ("隐去了地名", masked)) if holds)
