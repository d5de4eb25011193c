"""How fast the databases answer the ten commonest questions and the list of doubts, and how much our services add to the bare query.

Run by hand, in the environment that `make install` makes (Java 17 and Maven have to be there):

    PYTHONPATH=. .venv/bin/python bench/asking.py [nodes] [neo4j|embedded]

10,000 nodes on both databases without words, a million is the other size of interest: Neo4j gets its graph by `neo4j-admin
database import`, the embedded database by our store, which takes minutes. Prints p50 and p95 of each question and, of the
medians, the ratio to the bare query over the same driver; then what the pages wait for.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from neo4j import Driver, GraphDatabase

from bench.loading import groups
from bench.parts.made import TASKS, made_documents
from bench.parts.rows import write_csv
from bench.parts.servers import SERVERS, server
from graph.bulk import COMMAND
from graph.model import model
from graph.queries import query
from ui import services
from ui.services import Filters
from ui.settings import Settings

_ROUNDS = 30
_NODES = 1.4
"""Nodes of the made graph for each task."""


def main(words: Sequence[str]) -> None:
    """The measurement, on both databases or one."""
    tasks = int(int(words[0] if words else 10_000) / _NODES)
    for name in words[1:] or SERVERS:
        measure_answers(name, tasks)


def measure_answers(name: str, tasks: int) -> None:
    """Prints what the questions take on one database with so many tasks."""
    agencies = max(40, tasks // 12)
    documents = made_documents(max(1, tasks // TASKS), agencies)
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder)
        imported = None
        if name == "neo4j":
            write_csv(csv, documents)
            imported = (COMMAND, csv)
        with server(name, imported=imported) as (there, home):
            told = Settings(home) if name == "embedded" else Settings(home, there.uri, there.user, there.password)
            with (
                services.Session(told) as session,
                GraphDatabase.driver(
                    there.uri, auth=(there.user, there.password), notifications_min_severity="OFF"
                ) as driver,
            ):
                services.prepare_database(session)
                if name == "embedded":
                    for begun in [session.store.begin_load(group) for group in groups(documents)]:
                        begun.result()
                else:
                    driver.execute_query("CALL db.awaitIndexes(600)")
                counts = session.store.counts(relations=False)
                nodes = sum(counts[one.name] for one in model().roots() if one.name in counts)
                print(f"{name}: {nodes:,} nodes, {tasks:,} tasks")
                print(f"{'question':22}{'p50 ms':>9}{'p95 ms':>9}{'bare p50':>10}{'ratio':>7}")
                asked = questions(session)
                for question, given in asked.items():
                    compare(session, driver, there.database, question, given)
                measure_pages(
                    session,
                    [one["actor"] for one in asked["duties"]],
                    [one["document"] for one in asked["document_tasks"]],
                )


def questions(session: services.Session) -> dict[str, list[Mapping[str, str]]]:
    """The ten commonest and the list of doubts: named queries, each with what to ask it."""
    rows = session.store.query(
        "MATCH (a:Actor) WHERE a.tasks > 0 RETURN a.name AS name ORDER BY a.key LIMIT 20000"
    ).rows
    names = random.Random(0).sample([row[0] for row in rows], k=min(_ROUNDS, len(rows)))
    documents = [
        row[0]
        for row in session.store.query(
            "MATCH (d:Document) WHERE d.loaded RETURN d.key AS key ORDER BY key LIMIT 300"
        ).rows
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
        "doubtful": [{}] * 10,
    }


def compare(
    session: services.Session, driver: Driver, database: str | None, name: str, asked: list[Mapping[str, str]]
) -> None:
    """Prints a line: the question asked through our services, and bare."""
    spent: dict[str, list[float]] = {"ours": [], "bare": []}
    text, defaults = query(name).text, {one.name: one.default for one in query(name).parameters}
    for number, given in enumerate([*asked[:3], *asked]):
        parameters = {**defaults, **{key: int(value) if key == "limit" else value for key, value in given.items()}}
        ways: dict[str, Callable[[], object]] = {
            "ours": lambda given=given: services.ask(session, name, given),
            "bare": lambda parameters=parameters: driver.execute_query(
                text, parameters, routing_="r", database_=database
            ),
        }
        # Whoever comes second finds the pages warm.
        for one in sorted(ways, reverse=bool(number % 2)):
            began = time.perf_counter()
            ways[one]()
            spent[one].append((time.perf_counter() - began) * 1000)
    ours, bare = (sorted(spent[one][3:]) for one in ("ours", "bare"))
    p50, plain = statistics.median(ours), statistics.median(bare)
    print(f"{name:22}{p50:9.1f}{ours[int(len(ours) * 0.95)]:9.1f}{plain:10.1f}{p50 / plain:7.2f}", flush=True)


def measure_pages(session: services.Session, actors: Sequence[str], documents: Sequence[str]) -> None:
    """Prints a line for each thing that a page has to have before it shows something: of a body, of a document, of all."""
    views: dict[str, list[Callable[[], object]]] = {
        "page: overview": [lambda: services.overview(session)] * 10,
        "page: document": [lambda key=key: services.paper(session, key) for key in documents],
        "page: its ledger": [lambda key=key: services.content(session, Filters(document=key)) for key in documents],
        "page: ledger of a body": [lambda name=name: services.content(session, Filters(actor=name)) for name in actors],
        "page: graph of a body": [
            lambda name=name: services.neighbourhood(session, [services.find_names(session, name, 1)[0].id])
            for name in actors
        ],
    }
    for name, ways in views.items():
        spent = []
        for way in [*ways[:3], *ways]:
            began = time.perf_counter()
            way()
            spent.append((time.perf_counter() - began) * 1000)
        spent = sorted(spent[3:])
        print(f"{name:22}{statistics.median(spent):9.1f}{spent[int(len(spent) * 0.95)]:9.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
