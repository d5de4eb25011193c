"""Text in which a machine swapped words so that a copy is not recognised: find it, and give the standard words back.

The printed text is never touched. `undo` returns what a reader would read instead, span by span; blind replacement
would be wrong, since most changed words have innocent uses too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from nlp.alteration_evidence import Changes, find_changes
from nlp.alteration_table import Pair, Table, load_table, lookup_matches

__all__ = ["Alteration", "Replacement", "detect", "undo"]

_DISTINCT = 4
"""Different changed words that it takes, whatever the density."""
_DENSITY = 1.2
"""Points for each thousand characters that leave no doubt; half of it suffices."""
_MOST_COUNTED = 3
_LIKELY = 0.6
_SHORTEST_TITLE = 4
_LOST_QUOTES = re.compile(r"\?([^?\n。；;=&/]{4,60})\?")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"〔\d{4}〕|[〔〕〝〞]")
_MARK_FOR = {"〔": "（", "〕": "）", "〝": "“", "〞": "”"}
_LONGER = {"部": "门分队署件位", "局": "面部限势", "委": "托派任", "厅": "堂"}

Edit = tuple[int, int, Pair]
_T = TypeVar("_T")


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
        if variant.text not in table.vocabulary:
            weights.setdefault(variant.text, 1.0)
    found = [(start, start + len(word), word) for start, word in lookup_matches(text, weights)]
    found = [span for span in found if _ends_well(text, span[1])]
    found += [(start, end, "?…?") for start, end in _find_lost_quotes(text)]
    evidence = tuple(_choose((start - end, start, end, word) for start, end, word in found))
    counts = Counter(word for _, _, word in evidence)
    points = sum(min(_MOST_COUNTED, count) * weights.get(word, 1.0) for word, count in counts.items())
    density = min(1.0, points * 1000 / max(len(text), 1) / _DENSITY)
    score = round(density if len(counts) >= _DISTINCT else density * 0.49, 2)
    return Alteration(score >= 0.5, score, evidence)


def undo(text: str, alteration: Alteration, *, table: Table | None = None) -> list[Replacement]:
    """The standard words for an altered text: by start, not overlapping; none where the text was not altered."""
    if not alteration.altered:
        return []
    changes = find_changes(text, table or load_table())
    chosen = _choose([*_match_phrases(text, changes, table or load_table()), *_match_words(text, changes)])
    replacements = [
        Replacement(start + first, start + last, pair.standard)
        for start, _, edits in chosen
        for first, last, pair in edits
    ]
    return sorted([*replacements, *_restore_marks(text)], key=lambda replacement: replacement.start)


def _match_phrases(text: str, changes: Changes, table: Table) -> Iterator[tuple[int, int, int, tuple[Edit, ...]]]:
    """Names first, then the longer phrase; an untouched phrase keeps its place against all shorter claims to it."""
    edits: dict[str, tuple[Edit, ...]] = {
        phrase.text: ()
        for phrase in table.phrases
        if not any(word in changes.moved and word in changes.active for _, word in phrase.slots)
    }
    names = set()
    for variant in changes.variants:
        if variant.is_name:
            names.add(variant.text)
        if variant.is_name or variant.text not in edits:
            edits[variant.text] = variant.edits
    for start, word in lookup_matches(text, edits):
        if word not in names:
            yield -2 * len(word) + bool(edits[word]), start, start + len(word), edits[word]
        elif _ends_well(text, start + len(word)):
            yield -2 * len(word) - 1000, start, start + len(word), edits[word]


def _match_words(text: str, changes: Changes) -> Iterator[tuple[int, int, int, tuple[Edit, ...]]]:
    for start, word in lookup_matches(text, changes.active):
        pair = changes.active[word][0]
        if pair.strong or changes.share[word] >= _LIKELY:
            yield -2 * len(word) + 1, start, start + len(word), ((0, len(word), pair),)


def _restore_marks(text: str) -> Iterator[Replacement]:
    """Quotation marks and brackets that a lost character set left as ?…?, 〝…〞 and 〔…〕 (but for years: 〔2023〕)."""
    for start, end in _find_lost_quotes(text):
        yield Replacement(start, start + 1, "《")
        yield Replacement(end - 1, end, "》")
    for match in _MARKS.finditer(text):
        if len(match[0]) == 1:
            yield Replacement(match.start(), match.end(), _MARK_FOR[match[0]])


def _find_lost_quotes(text: str) -> list[tuple[int, int]]:
    """Spans of ?…? around a title; `??` closes one and opens the next."""
    return [match.span() for match in _LOST_QUOTES.finditer(text) if len(_HANZI.findall(match[1])) >= _SHORTEST_TITLE]


def _ends_well(text: str, end: int) -> bool:
    """Whether a name that ends here is not the beginning of a longer common word (部 of 部门)."""
    return text[end : end + 1] not in _LONGER.get(text[end - 1], ()) or end == len(text)


def _choose(spans: Iterable[tuple[int, int, int, _T]]) -> list[tuple[int, int, _T]]:
    """Of (priority, start, end, what) those that do not overlap one of a lower priority number, by start."""
    taken: set[int] = set()
    chosen = []
    for _, start, end, what in sorted(spans, key=lambda span: span[:3]):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            chosen.append((start, end, what))
    return sorted(chosen, key=lambda span: span[0])
