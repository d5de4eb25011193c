"""New nodes and relations into the database, many at once.

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

__all__ = ["Properties", "Rows", "create_nodes", "create_relations"]

Properties = Mapping[str, Any]


class Rows(list[Any]):
    """Rows that do not spell themselves out: the driver makes a text of all parameters for a log that nobody reads."""

    def __repr__(self) -> str:
        return f"{len(self)} rows"


def create_nodes(tx: ManagedTransaction, label: str, nodes: Sequence[Properties]) -> None:
    """Make nodes of one type; it does not wait until the server has made the last ones."""
    schema = model().node(label)
    names = _used(schema, nodes)
    for batch in batches(nodes):
        text = statement("create_nodes", labels=":".join(schema.labels), properties=_columns(names, 0))
        tx.run(text, rows=Rows([one.get(name) for name in names] for one in batch))


def create_relations(tx: ManagedTransaction, relations: Iterable[Relation]) -> None:
    """Make relations between nodes that are there; it does not wait until the server has made the last ones."""
    by_pattern: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for one in relations:
        by_pattern[one.type, root_label(one.source[0]), root_label(one.target[0])].append(one)
    for (kind, source, target), found in by_pattern.items():
        names = _used(model().relation(kind), [one.properties for one in found])
        text = statement("create_relations", type=kind, source=source, target=target, properties=_columns(names, 2))
        for batch in batches(found):
            rows = Rows([one.source[1], one.target[1], *map(one.properties.get, names)] for one in batch)
            tx.run(text, rows=rows)


def _used(schema: Schema, rows: Sequence[Properties]) -> list[str]:
    """Those properties of a type that any of the rows has, in the order of the schema."""
    used = {name for row in rows for name in row}
    return [name for name in schema.properties if name in used]


def _columns(names: Sequence[str], first: int) -> str:
    """The properties, each with its place in a row, from the place `first` on."""
    return ", ".join(f"{name}: row[{place}]" for place, name in enumerate(names, first))
