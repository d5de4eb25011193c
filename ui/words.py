"""The words that people read, the same on the page, in files and in messages: kinds, roles, dates."""

import re
from collections.abc import Mapping
from typing import Any

__all__ = [
    "KINDS",
    "ROLES",
    "cell_words",
    "date_words",
    "deadline_words",
    "kind_words",
    "plain_cell",
    "printable",
    "role_of",
    "role_words",
]

ROLES = {"lead": "牵头", "responsible": "责任", "participate": "配合"}
"""Roles in the order in which offices list them."""

KINDS = {
    "Agency": "机关",
    "School": "学校",
    "Enterprise": "企业",
    "Institute": "院所",
    "Group": "工作机构",
    "ActorClass": "集合称谓",
}
"""The kinds of actors."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def role_words(role: str) -> str:
    """牵头, 责任 or 配合; an unknown role as it is."""
    return ROLES.get(role, role)


def role_of(words: str) -> str | None:
    """The role that a user names in Chinese or English (牵头, 牵头单位, lead); None if it is none."""
    bare = words.strip().removesuffix("单位")
    return next((role for role, name in ROLES.items() if bare in (role, name)), None)


def kind_words(kind: str) -> str:
    """The kind of an actor in the office's word; an unknown kind as it is."""
    return KINDS.get(kind, kind)


def deadline_words(date: str | None) -> str:
    """A date as people write a deadline: 2025 → 2025年底前, 2025-06 → 2025年6月底前, 2025-06-30 → 2025年6月30日前.

    None is the empty string; what is no date stays as it is.
    """
    if not date:
        return ""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return date
    year, month, day = [*(int(part) for part in date.split("-")), 0, 0][:3]
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日前" if day else "底前")


def date_words(date: str) -> str:
    """A day, month or year as people write it: 2024年3月5日."""
    return deadline_words(date).removesuffix("底前").removesuffix("前")


def cell_words(column: str, value: Any) -> str:
    """The value of a result's column as people read it: roles and deadlines in words, lists joined, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return "、".join(cell_words(column, one) for one in value)
    if isinstance(value, Mapping):
        role, by_hand = value.get("role"), value.get("basis") == "human"
        marks = "，".join([*([role_words(str(role))] if role else []), *(["人工"] if by_hand else [])])
        return f"{value.get('name', '')}（{marks}）" if marks else str(value.get("name", ""))
    if column in ("deadline", "date"):
        return deadline_words(str(value)) if column == "deadline" else date_words(str(value))
    return role_words(str(value)) if column == "role" else str(value)


def printable(text: str) -> str:
    """A text without what steers a terminal or turns the direction of writing; line ends and tabs stay."""
    return _CONTROL.sub("", text)


def plain_cell(value: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    if isinstance(value, str):
        text = printable(value)
        return f"'{text}" if text.lstrip()[:1] in tuple("=+-@＝＋－＠") else text
    return value
