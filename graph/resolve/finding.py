"""Finding the ground of a decision again in what a document says now.

Numbers and keys of tasks move from version to version and from extractor to extractor; words and names stay. So a task is
found by its words before its key, and a relation by the body and the words that it rests on.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property

from graph.claims import Facts, Node, Relation
from graph.resolve.judgement import SHARED, Ground, Verdict, is_relation, root_of

__all__ = ["NAMED_CLAIMS", "Index", "ground_of_node", "ground_of_relation", "name_of"]

NAMED_CLAIMS = {
    "RESPONSIBLE_FOR": "责任",
    "ADVANCES": "项目",
    "NAMES": "提及的单位",
    "MEMBER_OF": "成员",
    "HOLDS_POST": "职务",
    "HOSTED_BY": "办公室所在单位",
    "COOPERATES_WITH": "合作",
    "CITES": "引用",
    "IMPLEMENTS": "贯彻",
    "REPLACES": "代替",
}
"""Relations that people decide about, each in a word."""

_DETAILS = {
    "RESPONSIBLE_FOR": ("role",),
    "MEMBER_OF": ("role",),
    "HOLDS_POST": ("title",),
    **dict.fromkeys(("CITES", "IMPLEMENTS", "REPLACES"), ("cited_number", "cited_title")),
}
_QUOTE = 200
_TELLING = 30
"""From so many characters on a quote alone tells which claim it is; 市教育局牵头 stands under many tasks."""
_ALIKE = 0.6


class Index:
    """The facts of one document, to be looked up by what they say."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.nodes: Mapping[tuple[str, str], Node] = {(root_of(one.label), one.key): one for one in facts.nodes}

    @cached_property
    def relations(self) -> Mapping[tuple[str, ...], Relation]:
        """Relations by type, both keys and detail."""
        return {ground_of_relation(self, one).identity: one for one in self.facts.relations}

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, str], list[Node]]:
        found: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for one in self.facts.nodes:
            if one.label in ("Task", "Target"):
                found[one.label, _bare(str(one.properties["text"]))[:_QUOTE]].append(one)
        return found

    def find(self, ground: Ground, verdict: Verdict) -> Ground | None:
        """The same ground with the keys that it has now; None where it is gone."""
        if is_relation(ground.type):
            relation = self._relation(ground, verdict)
            return None if relation is None else ground_of_relation(self, relation)
        node = self._node(ground)
        return None if node is None else ground_of_node(node, ground.document, field=ground.field)

    def _node(self, ground: Ground) -> Node | None:
        root = root_of(ground.type)
        known = self.nodes.get((root, ground.key))
        if root not in ("Task", "Target"):
            return known
        same = self._by_words.get((root, _bare(ground.quote)), [])
        if known in same:
            return known
        if len(same) == 1:
            return same[0]
        if known is not None and name_of(known) == ground.name:
            return known
        named = [one for one in self.facts.nodes if one.label == root and name_of(one) == ground.name]
        return named[0] if len(named) == 1 else None

    def _relation(self, ground: Ground, verdict: Verdict) -> Relation | None:
        ranked: list[tuple[int, Relation]] = []
        for one in self.facts.relations:
            if one.type == ground.type and (score := self._score(ground_of_relation(self, one), ground, verdict)):
                ranked.append((score, one))
        best = max((score for score, _ in ranked), default=0)
        found = [one for score, one in ranked if score == best]
        return found[0] if len(found) == 1 else None

    def _score(self, now: Ground, then: Ground, verdict: Verdict) -> int:
        """How surely two relations are the same claim; 0 if they are not."""
        if now.detail != then.detail and verdict in (Verdict.RIGHT, Verdict.WRONG):
            return 0
        same_words = bool(then.quote) and _bare(now.quote) == _bare(then.quote)
        telling = same_words and len(then.quote) >= _TELLING
        score = 2 * same_words + (now.detail == then.detail)
        for key, name, wanted, words in (
            (now.key, now.name, then.key, then.name),
            (now.other, now.other_name, then.other, then.other_name),
        ):
            if key in self._shared:
                # Within one document a name stands for one body, also where its key has got another place by now.
                likeness = 1 if key == wanted or name.endswith(words) or words.endswith(name) else 0
            else:
                likeness = 4 if name == words else 2 if SequenceMatcher(None, name, words).ratio() > _ALIKE else 0
            if not likeness and (key in self._shared or not telling):
                return 0
            score += likeness + (key == wanted)
        return score

    @cached_property
    def _shared(self) -> frozenset[str]:
        return frozenset(key for root, key in self.nodes if root in SHARED)


def name_of(node: Node) -> str:
    """What people call a node."""
    for name in ("name", "title", "heading", "text"):
        if isinstance(value := node.properties.get(name), str) and value:
            return value
    return node.key


def ground_of_node(node: Node, document: str | None, *, field: str = "", names: Iterable[str] = ()) -> Ground:
    """The ground for a decision about a node, or about one `field` of it; `document` for what belongs to one."""
    if root_of(node.label) in SHARED:
        kept = {name: value for name, value in node.properties.items() if name not in ("key", "basis")}
        return Ground(node.label, node.key, name_of(node), document, names=tuple(names), properties=kept)
    words = str(node.properties.get("text", ""))
    return Ground(node.label, node.key, name_of(node), document, field=field, quote=_bare(words)[:_QUOTE])


def ground_of_relation(index: Index, relation: Relation) -> Ground:
    """The ground for a decision about a relation of the indexed document."""
    names = []
    for label, key in (relation.source, relation.target):
        node = index.nodes.get((root_of(label), key))
        names.append(key if node is None else name_of(node))
    detail = "/".join(str(relation.properties.get(name, "")) for name in _DETAILS.get(relation.type, ()))
    return Ground(
        relation.type, relation.source[1], names[0], index.facts.document, relation.target[1], names[1], detail,
        quote=str(relation.properties.get("quote", "")),
    )  # fmt: skip


def _bare(words: str) -> str:
    return re.sub(r"\s+", "", words)
