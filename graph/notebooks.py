"""For notebooks that use py2neo: the graph as one of its subgraphs, and back. Needs the extra `zeren[py2neo]`.

py2neo had its last release in 2021 and is past its end of life; new notebooks do better with `graph.selection` and networkx.
"""

from typing import TYPE_CHECKING

from graph.dump import labels_order
from graph.errors import UsageError
from graph.model import model
from graph.selection import Part

if TYPE_CHECKING:
    from py2neo import Subgraph

__all__ = ["from_subgraph", "to_subgraph"]


def to_subgraph(whole: Part) -> "Subgraph":
    """The nodes and relations as a py2neo subgraph that no database holds yet; nodes merge by `key`.

    Raises:
        UsageError: py2neo is not installed.
    """
    try:
        from py2neo import Node, Relationship, Subgraph
    except ImportError as error:
        raise UsageError("没有安装 py2neo，请运行 pip install 'zeren[py2neo]'") from error
    nodes = {}
    for one in whole["nodes"]:
        node = Node(*one["labels"], **one["properties"])
        node.__primarylabel__, node.__primarykey__ = one["labels"][0], "key"
        nodes[one["properties"]["key"]] = node
    relations = [
        Relationship(nodes[one["from"]], one["type"], nodes[one["to"]], **one["properties"])
        for one in whole["relations"]
    ]
    return Subgraph(nodes.values(), relations)


def from_subgraph(subgraph: "Subgraph") -> Part:
    """The nodes and relations of a py2neo subgraph, sorted, labels that the model does not know left out."""
    nodes = []
    for node in subgraph.nodes:
        known = sorted((label for label in node.labels if label in model().nodes), key=labels_order)
        nodes.append({"labels": known, "properties": dict(sorted(node.items()))})
    relations = [
        {
            "type": type(one).__name__,
            "from": one.start_node["key"],
            "to": one.end_node["key"],
            "properties": dict(sorted(one.items())),
        }
        for one in subgraph.relationships
    ]
    return {
        "nodes": sorted(nodes, key=lambda one: (one["labels"], one["properties"]["key"])),
        "relations": sorted(relations, key=repr),
    }
