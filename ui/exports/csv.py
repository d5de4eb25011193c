"""The ledger as one CSV file that Excel opens with the right characters."""

import csv
import io

from ui.exports.bundle import Bundle
from ui.services.ledger import COLUMNS
from ui.words import plain_cell

__all__ = ["render"]


def render(bundle: Bundle) -> bytes:
    """UTF-8 with byte-order mark; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS.values())
    for order, row in enumerate(bundle.ledger.rows, 1):
        writer.writerow(plain_cell(value) for value in row.cells(order).values())
    return out.getvalue().encode("utf-8-sig")
