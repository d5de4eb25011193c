"""The same graph as rows for statements and as files for `neo4j-admin`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from graph.bulk import write_files
from graph.claims import Facts
from graph.model import root_label
from graph.prepared import counted

__all__ = ["Rows", "batches", "merged", "write_csv"]

_BATCH = 10_000
Rows = list[dict[str, Any]]


def merged(documents: Iterable[Facts]) -> tuple[dict[str, Rows], dict[tuple[str, str, str], Rows]]:
    """All nodes by label, each once, and all relations by type and labels of their ends."""
    nodes: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    relations: dict[tuple[str, str, str], Rows] = defaultdict(list)
    for facts in documents:
        kept = counted(facts)
        for node in facts.nodes:
            nodes[node.label][node.key] = {**node.properties, **kept.get(node.key, {})}
        for one in facts.relations:
            row = {"source": one.source[1], "target": one.target[1], "properties": dict(one.properties)}
            relations[one.type, one.source[0], one.target[0]].append(row)
            if one.type == "RESPONSIBLE_FOR":
                actor = nodes[one.source[0]][one.source[1]]
                for name in ("tasks", f"tasks_{one.properties['role']}"):
                    actor[name] = actor.get(name, 0) + 1
    return {label: list(found.values()) for label, found in nodes.items()}, relations


def write_csv(folder: Path, documents: Iterable[Facts]) -> None:
    """The folder for `neo4j-admin`."""
    nodes, relations = merged(documents)
    write_files(
        folder,
        {label: iter(rows) for label, rows in nodes.items()},
        (
            (
                kind,
                root_label(source),
                row["source"],
                root_label(target),
                row["target"],
                row["properties"],
            )
            for (kind, source, target), rows in relations.items()
            for row in rows
        ),
    )


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The rows in pieces of 10,000."""
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch
