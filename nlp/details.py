"""Which rows of an annex table divide up which items of the body, by the words they share."""

from collections import Counter
from collections.abc import Sequence

__all__ = ["match_rows"]

_SIZE = 3
_LEAST = 0.2


def _grams(text: str) -> Counter[str]:
    letters = "".join(char for char in text if "一" <= char <= "鿿" or char.isalnum())
    return Counter(letters[at : at + _SIZE] for at in range(len(letters) - _SIZE + 1))


def match_rows(items: Sequence[str], rows: Sequence[str]) -> list[tuple[int, int, float]]:
    """For each row that repeats words of an item: index of the item, of the row and the share of the row's words, 0–1.

    A row belongs to the item that shares most of its three-character sequences, rarer ones counting more, if that
    item holds a fifth of the row's weight or more.
    """
    item_grams = [_grams(item) for item in items]
    spread = Counter(gram for grams in item_grams for gram in grams)
    links: list[tuple[int, int, float]] = []
    for index, row in enumerate(rows):
        grams = _grams(row)
        weight = {gram: count / max(1, spread[gram]) for gram, count in grams.items()}
        total = sum(weight.values())
        if not total:
            continue
        shares = [sum(value for gram, value in weight.items() if gram in known) / total for known in item_grams]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is not None and shares[best] >= _LEAST:
            links.append((best, index, round(shares[best], 3)))
    return links
