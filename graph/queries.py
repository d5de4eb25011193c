"""The named queries under `cypher/`: one question a file, described in `catalogue.yaml`."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import DataError, UsageError

__all__ = ["Parameter", "Query", "bind", "catalogue", "load_catalogue", "query"]

_FOLDER = Path(__file__).resolve().parents[1] / "cypher"
_KEYS = {"title", "description", "parameters", "columns"}
_TYPES = ("actor", "text", "number")
_PARAMETER = re.compile(r"\$(\w+)")
_ALIAS = re.compile(r"\bAS (\w+)\s*(?:,|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for: `actor` (a body's name or key), `text` or `number`; one with a default may be left out."""

    name: str
    type: str
    label: str
    required: bool
    default: Any = None


@dataclass(frozen=True, slots=True)
class Query:
    """A named query: its words, its parameters in order and its columns with their Chinese heads."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str


@cache
def catalogue() -> Mapping[str, Query]:
    """The named queries in the catalogue's order."""
    return load_catalogue(_FOLDER)


def load_catalogue(folder: Path) -> Mapping[str, Query]:
    """The queries that a folder's `catalogue.yaml` describes and its `read/*.cypher` hold.

    Raises:
        DataError: a query without a file, a file without an entry, or parameters or columns that do not agree.
    """
    entries = yaml.safe_load((folder / "catalogue.yaml").read_text(encoding="utf-8"))
    files = {path.stem: path for path in (folder / "read").glob("*.cypher")}
    for name in sorted(files.keys() ^ entries.keys()):
        missing = "catalogue.yaml 里没有它的说明" if name in files else f"没有文件 read/{name}.cypher"
        raise DataError(f"cypher/：查询“{name}”{missing}，请补上或删去")
    return {name: _query(name, entry, files[name].read_text(encoding="utf-8")) for name, entry in entries.items()}


def _query(name: str, entry: Mapping[str, Any], text: str) -> Query:
    where = f"cypher/catalogue.yaml：{name}"
    if set(entry) != _KEYS:
        raise DataError(f"{where}：应有 {'、'.join(sorted(_KEYS))}，实有 {'、'.join(sorted(entry))}，请改正")
    parameters = tuple(
        Parameter(key, value["type"], value["label"], "default" not in value, value.get("default"))
        for key, value in entry["parameters"].items()
    )
    wrong = [one.name for one in parameters if one.type not in _TYPES]
    if wrong:
        raise DataError(f"{where}：参数 {wrong[0]} 的类型应为 {'、'.join(_TYPES)} 之一，请改正")
    used = set(_PARAMETER.findall(text))
    declared = {one.name for one in parameters}
    if used != declared:
        raise DataError(f"{where}：参数与 read/{name}.cypher 不一致：{'、'.join(sorted(used ^ declared))}，请改正")
    columns = tuple(_ALIAS.findall(text[text.rindex("RETURN") : text.rindex("ORDER BY")]))
    if columns != tuple(entry["columns"]):
        raise DataError(f"{where}：列应为 {'、'.join(columns)}（按 read/{name}.cypher 的次序），请改正")
    return Query(name, entry["title"], entry["description"], parameters, entry["columns"], text)


def query(name: str) -> Query:
    """The query of this name.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    known = catalogue()
    if name not in known:
        near = difflib.get_close_matches(name, list(known), n=1)
        raise UsageError(f"没有名为“{name}”的查询{_maybe(near)}。全部查询见 zeren queries")
    return known[name]


def bind(wanted: Query, given: Mapping[str, str]) -> dict[str, Any]:
    """The values of all parameters of a query, defaults filled in and numbers converted.

    Raises:
        UsageError: an unknown or a missing parameter, or words where a number is expected.
    """
    known = {one.name: one for one in wanted.parameters}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, list(known), n=1)
            raise UsageError(f"查询 {wanted.name} 没有参数“{name}”{_maybe(near)}。它的参数：{'、'.join(known) or '无'}")
    values: dict[str, Any] = {}
    for one in wanted.parameters:
        if one.name not in given:
            if one.required:
                raise UsageError(f"查询 {wanted.name} 缺少参数 {one.name}（{one.label}），请加上 -p {one.name}=…")
            values[one.name] = one.default
        elif one.type == "number":
            values[one.name] = _number(one, given[one.name])
        else:
            values[one.name] = given[one.name]
    return values


def _number(parameter: Parameter, words: str) -> int | float:
    try:
        return int(words) if re.fullmatch(r"-?\d+", words) else float(words)
    except ValueError:
        raise UsageError(f"参数 {parameter.name}（{parameter.label}）应为数字，实为“{words}”") from None


def _maybe(near: list[str]) -> str:
    return f"，您要找的是 {near[0]} 吗" if near else ""
