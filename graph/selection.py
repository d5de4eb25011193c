"""The graph, or what a query returns of it, as one mapping of nodes and relations, and as a networkx graph."""

from collections.abc import Iterable, Mapping
from typing import Any

import networkx

from graph.dump import labels_order
from graph.errors import UsageError
from graph.model import model
from graph.store import Store

__all__ = ["Part", "select", "to_networkx"]

Part = Mapping[str, list[dict[str, Any]]]
"""As `graph.dump.dump` gives it: `nodes` with labels (the highest type first) and properties; `relations` with type, from, to."""


def select(store: Store, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int = 100_000) -> Part:
    """The nodes, relations and paths in the rows of a read query, each once, sorted; other values are passed over.

    Raises:
        UsageError: the query is none that reads, a relation comes without its ends, or there are more than `limit` rows.
        DatabaseError: the database does not answer.
    """
    found = store.run_read(cypher, parameters, limit=limit)
    if found.truncated:
        raise UsageError(f"这条查询多于 {limit} 行，请缩小范围，或把 limit 调大")
    nodes: dict[str, dict[str, Any]] = {}
    relations: dict[str, dict[str, Any]] = {}
    for one in _entities(found.rows):
        if "labels" in one:
            known = sorted({label for label in one["labels"] if label in model().nodes}, key=labels_order)
            if known:
                nodes[one["properties"]["key"]] = {"labels": known, "properties": one["properties"]}
        else:
            if one["from"] is None or one["to"] is None:
                raise UsageError(f"查询返回了关系 {one['type']}，没有返回它的两端，请写成 RETURN a, r, b 或返回路径")
            relations[repr(one)] = one
    for one in relations.values():
        if one["from"] not in nodes or one["to"] not in nodes:
            raise UsageError(f"查询返回了关系 {one['type']}，没有返回它的两端，请写成 RETURN a, r, b 或返回路径")
    return {
        "nodes": sorted(nodes.values(), key=lambda one: (one["labels"], one["properties"]["key"])),
        "relations": [relations[key] for key in sorted(relations)],
    }


def _entities(value: Any) -> Iterable[dict[str, Any]]:
    if isinstance(value, Mapping):
        if {"labels", "properties"} == value.keys() or {"type", "from", "to", "properties"} == value.keys():
            yield dict(value)
        else:
            for one in value.values():
                yield from _entities(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _entities(one)


def to_networkx(whole: Part) -> "networkx.MultiDiGraph[str]":
    """The same as a directed graph: nodes by key with `kind`, `labels` and their properties, edges keyed by `type` and number."""
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in whole["nodes"]:
        own = {"kind": node["labels"][-1], "labels": list(node["labels"])}
        # An actor's own `kind` is the Chinese word for its type.
        properties = {name: value for name, value in node["properties"].items() if name not in own}
        graph.add_node(node["properties"]["key"], **properties, **own)
    for number, edge in enumerate(whole["relations"]):
        own = {"type": edge["type"]}
        graph.add_edge(edge["from"], edge["to"], key=f"{edge['type']}-{number}", **(edge["properties"] | own))
    return graph
