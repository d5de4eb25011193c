"""How fast a graph gets into the databases: by us and by others, as ratios within one run.

Run by hand, in the environment that `make install` makes (Java 17 and Maven have to be there):

    PYTHONPATH=. .venv/bin/python bench/loading.py [edges] [neo4j|embedded]    # 10,000 relations, both databases
    PYTHONPATH=. .venv/bin/python bench/loading.py import [edges]              # 3,000,000 relations

Each way puts the same made graph into an empty database: our store in groups of documents, raw UNWIND over the same driver
(MERGE of nodes, CREATE of relations, batches of 10,000), py2neo.bulk, and the writer of neo4j-graphrag (`pip install -e
'.[bench]'`; it needs APOC, which Neo4j gets for it). They take turns, the first of which does not count; the ratio is that
of the medians. `import` compares raw UNWIND with `neo4j-admin database import`.
"""

import asyncio
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from neo4j import GraphDatabase

from bench.parts.made import made_documents
from bench.parts.rows import batches, merged, write_csv
from bench.parts.servers import LARGE, SERVERS, empty, server
from graph.bulk import COMMAND
from graph.claims import Facts
from graph.embedded import Connection
from graph.extractions import Load
from graph.model import model, root_label
from graph.store import Store
from tests.neo4j_server import admin
from ui.services.loading import GROUP

_AGENCIES = 600
_ROUNDS = 3
_APOC = Path(__file__).parent / "parts" / "apoc.xml"
Documents = Sequence[Facts]


def main(words: Sequence[str]) -> None:
    """Without words the first measurement at a small size."""
    if words[:1] == ["import"]:
        measure_import(int(words[1]) if len(words) > 1 else 3_000_000)
    else:
        measure_load(int(words[0]) if words else 10_000, words[1:] or SERVERS)


def documents_of(edges: int) -> list[Facts]:
    """Documents that have about so many relations together."""
    each = len(next(made_documents(1, _AGENCIES)).relations)
    made = list(made_documents(max(1, edges // each), _AGENCIES))
    print(f"{len(made)} documents, {total(made):,} relations", flush=True)
    # What stays for the whole run is not looked at by the garbage collector again and again.
    gc.collect()
    gc.freeze()
    return made


def total(documents: Documents) -> int:
    """How many relations they have."""
    return sum(len(one.relations) for one in documents)


def measure_load(edges: int, servers: Sequence[str]) -> None:
    """Prints relations a second of each way on each database, and its ratio to raw UNWIND."""
    documents = documents_of(edges)
    ways: dict[str, Callable[[Connection, Documents], None]] = {
        "raw UNWIND": raw,
        "zeren": ours,
        "py2neo.bulk": by_py2neo,
        "neo4j-graphrag": by_graphrag,
    }
    with tempfile.TemporaryDirectory() as folder:
        plugins = apoc(Path(folder))
        for name in servers:
            with server(name, plugins=plugins) as (connection, _):
                spent: dict[str, list[float]] = {way: [] for way in ways}
                for number, way in enumerate(list(ways) * (1 + _ROUNDS)):
                    if way not in spent:
                        continue
                    empty(connection)
                    began = time.perf_counter()
                    try:
                        ways[way](connection, documents)
                    except Exception as error:  # what another's writer raises, or an extra that is not installed
                        print(f"{name:10}{way:18}not measured: {' '.join(str(error).split())[:150]}")
                        del spent[way]
                        continue
                    if number >= len(ways):  # a server that has just started is slow at first
                        spent[way].append(time.perf_counter() - began)
            report(name, total(documents), {way: statistics.median(found) for way, found in spent.items()})
    print(f"our process took {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def measure_import(edges: int) -> None:
    """Prints how long `neo4j-admin database import` and raw UNWIND take for the same graph."""
    documents = documents_of(edges)
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        csv, home = Path(folder) / "csv", Path(folder) / "server"
        csv.mkdir()
        write_csv(csv, documents)
        (home / "conf").mkdir(parents=True)
        (home / "conf" / "neo4j.conf").write_text(f"server.directories.import={home}\n", "utf-8")
        began = time.perf_counter()
        admin(home, *COMMAND.split()[1:], folder=csv, options=LARGE)
        spent["neo4j-admin import"] = time.perf_counter() - began
    with server("neo4j") as (connection, _):
        empty(connection)
        began = time.perf_counter()
        raw(connection, documents)
        spent["raw UNWIND"] = time.perf_counter() - began
    report("neo4j", total(documents), spent)


def report(name: str, edges: int, spent: dict[str, float]) -> None:
    """A line for each way."""
    for way, seconds in spent.items():
        ratio = spent["raw UNWIND"] / seconds
        print(f"{name:10}{way:18}{edges / seconds:10,.0f} relations/s{ratio:8.2f} x raw UNWIND", flush=True)


def groups(documents: Iterable[Facts]) -> Iterator[list[Load]]:
    """The documents as `zeren load` puts them into the graph."""
    group: list[Load] = []
    size = 0
    for facts in documents:
        group.append(Load(facts, facts, ""))
        size += len(facts.nodes) + len(facts.relations)
        if size >= GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def ours(connection: Connection, documents: Documents) -> None:
    """By the store."""
    with closing(Store(connection)) as store:
        for begun in [store.begin_load(group) for group in groups(documents)]:
            begun.result()


def raw(connection: Connection, documents: Documents) -> None:
    """By UNWIND, the nodes merged by key, the relations created."""
    nodes, relations = merged(documents)
    with (
        GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver,
        driver.session(database=connection.database) as session,
    ):
        for label, rows in nodes.items():
            text = f"UNWIND $rows AS row MERGE (n:{':'.join(model().node(label).labels)} {{key: row.key}}) SET n += row"
            for batch in batches(rows):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())
        for (kind, source, target), rows in relations.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{root_label(source)} {{key: row.source}}) "
                f"MATCH (b:{root_label(target)} {{key: row.target}}) CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
            )
            for batch in batches(rows):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())


def by_py2neo(connection: Connection, documents: Documents) -> None:
    """By py2neo's bulk functions."""
    from py2neo import Graph
    from py2neo.bulk import create_relationships, merge_nodes

    graph = Graph(connection.uri, auth=(connection.user, connection.password), name=connection.database)
    nodes, relations = merged(documents)
    for label, rows in nodes.items():
        schema = model().node(label)
        for batch in batches(rows):
            merge_nodes(graph.auto(), batch, (schema.root, "key"), labels=set(schema.labels))
    for (kind, source, target), rows in relations.items():
        ends = {"start_node_key": (root_label(source), "key"), "end_node_key": (root_label(target), "key")}
        for batch in batches((row["source"], row["properties"], row["target"]) for row in rows):
            create_relationships(graph.auto(), batch, kind, **ends)


def by_graphrag(connection: Connection, documents: Documents) -> None:
    """By the writer of neo4j-graphrag, which needs APOC in the server."""
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

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
    with GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver:
        writer = Neo4jWriter(driver, neo4j_database=connection.database)
        done = asyncio.run(writer.run(graph))
        if done.status != "SUCCESS":
            raise RuntimeError(f"its writer failed: {done.metadata}")


def apoc(folder: Path) -> Path:
    """A folder with the jars of APOC, fetched by Maven."""
    fetch = ["mvn", "-q", "-B", "-f", str(_APOC), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    subprocess.run([*fetch, f"-DoutputDirectory={folder}"], check=True)
    return folder


if __name__ == "__main__":
    main(sys.argv[1:])
