"""The outline of a document: numbered items of every common style, on lines of their own or inside one paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.numerals import numeral

__all__ = ["Item", "find_outline", "leaves"]

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_STYLES = {
    "chapter": re.compile(rf"第({_CHINESE}|\d{{1,3}})(?:章|部分|篇)"),
    "section": re.compile(rf"第({_CHINESE}|\d{{1,3}})节"),
    "article": re.compile(rf"第({_CHINESE}|\d{{1,3}})条"),
    "comma": re.compile(rf"({_CHINESE})、"),
    "bracket": re.compile(rf"（\s?({_CHINESE})\s?）[、.]?"),
    "box": re.compile(r"专栏[ \t　]{0,2}(\d{1,3}|[一二三四五六七八九十]{1,3})"),
    "task": re.compile(r"【[^】\d\n]{2,6}(\d{1,3})】"),
    "digit": re.compile(r"(\d{1,3})(?:、|\.(?:(?!\d)|(?=(?:19|20)\d\d年|\d{1,2}月)))"),
    "digit_bracket": re.compile(r"（(\d{1,2})）"),
    "circle": re.compile("([①-⑳])"),
}
_ANY = re.compile("|".join(f"(?P<{name}>{rule.pattern})" for name, rule in _STYLES.items()))
_INLINE = {"chapter", "comma", "bracket", "digit", "article"}
_AFTER = "。；！？：）】”"
_GAP = 2


@dataclass(slots=True)
class Item:
    """A numbered item: the span runs from its number to the end of all that belongs to it."""

    style: str
    number: str
    value: int
    start: int
    body: int
    """Where the words after the number begin."""
    end: int
    level: int
    """1 is the highest in this document."""
    title: str = ""
    title_end: int = 0
    parent: "Item | None" = None
    children: list["Item"] = field(default_factory=list)

    @property
    def own_end(self) -> int:
        """Where the item's own words end and its first sub-item begins."""
        return self.children[0].start if self.children else self.end

    def path(self) -> list["Item"]:
        """The items above it and itself, highest first."""
        return [*(self.parent.path() if self.parent else []), self]


def find_outline(text: str, start: int, end: int, blocked: Sequence[tuple[int, int]] = ()) -> list[Item]:
    """The items of the highest level between two offsets, in order, each with its sub-items.

    A number counts as one where it begins a line, or follows a sentence's end or a space inside a paragraph, and
    continues (or begins) a row of numbers of its style. Numbers inside `blocked` spans (tables) are passed over.
    """
    roots: list[Item] = []
    stack: list[Item] = []
    last: dict[str, int] = {}
    for match in _ANY.finditer(text, start, end):
        style = match.lastgroup or ""
        if any(low <= match.start() < high for low, high in blocked):
            continue
        inner = _STYLES[style].match(text, match.start(), end)
        if inner is None:
            continue
        value = numeral(inner[1])
        begins_line = _begins_line(text, match.start(), start)
        depth = next((index for index, item in enumerate(stack) if item.style == style), None)
        if not (begins_line or (style in _INLINE and _follows_end(text, match.start()))):
            after_heading = (
                style == "bracket" and value in (1, last.get(style, 0) + 1) and depth is None and bool(stack)
            )
            if not after_heading or text[match.start() - 1] == "第":
                continue
        if not _continues(style, value, begins_line, stack, depth, last):
            continue
        # A box stands beside the item that it follows, not in it, and nothing stands in a box.
        if stack and (stack[-1].style == "box" or (style == "box" and len(stack) > 1)):
            del stack[-1]
            depth = next((index for index, item in enumerate(stack) if item.style == style), None)
        if depth is not None:
            del stack[depth:]
        elif style == "chapter" or (
            style == "comma" and all(item.style not in ("chapter", "section") for item in stack)
        ):
            stack.clear()
        item = Item(style, inner[0].rstrip("、.").strip(), value, match.start(), inner.end(), end, len(stack) + 1)
        if stack:
            item.parent = stack[-1]
            stack[-1].children.append(item)
        else:
            roots.append(item)
        stack.append(item)
        last[style] = value
    _close(roots, end, text)
    return roots


def _begins_line(text: str, at: int, start: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return not text[max(line, start) : at].strip(" \t*#　-")


def _follows_end(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at]
    return bool(before) and (before.rstrip(" ")[-1:] in _AFTER or before.endswith(" "))


def _continues(
    style: str, value: int, begins_line: bool, stack: list[Item], depth: int | None, last: dict[str, int]
) -> bool:
    if style == "article":
        return begins_line or value == last.get(style, 0) + 1
    previous = stack[depth].value if depth is not None else last.get(style, 0)
    if value == 1:
        return begins_line or depth is None or style not in ("comma", "chapter")
    return previous < value <= previous + (1 + _GAP if begins_line else 1)


def _close(items: list[Item], end: int, text: str) -> None:
    for index, item in enumerate(items):
        limit = items[index + 1].start if index + 1 < len(items) else end
        _close(item.children, limit, text)
        item.end = item.body + len(text[item.body : limit].rstrip())
        item.title, item.title_end = _title(text, item.body, item.own_end)


def _title(text: str, body: int, end: int) -> tuple[str, int]:
    """The words that name an item: its line, or its first sentence where the text goes on in that line."""
    begin = body + len(text[body:end]) - len(text[body:end].lstrip(" *\t\n"))
    line = text.find("\n", begin, end)
    stop = end if line < 0 else line
    sentence = re.compile("[。；！？]").search(text, begin, stop)
    if sentence and (sentence.start() - begin <= 45 or line < 0):
        stop = sentence.start()
    elsewhere = re.compile("(?<=[一-龥”]) (?=[一-龥])").search(text, begin + 2, min(stop, begin + 30))
    if elsewhere and stop - begin > 30:
        stop = elsewhere.start()
    if stop - begin > 45:
        comma = text.rfind("，", begin + 4, begin + 45)
        stop = comma if comma > 0 else begin + 45
    return text[begin:stop].strip(" *　：").strip(), stop


def leaves(items: list[Item]) -> list[Item]:
    """The items without sub-items, in order."""
    return [leaf for item in items for leaf in (leaves(item.children) if item.children else [item])]
