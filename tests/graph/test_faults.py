"""What the servers say, in words that tell a user what to do."""

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import DatabaseError, UsageError
from graph.faults import query_faults, store_faults

LATE = "the command exceeded the arcadedb.command.timeout of 60000ms"
FULL = "Query heap budget exceeded: the in-heap GROUP BY needs 18.26KB more"


def error(code: str, said: str) -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message=said)


@pytest.mark.parametrize(
    ("raised", "asked", "typed"),
    [
        (error("Neo.ClientError.Transaction.TransactionTimedOut", LATE), "缩小范围", "超过 5 秒"),
        (error("Neo.DatabaseError.General.UnknownError", FULL), "缩小范围", "内存超过"),
        (error("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "x"), "缩小范围", "内存超过"),
        (error("Neo.ClientError.Statement.SyntaxError", "bad"), "没有接受这条语句：bad", "查询有误：bad"),
        (DriverError("timed out waiting for a connection"), "没有接受这条语句", "查询没有完成"),
    ],
)
def test_what_a_server_says_is_told_in_chinese(raised: Exception, asked: str, typed: str) -> None:
    with pytest.raises(DatabaseError, match=asked), store_faults("bolt://x"):
        raise raised
    with pytest.raises(UsageError, match=typed), query_faults("bolt://x", 5):
        raise raised
