"""A whole graph as `graph.dump` wrote it, read back from its file."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.claims import Node, Relation
from graph.errors import DataError, InputError
from graph.model import model, root_label

__all__ = ["Whole", "is_whole", "read_whole"]

_HEAD = b'{"nodes":['


@dataclass(frozen=True, slots=True)
class Whole:
    """All nodes and relations of a graph; both ends of each relation are among the nodes."""

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]


def is_whole(path: Path) -> bool:
    """Whether a file begins as the `json` export does; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            return b"".join(file.read(64).split()).startswith(_HEAD)
    except OSError:
        return False


def read_whole(path: Path) -> Whole:
    """The graph in a file that the `json` export wrote, checked against the model.

    Raises:
        InputError: it cannot be read, is a part of a graph, or holds what the model does not know.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"读不出来（{error.strerror or '系统错误'}），请检查文件后重试") from error
    except (ValueError, RecursionError) as error:
        raise InputError("不是完整的 JSON，可能没有下载完，请重新导出一次") from error
    if data.get("filters"):
        raise InputError("是筛选过的一部分图谱，不能载回；请用不带筛选条件的 zeren export json 另导一份")
    nodes: dict[tuple[str, str], Node] = {}
    place = ""
    try:
        for number, entry in enumerate(data["nodes"], 1):
            place = f"nodes 第 {number} 项"
            node = _node(entry)
            nodes[root_label(node.label), node.key] = node
        relations = []
        for number, entry in enumerate(data["relations"], 1):
            place = f"relations 第 {number} 项"
            relations.append(_relation(entry, nodes))
    except (KeyError, TypeError, AttributeError, ValueError, DataError) as error:
        words = str(error) if isinstance(error, DataError) else "缺少应有的内容"
        raise InputError(f"{place}：{words}；应为本版本 zeren export json 导出的文件，请重新导出一次") from error
    return Whole(tuple(nodes.values()), tuple(relations))


def _node(entry: Mapping[str, Any]) -> Node:
    label, properties = max(entry["labels"], key=lambda one: len(model().node(one).parents)), entry["properties"]
    model().check_node(label, properties)
    return Node(label, properties["key"], properties)


def _relation(entry: Mapping[str, Any], nodes: Mapping[tuple[str, str], Node]) -> Relation:
    schema = model().relation(entry["type"])
    source, target = (
        _end(entry[name], allowed, nodes) for name, allowed in (("from", schema.sources), ("to", schema.targets))
    )
    model().check_relation(schema.name, source[0], target[0], entry["properties"])
    return Relation(schema.name, source, target, entry["properties"])


def _end(key: str, allowed: Collection[str], nodes: Mapping[tuple[str, str], Node]) -> tuple[str, str]:
    """The node of this key that such a relation can have at this end."""
    roots = dict.fromkeys(root_label(one) for one in allowed)
    found = [nodes[root, key] for root in roots if (root, key) in nodes]
    if len(found) != 1:
        raise DataError(f"{'没有' if not found else '不止一个'}标识为“{key}”的对象")
    return found[0].label, key
