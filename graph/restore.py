"""The transaction that puts a whole graph back into an empty database."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from neo4j import ManagedTransaction

from graph.errors import InputError
from graph.model import model
from graph.statements import statement
from graph.whole import Whole
from graph.writing import node_statements, relation_statements, send

__all__ = ["restore"]


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
    by_label: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for node in whole.nodes:
        by_label[node.label].append(node.properties)
    for label, found in by_label.items():
        send(tx, node_statements(label, found))
    send(tx, relation_statements(whole.relations))
