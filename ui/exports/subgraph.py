"""The part of the graph that belongs to some tasks and documents."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph.model import model
from ui.exports.content import Edge, Node

__all__ = ["collect_graph", "node_of"]


def collect_graph(
    run: Callable[[str, Mapping[str, object]], Sequence[Mapping[str, Any]]],
    tasks: Sequence[str],
    documents: Mapping[str, Mapping[str, Any]],
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The nodes and edges around these tasks and documents, sorted by id, each once; without the documents' texts.

    Tasks are given by key, documents by key with their properties.
    """
    nodes: dict[str, Node] = {}
    edges: dict[str, Edge] = {}

    def add(rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            source, target = (node_of(row[f"{end}_labels"], row[end]) for end in ("source", "target"))
            nodes.setdefault(source.id, source)
            nodes.setdefault(target.id, target)
            edge = Edge(source.id, target.id, row["type"], _known(row["properties"]))
            edges.setdefault(json.dumps([edge.source, edge.type, edge.target, edge.properties], sort_keys=True), edge)

    def keys(root: str) -> list[str]:
        return sorted(node.key for node in nodes.values() if model().node(node.label).root == root)

    for properties in documents.values():
        document = node_of(["Document"], properties)
        nodes[document.id] = document
    add(run("edges_of_tasks", {"tasks": tasks}))
    add(run("edges_of_sections", {"sections": keys("Section")}))
    add(run("edges_of_documents", {"documents": [*documents]}))
    add(run("edges_of_bodies", {"documents": [*documents]}))
    add(run("edges_of_actors", {"actors": keys("Actor")}))
    seen: list[str] = []
    while (places := keys("Place")) != seen:
        seen = places
        add(run("edges_of_places", {"places": places}))
    return tuple(nodes[one] for one in sorted(nodes)), tuple(edges[one] for one in sorted(edges))


def node_of(labels: Iterable[str], properties: Mapping[str, Any]) -> Node:
    """A node out of what the database says of it; its type is the lowest of its labels."""
    known = [label for label in labels if label in model().nodes]
    label = max(known, key=lambda one: len(model().node(one).parents), default="Actor")
    return Node(str(properties["key"]), label, _known(properties))


def _known(properties: Mapping[str, Any]) -> dict[str, object]:
    return {name: properties[name] for name in sorted(properties) if properties[name] is not None}
