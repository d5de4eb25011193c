"""The process that parses files, started by `loaders.worker` and never by a person.

It reads requests from standard input and writes answers to what was its standard output, each a JSON text after its
length in four bytes. It ends when standard input closes, so it does not outlive its parent; a limit on processor time
ends it where it hangs after its parent is gone.
"""

import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from graph.errors import InputError
from loaders.furniture import find_furniture
from loaders.registry import kind_of, reader_of
from loaders.sources import Input, read_bytes

__all__ = ["answer", "limit_memory", "main"]

_DAMAGED = "内容有误或已损坏, 读不出来; 请用原来的软件打开后另存一份再试"
_TOO_MUCH = "展开后占用内存太大, 疑似压缩炸弹, 没有读取"
_TOO_DEEP = "结构嵌套太深, 没有读取; 请用原来的软件打开后另存一份再试"


def limit_memory(megabytes: int) -> None:
    """Let this process have so much memory at most, and write no core file; without effect on Windows."""
    if sys.platform != "win32":
        import resource

        limit = megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        try:
            resource.setrlimit(
                resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard)
            )
        except (ValueError, OSError):  # macOS knows the limit and refuses it
            return


def _limit_time(seconds: float) -> None:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))


def answer(item: Input) -> dict[str, Any]:
    """The document of one input as plain values, or why there is none; `last` if this process had better end now."""
    try:
        data = read_bytes(item)
        kind = kind_of(data, item.source)
        if kind == "zip":
            raise InputError("是压缩包, 但里面没有 Word 正文; 请解压后检查")
        document = reader_of(kind)(data, item.source)
        document = dataclasses.replace(document, furniture=tuple(find_furniture(document.text)))
        return {"document": dataclasses.asdict(document)}
    except InputError as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": _TOO_MUCH, "last": True}
    except RecursionError:
        return {"reason": _TOO_DEEP, "last": True}
    except Exception as error:  # a broken file may break a parser in any way
        return {"reason": _DAMAGED, "detail": repr(error)[:500]}


def _read(stream: BinaryIO) -> Any:
    """The next request; None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    return json.loads(stream.read(int.from_bytes(head, "big")))


def _write(stream: BinaryIO, message: Any) -> None:
    data = json.dumps(message).encode("ascii")
    stream.write(len(data).to_bytes(4, "big") + data)
    stream.flush()


def main() -> None:
    """Answer until standard input closes; the first message is the limit on memory in megabytes."""
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    limit_memory(_read(requests))
    while (request := _read(requests)) is not None:
        _limit_time(request["seconds"])
        reply = answer(Input(request["source"], Path(request["path"]), tuple(request["members"])))
        try:
            _write(replies, reply)
        except MemoryError:
            reply = {"reason": _TOO_MUCH, "last": True}
            _write(replies, reply)
        if reply.get("last"):
            return


if __name__ == "__main__":
    main()
