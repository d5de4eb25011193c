"""Parts of the graph for networkx and py2neo, and what is measured on it, on both databases."""

from typing import Any

import networkx
import pytest

from graph.dump import dump
from graph.errors import UsageError
from graph.measures import measure, working_together
from graph.notebooks import from_subgraph, to_subgraph
from graph.selection import Part, select, to_networkx
from graph.store import Store
from tests.cypher.conftest import Both

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
WHO_DOES_WHAT = "MATCH way = (:Actor)-[:RESPONSIBLE_FOR]->(:Task) RETURN way"


def in_order(whole: Part) -> tuple[list[str], list[str]]:
    return sorted(map(repr, whole["nodes"])), sorted(map(repr, whole["relations"]))


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, both: Both) -> Store:
    found: Store = getattr(both, request.param).store
    return found


def test_selection_has_what_the_query_returns_with_its_attributes(store: Store) -> None:
    graph = to_networkx(select(store, WHO_DOES_WHAT))
    [(duties, tasks)] = store.query(
        "MATCH (:Actor)-[r:RESPONSIBLE_FOR]->(t:Task) RETURN count(r) AS duties, count(DISTINCT t) AS tasks"
    ).rows
    assert isinstance(graph, networkx.MultiDiGraph)
    assert graph.number_of_edges() == duties
    assert sum(data["kind"] == "Task" for _, data in graph.nodes(data=True)) == tasks
    bureau = next(data for _, data in graph.nodes(data=True) if data.get("name") == "云岭市教育局")
    assert bureau["labels"] == ["Actor", "Agency"]
    assert {data["role"] for *_, data in graph.edges(data=True)} == {"lead", "responsible", "participate"}


def test_whole_graph_goes_into_networkx(store: Store) -> None:
    whole = dump(store)
    graph = to_networkx(whole)
    assert (len(graph), graph.number_of_edges()) == (len(whole["nodes"]), len(whole["relations"]))


def test_selection_of_both_is_the_same(both: Both) -> None:
    assert select(both.embedded.store, WHO_DOES_WHAT) == select(both.neo4j.store, WHO_DOES_WHAT)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("MATCH ()-[r:RESPONSIBLE_FOR]->() RETURN r", "没有返回它的两端"),
        ("MATCH (n) DETACH DELETE n", "只能查询"),
    ],
)
def test_selection_refuses_what_is_no_graph(store: Store, query: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        select(store, query)


def test_measures_are_those_of_the_shared_tasks(both: Both) -> None:
    found = measure(both.neo4j.store)
    assert found == measure(both.embedded.store)
    graph = working_together(both.neo4j.store)
    assert {one.key for one in found} == set(graph)
    pairs = both.neo4j.store.query(
        "MATCH (a:Actor {name: '云岭市教育局'})-[:RESPONSIBLE_FOR]->(:Task)<-[:RESPONSIBLE_FOR]-(b:Actor) "
        "WHERE NOT b:ActorClass AND a <> b RETURN count(DISTINCT b) AS n"
    )
    bureau = next(one for one in found if one.name == "云岭市教育局")
    assert bureau.degree == pairs.rows[0][0] > 1
    assert all(0 <= one.betweenness <= 1 for one in found) and found[0].betweenness > 0
    by_key = {one.key: one for one in found}
    assert all(by_key[one.community].community == one.community for one in found)
    assert 1 < len({one.community for one in found}) < len(found)


def test_subgraph_of_py2neo_and_back(store: Store) -> None:
    py2neo: Any = pytest.importorskip("py2neo", reason="py2neo is not installed (extra py2neo)")
    whole = dump(store)
    assert in_order(from_subgraph(to_subgraph(whole))) == in_order(whole)
    connection = store._connection
    theirs = py2neo.Graph(connection.uri, auth=(connection.user, connection.password), name=connection.database)
    read = theirs.run("MATCH (a:Task)-[r]->(b) RETURN a, r, b").to_subgraph()
    assert in_order(from_subgraph(read)) == in_order(select(store, "MATCH (a:Task)-[r]->(b) RETURN a, r, b"))
    # A notebook writes its subgraph into the database: what is there by key is found again, nothing is doubled.
    before = {name: count for name, count in store.counts().items()}
    tx = theirs.begin()
    tx.merge(to_subgraph(select(store, WHO_DOES_WHAT)))
    theirs.commit(tx)
    assert store.counts() == before
