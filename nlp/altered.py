"""Text in which a machine swapped words so that a copy is not recognised: find it, and give the standard words back.

The printed text is never touched. `undo` returns what a reader would read instead, span by span; blind replacement would
be wrong, since most changed words have innocent uses too.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.alteration_evidence import Changes, find_changes
from nlp.alteration_table import Pair, Table, load_table, lookup_matches

__all__ = ["Alteration", "Replacement", "detect", "undo"]

_DISTINCT = 4
_DENSITY = 1.2
"""Points a thousand characters that leave no doubt; half of it suffices."""
_LIKELY = 0.6
_LOST_QUOTES = re.compile(r"\?([^?\n。；;=&/]{4,60})\?")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"〔\d{4}〕")
_NOT_A_BODY = {"部": "门分队署件位长", "局": "面部限势", "委": "托派员任", "厅": "堂"}


@dataclass(frozen=True, slots=True)
class Alteration:
    """Whether a text was altered, how sure that is (0 to 1; from 0.5 it counts as altered), and what shows it."""

    altered: bool
    score: float
    evidence: tuple[tuple[int, int, str], ...]
    """Spans with the changed word or name, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A span of the printed text and the standard words for it."""

    start: int
    end: int
    standard: str


def detect(text: str, *, table: Table | None = None) -> Alteration:
    """Whether a text was altered: by how many changed words it holds that official prose hardly ever does."""
    table = table or load_table()
    pairs = [pair for pair in table.pairs if pair.kind != "charset"]
    weights = {pair.changed: 2.0 if pair.kind == "character" else 1.0 for pair in pairs if pair.strong}
    present = {word for _, word in lookup_matches(text, {pair.changed for pair in pairs})}
    for variant in table.variants([pair for pair in pairs if pair.changed in present], names_only=True):
        weights.setdefault(variant.text, 1.0)
    found = [(start, start + len(word), word) for start, word in lookup_matches(text, weights) if _is_body(text, start, word)]
    found += [(match.start(), match.end(), "?…?") for match in _LOST_QUOTES.finditer(text) if _is_title(match)]
    evidence = tuple(_choose([(-(end - start), start, end, word) for start, end, word in found]))
    points = sum(min(3, count) * weights.get(word, 1.0) for word, count in Counter(e[2] for e in evidence).items())
    distinct = len({word for _, _, word in evidence})
    score = min(1.0, points * 1000 / max(len(text), 1) / _DENSITY) * min(1.0, distinct / _DISTINCT)
    score = score if distinct >= _DISTINCT else min(score, 0.49)
    return Alteration(score >= 0.5, round(score, 2), evidence)
