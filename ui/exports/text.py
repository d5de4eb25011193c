"""Texts of documents made fit for files: whatever a document holds, a file that shows it stays well formed."""

import re

from ui.words import printable

__all__ = ["cited", "clipped", "in_marks", "marked", "numbered", "plain", "short_title"]

_ABOUT = re.compile(r"(?:印发|转发)《(.+)》的通知$")
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without characters that XML forbids or that steer a screen; line ends and tabs stay."""
    return _NO_XML.sub("", printable(text))


def clipped(text: str, length: int) -> str:
    """The text, cut to at most `length` characters; a cut one ends in an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def cited(title: str, number: str) -> str:
    """A document as one cites it, by title and number; by the number alone where that is all there is."""
    return in_marks(title) + (f"（{number}）" if number else "") if title != number else number


def in_marks(title: str) -> str:
    """A title in 《》; one that has such marks inside, or stands in brackets for a missing one, stays as it is."""
    return title if "《" in title or title.startswith("（") else f"《{title}》"


def marked(words: str, by_hand: bool) -> str:
    """Words, with a mark where a person's decision stands behind them."""
    return f"{words}（人工）" if by_hand else words


def numbered(number: str, heading: str) -> str:
    """A heading with its number before it, as in （三）保障措施, 二、主要任务 or 3. 建设基地."""
    if number.isdigit():
        number += "."
    gap = " " if number and number[-1] not in "）、．" else ""
    return f"{number}{gap if heading else ''}{heading}"


def short_title(title: str) -> str:
    """What a notice hands on, as in 关于印发《甲方案》的通知; any other title as it is."""
    found = _ABOUT.search(title)
    return found[1] if found else title
