"""Deciding: the record and the graph brought to say the same, in one step or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.claims import Facts, Node
from graph.errors import UsageError
from graph.identity import Scope, tidy
from graph.model import model
from graph.resolve.applying import Applied, apply, named
from graph.resolve.bodies import Bodies
from graph.resolve.contradictions import Locate, describe
from graph.resolve.doubts import Doubt, doubts_of, near_doubts
from graph.resolve.finding import Index, ground_of_node
from graph.resolve.judgement import SHARED, Decision, Ground, Identity, Verdict, root_of, short_id
from graph.resolve.matcher import near_pairs
from graph.resolve.resolver import History, Record, add_all
from graph.store import Store

__all__ = ["Review", "State"]


@dataclass(frozen=True, slots=True)
class State:
    """A decision with what has become of it: `in_force`, `undone`, or `gone` where its ground is no longer there."""

    decision: Decision
    state: str
    undone_by: Decision | None = None


class Review:
    """Looks at a graph together with the record of one data folder, and changes both."""

    def __init__(self, store: Store, home: Path) -> None:
        self.store = store
        self.record = Record(home)

    # Looking

    def applied(self, document: str, history: History | None = None) -> Applied:
        """What a document says after all decisions in force.

        Raises:
            UsageError: it is not loaded, or came in a json export, so that nothing is known of what was extracted.
        """
        return apply(self.extracted(document), (self.record.read() if history is None else history).active)

    def extracted(self, document: str) -> Facts:
        """What was extracted from a document.

        Raises:
            UsageError: it is not loaded, or came in a json export.
        """
        facts = self.store.extracted(document)
        if facts is None:
            raise UsageError("这份文件没有提取结果，不能审核：请重新载入原来的文件（zeren load 文件）")
        return facts

    def doubts(self, documents: Sequence[str] | None = None) -> list[Doubt]:
        """What a person should look at, in some documents or in all, the weightiest first."""
        history = self.record.read()
        bodies = Bodies.of(history.active)
        found: list[Doubt] = []
        keys: set[str] = set()
        for key in self.store.extractions() if documents is None else documents:
            facts = self.store.extracted(key)
            if facts is not None:
                applied = apply(facts, history.active, bodies)
                found += doubts_of(applied)
                keys |= {one.key for one in applied.facts.nodes}
        found += [
            one
            for one in self._near(bodies, history)
            if documents is None or one.ground.key in keys or (one.other and one.other.key in keys)
        ]
        return sorted(found, key=lambda one: (-one.weight, one.document or "", one.id))

    def find(self, wanted: str) -> tuple[Ground, Ground | None]:
        """What an id that a list showed stands for.

        Raises:
            UsageError: nothing does (any more).
        """
        history = self.record.read()
        head = wanted.partition("-")[0]
        if head == short_id(None, 4):
            for one in self._near(Bodies.of(history.active), history):
                if one.id == wanted and one.other is not None:
                    return self.body(one.ground.key), self.body(one.other.key)
        for document in self.store.extractions():
            if short_id(document, 4) == head:
                applied = self.applied(document, history)
                for claim in applied.claims:
                    if claim.ground is not None and claim.ground.id == wanted:
                        return claim.ground, None
                for doubt in doubts_of(applied):
                    if doubt.id == wanted:
                        return doubt.ground, doubt.other
        raise UsageError(
            f"没有找到编号“{wanted}”，请用 zeren review list 查看（已经定了的不再列出，加 --all 可列出全部内容）"
        )

    def body(self, key: str) -> Ground:
        """The ground of an actor, program or person by the key that the graph shows.

        Raises:
            UsageError: no document names it, or only one that a decision has set apart.
        """
        bodies = Bodies.of(self.record.read().active)
        original = bodies.original(key)
        for document in self.store.extractions([original]):
            facts = self.store.extracted(document)
            for node in facts.nodes if facts else ():
                if node.key == original and root_of(node.label) in SHARED:
                    names = self.store.query(
                        "MATCH (n:Actor|Program|Person {key: $key}) RETURN coalesce(n.short_names, n.aliases, []) AS names",
                        {"key": key},
                    ).rows
                    return ground_of_node(node, None, names=sorted(set(names[0][0]) if names else ()))
        raise UsageError(f"没有文件写到“{key}”；如果它是某条结论的结果，请先撤销那条结论")

    def named(self, name: str, label: str, document: str) -> Ground:
        """The ground of a body or program that a person names in a document: a known one where there is one.

        `label` is its type; where it is empty, the one that is known, else Agency.
        """
        facts = self.extracted(document)
        of = Index(facts).nodes["Document", document].properties
        masked = bool(of.get("masked"))
        place = None if masked else of.get("adcode")
        scope = Scope(document, str(place) if place else None, tidy(str(of.get("jurisdiction") or "")) or None, masked)
        ground = named(tidy(name), label or "Agency", scope)
        known = [
            one
            for one in facts.nodes
            if root_of(one.label) in SHARED
            and label in ("", one.label)
            and ground.name in (one.key, one.properties["name"])
        ]
        if len(known) == 1:
            return ground_of_node(known[0], None)
        documents = self.store.extractions([ground.key])
        return self.body(ground.key) if documents else ground

    def states(self) -> list[State]:
        """All decisions of the record in the order of their time, each with what has become of it."""
        history = self.record.read()
        active = {one.id for one in history.active}
        bodies = Bodies.of(history.active)
        undone = {one.undoes: one for one in history.entries if one.verdict is Verdict.UNDO}
        found: dict[str, frozenset[str]] = {}
        loaded = self.store.extractions()
        states = []
        for one in history.entries:
            if one.verdict is Verdict.UNDO:
                continue
            if one.id not in active:
                states.append(State(one, "undone", undone.get(one.id)))
                continue
            assert one.ground is not None
            if one.document is not None:
                if one.document in loaded and one.document not in found:
                    facts = self.store.extracted(one.document)
                    found[one.document] = apply(facts, history.active, bodies).found if facts else frozenset()
                there = one.id in found.get(one.document, frozenset())
            else:
                keys = [ground.key for ground in (one.ground, one.other) if ground is not None]
                there = all(self.store.extractions([key]) for key in keys)
            states.append(State(one, "in_force" if there else "gone"))
        return states

    # Deciding

    def commit(self, new: Iterable[Decision]) -> list[Decision]:
        """Put decisions into the record and into the graph, all or none; gives those that were not there already.

        Raises:
            UsageError: one contradicts another, or has no ground; nothing has changed.
            DatabaseError: the database does not answer; nothing has changed.
        """
        with self.record.hold():
            before = self.record.read()
            self._catch_up(before)
            known = {one.id for one in before.entries}
            fresh = [one for one in new if one.id not in known]
            after = add_all(before, fresh, self._locator())
            if not fresh:
                return []
            changed, keys = self._changed(before, after)
            take_back = self.record.append(fresh)
            try:
                self.store.settle(changed, keys, after.digest)
            except BaseException:
                take_back()
                raise
        return fresh

    def undo(self, wanted: str, *, time: str, by: str, why: str) -> Decision:
        """Take a decision back; gives it.

        Raises:
            UsageError: there is none, or it is undone already.
        """
        history = self.record.read()
        decision = history.get(wanted)
        if decision not in history.active:
            raise UsageError(f"{describe(decision)}已经撤销过了")
        self.commit([Decision.make(time=time, by=by, verdict=Verdict.UNDO, undoes=decision.id, why=why)])
        return decision

    def catch_up(self) -> None:
        """Make the graph show what the record says, where another hand has changed one of them."""
        with self.record.hold():
            self._catch_up(self.record.read())

    def _catch_up(self, history: History) -> None:
        if self.store.settled() == history.digest:
            return
        bodies = Bodies.of(history.active)
        changed = []
        for key, applied in self.store.extractions().items():
            facts = self.store.extracted(key)
            if facts is not None:
                made = apply(facts, history.active, bodies)
                moved = any(one.label == "HAS_MEMBER" and one.by_hand for one in made.claims)
                if made.digest != applied or moved:
                    changed.append((made.facts, made.digest))
        self.store.settle(changed, None, history.digest)

    def _changed(self, before: History, after: History) -> tuple[list[tuple[Facts, str]], list[str]]:
        """What the documents say that a change of the record concerns, and the keys of the shared nodes that it concerns."""
        differing = {one.id: one for one in (*before.active, *after.active)}
        both = {one.id for one in before.active} & {one.id for one in after.active}
        documents: set[str] = set()
        keys: set[str] = set()
        bodies = Bodies.of(before.active), Bodies.of(after.active)
        for one in (one for name, one in differing.items() if name not in both):
            if one.document is not None:
                documents.add(one.document)
            for ground in (one.ground, one.other):
                if one.document is None and ground is not None:
                    keys |= {key for found in bodies for key in (*found.group(ground.key), found.shown(ground.key))}
        if keys:
            documents |= set(self.store.extractions(sorted(keys)))
            added = (one for one in (*before.active, *after.active) if one.verdict is Verdict.ADD)
            documents |= {one.document for one in added if one.document and one.other and one.other.key in keys}
        changed = []
        for key in sorted(documents):
            facts = self.store.extracted(key)
            if facts is not None:
                made = apply(facts, after.active, bodies[1])
                if made.lost:
                    _refuse_loss(made)
                changed.append((made.facts, made.digest))
        return changed, sorted(keys)

    def _locator(self) -> Locate:
        """Finds grounds in what was extracted, and reads each document once."""
        indexes: dict[str, Index | None] = {}
        found: dict[str, Identity | None] = {}

        def locate(decision: Decision) -> Identity | None:
            document, ground = decision.document, decision.ground
            if document is None or ground is None:
                return None
            if document not in indexes:
                facts = self.store.extracted(document)
                indexes[document] = None if facts is None else Index(facts)
            index = indexes[document]
            if index is not None and decision.id not in found:
                now = index.find(ground, decision.verdict)
                found[decision.id] = None if now is None else now.identity
            return found.get(decision.id)

        return locate

    def _near(self, bodies: Bodies, history: History) -> list[Doubt]:
        apart = [
            frozenset({bodies.shown(one.ground.key), bodies.shown(one.other.key)})
            for one in history.active
            if one.verdict is Verdict.DIFFERENT and one.ground and one.other
        ]
        return near_doubts(near_pairs(self._actors()), apart)

    def _actors(self) -> Iterator[Node]:
        """The actors of the graph that documents name themselves."""
        rows = self.store.query(
            "MATCH (a:Actor) WHERE a.document IS NOT NULL AND NOT a:ActorClass "
            "RETURN labels(a) AS labels, a.key AS key, a.name AS name, a.place AS place ORDER BY key"
        ).rows
        for labels, key, name, place in rows:
            label = max((one for one in labels if one in model().nodes), key=lambda one: len(model().node(one).parents))
            yield Node(label, key, {"name": name, **({"place": place} if place else {})})


def _refuse_loss(made: Applied) -> None:
    grounds = [one.ground for one in made.lost if one.ground is not None]
    words = "；".join(
        f"{one.name} {model().relation(one.type).label} {one.other_name}（{one.id}）" for one in grounds[:5]
    )
    raise UsageError(f"这样改以后有 {len(made.lost)} 条内容不再成立：{words}；请先把它们判为有误，再改类别或合并")
