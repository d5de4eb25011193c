"""Decisions put over what was extracted from one document: a pure function, so that undoing one is leaving it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph import places
from graph.claims import Facts, Node, Relation
from graph.identity import Scope, identify
from graph.model import model
from graph.resolve.bodies import Bodies, apart
from graph.resolve.finding import Index, ground_of_node, ground_of_relation
from graph.resolve.judgement import SHARED, Decision, Ground, Identity, Verdict, root_of, short_id

__all__ = ["Applied", "Claim", "apply", "link_of", "named"]

_PLACES = "graph/data/places.tsv"
_LINKS = {"Actor": ("RESPONSIBLE_FOR", "NAMES"), "Program": ("ADVANCES",)}
End = tuple[str, str]


@dataclass(slots=True)
class Claim:
    """A node or relation on its way to the store; `ground` is what was extracted, None for what a person added."""

    ground: Ground | None
    properties: dict[str, Any]
    label: str
    source: End = ("", "")
    target: End = ("", "")
    by_hand: bool = False

    def mark(self, decision: Decision, *, changed: bool = True) -> None:
        """Say that it rests on a decision, or only that one concerns it."""
        self.properties["decisions"] = [*self.properties.get("decisions", []), decision.id]
        if changed:
            self.properties["basis"], self.by_hand = "human", True
        if decision.verdict is Verdict.NOTE:
            self.properties["notes"] = [*self.properties.get("notes", []), decision.value]


@dataclass(frozen=True, slots=True)
class Applied:
    """What the store gets; `found` has the ids of the decisions whose ground is in this document."""

    facts: Facts
    claims: tuple[Claim, ...]
    """The relations among the facts, and the nodes of this document, each with what was extracted."""
    found: frozenset[str]
    settled: frozenset[Identity]
    """What has been decided besides whole facts, each with the keys that it has now."""
    lost: tuple[Claim, ...] = ()
    """Relations that the kinds people gave to bodies leave no room for."""

    @property
    def digest(self) -> str:
        """Says which decisions the facts rest on; empty where none."""
        return short_id(sorted(self.found), 16) if self.found else ""


def apply(facts: Facts, decisions: Iterable[Decision], bodies: Bodies | None = None) -> Applied:
    """What a document says after all decisions in force, given in the order of their time.

    `bodies` spares making them anew for each document.
    """
    decisions = list(decisions)
    return _Applying(facts, decisions, Bodies.of(decisions) if bodies is None else bodies).run()


@dataclass(slots=True)
class _Applying:
    facts: Facts
    decisions: list[Decision]
    bodies: Bodies
    index: Index = field(init=False)
    nodes: dict[End, Claim] = field(init=False)
    relations: list[Claim] = field(init=False)
    found: set[str] = field(default_factory=set)
    settled: set[Identity] = field(default_factory=set)
    lost: list[Claim] = field(default_factory=list)

    def run(self) -> Applied:
        facts = self.facts
        self.index = Index(facts)
        self.nodes = {
            (root_of(one.label), one.key): Claim(ground_of_node(one, facts.document), dict(one.properties), one.label)
            for one in facts.nodes
        }
        self.relations = [
            Claim(ground_of_relation(self.index, one), dict(one.properties), one.type, one.source, one.target)
            for one in facts.relations
        ]
        for one in self.decisions:
            if one.document == facts.document and one.ground is not None and self._decide(one, one.ground):
                self.found.add(one.id)
        self._join()
        if self.found:
            self.relations = _once(self.relations)
        made = Facts(
            facts.document,
            tuple(
                sorted(
                    (Node(one.label, str(one.properties["key"]), one.properties) for one in self.nodes.values()),
                    key=lambda one: (one.label, one.key),
                )
            ),
            tuple(
                sorted(
                    (Relation(one.label, one.source, one.target, one.properties) for one in self.relations),
                    key=lambda one: (one.type, one.source, one.target, repr(sorted(one.properties.items()))),
                )
            ),
        )
        for node in made.nodes:
            model().check_node(node.label, node.properties)
        owned = [one for (root, _), one in self.nodes.items() if root in ("Task", "Target")]
        return Applied(
            made, (*owned, *self.relations), frozenset(self.found), frozenset(self.settled), tuple(self.lost)
        )

    # Decisions about this document alone

    def _decide(self, decision: Decision, ground: Ground) -> bool:
        """Put one decision over the claims; whether its ground is there."""
        if decision.verdict is Verdict.DIFFERENT and decision.other is None:
            return self._split(decision, ground)
        now = self.index.find(ground, decision.verdict)
        if now is None:
            return False
        if decision.verdict is Verdict.ADD:
            return self._add(decision, now)
        claim = self._claim(now)
        if claim is None:
            return False
        if ground.field:
            return self._field(decision, claim, now)
        match decision.verdict:
            case Verdict.RIGHT:
                claim.mark(decision)
                if "confidence" in claim.properties:
                    claim.properties["confidence"] = 1.0
            case Verdict.WRONG:
                self._remove(claim)
            case Verdict.REROLE:
                claim.mark(decision)
                claim.properties |= {"role": decision.value, "confidence": 1.0}
            case Verdict.RENAME:
                claim.mark(decision)
                claim.properties["title"] = decision.value
            case Verdict.NOTE:
                claim.mark(decision, changed=False)
            case _:
                return False
        return True

    def _claim(self, now: Ground) -> Claim | None:
        """The claim of a ground; None where another decision has taken it out."""
        if now.type in model().relations:
            return next(
                (one for one in self.relations if one.ground is not None and one.ground.identity == now.identity), None
            )
        return self.nodes.get((root_of(now.type), now.key))

    def _field(self, decision: Decision, claim: Claim, now: Ground) -> bool:
        name, root = now.field, root_of(now.type)
        other = decision.other and self.index.find(decision.other, decision.verdict)
        if decision.other is not None and other is None:
            return False
        self.settled.add((root, now.key, other.key if other else "", "", name))
        if decision.verdict is Verdict.WRONG and name == "deadline":
            if claim.properties.pop("deadline", None) is None:
                return False
            claim.mark(decision)
        elif decision.verdict is Verdict.WRONG and name == "open_list":
            claim.properties["open_list"] = False
            claim.mark(decision)
        else:
            claim.mark(decision, changed=False)
        return True

    def _remove(self, claim: Claim) -> None:
        """Take a claim out; with a task go its targets, with a node all that leads to it."""
        if claim.source[0]:
            self.relations.remove(claim)
            return
        gone = {str(claim.properties["key"])}
        if claim.label == "Task":
            gone |= {one.target[1] for one in self.relations if one.label == "HAS_TARGET" and one.source[1] in gone}
        for end in [end for end in self.nodes if end[1] in gone]:
            del self.nodes[end]
        self.relations = [one for one in self.relations if not gone & {one.source[1], one.target[1]}]

    def _add(self, decision: Decision, task: Ground) -> bool:
        """A duty or a link that a person found; where extraction has it by now, that one is confirmed."""
        other = decision.other
        kind = link_of(decision)
        if other is None or (root_of(task.type), task.key) not in self.nodes:
            return False
        there = ("Task", task.key)
        source, target = (
            ((other.type, other.key), there) if kind == "RESPONSIBLE_FOR" else (there, (other.type, other.key))
        )
        for one in self.relations:
            if (one.label, one.source, one.target) == (kind, source, target) and (
                kind != "RESPONSIBLE_FOR" or one.properties["role"] == decision.value
            ):
                one.mark(decision)
                one.properties["confidence"] = 1.0
                return True
        properties: dict[str, Any] = {"document": self.facts.document, "confidence": 1.0, "printed": other.name}
        if kind == "RESPONSIBLE_FOR":
            properties["role"] = decision.value
        text = self.nodes["Document", self.facts.document].properties.get("text", "")
        if decision.quote and (at := text.find(decision.quote)) >= 0:
            properties |= {"start": at, "end": at + len(decision.quote), "quote": decision.quote}
        claim = Claim(None, properties, kind, source, target)
        claim.mark(decision)
        self.relations.append(claim)
        self._bring(other, decision)
        return True

    def _bring(self, other: Ground, decision: Decision) -> None:
        """The node that a person names, with its place, unless the document names it itself."""
        end = (root_of(other.type), other.key)
        if end not in self.nodes:
            claim = Claim(None, {**other.properties, "key": other.key, "basis": "text"}, other.type)
            self.nodes[end] = claim
            self._place(claim)

    def _split(self, decision: Decision, ground: Ground) -> bool:
        end = (root_of(ground.type), ground.key)
        if end not in self.nodes:
            return False
        node = apart(Node(ground.type, ground.key, self.nodes[end].properties), self.facts.document, decision)
        self._replace({end: node})
        return True

    # Decisions about what several documents share

    def _join(self) -> None:
        fresh: dict[End, Node] = {}
        for end, claim in self.nodes.items():
            if end[0] in SHARED:
                node = self.bodies.final(Node(claim.label, end[1], claim.properties))
                if node.properties is not claim.properties:
                    fresh[end] = node
                    self.found |= {one.id for one in self.bodies.own[self.bodies.leader(end[1])]}
        self._replace(fresh)

    def _replace(self, fresh: Mapping[End, Node]) -> None:
        """Put nodes in the place of others, and lead all relations to them."""
        if not fresh:
            return
        moved = {end: node for end, node in fresh.items() if (node.label, node.key) != (self.nodes[end].label, end[1])}
        for end, node in fresh.items():
            ground = self.nodes.pop(end).ground
            self.nodes.setdefault((root_of(node.label), node.key), Claim(ground, dict(node.properties), node.label))
        self.relations = [one for one in self.relations if not (one.label == "IN_PLACE" and _ends(one)[0] in moved)]
        for one in self.relations:
            decisions: list[str] = []
            for name, end in zip(("source", "target"), _ends(one), strict=True):
                if end in moved:
                    node = moved[end]
                    setattr(one, name, (node.label, node.key))
                    decisions += _ids(node)
            if decisions:
                one.properties["decisions"] = [*dict.fromkeys([*one.properties.get("decisions", []), *decisions])]
                one.properties["basis"], one.by_hand = "human", True
                if one.label == "COOPERATES_WITH" and one.target < one.source:
                    _turn(one)
        for node in moved.values():
            self._place(self.nodes[root_of(node.label), node.key])
        joined = [one for one in self.relations if one.source != one.target]
        self.lost += [one for one in joined if not _fits(one)]
        self.relations = _once(one for one in joined if _fits(one))

    def _place(self, claim: Claim) -> None:
        """Lead an actor to its place, and the place to all that it lies in."""
        code = claim.properties.get("adcode")
        if claim.label not in model().nodes or root_of(claim.label) != "Actor" or code is None:
            return
        end: End = (claim.label, str(claim.properties["key"]))
        kind, properties = "IN_PLACE", {"basis": "derived", "method": "name"}
        while code is not None:
            place = places.place(code)
            known = {"key": code, "adcode": code, "name": place.name, "full_name": places.full_name(code)}
            known |= {"level": place.level, "basis": "reference", "reference": _PLACES}
            self.nodes.setdefault(("Place", code), Claim(None, known, "Place"))
            self.relations.append(Claim(None, dict(properties), kind, end, ("Place", code)))
            end, code = ("Place", code), place.parent
            kind, properties = "WITHIN", {"basis": "reference", "reference": _PLACES}
        self.relations = _once(self.relations)


def link_of(decision: Decision) -> str:
    """The type of relation that an added fact is."""
    assert decision.other is not None
    links = _LINKS[root_of(decision.other.type)]
    return links[0] if decision.value or len(links) == 1 else links[1]


def named(name: str, label: str, scope: Scope) -> Ground:
    """The ground of a body or program that a person names in a document, told apart as extraction would tell it."""
    if label == "Program":
        return Ground("Program", f"program:{name}", name, properties={"name": name})
    actor = identify(name, label, scope)
    return Ground(actor.label, actor.key, str(actor.properties["name"]), properties=dict(actor.properties))


def _ends(claim: Claim) -> tuple[End, End]:
    return (root_of(claim.source[0]), claim.source[1]), (root_of(claim.target[0]), claim.target[1])


def _ids(node: Node) -> list[str]:
    found = node.properties.get("decisions", [])
    return list(found) if isinstance(found, list) else []


def _turn(claim: Claim) -> None:
    claim.source, claim.target = claim.target, claim.source
    printed = claim.properties.get("printed"), claim.properties.get("printed_to")
    for name, value in zip(("printed_to", "printed"), printed, strict=True):
        if value is not None:
            claim.properties[name] = value


def _fits(claim: Claim) -> bool:
    """Whether a relation can join things of these kinds."""
    schema = model().relation(claim.label)
    return model().fits(claim.source[0], schema.sources) and model().fits(claim.target[0], schema.targets)


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """The relations, each once: what the text says itself before what a person moved there, the surer and earlier first."""
    kept: dict[tuple[object, ...], Claim] = {}
    for one in sorted(
        claims,
        key=lambda one: (
            one.label, one.source, one.target, one.by_hand, -float(one.properties.get("confidence", 1)),
            one.properties.get("start", 0), repr(sorted(one.properties.items())),
        ),
    ):  # fmt: skip
        detail = [one.properties.get(name) for name in ("role", "title", "cited_number", "cited_title")]
        first = kept.setdefault((one.label, one.source, one.target, *detail), one)
        if first is not one and (ids := one.properties.get("decisions")):
            first.properties["decisions"] = [*dict.fromkeys([*first.properties.get("decisions", []), *ids])]
    return list(kept.values())
