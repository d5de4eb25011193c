"""Where the nodes of a picture stand: bodies that share tasks near each other, each task near its bodies."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

__all__ = ["Point", "place"]

Point = tuple[float, float]

_SPRING = 250
"""Bodies up to which springs place them; more stand on a spiral."""
_GOLDEN = math.pi * (3 - math.sqrt(5))
_STEP = 46.0
"""Pixels between neighbours on a spiral."""


def place(hubs: Sequence[str], others: Sequence[str], edges: Iterable[tuple[str, str]]) -> Mapping[str, Point]:
    """A point in pixels for each node, the same for the same input; `hubs` in order of weight, the heaviest first.

    `others` stand around the first hub that they have an edge with, else around what is linked with a hub.
    """
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in edges:
        near[one].append(other)
        near[other].append(one)
    rank = {key: number for number, key in enumerate(hubs)}
    home = {key: min((rank[other] for other in near[key] if other in rank), default=None) for key in others}
    crowd: dict[int, list[str]] = defaultdict(list)
    for key in others:
        number = home[key]
        if number is None:
            number = min((home[other] for other in near[key] if home.get(other) is not None), default=len(hubs))
        crowd[number].append(key)
    room = [_STEP * math.sqrt(len(crowd[number]) + 1) for number in range(len(hubs))]
    centres = _hub_points(hubs, near, rank, room)
    points = dict(zip(hubs, centres, strict=True))
    low = max((y for _, y in centres), default=0.0) + 300
    for number, keys in crowd.items():
        x, y = centres[number] if number < len(hubs) else (0.0, low)
        points.update({key: _spiral(x, y, place + 1) for place, key in enumerate(keys)})
    return points


def _hub_points(
    hubs: Sequence[str], near: Mapping[str, list[str]], rank: Mapping[str, int], room: Sequence[float]
) -> list[Point]:
    if len(hubs) > _SPRING or len(hubs) < 3:
        reach, points = 0.0, []
        for number, radius in enumerate(room):
            points.append((reach * math.cos(number * _GOLDEN), reach * math.sin(number * _GOLDEN)))
            reach = math.sqrt(reach**2 + (2 * radius) ** 2) if number else 2 * radius
        return points
    shared: nx.Graph[str] = nx.Graph()
    shared.add_nodes_from(hubs)
    for key in sorted(near):
        if key not in rank:
            around = sorted({other for other in near[key] if other in rank}, key=lambda hub: rank[hub])[:12]
            for other in around[1:]:
                weight = shared.get_edge_data(around[0], other, {"weight": 0})["weight"]
                shared.add_edge(around[0], other, weight=weight + 1)
    spread = nx.spring_layout(shared, k=2.2 / math.sqrt(len(hubs)), iterations=80, seed=7)
    scale = 1.5 * math.sqrt(sum((2 * radius) ** 2 for radius in room))
    return _apart([(float(spread[key][0]) * scale, float(spread[key][1]) * scale) for key in hubs], room)


def _apart(points: list[Point], room: Sequence[float]) -> list[Point]:
    """The points pushed from each other until no two crowds overlap, or a hundred rounds are over."""
    moved = [list(point) for point in points]
    for _ in range(100):
        overlap = False
        for i in range(len(moved)):
            for j in range(i):
                dx, dy = moved[i][0] - moved[j][0], moved[i][1] - moved[j][1]
                distance = math.hypot(dx, dy) or 1e-6
                lack = (room[i] + room[j]) * 1.05 - distance
                if lack > 0:
                    overlap = True
                    dx, dy = (dx / distance, dy / distance) if distance > 1e-3 else (math.cos(i), math.sin(i))
                    moved[i][0] += dx * lack / 2
                    moved[i][1] += dy * lack / 2
                    moved[j][0] -= dx * lack / 2
                    moved[j][1] -= dy * lack / 2
        if not overlap:
            break
    return [(x, y) for x, y in moved]


def _spiral(x: float, y: float, number: int) -> Point:
    radius = _STEP * math.sqrt(number)
    return x + radius * math.cos(number * _GOLDEN), y + radius * math.sin(number * _GOLDEN)
