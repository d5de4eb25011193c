"""What was extracted from each document, kept beside the graph: decisions are put over it anew, and undone by leaving them out.

It lies in the same database as the graph, so that both change in one transaction or not at all.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.claims import Facts, Node, Relation
from graph.loading import delete_orphans, replace_document
from graph.model import model
from graph.resolve.judgement import SHARED
from graph.statements import statement

__all__ = ["load", "settle", "unpack"]


def load(tx: ManagedTransaction, facts: Facts, extracted: Facts, applied: str) -> None:
    """Make the graph say `facts` of a document, of which `extracted` was read; `applied` names the decisions between them."""
    replace_document(tx, facts.document, facts)
    row = {"key": extracted.document, "facts": _pack(extracted), "shared": _shared(extracted), "applied": applied}
    tx.run(statement("keep_extraction"), row).consume()


def settle(
    tx: ManagedTransaction, changed: Iterable[tuple[Facts, str]], keys: Sequence[str] | None, digest: str
) -> None:
    """Make the graph say of some documents what decisions leave of them; `digest` names all decisions in force.

    With the facts of a document comes what names the decisions that they rest on. `keys` are those of the actors that
    decisions join or split (None: all): collectives are led to them again by the documents.
    """
    moved = tx.run(statement("delete_moved_members"), keys=None if keys is None else list(keys)).data()
    for facts, applied in changed:
        replace_document(tx, facts.document, facts)
        tx.run(statement("note_applied"), key=facts.document, applied=applied).consume()
    delete_orphans(tx, [row["key"] for row in moved])
    tx.run(statement("note_decisions"), digest=digest).consume()


def unpack(packed: str) -> Facts:
    """The facts that were kept."""
    data = json.loads(zlib.decompress(base64.b64decode(packed)))
    return Facts(
        data["document"],
        tuple(Node(label, key, properties) for label, key, properties in data["nodes"]),
        tuple(
            Relation(kind, (source[0], source[1]), (target[0], target[1]), properties)
            for kind, source, target, properties in data["relations"]
        ),
    )


def _pack(facts: Facts) -> str:
    whole: dict[str, Any] = {
        "document": facts.document,
        "nodes": [[one.label, one.key, dict(one.properties)] for one in facts.nodes],
        "relations": [[one.type, one.source, one.target, dict(one.properties)] for one in facts.relations],
    }
    return base64.b64encode(zlib.compress(json.dumps(whole, ensure_ascii=False).encode())).decode("ascii")


def _shared(facts: Facts) -> list[str]:
    return sorted(one.key for one in facts.nodes if model().node(one.label).root in SHARED)
