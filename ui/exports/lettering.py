"""Text as outlines, so that a picture looks the same on a machine that has no Chinese font."""

from functools import cache

import pylopdf_fonts_zh_cn
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from ui.exports.text import plain

__all__ = ["Lettering", "width", "wrap"]

_FONT = "NotoSansSC-Regular.otf"
_NO_START = frozenset("，。、；：！？）》〉」』】〕”’…,.;:!?)]}%")
_NO_END = frozenset("（《〈「『【〔“‘([{")


@cache
def _font() -> TTFont:
    """Noto Sans SC, as the package pylopdf-fonts-zh-cn carries it (SIL Open Font License)."""
    return TTFont(str(pylopdf_fonts_zh_cn.__path__[0]) + f"/{_FONT}", lazy=True)


@cache
def _glyph(letter: str) -> str:
    return str(_font().getBestCmap().get(ord(letter), ".notdef"))


@cache
def _advance(letter: str) -> float:
    """How far the pen moves, in ems."""
    return float(_font()["hmtx"][_glyph(letter)][0]) / float(_font()["head"].unitsPerEm)


@cache
def _outline(letter: str) -> str:
    """The path of a letter, one em high, y downwards, in thousandths of an em."""
    glyphs = _font().getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.0f}")
    scale = 1000 / float(_font()["head"].unitsPerEm)
    glyphs[_glyph(letter)].draw(TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
    return str(pen.getCommands())


def width(text: str, size: float) -> float:
    """How wide a line is, in the unit of `size`."""
    return sum(map(_advance, text)) * size


def wrap(text: str, size: float, room: float, most: int = 1_000) -> list[str]:
    """The text in at most `most` lines that fit the room; what is left out ends in an ellipsis.

    No line begins with a closing mark or ends in an opening one.
    """
    lines: list[str] = []
    for part in plain(text).replace("\t", " ").split("\n"):
        line = ""
        for letter in part:
            if line and width(line + letter, size) > room:
                kept = _kept(line, letter)
                lines.append(kept)
                line = line[len(kept) :]
            line += letter
        lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(last + "…", size) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip("，。、；：") + "…"]
    return lines


def _kept(line: str, following: str) -> str:
    """The part of a full line that stays on it, so that the next one begins well."""
    kept = line
    while len(kept) > 1 and (following in _NO_START or kept[-1] in _NO_END):
        following, kept = kept[-1], kept[:-1]
    return kept if len(kept) > 1 else line


class Lettering:
    """Sets lines of text and remembers which letters the picture needs."""

    def __init__(self) -> None:
        self._letters: dict[str, int] = {}

    def line(self, text: str, x: float, y: float, size: float, color: str, *, heavy: bool = False) -> str:
        """A line of text as an SVG element, its base line at y."""
        at, uses = 0.0, []
        for letter in text:
            if not letter.isspace():
                number = self._letters.setdefault(letter, len(self._letters))
                uses.append(f'<use xlink:href="#g{number}" x="{at * 1000:.0f}"/>')
            at += _advance(letter)
        stroke = f' stroke="{color}" stroke-width="28"' if heavy else ""
        scale = size / 1000
        return f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:g})" fill="{color}"{stroke}>{"".join(uses)}</g>'

    def definitions(self) -> str:
        """The outlines of all letters that were set."""
        paths = (f'<path id="g{number}" d="{_outline(letter)}"/>' for letter, number in self._letters.items())
        return f"<defs>{''.join(paths)}</defs>"
