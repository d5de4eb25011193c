"""The embedded database: an ArcadeDB server of our own on the loopback interface, shared by all processes of a data folder.

The first to come starts it, the others attach, and some seconds after the last one has left it stops. See
`graph.supervisor` for the process that holds it.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from graph.errors import DatabaseError
from graph.folder import DATABASE, READER, Folder, answers, end_server, is_open
from graph.locks import FileLock, is_held

__all__ = ["Connection", "EmbeddedServer", "Status", "open_embedded", "reset", "status", "stop"]

IDLE_SECONDS = 3.0
COMMAND_SECONDS = 60.0
_START_SECONDS = 90.0
_STOP_SECONDS = 45.0
_PAUSE = 0.05
_TAIL_LINES = 5


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a database is and how to enter it; `reader` is a user with read rights alone, where there is one."""

    uri: str
    user: str
    password: str
    database: str | None
    reader: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of the embedded database: `uri` and `pid` only while it runs, `size` in bytes on disk."""

    running: bool
    in_use: bool
    uri: str | None
    pid: int | None
    path: Path
    size: int


class EmbeddedServer:
    """This process's hold on the embedded database of a data folder, from `open` to `close`."""

    def __init__(
        self, home: Path, *, idle_seconds: float = IDLE_SECONDS, command_seconds: float = COMMAND_SECONDS
    ) -> None:
        self.folder = _folder(home)
        self.idle_seconds = idle_seconds
        self.command_seconds = command_seconds
        self._lease = FileLock(self.folder.clients_lock, shared=True)

    def open(self) -> Connection:
        """Attach to the running server or start one (about two seconds); may be called again after the server was stopped.

        Raises:
            DatabaseError: it does not start; the message ends with what its log says.
        """
        self.folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self.folder.start_lock) as start:
            if not start.acquire(timeout=_START_SECONDS):
                raise DatabaseError(
                    f"另一个进程一直在启动内置数据库（{self.folder.root}），请稍后重试，或运行 zeren db stop"
                )
            connection = self._attach()
            self._lease.acquire(timeout=_START_SECONDS)
        return connection

    def is_running(self) -> bool:
        """Whether somebody listens where the server was at last."""
        state = self.folder.state()
        return state is not None and is_open(state.bolt)

    def write_lock(self) -> FileLock:
        """The lock that writers take one after the other: ArcadeDB turns away whoever changes a record at the same time."""
        return FileLock(self.folder.write_lock)

    def close(self) -> None:
        """Leave; the server stops some seconds later if nobody else is attached."""
        self._lease.release()

    def __enter__(self) -> Connection:
        return self.open()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _attach(self) -> Connection:
        deadline = time.monotonic() + _START_SECONDS
        supervisor: subprocess.Popen[bytes] | None = None
        while time.monotonic() < deadline:
            state = self.folder.state()
            alive = is_held(self.folder.server_lock)
            if alive and state is not None and answers(state):
                return Connection(
                    f"bolt://127.0.0.1:{state.bolt}",
                    "root",
                    self.folder.password("root"),
                    DATABASE,
                    (READER, self.folder.password(READER)),
                )
            if supervisor is not None and supervisor.poll() is not None:
                break
            if supervisor is None and not alive:
                _clear(self.folder)
                supervisor = _spawn(self.folder, self.idle_seconds, self.command_seconds)
            time.sleep(_PAUSE)
        raise DatabaseError(f"内置数据库没有启动：{_last_lines(self.folder.log)}（详见 {self.folder.log}）")


def open_embedded(home: Path) -> EmbeddedServer:
    """A hold on the embedded database of this data folder, not yet opened: use it in `with`, which gives a `Connection`."""
    return EmbeddedServer(home)


def status(home: Path) -> Status:
    """What the embedded database of a data folder does now; starts nothing."""
    folder = _folder(home)
    state = folder.state()
    running = state is not None and answers(state)
    return Status(
        running,
        is_held(folder.clients_lock),
        f"bolt://127.0.0.1:{state.bolt}" if running and state else None,
        state.pid if running and state else None,
        folder.root,
        sum(file.stat().st_size for file in folder.server.rglob("*") if file.is_file()),
    )


def stop(home: Path) -> bool:
    """Stop the server, also under the clients that still use it; whether one was running.

    Raises:
        DatabaseError: it does not end.
    """
    folder = _folder(home)
    if not folder.root.exists():
        return False
    with FileLock(folder.start_lock) as start:
        if not start.acquire(timeout=_START_SECONDS):
            raise DatabaseError(f"另一个进程正在启动内置数据库（{folder.root}），请稍后再停止")
        return _stop(folder)


def reset(home: Path) -> None:
    """Stop the server and remove the database with all that is in it, its users and its log.

    Raises:
        DatabaseError: it does not end, or its files cannot be removed.
    """
    folder = _folder(home)
    if not folder.root.exists():
        return
    with FileLock(folder.start_lock) as start:
        if not start.acquire(timeout=_START_SECONDS):
            raise DatabaseError(f"另一个进程正在启动内置数据库（{folder.root}），请稍后再重置")
        _stop(folder)
        try:
            shutil.rmtree(folder.server, ignore_errors=not folder.server.exists())
            for left in (*folder.root.glob("*.password"), folder.log):
                left.unlink(missing_ok=True)
        except OSError as error:
            raise DatabaseError(f"不能删除 {error.filename}：{error.strerror}，请关闭占用它的程序后重试") from error


def _stop(folder: Folder) -> bool:
    state = folder.state()
    if not is_held(folder.server_lock):
        # The supervisor was killed; its server may have outlived it.
        return _clear(folder)
    folder.stop_request.touch()
    deadline = time.monotonic() + _STOP_SECONDS
    while is_held(folder.server_lock):
        if time.monotonic() > deadline:
            raise DatabaseError(f"内置数据库没有停止，请结束进程 {state.pid if state else '（未知）'} 后重试")
        time.sleep(_PAUSE)
    return True


def _clear(folder: Folder) -> bool:
    """Remove what a killed supervisor left behind; whether its server had outlived it and was ended."""
    state = folder.state()
    outlived = state is not None and answers(state)
    if state is not None and outlived:
        end_server(folder, state)
    folder.write_state(None)
    folder.stop_request.unlink(missing_ok=True)
    return outlived


def _folder(home: Path) -> Folder:
    return Folder(home.absolute() / "embedded")


def _spawn(folder: Folder, idle: float, timeout: float) -> "subprocess.Popen[bytes]":
    """Start the supervisor in a session of its own, so that neither our end nor Ctrl-C ends it."""
    room = str(Path(__file__).parent.parent)
    path = os.pathsep.join(filter(None, [room, os.environ.get("PYTHONPATH")]))
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    with folder.log.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "graph.supervisor", str(folder.root), str(idle), str(timeout)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder.root,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
            creationflags=flags,
        )


def _last_lines(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return "没有日志"
    return " / ".join(line.strip() for line in lines[-_TAIL_LINES:] if line.strip()) or "日志是空的"
