"""The graph's schema: what kinds of nodes and relations there are, read from `graph/schema/`, one YAML file a type.

`python -m graph.model` prints the reference page `docs/schema.md`.
"""

import difflib
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import DataError

__all__ = ["Model", "Property", "Schema", "load_model", "model", "reference_page", "root_among", "root_label"]

_FOLDER = Path(__file__).with_name("schema")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "strings": (list, tuple),
}
_KINDS = ("mixin", "node", "relation")
_LINES = ("thick", "solid", "dashed", "dotted")
_SHAPES = ("box", "diamond", "dot", "ellipse", "hexagon", "page", "ring", "square", "star", "triangle")
_KEYS: Mapping[str, frozenset[str]] = {
    "mixin": frozenset({"name", "kind", "label", "description", "extends", "properties"}),
    "node": frozenset(
        {"name", "kind", "label", "description", "extends", "properties", "abstract", "color", "shape", "indexes"}
    ),
    "relation": frozenset(
        {"name", "kind", "label", "description", "extends", "properties", "from", "to", "line", "names", "indexes"}
    ),
}
_PROPERTY_KEYS = frozenset(
    {"type", "label", "description", "required", "unique", "indexed", "derived", "values", "lines"}
)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a type; `values` maps each allowed value to its Chinese label, `lines` to how it is drawn.

    A `derived` one is set by the store from what relations say, never by a caller.
    """

    name: str
    type: str
    label: str
    description: str
    required: bool = False
    unique: bool = False
    indexed: bool = False
    derived: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    def fault(self, value: object) -> str | None:
        """What is wrong with a value, in Chinese; None if nothing is."""
        if not isinstance(value, _TYPES[self.type]) or (isinstance(value, bool) and self.type != "boolean"):
            return f"应为 {self.type}，实为 {value!r}"
        if self.type == "strings" and not all(isinstance(one, str) for one in value):  # type: ignore[attr-defined]
            return f"应为字符串列表，实为 {value!r}"
        if self.values and value not in self.values:
            return f"应为 {'、'.join(self.values)} 之一，实为 {value!r}"
        return None


@dataclass(frozen=True, slots=True)
class Schema:
    """One type of node or relation with all its properties, those that it takes over included."""

    name: str
    kind: str
    label: str
    description: str
    properties: Mapping[str, Property]
    parents: tuple[str, ...] = ()
    """Node types above it, the highest first: Agency has Actor."""
    abstract: bool = False
    color: str = ""
    shape: str = ""
    sources: tuple[str, ...] = ()
    """Where a relation may start, as written in its file."""
    targets: tuple[str, ...] = ()
    line: str = ""
    names: tuple[str, ...] = ()
    """Which ends of a relation (`from`, `to`) its text names."""
    indexes: tuple[str, ...] = ()
    """Properties to be looked up by, in addition to those that are so wherever they occur."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of a node in the database, the highest first."""
        return (*self.parents, self.name)

    @property
    def root(self) -> str:
        """The label that carries the constraint on the key."""
        return self.labels[0]


@cache
def root_label(name: str) -> str:
    """The label that carries the constraint on the key of a node type.

    Raises:
        DataError: there is no such type.
    """
    return model().node(name).root


def root_among(labels: Collection[str]) -> str:
    """Of the labels of a node in the database, which may have others than ours, the one that carries the constraint on the key."""
    return next(root.name for root in model().roots() if root.name in labels)


@dataclass(frozen=True, slots=True)
class Model:
    """All types; look one up with `node` or `relation`."""

    nodes: Mapping[str, Schema]
    relations: Mapping[str, Schema]

    def node(self, name: str) -> Schema:
        """The node type of this name.

        Raises:
            DataError: there is none.
        """
        return _look_up(name, self.nodes, "节点类型")

    def relation(self, name: str) -> Schema:
        """The relation type of this name.

        Raises:
            DataError: there is none.
        """
        return _look_up(name, self.relations, "关系类型")

    def roots(self) -> tuple[Schema, ...]:
        """The node types that carry a constraint, by name."""
        return tuple(one for one in self.nodes.values() if not one.parents)

    def fits(self, name: str, allowed: Collection[str]) -> bool:
        """Whether a node type is among the allowed ones, itself or through a type above it."""
        return any(label in allowed for label in self.node(name).labels)

    def check_node(self, name: str, properties: Mapping[str, object]) -> None:
        """Check what is about to be written.

        Raises:
            DataError: an abstract type, an unknown property, a wrong type or value, or a required one that is missing.
        """
        schema = self.node(name)
        if schema.abstract:
            raise DataError(f"{name}：是上位类型，不能直接写入，请用 {'、'.join(self._below(name))} 之一")
        _check(schema, properties)

    def check_relation(self, name: str, source: str, target: str, properties: Mapping[str, object]) -> None:
        """Check what is about to be written.

        Raises:
            DataError: as `check_node`, or ends that this relation does not join.
        """
        schema = self.relation(name)
        for end, allowed, given in (("from", schema.sources, source), ("to", schema.targets, target)):
            if not self.fits(given, allowed):
                raise DataError(f"{name}.{end}：应为 {'、'.join(allowed)}，实为 {given}")
        _check(schema, properties)

    def constraints(self) -> tuple[str, ...]:
        """Cypher statements that make all constraints and indexes; they may be run again."""
        made = []
        for schema in (*self.roots(), *self.relations.values()):
            pattern = f"(n:{schema.name})" if schema.kind == "node" else f"()-[n:{schema.name}]-()"
            for one in schema.properties.values():
                name = f"{schema.name}_{one.name}".lower()
                if one.unique:
                    made.append(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {pattern} REQUIRE n.{one.name} IS UNIQUE")
                elif one.indexed or one.name in schema.indexes:
                    made.append(f"CREATE INDEX {name} IF NOT EXISTS FOR {pattern} ON (n.{one.name})")
        return tuple(made)

    def _below(self, name: str) -> Iterator[str]:
        return (one.name for one in self.nodes.values() if name in one.parents)


@cache
def model() -> Model:
    """The model of this installation."""
    return load_model(_FOLDER)


def load_model(folder: Path) -> Model:
    """The model that the YAML files of a folder define: first all types are declared, then their names are linked.

    Raises:
        DataError: a file or key that does not belong, a name that is not defined or defined twice, a value of the wrong
            kind; the message names file and key.
    """
    declared: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix != ".yaml":
            raise DataError(f"{path.name}：不是 .yaml 文件，请移出 {folder.name}/")
        entry = _read(path)
        if entry["name"] in declared:
            raise DataError(f"{path.name}: name：{entry['name']} 已经定义过")
        if entry["name"] != path.stem:
            raise DataError(f"{path.name}: name：应与文件名一致（{path.stem}），实为 {entry['name']}")
        declared[entry["name"]] = entry
    linked = {name: _link(name, declared) for name in declared}
    return Model(
        {name: one for name, one in linked.items() if one.kind == "node"},
        {name: one for name, one in linked.items() if one.kind == "relation"},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        entry = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except yaml.YAMLError as error:
        raise DataError(f"{path.name}：不是有效的 YAML：{str(error).replace(chr(10), ' ')}") from error
    if not isinstance(entry, dict):
        raise DataError(f"{path.name}：应为一个映射")
    kind = entry.get("kind")
    if kind not in _KINDS:
        raise DataError(f"{path.name}: kind：应为 {'、'.join(_KINDS)} 之一，实为 {kind!r}")
    _check_keys(f"{path.name}", entry, _KEYS[kind])
    needed = {
        "node": ("name", "label", "description"),
        "relation": ("name", "label", "description", "from", "to", "line"),
    }
    for key in needed.get(kind, ("name", "label", "description")):
        if not entry.get(key):
            raise DataError(f"{path.name}: {key}：缺少")
    for key, allowed in (("line", _LINES), ("shape", _SHAPES)):
        if key in entry and entry[key] not in allowed:
            raise DataError(
                f"{path.name}: {key}：应为 {'、'.join(allowed)} 之一，实为 {entry[key]!r}{_hint(entry[key], allowed)}"
            )
    for name, one in (entry.get("properties") or {}).items():
        where = f"{path.name}: {name}"
        _check_keys(where, one, _PROPERTY_KEYS)
        if one.get("type") not in _TYPES:
            raise DataError(
                f"{where}.type：应为 {'、'.join(_TYPES)} 之一，实为 {one.get('type')!r}{_hint(one.get('type'), _TYPES)}"
            )
        for key in ("label", "description"):
            if not one.get(key):
                raise DataError(f"{where}.{key}：缺少")
        for value, line in (one.get("lines") or {}).items():
            if value not in one.get("values", {}) or line not in _LINES:
                raise DataError(f"{where}.lines：{value}: {line} 不在 values 或线型（{'、'.join(_LINES)}）之中")
    return entry


class _StrictLoader(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping, which YAML's own loader lets pass."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.YAMLError(f"键 {'、'.join(map(str, twice))} 出现两次（第 {node.start_mark.line + 1} 行起）")
        return super().construct_mapping(node, deep=deep)


def _link(name: str, declared: Mapping[str, dict[str, Any]]) -> Schema:
    entry = declared[name]
    properties: dict[str, Property] = {}
    parents: tuple[str, ...] = ()
    for above in entry.get("extends", ()):
        parent = _linked_parent(name, above, declared)
        properties.update(parent.properties)
        if parent.kind == "node":
            parents = parent.labels
    for own, one in (entry.get("properties") or {}).items():
        if own in properties:
            raise DataError(f"{name}.yaml: {own}：上位类型已有这个属性")
        properties[own] = Property(own, **one)
    for key in ("from", "to"):
        for given in entry.get(key, ()):
            if declared.get(given, {}).get("kind") != "node":
                nodes = [one for one, other in declared.items() if other["kind"] == "node"]
                raise DataError(f"{name}.yaml: {key}：没有节点类型“{given}”{_hint(given, nodes)}")
    for end in entry.get("names", ()):
        if end not in ("from", "to"):
            raise DataError(f"{name}.yaml: names：应为 from 或 to，实为 {end!r}")
    for index in entry.get("indexes", ()):
        if index not in properties:
            raise DataError(f"{name}.yaml: indexes：没有属性“{index}”{_hint(index, properties)}")
    if entry["kind"] == "node" and not any(one.unique for one in properties.values()):
        raise DataError(f"{name}.yaml: properties：没有唯一属性（unique: true）")
    ordered = sorted(
        properties.values(), key=lambda one: (one.name != "key", one.name not in (entry.get("properties") or {}))
    )
    return Schema(
        name=name,
        kind=entry["kind"],
        label=entry["label"],
        description=entry["description"],
        properties={one.name: one for one in ordered},
        parents=parents,
        abstract=bool(entry.get("abstract", False)),
        color=entry.get("color", ""),
        shape=entry.get("shape", ""),
        sources=tuple(entry.get("from", ())),
        targets=tuple(entry.get("to", ())),
        line=entry.get("line", ""),
        names=tuple(entry.get("names", ())),
        indexes=tuple(entry.get("indexes", ())),
    )


def _linked_parent(name: str, above: str, declared: Mapping[str, dict[str, Any]]) -> Schema:
    if above not in declared:
        raise DataError(f"{name}.yaml: extends：没有类型“{above}”{_hint(above, declared)}")
    if declared[above]["kind"] == "relation" or above == name:
        raise DataError(f"{name}.yaml: extends：{above} 不能作上位类型")
    parent = _link(above, declared)
    return parent if parent.kind == "node" else replace(parent, parents=())


def _check(schema: Schema, properties: Mapping[str, object]) -> None:
    for name, value in properties.items():
        if name not in schema.properties:
            raise DataError(f"{schema.name}.{name}：没有这个属性{_hint(name, schema.properties)}")
        fault = schema.properties[name].fault(value)
        if fault is not None:
            raise DataError(f"{schema.name}.{name}：{fault}")
    for one in schema.properties.values():
        if one.required and one.name not in properties:
            raise DataError(
                f"{schema.name}.{one.name}：缺少必填属性（{one.label}），有的是 {'、'.join(sorted(properties))}"
            )


def _check_keys(where: str, entry: object, allowed: Collection[str]) -> None:
    if not isinstance(entry, dict):
        raise DataError(f"{where}：应为一个映射，实为 {entry!r}")
    for key in entry:
        if key not in allowed:
            raise DataError(f"{where}: {key}：没有这个键{_hint(key, allowed)}")


def _look_up(name: str, table: Mapping[str, Schema], what: str) -> Schema:
    if name not in table:
        raise DataError(f"没有{what}“{name}”{_hint(name, table)}")
    return table[name]


def _hint(given: object, known: Collection[str]) -> str:
    close = difflib.get_close_matches(str(given), list(known), n=1)
    return f"，是不是“{close[0]}”？" if close else ""


def reference_page(model: Model) -> str:
    """The reference page of all types in Markdown."""
    lines = ["# 图的结构", "", "由 `python -m graph.model` 从 `graph/schema/` 生成，请勿手改。", "", "## 节点", ""]
    for schema in model.nodes.values():
        above = f"，标签 `{':'.join(schema.labels)}`" if schema.parents else ""
        lines += [f"### {schema.label} `{schema.name}`{above}", "", schema.description, ""]
        if not schema.parents:
            lines += _property_table(schema)
    lines += ["## 关系", ""]
    for schema in model.relations.values():
        ends = f"{' / '.join(schema.sources)} → {' / '.join(schema.targets)}"
        lines += [f"### {schema.label} `{schema.name}`", "", f"{ends}。{schema.description}", ""]
        lines += _property_table(schema)
    return "\n".join(lines).rstrip() + "\n"


def _property_table(schema: Schema) -> list[str]:
    rows = ["| 属性 | 名称 | 类型 | 必填 | 说明 |", "| --- | --- | --- | --- | --- |"]
    for one in schema.properties.values():
        values = "".join(f" `{value}` {label}" for value, label in one.values.items())
        note = f"{one.description}{values}"
        rows.append(f"| `{one.name}` | {one.label} | {one.type} | {'是' if one.required else ''} | {note} |")
    return [*rows, ""]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(reference_page(model()))
