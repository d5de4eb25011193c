"""The duties that a piece of text gives: first what brackets and labels say, then the running text between them."""

import re
from collections.abc import Iterator

from nlp.blocks import Duties, brackets, labelled_lines, parse_block, unit_duties
from nlp.names import is_collective
from nlp.prose import is_named, join_partners, read_prose

__all__ = ["find_duties", "headed_duties"]

_BEGINS = re.compile(r"\s*(?:(?P<lead>会同)|(?:积极|主动)?(?:参与|配合|协助))")


def find_duties(text: str, start: int, end: int) -> Duties:
    """The duties that the words between two offsets give: brackets, labels, and the running text between these."""
    duties = Duties()
    for low, high in brackets(text, start, end):
        if parse_block(text, low, high, duties, _ends_paragraph(text, high, end)):
            duties.spans.append((low - 1, min(high + 1, end)))
    labelled_lines(text, start, end, duties)
    duties.explicit = bool(duties.found) or duties.is_open
    told, is_open = list(duties.found), duties.is_open
    for low, high in _outside(start, end, duties.spans):
        read_prose(text, low, high, duties)
    if duties.explicit:
        # Where bodies are named, a kind of body (财政部门, 企业) in the prose is one of them.
        duties.found = [one for one in duties.found if one in told or not _is_kind(one.name.text)]
        duties.is_open = is_open
    return duties


def headed_duties(text: str, low: int, high: int) -> Duties | None:
    """市教育局：负责… or 市教育局。… : the words before the sign are the bodies; None where they are not."""
    head = re.compile(r"\s*(?:\d{1,2}[.、])?([^，。；：\n]{2,40})[：。\n]").match(text, low, high)
    duties = unit_duties(text, *head.span(1)) if head else None
    if head is None or duties is None or high - head.end() < 6:
        return None
    begins = _BEGINS.match(text, head.end())
    if begins:
        duties.change_role("lead" if begins["lead"] else "participate")
    join_partners(text, head.end(), high, duties)
    return duties


def _is_kind(name: str) -> bool:
    leveled = name.startswith(("各", "国家", "国务院", "省级", "市级", "县级"))
    return is_collective(name) and not leveled and (name.endswith("部门") or not is_named(name))


def _outside(start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches between two offsets that no span covers."""
    at = start
    for low, high in sorted(spans):
        if at < low:
            yield at, low
        at = max(at, high)
    if at < end:
        yield at, end


def _ends_paragraph(text: str, high: int, end: int) -> bool:
    rest = text[high + 1 : end].lstrip("。；;. \t　")
    return not rest or rest[0] in "\n（" or (text[high + 1 : high + 2] in "。" and not rest)
