"""Which bodies of one place have names so near that they may be one body.

Bodies of different places are never held to be near: 市教育局 is another one in every city, and what a document hides
(XX县) stays apart for each document.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.claims import Node
from graph.resolve.features import FEATURES, Name, are_distinct

__all__ = ["NEAR", "Pair", "near_pairs"]

NEAR = 0.72
"""From this score on two names are put before a person."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes with names that are near, the reason, and the score of the feature that found it."""

    one: Node
    other: Node
    score: float
    reason: str
    feature: str


def near_pairs(nodes: Iterable[Node]) -> list[Pair]:
    """All near pairs among actors, the nearest first."""
    groups: dict[str, list[tuple[Name, Node]]] = defaultdict(list)
    for node in nodes:
        scope, name = _parts(node)
        if node.label != "ActorClass":
            groups[scope].append((Name(name, node.label), node))
    found = [pair for group in groups.values() for pair in _pairs(group)]
    return sorted(found, key=lambda pair: (-pair.score, pair.one.key, pair.other.key))


def _pairs(group: list[tuple[Name, Node]]) -> Iterator[Pair]:
    blocks: dict[str, set[int]] = defaultdict(set)
    for number, (name, _) in enumerate(group):
        for at in range(len(name.text) - 1):
            blocks[name.text[at : at + 2]].add(number)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) <= _COMMON:
            seen |= set(itertools.combinations(sorted(block), 2))
    for a, b in sorted(seen):
        (first, one), (second, other) = group[a], group[b]
        if are_distinct(first.text, second.text):
            continue
        scored = []
        for feature in FEATURES:
            score, reason = feature.compare(first, second)
            scored.append((score * feature.weight, reason, feature.name))
        best, why, by = max(scored)
        if best >= NEAR:
            yield Pair(one, other, round(best, 3), why, by)


_COMMON = 60
"""Two characters that more names of a place have than this (市教, 委员) say nothing."""


def _parts(node: Node) -> tuple[str, str]:
    """The place or document that tells a name apart, and the name without its place."""
    whole, name = node.key.partition(":")[2], str(node.properties["name"])
    common = 0
    while common < min(len(whole), len(name)) and whole[-common - 1] == name[-common - 1]:
        common += 1
    place = str(node.properties.get("place") or "")
    if place and whole.startswith(place):
        return place, whole[len(place) :]
    return whole[: len(whole) - common].rstrip("/"), whole[len(whole) - common :]
