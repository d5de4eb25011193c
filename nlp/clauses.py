"""Sentences, segments and clauses of Chinese prose, as spans; punctuation inside a pair of brackets or quotes parts nothing."""

import re

__all__ = ["enclosed", "split_spans"]

_PAIR = re.compile(r"（[^（）\n]{1,150}）|\([^()\n]{1,150}\)|“[^“”\n]{1,80}”|《[^《》\n]{1,120}》|「[^「」\n]{1,80}」")
_QUOTED = re.compile("“[^“”\n]{1,80}”|《[^《》\n]{1,120}》|「[^「」\n]{1,80}」")
_IN_NUMBER = re.compile(r"(?<=\d)(?:[,，](?=\d{3}(?!\d))|[:：](?=\d))")


def enclosed(text: str, start: int, end: int, *, quoted_only: bool = False) -> list[tuple[int, int]]:
    """The spans of `text[start:end]` within a pair of brackets, quotes or book marks (`quoted_only`: without brackets)."""
    return [match.span() for match in (_QUOTED if quoted_only else _PAIR).finditer(text, start, end)]


def split_spans(text: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """The pieces of `text[start:end]` between the `marks`, without white space around them; empty ones are left out."""
    blind = enclosed(text, start, end) + [match.span() for match in _IN_NUMBER.finditer(text, start, end)]
    cuts = [
        i for i in range(start, end) if text[i] in marks and not any(a < i < b or a == i == b - 1 for a, b in blind)
    ]
    pieces = []
    for left, right in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        printed = text[left:right]
        left += len(printed) - len(printed.lstrip())
        right = left + len(printed.strip())
        if left < right:
            pieces.append((left, right))
    return pieces
