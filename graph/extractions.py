"""What was extracted from each document, kept beside the graph: decisions are put over it anew, and undone by leaving them out.

It lies in the same database as the graph, so that both change in one transaction or not at all.
"""

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from neo4j import ManagedTransaction

from graph.claims import Facts, Node, Relation
from graph.loading import delete_orphans, replace_documents
from graph.model import root_label
from graph.resolve.judgement import SHARED
from graph.statements import statement
from graph.writing import Properties, Rows

__all__ = ["Load", "load", "settle", "unpack"]


class Load(NamedTuple):
    """What the graph is to say of a document, what was read there, and the digest of the decisions between them."""

    facts: Facts
    extracted: Facts
    applied: str


def load(tx: ManagedTransaction, loads: Sequence[Load]) -> None:
    """Make the graph say of each document what these loads have; of several for one document the last holds."""
    last = {one.facts.document: one for one in loads}

    def keep() -> None:
        tx.run(statement("keep_extractions"), rows=Rows(map(_row, last.values())))

    replace_documents(tx, {document: one.facts for document, one in last.items()}, keep)


def _row(one: Load) -> dict[str, Any]:
    extracted = one.extracted
    return {"key": extracted.document, "facts": _pack(extracted), "shared": _shared(extracted), "applied": one.applied}


def settle(
    tx: ManagedTransaction, changed: Iterable[tuple[Facts, str]], keys: Sequence[str] | None, digest: str
) -> None:
    """Make the graph say of some documents what decisions leave of them; `digest` names all decisions in force.

    With the facts of a document comes what names the decisions that they rest on. `keys` are those of the actors that
    decisions join or split (None: all): collectives are led to them again by the documents.
    """
    moved = tx.run(statement("delete_moved_members"), keys=None if keys is None else list(keys)).data()
    for facts, applied in changed:
        replace_documents(tx, {facts.document: facts})
        tx.run(statement("note_applied"), key=facts.document, applied=applied).consume()
    delete_orphans(tx, [row["key"] for row in moved])
    tx.run(statement("note_decisions"), digest=digest).consume()


def unpack(packed: str) -> Facts:
    """The facts that were kept."""
    data = json.loads(zlib.decompress(base64.b64decode(packed)))
    nodes = [
        Node(label, properties["key"], properties)
        for label, table in data["nodes"].items()
        for _, properties in _rows(table, 0)
    ]
    ends = [(one.label, one.key) for one in nodes]
    relations = [
        Relation(kind, ends[source], ends[target], properties)
        for kind, table in data["relations"].items()
        for (source, target), properties in _rows(table, 2)
    ]
    return Facts(data["document"], tuple(nodes), tuple(relations))


def _pack(facts: Facts) -> str:
    """Tables by type, the ends of relations as places among the nodes: half as long as with all names, and twice as fast."""
    nodes: dict[str, list[tuple[list[int], Properties]]] = defaultdict(list)
    relations: dict[str, list[tuple[list[int], Properties]]] = defaultdict(list)
    for node in facts.nodes:
        nodes[node.label].append(([], node.properties))
    ends = ((label, properties["key"]) for label, rows in nodes.items() for _, properties in rows)
    places = {end: place for place, end in enumerate(ends)}
    for one in facts.relations:
        relations[one.type].append(([places[one.source], places[one.target]], one.properties))
    whole = {
        "document": facts.document,
        "nodes": {label: _table(rows) for label, rows in nodes.items()},
        "relations": {kind: _table(rows) for kind, rows in relations.items()},
    }
    return base64.b64encode(zlib.compress(json.dumps(whole, ensure_ascii=False).encode(), 1)).decode("ascii")


def _table(rows: Sequence[tuple[list[int], Properties]]) -> list[Any]:
    """The names of the properties, and for each row its ends and the values by these names, null where it has none."""
    names = sorted({name for _, properties in rows for name in properties})
    return [names, [[*ends, *map(properties.get, names)] for ends, properties in rows]]


def _rows(table: list[Any], ends: int) -> Iterator[tuple[list[int], Properties]]:
    names, rows = table
    for row in rows:
        values = zip(names, row[ends:], strict=True)
        yield row[:ends], {name: value for name, value in values if value is not None}


def _shared(facts: Facts) -> list[str]:
    return sorted(one.key for one in facts.nodes if root_label(one.label) in SHARED)
