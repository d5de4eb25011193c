"""The process that holds the embedded server: `python -m graph.supervisor FOLDER IDLE TIMEOUT`, started by `graph.embedded`.

It starts ArcadeDB from the package `arcadedb-embedded`, starts it again should it die, and stops it when no client has
held the clients' lock for IDLE seconds, when it finds a stop request, or when the folder is gone. TIMEOUT is the number of
seconds after which the server ends a command. Clients killed at any moment leave nothing behind, for their lock goes too.
"""

import base64
import http.client
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

from graph.errors import DatabaseError
from graph.locks import FileLock

__all__ = ["DATABASE", "READER", "Folder", "State", "answers", "end_server", "main"]

DATABASE = "zeren"
READER = "reader"
_UNUSED_JARS = ("console", "graphql", "mcp", "postgresw", "redisw")
_POLL = 0.1
_START_SECONDS = 60.0
_STOP_SECONDS = 15.0
_MOST_RESTARTS = 5
_GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "reader": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": [],
                    "types": {"*": {"access": ["readRecord"]}},
                },
                "*": {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}},
            }
        }
    },
    "version": 2,
}


@dataclass(frozen=True, slots=True)
class State:
    """Where the running server listens (on 127.0.0.1), and its process."""

    bolt: int
    http: int
    pid: int


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one embedded database."""

    root: Path

    @property
    def server(self) -> Path:
        """What belongs to ArcadeDB: configuration, databases, its own log."""
        return self.root / "server"

    @property
    def start_lock(self) -> Path:
        """Held while a client attaches or starts, and while the supervisor stops."""
        return self.root / "start.lock"

    @property
    def clients_lock(self) -> Path:
        """Shared by all clients as long as they are attached."""
        return self.root / "clients.lock"

    @property
    def server_lock(self) -> Path:
        """Held by the supervisor as long as it lives."""
        return self.root / "server.lock"

    @property
    def stop_request(self) -> Path:
        """Its presence asks the supervisor to stop at once."""
        return self.root / "stop"

    @property
    def log(self) -> Path:
        """What the supervisor and the server print."""
        return self.root / "server.log"

    def password(self, user: str) -> str:
        """The password of `root` or of the reader, made on first use and readable by the owner alone."""
        path = self._password_path(user)
        if not path.exists():
            # A server that has users whose passwords are lost would refuse everybody: let it make them again.
            (self.server / "config" / "server-users.jsonl").unlink(missing_ok=True)
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(24), encoding="ascii")
            os.replace(fresh, path)
        return path.read_text(encoding="ascii")

    def state(self) -> State | None:
        """Where the server listens, as last written; it may have died since."""
        try:
            return State(**json.loads((self.root / "state.json").read_text(encoding="ascii")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write_state(self, state: State | None) -> None:
        """Publish where the server listens, in one step; None says that there is none."""
        path = self.root / "state.json"
        if state is None:
            path.unlink(missing_ok=True)
            return
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(state)), encoding="ascii")
        os.replace(fresh, path)

    def _password_path(self, user: str) -> Path:
        return self.root / f"{user}.password"


def answers(state: State) -> bool:
    """Whether a server is ready at this address."""
    try:
        return _request(state.http, "GET", "/api/v1/ready")[0] == 204
    except (OSError, http.client.HTTPException):
        return False


def end_server(folder: Folder, state: State) -> None:
    """Ask the server for an orderly end; it does nothing where none answers to our password."""
    try:
        _request(state.http, "POST", "/api/v1/server", {"command": "shutdown"}, folder.password("root"))
    except (OSError, http.client.HTTPException):
        return
    deadline = time.monotonic() + _STOP_SECONDS
    while time.monotonic() < deadline and _is_open(state.bolt):
        time.sleep(_POLL)


class Supervisor:
    """One server and the decision whether it runs."""

    def __init__(self, folder: Folder, idle: float, timeout: float) -> None:
        self.folder = folder
        self.idle = idle
        self.timeout = timeout
        self.ended = False

    def run(self) -> int:
        """Hold the server until it is no longer wanted; the exit code says whether it ended in order."""
        with FileLock(self.folder.server_lock) as alone:
            if not alone.acquire():
                return 0
            last = self.folder.state()
            if last is not None:
                end_server(self.folder, last)
            self.folder.write_state(None)
            self.folder.stop_request.unlink(missing_ok=True)
            _write_groups(self.folder)
            for _ in range(_MOST_RESTARTS):
                process, last = self._start(last)
                if process is None or last is None:
                    continue
                self.folder.write_state(last)
                if self._watch(process, last):
                    return 0
            return 1

    def _start(self, last: State | None) -> tuple["subprocess.Popen[bytes] | None", State | None]:
        """A server that is ready, at the last one's ports if they are free; None where it ended at once."""
        ports = (last.bolt, last.http) if last and not (_is_open(last.bolt) or _is_open(last.http)) else _free_ports()
        process = subprocess.Popen(
            _command(self.folder, *ports, self.timeout), cwd=self.folder.server, stdin=subprocess.DEVNULL
        )
        state = State(*ports, process.pid)
        deadline = time.monotonic() + _START_SECONDS
        while process.poll() is None and time.monotonic() < deadline and not self.ended:
            if answers(state):
                _ensure_reader(self.folder, state)
                return process, state
            time.sleep(_POLL)
        process.kill()
        process.wait()
        return None, None

    def _watch(self, process: "subprocess.Popen[bytes]", state: State) -> bool:
        """True once the server was stopped in order, False when it died by itself."""
        unused_since: float | None = None
        while True:
            time.sleep(_POLL)
            if process.poll() is not None:
                return self.ended
            if not self.folder.start_lock.exists():
                process.kill()
                return True
            if self.ended or self.folder.stop_request.exists():
                self._stop(process, state)
                return True
            with FileLock(self.folder.start_lock) as start, FileLock(self.folder.clients_lock) as clients:
                if not (start.acquire() and clients.acquire()):
                    unused_since = None
                elif unused_since is None:
                    unused_since = time.monotonic()
                elif time.monotonic() - unused_since >= self.idle:
                    self._stop(process, state)
                    return True

    def _stop(self, process: "subprocess.Popen[bytes]", state: State) -> None:
        end_server(self.folder, state)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.folder.write_state(None)
        self.folder.stop_request.unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    """Run until the server is no longer wanted."""
    supervisor = Supervisor(Folder(Path(arguments[0])), float(arguments[1]), float(arguments[2]))

    def end(_number: int, _frame: FrameType | None) -> None:
        supervisor.ended = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return supervisor.run()


def _command(folder: Folder, bolt: int, http_port: int, timeout: float) -> list[str]:
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise DatabaseError(
            "没有找到内置数据库组件 arcadedb-embedded，请重新安装 zeren，或设置 NEO4J_URI 使用自己的 Neo4j"
        )
    package = Path(spec.origin).parent
    jars = [
        str(jar)
        for jar in sorted((package / "jars").glob("*.jar"))
        if not any(jar.name.startswith(f"arcadedb-{unused}") for unused in _UNUSED_JARS)
    ]
    settings = {
        "server.rootPath": folder.server,
        "server.rootPasswordPath": folder.root / "root.password",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http_port,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[root]",
        "server.mode": "development",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt,
        "txWalFlush": 2,
        "command.timeout": int(timeout * 1000),
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "studio.enabled": "false",
        "serverMetrics": "false",
    }
    folder.password("root")
    return [
        str(package / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java")),
        "-XX:+UseSerialGC",
        "-XX:MaxRAMPercentage=25",
        "-Xms64m",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        os.pathsep.join(jars),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _write_groups(folder: Folder) -> None:
    """Give ArcadeDB a group that may read and nothing else."""
    for name in ("config", "log"):
        (folder.server / name).mkdir(parents=True, exist_ok=True)
    (folder.server / "config" / "server-groups.json").write_text(json.dumps(_GROUPS), encoding="ascii")


def _ensure_reader(folder: Folder, state: State) -> None:
    users = (folder.server / "config" / "server-users.jsonl").read_text(encoding="utf-8")
    if any(json.loads(line).get("name") == READER for line in users.splitlines() if line.strip()):
        return
    user = {"name": READER, "password": folder.password(READER), "databases": {DATABASE: ["reader"]}}
    command = {"command": f"create user {json.dumps(user)}"}
    code, text = _request(state.http, "POST", "/api/v1/server", command, folder.password("root"))
    if code != 200:
        raise DatabaseError(f"内置数据库没有接受只读用户（{code} {text[:200]}），请运行 zeren db reset 后重试")


def _request(port: int, method: str, path: str, body: object = None, password: str | None = None) -> tuple[int, str]:
    headers = {"Content-Type": "application/json"}
    if password is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"root:{password}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def _free_ports() -> tuple[int, int]:
    """Two ports of the loopback interface that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
