"""A part of the graph in memory: what the exports draw and write, and how a user narrows it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graph.errors import UsageError

__all__ = ["Filters", "Node", "Picture", "Relation", "narrow"]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `label` is its own type (Agency, not Actor)."""

    key: str
    label: str
    properties: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What people call it."""
        for name in ("name", "title", "heading", "text"):
            if self.properties.get(name):
                return str(self.properties[name])
        return str(self.properties.get("doc_number") or self.key)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two nodes, by their keys."""

    type: str
    source: str
    target: str
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Picture:
    """Nodes by key and the relations between them, both in a steady order."""

    nodes: Mapping[str, Node]
    relations: tuple[Relation, ...]

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations of each type."""
        out: dict[str, list[Relation]] = {}
        for relation in self.relations:
            out.setdefault(relation.type, []).append(relation)
        return {name: tuple(relations) for name, relations in out.items()}

    def of(self, label: str) -> list[Node]:
        """The nodes of one type."""
        return [node for node in self.nodes.values() if node.label == label]

    def links(self, *types: str) -> tuple[Relation, ...]:
        """The relations of these types."""
        return tuple(relation for name in types for relation in self.by_type.get(name, ()))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a user wants to see; None leaves that side open. `role` is lead, responsible or participate.

    `actor`, `document` and `program` are names, document numbers or keys; `period` is a date or two with .. between
    (2025, 2025-06, 2024..2025-06, ..2025), and means the tasks that are due in it.
    """

    actor: str | None = None
    document: str | None = None
    program: str | None = None
    role: str | None = None
    period: str | None = None

    def __bool__(self) -> bool:
        return any((self.actor, self.document, self.program, self.role, self.period))

    def words(self) -> list[str]:
        """The filters in words, for the head of a file."""
        from ui.words import role_words

        named = (("单位", self.actor), ("文件", self.document), ("项目", self.program),
                 ("角色", self.role and role_words(self.role)), ("时限", self.period))  # fmt: skip
        return [f"{name}：{value}" for name, value in named if value]


@dataclass(slots=True)
class _Tasks:
    """The keys of the tasks that pass; None while no filter has spoken."""

    keys: set[str] | None = field(default=None)

    def keep(self, keys: Iterable[str]) -> None:
        found = set(keys)
        self.keys = found if self.keys is None else self.keys & found


def narrow(picture: Picture, filters: Filters) -> Picture:
    """The tasks that pass all filters, with what hangs on them: actors, documents, sections, programs, targets.

    Raises:
        UsageError: a filter names what the graph does not have, or the period is none.
    """
    if not filters:
        return picture
    tasks = _Tasks()
    if filters.actor or filters.role:
        actors = _with_collectives(picture, _find(picture, filters.actor, "actor")) if filters.actor else None
        tasks.keep(
            duty.target
            for duty in picture.links("RESPONSIBLE_FOR")
            if (actors is None or duty.source in actors) and filters.role in (None, duty.properties.get("role"))
        )
    if filters.document:
        documents = _find(picture, filters.document, "document")
        tasks.keep(task.key for task in picture.of("Task") if task.properties.get("document") in documents)
    if filters.program:
        programs = _find(picture, filters.program, "program")
        tasks.keep(link.source for link in picture.links("ADVANCES") if link.target in programs)
    if filters.period:
        first, last = _period(filters.period)
        due = ((task.key, str(task.properties.get("deadline") or "")) for task in picture.of("Task"))
        tasks.keep(key for key, date in due if date and date[: len(first)] >= first and date <= last)
    return _around(picture, tasks.keys or set())


_FINDABLE = {
    "actor": ("单位", ("Agency", "School", "Enterprise", "Institute", "Group", "ActorClass")),
    "document": ("文件", ("Document",)),
    "program": ("项目", ("Program",)),
}


def _find(picture: Picture, wanted: str, what: str) -> set[str]:
    """The keys of the nodes that a name, a short name, a document number or a key means."""
    import difflib

    word, labels = _FINDABLE[what]
    nodes = [node for node in picture.nodes.values() if node.label in labels]
    for names in (_full_names, _other_names):
        found = {node.key for node in nodes if wanted in names(node)}
        if found:
            return found
    near = difflib.get_close_matches(wanted, [node.name for node in nodes], n=1, cutoff=0.5)
    raise UsageError(f"没有找到{word}“{wanted}”" + (f"。您要找的是 {near[0]} 吗" if near else f"，图谱里没有这个{word}"))


def _full_names(node: Node) -> set[str]:
    return {node.key, node.name}


def _other_names(node: Node) -> set[str]:
    values = [node.properties.get(name) for name in ("doc_number", "standard_title", "short_names", "aliases")]
    return {name for value in values for name in (value if isinstance(value, list | tuple) else [value]) if name}


def _with_collectives(picture: Picture, actors: set[str]) -> set[str]:
    return actors | {link.source for link in picture.links("HAS_MEMBER") if link.target in actors}


def _period(words: str) -> tuple[str, str]:
    """The first and the last date of a period; the last one sorts behind all dates in it."""
    match = re.fullmatch(r"(\d{4}(?:-\d{2}){0,2})?(\.\.)?(\d{4}(?:-\d{2}){0,2})?", words.strip())
    if not match or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        raise UsageError(f"时段“{words}”看不懂，应写成 2025、2025-06、2024..2025-06 或 ..2025")
    if match[2]:
        return match[1] or "", (match[3] or "9999") + "~"
    return match[1] or match[3], (match[1] or match[3]) + "~"


def _around(picture: Picture, tasks: set[str]) -> Picture:
    """The tasks and all that is linked with one of them, with the sections and documents above."""
    keep = set(tasks)
    parents = {link.source: link.target for link in picture.links("PART_OF")}
    for task in tasks:
        above = parents.get(task)
        while above is not None and above not in keep:
            keep.add(above)
            above = parents.get(above)
    for link in picture.links("RESPONSIBLE_FOR"):
        if link.target in tasks:
            keep.add(link.source)
    for link in picture.links("ADVANCES", "NAMES", "HAS_TARGET", "DETAILED_BY"):
        if link.source in tasks:
            keep.add(link.target)
    return Picture(
        {key: node for key, node in picture.nodes.items() if key in keep},
        tuple(link for link in picture.relations if link.source in keep and link.target in keep),
    )
