"""Values of the database as plain Python that JSON can hold."""

from collections.abc import Mapping
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

__all__ = ["plain"]


def plain(value: Any) -> Any:
    """The value with nodes, relations and paths as mappings and dates in ISO form."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), **_properties(value)}
    if isinstance(value, Relationship):
        ends = [node.get("key") if node is not None else None for node in value.nodes]
        return {"type": value.type, "from": ends[0], "to": ends[1], **_properties(value)}
    if isinstance(value, Path):
        return {"nodes": [plain(one) for one in value.nodes], "relations": [plain(one) for one in value.relationships]}
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": list(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(entity: Node | Relationship) -> dict[str, Any]:
    return {"properties": {key: plain(entity[key]) for key in sorted(entity.keys())}}
