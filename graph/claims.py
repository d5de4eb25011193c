"""Nodes and relations as they are handed to the store, and the keys by which documents are found when cited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graph.identity import tidy

__all__ = ["Facts", "Node", "Relation", "Value", "number_key", "stub_of", "title_key"]

Value = str | int | float | bool | list[str]
_SHORTEST_TITLE = 6
_MASK = re.compile("[XＸ×]{2}|[XＸ×](?=[省市县区])|某")


@dataclass(frozen=True, slots=True)
class Node:
    """One node: `label` is its own type, such as Agency."""

    label: str
    key: str
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation between two nodes, each given by type and key."""

    type: str
    source: tuple[str, str]
    target: tuple[str, str]
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one document says, sorted; both ends of each relation are among the nodes."""

    document: str
    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]


def number_key(doc_number: str | None) -> str | None:
    """A document number with one kind of brackets and without spaces; None where it is masked or missing."""
    if not doc_number or re.search("[XＸ×某]", doc_number):
        return None
    bare = re.sub(r"\s|第(?=\d+号)", "", doc_number)
    return re.sub(r"[\[（(［【](\d{4})[\]）)］】]", r"〔\1〕", bare)


def stub_of(number: str | None, title: str | None, otherwise: str = "") -> dict[str, Value]:
    """What a document that is only cited has, by its number or its title, or by another name that tells it apart."""
    own: dict[str, Value] = {"key": f"cited:{number or title or otherwise}", "loaded": False, "basis": "text"}
    if number is not None:
        return {**own, "doc_number": number, "number_key": number}
    return own if title is None else {**own, "title_key": title}


def title_key(title: str | None) -> str | None:
    """A title without marks and spaces, and without 关于印发…的通知 around it; None where it hides a place or is too short to tell by."""
    bare = re.sub(r"[\s《》〈〉“”\"'‘’、，,]|（[^（）]{1,12}）$", "", tidy(title or ""))
    if _MASK.search(bare):
        return None
    inner = re.search(r"(?:关于印发|关于转发|印发)(.+?)的通知$", bare)
    bare = inner[1] if inner else bare
    return bare if len(bare) >= _SHORTEST_TITLE else None
