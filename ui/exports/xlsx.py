"""The ledger as an Excel workbook: overview, ledger, matrix, a sheet for each body, targets, groups, doubts.

Text of documents is only ever written as a string: nothing in it becomes a formula, a number or a link.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from ui.exports.content import Body, Content
from ui.exports.sheet_names import SheetNames
from ui.exports.text import clipped, plain
from ui.exports.words import LEDGER, comparator_words, duty_words, ledger_cells, short_names, task_words
from ui.words import ROLES, date_words, deadline_words, kind_words

__all__ = ["MOST_BODIES", "write_xlsx"]

MOST_BODIES = 250
"""No more bodies than this get a sheet or a column of their own; the overview says so where there are more."""

_FIXED = ("总览", "任务台账", "责任矩阵", "目标", "工作机构", "存疑")
_MANY = 12
_CELL = 32_767
_HEADER = 60
_A4 = 9
_POINTS, _LINE, _HIGHEST = 10, 13.5, 409
"""Size of letters, height of a line and greatest height of a row, in points."""
_UPRIGHT = 300
_WIDTHS = {
    "序号": 5, "任务": 20, "主要内容": 42, "目标": 18, "牵头单位": 14, "责任单位": 18, "配合单位": 14, "完成时限": 12,
    "依据": 20, "原文": 30, "任务标识": 16, "本单位角色": 9, "进展情况": 16, "存在问题": 14, "佐证材料": 14, "文件": 30,
    "工作机构": 24, "人员": 10, "组内职务": 12, "职务": 30, "事项": 12, "原因": 28, "对象": 20, "比较": 8, "下限": 8,
    "上限": 8, "单位": 8,
}  # fmt: skip
"""In Latin letters, of which a Chinese one takes two."""
_NARROW = {"目标": 8, "牵头单位": 9, "责任单位": 9, "配合单位": 9, "完成时限": 9}
"""Columns that give way where a sheet has nothing in them."""
_COLORS = {"lead": ("#0072B2", "#FFFFFF"), "responsible": ("#BFE1F5", "#000000"), "participate": ("#F3F3F3", "#000000")}
"""Ground and text of a role's cell in the matrix, dark enough apart to be told in grey."""

_OVERVIEW = (40, 22, 22, 16, 24)

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
            ("工作机构", "人员", "组内职务", "职务", "文件", "原文"),
            [
                (one.group, one.person, one.role, "、".join(one.posts), one.document, one.quote)
                for one in content.groups
            ],
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
        frame = {
            "valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF", "font_name": "宋体",
            "font_size": _POINTS,
        }  # fmt: skip
        self.cell = book.add_format(frame)
        self.middle = book.add_format({**frame, "align": "center"})
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
        for column, width in enumerate(_OVERVIEW):
            sheet.set_column(column, column, width)
        self._put(sheet, 0, 0, content.title, self.title)
        self._put(sheet, 1, 0, _about(content), None)
        owned = sum(1 for row in content.ledger if row.owned)
        counts = [
            ("任务", len(content.ledger)),
            ("其中未注明责任单位", len(content.ledger) - owned),
            *(
                (f"{name}（项次）", sum(1 for one in content.duties if one.role == role and not one.via))
                for role, name in ROLES.items()
            ),
            ("承担责任的单位", len({one.actor_key for one in content.duties})),
            ("目标", len(content.targets)),
            ("存疑", len(content.doubts)),
        ]
        at = self._rows(sheet, 3, ("内容", "数量"), counts, (40, 16))
        documents = [
            (one.title, one.number, one.issuer, date_words(one.date), _remark(one.altered, one.masked))
            for one in content.documents
        ]
        at = self._rows(sheet, at + 1, ("文件", "发文字号", "发文机关", "成文日期", "说明"), documents, _OVERVIEW)
        loads: list[Sequence[Cell]] = [
            (body.name, kind_words(body.kind), *(self.loads[body.key, role] or None for role in ROLES))
            for body in content.bodies
        ]
        at = self._rows(sheet, at + 1, ("单位", "类别", *(ROLES[role] for role in ROLES)), loads, _OVERVIEW)
        if len(content.bodies) > MOST_BODIES:
            left = f"单位共 {len(content.bodies)} 个，责任矩阵和分表只列任务最多的 {MOST_BODIES} 个；其余请按单位筛选后导出。"
            self._put(sheet, at + 1, 0, left, None)

    def matrix(self) -> None:
        bodies = self.content.bodies[:MOST_BODIES]
        short = short_names(self.content)
        names = [short(body.name) for body in bodies]
        sheet = self._sheet("责任矩阵")
        head = ("序号", "任务", *names)
        self._rows(sheet, 0, head, [])
        if len(bodies) > _MANY:
            sheet.set_row(0, min(_UPRIGHT, max(map(len, names)) * 15 + 8))
            for column, name in enumerate(names, 2):
                self._put(sheet, 0, column, name, self.upright)
        for column, width in enumerate((6, 36, *([10 if len(bodies) <= _MANY else 6.5] * len(names)))):
            sheet.set_column(column, column, width)
        divided = False
        for number, (row, found) in enumerate(zip(self.content.ledger, self.content.crossed(bodies), strict=True), 1):
            self._put(sheet, number, 0, number, self.middle)
            self._put(sheet, number, 1, task_words(row), self.cell)
            sheet.set_row(number, _height((task_words(row),), (36,)))
            for place in range(len(bodies)):
                duties, below = found.get(place, ([], False))
                divided = divided or below
                words = f"({duty_words(duties)})" if below else duty_words(duties)
                form = self.roles[duties[0].role] if duties and not below else self.middle
                self._put(sheet, number, place + 2, words, form)
        self._finish(sheet, len(self.content.ledger), len(head), frozen=2)
        if divided:
            words = "括号里的，是附表中细化该任务的各行写明的分工。"
            self._put(sheet, len(self.content.ledger) + 2, 1, words, None)

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
        widths = [_width(title, [row[column] for row in rows]) for column, title in enumerate(head)]
        for column, (title, width) in enumerate(zip(head, widths, strict=True)):
            # The key is for the program that takes the sheet back; a person need not see it.
            sheet.set_column(column, column, width, None, {"hidden": title == LEDGER[-1]})
        self._rows(sheet, 0, head, rows, widths)
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

    def _rows(
        self, sheet: Any, at: int, head: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[float] = ()
    ) -> int:
        """Write a table from row `at`, its rows as high as their texts need at these widths; the row after it."""
        for column, title in enumerate(head):
            self._put(sheet, at, column, title, self.head)
        for row in rows:
            at += 1
            sheet.set_row(at, _height(row, widths))
            for column, value in enumerate(row):
                form = self.middle if head[column] == "序号" else self.cell
                self._put(sheet, at, column, value, form)
        return at + 1

    def _put(self, sheet: Any, row: int, column: int, value: Cell, form: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, clipped(plain(value), _CELL), form)
        else:
            sheet.write_number(row, column, value, form)


def _about(content: Content) -> str:
    """Within which limits and when it was made, and what the hidden column is for."""
    parts = [f"范围：{'，'.join(content.limits)}"] if content.limits else []
    if content.made:
        parts.append(f"制表日期：{date_words(content.made)}")
    parts.append("台账和各单位分表最后有一列隐藏的“任务标识”，收回填好的表时据此对应，请勿删除")
    return "。".join(parts) + "。"


def _width(title: str, values: Sequence[Cell]) -> float:
    filled = any(value not in (None, "") for value in values)
    return _WIDTHS[title] if filled or title not in _NARROW else _NARROW[title]


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """How high a row must be to show all its texts, as far as a row can be."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str):
            room = max(2.0, width - 1)
            needed = (sum(1.0 if ord(one) < 0x2E80 else 1.9 for one in line) for line in value.split("\n"))
            lines = max(lines, sum(max(1, math.ceil(one / room)) for one in needed))
    return min(_HIGHEST, lines * _LINE + 3)


def _remark(altered: bool, masked: bool) -> str:
    return "；".join(words for words, holds in (("文字被改动过", altered), ("隐去了地名", masked)) if holds)
