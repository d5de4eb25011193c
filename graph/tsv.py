"""Tab-separated reference data of our own, checked while it is read."""

from collections.abc import Iterator
from pathlib import Path

from graph.errors import DataError

__all__ = ["read_rows"]


def read_rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The number (from 1) and the fields of each line that is neither empty nor a comment.

    Raises:
        DataError: a line has another number of fields.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            fields = line.split("\t")
            if len(fields) != columns:
                where = "/".join(path.parts[-3:])
                raise DataError(f"{where} 第 {number} 行：应有 {columns} 列，实有 {len(fields)} 列，请改正")
            yield number, fields
