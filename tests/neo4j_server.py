"""A real Neo4j Community server for the tests: from its jars, on a free loopback port, with a password of its own."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

__all__ = ["RunningNeo4j", "missing", "running"]

_ROOT = Path(__file__).parents[1]
_POM = Path(__file__).parent / "neo4j" / "pom.xml"
_JARS = _ROOT / "build" / "neo4j-jars"
_WAIT = 120.0
_SETTINGS = """
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.default_listen_address=127.0.0.1
dbms.usage_report.enabled=false
server.memory.pagecache.size={cache}
db.tx_log.rotation.retention_policy=keep_none
server.directories.import={home}/import
"""
SMALL = ("-Xmx768m", "-XX:+UseSerialGC")
"""How Java runs it beside tests: they need little, and share the machine."""


@dataclass(frozen=True, slots=True)
class RunningNeo4j:
    """Where the server listens, how to log in, and where its files are."""

    uri: str
    user: str
    password: str
    home: Path

    def environment(self) -> dict[str, str]:
        """What Zeren needs to be told of it."""
        return {"NEO4J_URI": self.uri, "NEO4J_USERNAME": self.user, "NEO4J_PASSWORD": self.password}


def missing() -> str | None:
    """Why no server can be started here, in words; None where one can."""
    for program, package in (("java", "Java 17, e.g. openjdk-17-jre-headless"), ("mvn", "Maven, e.g. maven")):
        if shutil.which(program) is None and not (program == "mvn" and _JARS.is_dir()):
            return f"no {program} on this machine (install {package}), or set NEO4J_TEST_URI and NEO4J_TEST_PASSWORD"
    return None


@contextmanager
def running(
    home: Path, *, options: Sequence[str] = SMALL, cache: str = "128m", imported: tuple[str, Path] | None = None,
    plugins: Path | None = None,
) -> Iterator[RunningNeo4j]:  # fmt: skip
    """A server with its files below `home`; it is stopped at the end, by its process id.

    `options` are those of Java. `imported` is a command line of `neo4j-admin` that is run before the start, and the folder in
    which it is; `plugins` is a folder of jars that the server takes up, with all rights.

    Raises:
        RuntimeError: it did not answer in time; the message holds the end of its log.
    """
    password = secrets.token_hex(16)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (home / "conf").mkdir(parents=True)
    (home / "import").mkdir()
    settings = _SETTINGS.format(port=port, home=home, cache=cache)
    if plugins is not None:
        settings += f"server.directories.plugins={plugins}\ndbms.security.procedures.unrestricted=*\n"
    (home / "conf" / "neo4j.conf").write_text(settings, "utf-8")
    admin(home, "dbms", "set-initial-password", password)
    if imported is not None:
        admin(home, *imported[0].split()[1:], folder=imported[1], options=options)
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            java(
                home, "org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}",
                options=options, plugins=plugins,
            ),
            stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment(home),
        )  # fmt: skip
    try:
        yield _wait(RunningNeo4j(f"bolt://127.0.0.1:{port}", "neo4j", password, home), server)
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(30)
        server.kill()
        server.wait(10)


def admin(home: Path, *words: str, folder: Path | None = None, options: Sequence[str] = SMALL) -> str:
    """What `neo4j-admin` prints for a command given in a folder, with the server's files below `home`.

    Raises:
        RuntimeError: it fails; the message holds what it said.
    """
    command = java(home, "org.neo4j.cli.AdminTool", *words, options=options)
    done = subprocess.run(command, env=environment(home), cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"neo4j-admin {' '.join(words)}: {done.stdout[-1000:]}{done.stderr[-2000:]}")
    return done.stdout


def java(home: Path, entry: str, *words: str, options: Sequence[str] = SMALL, plugins: Path | None = None) -> list[str]:
    """The command line of a program of the server, with the jars of `plugins` on its class path."""
    path = os.pathsep.join(f"{one}/*" for one in (_jars(), plugins) if one is not None)
    return ["java", *options, "-cp", path, f"-Djava.io.tmpdir={home}", entry, *words]


def environment(home: Path) -> Mapping[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def _jars() -> Path:
    """The folder of the jars, fetched once; it is there with all of them or not at all, so that no process sees a part."""
    if not _JARS.is_dir():
        _JARS.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_JARS.parent) as folder:
            fetch = ["mvn", "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
            subprocess.run([*fetch, f"-DoutputDirectory={folder}/jars"], check=True)
            with suppress(OSError):  # another process was faster
                Path(folder, "jars").rename(_JARS)
    return _JARS


def _wait(server: RunningNeo4j, process: "subprocess.Popen[bytes]") -> RunningNeo4j:
    until = time.monotonic() + _WAIT
    while time.monotonic() < until and process.poll() is None:
        with (
            suppress(DriverError, Neo4jError, OSError),
            GraphDatabase.driver(server.uri, auth=(server.user, server.password), connection_timeout=5) as driver,
        ):
            # Not a transaction: the driver would repeat one itself, with pauses of up to fifteen seconds.
            driver.verify_connectivity()
            return server
        time.sleep(0.3)
    log = (server.home / "server.log").read_text("utf-8", errors="replace")
    raise RuntimeError(f"Neo4j did not answer on {server.uri} within {_WAIT:.0f} s:\n{log[-2000:]}")
