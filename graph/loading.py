"""The transaction that replaces what some documents say, and nothing else.

A relation with the property `document` belongs to that document, and so do its sections, tasks and targets. Actors,
programs, persons, places and cited documents are shared: they stay as long as something leads to them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from neo4j import ManagedTransaction

from graph.citations import resolve_citations
from graph.claims import Facts, Node
from graph.deriving import DERIVED, Named, derive, is_derived
from graph.model import root_among
from graph.prepared import OWNED, Prepared
from graph.statements import batches, statement
from graph.writing import node_statements, row_statements, send

__all__ = ["delete_orphans", "replace_documents"]

Row = Mapping[str, Any]
_BETWEEN_SHARED = ("MEMBER_OF", "HOLDS_POST", "HOSTED_BY", "COOPERATES_WITH")


def replace_documents(tx: ManagedTransaction, prepared: Prepared) -> None:
    """Make the graph say of each of these documents what its facts have; a document without facts goes."""
    _Replacement(tx, prepared.changes).run(prepared)


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

    def run(self, prepared: Prepared) -> None:
        self._run("lock")
        self.before = {row["key"]: row for row in self._find("find_documents", self.changes)}
        for document in self.before:
            self._note_touched(document)
            self._delete_old(document)
        self._write(prepared)
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

    def _note_touched(self, document: str) -> None:
        rows = self._run("touched_by_tasks", document=document)
        rows += self._run("touched_by_document", document=document)
        for kind in _BETWEEN_SHARED:
            rows += self._run("touched_by_relation", {"type": kind}, document=document)
        for row in rows:
            self.touched[root_among(row["labels"])].add(row["key"])

    def _delete_old(self, document: str) -> None:
        for label in reversed(OWNED):
            self._run("delete_nodes", {"label": label}, document=document)
        for kind in _BETWEEN_SHARED:
            self._run("delete_relations", {"type": kind}, document=document)
        self._run("delete_document_relations", document=document)

    def _write(self, prepared: Prepared) -> None:
        there = [{"key": row["key"], "properties": row} for row in prepared.documents if row["key"] in self.before]
        if new := [row for row in prepared.documents if row["key"] not in self.before]:
            send(self.tx, node_statements("Document", new))
        send(self.tx, row_statements("set_properties", there, label="Document"))
        send(self.tx, prepared.owned)
        for root, nodes in prepared.shared.items():
            self._write_shared(root, nodes, prepared.named)
        send(self.tx, prepared.relations)
        send(self.tx, prepared.kept)
        for root, keys in prepared.loose.items():
            self.touched[root] |= keys

    def _write_shared(self, root: str, nodes: Mapping[str, Node], named: Named) -> None:
        """Write those shared nodes that are new or that these documents change."""
        current = {
            properties["key"]: properties
            for row in self._find("read_properties", nodes, label=root)
            for properties in row["found"]
        }
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
            send(self.tx, node_statements(label, rows))
        send(self.tx, row_statements("change_properties", changed, label=root))

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
