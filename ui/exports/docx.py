"""The division of duties as an office hands it round: title, table with merged task cells, a list for each body.

Page, margins, fonts and page numbers follow GB/T 9704-2012, the national layout of official documents.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ui.exports.content import Body, Content
from ui.exports.text import in_marks, plain, short_title
from ui.exports.words import (
    LEDGER,
    deadline_cell,
    duty_words,
    ledger_cells,
    loads_words,
    main_text,
    quote_words,
    short_names,
    task_words,
)
from ui.words import date_words

__all__ = ["MOST_BODIES", "write_docx"]

MOST_BODIES = 250
"""No more bodies than this get a list of their own; the annex says so where there are more."""

_PAGE = (Mm(210), Mm(297))
_MARGINS = {"top_margin": Mm(37), "bottom_margin": Mm(35), "left_margin": Mm(28), "right_margin": Mm(26)}
_TITLE, _BODY, _HEAVY = "方正小标宋简体", "仿宋", "黑体"
_FALLBACKS = {_TITLE: "宋体", _BODY: "仿宋_GB2312"}
"""What a program shows where a machine lacks the font."""
_WIDTHS = {"序号": 11, "任务": 25, "牵头单位": 22, "责任单位": 26, "配合单位": 22, "完成时限": 18}
_LIST_WIDTHS = {"序号": 11, "任务": 34, "角色": 13, "完成时限": 20, "依据": 28, "原文": 50}
_TYPE_AREA = 156
_PER_PAGE = 28 * 14
"""How many characters of a row's longest cell surely fit on one page; only rows up to that are kept together."""


def write_docx(content: Content, path: Path) -> None:
    """Write the table and the lists; bodies beyond `MOST_BODIES` get none."""
    _Paper(content).write(path)


class _Paper:
    """One document being written."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.short = short_names(content)
        self.several = len(content.documents) > 1
        self.dated = any(row.deadline or row.recurs for row in content.ledger)
        self.file = docx.Document()
        self._set_page()

    def write(self, path: Path) -> None:
        content = self.content
        self._line(f"{short_title(content.subject or content.title)}责任分工表", _TITLE, 22, centred=True, exact=32)
        self._line(self._note(), "楷体", 12, centred=True, after=8)
        for notice in content.notices:
            self._line(f"注：{notice}。", _BODY, 12)
        self._main_table()
        bodies = content.bodies[:MOST_BODIES]
        if bodies:
            self._line("附件", _HEAVY, 16, new_page=True)
            self._line("各单位责任清单", _TITLE, 22, centred=True, exact=32, after=8)
        for number, body in enumerate(bodies, 1):
            self._body(number, body)
        if len(content.bodies) > MOST_BODIES:
            self._line(
                f"单位共{len(content.bodies)}个，这里只列任务最多的{MOST_BODIES}个，其余请按单位筛选后导出。", _BODY, 12
            )
        # The file's name stands before the writer's: python-docx closes only what it opened.
        with path.open("wb") as file:
            self.file.save(file)

    # Parts of the paper

    def _note(self) -> str:
        sources = [one.name for one in self.content.documents]
        parts = [f"依据：{'；'.join(sources)}"] if sources else []
        if self.content.limits:
            parts.append(f"范围：{'，'.join(self.content.limits)}")
        if self.content.made:
            parts.append(f"制表日期：{date_words(self.content.made)}")
        return f"（{'　'.join(parts)}）" if parts else ""

    def _main_table(self) -> None:
        rows = self.content.ledger
        cells = {row.key: dict(zip(LEDGER, ledger_cells(0, row, self.short), strict=True)) for row in rows}
        used = [one for one in LEDGER[4:8] if any(cells[row.key][one] for row in rows)]
        widths = {one: _WIDTHS[one] for one in ("序号", "任务", *used)}
        columns = ["序号", "任务", "主要内容", *used]
        widths["主要内容"] = _TYPE_AREA - sum(widths.values())
        table = self._table([widths[one] for one in columns], columns)
        details = self.content.details()
        inner = {row.key for found in details.values() for row in found}
        own = {duty.task_key for duty in self.content.duties if not duty.via}
        document = ""
        number = 0
        for row in rows:
            if self.several and row.document != document:
                document = row.document
                self._wide_row(table, row.document_name, len(columns))
            if row.key in inner:
                continue
            number += 1
            group = details.get(row.key, ())
            head = [str(number), task_words(row)]
            if group and row.key not in own:
                # The rows below say who does what: the text of the whole runs over all columns.
                first = self._row(table, [*head, main_text(row), *([""] * len(used))])
                first.cells[2].merge(first.cells[-1])
            else:
                first = self._row(table, [*head, main_text(row), *(str(cells[row.key][one]) for one in used)])
            for detail in group:
                self._row(
                    table, ["", "", main_text(detail, titled=True), *(str(cells[detail.key][one]) for one in used)]
                )
            for column in (0, 1):
                _merge_down(table, column, len(group) + 1)

    def _body(self, number: int, body: Body) -> None:
        duties = self.content.duties_of(body.key)
        heading = f"{number}．{plain(self.short(body.name))}（{loads_words(own for found in duties.values() for own in found[:1])}）"
        self._line(heading, _HEAVY, 14, before=10, after=4, keep=True)
        columns = [one for one in _LIST_WIDTHS if self.dated or one != "完成时限"]
        widths = {one: _LIST_WIDTHS[one] for one in columns}
        widths["原文"] = _TYPE_AREA - sum(widths[one] for one in columns[:-1])
        table = self._table([*widths.values()], columns)
        for place, row in enumerate((one for one in self.content.ledger if one.key in duties), 1):
            found = duties[row.key]
            quotes = dict.fromkeys(quote_words(one.quote) for one in found)
            deadline = [deadline_cell(row.deadline, row.recurs)] if self.dated else []
            where = row.place
            if self.several:
                where = f"{row.doc_number or in_marks(short_title(row.document_title))} {where}"
            words = "\n".join(one for one in quotes if one)
            self._row(table, [str(place), task_words(row), duty_words(found), *deadline, where, words])

    # Building blocks

    def _line(
        self, text: str, font: str, size: float, *, centred: bool = False, exact: float = 0, before: float = 0,
        after: float = 0, keep: bool = False, new_page: bool = False,
    ) -> None:  # fmt: skip
        paragraph = self.file.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.keep_with_next, form.page_break_before = keep, new_page
        if centred:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if exact:
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
        _write(paragraph, text, font, size)

    def _table(self, widths: Sequence[float], head: Sequence[str]) -> Any:
        table = self.file.add_table(rows=1, cols=len(head))
        table.style, table.autofit = "Table Grid", False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for margin in ("left", "right"):
            _margin(table, margin, 60)
        _fill(table.rows[0], head, font=_HEAVY, centred=True)
        _flag(table.rows[0], "w:tblHeader")
        _flag(table.rows[0], "w:cantSplit")
        return table

    def _row(self, table: Any, cells: Sequence[str]) -> Any:
        row = table.add_row()
        _fill(row, cells)
        if max(map(len, cells)) <= _PER_PAGE:
            _flag(row, "w:cantSplit")
        return row

    def _wide_row(self, table: Any, text: str, columns: int) -> None:
        row = table.add_row()
        merged = row.cells[0].merge(row.cells[columns - 1])
        paragraph = merged.paragraphs[0]
        paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, text, _HEAVY, 12)

    def _set_page(self) -> None:
        section, style = self.file.sections[0], self.file.styles["Normal"]
        section.page_width, section.page_height = _PAGE
        for name, value in _MARGINS.items():
            setattr(section, name, value)
        section.footer_distance = Mm(28)
        self.file.settings.odd_and_even_pages_header_footer = True
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            _page_number(paragraph)
        style.font.size, style.paragraph_format.space_after = Pt(16), Pt(0)
        _set_font(style.element.get_or_add_rPr(), _BODY)
        language = style.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:eastAsia"): "zh-CN"})
        style.element.get_or_add_rPr().append(language)
        about = self.file.core_properties
        about.title, about.author, about.comments = plain(self.content.title)[:255], "责任图谱", ""
        fonts = next(part for part in self.file.part.package.iter_parts() if part.partname.endswith("fontTable.xml"))
        fonts._blob = _with_fallbacks(fonts.blob)


def _write(paragraph: Any, text: str, font: str, size: float) -> None:
    """Add a text in one font, its lines as line breaks."""
    run = paragraph.add_run()
    run.font.size = Pt(size)
    _set_font(run._element.get_or_add_rPr(), font)
    for number, line in enumerate(plain(text).split("\n")):
        if number:
            run.add_break()
        run.add_text(line)


def _fill(row: Any, cells: Sequence[str], *, font: str = _BODY, centred: bool = False) -> None:
    for number, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(16)
        if centred or number == 0:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if text:
            _write(paragraph, text, font, 12)


def _merge_down(table: Any, column: int, rows: int) -> None:
    """Make the cells of a column in the last rows one."""
    if rows > 1:
        for number, row in enumerate(table._tbl.tr_lst[-rows:]):
            row.tc_lst[column].vMerge = "continue" if number else "restart"


def _set_font(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _margin(table: Any, side: str, twentieths: int) -> None:
    properties = table._tbl.tblPr
    margins = properties.find(qn("w:tblCellMar"))
    if margins is None:
        margins = OxmlElement("w:tblCellMar")
        properties.append(margins)
    one = OxmlElement(f"w:{side}")
    one.set(qn("w:w"), str(twentieths))
    one.set(qn("w:type"), "dxa")
    margins.append(one)


def _page_number(paragraph: Any) -> None:
    """— 1 —, in 宋体 of size 14."""
    parts: Iterable[tuple[str, str]] = (("t", "— "), ("begin", ""), ("instrText", " PAGE "), ("end", ""), ("t", " —"))
    for kind, text in parts:
        run = paragraph.add_run()
        run.font.size = Pt(14)
        _set_font(run._element.get_or_add_rPr(), "宋体")
        if kind == "t":
            run.add_text(text)
            continue
        one = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            one.text = text
            one.set(qn("xml:space"), "preserve")
        else:
            one.set(qn("w:fldCharType"), kind)
        run._element.append(one)


def _with_fallbacks(fonts: bytes) -> bytes:
    """The table of fonts with what to show where one is missing."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in _FALLBACKS.items()
    )
    return fonts.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")
