"""The signs by which kinds are told apart, as SVG."""

import html
import math

from ui.exports.text import plain

__all__ = ["escaped", "sign"]

_CORNERS = {"diamond": 4, "triangle": 3, "hexagon": 6}


def sign(shape: str, color: str, x: float, y: float, radius: float) -> str:
    """A sign around a point; the shapes are those of the schema."""
    if shape == "ring":
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius - 1:.1f}" fill="#FFFFFF" stroke="{color}" stroke-width="2"/>'
        )
    if shape == "dot":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{color}"/>'
    if shape == "ellipse":
        return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{radius:.1f}" ry="{radius * 0.65:.1f}" fill="{color}"/>'
    if shape in ("square", "box", "page"):
        wide, high = {"square": (0.9, 0.9), "box": (1.0, 0.65), "page": (0.75, 1.0)}[shape]
        left, top = x - radius * wide, y - radius * high
        size = f'width="{2 * radius * wide:.1f}" height="{2 * radius * high:.1f}"'
        return f'<rect x="{left:.1f}" y="{top:.1f}" {size} fill="{color}"/>'
    corners = _CORNERS.get(shape, 10)
    points = []
    for number in range(corners):
        far = radius / 2 if shape == "star" and number % 2 else radius
        angle = 2 * math.pi * number / corners
        points.append(f"{x + far * math.sin(angle):.1f},{y - far * math.cos(angle):.1f}")
    return f'<polygon points="{" ".join(points)}" fill="{color}"/>'


def escaped(text: str) -> str:
    """A text as XML takes it."""
    return html.escape(plain(text))
