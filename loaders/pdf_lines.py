"""The lines of a PDF page with their places, and how lines that the layout broke become paragraphs again."""

import ctypes
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

__all__ = [
    "Box", "Line", "Measure", "cell_text", "drop_margins", "is_continued", "is_same_heading", "joined", "lines_of",
    "measure",
]  # fmt: skip

_PAGE_NUMBER = re.compile(
    r"[-—–－─·\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/,，共]\s*共?\s*\d{1,4}\s*页?)?[-—–－─·\s]*"
)
_ENDS = tuple("。！？!?；;：:")
_STARTS = re.compile(
    r"[(（〔]?[一二三四五六七八九十百]{1,4}[)）〕、.．]|第[一二三四五六七八九十百零\d]{1,5}[章条节]|[(（]?\d{1,3}[)）.．、](?!\d)|"
    r"[①-⑳]|附件|附表"
)
_MOST = 200_000  # characters of one page; more is no page that a person reads
_NOTHING = frozenset((0, 2, 0xFFFE, 0xFFFF))  # what pdfium gives for a soft hyphen and for nothing
_RADICALS = dict(
    zip(
        "⺠⺟⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻩⻬⻮⻰⻳⻄⻆⻨⺎⺪",
        "民母见贝车长门青韦页风飞食马鱼鸟黄齐齿龙龟西角麦兀疋",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as shown, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: "Box") -> bool:
        """Whether the middle of the other lies in this one."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(slots=True)
class Line:
    """A line as printed: its text, where it stands, the height of its type; `table` if it stands for a table."""

    text: str
    box: Box
    size: float
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: the edges of its text, the height of its type, whether paragraphs are indented."""

    left: float
    right: float
    size: float
    indented: bool


def distinct(values: list[float]) -> list[float]:
    """The distinct edges, those within two points of each other taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2:
            found.append(value)
    return found


def _usual_form(char: str) -> str:
    """The ideograph for a radical or a compatibility form that only looks like it, as some fonts name them."""
    if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        return unicodedata.normalize("NFKC", char)
    return _RADICALS.get(char, char)


def _chars(page: Any, turn: Callable[[Box], Box]) -> Iterator[tuple[str, Box]]:
    """The characters of a text page in the order of the file; a line end comes as a newline."""
    rectangle = pdfium.FS_RECTF()
    high = 0
    for index in range(min(pdfium.FPDFText_CountChars(page), _MOST)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        if code in _NOTHING:
            continue
        pdfium.FPDFText_GetLooseCharBox(page, index, ctypes.byref(rectangle))
        box = Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        yield _usual_form(chr(code)), turn(box)


def _line_of(chars: list[tuple[str, Box]]) -> Line | None:
    boxes = [box for char, box in chars if not char.isspace()]
    if not boxes:
        return None
    place = Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
    text = "".join(char for char, _ in chars).strip()
    return Line(text, place, statistics.median(box.top - box.bottom for box in boxes))


def lines_of(
    page: Any, tables: Sequence[Sequence[Box]], turn: Callable[[Box], Box]
) -> tuple[list[Line], list[list[list[Line]]]]:
    """The lines of a text page (a raw handle) in the order of the file, and those in each cell of each table.

    Among the first, a line without text marks where the first character of a table stood. `turn` takes a place in
    the file to the place on the page as shown.
    """
    flow: list[Line] = []
    cells: list[list[list[Line]]] = [[[] for _ in table] for table in tables]
    pending: list[tuple[str, Box]] = []
    target, met = flow, set[int]()

    def flush() -> None:
        line = _line_of(pending)
        pending.clear()
        if line is not None:
            target.append(line)

    for char, box in _chars(page, turn):
        if char in "\r\n":
            flush()
        elif char.isspace():
            pending.append((char, box))
        else:
            place = next(
                ((n, m) for n, table in enumerate(tables) for m, cell in enumerate(table) if cell.holds(box)), None
            )
            aim = flow if place is None else cells[place[0]][place[1]]
            if aim is not target:
                flush()
                target = aim
            if place is not None and place[0] not in met:
                met.add(place[0])
                flow.append(Line("", tables[place[0]][0], 0, place[0]))
            pending.append((char, box))
    flush()
    return flow, cells


def joined(first: str, second: str) -> str:
    """Two halves of a broken line; words of Latin letters and figures keep a space between them."""
    apart = first[-1:].isascii() and second[:1].isascii() and first[-1:].isalnum() and second[:1].isalnum()
    return first + (" " if apart else "") + second


def cell_text(lines: Sequence[Line], cell: Box) -> str:
    """The text of a cell: a line that fills the cell goes on in the next one, after another comes a space."""
    text = ""
    for index, line in enumerate(lines):
        if not index:
            text = line.text
        elif lines[index - 1].box.right > cell.right - 1.3 * line.size - 6:
            text = joined(text, line.text)
        else:
            text += " " + line.text
    return text


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
        lowest, highest = (
            min((line.box.bottom for line in page), default=0),
            max((line.box.top for line in page), default=0),
        )
        for line in edge:
            key = shape(line)
            is_outermost = line.box.bottom == lowest or line.box.top == highest
            if (is_outermost and _PAGE_NUMBER.fullmatch(line.text)) or key in seen:
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
    room = (usual.right - line.box.right) / usual.size
    is_flush = following.box.left < usual.left + 0.8 * usual.size
    if room > (3.2 if usual.indented else 1.6) or not is_flush:
        return False
    if usual.indented and room < 1.6:
        return True
    return not line.text.rstrip().endswith(_ENDS) and not _STARTS.match(following.text)


def is_same_heading(line: Line, following: Line, usual: Measure) -> bool:
    """Whether two centred lines in larger type belong to one heading."""
    middle = (usual.left + usual.right) / 2
    for one in (line, following):
        if (
            one.table is not None
            or one.size < 1.15 * usual.size
            or abs(one.box.left + one.box.right - 2 * middle) > 3 * usual.size
        ):
            return False
    return abs(line.size - following.size) < 0.5 and 0 <= line.box.bottom - following.box.bottom < 2.2 * line.size
