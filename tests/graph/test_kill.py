"""A client or the database killed at any moment of a load leaves no half document, and the next run just goes on."""

import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.embedded import status, stop
from graph.facts import facts_of
from graph.reading import Reading
from graph.store import Store, connect
from loaders.worker import read_file
from nlp.extract import read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KILLS = 20
CHILD = """
import pickle, sys
from pathlib import Path
from graph.store import connect
versions = pickle.loads(Path(sys.argv[2]).read_bytes())
with connect(home=Path(sys.argv[1])) as store:
    print("ready", flush=True)
    while True:
        for facts in versions:
            store.load(facts)
"""
STATE = """
MATCH (task:Task) OPTIONAL MATCH (actor:Actor)-[duty:RESPONSIBLE_FOR]->(task)
RETURN task.document AS document, count(DISTINCT task) AS tasks, count(duty) AS duties
ORDER BY document
"""
STRAY = "MATCH (n) WHERE (n:Task OR n:Actor OR n:Program) AND NOT EXISTS { MATCH (n)--() } RETURN count(n) AS stray"


@pytest.fixture(scope="module")
def readings() -> list[tuple[Reading, Reading]]:
    """Each sample whole and cut to half of its tasks, so that half a document cannot pass for a whole one."""
    whole = [read(read_file(path)) for path in sorted((ROOT / "samples" / "docs").iterdir())]
    return [(one, replace(one, tasks=one.tasks[: len(one.tasks) // 2])) for one in whole]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    stop(tmp_path)


def states(versions: tuple[Reading, Reading]) -> set[tuple[int, int]]:
    """Tasks and duties of each version that may stand in the graph."""
    return {(len(one.tasks), sum(len(task.responsibilities) for task in one.tasks)) for one in versions}


def check(store: Store, readings: list[tuple[Reading, Reading]]) -> None:
    allowed = {versions[0].head.key: states(versions) for versions in readings}
    found = {row[0]: (row[1], row[2]) for row in store.query(STATE).rows}
    assert all(found[key] in allowed[key] for key in found), found
    assert store.query(STRAY).rows[0][0] == 0


def start_child(home: Path, file: Path) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), str(file)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "ready"
    return child


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
@pytest.mark.parametrize("victim", ["client", "database"])
def test_kill_leaves_whole_documents_and_the_next_run_goes_on(
    victim: str, home: Path, readings: list[tuple[Reading, Reading]]
) -> None:
    moments = random.Random(7)
    file = home / "facts.pickle"
    file.write_bytes(pickle.dumps([facts_of(one) for versions in readings for one in versions]))
    for _ in range(KILLS):
        child = start_child(home, file)
        time.sleep(moments.uniform(0.02, 0.9))
        if victim == "client":
            child.kill()
        else:
            pid = status(home).pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            child.kill()
        child.wait()
        with connect(home=home) as store:
            check(store, readings)
    with connect(home=home) as store:
        for versions in readings:
            store.load(facts_of(versions[0]))
        found = {row[0]: (row[1], row[2]) for row in store.query(STATE).rows}
        assert found == {one.head.key: states((one, one)).pop() for one, _ in readings}
    assert not status(home).in_use
