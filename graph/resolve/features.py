"""What two names can have in common, each with a score from 0 to 1 and the reason in Chinese.

A feature looks at the names without their place, which the caller has compared.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["FEATURES", "Feature", "Name", "are_distinct"]

_ENDING = re.compile(r"(?:工作委员会|委员会|管理局|办公室|总局|分局|局|厅|部|委|办|中心|处|科)$")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]+")
_SIDES = re.compile(r"[东南西北上下左右中新老大小前后内外]")
_PLACE = re.compile(r"^[一-龥]{2,7}?[省市州盟县区旗](?!场)")
_LETTERS = re.compile(r"[和与及、“”\"（）()]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its place, and the kind of what bears it."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Feature:
    """A comparison and the weight of its score."""

    name: str
    weight: float
    compare: Callable[[Name, Name], tuple[float, str]]


def same_but_kind(a: Name, b: Name) -> tuple[float, str]:
    """1 where one name stands for two kinds of bodies."""
    return (1.0, "名称相同，类别不同") if a.text == b.text and a.kind != b.kind else (0.0, "")


def same_letters(a: Name, b: Name) -> tuple[float, str]:
    """1 where names differ in 和, 与, 及 and marks alone."""
    same = a.text != b.text and _LETTERS.sub("", a.text) == _LETTERS.sub("", b.text)
    return (1.0, "只差连接词或标点") if same else (0.0, "")


def same_stem(a: Name, b: Name) -> tuple[float, str]:
    """1 where names differ in 局, 委员会, 办公室 … at their ends alone."""
    stems = _ENDING.sub("", a.text), _ENDING.sub("", b.text)
    same = a.text != b.text and stems[0] == stems[1] and len(stems[0]) > 1
    return (1.0, "只差“局”“委”一类的结尾") if same else (0.0, "")


def shortened(a: Name, b: Name) -> tuple[float, str]:
    """The share of the longer name that the shorter one has in the same order, where both begin and end alike."""
    short, long = sorted((a.text, b.text), key=len)
    if len(short) < 3 or len(short) == len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return 0.0, ""
    rest = iter(long)
    if not all(letter in rest for letter in short):
        return 0.0, ""
    return min(1.0, 0.5 + len(short) / len(long) / 2), "一个像另一个的简称"


def alike(a: Name, b: Name) -> tuple[float, str]:
    """The share of characters that two names have in common, in the same order."""
    ratio = SequenceMatcher(None, a.text, b.text, autojunk=False).ratio()
    return (ratio, "写法相近") if a.text != b.text and min(len(a.text), len(b.text)) > 3 else (0.0, "")


FEATURES = (
    Feature("same_but_kind", 0.95, same_but_kind),
    Feature("same_letters", 0.97, same_letters),
    Feature("same_stem", 0.85, same_stem),
    Feature("shortened", 0.9, shortened),
    Feature("alike", 0.88, alike),
)
"""All features; the best weighted one decides."""


def are_distinct(a: str, b: str) -> bool:
    """Whether names tell themselves apart: by a place, a number (第一中学, 第二中学) or a direction (东城, 西城)."""
    places = _PLACE.match(a), _PLACE.match(b)
    if places[0] and places[1] and places[0][0] != places[1][0]:
        return True
    return any(rule.findall(a) != rule.findall(b) and rule.sub("", a) == rule.sub("", b) for rule in (_ORDINAL, _SIDES))
