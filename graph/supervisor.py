"""The process that holds the embedded server: `python -m graph.supervisor FOLDER IDLE TIMEOUT`, started by `graph.embedded`.

It starts ArcadeDB from the package `arcadedb-embedded`, starts it again should it die, and stops it when no client has
held the clients' lock for IDLE seconds, when it finds a stop request, or when the folder is gone. TIMEOUT is the number of
seconds after which the server ends a command. Clients killed at any moment leave nothing behind, for their lock goes too.
"""

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from graph.errors import DatabaseError
from graph.folder import DATABASE, READER, STOP_SECONDS, Folder, State, answers, end_server, is_open, request
from graph.locks import FileLock

__all__ = ["Supervisor", "main"]

_UNUSED_JARS = ("console", "graphql", "mcp", "postgresw", "redisw")
_POLL = 0.1
_START_SECONDS = 60.0
_MOST_DEATHS = 5
"""How often in a row the server may die soon after its start before it is given up."""
_STEADY_SECONDS = 10.0
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
            last: State | None = None
            _write_groups(self.folder)
            deaths = 0
            while deaths < _MOST_DEATHS and not self.ended:
                process, last = self._start(last)
                began = time.monotonic()
                if process is not None and last is not None:
                    self.folder.write_state(last)
                    if self._watch(process, last):
                        return 0
                deaths = 1 if time.monotonic() - began > _STEADY_SECONDS else deaths + 1
            self.folder.write_state(None)
            return 1

    def _start(self, last: State | None) -> tuple["subprocess.Popen[bytes] | None", State | None]:
        """A server that is ready, at the last one's ports if they are free; None where it ended at once."""
        ports = (last.bolt, last.http) if last and not (is_open(last.bolt) or is_open(last.http)) else _free_ports()
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
            process.wait(STOP_SECONDS)
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
        "-Xmn128m",
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
    code, text = request(state.http, "POST", "/api/v1/server", command, folder.password("root"))
    if code != 200:
        raise DatabaseError(f"内置数据库没有接受只读用户（{code} {text[:200]}），请运行 zeren db reset 后重试")


def _free_ports() -> tuple[int, int]:
    """Two ports of the loopback interface that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
