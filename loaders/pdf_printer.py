"""Pages of a PDF printed one after another: what the layout broke goes on over line ends and ends of pages."""

from dataclasses import dataclass, field

from loaders.builder import Builder, Slot
from loaders.pdf_lines import Line, Measure, is_continued, is_same_heading, joined

__all__ = ["Page", "Printer", "bare"]


@dataclass(slots=True)
class Page:
    """What stands on one page; `tables` holds for each table its rows of slots and the left edges of its columns."""

    lines: list[Line]
    tables: list[tuple[list[list[Slot]], list[float]]]
    height: float
    outline: set[tuple[str, int]] = field(default_factory=set)


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


class Printer:
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
        outlined = [level for title, level in self.outline if title == bare(self.text)]
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

    def page(self, page: Page) -> None:
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
