"""PDF files that carry text: paragraphs put together again, ruled tables as rows, pages, headings.

Text comes from pypdfium2, the ruled tables from pdfplumber, which is slow and asked only for pages with ruled lines.
"""

import io
import re
import statistics
import unicodedata
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from graph.errors import InputError
from loaders.builder import Builder, Slot
from loaders.document import Document
from loaders.pdf_lines import Box, Line, Measure, drop_margins, is_continued, lines_of, measure

__all__ = ["is_garbled", "read"]

MAX_PAGES = 2000
_MIN_RULES = 4  # ruled lines or boxes below which a page has no table
_MIN_CHARACTERS = 10  # a page on average; fewer is a scan with a stamp of text on it
_SCAN = "这份 PDF 是扫描件, 没有文字; 请先用扫描软件或 WPS 识别文字 (OCR), 另存为 docx 或可复制文字的 PDF 后再试"
_GARBLED = "这份 PDF 的文字是乱码 (字体没有对照表), 读不了; 请改用 docx 原件, 或先识别文字 (OCR) 后再试"
_LOCKED = "这份 PDF 有密码, 打不开; 请去掉密码后再试"
_BROKEN = "这份 PDF 已损坏, 打不开; 请重新下载, 或用阅读器打开后另存一份"


def is_garbled(text: str) -> bool:
    """Whether what was read is rubbish: over a fifth of it private, undefined or no script of this country's offices."""
    chars = [char for char in text if not char.isspace()]
    return sum(1 for char in chars if not _is_usual(char)) > len(chars) * 0.2


def _is_usual(char: str) -> bool:
    code = ord(char)
    if code < 0x250:
        return code >= 0x20 and not 0x7F <= code < 0xA0
    if 0x370 <= code < 0x460 or 0x2000 <= code < 0x2E80:  # Greek, Cyrillic; punctuation, symbols, enclosed figures
        return True
    if 0x2E80 <= code < 0x3400 or 0xFE10 <= code < 0xFE70 or 0xFF00 <= code < 0xFFF0:
        return True
    return 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x20000 <= code < 0x33480


def _tables_of(page: Any) -> list[Any]:
    """The ruled tables of a pdfplumber page with two columns and two rows at least."""
    found = page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"})
    return [table for table in found if len(table.rows) > 1 and any(len(row.cells) > 1 for row in table.rows)]


def _cell_text(page: Any, x0: float, x1: float, top: float, bottom: float, height: float) -> str:
    """The text in a cell; a line that fills its cell goes on in the next one, another ends with a space."""
    inner = [line for line in lines_of(page.raw, ()) if line] if page is None else []
    raise NotImplementedError
