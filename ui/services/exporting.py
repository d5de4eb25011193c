"""The graph, or a part of it, as files to take away."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.errors import InputError, UsageError
from graph.statements import CYPHER
from ui.exports import FORMATS, Content, Filters, collect
from ui.exports.words import LEDGER, ledger_cells
from ui.services.asking import Answer
from ui.services.session import Session

__all__ = ["EXPORTS", "Content", "Filters", "content", "export", "export_bytes", "ledger"]

EXPORTS = tuple(FORMATS)
"""The formats; `json` without filters is the whole graph, the same bytes for the same graph, which `load` takes back."""


def content(session: Session, filters: Filters) -> Content:
    """What the graph holds within the filters: ledger, bodies, targets, groups.

    Raises:
        UsageError: nothing fits the filters.
        DatabaseError: the database cannot be reached.
    """

    def run(name: str, parameters: Mapping[str, object]) -> Sequence[Mapping[str, Any]]:
        text = (CYPHER / "export" / f"{name}.cypher").read_text(encoding="utf-8")
        return session.store.query(text, parameters).dicts()

    return collect(run, filters)


def ledger(session: Session, filters: Filters) -> Answer:
    """The task ledger within the filters, its columns as offices name them.

    Raises:
        UsageError: nothing fits the filters.
        DatabaseError: the database cannot be reached.
    """
    rows = content(session, filters).ledger
    cells = [dict(zip(LEDGER, ledger_cells(number, row), strict=True)) for number, row in enumerate(rows, 1)]
    return Answer({name: name for name in LEDGER}, cells)


def export_bytes(session: Session, kind: str, filters: Filters) -> bytes:
    """The file that `export` would write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{kind}"
        export(session, kind, path, filters)
        return path.read_bytes()


def export(session: Session, kind: str, path: Path, filters: Filters) -> None:
    """Write the file; it is there as a whole, or as it was before.

    Raises:
        UsageError: no such format, nothing fits the filters, or more than the format can show.
        InputError: the file cannot be written.
        DatabaseError: the database cannot be reached.
    """
    if kind not in EXPORTS:
        raise UsageError(f"没有导出格式“{kind}”。可用：{'、'.join(EXPORTS)}")
    if kind != "json" or filters != Filters():
        FORMATS[kind](content(session, filters), path)
        return
    from graph.dump import dump_json

    text = dump_json(session.store)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"不能写入 {path}：{error.strerror or error}，请换一个文件夹后重试") from error
