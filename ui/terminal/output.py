"""Rows on standard output: a table for people, JSON or CSV for programs."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ui.words import cell_words, plain_cell, printable

__all__ = ["Rows", "choose_format", "console", "print_json", "print_rows"]

Rows = Sequence[Mapping[str, Any]]


def console(*, stderr: bool = False) -> Console:
    """A terminal that takes text as it is: no markup, no guessed colours."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def choose_format(wanted: str | None) -> str:
    """What the user asked for; else a table on a terminal, and JSON into a file or a pipe."""
    return wanted or ("table" if sys.stdout.isatty() else "json")


def print_json(value: Any) -> None:
    """A value as JSON with Chinese characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_rows(columns: Mapping[str, str], rows: Rows, wanted: str, *, empty: str = "没有结果。") -> None:
    """Rows in the wanted format; `columns` gives each key's Chinese head. Tables leave out keys and ids.

    In a table and in CSV the values are in words; JSON has them as they are. `empty` is said where a table has no row.
    A table leaves out empty columns, and names a document once above its rows.
    """
    if wanted == "json":
        print_json([{name: row.get(name) for name in columns} for row in rows])
    elif wanted == "csv":
        click.echo(_csv(columns, rows), nl=False)
    elif rows:
        for heading, group in _groups(columns, rows):
            if heading:
                console().print(Text(heading, style="bold"))
            console().print(_table(columns, group, heading is not None))
    else:
        click.echo(empty)


_HEADING = ("document", "doc_number")
_UNSHOWN = ("confidence", "rule")
_ROOMY = {"task": 3, "quote": 3, "partners": 3, "actors": 3, "text": 4, "target": 3, "description": 4}


def _groups(columns: Mapping[str, str], rows: Rows) -> list[tuple[str | None, Rows]]:
    """The rows under the name of their document, which is long; all in one where that would tear them apart."""
    groups: list[tuple[str | None, list[Mapping[str, Any]]]] = []
    if "document" in columns:
        for row in rows:
            parts = (printable(cell_words(name, row.get(name))) for name in _HEADING)
            heading = "　".join(part for part in parts if part)
            if not groups or groups[-1][0] != heading:
                groups.append((heading, []))
            groups[-1][1].append(row)
    return list(groups) if groups and (len(groups) == 1 or len(groups) * 2 <= len(rows)) else [(None, rows)]


def _table(columns: Mapping[str, str], rows: Rows, is_headed: bool) -> Table:
    left_out = (*_UNSHOWN, *(_HEADING if is_headed else ()))
    shown = [
        name
        for name in columns
        if not name.endswith("_key") and name not in left_out and any(_filled(row.get(name)) for row in rows)
    ]
    table = Table(
        box=box.SIMPLE_HEAD,
        header_style="bold",
        show_lines="quote" in shown,
        expand=not _ROOMY.keys().isdisjoint(shown),
    )
    for name in shown:
        numeric = all(isinstance(row.get(name), int | float) or row.get(name) is None for row in rows)
        ratio = _ROOMY.get(name) if table.expand else None
        table.add_column(Text(columns[name]), overflow="fold", justify="right" if numeric else "left", ratio=ratio)
    for row in rows:
        table.add_row(*(Text(printable(cell_words(name, row.get(name)))) for name in shown))
    return table


def _filled(value: Any) -> bool:
    return value is not None and value != "" and value != []


def _csv(columns: Mapping[str, str], rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns.values())
    writer.writerows([plain_cell(cell_words(name, row.get(name))) for name in columns] for row in rows)
    return out.getvalue()
