"""What every loader gives: one text, and where in it tables, headings and pages lie."""

from dataclasses import dataclass, field

__all__ = ["Cell", "Document", "Heading", "Table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a span of the text; a cell that is merged over several rows or columns stands at each of them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its span in the text and its rows, top to bottom, each with its cells from left to right."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the file itself marks as one (`level` 1 is the highest)."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read, before anything is understood.

    `text` is final: all offsets in Zeren are code points of it, end exclusive. For text files it is the decoded
    file without byte-order mark and with CRLF made LF; for other formats it is what the loader renders, a paragraph
    a line, the cells of a table row separated by a tab.
    """

    source: str
    """The name of the file as given; for a member of an archive `archive.zip/member.docx`."""
    kind: str
    """What the content turned out to be: txt, md, html, docx, pdf."""
    sha256: str
    """Of the file's bytes, 64 hexadecimal digits."""
    text: str
    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()
    pages: tuple[int, ...] = ()
    """Where each page begins in the text; empty where the format has no pages."""
    furniture: tuple[tuple[int, int], ...] = ()
    """Spans of page furniture, download boilerplate and advertising: kept in the text, no part of the document."""
    title: str | None = None
    """The title that the file's own properties give, if any."""
    notes: tuple[str, ...] = field(default=())
    """What a user should know about how it was read, in Chinese, a sentence each."""

    def page_of(self, offset: int) -> int | None:
        """The number of the page, from 1, that holds an offset; None where there are no pages."""
        return sum(1 for start in self.pages if start <= offset) or None
