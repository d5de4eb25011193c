"""Text with offsets, built block by block: what the readers of html, docx and pdf have in common.

A paragraph is a line, a table row is a line whose cells are separated by a tab. A merged cell is printed once, at its
first position; at each further position that it covers the text is empty, and the cell there has the same span.
"""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.errors import InputError
from loaders.document import Cell, Document, Heading, Table

__all__ = ["Builder", "Slot", "one_line", "sha256_of"]

_BLANKS = re.compile(r"\s*[\t\n\r\f\v\u2028\u2029]\s*")


def sha256_of(data: bytes) -> str:
    """The 64 hexadecimal digits that name this content."""
    return hashlib.sha256(data).hexdigest()


def one_line(text: str) -> str:
    """The text on one line: a break or a tab, with the blanks around it, becomes one space."""
    return _BLANKS.sub(" ", text.strip())


@dataclass(eq=False, slots=True)
class Slot:
    """A cell before it is printed; the same object stands at every position that the cell covers."""

    text: str


class Builder:
    """Collects blocks and gives the document. All offsets are code points of the text so far."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._tables: list[Table] = []
        self._headings: list[Heading] = []
        self._pages: list[int] = []
        self.length = 0

    def _put(self, text: str) -> tuple[int, int]:
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        return start, self.length

    def _new_line(self) -> None:
        if self.length and not self._parts[-1].endswith("\n"):
            self._put("\n")

    @property
    def text(self) -> str:
        """All that was added so far."""
        return "".join(self._parts)

    def paragraph(self, text: str, *, level: int | None = None) -> None:
        """Add a line; with `level` it is a heading. A line break inside the text stays one."""
        self._new_line()
        start, end = self._put(text)
        self._put("\n")
        if level is not None and text.strip():
            self._headings.append(Heading(start, end, level))

    def heading(self, start: int, end: int, level: int) -> None:
        """Mark as a heading what was already added."""
        self._headings.append(Heading(start, end, level))

    def page(self, back: int = 0) -> None:
        """A page begins `back` code points before the end of the text so far."""
        self._pages.append(self.length - back)

    def table(self, rows: Sequence[Sequence[Slot]], *, page_rows: Collection[int] = ()) -> None:
        """Add a table, a line a row; at the rows whose indexes are in `page_rows` a page begins."""
        self._new_line()
        start = self.length
        printed: dict[int, Cell] = {}
        cells: list[tuple[Cell, ...]] = []
        for number, row in enumerate(rows):
            if number in page_rows:
                self.page()
            line: list[Cell] = []
            for column, slot in enumerate(row):
                if column:
                    self._put("\t")
                if id(slot) not in printed:
                    printed[id(slot)] = Cell(*self._put(one_line(slot.text)))
                line.append(printed[id(slot)])
            cells.append(tuple(line))
            self._put("\n")
        self._tables.append(Table(start, max(start, self.length - 1), tuple(cells)))

    def document(
        self, data: bytes, source: str, kind: str, *, title: str | None = None, notes: Sequence[str] = ()
    ) -> Document:
        """The document of all that was added.

        Raises:
            InputError: there is no text in it.
        """
        text = self.text
        if not text.strip():
            raise InputError("文件里没有文字, 请检查是否传错了文件")
        self._headings.sort(key=lambda heading: heading.start)
        return Document(
            source=source,
            kind=kind,
            sha256=sha256_of(data),
            text=text,
            tables=tuple(self._tables),
            headings=tuple(self._headings),
            pages=tuple(self._pages),
            title=title,
            notes=tuple(notes),
        )
