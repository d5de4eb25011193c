"""PDF files that carry text: paragraphs put together again, ruled tables as rows, pages, headings.

Text comes from pypdfium2, the ruled tables from pdfplumber, which is slow and asked only for pages with ruled lines.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from graph.errors import InputError
from loaders.builder import Builder, Slot, one_line
from loaders.document import Document
from loaders.pdf_lines import (
    Box,
    Line,
    Measure,
    cell_text,
    drop_margins,
    is_continued,
    is_same_heading,
    joined,
    lines_of,
    measure,
)  # fmt: skip

__all__ = ["is_garbled", "read"]

MAX_PAGES = 2000
_MIN_SEGMENTS = 8  # of drawn paths; with fewer a page has no table
_MIN_CHARACTERS = 10  # a page on average; fewer is a scan with a stamp of text on it
_SCAN = "这份 PDF 是扫描件, 没有文字; 请先用扫描软件或 WPS 识别文字 (OCR), 另存为 docx 或可复制文字的 PDF 后再试"
_GARBLED = "这份 PDF 的文字是乱码 (字体没有对照表), 读不了; 请改用 docx 原件, 或先识别文字 (OCR) 后再试"
_LOCKED = "这份 PDF 有密码, 打不开; 请去掉密码后再试"
_BROKEN = "这份 PDF 已损坏, 打不开; 请重新下载, 或用阅读器打开后另存一份"
_NO_TITLE = re.compile(r"^Microsoft Word\s*-\s*|\.(?:docx?|wps|pdf)$|^\(anonymous\)$|^untitled$", re.IGNORECASE)
_USUAL = (  # code points of what Chinese office papers print: letters, punctuation, signs, ideographs
    (0x20, 0x7F), (0xA0, 0x250), (0x370, 0x460), (0x2000, 0xA000), (0xF900, 0xFB00), (0xFE10, 0xFE70), (0xFF00, 0xFFF0),
    (0x20000, 0x33480),
)  # fmt: skip


@dataclass(slots=True)
class _Page:
    """What stands on one page; `tables` holds for each table its rows of slots and the left edges of its columns."""

    lines: list[Line]
    tables: list[tuple[list[list[Slot]], list[float]]]
    height: float
    outline: set[tuple[str, int]] = field(default_factory=set)


def is_garbled(text: str) -> bool:
    """Whether what was read is rubbish: over a fifth of it private, undefined or in no script that offices here use."""
    chars = [ord(char) for char in text if not char.isspace()]
    strange = sum(1 for code in chars if not any(first <= code < last for first, last in _USUAL))
    return strange > len(chars) * 0.2


def _turn(page: Any) -> Callable[[Box], Box]:
    """What takes a place in the file to the place on the page as shown."""
    x0, y0, x1, y1 = page.get_mediabox()
    width, height = x1 - x0, y1 - y0

    def turn(box: Box) -> Box:
        left, bottom, right, top = box.left - x0, box.bottom - y0, box.right - x0, box.top - y0
        match page.get_rotation():
            case 90:
                return Box(bottom, width - right, top, width - left)
            case 180:
                return Box(width - right, height - top, width - left, height - bottom)
            case 270:
                return Box(height - top, left, height - bottom, right)
        return Box(left, bottom, right, top)

    return turn


def _edges(values: list[float]) -> list[float]:
    """The distinct edges, those within two points of each other taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2:
            found.append(value)
    return found


def _cells(page: Any) -> list[list[Box]]:
    """The cells of each ruled table of a pdfplumber page with two columns and two rows at least."""
    tables = page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"})
    left, _, _, bottom = page.bbox
    found = []
    for table in tables:
        cells = [Box(x0 - left, bottom - y1, x1 - left, bottom - y0) for x0, y0, x1, y1 in table.cells]
        rows, columns = _edges([cell.top for cell in cells]), _edges([cell.left for cell in cells])
        if len(rows) > 1 and len(columns) > 1 and len(cells) > 2:
            found.append(cells)
    return found


def _grid(cells: list[Box], slots: list[Slot]) -> tuple[list[list[Slot]], list[float]]:
    """The slots by row and column, a merged cell at each position that it covers, and the columns' left edges."""
    columns, rows = _edges([cell.left for cell in cells]), _edges([-cell.top for cell in cells])
    grid = [[Slot("") for _ in columns] for _ in rows]
    for cell, slot in zip(cells, slots, strict=True):
        for down, top in enumerate(rows):
            for right, left in enumerate(columns):
                if cell.left - 2 <= left < cell.right - 2 and -cell.top - 2 <= top < -cell.bottom - 2:
                    grid[down][right] = slot
    return grid, columns


def _has_rules(page: Any) -> bool:
    """Whether lines and boxes are drawn on a page as a table needs them; one path may draw a whole grid."""
    segments = 0
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        segments += pdfium.FPDFPath_CountSegments(path.raw)
        if segments >= _MIN_SEGMENTS:
            return True
    return False


def _read_page(page: Any, ruled: Any) -> _Page:
    """What stands on a page, given by pypdfium2, and by pdfplumber where it has ruled lines."""
    areas = _cells(ruled) if ruled is not None else []
    text = page.get_textpage()
    try:
        lines, contents = lines_of(text.raw, areas, _turn(page))
    finally:
        text.close()
    tables = []
    for cells, inside in zip(areas, contents, strict=True):
        slots = [Slot(cell_text(within, cell)) for within, cell in zip(inside, cells, strict=True)]
        tables.append(_grid(cells, slots))
    return _Page(lines, tables, page.get_height())


def _read_pages(data: bytes) -> tuple[list[_Page], str | None]:
    """The pages and the title in the properties."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(_LOCKED if "password" in str(error).lower() else _BROKEN) from error
    if len(file) > MAX_PAGES:
        raise InputError(f"这份 PDF 有 {len(file)} 页, 超过 {MAX_PAGES} 页; 请拆开后再试")
    pages: list[_Page] = []
    ruler = None
    try:
        for index in range(len(file)):
            page = file[index]
            if _has_rules(page):
                ruler = ruler or pdfplumber.open(io.BytesIO(data))
                ruled = ruler.pages[index]
                pages.append(_read_page(page, ruled))
                ruled.close()
            else:
                pages.append(_read_page(page, None))
            page.close()
        for mark in file.get_toc():
            place = mark.get_dest()
            at = place.get_index() if place is not None else None
            if at is not None and 0 <= at < len(pages):
                pages[at].outline.add((_bare(mark.get_title()), mark.level + 1))
        title = one_line(_NO_TITLE.sub("", file.get_metadata_value("Title")))
    finally:
        if ruler is not None:
            ruler.close()
        file.close()
    return pages, title or None


def _bare(text: str) -> str:
    return "".join(text.split())


class _Printer:
    """Prints pages one after another: paragraphs and tables go on over the end of a page."""

    def __init__(self, usual: Measure, larger: list[float]) -> None:
        self.out = Builder()
        self.usual = usual
        self.larger = larger
        self.text = ""
        self.breaks: list[int] = []
        self.last: Line | None = None
        self.outline: set[tuple[str, int]] = set()
        self.rows: list[list[Slot]] = []
        self.columns: list[float] = []
        self.page_rows: list[int] = []

    def _level(self) -> int | None:
        outlined = [level for title, level in self.outline if title == _bare(self.text)]
        if outlined or self.last is None:
            return min(outlined, default=None)
        size = next((number for number, size in enumerate(self.larger, 1) if abs(size - self.last.size) < 0.5), None)
        return size if len(self.text) <= 80 else None

    def flush(self) -> None:
        """End the paragraph or the table that is open."""
        if self.text:
            self.out.paragraph(self.text, level=self._level())
            for at in self.breaks:
                self.out.page(back=len(self.text) + 1 - at)
        if self.rows:
            self.out.table(self.rows, page_rows=self.page_rows)
        self.text, self.breaks, self.last, self.rows, self.page_rows = "", [], None, [], []

    def _continues(self, line: Line) -> bool:
        if self.last is None:
            return False
        return is_continued(self.last, line, self.usual) or is_same_heading(self.last, line, self.usual)

    def _add_table(self, rows: list[list[Slot]], columns: list[float], is_first: bool) -> None:
        """Add the rows to the table that the page before ended with if the columns are the same, else begin one."""
        same = len(columns) == len(self.columns) and all(
            abs(one - other) < 3 for one, other in zip(columns, self.columns, strict=True)
        )
        if is_first and self.rows and same:
            header = [slot.text for slot in self.rows[0]]
            rest = rows[1:] if [slot.text for slot in rows[0]] == header else rows
            self.page_rows.append(len(self.rows))
            self.rows += rest
        else:
            self.flush()
            if is_first:
                self.out.page()
            self.rows = list(rows)
        self.columns = columns

    def page(self, page: _Page) -> None:
        """Print one page."""
        if not page.lines:
            self.flush()
            self.out.page()
        for index, line in enumerate(page.lines):
            is_first = index == 0
            if line.table is not None:
                self._add_table(*page.tables[line.table], is_first)
                continue
            if self._continues(line):
                before = len(self.text)
                self.text = joined(self.text, line.text)
                if is_first:
                    self.breaks.append(len(self.text) - len(line.text) if before else 0)
            else:
                self.flush()
                self.text = line.text
                if is_first:
                    self.breaks.append(0)
            self.last = line
            self.outline = page.outline if is_first or not self.breaks else self.outline | page.outline


def _notes(pages: list[_Page], repeated: int) -> list[str]:
    notes = []
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.lines]
    if empty:
        notes.append(f"第 {'、'.join(empty)} 页没有文字, 可能是扫描的图片, 没有读到内容。")
    if repeated:
        notes.append("每页重复的页眉页脚只保留第一次。")
    return notes


def read(data: bytes, source: str) -> Document:
    """A PDF as its text: a paragraph a line, a table row a line, the start of each page; page numbers are left out.

    Raises:
        InputError: it is a scan, garbled, locked, damaged or too long.
    """
    pages, title = _read_pages(data)
    printed = "".join(line.text for page in pages for line in page.lines)
    printed += "".join(slot.text for page in pages for rows, _ in page.tables for row in rows for slot in row)
    if len(_bare(printed)) < _MIN_CHARACTERS * len(pages):
        raise InputError(_SCAN)
    if is_garbled(printed):
        raise InputError(_GARBLED)
    notes = _notes(pages, drop_margins([page.lines for page in pages], [page.height for page in pages]))
    usual = measure([page.lines for page in pages])
    sizes = [line.size for page in pages for line in page.lines if line.size > 1.15 * usual.size]
    printer = _Printer(usual, sorted(_edges(sizes), reverse=True)[:4])
    for page in pages:
        printer.page(page)
    printer.flush()
    return printer.out.document(data, source, "pdf", title=title, notes=notes)
