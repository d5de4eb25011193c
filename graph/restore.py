"""The transaction that puts a whole graph back into an empty database."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.errors import InputError
from graph.model import model
from graph.statements import statement
from graph.whole import Whole

__all__ = ["restore"]

_BATCH = 1_000


def restore(tx: ManagedTransaction, whole: Whole) -> None:
    """Write the graph just as it was.

    Raises:
        InputError: there is something in the graph already, with which this would mix.
    """
    tx.run(statement("lock")).consume()
    for root in model().roots():
        if tx.run(statement("find_any", label=root.name)).data():
            raise InputError(
                "图谱里已经有内容，整图只能载回空的图谱：先运行 zeren db reset 清空，或把 ZEREN_HOME 指到另一个文件夹"
            )
    by_label: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in whole.nodes:
        by_label[node.label].append({"key": node.key, "properties": dict(node.properties)})
    for label, rows in by_label.items():
        labels = ":".join(model().node(label).labels)
        for batch in _batches(rows):
            tx.run(statement("replace_nodes", labels=labels), rows=batch).consume()
    by_pattern: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for one in whole.relations:
        ends = (model().node(one.source[0]).root, model().node(one.target[0]).root)
        row = {"source": one.source[1], "target": one.target[1], "properties": dict(one.properties)}
        by_pattern[one.type, *ends].append(row)
    for (kind, source, target), rows in by_pattern.items():
        for batch in _batches(rows):
            tx.run(statement("create_relations", type=kind, source=source, target=target), rows=batch).consume()


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
