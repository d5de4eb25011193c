"""The Cypher statements of `cypher/write/`, with names of the model put in where they have `<name>`, and batches for them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from graph.errors import DataError

__all__ = ["CYPHER", "batches", "statement"]

T = TypeVar("T")

CYPHER = Path(__file__).resolve().parent.parent / "cypher"
_BATCH = 4_000
_NAME = re.compile(r"[A-Za-z_]+(?:[:|][A-Za-z_]+)*|<?->?|[a-z_0-9]+: row\[\d+\](?:, [a-z_0-9]+: row\[\d+\])*")


@cache
def statement(name: str, **names: str) -> str:
    """One statement; `names` are labels, types and properties of the model (or `property: row[0], …`), never values.

    Raises:
        DataError: there is no such file, or a name is none or does not occur in it.
    """
    path = CYPHER / "write" / f"{name}.cypher"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"缺少 cypher/write/{name}.cypher，请重新安装 zeren") from error
    for placeholder, value in names.items():
        if f"<{placeholder}>" not in text or not _NAME.fullmatch(value):
            raise DataError(f"cypher/write/{name}.cypher：不能以 {value!r} 代替 <{placeholder}>")
        text = text.replace(f"<{placeholder}>", value)
    if left := re.search(r"<[a-z]+>", text):
        raise DataError(f"cypher/write/{name}.cypher：{left[0]} 没有值")
    return text


def batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """The rows in pieces that one statement takes at once."""
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
