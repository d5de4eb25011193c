"""Queries that people type read the graph and nothing else, however they are written, on both servers."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.dump import dump_json
from graph.errors import DatabaseError, UsageError
from graph.facts import facts_of
from graph.reading import Reading
from graph.store import Store, connect
from tests.graph.conftest import MakeReading

READS_A_FILE = "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line"
REFUSED = [
    # Writes.
    "CREATE (n:Task {key: 'x'}) RETURN n",
    "MATCH (n:Document) SET n.title = 'x'",
    "MATCH (n:Document) SET n:Other",
    "MATCH (n:Document) REMOVE n.title",
    "MATCH (n) DETACH DELETE n",
    "MERGE (n:Task {key: 'x'}) RETURN n",
    "MERGE (n:Zeren {key: 'store'}) ON MATCH SET n.loads = 0",
    "FOREACH (i IN [1] | CREATE (:Task {key: 'x'}))",
    "CALL () { CREATE (:Task {key: 'x'}) } RETURN 1 AS one",
    "MATCH (n:Document) CALL (n) { SET n.title = 'x' } RETURN n.key AS key",
    "MATCH (n:Document) CALL (n) { CALL (n) { SET n.title = 'x' } } RETURN n.key AS key",
    "UNWIND [1, 2] AS i CALL (i) { CREATE (:Task {key: 'x' + i}) } IN TRANSACTIONS OF 1 ROW",
    "MATCH (n:Document) RETURN n.key AS key UNION MATCH (n:Document) DETACH DELETE n RETURN 1 AS key",
    "CREATE INDEX x IF NOT EXISTS FOR (n:Task) ON (n.recurs)",
    "DROP CONSTRAINT task_key",
    # Hidden ones.
    "/* MATCH */ CREATE /* (n) */ (n:Task {key: 'x'}) // RETURN n",
    "RETURN 1 AS one // \nUNION\nCREATE (:Task {key: 'x'}) RETURN 1 AS one",
    "\\u0043REATE (n:Task {key: 'x'})",
    "cReAtE (n:Task {key: 'x'})",
    "MATCH (n:Document)\u00a0SET\u2003n.title = 'x'",
    "CYPHER 5 CREATE (n:Task {key: 'x'})",
    "PROFILE CREATE (n:Task {key: 'x'})",
    # Files and addresses.
    READS_A_FILE,
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:9/x' AS line RETURN line",
    "RETURN 1 AS one /* harmless */ UNION LOAD CSV FROM 'file:///etc/hostname' AS one RETURN one",
    "CALL () { LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line } RETURN line",
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line } AS lines",
    "LOAD/**/CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "\\u004cOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "PROFILE LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    # The server and its people.
    "SHOW USERS",
    "SHOW CURRENT USER",
    "SHOW DATABASES",
    "SHOW SETTINGS",
    "SHOW PROCEDURES",
    "SHOW FUNCTIONS",
    "SHOW TRANSACTIONS",
    "SHOW TRANSACTIONS YIELD transactionId AS id RETURN id",
    "SHOW/* */TRANSACTION",
    "\\u0053HOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'x'",
    "TERMINATE // all\nTRANSACTION 'x'",
    "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN message",
    "CREATE USER x SET PASSWORD 'xxxxxxxxxx'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'bbbbbbbbbb'",
    "CALL dbms.listConfig()",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL `dbms`.`listConfig`()",
    "CALL () { CALL dbms.components() YIELD name RETURN name } RETURN name",
    "CALL db.createLabel('X')",
    "CALL apoc.load.json('file:///etc/hostname')",
    "RETURN apoc.cypher.runFirstColumnSingle('RETURN 1', {}) AS one",
    # Several statements.
    "RETURN 1 AS one; CREATE (n:Task {key: 'x'})",
    "RETURN 1 AS one; " + READS_A_FILE,
    "RETURN 1 AS one;\nSHOW TRANSACTIONS",
]


@pytest.fixture
def filled(store: Store, make_reading: MakeReading) -> Store:
    reading: Reading = make_reading()
    store.load(facts_of(reading))
    return store


def test_typed_queries_only_read(filled: Store) -> None:
    before = dump_json(filled)
    passed = []
    for query in REFUSED:
        try:
            passed.append((query, filled.run_read(query).rows))
        except UsageError:
            continue
    assert not passed
    assert dump_json(filled) == before


@pytest.mark.parametrize("query", ["EXPLAIN CREATE (n:Task {key: 'x'})", f"EXPLAIN {READS_A_FILE}"])
def test_a_plan_alone_does_nothing(filled: Store, query: str) -> None:
    before = dump_json(filled)
    with suppress(UsageError):
        assert filled.run_read(query).rows == ()
    assert dump_json(filled) == before


@pytest.mark.parametrize(
    "query",
    [
        "RETURN 'LOAD CSV FROM x' AS words",
        "RETURN 1 AS `SHOW TRANSACTIONS` // TERMINATE TRANSACTIONS",
        "MATCH (n:Task) WHERE n.title CONTAINS 'SET' RETURN n.title AS title ORDER BY title",
        "MATCH (n:Task) RETURN n.create AS created",
        "MATCH (n:Task) RETURN n.title AS title // the end",
        "CALL db.labels() YIELD label RETURN label ORDER BY label",
        "MATCH (n:Task) CALL (n) { RETURN COUNT { (n)<-[:RESPONSIBLE_FOR]-() } AS duties } RETURN n.key AS key, duties",
    ],
)
def test_words_of_writing_inside_a_query_that_reads_do_no_harm(store: Store, query: str) -> None:
    assert store.run_read(query).truncated is False


@pytest.mark.parametrize(
    "query",
    [
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c WHERE c % 7 = 8 RETURN count(c) AS n",
        "CALL () { UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c WHERE c % 7 = 8 RETURN c } RETURN c",
    ],
)
def test_a_query_that_takes_too_long_is_ended(store: Store, query: str) -> None:
    began = time.monotonic()
    with pytest.raises(UsageError, match="秒，已停止"):
        store.run_read(query, timeout=3)
    # The query would take minutes; a busy machine may be late by some seconds.
    assert time.monotonic() - began < 30


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
@pytest.mark.parametrize("store", ["neo4j"], indirect=True)
def test_a_reader_of_its_own_runs_what_people_type(filled: Store, tmp_path: Path) -> None:
    user, password = filled._connection.user, filled._connection.password
    with GraphDatabase.driver(filled.uri, auth=(user, password)) as driver:
        driver.execute_query("CREATE USER looker IF NOT EXISTS SET PASSWORD 'only-looking' CHANGE NOT REQUIRED")
        try:
            for secret in ("only-looking", "not the password"):
                reader = ("looker", secret)
                with connect(home=tmp_path, uri=filled.uri, user=user, password=password, reader=reader) as store:
                    assert store.counts()["Task"] == 2
                    if secret == "only-looking":
                        assert store.run_read("MATCH (t:Task) RETURN count(t) AS n").rows == ((2,),)
                        continue
                    with pytest.raises(DatabaseError, match="不认这个用户名或密码"):
                        store.run_read("MATCH (t:Task) RETURN count(t) AS n")
        finally:
            driver.execute_query("DROP USER looker IF EXISTS")
