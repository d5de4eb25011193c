"""Looking around in the graph: finding things by name, what is linked to them, and ways between them."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph import queries
from graph.model import model, root_label
from graph.statements import CYPHER
from ui.exports.content import Edge, Node
from ui.exports.subgraph import node_of
from ui.services.session import Session
from ui.words import KINDS

__all__ = [
    "Edge", "Hit", "Look", "Node", "Part", "browse", "busiest", "duties_of", "edge_id", "find_names", "is_relation", "labels_of_kinds", "looks", "nearest",
    "neighbourhood", "relation_words", "thing", "way_between",
]  # fmt: skip

WIDE = 60
"""Of more tasks than this at once, only the links to what was asked for are given."""

_SEEN = 100
"""So many tasks of one body can be told apart in a drawing."""

_LINKS = {
    "Actor": "links_of_actors",
    "Program": "links_of_programs",
    "Person": "links_of_people",
    "Target": "links_of_targets",
}
_LEFT_OUT = ("Section", "Place")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something with a name; `id` names it in the graph, `label` is its type, `others` are other ways of writing it."""

    id: str
    label: str
    name: str
    place: str
    tasks: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some nodes and the edges between them, each once, sorted by id."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    def node(self, wanted: str) -> Node | None:
        """The node of this id."""
        return next((one for one in self.nodes if one.id == wanted), None)

    def joined(self, other: "Part") -> "Part":
        """Both parts in one."""
        nodes = {one.id: one for one in (*self.nodes, *other.nodes)}
        edges = {edge_id(one): one for one in (*self.edges, *other.edges)}
        return Part(tuple(nodes[one] for one in sorted(nodes)), tuple(edges[one] for one in sorted(edges)))


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of thing is called and drawn; `lines` are how its relations are drawn by role."""

    label: str
    color: str
    shape: str


@cache
def looks() -> Mapping[str, Look]:
    """Names, colours and shapes of the kinds of nodes that a drawing shows, by the schema's name."""
    return {
        name: Look(one.label, one.color, one.shape)
        for name, one in model().nodes.items()
        if not one.abstract and name not in _LEFT_OUT
    }


def relation_words(edge: Edge) -> tuple[str, str]:
    """The Chinese name of a relation and how its line is drawn (thick, solid, dashed or dotted)."""
    schema = model().relation(edge.type)
    role = schema.properties.get("role")
    value = str(edge.properties.get("role") or "")
    line = role.lines.get(value, schema.line) if role is not None else schema.line
    return schema.label, "dotted" if edge.properties.get("basis") in ("derived", "reference") else line


def is_relation(name: str) -> bool:
    """Whether the schema has a relation of this name."""
    return name in model().relations


def edge_id(edge: Edge) -> str:
    """What tells an edge from all others."""
    return "|".join(str(one) for one in (edge.source, edge.type, edge.target, edge.properties.get("role", ""),
                                         edge.properties.get("start", "")))  # fmt: skip


def browse(session: Session, name: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
    """The rows of a query of `cypher/browse/`, or with a folder before its name of another one.

    Raises:
        DatabaseError: the database cannot be reached.
    """
    path = CYPHER / (f"{name}.cypher" if "/" in name else f"browse/{name}.cypher")
    return session.store.query(path.read_text(encoding="utf-8"), parameters).dicts()


def find_names(session: Session, text: str, limit: int = 12) -> list[Hit]:
    """What bears a name with these characters, or is written so somewhere; what begins with them first, then by tasks."""
    words = text.strip()
    rows = session.store.query(queries.query("names").text, {"text": words, "limit": max(limit, 200)}).dicts()
    labels = {**labels_of_kinds()}
    labels |= {one.label: name for name, one in model().nodes.items() if name not in KINDS}
    hits = []
    for row in rows:
        label = labels.get(row["kind"], "Actor")
        others = tuple(one for one in row["other_names"] or () if one and one != row["name"])
        hits.append(
            Hit(f"{label}:{row['key']}", label, row["name"] or row["key"], row["place"] or "", row["tasks"], others)
        )
    hits.sort(key=lambda hit: (hit.label == "Task", _distance(hit, words), -hit.tasks, hit.name))
    return hits[:limit]


def _distance(hit: Hit, words: str) -> int:
    names = (hit.name, *hit.others)
    return 0 if words in names else 1 if any(name.startswith(words) for name in names) else 2


def nearest(session: Session, text: str) -> list[Hit]:
    """The bodies and programs whose names are nearly this, the nearest first; three at most."""
    hits = [hit for hit in find_names(session, "", 5_000) if hit.label not in ("Task", "Document")]
    by_name: dict[str, Hit] = {}
    for hit in hits:
        for name in (hit.name, *hit.others):
            by_name.setdefault(name, hit)
    found = difflib.get_close_matches(text.strip(), by_name, n=6, cutoff=0.4)
    return list({by_name[name].id: by_name[name] for name in found}.values())[:3]


def busiest(session: Session) -> str | None:
    """The id of the body with most tasks that can be seen at once; without any, of the latest document; None in an empty graph."""
    for row in browse(session, "busiest", {"most": _SEEN}):
        return f"{labels_of_kinds()[row['kind']]}:{row['key']}"
    documents = session.store.query(queries.query("documents").text, {}).dicts()
    return f"Document:{documents[0]['document_key']}" if documents else None


def thing(session: Session, wanted: str) -> Node | None:
    """The node of this id, a document without its text; None if there is none."""
    label, _, key = wanted.partition(":")
    if label not in looks():
        return None
    rows = browse(session, f"node_{root_label(label).lower()}", {"key": key})
    return node_of(rows[0]["labels"], rows[0]["properties"]) if rows else None


def neighbourhood(session: Session, ids: Iterable[str]) -> Part:
    """What is linked to these nodes; for tasks that come in, also who else has a part in them and what they advance.

    Unknown ids are passed over; places and sections are left out.
    """
    keys: dict[str, list[str]] = {}
    found: dict[str, Node] = {}
    for one in dict.fromkeys(ids):
        node = thing(session, one)
        if node is not None:
            found[node.id] = node
            keys.setdefault(root_label(node.label), []).append(node.key)
    part = Part(tuple(found.values()))
    for root, name in _LINKS.items():
        if root in keys:
            part = part.joined(_part(browse(session, name, {"keys": keys[root]})))
    tasks = {node.key for node in part.nodes if node.label == "Task"}
    if len(tasks) > WIDE:
        tasks = set(keys.get("Task", ()))
    if "Document" in keys:
        part = part.joined(_part(browse(session, "export/edges_of_documents", {"documents": keys["Document"]})))
        tasks |= {row["key"] for row in browse(session, "export/tasks_of_documents", {"documents": keys["Document"]})}
    if tasks:
        rows = browse(session, "export/edges_of_tasks", {"tasks": sorted(tasks)})
        # The rows of a table that divide a task up are shown with that task alone, not with all who have a part in it.
        part = part.joined(
            _part([row for row in rows if row["type"] != "DETAILED_BY" or "Task" in keys or _within(row, tasks)])
        )
    return part.joined(Part((), tuple(_belonging(part, keys))))


def _within(row: Mapping[str, Any], tasks: set[str]) -> bool:
    return row["source"]["key"] in tasks and row["target"]["key"] in tasks


def _belonging(part: Part, keys: Mapping[str, list[str]]) -> Iterable[Edge]:
    """An edge from each task to its document, where that is shown, in place of the headings between them."""
    documents = {
        node.key: node.id for node in part.nodes if node.label == "Document" and node.key in keys.get("Document", ())
    }
    for node in part.nodes:
        document = documents.get(str(node.properties.get("document")))
        if node.label == "Task" and document is not None:
            yield Edge(node.id, document, "PART_OF", {"basis": "text"})


def _part(rows: Sequence[Mapping[str, Any]]) -> Part:
    nodes: dict[str, Node] = {}
    edges: dict[str, Edge] = {}
    for row in rows:
        source, target = (node_of(row[f"{end}_labels"], row[end]) for end in ("source", "target"))
        if source.label in _LEFT_OUT or target.label in _LEFT_OUT:
            continue
        nodes[source.id], nodes[target.id] = source, target
        edge = Edge(source.id, target.id, row["type"], row["properties"])
        edges[edge_id(edge)] = edge
    return Part(tuple(nodes[one] for one in sorted(nodes)), tuple(edges[one] for one in sorted(edges)))


def way_between(session: Session, first: str, second: str) -> tuple[str, ...]:
    """The ids along the shortest way between two nodes, both ends included; empty if there is none."""
    rows = browse(session, "way", {"from": first.partition(":")[2], "to": second.partition(":")[2]})
    if not rows:
        return ()
    return tuple(
        node_of(labels, {"key": key}).id for labels, key in zip(rows[0]["labels"], rows[0]["keys"], strict=True)
    )


def duties_of(session: Session, key: str) -> list[dict[str, Any]]:
    """What a body has to do, by its key, in the order of the documents; `via` names the collective it is one of."""
    return browse(session, "duties_of_actor", {"key": key})


@cache
def labels_of_kinds() -> Mapping[str, str]:
    """The schema's names of kinds of bodies by their Chinese words."""
    return {words: label for label, words in KINDS.items()}
