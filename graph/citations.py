"""Where citations lead: to the loaded document that bears the number or title, else to a node that stands for it.

The relation keeps what the citing document prints, so the answer does not depend on which document came first, and a
document that is taken out leaves behind what others cite of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.claims import Facts, stub_of
from graph.statements import statement

__all__ = ["resolve_citations"]

Row = Mapping[str, Any]
_TYPES = ("CITES", "IMPLEMENTS", "REPLACES")
_PROPERTIES = {"number": ("cited_number", "number_key"), "title": ("cited_title", "title_key")}


def resolve_citations(tx: ManagedTransaction, document: str, before: Row, facts: Facts | None) -> set[str]:
    """Lead all citations aright that a change of one document may concern; gives the keys of both their old and new ends.

    `before` has the document's number and title as they were; `facts` is None where the document goes.
    """
    wanted: dict[str, set[str]] = {"number": set(), "title": set()}
    for name, (cited, own) in _PROPERTIES.items():
        found = [before.get(name)]
        if facts is not None:
            found += [one.properties.get(own) for one in facts.nodes if one.key == document and one.label == "Document"]
            found += [one.properties.get(cited) for one in facts.relations if one.type in _TYPES]
        wanted[name] = {value for value in found if isinstance(value, str)}
    loaded = [row for row in _documents(tx, wanted) if facts is not None or row["key"] != document]
    ends: set[str] = set()
    for kind in _TYPES:
        rows = _citations(tx, kind, wanted)
        if not rows:
            continue
        # A title brings in citations with a number, and these the documents that bear it.
        numbers = {row["properties"].get("cited_number") for row in rows} - wanted["number"] - {None}
        titles = {row["properties"].get("cited_title") for row in rows} - wanted["title"] - {None}
        known = {row["key"]: row for row in [*loaded, *_documents(tx, {"number": numbers, "title": titles})]}
        if facts is None:
            known.pop(document, None)
        moved = []
        for row in rows:
            target = _target(row, known.values())
            ends |= {row["target"], target}
            if target != row["target"]:
                moved.append({**row, "to": target})
        _move(tx, kind, moved)
    return ends


def _citations(tx: ManagedTransaction, kind: str, wanted: Mapping[str, Collection[str]]) -> list[Row]:
    found: dict[str, Row] = {}
    for name, (cited, _) in _PROPERTIES.items():
        if not wanted[name]:
            continue
        query = statement("citations_of", type=kind, property=cited)
        for row in tx.run(query, values=sorted(wanted[name])).data():
            found[repr((row["source"], row["target"], sorted(row["properties"].items())))] = row
    return [found[key] for key in sorted(found)]


def _documents(tx: ManagedTransaction, wanted: Mapping[str, Collection[str]]) -> list[Row]:
    found: dict[str, Row] = {}
    for name, (_, own) in _PROPERTIES.items():
        if not wanted[name]:
            continue
        for row in tx.run(statement("cited_documents", property=own), values=sorted(wanted[name])).data():
            found[row["key"]] = row
    return [found[key] for key in sorted(found)]


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
    fresh = [{"source": row["source"], "target": row["to"], "properties": row["properties"]} for row in moved]
    tx.run(statement("delete_citations", type=kind), rows=olds).consume()
    tx.run(statement("merge_nodes", labels="Document"), rows=nodes).consume()
    tx.run(statement("create_relations", type=kind, source="Document", target="Document"), rows=fresh).consume()
