"""The ledger as CSV."""

import csv
from pathlib import Path

from ui.exports.content import Content
from ui.exports.text import plain
from ui.exports.words import LEDGER, ledger_cells

__all__ = ["safe_cell", "write_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(content: Content, path: Path) -> None:
    """Write the ledger as UTF-8 with a byte-order mark, so that Excel opens it in Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(LEDGER)
        for number, row in enumerate(content.ledger, 1):
            writer.writerow([safe_cell(cell) for cell in ledger_cells(number, row)])


def safe_cell(value: int | str) -> int | str:
    """The value; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    return f"'{text}" if value.startswith(_FORMULA) or text.startswith(_FORMULA) else text
