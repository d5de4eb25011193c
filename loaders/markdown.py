"""Markdown: the text untouched, with its pipe tables and its `#` headings pointed out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from loaders import text as plain
from loaders.document import Cell, Document, Heading, Table

__all__ = ["find_headings", "find_tables", "read"]

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*(?:[ \t]#+[ \t]*)?$")
_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_BAR = re.compile(r"(?<!\\)\|")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Start and content of each line that is not inside a fenced block; a fenced line comes as an empty one."""
    position, fence = 0, ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            yield position, ""
            if mark and mark[1].startswith(fence) and line.strip() == mark[1]:
                fence = ""
        elif mark:
            fence = mark[1]
            yield position, ""
        else:
            yield position, line
        position += len(line) + 1


def _cells(line: str, offset: int) -> tuple[Cell, ...]:
    """The cells of a row of a pipe table, each without the blanks around it."""
    bars = [match.start() for match in _BAR.finditer(line)]
    edges = [-1, *bars, len(line)]
    spans = [(left + 1, right) for left, right in pairwise(edges)]
    if not line[slice(*spans[0])].strip():
        spans = spans[1:]
    if len(spans) > 1 and not line[slice(*spans[-1])].strip():
        spans = spans[:-1]
    cells = []
    for start, end in spans:
        content = line[start:end]
        start += len(content) - len(content.lstrip())
        cells.append(Cell(offset + start, offset + start + len(content.strip())))
    return tuple(cells)


def find_headings(text: str) -> tuple[Heading, ...]:
    """The `#` headings, each as the span of its words, without the marks."""
    found = []
    for position, line in _lines(text):
        match = _HEADING.match(line)
        if match:
            found.append(Heading(position + match.start(2), position + match.end(2), len(match[1])))
    return tuple(found)


def find_tables(text: str) -> tuple[Table, ...]:
    """The pipe tables: a header row, a row of dashes with as many columns (left out here), and the rows below."""
    lines = list(_lines(text))
    tables, index = [], 1
    while index < len(lines):
        above, rule = lines[index - 1], lines[index]
        is_table = "|" in above[1] and "|" in rule[1] and _RULE.match(rule[1])
        if is_table and len(_cells(above[1], 0)) == len(_cells(rule[1], 0)):
            rows = [_cells(above[1], above[0])]
            last = rule
            index += 1
            while index < len(lines) and "|" in lines[index][1]:
                last = lines[index]
                rows.append(_cells(last[1], last[0]))
                index += 1
            tables.append(Table(above[0], last[0] + len(last[1]), tuple(rows)))
        index += 1
    return tuple(tables)


def read(data: bytes, source: str) -> Document:
    """A Markdown file: the decoded file as for plain text, and where its tables and headings lie.

    Raises:
        InputError: it is empty or not text.
    """
    document = plain.read(data, source)
    tables, headings = find_tables(document.text), find_headings(document.text)
    return replace(document, kind="md", tables=tables, headings=headings)
