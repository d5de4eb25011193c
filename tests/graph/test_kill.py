"""Loading while the client or the server is killed: the graph has the document as it was or as it is to be, never half."""

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph import embedded
from graph.dump import dump_json
from graph.facts import Facts, facts_of
from graph.reading import Reading
from graph.store import Store, connect

MakeReading = Callable[..., Reading]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
]
# When the kill comes, as shares of the time that one load takes: all over it, and once after its end.
MOMENTS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.1)
# Stays warm, so that a child that loads is there at once: for each delay that it reads it forks one, kills it after the
# delay, and says so.
LOADER = """
    import os, pickle, signal, sys, time
    from pathlib import Path
    import neo4j
    from graph.store import connect
    home, versions = Path(sys.argv[1]), pickle.loads(Path(sys.argv[2]).read_bytes())
    for line in sys.stdin:
        ready, tell = os.pipe()
        child = os.fork()
        if child == 0:
            store = connect(home=home)
            os.write(tell, b"x")
            while True:
                for facts in versions:
                    store.load(facts)
        os.read(ready, 1)
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print("killed", flush=True)
"""


@pytest.fixture
def versions(make_reading: MakeReading) -> tuple[Facts, Facts]:
    """Two versions of one document that share some bodies and differ in others."""
    one = tuple((("市教育局", "云州市教育局", "lead"), ("市财政局", "云州市财政局", "participate")) for _ in range(40))
    other = tuple(
        (("市教育局", "云州市教育局", "responsible"), ("市商务局", "云州市商务局", "lead")) for _ in range(30)
    )
    return (
        facts_of(make_reading(duties=one, program="双高计划", member=("林小川", "市教育局局长"))),
        facts_of(make_reading(duties=other, target="建成3个基地", cites=(("云州市产教融合促进条例", None),))),
    )


@pytest.fixture
def killed_home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    embedded.stop(tmp_path)


def states(store: Store, versions: tuple[Facts, Facts]) -> tuple[tuple[str, str], float]:
    """What the graph looks like with each version, loaded in peace, and the seconds of a load; the second one is left in it."""
    looks = []
    for facts in versions:
        store.load(facts)
        looks.append(dump_json(store))
    assert looks[0] != looks[1]
    began = time.monotonic()
    store.load(versions[0])
    store.load(versions[1])
    return (looks[0], looks[1]), (time.monotonic() - began) / 2


def test_killed_clients_leave_no_half_document(
    killed_home: Path, tmp_path: Path, versions: tuple[Facts, Facts]
) -> None:
    data = tmp_path / "versions.pickle"
    data.write_bytes(pickle.dumps(versions))
    with connect(home=killed_home) as store:
        whole, seconds = states(store, versions)
        loader = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(LOADER), str(killed_home), str(data)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        assert loader.stdin is not None and loader.stdout is not None
        seen = set()
        # A child first connects, and its second load begins where the first one ends.
        for moment in (*MOMENTS, *(1 + one for one in MOMENTS)):
            loader.stdin.write(f"{moment * seconds}\n")
            loader.stdin.flush()
            assert loader.stdout.readline() == "killed\n"
            found = dump_json(store)
            assert found in whole
            seen.add(found)
            store.load(versions[len(seen) % 2])
            assert dump_json(store) == whole[len(seen) % 2]
        loader.stdin.close()
        loader.wait(10)
        assert loader.returncode == 0
    assert len(seen) == 2, "the kills came too early to meet both versions"


def test_killed_servers_leave_no_half_document(killed_home: Path, versions: tuple[Facts, Facts]) -> None:
    with connect(home=killed_home) as store:
        whole, seconds = states(store, versions)
        for number, moment in enumerate(MOMENTS[1::2]):
            loading = threading.Thread(target=lambda facts: store.load(facts), args=(versions[number % 2],))
            pid = embedded.status(killed_home).pid
            assert pid is not None
            loading.start()
            time.sleep(moment * seconds)
            os.kill(pid, signal.SIGKILL)
            with connect(home=killed_home) as other:
                assert dump_json(other) in whole
            loading.join(60)
            assert not loading.is_alive()
            assert dump_json(store) == whole[number % 2]
