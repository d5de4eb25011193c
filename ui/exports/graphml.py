"""The graph as GraphML, for Gephi, yEd and NetworkX."""

from collections.abc import Mapping
from pathlib import Path

import networkx

from graph.model import Schema, model
from ui.exports.content import Content
from ui.exports.text import plain

__all__ = ["write_graphml"]


def write_graphml(content: Content, path: Path) -> None:
    """Write nodes and edges with all their properties; a list becomes one text with 、 between its items."""
    graph = networkx.MultiDiGraph()
    for node in content.nodes:
        schema = model().node(node.label)
        own = {"kind": node.label, "kind_label": schema.label, "label": plain(node.name)}
        graph.add_node(plain(node.id), **(_scalars(schema, node.properties) | own))
    for number, edge in enumerate(content.edges):
        schema = model().relation(edge.type)
        own = {"type": edge.type, "type_label": schema.label}
        graph.add_edge(
            plain(edge.source), plain(edge.target), key=f"e{number}", **(_scalars(schema, edge.properties) | own)
        )
    networkx.write_graphml_xml(graph, path, encoding="utf-8")


def _scalars(schema: Schema, properties: Mapping[str, object]) -> dict[str, str | int | float | bool]:
    """Values that GraphML knows, the same type wherever a property occurs."""
    found: dict[str, str | int | float | bool] = {}
    for name, value in properties.items():
        if isinstance(value, list | tuple):
            found[name] = plain("、".join(map(str, value)))
        elif isinstance(value, bool):
            found[name] = value
        elif isinstance(value, int | float):
            known = schema.properties.get(name)
            found[name] = float(value) if known is not None and known.type == "number" else value
        elif value is not None:
            found[name] = plain(str(value))
    return found
