"""Files parsed in a process of their own, so that a bomb, a hang or a crash costs the one file.

The parent handles names, sizes and answers only. An answer is JSON, so that a parser that was taken over cannot make
the parent run anything.
"""

import contextlib
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from graph.errors import InputError
from loaders.document import Cell, Document, Heading, Table
from loaders.sources import Failure, Input, find_inputs

__all__ = ["Limits", "Worker", "read_all", "read_file"]

_log = logging.getLogger(__name__)
_MAX_REPLY = 500_000_000
_HOME = str(Path(__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: wall time in seconds, memory of the process in megabytes (not on Windows)."""

    seconds: float = 120
    megabytes: int = 2000


def _document(plain: dict[str, Any]) -> Document:
    """The document of the values that `dataclasses.asdict` made of it."""
    tables = [
        Table(table["start"], table["end"], tuple(tuple(Cell(**cell) for cell in row) for row in table["rows"]))
        for table in plain["tables"]
    ]
    return Document(
        source=plain["source"],
        kind=plain["kind"],
        sha256=plain["sha256"],
        text=plain["text"],
        tables=tuple(tables),
        headings=tuple(Heading(**heading) for heading in plain["headings"]),
        pages=tuple(plain["pages"]),
        furniture=tuple((start, end) for start, end in plain["furniture"]),
        title=plain["title"],
        notes=tuple(plain["notes"]),
    )


def _receive(stream: BinaryIO, replies: "queue.Queue[Any]") -> None:
    """Put each answer into the queue, and None when no more come."""
    try:
        while len(head := stream.read(4)) == 4:
            size = int.from_bytes(head, "big")
            data = stream.read(size) if size <= _MAX_REPLY else b""
            if not data or len(data) < size:
                break
            replies.put(json.loads(data))
    except (OSError, ValueError):
        pass
    replies.put(None)


class _Process:
    """One child: it takes a request, and its answers come through a queue."""

    def __init__(self, limits: Limits) -> None:
        paths = [_HOME, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "loaders.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
        )
        assert self._child.stdin is not None and self._child.stdout is not None
        self._stdin, self._stdout = self._child.stdin, self._child.stdout
        self.replies: queue.Queue[Any] = queue.Queue()
        self._thread = threading.Thread(target=_receive, args=(self._stdout, self.replies), daemon=True)
        self._thread.start()
        self.send(limits.megabytes)

    def send(self, message: Any) -> None:
        """Send a message; that the child is gone shows in its answers."""
        data = json.dumps(message).encode("ascii")
        with contextlib.suppress(OSError):
            self._stdin.write(len(data).to_bytes(4, "big") + data)
            self._stdin.flush()

    def end(self) -> None:
        """End the child and all that it started."""
        if sys.platform == "win32":
            self._child.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        self._thread.join(timeout=5)
        with contextlib.suppress(OSError):
            self._stdin.close()
        self._stdout.close()


class Worker:
    """Reads inputs one after another in a child process, which is replaced when it dies; use it in a `with` block."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: _Process | None = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, also one that still works."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def read(self, item: Input) -> Document | Failure:
        """The document of one input, or why there is none; it takes no longer than the limit on time."""
        if self._process is None:
            self._process = _Process(self._limits)
        process = self._process
        path = os.fspath(item.path.absolute())
        seconds = self._limits.seconds
        process.send({"source": item.source, "path": path, "members": item.members, "seconds": seconds})
        try:
            reply = process.replies.get(timeout=seconds)
        except queue.Empty:
            self.close()
            return Failure(item.source, f"读了 {seconds:g} 秒还没有读完, 已停止; 请拆成小文件, 或另存一份再试")
        except BaseException:
            self.close()
            raise
        if reply is None:
            self.close()
            return Failure(item.source, "读取时程序崩溃或超出内存, 只跳过了这一个文件; 请用原来的软件另存一份再试")
        if reply.get("last"):
            self.close()
        if "reason" in reply:
            _log.debug("%s: %s", item.source, reply.get("detail", reply["reason"]))
            return Failure(item.source, reply["reason"])
        return _document(reply["document"])


def read_all(inputs: Iterable[Input | Failure], *, limits: Limits | None = None) -> Iterator[Document | Failure]:
    """One document or failure for each input, in the same order; failures among the inputs pass through.

    The process that reads is started with the first input and ended with the last, or when the iterator is closed.
    """
    with Worker(limits) as worker:
        for item in inputs:
            yield item if isinstance(item, Failure) else worker.read(item)


def read_file(path: Path, *, limits: Limits | None = None) -> Document:
    """The document of one file.

    Raises:
        InputError: it cannot be read; or it is a folder or an archive, which hold any number of documents.
    """
    found = list(find_inputs([path]))
    if path.is_dir() or any(isinstance(item, Input) and item.members for item in found):
        raise InputError(f"{path}: 是文件夹或压缩包, 这里只能读一个文件; 请指定其中一个文件")
    [result] = read_all(found, limits=limits)
    if isinstance(result, Failure):
        raise InputError(str(result))
    return result
