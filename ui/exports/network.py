"""The graph for programs that draw and count graphs: GraphML and GEXF, with colours, sizes and positions."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx

from graph.model import Schema, model
from ui.exports.content import Content
from ui.exports.layout import positions
from ui.exports.text import plain

__all__ = ["write_gexf", "write_graphml"]

_THICKNESS = {"thick": 3.0}
_SHAPES = {"dashed": "dashed", "dotted": "dotted"}
_BASE = 8.0
_TIMES = {"start": "text_start", "end": "text_end"}
"""GEXF takes start and end of an element for times."""


def write_graphml(content: Content, path: Path) -> None:
    """Write nodes and edges with all their properties, for NetworkX, yEd and Gephi.

    A list becomes one text with 、 between its items. Gephi reads x, y, size, r, g and b; the rest is there for all.
    """
    graph = networkx.MultiDiGraph()
    looks = _looks(content)
    for node in content.nodes:
        schema = model().node(node.label)
        own = {"kind": node.label, "kind_label": schema.label, "label": plain(node.name)}
        x, y, size, (red, green, blue) = looks[node.id]
        shown = {"x": x, "y": y, "size": size, "r": red, "g": green, "b": blue, "color": schema.color}
        graph.add_node(plain(node.id), **(_scalars(schema, node.properties) | own | shown))
    for number, edge in enumerate(content.edges):
        schema = model().relation(edge.type)
        own = {"type": edge.type, "type_label": schema.label}
        graph.add_edge(
            plain(edge.source), plain(edge.target), key=f"e{number}", **(_scalars(schema, edge.properties) | own)
        )
    networkx.write_graphml_xml(graph, path, encoding="utf-8")


def write_gexf(content: Content, path: Path) -> None:
    """Write nodes and edges with their properties as GEXF 1.2, each node with the colour of its kind and a position.

    What Gephi shows as the label of an edge is its role, else the word for its type.
    """
    graph = networkx.MultiDiGraph(mode="static", defaultedgetype="directed")
    looks = _looks(content)
    for node in content.nodes:
        schema = model().node(node.label)
        x, y, size, (red, green, blue) = looks[node.id]
        viz = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "position": {"x": x, "y": y, "z": 0.0},
            "size": size,
        }
        own = {"kind": node.label, "kind_label": schema.label, "label": plain(node.name), "viz": viz}
        graph.add_node(plain(node.id), **(_untimed(_scalars(schema, node.properties)) | own))
    for number, edge in enumerate(content.edges):
        schema = model().relation(edge.type)
        role = schema.properties.get("role")
        value = str(edge.properties.get("role") or "")
        line, words = schema.line, schema.label
        if role is not None and value in role.values:
            line, words = role.lines.get(value, line), role.values[value]
        viz = {"thickness": _THICKNESS.get(line, 1.0), "shape": _SHAPES.get(line, "solid")}
        own = {"id": f"e{number}", "relation": edge.type, "relation_label": schema.label, "label": words, "viz": viz}
        properties = _untimed(_scalars(schema, edge.properties))
        graph.add_edge(plain(edge.source), plain(edge.target), **(properties | own))
    networkx.write_gexf(graph, path, encoding="utf-8", version="1.2draft")


def _looks(content: Content) -> Mapping[str, tuple[float, float, float, tuple[int, int, int]]]:
    """Position (y upwards), size and colour of each node; one with more links is larger."""
    degree = Counter(one for edge in content.edges for one in (edge.source, edge.target))
    place = positions(content.nodes, content.edges)
    found = {}
    for node in content.nodes:
        x, y = place[node.id]
        color = model().node(node.label).color.removeprefix("#")
        red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
        size = round(_BASE + 2 * float(degree[node.id]) ** 0.5, 1)
        found[node.id] = (float(x), float(-y), size, (red, green, blue))
    return found


def _untimed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {_TIMES.get(name, name): value for name, value in properties.items()}


def _scalars(schema: Schema, properties: Mapping[str, object]) -> dict[str, str | int | float | bool]:
    """Values that such files know, the same type wherever a property occurs."""
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
