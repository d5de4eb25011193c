"""What a load sends, as far as it can be worked out without the database: while one group of documents is written, the next is made ready."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.claims import Facts, Node
from graph.deriving import Named
from graph.model import root_label
from graph.reading import DOUBTFUL
from graph.writing import Statement, merge_statements, node_statements, relation_statements

__all__ = ["OWNED", "Prepared", "counted", "prepare"]

Row = Mapping[str, Any]
OWNED = ("Section", "Task", "Target")
"""The types of nodes that belong to the one document that they come from."""
_BY_HAND: Mapping[str, Any] = dict.fromkeys(("decisions", "notes", "other_names"))
"""What decisions set on shared nodes: gone where the facts do not have it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to become of some documents: their facts by key (None: it goes), and how these are written."""

    changes: Mapping[str, Facts | None]
    documents: Sequence[Row]
    owned: Sequence[Statement]
    shared: Mapping[str, Mapping[str, Node]]
    """Shared nodes by root label and key."""
    named: Named
    relations: Sequence[Statement]
    """Those between shared nodes that no document owns first, as they are merged."""
    loose: Mapping[str, set[str]]
    """Keys by root label of shared nodes that only a collective or nothing leads to: one may have been there before, or be an orphan."""
    kept: Sequence[Statement]
    """What is kept of the documents apart from the graph."""


def prepare(changes: Mapping[str, Facts | None], kept: Sequence[Statement] = ()) -> Prepared:
    """What these documents need, None taking one out; `kept` is written with them, apart from the graph."""
    documents = [facts for facts in changes.values() if facts is not None]
    own, shared = _nodes(documents)
    relations = [one for facts in documents for one in facts.relations]
    common = [one for one in relations if "document" not in one.properties]
    owned = [one for one in relations if "document" in one.properties]
    held = {end for one in owned for end in (one.source, one.target)}
    held |= {one.target for one in common if one.source in held}
    return Prepared(
        changes=changes,
        documents=own.pop("Document", []),
        owned=[one for label, rows in own.items() for one in node_statements(label, rows)],
        shared=shared,
        named=Named.of(relations),
        relations=[*merge_statements(common), *relation_statements(owned)],
        loose={
            root: {key for key, node in nodes.items() if (node.label, key) not in held}
            for root, nodes in shared.items()
        },
        kept=kept,
    )


def counted(facts: Facts) -> dict[str, dict[str, Any]]:
    """What tasks and the document keep so that lists need not look for it: by key, who is without a body, and how sure duties are."""
    sure: dict[str, list[float]] = defaultdict(list)
    for one in facts.relations:
        if one.type == "RESPONSIBLE_FOR":
            sure[one.target[1]].append(float(str(one.properties.get("confidence", 1))))
    owned = set(sure)
    owned |= {one.source[1] for one in facts.relations if one.type == "DETAILED_BY" and one.target[1] in owned}
    tasks = [one.key for one in facts.nodes if one.label == "Task"]
    unowned = [key for key in tasks if key not in owned]
    every = [one for of in sure.values() for one in of]
    found: dict[str, dict[str, Any]] = {key: {"least_confidence": min(of)} for key, of in sure.items()}
    found |= {key: {"unowned": True} for key in unowned}
    found[facts.document] = {"tasks": len(tasks), "tasks_unowned": len(unowned)}
    found[facts.document] |= {"duties_doubtful": sum(one < DOUBTFUL for one in every)}
    found[facts.document] |= {"least_confidence": min(every)} if every else {}
    return found


def _nodes(documents: Iterable[Facts]) -> tuple[dict[str, list[Row]], dict[str, dict[str, Node]]]:
    """The nodes that belong to one document, as rows by label, and the shared ones, each once, by root label and key."""
    own: dict[str, list[Row]] = defaultdict(list)
    shared: dict[str, dict[str, Node]] = defaultdict(dict)
    for facts in documents:
        counts = counted(facts)
        for node in facts.nodes:
            root = root_label(node.label)
            if root in OWNED or node.key == facts.document:
                own[node.label].append({**node.properties, **counts.get(node.key, {})})
            else:
                known = shared[root].get(node.key)
                properties = {**(known.properties if known else {}), **_BY_HAND, **node.properties}
                shared[root][node.key] = Node(node.label, node.key, properties)
    return own, shared
