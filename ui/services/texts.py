"""Documents as they are read: their text, their headings, and what was found where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import model
from ui.exports.content import Node
from ui.services.browsing import browse, thing
from ui.services.session import Session

__all__ = ["Item", "Mark", "Paper", "Quote", "marked", "paper", "texts"]

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Item:
    """A heading or a task of a document; `level` counts from 1, tasks stand one below their heading."""

    key: str
    words: str
    level: int
    start: int
    end: int
    is_task: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A name or a target in the text: the node it stands for, its type, and for duties the role."""

    start: int
    end: int
    id: str
    label: str
    name: str
    role: str
    confidence: float
    task: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be read, all in the order of the text; marks of names do not overlap each other, nor do targets."""

    node: Node
    text: str
    items: tuple[Item, ...]
    names: tuple[Mark, ...]
    targets: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in its surroundings."""

    before: str
    words: str
    after: str


def texts(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """The whole texts of documents by key."""
    return {row["key"]: row["text"] or "" for row in browse(session, "texts", {"keys": [*keys]})}


def paper(session: Session, key: str) -> Paper | None:
    """A loaded document with all that was found in it; None if there is none of this key."""
    node = thing(session, f"Document:{key}")
    if node is None or not node.properties.get("loaded"):
        return None
    sections = browse(session, "sections", {"key": key})
    items = [
        Item(row["key"], _heading(row["number"], row["heading"]), row["level"] or 1, row["first"], row["last"], False)
        for row in sections
        if row["first"] is not None
    ]
    for row in browse(session, "tasks", {"key": key}):
        if row["first"] is not None:
            above = [one.level for one in items if not one.is_task and one.start <= row["first"] < one.end]
            words = " ".join(one for one in (row["number"], row["title"]) if one)
            items.append(Item(row["key"], words, max(above, default=0) + 1, row["first"], row["last"], True))
    items.sort(key=lambda one: (one.start, one.is_task))
    rows = browse(session, "marks", {"key": key})
    return Paper(
        node,
        texts(session, [key]).get(key, ""),
        tuple(items),
        _marks([row for row in rows if row["type"] != "HAS_TARGET"]),
        _marks([row for row in rows if row["type"] == "HAS_TARGET"]),
    )


def _heading(number: str, heading: str) -> str:
    """A heading as printed: 一、总体要求, 附件1 名单."""
    between = "、" if re.fullmatch("[一二三四五六七八九十]+", number) else " " if number[-1:].isalnum() else ""
    return f"{number}{between}{heading}"


def marked(text: str, start: int | None, end: int | None) -> Quote | None:
    """The words from `start` to `end` with some of the text before and after; None where the place is not known."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, after = text[first:start], text[end:last]
    return Quote(
        ("…" if first else "") + before.lstrip(), text[start:end], after.rstrip() + ("…" if last < len(text) else "")
    )


def _marks(rows: list[dict[str, Any]]) -> tuple[Mark, ...]:
    """The places of names, the first and shortest of those that overlap."""
    found: list[Mark] = []
    for row in rows:
        first, last = row["first"], row["last"]
        if first is None or last is None or (found and first < found[-1].end):
            continue
        label = max(
            (one for one in row["labels"] if one in model().nodes), key=lambda one: len(model().node(one).parents)
        )
        found.append(Mark(first, last, f"{label}:{row['key']}", label, row["name"] or "", row["role"] or "",
                          row["confidence"] if row["confidence"] is not None else 1.0, row["task_key"]))  # fmt: skip
    return tuple(found)
