"""What the driver raises, as our own errors in Chinese."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import DatabaseError, UsageError, ZerenError

__all__ = ["is_lost", "query_faults", "store_faults"]

# ArcadeDB counts columns from 0.
_PLACE = re.compile(r"at line (\d+):(\d+) - ")


def is_lost(error: BaseException) -> bool:
    """Whether the error means that the server does not answer any more."""
    return isinstance(error, ServiceUnavailable | SessionExpired | OSError)


@contextmanager
def store_faults(uri: str) -> Iterator[None]:
    """Turn errors of the driver into `DatabaseError` for what we ask ourselves."""
    try:
        yield
    except (DriverError, Neo4jError, OSError) as error:
        if _is_late(error) or _is_full(error):
            words = "内容太多，数据库的时间或内存不够，没有做完；请缩小范围，例如指定单位、项目、文件或时限"
        else:
            words = f"数据库没有接受这条语句：{_said(error)}"
        raise _general(error, uri) or DatabaseError(words) from error


@contextmanager
def query_faults(uri: str, seconds: float) -> Iterator[None]:
    """Turn errors of the driver into ours for queries that people type: what they can mend is a `UsageError`."""
    try:
        yield
    except (DriverError, Neo4jError, OSError) as error:
        raise _general(error, uri) or _of_query(error, seconds) from error


def _general(error: BaseException, uri: str) -> ZerenError | None:
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        return DatabaseError(
            f"数据库 {uri} 不认这个用户名或密码，请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD（只读用户是 NEO4J_READER 和 NEO4J_READER_PASSWORD）"
        )
    if is_lost(error):
        return DatabaseError(f"数据库没有响应（{uri}），请确认它已启动、地址正确，再试一次；文件没有丢失")
    if isinstance(error, Neo4jError) and (error.code or "").endswith("DatabaseNotFound"):
        return DatabaseError(f"数据库 {uri} 里没有这个库，请检查 NEO4J_DATABASE")
    return None


def _of_query(error: BaseException, seconds: float) -> ZerenError:
    said, code = _said(error), _code(error)
    if _is_late(error):
        return UsageError(f"查询超过 {seconds:g} 秒，已停止；请缩小范围，或先用 LIMIT")
    if _is_full(error):
        return UsageError("查询要的内存超过数据库所有，已停止；请缩小范围，或先用 LIMIT")
    if isinstance(error, Forbidden) or code.startswith("Neo.ClientError.Security") or "AccessMode" in code:
        return UsageError(
            "这里只能查询图中的数据，不能改动，也不能读文件；请去掉 CREATE、MERGE、SET、DELETE、LOAD CSV 等子句"
        )
    place = _PLACE.search(said)
    if place:
        return UsageError(f"查询有误：第 {place[1]} 行第 {int(place[2]) + 1} 列，{said[place.end() :]}")
    if code.startswith("Neo.ClientError.Statement"):
        return UsageError(f"查询有误：{said}")
    return UsageError(f"查询没有完成：{said}")


def _is_late(error: BaseException) -> bool:
    """Whether the server ended the work at its time limit."""
    code, said = _code(error), _said(error)
    return "TimedOut" in code or "Terminated" in code or (bool(code) and ("imeout" in said or "timed out" in said))


def _is_full(error: BaseException) -> bool:
    """Whether the server ended the work because it would take too much of its memory."""
    return "OutOfMemory" in _code(error) or "heap budget exceeded" in _said(error)


def _code(error: BaseException) -> str:
    return (error.code or "") if isinstance(error, Neo4jError) else ""


def _said(error: BaseException) -> str:
    """What the server said, on one line."""
    said = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return " ".join(said.split())[:500]
