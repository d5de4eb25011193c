"""Decisions of all kinds about whatever documents are loaded, and what the graph must say after them."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.resolve.applying import Claim
from graph.resolve.judgement import Decision, Ground, Verdict
from graph.resolve.review import Review

Node = dict[str, Any]
Holds = Callable[["Graph"], bool]
ROLES = ("lead", "responsible", "participate")


@dataclass(frozen=True)
class Graph:
    """The `json` export, to be asked."""

    nodes: dict[str, Node]
    relations: dict[tuple[str, str, str], list[dict[str, Any]]]

    @classmethod
    def of(cls, text: str) -> "Graph":
        whole = json.loads(text)
        relations: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for one in whole["relations"]:
            relations.setdefault((one["type"], one["from"], one["to"]), []).append(one["properties"])
        return cls({one["properties"]["key"]: one["properties"] for one in whole["nodes"]}, relations)

    def roles(self, actor: str, task: str) -> dict[str, dict[str, Any]]:
        return {one["role"]: one for one in self.relations.get(("RESPONSIBLE_FOR", actor, task), [])}


@dataclass(frozen=True)
class Scripted:
    """A decision, and whether a graph shows it."""

    decision: Decision
    holds: Holds


@dataclass(frozen=True)
class _Option:
    """A decision that could be made: `alone` names what nothing else may be said about, `shared` what must stay."""

    alone: frozenset[str]
    shared: frozenset[str]
    said: dict[str, Any]
    holds: Callable[[Graph, str], bool]


Options = Iterator[_Option]


def scripted(review: Review, wanted: int) -> list[Scripted]:
    """So many decisions, of all kinds in turn, none of which takes away what another is about."""
    kinds = [
        kind(review)
        for kind in (_wrong_tasks, _split, _same, _retype, _rename_bodies, _right, _wrong, _rerole, _add, _rename, _note, _different,
                     _fields, _links, _note_bodies)
    ]  # fmt: skip
    made: list[Scripted] = []
    alone: set[str] = set()
    shared: set[str] = set()
    while kinds and len(made) < wanted:
        for kind in [*kinds]:
            one = next((one for one in kind if not one.alone & (alone | shared) and not one.shared & alone), None)
            if one is None:
                kinds.remove(kind)
                continue
            alone |= one.alone
            shared |= one.shared
            time = f"2030-01-01T00:{len(made) // 60:02}:{len(made) % 60:02}.000Z"
            decision = Decision.make(time=time, by="测试员", why="脚本", **one.said)
            made.append(Scripted(decision, _bound(one.holds, decision.id)))
    return made[:wanted]


def _bound(holds: Callable[[Graph, str], bool], name: str) -> Holds:
    return lambda graph: holds(graph, name)


def _option(alone: Iterable[str], shared: Iterable[str], holds: Callable[[Graph, str], bool], verdict: Verdict, ground: Ground,
            **said: Any) -> _Option:  # fmt: skip
    return _Option(frozenset(alone), frozenset(shared), {"verdict": verdict, "ground": ground, **said}, holds)


def _grounds(review: Review, kind: str) -> Iterator[tuple[Claim, Ground]]:
    """The claims of a type, one of each document in turn, so that all documents have decisions."""
    found = [
        [(one, one.ground) for one in review.applied(key).claims if one.label == kind and one.ground is not None]
        for key in review.store.extractions()
    ]
    for row in itertools.zip_longest(*found):
        yield from (one for one in row if one is not None)


def _bodies(review: Review, kind: str) -> list[Ground]:
    rows = review.store.query(f"MATCH (n:{kind}) WHERE n.document IS NOT NULL RETURN n.key AS key ORDER BY key").rows
    return [review.body(row[0]) for row in rows]


def _by_hand(properties: dict[str, Any] | None, name: str) -> bool:
    return properties is not None and properties["basis"] == "human" and name in properties["decisions"]


def _duties(review: Review, verdict: Verdict, holds: Callable[[Graph, str, Ground], bool]) -> Options:
    for _, g in _grounds(review, "RESPONSIBLE_FOR"):
        value = ROLES[(ROLES.index(g.detail) + 1) % 3] if verdict is Verdict.REROLE else ""
        yield _option(
            {f"{g.key}@{g.other}"},
            {g.key, g.other},
            lambda graph, name, g=g: holds(graph, name, g),
            verdict,
            g,
            value=value,
        )


def _right(review: Review) -> Options:
    def holds(graph: Graph, name: str, g: Ground) -> bool:
        found = graph.roles(g.key, g.other).get(g.detail)
        return _by_hand(found, name) and found is not None and found["confidence"] == 1.0

    return _duties(review, Verdict.RIGHT, holds)


def _wrong(review: Review) -> Options:
    return _duties(review, Verdict.WRONG, lambda graph, name, g: g.detail not in graph.roles(g.key, g.other))


def _rerole(review: Review) -> Options:
    def holds(graph: Graph, name: str, g: Ground) -> bool:
        found = [role for role, one in graph.roles(g.key, g.other).items() if name in one.get("decisions", ())]
        return found == [ROLES[(ROLES.index(g.detail) + 1) % 3]]

    return _duties(review, Verdict.REROLE, holds)


def _add(review: Review) -> Options:
    for number, (claim, g) in enumerate(_grounds(review, "Task")):
        body = review.named(f"新设第{number}办公室", "Agency", g.document or "")
        quote = str(claim.properties["text"])[:12]
        yield _option(
            set(), {g.key},
            lambda graph, name, g=g, body=body, quote=quote: _by_hand(graph.roles(body.key, g.key).get("participate"), name)
            and graph.roles(body.key, g.key)["participate"]["quote"] == quote,
            Verdict.ADD, g, other=body, value="participate", quote=quote,
        )  # fmt: skip


def _links(review: Review) -> Options:
    for number, (_, g) in enumerate(_grounds(review, "Task")):
        program = review.named(f"新设计划{number}", "Program", g.document or "")
        yield _option(
            set(), {g.key},
            lambda graph, name, g=g, program=program: any(
                _by_hand(one, name) for one in graph.relations.get(("ADVANCES", g.key, program.key), ())
            ),
            Verdict.ADD, g, other=program,
        )  # fmt: skip


def _rename(review: Review) -> Options:
    for number, (_, g) in enumerate(_grounds(review, "Task")):
        title = f"改过的标题{number}"
        yield _option(
            {f"{g.key} self"}, {g.key},
            lambda graph, name, g=g, title=title: graph.nodes[g.key]["title"] == title and _by_hand(graph.nodes[g.key], name),
            Verdict.RENAME, g, value=title,
        )  # fmt: skip


def _rename_bodies(review: Review) -> Options:
    for kind in ("Agency", "Program"):
        for g in _bodies(review, kind)[::3]:
            new = f"{g.name}（新）"
            at = "short_names" if kind == "Agency" else "aliases"
            yield _option(
                {g.key}, set(),
                lambda graph, name, g=g, new=new, at=at: graph.nodes[g.key]["name"] == new and g.name in graph.nodes[g.key][at]
                and _by_hand(graph.nodes[g.key], name),
                Verdict.RENAME, g, value=new,
            )  # fmt: skip


def _note_bodies(review: Review) -> Options:
    for number, g in enumerate(_bodies(review, "Agency")[1::3]):
        yield _option(
            {f"{g.key} note"}, {g.key},
            lambda graph, name, g=g, number=number: f"说明{number}" in graph.nodes.get(g.key, {"notes": [f"说明{number}"]}).get("notes", []),
            Verdict.NOTE, g, value=f"说明{number}",
        )  # fmt: skip


def _retype(review: Review) -> Options:
    for old, new in (("Institute", "Enterprise"), ("Enterprise", "Institute")):
        for g in _bodies(review, old):
            key = f"{new.lower()}:{g.key.partition(':')[2]}"
            yield _option(
                {g.key}, set(),
                lambda graph, name, g=g, key=key: g.key not in graph.nodes and _by_hand(graph.nodes.get(key), name),
                Verdict.RETYPE, g, value=new,
            )  # fmt: skip


def _note(review: Review) -> Options:
    for number, (_, g) in enumerate(_grounds(review, "Task")):
        yield _option(
            {f"{g.key} self"}, {g.key},
            lambda graph, name, g=g, number=number: graph.nodes[g.key]["notes"] == [f"备注{number}"]
            and graph.nodes[g.key]["basis"] == "text",
            Verdict.NOTE, g, value=f"备注{number}",
        )  # fmt: skip


def _same(review: Review) -> Options:
    for kind in ("Enterprise", "School", "Agency", "Program", "Person"):
        at = "aliases" if kind == "Program" else "other_names" if kind == "Person" else "short_names"
        found = _bodies(review, kind)
        for one, other in itertools.islice(zip(found[::2], found[1::2], strict=False), 3):
            yield _option(
                {one.key, other.key}, set(),
                lambda graph, name, one=one, other=other, at=at: other.key not in graph.nodes
                and _by_hand(graph.nodes[one.key], name) and other.name in graph.nodes[one.key][at],
                Verdict.SAME, one, other=other,
            )  # fmt: skip


def _different(review: Review) -> Options:
    for one, other in itertools.combinations(_bodies(review, "Agency")[2:22], 2):
        yield _option(
            {f"{one.key}|{other.key}"}, {one.key, other.key},
            lambda graph, name, one=one, other=other: other.name not in graph.nodes.get(one.key, {}).get("other_names", []),
            Verdict.DIFFERENT, one, other=other,
        )  # fmt: skip


def _fields(review: Review) -> Options:
    for claim, g in itertools.chain(_grounds(review, "Task"), _grounds(review, "Target")):
        for field, gone in (("open_list", False), ("deadline", None)):
            if claim.properties.get(field):
                ground = Ground(g.type, g.key, g.name, g.document, field=field, quote=g.quote)
                yield _option(
                    {f"{g.key} self"}, {g.key, g.key.rpartition("/目标")[0]} - {""},
                    lambda graph, name, g=g, field=field, gone=gone: graph.nodes[g.key].get(field) is gone
                    and _by_hand(graph.nodes[g.key], name),
                    Verdict.WRONG, ground,
                )  # fmt: skip


def _wrong_tasks(review: Review) -> Options:
    """One task of each document, the one that names fewest bodies, as these may occur nowhere else."""
    for key in review.store.extractions():
        claims = review.applied(key).claims
        options = []
        for g in (one.ground for one in claims if one.label == "Task" and one.ground is not None):
            ends = {
                end
                for one in claims
                for end in (one.source[1], one.target[1])
                if g.key in (one.source[1], one.target[1])
            }
            options.append((len(ends), g.key, ends | {g.key}, g))
        if options:
            _, _, ends, g = min(options, key=lambda one: one[:2])
            yield _option(ends, set(), lambda graph, name, g=g: g.key not in graph.nodes, Verdict.WRONG, g)


def _split(review: Review) -> Options:
    for g in _bodies(review, "Agency")[3:30:9]:
        document = next(iter(review.store.extractions([g.key])))
        ground = Ground(g.type, g.key, g.name, document, properties=g.properties)
        yield _option(
            {g.key}, set(),
            lambda graph, name, key=f"agency:{document}/{g.name}": _by_hand(graph.nodes.get(key), name),
            Verdict.DIFFERENT, ground,
        )  # fmt: skip
