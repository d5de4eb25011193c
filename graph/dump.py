"""The whole graph as one mapping, sorted, so that the same graph gives the same bytes."""

import json
from typing import Any

from graph.errors import DatabaseError
from graph.model import model
from graph.store import Store

__all__ = ["dump", "dump_json"]

_TRIES = 20


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All nodes by label and key, and all relations by type, ends and properties, of one moment.

    The graph is read by several queries, so it is read again where a load came between them.

    Raises:
        DatabaseError: others went on loading all the while.
    """
    for _ in range(_TRIES):
        before = store.revision()
        whole = _read(store)
        # What was deleted while it was read, Neo4j gives without properties.
        if store.revision() == before and all("key" in one["properties"] for one in whole["nodes"]):
            return _in_order(whole)
    raise DatabaseError("另一个进程一直在载入文件，没有读到完整的图谱；请等它结束后再导出")


def _read(store: Store) -> dict[str, list[dict[str, Any]]]:
    nodes: list[dict[str, Any]] = []
    for root in model().roots():
        found = store.query(
            f"MATCH (n:{root.name}) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.key"
        )
        for labels, properties in found.rows:
            known = [one for one in model().nodes if one in labels]
            nodes.append({"labels": sorted(known, key=labels_order), "properties": _sorted(properties)})
    relations: list[dict[str, Any]] = []
    for kind in model().relations:
        found = store.query(
            f"MATCH (a)-[r:{kind}]->(b) RETURN a.key AS source, b.key AS target, properties(r) AS properties "
            "ORDER BY source, target"
        )
        relations += [
            {"type": kind, "from": source, "to": target, "properties": _sorted(properties)}
            for source, target, properties in found.rows
        ]
    return {"nodes": nodes, "relations": relations}


def _in_order(whole: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    whole["nodes"].sort(key=lambda one: (one["labels"], one["properties"]["key"]))
    whole["relations"].sort(
        key=lambda one: json.dumps([one["type"], one["from"], one["to"], one["properties"]], ensure_ascii=False)
    )
    return whole


def dump_json(store: Store) -> str:
    """The same as JSON text, a line a node or relation, with a newline at its end."""
    whole = dump(store)
    parts = []
    for name in ("nodes", "relations"):
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in whole[name])
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def labels_order(label: str) -> int:
    """Where a label stands among those of one node: the highest type first."""
    return len(model().node(label).parents)


def _sorted(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: properties[name] for name in sorted(properties)}
