"""What a person should look at in the facts of a document, each with its reason and its quote."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.claims import Node
from graph.model import model
from graph.reading import DOUBTFUL
from graph.resolve.applying import Applied, Claim
from graph.resolve.finding import NAMED_CLAIMS, ground_of_node
from graph.resolve.judgement import Ground, Verdict, root_of
from graph.resolve.matcher import Pair

__all__ = ["KINDS", "Doubt", "doubts_of", "near_doubts"]

KINDS = {
    "low": "可信度低",
    "near": "名称相近",
    "leads": "两个牵头单位",
    "unowned": "没有责任单位",
    "deadline": "时限早于文件",
    "clash": "目标不一致",
    "open": "责任单位未列全",
}
"""Kinds of doubts, those that matter most first."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to decide: about `ground`, and where it is about two things also `other`; `weight` runs from 0 to 1."""

    kind: str
    ground: Ground
    what: str
    reason: str
    quote: str
    weight: float
    verdicts: tuple[Verdict, ...]
    document: str | None = None
    other: Ground | None = None

    @property
    def id(self) -> str:
        """What people type to decide it."""
        if self.other is None:
            return self.ground.id
        joined = Ground(
            self.ground.type, self.ground.key, document=self.document, other=self.other.key, field=self.kind
        )
        return joined.id


def doubts_of(applied: Applied) -> list[Doubt]:
    """The doubts of one document that no decision has settled, the weightiest first."""
    return sorted(_Looking(applied).all(), key=lambda one: (-one.weight, [*KINDS].index(one.kind)))


def near_doubts(pairs: Iterable[Pair], apart: Iterable[frozenset[str]]) -> list[Doubt]:
    """Near names, without those that people have decided to be `apart`, each a set of two keys."""
    decided = set(apart)
    return [
        Doubt(
            "near",
            ground_of_node(pair.one, None),
            f"{pair.one.properties['name']}、{pair.other.properties['name']}",
            f"{pair.reason}，可能是同一个单位",
            "",
            0.5 + pair.score / 4,
            (Verdict.SAME, Verdict.DIFFERENT),
            other=ground_of_node(pair.other, None),
        )
        for pair in pairs
        if frozenset({pair.one.key, pair.other.key}) not in decided
    ]


class _Looking:
    def __init__(self, applied: Applied) -> None:
        self.applied = applied
        self.document = applied.facts.document
        self.nodes = {(root_of(one.label), one.key): one for one in applied.facts.nodes}
        self.relations = [one for one in applied.claims if one.source[0]]
        self.by_target: dict[str, list[Claim]] = defaultdict(list)
        for one in self.relations:
            self.by_target[one.target[1]].append(one)

    def all(self) -> Iterator[Doubt]:
        yield from self._unsure()
        date = self.nodes["Document", self.document].properties.get("date")
        for claim in self.applied.claims:
            if claim.source[0] or claim.ground is None:
                continue
            if claim.label == "Task":
                yield from self._task(claim)
            yield from self._deadline(claim, str(date or ""))
        yield from self._clashes()

    def _unsure(self) -> Iterator[Doubt]:
        for one in self.relations:
            confidence = one.properties.get("confidence")
            if one.label in NAMED_CLAIMS and one.ground and confidence is not None and confidence < DOUBTFUL:
                role = model().relation(one.label).properties.get("role")
                words = role.values.get(str(one.properties.get("role")), "") if role else ""
                what = f"{self._name(one.source)} — {self._name(one.target)}" + (f"（{words}）" if words else "")
                verdicts = (
                    Verdict.RIGHT,
                    Verdict.WRONG,
                    *((Verdict.REROLE,) if one.label == "RESPONSIBLE_FOR" else ()),
                )
                yield self._doubt(
                    "low", one.ground, f"{NAMED_CLAIMS[one.label]}：{what}", f"可信度只有 {confidence:.0%}",
                    self._words(one), 1 - confidence / 2, verdicts,
                )  # fmt: skip
        for claim in self.applied.claims:
            confidence = claim.properties.get("confidence")
            if claim.label == "Target" and claim.ground and confidence is not None and confidence < DOUBTFUL:
                yield self._doubt(
                    "low", claim.ground, f"目标：{claim.ground.name}", f"可信度只有 {confidence:.0%}",
                    self._around(claim), 1 - confidence / 2, (Verdict.RIGHT, Verdict.WRONG),
                )  # fmt: skip

    def _task(self, task: Claim) -> Iterator[Doubt]:
        assert task.ground is not None
        key = str(task.properties["key"])
        what, text = self._task_name(task), str(task.properties["text"])
        duties = [one for one in self.by_target[key] if one.label == "RESPONSIBLE_FOR"]
        rows = [one.target[1] for one in self.relations if one.label == "DETAILED_BY" and one.source[1] == key]
        if not duties and not any(one.label == "RESPONSIBLE_FOR" for row in rows for one in self.by_target[row]):
            yield from self._about(
                task, "unowned", "owner", what, "正文和附表都没有写明责任单位", text, 0.6, Verdict.ADD
            )
        leads = [one for one in duties if one.properties["role"] == "lead"]
        if len(leads) > 1:
            names = "、".join(self._name(one.source) for one in leads)
            quote = "\n".join(dict.fromkeys(str(one.properties.get("quote", "")) for one in leads))
            yield from self._about(
                task, "leads", "leads", what, f"有 {len(leads)} 个牵头单位：{names}", quote, 0.65, Verdict.REROLE
            )
        if task.properties["open_list"]:
            quote = "\n".join(dict.fromkeys(str(one.properties.get("quote", "")) for one in duties)) or text
            yield from self._about(
                task,
                "open",
                "open_list",
                what,
                "责任单位没有列全（原文有“等”“相关部门”之类）",
                quote,
                0.4,
                Verdict.WRONG,
                Verdict.ADD,
            )

    def _deadline(self, claim: Claim, date: str) -> Iterator[Doubt]:
        deadline = str(claim.properties.get("deadline") or "")
        size = min(len(deadline), len(date))
        if size and deadline[:size] < date[:size]:
            what = self._task_name(claim) if claim.label == "Task" else f"目标：{claim.properties['text']}"
            reason = f"完成时限 {deadline} 早于文件日期 {date}"
            yield from self._about(
                claim, "deadline", "deadline", what, reason, self._around(claim), 0.55, Verdict.WRONG
            )

    def _clashes(self) -> Iterator[Doubt]:
        """Targets of one thing, by one date and in one unit, with figures that cannot both hold."""
        groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
        for one in self.applied.claims:
            of = one.properties
            if (
                one.label == "Target"
                and one.ground
                and of.get("object")
                and (of.get("min"), of.get("max")) != (None, None)
            ):
                groups[of["object"], of.get("unit"), of.get("deadline")].append(one)
        for group in groups.values():
            first = group[0]
            for other in group[1:]:
                if _figures(first) == _figures(other):
                    continue
                assert first.ground is not None and other.ground is not None
                now = (str(first.properties["key"]), str(other.properties["key"]))
                if ("Target", *now, "", "clash") in self.applied.settled:
                    continue
                yield Doubt(
                    "clash", _with_field(first.ground, "clash"), f"目标：{first.properties['object']}",
                    f"一处是“{first.properties['text']}”，一处是“{other.properties['text']}”",
                    f"{self._around(first)}\n{self._around(other)}", 0.5, (Verdict.RIGHT,), self.document, other.ground,
                )  # fmt: skip

    # Words

    def _about(
        self, claim: Claim, kind: str, field: str, what: str, reason: str, quote: str, weight: float, *more: Verdict
    ) -> Iterator[Doubt]:
        assert claim.ground is not None
        if (root_of(claim.label), claim.ground.key, "", "", field) not in self.applied.settled:
            ground = _with_field(claim.ground, field)
            yield self._doubt(kind, ground, what, reason, quote, weight, (Verdict.RIGHT, *more))

    def _doubt(
        self,
        kind: str,
        ground: Ground,
        what: str,
        reason: str,
        quote: str,
        weight: float,
        verdicts: tuple[Verdict, ...],
    ) -> Doubt:
        return Doubt(kind, ground, what, reason, quote, weight, verdicts, self.document)

    def _name(self, end: tuple[str, str]) -> str:
        node: Node | None = self.nodes.get((root_of(end[0]), end[1]))
        if node is None:
            return end[1]
        return next(
            (str(node.properties[name]) for name in ("name", "title", "text") if node.properties.get(name)), end[1]
        )

    def _task_name(self, task: Claim) -> str:
        return f"任务：{task.properties['number']}{task.properties['title']}"

    def _words(self, claim: Claim) -> str:
        """What a relation rests on; a name alone says too little, so that it is the sentence there."""
        quote = str(claim.properties.get("quote", ""))
        return self._around(claim) if quote == claim.properties.get("printed") else quote

    def _around(self, claim: Claim) -> str:
        """The sentence that a claim stands in."""
        text = str(self.nodes["Document", self.document].properties.get("text", ""))
        start, end = claim.properties.get("start"), claim.properties.get("end")
        if start is None or end is None or not text:
            return str(claim.properties.get("text") or claim.properties.get("quote") or "")
        low = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
        stops = [at for at in (text.find(mark, end) for mark in "。；\n") if at >= 0]
        return text[low : min([*stops, end + 120]) + 1].strip()


def _with_field(ground: Ground, field: str) -> Ground:
    return Ground(ground.type, ground.key, ground.name, ground.document, field=field, quote=ground.quote)


def _figures(claim: Claim) -> tuple[object, ...]:
    return tuple(claim.properties.get(name) for name in ("min", "max", "comparator"))
