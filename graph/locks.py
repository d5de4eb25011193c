"""Locks on files that vanish with the process that holds them, however it ends: no lease can go stale.

On Windows a shared lock is an exclusive lock on one byte picked at random, and an exclusive one covers all bytes.
"""

import os
import random
import sys
import time
from pathlib import Path
from types import TracebackType

__all__ = ["FileLock", "is_held"]

_BYTES = 1 << 20
_PAUSE = 0.05


class FileLock:
    """One hold on a lock file, which is made where it is missing and never removed."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self.shared = shared
        self._fd: int | None = None

    def acquire(self, *, timeout: float = 0.0) -> bool:
        """Whether the lock was taken within `timeout` seconds; 0 tries once."""
        if self._fd is not None:
            return True
        deadline = time.monotonic() + timeout
        fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        while not _try_lock(fd, self.shared):
            if time.monotonic() >= deadline:
                os.close(fd)
                return False
            time.sleep(_PAUSE)
        self._fd = fd
        return True

    def release(self) -> None:
        """Let go; without effect where nothing is held."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> "FileLock":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def is_held(path: Path) -> bool:
    """Whether some process holds the lock, shared or not; False where there is no such file."""
    if not path.exists():
        return False
    with FileLock(path) as lock:
        return not lock.acquire()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int, shared: bool) -> bool:
        os.lseek(fd, random.randrange(_BYTES) if shared else 0, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1 if shared else _BYTES)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(fd: int, shared: bool) -> bool:
        try:
            fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
