"""The files of one embedded database, and talk with the server that they describe."""

import base64
import http.client
import json
import os
import secrets
import socket
import time
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["DATABASE", "READER", "STOP_SECONDS", "Folder", "State", "answers", "end_server", "is_open", "request"]

DATABASE = "zeren"
READER = "reader"
STOP_SECONDS = 15.0
_POLL = 0.1


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
    def write_lock(self) -> Path:
        """Held by a client while it writes."""
        return self.root / "write.lock"

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
        return request(state.http, "GET", "/api/v1/ready")[0] == 204
    except (OSError, http.client.HTTPException):
        return False


def end_server(folder: Folder, state: State) -> None:
    """Ask the server for an orderly end; it does nothing where none answers to our password."""
    try:
        request(state.http, "POST", "/api/v1/server", {"command": "shutdown"}, folder.password("root"))
    except (OSError, http.client.HTTPException):
        return
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and is_open(state.bolt):
        time.sleep(_POLL)


def request(port: int, method: str, path: str, body: object = None, password: str | None = None) -> tuple[int, str]:
    """Status and text of an HTTP answer of the server; with a password the request is root's.

    Raises:
        OSError, http.client.HTTPException: it does not answer, or not in HTTP.
    """
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


def is_open(port: int) -> bool:
    """Whether somebody listens on this port of the loopback interface."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
