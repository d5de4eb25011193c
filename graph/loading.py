"""The transaction that replaces what some documents say, and nothing else.

A relation with the property `document` belongs to that document, and so do its sections, tasks and targets. Actors,
programs, persons, places and cited documents are shared: they stay as long as something leads to them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from neo4j import ManagedTransaction

from graph.citations import resolve_citations
from graph.claims import Facts, Node, Relation
from graph.deriving import DERIVED, Named, derive, is_derived
from graph.model import root_among, root_label
from graph.statements import batches, statement
from graph.writing import Rows, create_nodes, create_relations

__all__ = ["counted", "delete_orphans", "replace_documents"]

Row = Mapping[str, Any]
_OWNED = ("Section", "Task", "Target")
_BETWEEN_SHARED = ("MEMBER_OF", "HOLDS_POST", "HOSTED_BY", "COOPERATES_WITH")
_BY_HAND: Mapping[str, Any] = dict.fromkeys(("decisions", "notes", "other_names"))
"""What decisions set on shared nodes: gone where the facts do not have it."""


def replace_documents(
    tx: ManagedTransaction, changes: Mapping[str, Facts | None], meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Make the graph say of each of these documents what its facts have; None takes the document out.

    `meanwhile` is called once, while the server writes the last of the facts.
    """
    _Replacement(tx, changes).run(meanwhile)


def delete_orphans(tx: ManagedTransaction, actors: Iterable[str]) -> None:
    """Take out those of these actors that nothing leads to any more."""
    change = _Replacement(tx, {})
    change.touched["Actor"] |= set(actors)
    change.delete_orphans()


@dataclass(slots=True)
class _Replacement:
    tx: ManagedTransaction
    changes: Mapping[str, Facts | None]
    touched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Keys by root label of the shared nodes that may have lost something, or that nothing may lead to."""
    before: dict[str, Row] = field(default_factory=dict)
    """The documents that are there already, with their numbers and titles."""

    def run(self, meanwhile: Callable[[], None]) -> None:
        self._run("lock")
        self.before = {row["key"]: row for row in self._find("find_documents", self.changes)}
        for document in self.before:
            self._note_touched(document)
            self._delete_old(document)
        self._write([facts for facts in self.changes.values() if facts is not None])
        meanwhile()
        self.touched["Document"] |= resolve_citations(self.tx, self.changes, self.before)
        for document, facts in self.changes.items():
            if facts is None:
                self._run("delete_document", document=document)
                self._run("delete_extraction", document=document)
        self.touched["Document"] -= set(self.changes)
        self.delete_orphans()
        for label in DERIVED:
            derive(self.tx, label, sorted(key for key in self.touched[label] if is_derived(label, key)))

    def _run(self, name: str, names: Mapping[str, str] | None = None, **parameters: object) -> list[Row]:
        found = self.tx.run(statement(name, **names or {}), parameters)
        return [dict(zip(row.keys(), row.values(), strict=True)) for row in found]

    def _find(self, name: str, keys: Collection[str], **names: str) -> list[Row]:
        """The rows for these keys, however many, in their order."""
        return [row for batch in batches(sorted(keys)) for row in self._run(name, names, keys=batch)]

    def _send(self, name: str, rows: Sequence[Row], **names: str) -> None:
        """Give the rows to a statement that returns nothing; while the server works on them, we go on."""
        for batch in batches(rows):
            self.tx.run(statement(name, **names), rows=Rows(batch))

    def _note_touched(self, document: str) -> None:
        rows = self._run("touched_by_tasks", document=document)
        rows += self._run("touched_by_document", document=document)
        for kind in _BETWEEN_SHARED:
            rows += self._run("touched_by_relation", {"type": kind}, document=document)
        for row in rows:
            self.touched[root_among(row["labels"])].add(row["key"])

    def _delete_old(self, document: str) -> None:
        for label in reversed(_OWNED):
            self._run("delete_nodes", {"label": label}, document=document)
        for kind in _BETWEEN_SHARED:
            self._run("delete_relations", {"type": kind}, document=document)
        self._run("delete_document_relations", document=document)

    def _write(self, documents: Sequence[Facts]) -> None:
        own: dict[str, list[Row]] = defaultdict(list)
        shared: dict[str, dict[str, Node]] = defaultdict(dict)
        relations = [one for facts in documents for one in facts.relations]
        for facts in documents:
            counts = counted(facts)
            for node in facts.nodes:
                root = root_label(node.label)
                if root in _OWNED or node.key == facts.document:
                    own[node.label].append({**node.properties, **counts.get(node.key, {})})
                else:
                    known = shared[root].get(node.key)
                    properties = {**(known.properties if known else {}), **_BY_HAND, **node.properties}
                    shared[root][node.key] = Node(node.label, node.key, properties)
        there = [{"key": row["key"], "properties": row} for row in own["Document"] if row["key"] in self.before]
        own["Document"] = [row for row in own["Document"] if row["key"] not in self.before]
        for label, rows in own.items():
            create_nodes(self.tx, label, rows)
        self._send("set_properties", there, label="Document")
        named = Named.of(relations)
        for root, nodes in shared.items():
            self._write_shared(root, nodes, named)
        self._merge_relations(one for one in relations if "document" not in one.properties)
        create_relations(self.tx, (one for one in relations if "document" in one.properties))
        # What only a collective or nothing leads to may have been there for another document, or be an orphan.
        held = {end for one in relations if "document" in one.properties for end in (one.source, one.target)}
        held |= {one.target for one in relations if "document" not in one.properties and one.source in held}
        for root, nodes in shared.items():
            self.touched[root] |= {key for key, node in nodes.items() if (node.label, key) not in held}

    def _write_shared(self, root: str, nodes: Mapping[str, Node], named: Named) -> None:
        """Write those shared nodes that are new or that these documents change."""
        current = {row["key"]: row["properties"] for row in self._find("read_properties", nodes, label=root)}
        new: dict[str, list[Row]] = defaultdict(list)
        changed: list[Row] = []
        for key, node in nodes.items():
            before = current.get(key, {})
            fresh = {name: value for name, value in {**before, **node.properties}.items() if value is not None}
            if is_derived(root, key):
                if before and before.get("other_names") != fresh.get("other_names"):
                    self.touched[root].add(key)
                fresh = named.on_top(root, key, before, fresh)
            if not before:
                new[node.label].append(fresh)
            elif fresh != before:
                gone = dict.fromkeys(before.keys() - fresh.keys())
                differing = {name: value for name, value in fresh.items() if before.get(name) != value}
                changed.append({"key": key, "properties": differing | gone})
        for label, rows in new.items():
            create_nodes(self.tx, label, rows)
        self._send("change_properties", changed, label=root)

    def _merge_relations(self, relations: Iterable[Relation]) -> None:
        by_pattern: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for one in relations:
            row = {"source": one.source[1], "target": one.target[1], "properties": one.properties}
            by_pattern[one.type, root_label(one.source[0]), root_label(one.target[0])].append(row)
        for (kind, source, target), rows in by_pattern.items():
            self._send("merge_relations", rows, type=kind, source=source, target=target)

    def delete_orphans(self) -> None:
        classes = self._find("orphan_classes", self.touched["Actor"])
        self.touched["Actor"] |= {row["member"] for row in classes if row["member"]}
        self._delete("Actor", classes)
        actors = self._find("orphan_actors", self.touched["Actor"])
        self._delete("Actor", actors)
        for label in ("Program", "Person", "Document"):
            keys = [key for key in self.touched[label] if is_derived(label, key)]
            self._delete(label, self._find("orphan_others", keys, label=label))
        places = self.touched["Place"] | {row["place"] for row in actors if row["place"]}
        while places:
            orphans = self._find("orphan_places", places)
            self._delete("Place", orphans)
            places = {row["place"] for row in orphans if row["place"]}

    def _delete(self, label: str, rows: Iterable[Row]) -> None:
        keys = sorted({row["key"] for row in rows})
        self.touched[label] -= set(keys)
        if keys:
            self._run("delete_keys", {"label": label}, keys=keys)


def counted(facts: Facts) -> dict[str, dict[str, Any]]:
    """What tasks and the document keep so that lists need not look for it: by key, that nobody has a task, and the number of tasks."""
    links = [(one.type, one.source[1], one.target[1]) for one in facts.relations]
    owned = {task for kind, _, task in links if kind == "RESPONSIBLE_FOR"}
    owned |= {task for kind, task, row in links if kind == "DETAILED_BY" and row in owned}
    tasks = [one.key for one in facts.nodes if one.label == "Task"]
    return {key: {"unowned": True} for key in tasks if key not in owned} | {facts.document: {"tasks": len(tasks)}}
