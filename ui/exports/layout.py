"""Positions for a drawing of the graph: each task near its lead, the busiest bodies in the middle."""

import math
from collections import deque
from collections.abc import Mapping, Sequence

from ui.exports.content import Edge, Node

__all__ = ["positions"]

_GOLDEN = math.pi * (3 - math.sqrt(5))
_SPACING = 90.0
_GAP = 60.0
_OWNERS = {"lead": 0, "responsible": 1, "participate": 2}


def positions(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, tuple[int, int]]:
    """Where each node stands, by id, in pixels around the origin; the same graph always gives the same picture."""
    discs = _discs(nodes, edges)
    placed: list[tuple[float, float, float]] = []
    found: dict[str, tuple[int, int]] = {}
    step = 0
    for centre, satellites in sorted(discs.items(), key=lambda one: (-len(one[1]), one[0])):
        radius = _SPACING * math.sqrt(len(satellites) + 1) + _GAP
        while True:
            x, y = _spiral(step, _SPACING)
            if all(math.hypot(x - u, y - v) >= radius + other for u, v, other in placed):
                break
            step += 1
        placed.append((x, y, radius))
        found[centre] = (round(x), round(y))
        for number, one in enumerate(satellites, 1):
            dx, dy = _spiral(number, _SPACING)
            found[one] = (round(x + dx), round(y + dy))
    return found


def _spiral(number: int, spacing: float) -> tuple[float, float]:
    """A point of a sunflower's spiral."""
    radius, angle = spacing * math.sqrt(number), number * _GOLDEN
    return radius * math.cos(angle), radius * math.sin(angle)


def _discs(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, list[str]]:
    """Each node with those that stand around it: tasks around their lead, all else around what is nearest."""
    near: dict[str, list[str]] = {node.id: [] for node in nodes}
    for edge in edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    owner = _owners(edges)
    hubs = {*owner.values(), *(node.id for node in nodes if node.label in ("Document", "Group"))}
    hub_of = {**dict.fromkeys(sorted(hubs), ""), **owner}
    hub_of = {one: hub or one for one, hub in hub_of.items()}
    queue = deque(hub_of)
    while queue:
        one = queue.popleft()
        for other in near[one]:
            if other not in hub_of:
                hub_of[other] = hub_of[one]
                queue.append(other)
    discs: dict[str, list[str]] = {}
    for node in nodes:
        discs.setdefault(hub_of.get(node.id, node.id), [])
    for one, hub in hub_of.items():
        if one != hub:
            discs[hub].append(one)
    return discs


def _owners(edges: Sequence[Edge]) -> Mapping[str, str]:
    """The body that each task stands near: the first of those with the weightiest role."""
    best: dict[str, tuple[int, float, str]] = {}
    for edge in edges:
        if edge.type == "RESPONSIBLE_FOR":
            place = edge.properties.get("actor_start")
            rank = (_OWNERS[str(edge.properties["role"])], float(place) if isinstance(place, int) else 0.0, edge.source)
            best[edge.target] = min(best.get(edge.target, rank), rank)
    return {task: body for task, (_, _, body) in sorted(best.items())}
