"""What every run says first, the real Neo4j server, and what may not be skipped."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.neo4j_server import RunningNeo4j, missing, running

CORPUS = os.environ.get("ZEREN_CORPUS")
# Marks whose tests have to run, as ZEREN_REQUIRE lists them: skipped ones fail.
REQUIRED = frozenset(os.environ.get("ZEREN_REQUIRE", "").split(",")) - {""}


def pytest_report_header() -> str:
    """One line that names the corpus, or says plainly that none is scored."""
    if CORPUS:
        return f"corpus: scored ({CORPUS})"
    return "corpus: NOT scored (set ZEREN_CORPUS to a folder with docs/ and gold/); the samples are"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put all tests that need a Neo4j into one worker, so that one server is enough."""
    for item in items:
        if item.get_closest_marker("neo4j") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("neo4j"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Make a skipped test of a required mark fail, and say why it was skipped."""
    report: pytest.TestReport = yield
    missed = sorted(REQUIRED & {mark.name for mark in item.iter_markers()})
    if report.skipped and missed:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome, report.longrepr = (
            "failed",
            f"ZEREN_REQUIRE holds {missed[0]}, but the test was skipped: {reason}",
        )
    return report


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNeo4j]:
    """A Neo4j of our own, or the one that NEO4J_TEST_URI names: what is in it is deleted."""
    uri = os.environ.get("NEO4J_TEST_URI")
    if uri is not None:
        password = os.environ.get("NEO4J_TEST_PASSWORD", "")
        yield RunningNeo4j(uri, "neo4j", password, Path("/nonexistent"))
        return
    if reason := missing():
        pytest.skip(reason)
    with running(tmp_path_factory.mktemp("neo4j") / "server") as server:
        yield server
