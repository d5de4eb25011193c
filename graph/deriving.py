"""What shared nodes take from the relations that name them: names, first evidence, numbers of duties.

A load that only adds puts what it adds on top of what a node has; where something was taken away, all relations of the
node are looked at again. Both give the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from neo4j import ManagedTransaction

from graph.claims import Relation
from graph.model import model
from graph.statements import statement
from graph.writing import row_statements, send

__all__ = ["DERIVED", "Named", "derive", "is_derived"]

Row = Mapping[str, Any]
Position = tuple[str, bool, int, int, float, str, str]
DERIVED = ("Actor", "Program", "Person", "Document")
"""The types with such properties; of documents only those that are merely cited."""
_EVIDENCE = ("document", "start", "end", "rule", "confidence")
_LISTS = {"Actor": "short_names", "Program": "aliases"}
_DUTIES = ("tasks", "tasks_lead", "tasks_responsible", "tasks_participate")


def is_derived(label: str, key: str) -> bool:
    """Whether a node of this root label takes something from the relations that name it."""
    return label in DERIVED and (label != "Document" or key.startswith("cited:"))


@dataclass(slots=True)
class Named:
    """What the relations of some documents say of shared nodes, by key."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    first: dict[str, tuple[Position, Row]] = field(default_factory=dict)
    duties: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @classmethod
    def of(cls, relations: Iterable[Relation]) -> "Named":
        """What these relations say."""
        named = cls()
        for one in relations:
            for end, printed in _printed(one.type):
                name = one.properties.get(printed)
                if isinstance(name, str):
                    named.add((one.source if end == "from" else one.target)[1], name, one.properties)
            if one.type == "RESPONSIBLE_FOR":
                counts = named.duties[one.source[1]]
                counts["tasks"] += 1
                counts[f"tasks_{one.properties['role']}"] += 1
        return named

    def add(self, key: str, name: str, evidence: Row) -> None:
        """Note that a relation with this evidence names a node so."""
        self.names[key].add(name)
        position = _position(evidence, name)
        if key not in self.first or position < self.first[key][0]:
            self.first[key] = position, {**evidence, "name": name}

    def on_top(self, label: str, key: str, current: Row, properties: Row) -> dict[str, Any]:
        """The properties of a node that has `properties` and stands in the graph as `current`, with these relations added."""
        names = set(self.names.get(key, ())).union(current.get(_LISTS.get(label, ""), ()))
        first = [self.first[key]] if key in self.first else []
        if "document" in current:
            name = current.get("title", "")
            first.append((_position(current, name), {**current, "name": name}))
        evidence = min(first, key=lambda one: one[0])[1] if first else None
        fresh = _derived(label, properties, names, evidence)
        if label == "Actor":
            more = self.duties.get(key, Counter())
            fresh |= {name: current.get(name, 0) + more[name] for name in _DUTIES}
        return fresh


def derive(tx: ManagedTransaction, label: str, keys: Sequence[str]) -> None:
    """Set what nodes of a root label take from all relations that name them."""
    if not keys:
        return
    named = Named()
    for printed, left, right, types in _naming(label):
        place = {"label": label, "types": types, "printed": printed, "left": left, "right": right}
        rows = tx.run(statement("names_of", **place), keys=keys).data()
        documents = {row["key"]: row["document"] for row in rows}
        asked = [{"key": key, "document": document} for key, document in documents.items()]
        for row in tx.run(statement("evidence_of", **place), rows=asked).data():
            named.add(row["key"], row["name"], {**row, "document": documents[row["key"]]})
        for row in rows:
            named.names[row["key"]].update(row["names"])
    [row] = tx.run(statement("read_properties", label=label), keys=keys).data()
    duties = {}
    if label == "Actor":
        duties = {row["key"]: row["counts"] for row in tx.run(statement("duties_of"), keys=keys).data()}
    changed = []
    for properties in row["found"]:
        key = properties["key"]
        evidence = named.first[key][1] if key in named.first else None
        fresh = _derived(label, properties, named.names.get(key, set()), evidence) | duties.get(key, {})
        if fresh != properties:
            changed.append({"key": key, "properties": fresh})
    send(tx, row_statements("set_properties", changed, label=label))


def _derived(label: str, properties: Row, names: set[str], evidence: Row | None) -> dict[str, Any]:
    kept = {name: value for name, value in properties.items() if name not in _EVIDENCE}
    kept.pop(_LISTS.get(label, ""), None)
    kept.pop("names_key", None)
    if properties.get("basis") != "human":
        kept["basis"] = "text" if evidence else "reference" if label == "Actor" else "derived"
    if evidence:
        kept |= {name: evidence[name] for name in _EVIDENCE if evidence.get(name) is not None}
        if label in _LISTS:
            kept[_LISTS[label]] = sorted(names | set(properties.get("other_names") or ()))
        if label == "Document":
            kept["title"] = evidence["name"]
        others = [name for name in kept.get("short_names", ()) if name not in kept["name"]]
        if others:
            kept["names_key"] = "\n".join(others)
    return kept


def _position(evidence: Row, name: str) -> Position:
    """Where evidence comes in order: by document and place, the surer first."""
    get = evidence.get
    start = get("start")  # what a person added may stand nowhere in the text
    place = start is None, start or 0, get("end") or 0
    return evidence["document"], *place, -(get("confidence") or 0.0), get("rule") or "", name


@cache
def _printed(kind: str) -> tuple[tuple[str, str], ...]:
    """The ends of a relation type that its text names, each with the property that has the name."""
    ends = model().relation(kind).names
    return tuple((end, "printed_to" if end == "to" and len(ends) == 2 else "printed") for end in ends)


def _naming(label: str) -> Iterator[tuple[str, str, str, str]]:
    """Which relations name nodes of a type: the property with the name, both halves of the arrow, the types."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for schema in model().relations.values():
        for end, printed in _printed(schema.name):
            allowed, arrow = (schema.sources, ("-", "->")) if end == "from" else (schema.targets, ("<-", "-"))
            if any(label in model().node(one).labels for one in allowed):
                found[printed, *arrow].append(schema.name)
    for key, types in found.items():
        yield *key, "|".join(types)
