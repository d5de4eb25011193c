"""Texts of documents made fit for files: whatever a document holds, a file that shows it stays well formed."""

import re

from ui.words import printable

__all__ = ["clipped", "in_marks", "plain"]

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without characters that XML forbids or that steer a screen; line ends and tabs stay."""
    return _NO_XML.sub("", printable(text))


def clipped(text: str, length: int) -> str:
    """The text, cut to at most `length` characters; a cut one ends in an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def in_marks(title: str) -> str:
    """A title in 《》; one that has such marks inside, or stands in brackets for a missing one, stays as it is."""
    return title if "《" in title or title.startswith("（") else f"《{title}》"
