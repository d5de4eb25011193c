"""What was extracted from each document, kept beside the graph: decisions are put over it anew, and undone by leaving them out.

It lies in the same database as the graph, so that both change in one transaction or not at all.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from neo4j import ManagedTransaction

from graph.claims import Facts, Node, Relation
from graph.errors import DatabaseError
from graph.loading import delete_orphans, replace_documents
from graph.model import root_label
from graph.prepared import Prepared
from graph.prepared import prepare as prepare_documents
from graph.resolve.judgement import SHARED
from graph.statements import statement
from graph.writing import Properties, row_statements

__all__ = ["Load", "prepare", "settle", "unpack"]


class Load(NamedTuple):
    """What the graph is to say of a document, what was read there, and the digest of the decisions between them."""

    facts: Facts
    extracted: Facts
    applied: str


def prepare(loads: Sequence[Load]) -> Prepared:
    """What these loads need of the database; of several for one document the last holds."""
    last = {one.facts.document: one for one in loads}
    kept = row_statements("keep_extractions", [_row(one) for one in last.values()])
    return prepare_documents({document: one.facts for document, one in last.items()}, kept)


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
        replace_documents(tx, prepare_documents({facts.document: facts}))
        tx.run(statement("note_applied"), key=facts.document, applied=applied).consume()
    delete_orphans(tx, [row["key"] for row in moved])
    tx.run(statement("note_decisions"), digest=digest).consume()


def unpack(document: str, packed: str) -> Facts:
    """The facts that were kept of a document, which come in hexadecimal digits.

    Raises:
        DatabaseError: they are not as `_pack` writes them.
    """
    try:
        data = json.loads(zlib.decompress(bytes.fromhex(packed)))
        nodes = [
            Node(label, str(properties["key"]), properties)
            for label, table in data["nodes"].items()
            for properties in _rows(table)
        ]
        ends = [(one.label, one.key) for one in nodes]
        relations = [
            Relation(kind, ends[source], ends[target], properties)
            for kind, (sources, targets, table) in data["relations"].items()
            for source, target, properties in zip(sources, targets, _rows(table), strict=True)
        ]
        return Facts(data["document"], tuple(nodes), tuple(relations))
    except (AttributeError, LookupError, TypeError, ValueError, zlib.error) as error:
        raise DatabaseError(
            f"库中“{document}”的提取结果不是这个版本的 zeren 保存的，请用 zeren load 把这份文件重新载入一次"
        ) from error


def _pack(facts: Facts) -> bytes:
    """A column for each property of a type, the ends of relations as places among the nodes: shorter and faster than row by row."""
    nodes: dict[str, list[Properties]] = defaultdict(list)
    for node in facts.nodes:
        nodes[node.label].append(node.properties)
    places: dict[tuple[str, str], int] = {}
    for label, rows in nodes.items():
        for row in rows:
            places[label, row["key"]] = len(places)
    relations: dict[str, list[Relation]] = defaultdict(list)
    for one in facts.relations:
        relations[one.type].append(one)
    whole = {
        "document": facts.document,
        "nodes": {label: _table(rows) for label, rows in nodes.items()},
        "relations": {
            kind: (
                [places[one.source] for one in found],
                [places[one.target] for one in found],
                _table([one.properties for one in found]),
            )
            for kind, found in relations.items()
        },
    }
    return zlib.compress(json.dumps(whole, ensure_ascii=False).encode(), 1)


def _table(rows: Sequence[Properties]) -> tuple[int, dict[str, list[Any]]]:
    """The number of rows, and for each property its value in each row, null where a row has none."""
    return len(rows), {name: [row.get(name) for row in rows] for name in sorted(set().union(*rows))}


def _rows(table: tuple[int, Mapping[str, Sequence[Any]]]) -> Iterator[dict[str, Any]]:
    number, columns = table
    for values in zip(*columns.values(), strict=True) if columns else repeat((), number):
        yield {name: value for name, value in zip(columns, values, strict=True) if value is not None}


def _shared(facts: Facts) -> list[str]:
    return sorted(one.key for one in facts.nodes if root_label(one.label) in SHARED)
