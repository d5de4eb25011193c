"""The graph, or a part of it, as files to take away."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.errors import InputError, UsageError
from graph.statements import CYPHER
from ui.exports import FORMATS, Content, Filters, collect
from ui.exports.picture import MOST_TASKS as MOST_MAPPED
from ui.exports.words import LEDGER, ledger_cells
from ui.services.asking import Answer
from ui.services.browsing import Part
from ui.services.session import Session

__all__ = [
    "EXPORTS", "MAP_EXPORTS", "MOST_MAPPED", "TABLE_EXPORTS", "VIEW_EXPORTS", "Content", "Filters", "content", "export", "export_bytes", "export_content",
    "export_view", "format_name", "ledger", "suffix",
]  # fmt: skip

EXPORTS = tuple(FORMATS)
"""The formats; `json` without filters is the whole graph, the same bytes for the same graph, which `load` takes back."""


TABLE_EXPORTS = tuple(kind for kind in FORMATS if kind in ("xlsx", "docx", "csv"))
"""The formats that hold the ledger."""

MAP_EXPORTS = tuple(kind for kind in FORMATS if kind in ("png", "svg", "mermaid"))
"""The formats that draw who does what, for one body or one document of at most `MOST_MAPPED` tasks."""

VIEW_EXPORTS = tuple(kind for kind in FORMATS if kind not in (*TABLE_EXPORTS, *MAP_EXPORTS, "json"))
"""The formats that hold nodes and relations, and so can show any part of the graph."""


def suffix(kind: str) -> str:
    """The ending of a file of this format."""
    return {"mermaid": "mmd"}.get(kind, kind)


def format_name(kind: str) -> str:
    """What people call a format."""
    return {"xlsx": "Excel", "docx": "Word"}.get(kind, kind.upper())


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


def export_view(kind: str, part: Part, title: str) -> bytes:
    """The file of a part of the graph as it is on view.

    Raises:
        UsageError: the format cannot show it.
    """
    return export_content(kind, Content(title=title, nodes=part.nodes, edges=part.edges))


def export_content(kind: str, content: Content) -> bytes:
    """The file of this content.

    Raises:
        UsageError: the format cannot show it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{kind}"
        FORMATS[kind](content, path)
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
