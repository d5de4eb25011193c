"""Names for worksheets that Excel takes."""

import re

from ui.exports.text import clipped

__all__ = ["SheetNames"]

_MOST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = "history"


class SheetNames:
    """Gives each worksheet a name of its own: at most 31 UTF-16 units, none of []:*?/\\, unique whatever the case."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}
        self._reserved: set[str] = set()

    def reserve(self, name: str) -> None:
        """Keep a name for a sheet that comes later."""
        self._reserved.add(name)

    def take(self, name: str) -> str:
        """A name made of this one, numbered where it is taken."""
        if name in self._reserved:
            self._reserved.remove(name)
            self._taken.add(name.casefold())
            return name
        bare = _FORBIDDEN.sub(" ", "".join("□" if ord(one) > 0xFFFF else one for one in name)).strip(" '") or "未命名"
        made, number = clipped(bare, _MOST), 1
        while made.casefold() in self._taken or made in self._reserved:
            number += 1
            tail = f"({number})"
            made = clipped(bare, _MOST - len(tail)) + tail
        self._taken.add(made.casefold())
        return made
