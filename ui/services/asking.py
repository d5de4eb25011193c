"""Questions to the graph: the named queries, Cypher that a user types, and names that are nearly right."""

import csv
import difflib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph import queries
from graph.errors import UsageError
from ui.exports.content import Edge, Node
from ui.exports.subgraph import node_of
from ui.services.browsing import Part, edge_id, is_relation, looks
from ui.services.session import Session
from ui.words import cell_words, plain_cell

__all__ = [
    "Answer", "NamedQuery", "answer_csv", "ask", "ask_cypher", "find_actors", "named_queries", "part_of_rows", "suggest_actors",
]  # fmt: skip

_CANDIDATES = 100_000
_NAMED = """
MATCH (body:Actor) WHERE body.name IN $names
RETURN body.name AS actor, body.key AS actor_key, body.place AS place ORDER BY actor, actor_key
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, and the Chinese head of each column in order; `truncated` if there were more rows than asked for."""

    columns: Mapping[str, str]
    rows: list[dict[str, Any]]
    truncated: bool = False


NamedQuery = queries.Query


def named_queries() -> Mapping[str, NamedQuery]:
    """All named queries by name."""
    return queries.catalogue()


def ask(session: Session, name: str, given: Mapping[str, str]) -> Answer:
    """The answer of a named query. An actor may be given by a part of its name, where that tells it.

    Raises:
        UsageError: no such query, parameter or actor; the message names the nearest.
        DatabaseError: the database cannot be reached.
    """
    query = queries.query(name)
    values = queries.bind(query, given)
    rows = session.store.query(query.text, values).dicts()
    actors = [one.name for one in query.parameters if one.type == "actor" and values[one.name] is not None]
    if not rows and actors:
        # The queries know keys and names that one actor has; whoever means another way of saying it waits a little longer.
        keys = dict(zip(actors, find_actors(session, [values[name] for name in actors]), strict=True))
        rows = session.store.query(query.text, values | keys).dicts()
    return Answer(query.columns, rows)


def ask_cypher(session: Session, text: str, given: Mapping[str, str], *, limit: int = 1_000) -> Answer:
    """The first rows of the answer of a query in Cypher, which runs with read rights only and a limit on time.

    Raises:
        UsageError: it is no query, or would write.
        DatabaseError: the database cannot be reached.
    """
    result = session.store.run_read(text, given, limit=limit)
    return Answer({name: name for name in result.columns}, result.dicts(), result.truncated)


def suggest_actors(session: Session, text: str, limit: int = 20) -> list[dict[str, Any]]:
    """Actors whose name has these characters, those with most tasks first, each with kind, place and number of tasks."""
    query = queries.query("actors")
    return session.store.query(query.text, {"text": text, "limit": limit}).dicts()


def find_actors(session: Session, wanted: Sequence[str]) -> list[str]:
    """The keys of the actors that a user means, each by a name, an unambiguous part of one or a key; in the same order.

    Raises:
        UsageError: there is none, or there are several; the message names the nearest.
    """
    found = session.store.query(_NAMED, {"names": [*wanted]}).dicts() if wanted else []
    return [_only(session, name, [row for row in found if row["actor"] == name]) for name in wanted]


def _only(session: Session, wanted: str, named: list[dict[str, Any]]) -> str:
    if len(named) == 1:
        return str(named[0]["actor_key"])
    if named:
        places = "、".join(f"{row['place'] or '未注明地区'}（{row['actor_key']}）" for row in named)
        raise UsageError(f"有几个单位都叫“{wanted}”，请用括号里的标识代替名称：{places}")
    if ":" in wanted:
        return wanted
    part = suggest_actors(session, wanted, 6)
    if len(part) == 1:
        return str(part[0]["actor_key"])
    if part:
        raise UsageError(f"有几个单位的名称含“{wanted}”，请写全称：{_listed(part[:5])}")
    everyone = {row["actor"]: row for row in suggest_actors(session, "", _CANDIDATES)}
    if not everyone:
        raise UsageError(f"没有找到“{wanted}”：图谱还是空的，请先载入文件（zeren load 文件，或 zeren demo 看样例）")
    near = difflib.get_close_matches(wanted, everyone, n=3, cutoff=0.4)
    if not near:
        raise UsageError(f"没有找到“{wanted}”，请换一个写法，或用 zeren query actors -p text=… 查找")
    more = f"，还是 {_listed([everyone[name] for name in near[1:]])}" if near[1:] else ""
    raise UsageError(f"没有找到“{wanted}”。您要找的是 {_listed([everyone[near[0]]])}{more}？")


def _listed(rows: list[dict[str, Any]]) -> str:
    return "、".join(f"{row['actor']}（{row['tasks']} 项任务）" for row in rows)


def answer_csv(answer: Answer) -> bytes:
    """The answer as a table that spreadsheets open, no cell of which they take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(answer.columns.values())
    for row in answer.rows:
        writer.writerow(plain_cell(cell_words(name, row.get(name))) for name in answer.columns)
    return out.getvalue().encode("utf-8-sig")


def part_of_rows(rows: Sequence[Mapping[str, Any]]) -> Part:
    """The nodes in the values of an answer, and the relations between them that it holds too."""
    nodes: dict[str, Node] = {}
    relations: list[Mapping[str, Any]] = []

    def look(value: Any) -> None:
        if isinstance(value, Mapping) and {"labels", "properties"} <= value.keys():
            known = [label for label in value["labels"] if label in looks()]
            if known and "key" in value["properties"]:
                node = node_of(
                    known,
                    {
                        name: one
                        for name, one in value["properties"].items()
                        if name != "text" or "Document" not in known
                    },
                )
                nodes[node.key] = node
        elif isinstance(value, Mapping) and {"type", "from", "to"} <= value.keys():
            relations.append(value)
        elif isinstance(value, Mapping):
            for one in value.values():
                look(one)
        elif isinstance(value, list | tuple):
            for one in value:
                look(one)

    look([*rows])
    edges = {
        edge_id(edge): edge
        for one in relations
        if one["from"] in nodes and one["to"] in nodes and is_relation(one["type"])
        for edge in [Edge(nodes[one["from"]].id, nodes[one["to"]].id, one["type"], one.get("properties") or {})]
    }
    found = sorted(nodes.values(), key=lambda node: node.id)
    return Part(tuple(found), tuple(edges[name] for name in sorted(edges)))
