"""Names for worksheets that Excel takes."""

import re
from collections.abc import Iterable

from ui.exports.text import clipped

__all__ = ["SheetNames"]

_MOST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = "history"


class SheetNames:
    """Gives each worksheet a name of its own: at most 31 UTF-16 units, none of []:*?/\\, unique whatever the case."""

    def __init__(self, fixed: Iterable[str]) -> None:
        self._taken = {_RESERVED, *(name.casefold() for name in fixed)}

    def take(self, name: str) -> str:
        """A name made of this one, numbered where it is taken."""
        bare = _FORBIDDEN.sub(" ", "".join("□" if ord(one) > 0xFFFF else one for one in name)).strip(" '") or "未命名"
        made, number = clipped(bare, _MOST), 1
        while made.casefold() in self._taken:
            number += 1
            tail = f"({number})"
            made = clipped(bare, _MOST - len(tail)) + tail
        self._taken.add(made.casefold())
        return made
