"""A part of the graph as JSON, in the shape of the whole: for programs, not for loading back."""

import dataclasses
import json
from pathlib import Path

from graph.model import model
from ui.exports.content import Content

__all__ = ["write_part"]


def write_part(content: Content, path: Path) -> None:
    """Write the nodes and relations within the filters, a line each, and then the filters; without documents' texts."""
    keys = {node.id: node.key for node in content.nodes}
    nodes = [
        {"labels": list(model().node(node.label).labels), "properties": dict(node.properties)} for node in content.nodes
    ]
    relations = [
        {"type": one.type, "from": keys[one.source], "to": keys[one.target], "properties": dict(one.properties)}
        for one in content.edges
    ]
    parts = []
    for name, entries in (("nodes", nodes), ("relations", relations)):
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in entries)
        parts.append(f'"{name}": [\n{lines}\n]')
    filters = {name: value for name, value in dataclasses.asdict(content.filters).items() if value is not None}
    parts.append(f'"filters": {json.dumps(filters, ensure_ascii=False)}')
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    # Half of a pair, which UTF-8 has no bytes for, stands as JSON writes it.
    path.write_bytes(text.encode("utf-8", "backslashreplace"))
