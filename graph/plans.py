"""A look at what a typed query would do on Neo4j, before it runs: read access alone still lets it read files."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from neo4j import READ_ACCESS, Driver, Query
from neo4j.exceptions import AuthError, ClientError, Forbidden

from graph.errors import UsageError

__all__ = ["check_plan", "check_words"]

_REFUSED = re.compile("LoadCSV|Terminate|Administration|Show(?!Index|Constraint)")
# Functions of APOC that run Cypher of their own, which no plan shows.
_RUNS_CYPHER = re.compile(r"\bapoc`?\s*\.\s*`?cypher\b", re.IGNORECASE)
_EXPLAIN = "EXPLAIN "
_PLACE = re.compile(r"\(line (\d+), column (\d+)[^)]*\)?\)")
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`", re.DOTALL)
_SERVER_WORDS = re.compile(
    r"(?<![.:$\w])(?:TERMINATE\s+TRANSACTIONS?|LOAD\s+CSV|SHOW\s+(?:(?:ALL|BUILT|CURRENT|DEFAULT|EXECUTABLE|HOME|USER)\b|"
    r"(?:ALIAS|DATABASE|FUNCTION|PRIVILEGE|PROCEDURE|ROLE|SERVER|SETTING|SUPPORTED|TRANSACTION|USER)(?:E?S)?))\b",
    re.IGNORECASE,
)
_ALLOWED_PROCEDURES = ("db.labels", "db.relationshipTypes", "db.propertyKeys", "db.index.fulltext.query")


def check_plan(
    driver: Driver, database: str | None, cypher: str, parameters: Mapping[str, Any], timeout: float
) -> None:
    """Refuse what does more than read the graph; the plan itself may take `timeout` seconds.

    Raises:
        UsageError: the plan writes, reads files, calls a procedure outside a short list, or looks into the server.
    """
    with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        try:
            summary = session.run(Query(_EXPLAIN + cypher, timeout=timeout), dict(parameters)).consume()
        except ClientError as error:
            if isinstance(error, AuthError) and not isinstance(error, Forbidden):
                raise
            raise UsageError(f"查询有误：{_without_explain(error.message or '')}") from error
    if summary.query_type != "r":
        raise UsageError("这里只能查询，不能改动数据；请去掉 CREATE、MERGE、SET、DELETE 等子句")
    for step in _steps(summary.plan or {}):
        name = str(step.get("operatorType", "")).split("@")[0]
        details = str((step.get("args") or {}).get("Details", ""))
        if _REFUSED.match(name) or _RUNS_CYPHER.search(details):
            raise UsageError(f"这里只能查询图中的数据，不能读文件或管理服务器（{name}）")
        if name.startswith("ProcedureCall") and not details.startswith(_ALLOWED_PROCEDURES):
            raise UsageError(f"这里不能调用过程 {details.split('(')[0]}，可用的有 {'、'.join(_ALLOWED_PROCEDURES)}")


def check_words(cypher: str) -> None:
    """Refuse what the embedded server lets its reader do although it is no reading of the graph; all else it refuses itself.

    Raises:
        UsageError: the query asks for other people's transactions or for files.
    """
    found = _SERVER_WORDS.search(_NOT_CODE.sub(" ", cypher))
    if found:
        raise UsageError(f"这里只能查询图中的数据，不能读文件或管理服务器（{' '.join(found[0].upper().split())}）")


def _without_explain(said: str) -> str:
    """What the server says of the query, with columns of the first line as in the query without our EXPLAIN."""
    said = " ".join(said.split()).replace(f'"{_EXPLAIN}', '"')
    place = _PLACE.search(said)
    if place is None:
        return said
    line, column = int(place[1]), int(place[2])
    column -= len(_EXPLAIN) if line == 1 else 0
    return f"第 {line} 行第 {column} 列，{said[: place.start()].strip()}"


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children") or ():
        yield from _steps(child)
