"""Statements that put new nodes and relations into the database, many at once.

Rows go as lists, in the order of the schema's properties: without the names in each of them a server takes them faster
(bench/loading.py measures the whole).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.claims import Relation
from graph.model import Schema, model, root_label
from graph.statements import batches, statement

__all__ = [
    "Properties", "Rows", "Statement", "merge_statements", "node_statements", "relation_statements", "row_statements", "send",
]  # fmt: skip

Properties = Mapping[str, Any]


class Rows(list[Any]):
    """Rows that do not spell themselves out: the driver makes a text of all parameters for a log that nobody reads."""

    def __repr__(self) -> str:
        return f"{len(self)} rows"


Statement = tuple[str, Rows]
"""A statement and its rows."""


def node_statements(label: str, nodes: Sequence[Properties]) -> list[Statement]:
    """What makes nodes of one type."""
    schema = model().node(label)
    names = _used(schema, nodes)
    text = statement("create_nodes", labels=":".join(schema.labels), properties=_columns(names, 0))
    return [(text, Rows([one.get(name) for name in names] for one in batch)) for batch in batches(nodes)]


def relation_statements(relations: Iterable[Relation]) -> list[Statement]:
    """What makes relations between nodes that are there."""
    made = []
    for (kind, source, target), found in _by_pattern(relations).items():
        names = _used(model().relation(kind), [one.properties for one in found])
        text = statement("create_relations", type=kind, source=source, target=target, properties=_columns(names, 2))
        made += [
            (text, Rows([one.source[1], one.target[1], *map(one.properties.get, names)] for one in batch))
            for batch in batches(found)
        ]
    return made


def merge_statements(relations: Iterable[Relation]) -> list[Statement]:
    """What makes relations between nodes that are there, or sets the properties of those that are there themselves."""
    made = []
    for (kind, source, target), found in _by_pattern(relations).items():
        rows = [{"source": one.source[1], "target": one.target[1], "properties": one.properties} for one in found]
        made += row_statements("merge_relations", rows, type=kind, source=source, target=target)
    return made


def row_statements(name: str, rows: Sequence[Properties], **names: str) -> list[Statement]:
    """A statement of `cypher/write/` for these rows, however many; `names` are put into it."""
    return [(statement(name, **names), Rows(batch)) for batch in batches(rows)]


def send(tx: ManagedTransaction, statements: Iterable[Statement]) -> None:
    """Have the server do this, one after the other."""
    for text, rows in statements:
        tx.run(text, rows=rows)


def _by_pattern(relations: Iterable[Relation]) -> dict[tuple[str, str, str], list[Relation]]:
    """Relations by type and root labels of their ends."""
    found: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for one in relations:
        found[one.type, root_label(one.source[0]), root_label(one.target[0])].append(one)
    return found


def _used(schema: Schema, rows: Sequence[Properties]) -> list[str]:
    """Those properties of a type that any of the rows has, in the order of the schema."""
    used = set().union(*rows)
    return [name for name in schema.properties if name in used]


def _columns(names: Sequence[str], first: int) -> str:
    """The properties, each with its place in a row, from the place `first` on."""
    return ", ".join(f"{name}: row[{place}]" for place, name in enumerate(names, first))
