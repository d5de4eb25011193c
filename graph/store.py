"""The graph in a database: a Neo4j server or the embedded one, over one driver and one set of statements."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

import neo4j
from neo4j import (
    READ_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    NotificationMinimumSeverity,
    Record,
    unit_of_work,
)
from neo4j.exceptions import DriverError, Neo4jError

from graph import extractions
from graph.claims import Facts
from graph.embedded import COMMAND_SECONDS, Connection, EmbeddedServer
from graph.errors import DatabaseError, UsageError
from graph.extractions import Load
from graph.faults import is_lost, query_faults, store_faults
from graph.loading import replace_documents
from graph.model import model
from graph.plain import plain
from graph.plans import check_plan, check_words
from graph.prepared import prepare
from graph.restore import restore
from graph.statements import statement
from graph.whole import Whole

__all__ = ["Result", "Store", "connect"]

T = TypeVar("T")
_ROWS = 1_000
_WAIT = 15.0
_RETRY = {True: 8.0, False: 30.0}
"""For how many seconds the driver repeats a transaction: the embedded server is started again where it does not answer."""
_TURN = 600.0
logging.getLogger("neo4j").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query, their values plain Python that JSON can hold; `truncated` if there were more than asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False

    def dicts(self) -> list[dict[str, Any]]:
        """The rows, each a mapping of column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def connect(
    *, home: Path, uri: str | None = None, user: str = "neo4j", password: str = "", database: str | None = None,
    reader: tuple[str, str] | None = None,
) -> "Store":  # fmt: skip
    """A store on the Neo4j server at `uri`, or without one on the embedded database of the data folder `home`.

    What people type runs there as `reader` (name and password), where one is given.

    Raises:
        DatabaseError: the server does not answer, does not accept the password, or does not start.
    """
    if uri is not None:
        return Store(Connection(uri, user, password, database, reader))
    server = EmbeddedServer(home)
    try:
        return Store(server.open(), server)
    except BaseException:
        server.close()
        raise


class Store:
    """One open database; close it, or use it in `with`. It may be shared by threads."""

    def __init__(self, connection: Connection, server: EmbeddedServer | None = None) -> None:
        self._server = server
        self._prepared = False
        self._pool = ThreadPoolExecutor(1, "zeren-load")
        self._loading: Future[None] | None = None
        self._begin = Lock()
        self._open(connection)

    @property
    def uri(self) -> str:
        """The address of the database."""
        return self._connection.uri

    @property
    def embedded(self) -> bool:
        """Whether it is the embedded database."""
        return self._server is not None

    def close(self) -> None:
        """Leave the database after a load that was begun; the embedded one stops if nobody else uses it."""
        self._pool.shutdown()
        self._driver.close()
        if self._reader is not self._driver:
            self._reader.close()
        if self._server is not None:
            self._server.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def load(self, facts: Facts, extracted: Facts | None = None, applied: str = "") -> None:
        """Replace what the graph says of one document, in one transaction; again, it changes nothing.

        `extracted` is what was read where people's decisions, which `applied` names, have made `facts` of it.

        Raises:
            DatabaseError: the database does not answer; the graph is as it was.
        """
        prepared = extractions.prepare([Load(facts, extracted or facts, applied)])
        self._write(lambda tx: replace_documents(tx, prepared))

    def begin_load(self, loads: Sequence[Load]) -> Future[None]:
        """Begin to replace what the graph says of some documents, in one transaction, which the result of the future waits for.

        While it is written the next documents may be read, and are made ready here; loads are written in the order in which they
        were begun, and no more than one waits.

        Raises:
            DatabaseError: by the future: the database does not answer; the graph is as it was.
        """
        prepared = extractions.prepare(loads)
        with self._begin:
            if self._loading is not None:
                wait([self._loading])
            self._loading = self._pool.submit(self._write, lambda tx: replace_documents(tx, prepared))
            return self._loading

    def settle(self, changed: Sequence[tuple[Facts, str]], keys: Sequence[str] | None, digest: str) -> None:
        """Replace what the graph says of these documents by what decisions leave of them, in one transaction.

        With the facts of a document comes the digest of the decisions that they rest on; `keys` are those of the shared
        nodes that the new decisions are about (None: any), `digest` names all decisions in force.

        Raises:
            DatabaseError: the database does not answer; the graph is as it was.
        """
        self._write(lambda tx: extractions.settle(tx, changed, keys, digest))

    def settled(self) -> str:
        """The digest of the decisions that the graph shows; empty where it shows none."""
        found = self.query("MATCH (z:Zeren {key: 'store'}) RETURN coalesce(z.decisions, '') AS digest").rows
        return str(found[0][0]) if found else ""

    def extracted(self, key: str) -> Facts | None:
        """What was extracted from a document; None where it is not loaded, or came without (in a json export).

        Raises:
            DatabaseError: the database does not answer, or another version of Zeren loaded the document.
        """
        found = self.query("MATCH (e:Extraction {key: $key}) RETURN e.facts AS facts", {"key": key}).rows
        return extractions.unpack(key, found[0][0]) if found else None

    def extractions(self, naming: Sequence[str] | None = None) -> dict[str, str]:
        """Keys of the documents of which an extraction is kept, in order, with the digest of the decisions each rests on.

        With `naming` only those in which one of these nodes was found.
        """
        rows = self.query(
            "MATCH (e:Extraction) WHERE $keys IS NULL OR any(key IN e.shared WHERE key IN $keys) "
            "RETURN e.key AS key, e.applied AS applied ORDER BY key",
            {"keys": None if naming is None else list(naming)},
        ).rows
        return {str(key): str(applied) for key, applied in rows}

    def delete_document(self, key: str) -> None:
        """Take out what one document says, in one transaction; what others say, also of it, stays.

        Raises:
            UsageError: there is no such document.
        """
        if not self.query("MATCH (d:Document {key: $key}) WHERE d.loaded RETURN d.key AS key", {"key": key}).rows:
            raise UsageError(f"没有载入过文件“{key}”，请用 zeren query documents 查看已载入的文件")
        self._write(lambda tx: replace_documents(tx, prepare({key: None})))

    def restore(self, whole: Whole) -> None:
        """Put a whole graph back, just as `dump_json` wrote it, in one transaction.

        Raises:
            InputError: the graph is not empty.
        """
        self._write(lambda tx: restore(tx, whole))

    def counts(self, *, relations: bool = True) -> dict[str, int]:
        """How many nodes of each label and, if wanted, relations of each type there are, those that have none left out."""
        found: dict[str, int] = {}
        for schema in (*model().nodes.values(), *(model().relations.values() if relations else ())):
            pattern = f"(n:{schema.name})" if schema.kind == "node" else f"()-[n:{schema.name}]->()"
            number = self.query(f"MATCH {pattern} RETURN count(n) AS number").rows[0][0]
            if number:
                found[schema.name] = number
        return found

    def revision(self) -> int:
        """A number that grows with every load and deletion: as long as it stays, so does the graph."""
        found = self.query("MATCH (z:Zeren {key: 'store'}) RETURN coalesce(z.loads, 0) AS loads").rows
        return int(found[0][0]) if found else 0

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Result:
        """All rows of a read query of our own.

        Raises:
            DatabaseError: the database does not answer or does not accept the query.
        """
        with store_faults(self.uri):
            return self._again(lambda: self._read(self._driver, cypher, parameters or {}, None, None))

    def stream(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of a read query of our own one after the other, however many there are.

        Raises:
            DatabaseError: the database does not answer or does not accept the query.
        """
        with (
            store_faults(self.uri),
            self._driver.session(
                database=self._connection.database, default_access_mode=READ_ACCESS, fetch_size=_ROWS
            ) as session,
        ):
            for record in session.run(cypher, dict(parameters or {})):
                yield tuple(plain(value) for value in record.values())

    def write_measures(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put `degree`, `betweenness` and `community` on the actors of these keys, and take older ones away, in one transaction.

        Raises:
            DatabaseError: the database does not answer; the graph is as it was.
        """

        def write(tx: ManagedTransaction) -> None:
            tx.run(statement("lock")).consume()
            tx.run(statement("clear_measures")).consume()
            for start in range(0, len(rows), _ROWS):
                tx.run(statement("set_measures"), rows=list(rows[start : start + _ROWS])).consume()

        self._write(write)

    def prepare(self) -> None:
        """Make the constraints and indexes, which a first load makes as well: for a graph that came in another way.

        Raises:
            DatabaseError: the database does not answer, or two nodes have one key.
        """
        with store_faults(self.uri):
            self._again(self._prepare)

    def run_read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int = _ROWS,
        timeout: float = COMMAND_SECONDS,
    ) -> Result:
        """At most `limit` rows of a query that somebody typed, run with read rights for `timeout` seconds at most.

        The embedded database ends a query after its own limit, whatever `timeout` says, and enforces the rights of its
        reader; on Neo4j the plan is looked at first, since its read mode still reads files.

        Raises:
            UsageError: the query is not valid, does more than read, or takes too long.
            DatabaseError: the database does not answer.
        """
        with query_faults(self.uri, timeout):
            if not cypher.strip():
                raise UsageError("没有查询语句，请写一条 Cypher，例如 MATCH (n:Agency) RETURN n.name LIMIT 10")
            if self._server is not None:
                check_words(cypher)
            else:
                self._again(
                    lambda: check_plan(self._reader, self._connection.database, cypher, parameters or {}, timeout)
                )
            return self._again(lambda: self._read(self._reader, cypher, parameters or {}, limit, timeout))

    # The driver

    def _open(self, connection: Connection) -> None:
        self._connection = connection
        self._driver = self._driver_for((connection.user, connection.password))
        self._reader = self._driver_for(connection.reader) if connection.reader else self._driver
        try:
            # A query of its own transaction is not tried again: a server that is down is told at once.
            with store_faults(connection.uri), self._driver.session(database=connection.database) as session:
                session.run("RETURN 1").consume()
        except BaseException:
            self.close()
            raise

    def _driver_for(self, auth: tuple[str, str]) -> Driver:
        try:
            return GraphDatabase.driver(
                self._connection.uri,
                auth=auth,
                connection_acquisition_timeout=_WAIT,
                connection_timeout=_WAIT,
                max_transaction_retry_time=_RETRY[self.embedded],
                notifications_min_severity=NotificationMinimumSeverity.OFF,
            )
        except (DriverError, ValueError) as error:
            raise UsageError(
                f"数据库地址 {self._connection.uri} 无效（{error}），应形如 bolt://127.0.0.1:7687"
            ) from error

    def _again(self, work: Callable[[], T]) -> T:
        """The work's result; where the embedded server was stopped under us, it is started and the work done again."""
        if self._server is None:
            return work()
        if not self._server.is_running():
            self._reopen(self._server)
        try:
            return work()
        except (DriverError, Neo4jError, OSError) as error:
            if not is_lost(error):
                raise
            self._reopen(self._server)
            return work()

    def _reopen(self, server: EmbeddedServer) -> None:
        self._driver.close()
        self._reader.close()
        self._open(server.open())

    def _read(
        self, driver: Driver, cypher: str, parameters: Mapping[str, Any], limit: int | None, timeout: float | None
    ) -> Result:
        def gather(found: neo4j.Result) -> Result:
            columns = tuple(found.keys())
            records: list[Record] = list(found) if limit is None else found.fetch(limit + 1)
            rows = tuple(tuple(plain(value) for value in record.values()) for record in records[:limit])
            return Result(columns, rows, limit is not None and len(records) > limit)

        @unit_of_work(timeout=timeout)
        def work(tx: ManagedTransaction) -> Result:
            return gather(tx.run(cypher, dict(parameters)))

        size = _ROWS if limit is None else min(limit + 1, _ROWS)
        with driver.session(
            database=self._connection.database, default_access_mode=READ_ACCESS, fetch_size=size
        ) as session:
            if limit is None:
                # Our own query goes there and back at once; a transaction takes four times as many messages.
                try:
                    return gather(session.run(cypher, dict(parameters)))
                except (DriverError, Neo4jError) as error:
                    if not error.is_retryable():
                        raise
            return session.execute_read(work)

    def _write(self, work: Callable[[ManagedTransaction], None]) -> None:
        def once() -> None:
            self._prepare()
            with self._driver.session(database=self._connection.database) as session:
                session.execute_write(work)

        with store_faults(self.uri), self._server.write_lock() if self._server else nullcontext() as turn:
            if turn is not None and not turn.acquire(timeout=_TURN):
                raise DatabaseError("另一个进程一直在写内置数据库，请等它结束后再载入")
            self._again(once)

    def _prepare(self) -> None:
        """Make constraints and indexes, once for each version of the schema."""
        if self._prepared:
            return
        statements = (
            "CREATE CONSTRAINT zeren_key IF NOT EXISTS FOR (n:Zeren) REQUIRE n.key IS UNIQUE",
            "CREATE CONSTRAINT extraction_key IF NOT EXISTS FOR (n:Extraction) REQUIRE n.key IS UNIQUE",
            *model().constraints(),
        )
        digest = hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16]
        run = self._driver.execute_query
        known = run("MATCH (z:Zeren {key: 'store'}) RETURN z.schema AS schema", database_=self._connection.database)
        if [record["schema"] for record in known.records] != [digest]:
            for one in statements:
                run(one, database_=self._connection.database)
            run(
                "MERGE (z:Zeren {key: 'store'}) SET z.schema = $digest",
                {"digest": digest},
                database_=self._connection.database,
            )
        self._prepared = True
