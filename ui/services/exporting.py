"""The graph, or a part of it, as files to take away."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.errors import InputError, UsageError
from graph.statements import CYPHER
from ui.exports import FORMATS, Content, Filters, collect
from ui.services.session import Session

__all__ = ["EXPORTS", "Content", "Filters", "content", "export"]

EXPORTS = (*FORMATS, "json")
"""The formats; `json` is the whole graph, the same bytes for the same graph."""


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


def export(session: Session, kind: str, path: Path, filters: Filters) -> None:
    """Write the file; it is there as a whole, or as it was before.

    Raises:
        UsageError: no such format, nothing fits the filters, or filters with `json`.
        InputError: the file cannot be written.
        DatabaseError: the database cannot be reached.
    """
    if kind not in EXPORTS:
        raise UsageError(f"没有导出格式“{kind}”。可用：{'、'.join(EXPORTS)}")
    if kind != "json":
        FORMATS[kind](content(session, filters), path)
        return
    if filters != Filters():
        raise UsageError("json 导出的是整个图谱，不能加筛选条件；要筛选请用 xlsx、csv、html、graphml 或 jsonld")
    from graph.dump import dump_json

    text = dump_json(session.store)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"不能写入 {path}：{error.strerror or error}，请换一个文件夹后重试") from error
