"""Where the things of a view stand: what is asked for in the middle, its own links around it, theirs further out."""

import math
from collections.abc import Mapping, Sequence

from ui.exports.layout import positions
from ui.services.browsing import Part

__all__ = ["place"]

_WIDER = 1.4
"""Names are wide, so rings are."""
_INNER = 170.0
_STEP = 130.0
_ROOM = 12.5
_MOST = 160
_APART = 1_300


def place(part: Part, roots: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Where each node stands, by id, in pixels; the same view always looks the same.

    Views of many nodes are placed as in files that show the whole graph.
    """
    known = {node.id for node in part.nodes}
    centres = [one for one in roots if one in known]
    if len(part.nodes) > _MOST or not centres:
        return positions(part.nodes, part.edges)
    near: dict[str, list[str]] = {one: [] for one in sorted(known)}
    for edge in part.edges:
        if edge.target not in near[edge.source]:
            near[edge.source].append(edge.target)
            near[edge.target].append(edge.source)
    found: dict[str, tuple[float, float]] = {}
    for number, root in enumerate(centres):
        centre = found.setdefault(root, (number * _APART, 0.0))
        _around(root, centre, near, found)
    rest = [one for one in sorted(known) if one not in found]
    for number, one in enumerate(rest):
        found[one] = (number % 8 * 160.0 - 560.0, 620.0 + number // 8 * 80.0)
    return {one: (round(x), round(y)) for one, (x, y) in found.items()}


def _around(
    root: str, centre: tuple[float, float], near: Mapping[str, list[str]], found: dict[str, tuple[float, float]]
) -> None:
    """Place what hangs on a root ring by ring, each thing near those of the ring before that it is linked to."""
    radius, before = 0.0, {root: 0.0}
    taken = {*found}
    while True:
        ring = sorted({other for one in before for other in near[one]} - taken)
        if not ring:
            return
        wish = {one: _mean([before[other] for other in near[one] if other in before]) for one in ring}
        ring.sort(key=lambda one: (wish[one], one) if radius else (len(near[one]) == 1, one))
        radius = max(radius + (_STEP if radius else _INNER), _ROOM * len(ring))
        turn = 2 * math.pi / len(ring)
        shift = (
            _mean([wish[one] - number * turn for number, one in enumerate(ring)]) if len(ring) > 1 else wish[ring[0]]
        )
        before = {}
        for number, one in enumerate(ring):
            angle = shift + number * turn
            reach = radius + (28 if number % 2 and len(ring) > 8 else -28 if len(ring) > 8 else 0)
            found[one] = (centre[0] + reach * math.cos(angle) * _WIDER, centre[1] + reach * math.sin(angle))
            before[one] = angle % (2 * math.pi)
        taken |= {*ring}


def _mean(angles: Sequence[float]) -> float:
    """The direction between angles, from 0 to 2π."""
    x, y = sum(map(math.cos, angles)), sum(map(math.sin, angles))
    return math.atan2(y, x) % (2 * math.pi)
