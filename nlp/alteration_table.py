"""The knowledge behind `nlp.altered`: which words a machine puts for which, and how official prose usually reads.

Three files of `nlp/data`. `altered.tsv` lists changed words with the standard ones, the kind of change (synonym,
character, charset), its strength (strong: hardly any innocent use in an official document) and the styles that it
occurs in (a: thesaurus of document-sharing sites, b: round trips that also give 东说念主 for 人, c: the older web
thesaurus). `usual_phrases.tsv` lists phrases in their standard form; a `name` is a body or program that has no
innocent neighbour a word away. `usual_rates.tsv` says how often a word stands in 100,000 characters of unaltered
prose, coarsely.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from itertools import product

from graph.errors import DataError

__all__ = ["Pair", "Phrase", "Table", "Variant", "load_table", "lookup_matches"]

_MOST_VARIANTS = 300
_KINDS = ("synonym", "character", "charset")


@dataclass(frozen=True, slots=True)
class Pair:
    """One change: `standard` was replaced by `changed`."""

    changed: str
    standard: str
    kind: str
    strong: bool
    styles: str = "abc"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in its standard form; `slots` are the (start, standard word) in it that a machine may have changed.

    A phrase that can be cut in two ways (社会保障, 保障) is held twice.
    """

    text: str
    is_name: bool
    slots: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A phrase with changed words; `edits` are (start, end, pair) in the changed text, in order."""

    text: str
    is_name: bool
    edits: tuple[tuple[int, int, Pair], ...]


@dataclass(frozen=True)
class Table:
    """Pairs, phrases and usual rates; `replace(table, pairs=…)` or `without` gives one that knows fewer pairs."""

    pairs: tuple[Pair, ...]
    phrases: tuple[Phrase, ...]
    rates: Mapping[str, float]
    vocabulary: str = field(repr=False)
    """All usual words and phrases, one a line: a word that is nowhere in it is no usual word."""

    def without(self, pairs: Iterable[Pair]) -> "Table":
        """The same table without some pairs."""
        gone = set(pairs)
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair not in gone))

    def variants(self, pairs: Iterable[Pair], *, names_only: bool = False) -> Iterator[Variant]:
        """Every phrase in every form that the given pairs can give it, the standard form left out."""
        forms: dict[str, list[Pair]] = {}
        for pair in pairs:
            forms.setdefault(pair.standard, []).append(pair)
        for phrase in self.phrases:
            if names_only and not phrase.is_name:
                continue
            choices = [[None, *forms.get(standard, ())] for _, standard in phrase.slots]
            if all(len(choice) == 1 for choice in choices) or _size(choices) > _MOST_VARIANTS:
                continue
            for chosen in product(*choices):
                if any(chosen):
                    yield _vary(phrase, chosen)


def lookup_matches(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Every place (start, word) where one of the words stands, overlapping ones too, by start and then length."""
    known = set(words)
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[0], set()).add(len(word))
    by_first = {first: sorted(sizes) for first, sizes in lengths.items()}
    for start, first in enumerate(text):
        for size in by_first.get(first, ()):
            word = text[start : start + size]
            if word in known:
                yield start, word


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The table of the package's own data files. Raises DataError where a row is wrong."""
    pairs = []
    for row in _rows("altered.tsv", ("changed", "standard", "kind", "strength", "style")):
        if row["kind"] not in _KINDS or row["strength"] not in ("strong", "weak") or not row["changed"]:
            raise DataError(
                f"nlp/data/altered.tsv：“{row['changed']}”一行的种类或强弱不对，"
                f"种类应为 {'、'.join(_KINDS)}，强弱应为 strong 或 weak，请重新安装。"
            )
        pairs.append(Pair(row["changed"], row["standard"], row["kind"], row["strength"] == "strong", row["style"]))
    rates = {row["word"]: float(row["per_100k"]) for row in _rows("usual_rates.tsv", ("word", "per_100k"))}
    standards = {pair.standard for pair in pairs if pair.kind != "charset"}
    phrases = tuple(
        Phrase(row["phrase"], row["kind"] == "name", slots)
        for row in _rows("usual_phrases.tsv", ("phrase", "kind"))
        for slots in sorted({_find_slots(row["phrase"], standards, step) for step in (1, -1)})
    )
    vocabulary = "\n".join([*rates, *standards, *(phrase.text for phrase in phrases)])
    return Table(tuple(pairs), phrases, rates, vocabulary)


def _rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    text = files("nlp").joinpath("data", name).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != columns:
        raise DataError(f"nlp/data/{name}：表头应为 {'、'.join(columns)}，实为 {'、'.join(reader.fieldnames or ())}。")
    return list(reader)


def _find_slots(phrase: str, standards: set[str], step: int) -> tuple[tuple[int, str], ...]:
    """The standard words of a phrase from the left: the shortest of two characters or more (1), or the longest (-1)."""
    slots, start = [], 0
    while start < len(phrase):
        words = [phrase[start:end] for end in range(start + 2, len(phrase) + 1) if phrase[start:end] in standards]
        word = words[::step][0] if words else phrase[start]
        if word in standards:
            slots.append((start, word))
        start += len(word)
    return tuple(slots)


def _size(choices: list[list[Pair | None]]) -> int:
    size = 1
    for choice in choices:
        size *= len(choice)
    return size


def _vary(phrase: Phrase, chosen: tuple[Pair | None, ...]) -> Variant:
    parts, edits, done, length = [], [], 0, 0
    for (start, standard), pair in zip(phrase.slots, chosen, strict=True):
        if pair is None:
            continue
        parts += [phrase.text[done:start], pair.changed]
        length += start - done
        edits.append((length, length + len(pair.changed), pair))
        length += len(pair.changed)
        done = start + len(standard)
    parts.append(phrase.text[done:])
    return Variant("".join(parts), phrase.is_name, tuple(edits))
