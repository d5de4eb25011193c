"""Automatic numbering of docx files: which number Word prints before a paragraph, as it is nowhere in the text."""

import re
from dataclasses import dataclass, field
from typing import Any

from loaders.numerals import format_number

__all__ = ["Numbering", "W", "value_of"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")


def value_of(node: Any, path: str) -> str | None:
    """The `w:val` of the first descendant on a path of names such as `numPr/ilvl`; None without one."""
    found = node.find("/".join(W + name for name in path.split("/"))) if node is not None else None
    return None if found is None else found.get(W + "val", "")


def _number(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else default


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is printed; `restart` is the level, from 1, whose next number starts it again."""

    start: int
    form: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None

    @classmethod
    def of(cls, node: Any) -> "_Level":
        restart = value_of(node, "lvlRestart")
        return cls(
            start=_number(value_of(node, "start"), 0),
            form=value_of(node, "numFmt") or "decimal",
            text=value_of(node, "lvlText") or "",
            suffix=value_of(node, "suff") or "tab",
            restart=None if restart is None else _number(restart, 0),
            legal=node.find(W + "isLgl") is not None,
            style=value_of(node, "pStyle"),
        )


@dataclass(slots=True)
class _List:
    """One `w:num`: the abstract list that it counts in, its levels, and the starts that it sets on first use."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


def _levels_of(node: Any) -> dict[int, _Level]:
    return {_number(level.get(W + "ilvl"), 0): _Level.of(level) for level in node.iterchildren(W + "lvl")}


class Numbering:
    """Counts the paragraphs of one document, in the order in which they are asked for."""

    def __init__(self, numbering: Any, styles: dict[str, Any]) -> None:
        """`numbering` is the root of `numbering.xml` or None, `styles` each `w:style` by its id."""
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        if numbering is None:
            return
        abstracts = {node.get(W + "abstractNumId"): node for node in numbering.iterchildren(W + "abstractNum")}
        nums = {node.get(W + "numId"): node for node in numbering.iterchildren(W + "num")}
        for key, node in nums.items():
            abstract = value_of(node, "abstractNumId")
            linked = value_of(abstracts.get(abstract), "numStyleLink")
            if linked:
                target = value_of(styles.get(linked), "pPr/numPr/numId")
                abstract = value_of(nums.get(target), "abstractNumId") or abstract
            if abstract is None or abstract not in abstracts:
                continue
            one = _List(abstract, _levels_of(abstracts[abstract]))
            for override in node.iterchildren(W + "lvlOverride"):
                level = _number(override.get(W + "ilvl"), 0)
                one.levels.update(_levels_of(override))
                start = value_of(override, "startOverride")
                if start is not None:
                    one.starts[level] = _number(start, 1)
            self._lists[key] = one

    def level_of_style(self, key: str, style: str) -> int:
        """The level that a list links to a paragraph style; 0 if none."""
        one = self._lists.get(key)
        levels = one.levels.items() if one else ()
        return next((number for number, level in levels if level.style == style), 0)

    def label(self, key: str, level: int) -> str:
        """The number of the next paragraph at `level` of the list `key`, as printed; empty for bullets."""
        one = self._lists.get(key)
        if one is None or level not in one.levels:
            return ""
        counts = self._counts.setdefault(one.abstract, {})
        if (key, level) not in self._used and level in one.starts:
            counts[level] = one.starts[level]
        else:
            counts[level] = counts.get(level, one.levels[level].start - 1) + 1
        self._used.add((key, level))
        for deeper in [number for number in counts if number > level]:
            restart = one.levels[deeper].restart if deeper in one.levels else None
            if restart is None or 0 < level + 1 <= restart:
                del counts[deeper]
        return self._print(one, level, counts)

    def _print(self, one: _List, level: int, counts: dict[int, int]) -> str:
        own = one.levels[level]
        if own.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in one.levels:
                return ""
            form = "decimal" if own.legal else one.levels[at].form
            return format_number(counts.setdefault(at, one.levels[at].start), form)

        printed = _PLACE.sub(number, own.text)
        apart = own.suffix != "nothing" and printed[-1:].isalnum()
        return printed + " " if apart else printed
