"""Whether confidences mean something: of the facts that claim 0.9, how many are right, and which rules err."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ui.services.scoring import Json, alike, bare, borderline, figures, has_figures, match_tasks, names, roles

__all__ = ["Share", "Verdict", "by_confidence", "by_rule", "verdicts"]

BOUNDS = (0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.0)
_MENTIONS = (
    ("programs", ("programs",)),
    ("schools", ("schools",)),
    ("organisations", ("enterprises", "institutes")),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One extracted fact: the rule that gave it, its confidence (0–1), and whether a careful reader agrees."""

    rule: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Facts counted together: how many, how many of them right, and the mean of what they claimed (0–1)."""

    name: str
    facts: int
    right: int
    claimed: float

    @property
    def share(self) -> float:
        """The share of right ones, 0–1."""
        return self.right / self.facts


def verdicts(pairs: Iterable[tuple[str, Json, Json]]) -> list[Verdict]:
    """Right or wrong for each responsibility, name and figure of (label, gold, extracted JSON); borderline ones left out.

    What stands in a task that no gold task matches is wrong.
    """
    return [verdict for _, gold, found in pairs for verdict in _of_document(gold, found)]


def by_confidence(found: Iterable[Verdict]) -> list[Share]:
    """One row for each band of confidence that holds a fact, highest first."""
    facts = list(found)
    rows = []
    for low, high in zip(BOUNDS, (1.01, *BOUNDS), strict=False):
        rows += _share(f"{low:.2f}–{min(high, 1.0):.2f}", [one for one in facts if low <= one.confidence < high])
    return rows


def by_rule(found: Iterable[Verdict]) -> list[Share]:
    """One row for each rule, the one with most wrong facts first."""
    rules: dict[str, list[Verdict]] = {}
    for one in found:
        rules.setdefault(one.rule, []).append(one)
    rows = [row for name, facts in rules.items() for row in _share(name, facts)]
    return sorted(rows, key=lambda row: (row.right - row.facts, row.name))


def _share(name: str, facts: list[Verdict]) -> list[Share]:
    if not facts:
        return []
    claimed = sum(one.confidence for one in facts) / len(facts)
    return [Share(name, len(facts), sum(one.right for one in facts), round(claimed, 3))]


def _of_document(gold: Json, found: Json) -> Iterator[Verdict]:
    tasks: list[Json] = found.get("tasks") or []
    wanted = {j: gold["tasks"][i] for i, j in match_tasks(gold["tasks"], tasks).items()}
    for index, task in enumerate(tasks):
        target: Json = wanted.get(index, {})
        duties, passed = roles(target.get("responsibilities", [])), borderline(target, "responsibilities")
        for duty in task.get("responsibilities") or []:
            if bare(duty["actor"]) not in passed:
                yield _verdict(duty, (bare(duty["actor"]), duty["role"]) in duties)
        for layer, kinds in _MENTIONS:
            passed = borderline(target, layer)
            for mention in (one for kind in kinds for one in task.get(kind) or []):
                if bare(mention["name"]) not in passed:
                    yield _verdict(mention, bare(mention["name"]) in names(target.get(layer)))
        yield from _figures(target.get("targets", []), task.get("targets") or [], borderline(target, "targets"))
    passed = names(gold.get("global_targets_borderline"), "text")
    yield from _figures(gold.get("global_targets", []), found.get("targets") or [], passed)


def _figures(gold: list[Json], found: list[Json], passed: set[str]) -> Iterator[Verdict]:
    passed = passed | {bare(one["text"]) for one in gold if not has_figures(one)}
    for target in (one for one in found if has_figures(one)):
        right = any(figures(one) == figures(target) and alike(one["text"], target["text"]) for one in gold)
        if right or not any(alike(text, target["text"]) for text in passed if text):
            yield _verdict(target, right)


def _verdict(fact: Json, right: bool) -> Verdict:
    return Verdict(str(fact["rule"]), float(fact["confidence"]), right)
