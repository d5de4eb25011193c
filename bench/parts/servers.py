"""The two databases, empty, for as long as a measurement takes."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from neo4j import GraphDatabase

from graph.embedded import Connection, EmbeddedServer, stop
from graph.model import model
from graph.store import Store
from tests.neo4j_server import running

__all__ = ["LARGE", "SERVERS", "empty", "server"]

SERVERS = ("neo4j", "embedded")
LARGE = ("-Xmx2g", "-XX:+UseG1GC")
"""How Java runs Neo4j: with the garbage collector of the configuration that comes with it."""


@contextmanager
def server(
    name: str, *, imported: tuple[str, Path] | None = None, plugins: Path | None = None
) -> Iterator[tuple[Connection, Path]]:  # fmt: skip
    """How to reach a server of its own and its data folder; what Neo4j imports first and takes up concerns it alone."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "server"
        if name == "embedded":
            embedded = EmbeddedServer(home)
            yield embedded.open(), home
            embedded.close()
            stop(home)
            return
        with running(home, options=LARGE, cache="1g", imported=imported, plugins=plugins) as started:
            yield Connection(started.uri, started.user, started.password, None), home


def empty(connection: Connection) -> None:
    """Take all nodes out, and have the constraints and indexes of the model."""
    with (
        GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver,
        driver.session(database=connection.database) as session,
    ):
        # The mark that constraints are there goes with the others.
        for label in ("Zeren", "Extraction", *(one.name for one in model().roots())):
            text = f"MATCH (n:{label}) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS number"
            while session.run(text).single(strict=True)["number"]:
                pass
    with closing(Store(connection)) as store:
        store.prepare()
