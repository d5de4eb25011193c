"""The work text: what the rules read, with a map back to what is printed.

Punctuation, digits and letters are brought to one form, page furniture is blanked and machine-changed words are
undone; every span of the work text leads back to the span of the printed text that it came from.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["WorkText", "make_work_text"]

_FORMS = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()},
        **dict(zip(",;:!?()", "，；：！？（）", strict=True)),
        **dict(zip("〔〕﹝﹞〞〝．﹒％＋－　\xa0\u2002\u2003", "（）（）”“..%+-    ", strict=True)),
        **dict(zip("｡､\u200b\ufeff", "。、  ", strict=True)),
    }
)
_STRAIGHT_QUOTES = re.compile(r'"([^"\n]{1,60})"')
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[，：](?=\d)")


@dataclass(frozen=True, slots=True)
class WorkText:
    """The work text and, for each of its characters, where the printed ones begin and end (code points)."""

    printed: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed span, end exclusive, that the non-empty span `start`, `end` of the work text stands for."""
        return self.starts[start], self.ends[end - 1]


def make_work_text(
    printed: str, blanks: Iterable[tuple[int, int]] = (), replacements: Iterable[tuple[int, int, str]] = ()
) -> WorkText:
    """The work text of a printed one: `blanks` become spaces, `replacements` (start, end, standard) their standard form.

    Both are spans of the printed text; replacements are sorted and do not overlap each other.
    """
    text = printed.translate(_FORMS)
    text = _STRAIGHT_QUOTES.sub(lambda match: f"“{match[1]}”", text)
    text = _BETWEEN_DIGITS.sub(lambda match: printed[match.start()], text)
    characters = list(text)
    for start, end in blanks:
        characters[start:end] = [" " if char != "\n" else char for char in characters[start:end]]
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0

    def keep(until: int) -> None:
        out.extend(characters[at:until])
        starts.extend(range(at, until))
        ends.extend(range(at + 1, until + 1))

    for start, end, standard in replacements:
        keep(start)
        for index, char in enumerate(standard):
            out.append(char)
            starts.append(min(start + index, end - 1))
            ends.append(end if index == len(standard) - 1 else min(start + index + 1, end))
        at = end
    keep(len(characters))
    return WorkText(printed, "".join(out), tuple(starts), tuple(ends))
