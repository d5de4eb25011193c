"""What one altered document shows about how it was altered: which changes were made in it, and which were not.

A weak pair (开展 for 发展) proves nothing where it stands. In the document as a whole it does: the standard word is
missing although official prose can hardly do without it, while the changed word is too frequent, or stands where
the standard word belongs (经济社会开展). Words that no table knows are found in the same places.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.alteration_table import Pair, Table, Variant, lookup_matches

__all__ = ["Changes", "find_changes"]

_STYLE_SHARE = 0.2
_SURVIVING = 0.25
_LIKELY_MISSED = 0.5
"""How often a standard word must be expected before its absence beside a word that prose hardly uses tells anything."""
_ROUNDS = 4
_PLACES = 2
"""Different places of a missing word that an unknown word has to fill."""
_GRAMMAR = "的了和与及在是为等将对以把被由向从到并或之各其这该有不"
_UNKNOWN = re.compile(rf"(?:(?![{_GRAMMAR}])[\u4e00-\u9fff]){{2}}")
"""Two characters that may be a word."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that a document shows."""

    active: Mapping[str, tuple[Pair, ...]]
    """For a changed word the pairs that are at work, the likeliest first."""
    moved: frozenset[str]
    """Standard words that were themselves changed, so that one that still stands was put there by the machine."""
    share: Mapping[str, float]
    """For a changed word the share of its places (0 to 1) that the machine is likely to have put there."""
    variants: tuple[Variant, ...]
    """Phrases in the forms that these changes give them."""


def find_changes(text: str, table: Table) -> Changes:
    """What an altered text shows about the pairs of a table."""
    words = {pair.changed for pair in table.pairs} | {pair.standard for pair in table.pairs}
    counts = Counter(word for _, word in lookup_matches(text, words))
    pairs, main_style = _find_style(counts, table)
    literal = {phrase.text for phrase in table.phrases}
    variants = [variant for variant in table.variants(pairs) if variant.is_name or variant.text not in literal]
    support = _count_support(text, variants)
    active, moved = _settle(pairs, main_style, counts, support, table, len(text))
    by_changed: dict[str, list[Pair]] = {}
    for pair in sorted(active, key=lambda pair: _rank(pair, active, support, counts, table)):
        by_changed.setdefault(pair.changed, []).append(pair)
    explained = {pair.changed for pair in active if pair.strong or support[pair]}
    induced = [pair for pair in _induce(text, counts, table, moved) if pair.changed not in explained]
    usable = {pair for pair in pairs if _is_usable(pair, by_changed, moved, counts, table, len(text))} | set(induced)
    best: dict[str, Variant] = {}
    for variant in table.variants([*pairs, *induced]):
        known = all(pair in usable for _, _, pair in variant.edits)
        if variant.is_name:
            fits = variant.text not in table.vocabulary
        else:
            fits = known and (variant.text not in literal or all(pair.changed in moved for _, _, pair in variant.edits))
        if fits and (variant.text not in best or _weight(variant, support) > _weight(best[variant.text], support)):
            best[variant.text] = variant
    share = {
        word: 1.0 if word in moved else 1 - min(1.0, _expect(word, table, len(text)) / max(1, counts[word]))
        for word in by_changed
    }
    ranked = {word: tuple(found) for word, found in by_changed.items()}
    return Changes(ranked, frozenset(moved), share, tuple(best.values()))


def _weight(variant: Variant, support: Counter[Pair]) -> tuple[int, int]:
    """How well a phrase explains what is printed: by the support of its changes; the fewer, the better."""
    return min(support[pair] for _, _, pair in variant.edits), -len(variant.edits)


def _rank(
    pair: Pair, active: set[Pair], support: Counter[Pair], counts: Counter[str], table: Table
) -> tuple[bool, int, float, str]:
    """Order among the pairs of one changed word: last those whose standard word mostly became another one."""
    rivalled = any(support[other] > 2 * support[pair] for other in active if _is_rival(other, pair))
    return rivalled, -support[pair], -table.rates.get(pair.standard, 0.0), pair.standard


def _find_style(counts: Counter[str], table: Table) -> tuple[list[Pair], str]:
    """The pairs whose changed word is there, weak ones only in a style that strong ones show, and the main style."""
    shown: Counter[str] = Counter()
    present = [pair for pair in table.pairs if pair.kind != "charset" and counts[pair.changed]]
    for changed, styles in {pair.changed: pair.styles for pair in present if pair.strong}.items():
        shown.update({style: min(3, counts[changed]) for style in styles})
    common = {style for style, points in shown.items() if points >= _STYLE_SHARE * shown.total()}
    main_style = max(sorted(shown), key=lambda style: shown[style], default="")
    return [pair for pair in present if pair.strong or common & set(pair.styles)], main_style


def _count_support(text: str, variants: Sequence[Variant]) -> Counter[Pair]:
    """How often each pair's changed word stands where a phrase wants the standard one."""
    edits = {variant.text: variant.edits for variant in variants}
    support: Counter[Pair] = Counter()
    for _, found in lookup_matches(text, edits):
        support.update(pair for _, _, pair in edits[found])
    return support


def _settle(
    pairs: list[Pair], main_style: str, counts: Counter[str], support: Counter[Pair], table: Table, length: int
) -> tuple[set[Pair], set[str]]:
    """The pairs at work and the standard words moved by them, after as many rounds as chains (a for b for c) need."""
    active = {pair for pair in pairs if pair.strong}
    both_ways = {(pair.standard, pair.changed) for pair in pairs}
    moved: set[str] = set()
    for _ in range(_ROUNDS):
        weak = {pair for pair in active if not pair.strong}
        moved = {pair.standard for pair in active if pair in weak or _is_missing(pair, counts)}
        refilled = {pair.changed for pair in weak}
        added = set()
        for pair in set(pairs) - active:
            usual = _expect(pair.changed, table, length)
            frequent = counts[pair.changed] > 3 * usual + 2 or pair.changed in moved
            swapped = (pair.changed, pair.standard) in both_ways and counts[pair.standard] >= 2
            wanted = _expect(pair.standard, table, length)
            rare = counts[pair.standard] <= 0.5 * wanted + 1
            gone = (_is_missing(pair, counts) and rare) or pair.standard in refilled
            lacking = wanted >= 3 and counts[pair.standard] <= 0.2 * wanted
            telling = not swapped and support[pair] >= 0.25 * counts[pair.changed]
            placed = support[pair] >= 2 and gone and (frequent or telling or lacking)
            unheard = usual == 0 and counts[pair.standard] == 0 and wanted >= _LIKELY_MISSED
            if (
                (unheard and main_style in pair.styles)
                or placed
                or (lacking and frequent and (support[pair] >= 1 or pair.changed in moved))
            ):
                added.add(pair)
        if not added:
            break
        active |= added
    doubtful = {
        pair
        for pair in active
        if not pair.strong
        and counts[pair.changed] <= 2 * _expect(pair.changed, table, length) + 1
        and pair.changed not in moved
        and any(support[other] >= support[pair] for other in active if _is_rival(other, pair))
    }
    return active - doubtful, moved


def _is_rival(other: Pair, pair: Pair) -> bool:
    """Whether another changed word claims the same standard word."""
    return other.standard == pair.standard and other.changed != pair.changed


def _is_missing(pair: Pair, counts: Counter[str]) -> bool:
    """Whether the standard word is all but gone where the changed one stands."""
    return counts[pair.standard] <= _SURVIVING * counts[pair.changed]


def _expect(word: str, table: Table, length: int) -> float:
    """How often a word is to be expected in unaltered prose of this length."""
    return table.rates.get(word, 0.0) * length / 100_000


def _is_usable(
    pair: Pair, active: Mapping[str, list[Pair]], moved: set[str], counts: Counter[str], table: Table, length: int
) -> bool:
    """Whether a pair may explain a phrase: it is at work, or its changed word is rare and has no other reason."""
    if pair.changed in active:
        return pair in active[pair.changed]
    if pair.changed in moved:
        return True
    return _is_missing(pair, counts) and _expect(pair.changed, table, length) < 1


def _induce(text: str, counts: Counter[str], table: Table, moved: set[str]) -> Iterator[Pair]:
    """Pairs that no table holds: an unusual word that fills several places of a missing standard word."""
    frames: dict[str, set[tuple[str, str, str]]] = {}
    for phrase in table.phrases:
        for start, standard in phrase.slots:
            before, after = phrase.text[:start], phrase.text[start + len(standard) :]
            wanted = _expect(standard, table, len(text))
            if len(before + after) >= 2 and standard not in moved and wanted >= 1 and counts[standard] <= 0.2 * wanted:
                frames.setdefault(max(before, after, key=len), set()).add((before, after, standard))
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for at, anchor in lookup_matches(text, frames):
        for before, after, standard in frames[anchor]:
            start = at + len(before) if anchor == before else at - 2
            filler = text[max(start, 0) : start + 2]
            whole = text.endswith(before, 0, max(start, 0)) and text.startswith(after, start + 2)
            if whole and _UNKNOWN.fullmatch(filler) and filler not in table.vocabulary:
                found.setdefault((standard, filler), Counter())[before, after] += 1
    for (standard, filler), places in found.items():
        if len(places) >= _PLACES < places.total() and counts[standard] <= 0.1 * text.count(filler):
            yield Pair(filler, standard, "induced", False)
