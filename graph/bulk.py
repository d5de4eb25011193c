"""The whole graph as CSV files that `neo4j-admin database import` takes: a file for each type of node and of relation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from graph.errors import DatabaseError
from graph.model import Property, model, root_among, root_label
from graph.store import Store

__all__ = ["ARGUMENTS", "COMMAND", "Link", "write_files", "write_import"]

Link = tuple[str, str, str, str, str, Mapping[str, Any]]
"""Type of a relation, root label and key of its start and of its end, properties."""

ARGUMENTS = "arguments.txt"
COMMAND = f"neo4j-admin database import full neo4j --overwrite-destination=true @{ARGUMENTS}"
"""What imports the files into a server that is stopped, called in their folder."""
_TYPES = {"string": "string", "integer": "long", "number": "double", "boolean": "boolean", "strings": "string[]"}
_CHANGED = "导出时有人在载入文件，写出的内容前后不一；请等载入结束后再导出"
_BETWEEN = "\x1f"
"""Stands between the items of a list: no text has it."""
_OPTIONS = ("--multiline-fields=true", "--array-delimiter=U+001F")
_PAGE = 5_000
_BUFFER = 4
"""Megabytes that the importer reads at once; a row has to fit in."""


def write_import(store: Store, folder: Path) -> None:
    """Write the files, and the arguments of `neo4j-admin`, into an empty folder. The rows pass by one after the other.

    Raises:
        DatabaseError: somebody loaded documents meanwhile, so that the files do not belong together.
        OSError: a file cannot be written.
    """
    before = store.revision()
    nodes = {schema.name: _nodes(store, schema.name) for schema in model().nodes.values() if not schema.abstract}
    write_files(folder, nodes, _relations(store))
    if store.revision() != before:
        raise DatabaseError(_CHANGED)


def write_files(folder: Path, nodes: Mapping[str, Iterable[Mapping[str, Any]]], relations: Iterable[Link]) -> None:
    """Write the files of these nodes, by label, and relations, and the arguments of `neo4j-admin`.

    Raises:
        OSError: a file cannot be written.
    """
    arguments, longest = list(_OPTIONS), 0
    for label, rows in nodes.items():
        schema = model().node(label)
        columns = [one for one in schema.properties.values() if one.name != "key"]
        with (folder / f"{label}.csv").open("w", encoding="utf-8", newline="") as file:
            _write(file, [f"key:ID({schema.root})", *map(_head, columns)])
            for properties in rows:
                longest = max(longest, _write(file, [properties["key"], *_values(columns, properties)]))
        arguments.append(f"--nodes={':'.join(schema.labels)}={label}.csv")
    files: dict[tuple[str, str, str], TextIO] = {}
    with ExitStack() as opened:
        for kind, start, source, end, target, properties in relations:
            columns = list(model().relation(kind).properties.values())
            if (kind, start, end) not in files:
                path = folder / f"{kind}_{start}_{end}.csv"
                files[kind, start, end] = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
                _write(files[kind, start, end], [f":START_ID({start})", f":END_ID({end})", *map(_head, columns)])
            _write(files[kind, start, end], [source, target, *_values(columns, properties)])
    arguments.append(f"--read-buffer-size={max(_BUFFER, longest * 4 // 2**20 + 1)}m")
    arguments += [f"--relationships={kind}={kind}_{start}_{end}.csv" for kind, start, end in sorted(files)]
    (folder / ARGUMENTS).write_text("\n".join(arguments) + "\n", encoding="utf-8")


def _nodes(store: Store, label: str) -> Iterator[Mapping[str, Any]]:
    for rows in _pages(store, label, ", properties(n) AS properties"):
        for _, properties in rows:
            # What was deleted while it was read, Neo4j gives without properties.
            if "key" not in properties:
                raise DatabaseError(_CHANGED)
            yield properties


def _relations(store: Store) -> Iterator[Link]:
    for schema in model().relations.values():
        for root in dict.fromkeys(root_label(one) for one in schema.sources):
            for page in _pages(store, root):
                rows = store.query(
                    f"UNWIND $keys AS key MATCH (a:{root} {{key: key}})-[r:{schema.name}]->(b) "
                    "RETURN key AS source, labels(b) AS to, b.key AS target, properties(r) AS properties "
                    "ORDER BY source, target, r.start",
                    {"keys": [key for (key,) in page]},
                ).rows
                for source, end, target, properties in rows:
                    if target is None:
                        raise DatabaseError(_CHANGED)
                    yield schema.name, root, source, root_among(end), target, properties


def _pages(store: Store, label: str, more: str = "") -> Iterator[Sequence[tuple[Any, ...]]]:
    """The keys of nodes in order, with what else is asked of each, so many at a time that the server never holds them all."""
    text = f"MATCH (n:{label}) WHERE n.key > $after RETURN n.key AS key{more} ORDER BY key LIMIT $page"
    after = ""
    while rows := store.query(text, {"after": after, "page": _PAGE}).rows:
        if any(row[0] is None for row in rows):
            raise DatabaseError(_CHANGED)
        yield rows
        after = rows[-1][0]


def _head(column: Property) -> str:
    return f"{column.name}:{_TYPES[column.type]}"


def _values(columns: Sequence[Property], properties: Mapping[str, Any]) -> Iterator[Any]:
    return (properties.get(one.name) for one in columns)


def _write(file: TextIO, values: list[Any]) -> int:
    """The number of code points of the row."""
    return file.write(",".join(map(_cell, values)) + "\n")


def _cell(value: Any) -> str:
    """A value in quotes; without them it is one that is missing, which an empty text is not."""
    if value is None:
        return ""
    if isinstance(value, bool):
        value = str(value).lower()
    text = _BETWEEN.join(value) if isinstance(value, list | tuple) else str(value)
    return '"' + text.replace('"', '""') + '"'
