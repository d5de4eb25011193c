"""Which bodies, programs and persons people have joined, renamed or given another kind: the same in every document."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.claims import Node
from graph.model import model
from graph.resolve.judgement import SHARED, Decision, Ground, Verdict, root_of

__all__ = ["Bodies", "apart"]


@dataclass(slots=True)
class Bodies:
    """Made from the decisions in force, in the order of their time.

    Keys here are always those that extraction gives; `final` says what becomes of a node.
    """

    parents: dict[str, str] = field(default_factory=dict)
    """From the key of what became part of another to the key of that other."""
    grounds: dict[str, Ground] = field(default_factory=dict)
    own: dict[str, list[Decision]] = field(default_factory=lambda: defaultdict(list))
    """Decisions by the key that leads the group of those that are the same."""

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> "Bodies":
        """The bodies as these decisions leave them."""
        found, rest = cls(), []
        for one in decisions:
            if one.ground is None or root_of(one.ground.type) not in SHARED or one.document is not None:
                continue
            if one.verdict in (Verdict.SAME, Verdict.RETYPE):
                for ground in (one.ground, one.other):
                    if ground is not None:
                        found.grounds.setdefault(ground.key, ground)
            if one.verdict is Verdict.SAME and one.other is not None:
                kept, other = found.leader(one.ground.key), found.leader(one.other.key)
                if kept != other:
                    found.parents[other] = kept
            elif one.verdict is Verdict.DIFFERENT:
                continue
            rest.append(one)
        for one in rest:
            assert one.ground is not None
            found.own[found.leader(one.ground.key)].append(one)
        for lead, decisions in [*found.own.items()]:
            for one in decisions:
                # What already has the name and the new kind is the same body, whichever document comes first.
                key = _retyped(lead, one.value) if one.verdict is Verdict.RETYPE else lead
                if key != lead and key not in found.own:
                    found.parents.setdefault(key, lead)
        return found

    def leader(self, key: str) -> str:
        """The key of the node that this one is a part of; its own if it stands alone."""
        while key in self.parents:
            key = self.parents[key]
        return key

    def group(self, key: str) -> frozenset[str]:
        """All keys that are the same as this one."""
        lead = self.leader(key)
        return frozenset({lead, *(one for one in self.parents if self.leader(one) == lead)})

    def final(self, node: Node) -> Node:
        """What a node of a document becomes."""
        lead = self.leader(node.key)
        decisions = self.own.get(lead)
        if not decisions:
            return node
        ground = self.grounds.get(lead)
        label = node.label if ground is None else ground.type
        properties: dict[str, Any] = dict(node.properties if ground is None else ground.properties)
        own, names = str(properties["name"]), set()
        for part in sorted(self.group(lead) - {lead}):
            if part in self.grounds:
                names |= {self.grounds[part].name, *self.grounds[part].names}
        for one in decisions:
            if one.verdict is Verdict.RENAME:
                names.add(own)
                properties["name"] = one.value
            elif one.verdict is Verdict.RETYPE:
                label = one.value
        key = lead
        if label != (node.label if ground is None else ground.type):
            key = _retyped(lead, label)
            properties["kind"] = model().node(label).label
            if label != "Agency":
                properties.pop("function", None)
        properties |= {"key": key, "decisions": [one.id for one in decisions]}
        properties["basis"] = "human" if any(one.verdict is not Verdict.NOTE for one in decisions) else "text"
        if notes := [one.value for one in decisions if one.verdict is Verdict.NOTE]:
            properties["notes"] = notes
        if names := names - {properties["name"]}:
            properties["other_names"] = sorted(names)
        return Node(label, key, properties)

    def shown(self, key: str) -> str:
        """The key that the graph shows for a node that extraction gives this key."""
        lead = self.leader(key)
        kind = next((one.value for one in self.own.get(lead, ()) if one.verdict is Verdict.RETYPE), None)
        return _retyped(lead, kind) if kind else lead

    def original(self, shown: str) -> str:
        """The key that leads a node in extraction, from the key that the graph shows."""
        return next((lead for lead in self.own if lead != shown and self.shown(lead) == shown), shown)


def apart(node: Node, document: str, decision: Decision) -> Node:
    """The body that a name stands for in one document alone: nothing but its name is known of it."""
    kept = {name: node.properties[name] for name in ("name", "kind", "level", "function") if name in node.properties}
    key = f"{node.key.partition(':')[0]}:{document}/{node.properties['name']}"
    return Node(node.label, key, {**kept, "key": key, "basis": "human", "decisions": [decision.id]})


def _retyped(key: str, label: str) -> str:
    return f"{label.lower()}:{key.partition(':')[2]}"
