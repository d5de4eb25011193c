"""Where citations lead: to the loaded document that bears the number or title, else to a node that stands for it.

The relation keeps what the citing document prints, so the answer does not depend on which document came first, and a
document that is taken out leaves behind what others cite of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.claims import Facts, Relation, stub_of
from graph.statements import statement
from graph.writing import relation_statements, send

__all__ = ["resolve_citations"]

Row = Mapping[str, Any]
_TYPES = ("CITES", "IMPLEMENTS", "REPLACES")
_PROPERTIES = {"number": ("cited_number", "number_key"), "title": ("cited_title", "title_key")}


def resolve_citations(
    tx: ManagedTransaction, changes: Mapping[str, Facts | None], before: Mapping[str, Row]
) -> set[str]:
    """Lead all citations aright that a change of some documents may concern; gives both ends of those that lead elsewhere now.

    `before` has the numbers and titles of these documents as they were; the facts are None where a document goes.
    """
    borne: dict[str, set[str]] = {"number": set(), "title": set()}
    cites: dict[str, dict[str, Row]] = {kind: {} for kind in _TYPES}
    for document, facts in changes.items():
        own = [before.get(document, {})]
        for node in facts.nodes if facts is not None else ():
            if node.key == document and node.label == "Document":
                own.append({name: node.properties.get(key) for name, (_, key) in _PROPERTIES.items()})
        for name, values in borne.items():
            values |= {one[name] for one in own if one.get(name)}
        for relation in facts.relations if facts is not None else ():
            # One without number and title, such as that of a masked document, leads to nothing but its own stub.
            if relation.type in cites and any(cited in relation.properties for cited, _ in _PROPERTIES.values()):
                _note(cites[relation.type], relation.source[1], relation.target[1], relation.properties)
    for name, (cited, _) in _PROPERTIES.items():
        for row in _rows(tx, "citations_of", borne[name], property=cited):
            _note(cites[row["type"]], row["source"], row["target"], row["properties"])
    known: dict[str, Row] = {}
    for cited, borne_as in _PROPERTIES.values():
        values = {row["properties"].get(cited) for rows in cites.values() for row in rows.values()} - {None}
        known |= {row["key"]: row for row in _rows(tx, "cited_documents", values, property=borne_as)}
    left = [row for key, row in known.items() if changes.get(key, row) is not None]
    ends: set[str] = set()
    for kind, rows in cites.items():
        moved = []
        for _, row in sorted(rows.items()):
            target = _target(row, left)
            if target != row["target"]:
                ends |= {row["target"], target}
                moved.append({**row, "to": target})
        _move(tx, kind, moved)
    return ends


def _note(rows: dict[str, Row], source: str, target: str, properties: Row) -> None:
    """Keep a citation, once however often it is found."""
    rows[repr((source, target, sorted(properties.items())))] = {
        "source": source,
        "target": target,
        "properties": properties,
    }


def _rows(tx: ManagedTransaction, name: str, values: Collection[str], **names: str) -> list[Row]:
    return list(tx.run(statement(name, **names), values=sorted(values)).data()) if values else []


def _target(citation: Row, known: Iterable[Row]) -> str:
    """The key that a citation leads to: same number, else same title unless both have numbers; the least key of several."""
    number, title = (citation["properties"].get(name) for name in ("cited_number", "cited_title"))
    others = sorted((one for one in known if one["key"] != citation["source"]), key=lambda one: str(one["key"]))
    for one in others:
        if number is not None and one["number"] == number:
            return str(one["key"])
    for one in others:
        if title is not None and one["title"] == title and (number is None or one["number"] is None):
            return str(one["key"])
    return f"cited:{number or title}"


def _move(tx: ManagedTransaction, kind: str, moved: Sequence[Row]) -> None:
    if not moved:
        return
    olds = [
        {
            "source": row["source"],
            "target": row["target"],
            "number": row["properties"].get("cited_number", ""),
            "title": row["properties"].get("cited_title", ""),
        }
        for row in moved
    ]
    stubs = {
        row["to"]: stub_of(row["properties"].get("cited_number"), row["properties"].get("cited_title"))
        for row in moved
        if row["to"].startswith("cited:")
    }
    nodes = [{"key": key, "properties": properties} for key, properties in sorted(stubs.items())]
    tx.run(statement("delete_citations", type=kind), rows=olds).consume()
    tx.run(statement("merge_nodes", labels="Document"), rows=nodes).consume()
    led = [Relation(kind, ("Document", row["source"]), ("Document", row["to"]), row["properties"]) for row in moved]
    send(tx, relation_statements(led))
