"""PDF files that carry text: paragraphs put together again, ruled tables as rows, pages, headings.

Text comes from pypdfium2, the ruled tables from pdfplumber, which is slow and asked only for pages with ruled lines.
"""

import io
import re
from collections.abc import Callable
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from graph.errors import InputError
from loaders.builder import Slot, one_line
from loaders.document import Document
from loaders.pdf_lines import Box, cell_text, distinct, drop_margins, lines_of, measure
from loaders.pdf_printer import Page, Printer, bare

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


def is_garbled(text: str) -> bool:
    """Whether what was read is rubbish: over a fifth of it private, undefined or in no script that offices here use."""
    chars = [ord(char) for char in text if not char.isspace()]
    strange = sum(1 for code in chars if not any(first <= code < last for first, last in _USUAL))
    return strange > len(chars) * 0.2


def _turn(page: Any) -> Callable[[Box], Box]:
    """What takes a place in the file to the place on the page as shown."""
    x0, y0, x1, y1 = page.get_mediabox()
    width, height = x1 - x0, y1 - y0
    rotation = page.get_rotation()

    def turn(box: Box) -> Box:
        left, bottom, right, top = box.left - x0, box.bottom - y0, box.right - x0, box.top - y0
        match rotation:
            case 90:
                return Box(bottom, width - right, top, width - left)
            case 180:
                return Box(width - right, height - top, width - left, height - bottom)
            case 270:
                return Box(height - top, left, height - bottom, right)
        return Box(left, bottom, right, top)

    return turn


def _cells(page: Any) -> list[list[Box]]:
    """The cells of each ruled table of a pdfplumber page with two columns and two rows at least."""
    tables = page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"})
    left, _, _, bottom = page.bbox
    found = []
    for table in tables:
        cells = [Box(x0 - left, bottom - y1, x1 - left, bottom - y0) for x0, y0, x1, y1 in table.cells]
        rows, columns = distinct([cell.top for cell in cells]), distinct([cell.left for cell in cells])
        if len(rows) > 1 and len(columns) > 1 and len(cells) > 2:
            found.append(cells)
    return found


def _grid(cells: list[Box], slots: list[Slot]) -> tuple[list[list[Slot]], list[float]]:
    """The slots by row and column, a merged cell at each position that it covers, and the columns' left edges."""
    columns, rows = distinct([cell.left for cell in cells]), distinct([-cell.top for cell in cells])
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


class _Ruler:
    """Finds the ruled tables of a file through pdfplumber, which is stricter than pypdfium2: `failed` names its pages."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: Any = None
        self.failed: list[int] = []

    def cells(self, index: int) -> list[list[Box]]:
        """The cells of the tables of a page, from 0; none where pdfplumber cannot read it."""
        try:
            if self._file is None:
                self._file = pdfplumber.open(io.BytesIO(self._data))
            page = self._file.pages[index]
            cells = _cells(page)
            page.close()
        except MemoryError:
            raise
        except Exception:  # whatever a broken page does to the parser, its text can still be read
            self.failed.append(index + 1)
            return []
        return cells


def _read_page(page: Any, areas: list[list[Box]]) -> Page:
    """What stands on a page of pypdfium2, the cells of its tables given."""
    text = page.get_textpage()
    try:
        lines, contents = lines_of(text.raw, areas, _turn(page))
    finally:
        text.close()
    tables = []
    for cells, inside in zip(areas, contents, strict=True):
        slots = [Slot(cell_text(within, cell)) for within, cell in zip(inside, cells, strict=True)]
        tables.append(_grid(cells, slots))
    return Page(lines, tables, page.get_height())


def _read_pages(data: bytes) -> tuple[list[Page], str | None, list[int]]:
    """The pages, the title in the properties, and the numbers of the pages whose tables could not be read."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(_LOCKED if "password" in str(error).lower() else _BROKEN) from error
    if len(file) > MAX_PAGES:
        raise InputError(f"这份 PDF 有 {len(file)} 页, 超过 {MAX_PAGES} 页; 请拆开后再试")
    pages: list[Page] = []
    ruler = _Ruler(data)
    try:
        for index in range(len(file)):
            try:
                page = file[index]
            except pypdfium2.PdfiumError:
                pages.append(Page([], [], 0))
                continue
            pages.append(_read_page(page, ruler.cells(index) if _has_rules(page) else []))
            page.close()
        for mark in file.get_toc():
            place = mark.get_dest()
            at = place.get_index() if place is not None else None
            if at is not None and 0 <= at < len(pages):
                pages[at].outline.add((bare(mark.get_title()), mark.level + 1))
        title = one_line(_NO_TITLE.sub("", file.get_metadata_value("Title")))
    finally:
        file.close()
    return pages, title or None, ruler.failed


def _notes(pages: list[Page], unruled: list[int], repeated: int) -> list[str]:
    notes = []
    if unruled:
        notes.append(f"第 {'、'.join(map(str, unruled))} 页的表格线读不出来, 其中的表格按普通文字读取。")
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.lines]
    if empty:
        notes.append(f"第 {'、'.join(empty)} 页没有读到文字, 可能是扫描的图片, 或者已损坏。")
    if repeated:
        notes.append("每页重复的页眉页脚只保留第一次。")
    return notes


def read(data: bytes, source: str) -> Document:
    """A PDF as its text: a paragraph a line, a table row a line, the start of each page; page numbers are left out.

    Raises:
        InputError: it is a scan, garbled, locked, damaged or too long.
    """
    pages, title, unruled = _read_pages(data)
    printed = "".join(line.text for page in pages for line in page.lines)
    printed += "".join(slot.text for page in pages for rows, _ in page.tables for row in rows for slot in row)
    if len(bare(printed)) < _MIN_CHARACTERS * len(pages):
        raise InputError(_SCAN)
    if is_garbled(printed):
        raise InputError(_GARBLED)
    repeated = drop_margins([page.lines for page in pages], [page.height for page in pages])
    notes = _notes(pages, unruled, repeated)
    usual = measure([page.lines for page in pages])
    sizes = [line.size for page in pages for line in page.lines if line.size > 1.15 * usual.size]
    printer = Printer(usual, sorted(distinct(sizes), reverse=True)[:4])
    for page in pages:
        printer.page(page)
    printer.flush()
    return printer.out.document(data, source, "pdf", title=title, notes=notes)
