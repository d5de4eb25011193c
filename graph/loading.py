"""The transaction that replaces what one document says, and nothing else.

A relation with the property `document` belongs to that document, and so do its sections, tasks and targets. Actors,
programs, persons, places and cited documents are shared: they stay as long as something leads to them, and what they
take from documents (names, evidence) is derived again from the relations that are left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from neo4j import ManagedTransaction

from graph.citations import resolve_citations
from graph.claims import Facts, Node, Relation
from graph.model import model
from graph.statements import statement

__all__ = ["counted", "delete_orphans", "replace_document"]

Row = Mapping[str, Any]
_BATCH = 1_000
_OWNED = ("Section", "Task", "Target")
_BETWEEN_SHARED = ("MEMBER_OF", "HOLDS_POST", "HOSTED_BY", "COOPERATES_WITH")
_EVIDENCE = ("document", "start", "end", "rule", "confidence")
_LISTS = {"Actor": "short_names", "Program": "aliases"}
_BY_HAND = dict.fromkeys(("decisions", "notes", "other_names"))
"""What decisions set on shared nodes: gone where the facts do not have it."""


def replace_document(tx: ManagedTransaction, document: str, facts: Facts | None) -> None:
    """Make the graph say of a document what `facts` has; None takes the document out."""
    _Replacement(tx, document, facts).run()


def delete_orphans(tx: ManagedTransaction, actors: Iterable[str]) -> None:
    """Take out those of these actors that nothing leads to any more."""
    change = _Replacement(tx, "", None)
    change.touched["Actor"] |= set(actors)
    change.delete_orphans()


@dataclass(slots=True)
class _Replacement:
    tx: ManagedTransaction
    document: str
    facts: Facts | None
    touched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Keys by root label of the shared nodes that may have changed or become orphans."""

    def run(self) -> None:
        self._run("lock")
        before = self._run("find_document", document=self.document)
        if before:
            self._note_touched()
            self._delete_old()
        if self.facts is not None:
            self._write(self.facts)
        stubs = resolve_citations(self.tx, self.document, before[0] if before else {}, self.facts)
        self.touched["Document"] |= stubs
        if self.facts is None:
            self._run("delete_document", document=self.document)
            self._run("delete_extraction", document=self.document)
        self.touched["Document"].discard(self.document)
        self.delete_orphans()
        for label in ("Actor", "Program", "Person", "Document"):
            self._derive(label)

    def _run(self, name: str, names: Mapping[str, str] | None = None, **parameters: object) -> list[Row]:
        return list(self.tx.run(statement(name, **names or {}), parameters).data())

    def _note_touched(self) -> None:
        rows = self._run("touched_by_tasks", document=self.document)
        rows += self._run("touched_by_document", document=self.document)
        for kind in _BETWEEN_SHARED:
            rows += self._run("touched_by_relation", {"type": kind}, document=self.document)
        for row in rows:
            self.touched[_root(row["labels"])].add(row["key"])

    def _delete_old(self) -> None:
        for label in reversed(_OWNED):
            self._run("delete_nodes", {"label": label}, document=self.document)
        for kind in _BETWEEN_SHARED:
            self._run("delete_relations", {"type": kind}, document=self.document)
        self._run("delete_document_relations", document=self.document)

    def _write(self, facts: Facts) -> None:
        kept_apart = counted(facts)
        by_label: dict[str, list[Node]] = defaultdict(list)
        for node in facts.nodes:
            by_label[node.label].append(node)
            root = model().node(node.label).root
            if root not in _OWNED:
                self.touched[root].add(node.key)
        for label, nodes in by_label.items():
            for owned, name in ((True, "replace_nodes"), (False, "merge_nodes")):
                kept = [one for one in nodes if (label in _OWNED or one.key == self.document) is owned]
                labels = {"labels": ":".join(model().node(label).labels)}
                bare = {} if owned else _BY_HAND
                rows = [
                    {"key": one.key, "properties": {**bare, **one.properties, **kept_apart.get(one.key, {})}}
                    for one in kept
                ]
                for batch in _batches(rows):
                    self._run(name, labels, rows=batch)
        by_pattern: dict[tuple[str, str, str, bool], list[Relation]] = defaultdict(list)
        for relation in facts.relations:
            ends = (model().node(relation.source[0]).root, model().node(relation.target[0]).root)
            by_pattern[relation.type, *ends, "document" in relation.properties].append(relation)
        for (kind, source, target, owned), relations in by_pattern.items():
            names = {"type": kind, "source": source, "target": target}
            rows = [
                {"source": one.source[1], "target": one.target[1], "properties": dict(one.properties)}
                for one in relations
            ]
            for batch in _batches(rows):
                self._run("create_relations" if owned else "merge_relations", names, rows=batch)

    def delete_orphans(self) -> None:
        classes = self._run("orphan_classes", keys=sorted(self.touched["Actor"]))
        self.touched["Actor"] |= {row["member"] for row in classes if row["member"]}
        self._delete("Actor", classes)
        actors = self._run("orphan_actors", keys=sorted(self.touched["Actor"]))
        self._delete("Actor", actors)
        for label in ("Program", "Person", "Document"):
            keys = sorted(self.touched[label])
            if label == "Document":
                keys = [key for key in keys if key.startswith("cited:")]
            if keys:
                self._delete(label, self._run("orphan_others", {"label": label}, keys=keys))
        places = self.touched["Place"] | {row["place"] for row in actors if row["place"]}
        while places:
            orphans = self._run("orphan_places", keys=sorted(places))
            self._delete("Place", orphans)
            places = {row["place"] for row in orphans if row["place"]}

    def _delete(self, label: str, rows: Iterable[Row]) -> None:
        keys = sorted({row["key"] for row in rows})
        self.touched[label] -= set(keys)
        if keys:
            self._run("delete_keys", {"label": label}, keys=keys)

    def _derive(self, label: str) -> None:
        """Set what shared nodes take from the relations that name them."""
        keys = sorted(key for key in self.touched[label] if label != "Document" or key.startswith("cited:"))
        if not keys:
            return
        names: dict[str, set[str]] = defaultdict(set)
        first: dict[str, Row] = {}
        for end, types in _naming(label):
            printed = "printed_to" if end == "other" else "printed"
            arrows = {"left": "-", "right": "->"} if end == "from" else {"left": "<-", "right": "-"}
            place = {"label": label, "types": "|".join(types), "printed": printed, **arrows}
            rows = self._run("names_of", place, keys=keys)
            for row in rows:
                names[row["key"]].update(row["names"])
            documents = {row["key"]: row["document"] for row in rows}
            asked = [{"key": key, "document": document} for key, document in documents.items()]
            for row in self._run("evidence_of", place, rows=asked):
                found = {**row, "document": documents[row["key"]]}
                if row["key"] not in first or _position(found) < _position(first[row["key"]]):
                    first[row["key"]] = found
        current = self._run("read_properties", {"label": label}, keys=keys)
        duties = {row["key"]: row["counts"] for row in self._run("duties_of", keys=keys)} if label == "Actor" else {}
        changed = []
        for row in current:
            fresh = _derived(label, row["properties"], names.get(row["key"], set()), first.get(row["key"]))
            fresh |= duties.get(row["key"], {})
            if fresh != row["properties"]:
                changed.append({"key": row["key"], "properties": fresh})
        for batch in _batches(changed):
            self._run("set_properties", {"label": label}, rows=batch)


def counted(facts: Facts) -> dict[str, dict[str, Any]]:
    """What tasks and the document keep so that lists need not look for it: by key, that nobody has a task, and the number of tasks."""
    links = [(one.type, one.source[1], one.target[1]) for one in facts.relations]
    owned = {task for kind, _, task in links if kind == "RESPONSIBLE_FOR"}
    owned |= {task for kind, task, row in links if kind == "DETAILED_BY" and row in owned}
    tasks = [one.key for one in facts.nodes if one.label == "Task"]
    return {key: {"unowned": True} for key in tasks if key not in owned} | {facts.document: {"tasks": len(tasks)}}


def _derived(label: str, properties: Row, names: set[str], evidence: Row | None) -> dict[str, Any]:
    kept = {name: value for name, value in properties.items() if name not in _EVIDENCE}
    kept.pop(_LISTS.get(label, ""), None)
    if properties.get("basis") != "human":
        kept["basis"] = "text" if evidence else "reference" if label == "Actor" else "derived"
    if evidence:
        kept |= {name: evidence[name] for name in _EVIDENCE if evidence[name] is not None}
        if label in _LISTS:
            kept[_LISTS[label]] = sorted(names | set(properties.get("other_names") or ()))
        if label == "Document":
            kept["title"] = evidence["name"]
    return kept


def _position(row: Row) -> tuple[Any, ...]:
    """Where evidence comes in order: by document and place, the surer first."""
    # What a person added may stand nowhere in the text.
    apart = row["start"] is None
    start, end = (0, 0) if apart else (row["start"], row["end"])
    return row["document"], apart, start, end, -(row["confidence"] or 0.0), row["rule"] or "", row["name"]


def _naming(label: str) -> Iterator[tuple[str, list[str]]]:
    """Which relations name nodes of a type: those that start at it, those that lead to it, and of these the ones that
    keep the name of their second end apart."""
    ends: dict[str, list[str]] = defaultdict(list)
    for schema in model().relations.values():
        allowed = {"from": schema.sources, "to": schema.targets}
        for end in schema.names:
            if any(label in model().node(one).labels for one in allowed[end]):
                ends["other" if end == "to" and len(schema.names) == 2 else end].append(schema.name)
    yield from ends.items()


def _root(labels: Sequence[str]) -> str:
    return next(root.name for root in model().roots() if root.name in labels)


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
