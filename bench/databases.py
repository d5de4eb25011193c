"""How fast a graph gets into Neo4j, and how fast it answers: by us and by others, as ratios within one run.

Run by hand, in the environment that `make install` makes (Java 17 and Maven have to be there):

    PYTHONPATH=. .venv/bin/python bench/databases.py load [edges]        # 100,000 edges by default
    PYTHONPATH=. .venv/bin/python bench/databases.py ask [tasks]...      # 10,000 and 700,000 tasks by default

`load` puts the same made graph into an empty server by our store, by raw UNWIND over the same driver (MERGE of nodes, CREATE
of relations, batches of 10,000), by py2neo.bulk, by the writer of neo4j-graphrag where it and APOC are installed, and by
`neo4j-admin import`. `ask` gets a graph in by `neo4j-admin import` and asks the ten commonest questions through our services,
and the bare query of each over the same driver.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase

from bench.parts.made import TASKS, made_documents
from graph.bulk import COMMAND, write_files
from graph.claims import Facts
from graph.embedded import stop
from graph.loading import counted
from graph.model import model
from graph.queries import query
from graph.store import connect
from tests.neo4j_server import RunningNeo4j, admin, running
from ui import services
from ui.settings import Settings

_BATCH = 10_000
_AGENCIES = 600
_ROUNDS = 30
Rows = list[dict[str, Any]]


def main(words: Sequence[str]) -> None:
    """One of the two measurements; both at a small size without words."""
    if not words or words[0] == "load":
        measure_load(int(words[1]) if len(words) > 1 else 100_000 if words else 10_000)
    if not words or words[0] == "ask":
        for tasks in map(int, words[1:] or (["10000", "700000"] if words else ["10000"])):
            measure_answers(tasks)


# Loading


def measure_load(edges: int) -> None:
    """Prints relations a second of each way, and its ratio to raw UNWIND."""
    each = len(next(made_documents(1, _AGENCIES)).relations)
    documents = list(made_documents(max(1, edges // each), _AGENCIES))
    total = sum(len(one.relations) for one in documents)
    print(f"{len(documents)} documents, {total:,} relations")
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "server") as server:
        ways: dict[str, Callable[[RunningNeo4j], None]] = {
            "raw UNWIND": lambda to: raw(to, documents),
            "zeren": lambda to: ours(to, documents),
            "py2neo.bulk": lambda to: by_py2neo(to, documents),
            "neo4j-graphrag": lambda to: by_graphrag(to, documents),
        }
        # A server that has just started is slow at first.
        empty(server)
        raw(server, documents[: len(documents) // 4 + 1])
        for name, way in ways.items():
            empty(server)
            began = time.perf_counter()
            try:
                way(server)
            except ImportError as error:
                print(f"{name:22} not measured: {error}")
                continue
            seconds[name] = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        csv, home = Path(folder) / "csv", Path(folder) / "server"
        csv.mkdir()
        nodes_and_relations(csv, documents)
        (home / "conf").mkdir(parents=True)
        (home / "conf" / "neo4j.conf").write_text(f"server.directories.import={home}\n", "utf-8")
        began = time.perf_counter()
        admin(home, *COMMAND.split()[1:], folder=csv)
        seconds["neo4j-admin import"] = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with connect(home=Path(folder)) as store:
            for facts in documents:
                store.load(facts)
        seconds["zeren, embedded"] = time.perf_counter() - began
        stop(Path(folder))
    for name, spent in seconds.items():
        print(f"{name:22}{total / spent:10,.0f} relations/s{seconds['raw UNWIND'] / spent:8.2f} x raw UNWIND")


def empty(server: RunningNeo4j) -> None:
    """Take all out, constraints and indexes stay; the store makes them."""
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        driver.execute_query("MATCH (n:Zeren) DETACH DELETE n")
        with driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        for one in model().constraints():
            driver.execute_query(one)
        driver.execute_query("CALL db.awaitIndexes(300)")


def ours(server: RunningNeo4j, documents: Sequence[Facts]) -> None:
    """By the store, document by document; prints how much memory it takes on the way."""
    with connect(home=Path(), uri=server.uri, user=server.user, password=server.password) as store:
        for number, facts in enumerate(documents, 1):
            store.load(facts)
            if number in (len(documents) // 4, len(documents)):
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(f"zeren, after document {number}: {peak} MB at most so far")


def merged(documents: Iterable[Facts]) -> tuple[dict[str, Rows], dict[tuple[str, str, str], Rows]]:
    """All nodes by label, each once, and all relations by type and labels of their ends."""
    nodes: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    relations: dict[tuple[str, str, str], Rows] = defaultdict(list)
    for facts in documents:
        kept = counted(facts)
        for node in facts.nodes:
            nodes[node.label][node.key] = {**node.properties, **kept.get(node.key, {})}
        for one in facts.relations:
            row = {"source": one.source[1], "target": one.target[1], "properties": dict(one.properties)}
            relations[one.type, one.source[0], one.target[0]].append(row)
            if one.type == "RESPONSIBLE_FOR":
                actor = nodes[one.source[0]][one.source[1]]
                for name in ("tasks", f"tasks_{one.properties['role']}"):
                    actor[name] = actor.get(name, 0) + 1
    return {label: list(found.values()) for label, found in nodes.items()}, relations


def nodes_and_relations(folder: Path, documents: Iterable[Facts]) -> None:
    """The folder for `neo4j-admin`."""
    nodes, relations = merged(documents)
    write_files(
        folder,
        {label: iter(rows) for label, rows in nodes.items()},
        (
            (
                kind,
                model().node(source).root,
                row["source"],
                model().node(target).root,
                row["target"],
                row["properties"],
            )
            for (kind, source, target), rows in relations.items()
            for row in rows
        ),
    )


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def raw(server: RunningNeo4j, documents: Sequence[Facts]) -> None:
    """By UNWIND, the nodes merged by key, the relations created."""
    nodes, relations = merged(documents)
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver, driver.session() as session:
        for label, rows in nodes.items():
            labels, root = ":".join(model().node(label).labels), model().node(label).root
            text = f"UNWIND $rows AS row MERGE (n:{root} {{key: row.key}}) SET n:{labels}, n += row"
            for batch in batches(rows):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())
        for (kind, source, target), rows in relations.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{model().node(source).root} {{key: row.source}}) "
                f"MATCH (b:{model().node(target).root} {{key: row.target}}) CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
            )
            for batch in batches(rows):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())


def by_py2neo(server: RunningNeo4j, documents: Sequence[Facts]) -> None:
    """By py2neo's bulk functions."""
    from py2neo import Graph
    from py2neo.bulk import create_relationships, merge_nodes

    graph = Graph(server.uri, auth=(server.user, server.password))
    nodes, relations = merged(documents)
    for label, rows in nodes.items():
        schema = model().node(label)
        for batch in batches(rows):
            merge_nodes(graph.auto(), batch, (schema.root, "key"), labels=set(schema.labels))
    for (kind, source, target), rows in relations.items():
        ends = {
            "start_node_key": (model().node(source).root, "key"),
            "end_node_key": (model().node(target).root, "key"),
        }
        for batch in batches((row["source"], row["properties"], row["target"]) for row in rows):
            create_relationships(graph.auto(), batch, kind, **ends)


def by_graphrag(server: RunningNeo4j, documents: Sequence[Facts]) -> None:
    """By the writer of neo4j-graphrag, which needs APOC in the server."""
    import asyncio

    from neo4j_graphrag.experimental.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.experimental.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    nodes, relations = merged(documents)
    graph = Neo4jGraph(
        nodes=[Neo4jNode(id=row["key"], label=label, properties=row) for label, rows in nodes.items() for row in rows],
        relationships=[
            Neo4jRelationship(
                start_node_id=row["source"], end_node_id=row["target"], type=kind, properties=row["properties"]
            )
            for (kind, *_), rows in relations.items()
            for row in rows
        ],
    )
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        done = asyncio.run(Neo4jWriter(driver, batch_size=_BATCH).run(graph))
        if done.status != "SUCCESS":
            raise ImportError(f"its writer failed ({done.metadata}); APOC is missing?")


# Asking


def measure_answers(tasks: int) -> None:
    """Prints p50 and p95 of the ten commonest questions, and p50 as a ratio to the bare query."""
    agencies = max(40, tasks // 12)
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder) / "csv"
        csv.mkdir()
        nodes_and_relations(csv, made_documents(max(1, tasks // TASKS), agencies))
        with running(Path(folder) / "server", heap="2g", cache="1g", imported=(COMMAND, csv)) as server:
            told = Settings(Path(folder), server.uri, server.user, server.password)
            with (
                services.Session(told) as session,
                GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
            ):
                services.prepare_database(session)
                driver.execute_query("CALL db.awaitIndexes(600)")
                counts = session.store.counts()
                print(
                    f"{sum(counts[one.name] for one in model().roots() if one.name in counts):,} nodes, {tasks:,} tasks"
                )
                print(f"{'question':22}{'p50 ms':>9}{'p95 ms':>9}{'bare p50':>10}{'ratio':>7}")
                for name, asked in questions(session).items():
                    compare(session, driver, name, asked)


def questions(session: services.Session) -> dict[str, list[Mapping[str, str]]]:
    """The ten commonest: named queries, each with what to ask it."""
    rows = session.store.query(
        "MATCH (a:Actor) WHERE a.tasks > 0 RETURN a.name AS name ORDER BY a.key LIMIT 20000"
    ).rows
    names = random.Random(0).sample([row[0] for row in rows], k=min(_ROUNDS, len(rows)))
    documents = [
        row[0] for row in session.store.query("MATCH (d:Document) RETURN d.key AS key ORDER BY key LIMIT 300").rows
    ]
    documents = random.Random(0).sample(documents, k=min(_ROUNDS, len(documents)))
    return {
        "duties": [{"actor": one} for one in names],
        "document_tasks": [{"document": one} for one in documents],
        "partners": [{"actor": one} for one in names],
        "actors": [{"text": one[:5], "limit": "20"} for one in names],
        "path": [{"from": one, "to": other} for one, other in pairwise(names)],
        "programs": [{"program": f"行动{n}"} for n in range(150, 150 + _ROUNDS)],
        "documents": [{}] * 10,
        "agency_load": [{}] * 10,
        "unowned": [{}] * 10,
        "targets_by_deadline": [{"until": "2025"}] * 10,
    }


def compare(session: services.Session, driver: Driver, name: str, asked: list[Mapping[str, str]]) -> None:
    spent: dict[str, list[float]] = {"ours": [], "bare": []}
    text, defaults = query(name).text, {one.name: one.default for one in query(name).parameters}
    for number, given in enumerate([*asked[:3], *asked]):
        parameters = {**defaults, **{key: int(value) if key == "limit" else value for key, value in given.items()}}
        ways: dict[str, Callable[[], object]] = {
            "ours": lambda given=given: services.ask(session, name, given),
            "bare": lambda parameters=parameters: driver.execute_query(text, parameters, routing_="r"),
        }
        # Whoever comes second finds the pages warm.
        for one in sorted(ways, reverse=bool(number % 2)):
            began = time.perf_counter()
            ways[one]()
            spent[one].append((time.perf_counter() - began) * 1000)
    ours, bare = (sorted(spent[one][3:]) for one in ("ours", "bare"))
    p50, plain = statistics.median(ours), statistics.median(bare)
    print(f"{name:22}{p50:9.1f}{ours[int(len(ours) * 0.95)]:9.1f}{plain:10.1f}{p50 / plain:7.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
