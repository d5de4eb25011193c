"""The lines of a PDF page with their places, and how lines that the layout broke become paragraphs again."""

import ctypes
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

__all__ = ["Box", "Line", "drop_margins", "is_continued", "lines_of", "measure"]

_PAGE_NUMBER = re.compile(r"[-—–－─·\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/,，共]\s*共?\s*\d{1,4}\s*页?)?[-—–－─·\s]*")
_ENDS = tuple("。！？!?；;：:")
_STARTS = re.compile(
    r"[(（〔]?[一二三四五六七八九十百]{1,4}[)）〕、.．]|第[一二三四五六七八九十百零\d]{1,5}[章条节]|[(（]?\d{1,3}[)）.．、](?!\d)|"
    r"[①-⑳]|附件|附表"
)
_CHUNK = 500_000  # characters of one page; more is no page that a person reads


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(slots=True)
class Line:
    """A line as printed: its text, where it stands, and the height of its type; `table` is the table it stands for."""

    text: str
    box: Box
    size: float
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in the document: the edges of its text, the height of its type, and whether paragraphs are indented."""

    left: float
    right: float
    size: float
    indented: bool


def _chars(page: Any) -> Iterable[tuple[str, Box]]:
    """The characters of a text page in the order of the file; a line end comes as a newline."""
    count = min(pdfium.FPDFText_CountChars(page), _CHUNK)
    rectangle = pdfium.FS_RECTF()
    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        pdfium.FPDFText_GetLooseCharBox(page, index, ctypes.byref(rectangle))
        yield chr(code), Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def lines_of(page: Any, tables: Sequence[Box]) -> list[Line]:
    """The lines of a text page (a raw handle), in the order of the file.

    What lies inside a table is left out; a line without text marks where the first of it stood.
    """
    lines: list[Line] = []
    met: set[int] = set()
    chars: list[tuple[str, Box]] = []

    def flush() -> None:
        text = "".join(char for char, _ in chars)
        boxes = [box for char, box in chars if not char.isspace()]
        if boxes:
            place = Box(
                min(box.left for box in boxes), min(box.bottom for box in boxes),
                max(box.right for box in boxes), max(box.top for box in boxes),
            )  # fmt: skip
            lines.append(Line(text.strip(" "), place, statistics.median(box.top - box.bottom for box in boxes)))
        chars.clear()

    for char, box in _chars(page):
        if char in "\r\n":
            flush()
            continue
        if char in "\0\ufffe\uffff\x02":  # what pdfium gives for a soft hyphen or nothing
            continue
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        inside = None if char.isspace() else next((n for n, area in enumerate(tables) if area.holds(x, y)), None)
        if inside is None:
            chars.append((char, box))
        elif inside not in met:
            flush()
            met.add(inside)
            lines.append(Line("", tables[inside], 0, inside))
    flush()
    return lines


def drop_margins(pages: list[list[Line]], heights: Sequence[float]) -> int:
    """Take page numbers and the repetitions of running heads out of the pages; how many heads were repeated.

    A running head stands in the upper or lower eighth of at least three pages and differs in figures alone; its first
    appearance stays.
    """

    def at_margin(line: Line, height: float) -> bool:
        return line.table is None and (line.box.bottom > height * 0.875 or line.box.top < height * 0.125)

    def shape(line: Line) -> str:
        return re.sub(r"[\d\s]+", "#", line.text)

    edges = [[line for line in page if at_margin(line, height)] for page, height in zip(pages, heights, strict=True)]
    shapes = Counter(key for page in edges for key in {shape(line) for line in page})
    repeated = {key for key, count in shapes.items() if count >= 3 and count > len(pages) / 2}
    seen: set[str] = set()
    for page, edge in zip(pages, edges, strict=True):
        for line in edge:
            key = shape(line)
            if _PAGE_NUMBER.fullmatch(line.text) or key in seen:
                page.remove(line)
            elif key in repeated:
                seen.add(key)
    return len(seen)


def measure(pages: Iterable[Sequence[Line]]) -> Measure:
    """What is usual in these pages, weighed by length of line."""
    lines = [line for page in pages for line in page if line.table is None and len(line.text) > 1]
    if not lines:
        return Measure(0, 0, 0, False)
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 1.5] or lines
    # the edges that several lines reach: the one at a tenth from the outermost, as a few lines stick out
    left = sorted(line.box.left for line in body)[len(body) // 10]
    right = sorted(line.box.right for line in body)[-1 - len(body) // 10]
    indents = sum(1 for line in body if left + 1.4 * size < line.box.left < left + 3 * size)
    return Measure(left, right, size, indents * 20 >= len(body))


def is_continued(line: Line, following: Line, usual: Measure) -> bool:
    """Whether the layout broke a paragraph between two lines that follow each other."""
    if line.table is not None or following.table is not None or abs(line.size - following.size) > 1.5:
        return False
    is_full = line.box.right > usual.right - 1.6 * usual.size
    is_flush = following.box.left < usual.left + 0.8 * usual.size
    if not is_full or not is_flush:
        return False
    if usual.indented:
        return True
    return not line.text.rstrip().endswith(_ENDS) and not _STARTS.match(following.text)
