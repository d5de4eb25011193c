"""The whole graph as CSV files that `neo4j-admin database import` takes: a file for each type of node and of relation."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from graph.errors import DatabaseError
from graph.model import Property, model
from graph.store import Store

__all__ = ["ARGUMENTS", "COMMAND", "write_import"]

ARGUMENTS = "arguments.txt"
COMMAND = f"neo4j-admin database import full neo4j --overwrite-destination=true @{ARGUMENTS}"
"""What imports the files into a server that is stopped, called in their folder."""
_TYPES = {"string": "string", "integer": "long", "number": "double", "boolean": "boolean", "strings": "string[]"}
_BETWEEN = "\x1f"
"""Stands between the items of a list: no text has it."""
_OPTIONS = ("--multiline-fields=true", "--array-delimiter=U+001F", "--read-buffer-size=64m")


def write_import(store: Store, folder: Path) -> None:
    """Write the files, and the arguments of `neo4j-admin`, into an empty folder. The rows pass by one after the other.

    Raises:
        DatabaseError: somebody loaded documents meanwhile, so that the files do not belong together.
        OSError: a file cannot be written.
    """
    before = store.revision()
    arguments = [*_OPTIONS, *_write_nodes(store, folder), *_write_relations(store, folder)]
    (folder / ARGUMENTS).write_text("\n".join(arguments) + "\n", encoding="utf-8")
    if store.revision() != before:
        raise DatabaseError("导出时有人在载入文件，写出的内容前后不一；请等载入结束后再导出")


def _write_nodes(store: Store, folder: Path) -> Iterator[str]:
    for schema in model().nodes.values():
        if schema.abstract:
            continue
        columns = [one for one in schema.properties.values() if one.name != "key"]
        rows = store.stream(f"MATCH (n:{schema.name}) RETURN properties(n) AS properties ORDER BY n.key")
        name = f"{schema.name}.csv"
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            _write(file, [f"key:ID({schema.root})", *map(_head, columns)])
            for (properties,) in rows:
                _write(file, [properties["key"], *_values(columns, properties)])
        yield f"--nodes={':'.join(schema.labels)}={name}"


def _write_relations(store: Store, folder: Path) -> Iterator[str]:
    for schema in model().relations.values():
        rows = store.stream(
            f"MATCH (a)-[r:{schema.name}]->(b) RETURN labels(a) AS from, a.key AS source, labels(b) AS to, "
            "b.key AS target, properties(r) AS properties ORDER BY source, target, r.start"
        )
        columns = list(schema.properties.values())
        files: dict[tuple[str, str], TextIO] = {}
        with ExitStack() as opened:
            for start, source, end, target, properties in rows:
                ends = (_root(start), _root(end))
                if ends not in files:
                    path = folder / f"{schema.name}_{'_'.join(ends)}.csv"
                    files[ends] = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
                    heads = [f":START_ID({ends[0]})", f":END_ID({ends[1]})", *map(_head, columns)]
                    _write(files[ends], heads)
                _write(files[ends], [source, target, *_values(columns, properties)])
        yield from (f"--relationships={schema.name}={schema.name}_{'_'.join(ends)}.csv" for ends in sorted(files))


def _root(labels: list[str]) -> str:
    return next(one.name for one in model().roots() if one.name in labels)


def _head(column: Property) -> str:
    return f"{column.name}:{_TYPES[column.type]}"


def _values(columns: list[Property], properties: Mapping[str, Any]) -> Iterator[Any]:
    return (properties.get(one.name) for one in columns)


def _write(file: TextIO, values: list[Any]) -> None:
    file.write(",".join(map(_cell, values)) + "\n")


def _cell(value: Any) -> str:
    """A value in quotes; without them it is one that is missing, which an empty text is not."""
    if value is None:
        return ""
    if isinstance(value, bool):
        value = str(value).lower()
    text = _BETWEEN.join(value) if isinstance(value, list | tuple) else str(value)
    return '"' + text.replace('"', '""') + '"'
