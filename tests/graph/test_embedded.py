"""The embedded server among several processes: attaching, leaving, being killed, and starting again."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from graph import embedded
from graph.dump import dump_json
from graph.embedded import EmbeddedServer, status
from graph.errors import DatabaseError
from graph.facts import facts_of
from graph.folder import Folder
from graph.locks import FileLock, is_held
from graph.reading import Reading
from graph.store import connect

MakeReading = Callable[..., Reading]
ROOT = Path(__file__).parents[2]
CLIENT = """
    import sys, time
    from pathlib import Path
    from graph.store import connect
    with connect(home=Path(sys.argv[1])) as store:
        print(store.uri, store.query("MATCH (d:Document) RETURN count(d) AS n").rows[0][0], flush=True)
        time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def own_home(tmp_path: Path) -> Iterator[Path]:
    """A data folder of one test, whose server is gone afterwards."""
    yield tmp_path
    embedded.stop(tmp_path)


def client(home: Path, seconds: float) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CLIENT), str(home), str(seconds)],
        stdout=subprocess.PIPE, text=True, cwd=home, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def said(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.1)


def running(home: Path) -> bool:
    return is_held(home / "embedded" / "server.lock")


def test_a_second_process_attaches_and_the_last_one_stops_the_server(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
        other = client(own_home, 60)
        assert said(other) == [store.uri, "1"]
    time.sleep(embedded.IDLE_SECONDS + 1)
    assert running(own_home), "the other process still uses it"
    other.kill()
    other.wait()
    wait_until(lambda: not running(own_home))
    assert status(own_home).running is False


def test_what_was_loaded_is_there_at_the_next_start(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
        before = dump_json(store)
    assert embedded.stop(own_home) is True
    assert embedded.stop(own_home) is False
    with connect(home=own_home) as store:
        assert dump_json(store) == before


def test_two_that_start_at_once_share_one_server(own_home: Path) -> None:
    first, second = client(own_home, 1), client(own_home, 1)
    assert said(first) == said(second)
    assert first.wait() == second.wait() == 0


def test_a_killed_server_comes_back_under_its_clients(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
        before = dump_json(store)
        killed = status(own_home).pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        store.load(facts_of(make_reading()))
        assert dump_json(store) == before
        assert status(own_home).pid != killed


def test_a_killed_supervisor_and_server_do_not_hinder_the_next_start(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
        server = psutil.Process(status(own_home).pid)
        supervisor = server.parent()
        assert supervisor is not None
        supervisor.kill()
        server.kill()
        psutil.wait_procs([supervisor, server], timeout=10)
    with connect(home=own_home) as store:
        assert store.counts()["Task"] == 2


def test_a_server_without_supervisor_is_ended_by_the_next_start(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
        orphan = psutil.Process(status(own_home).pid)
        supervisor = orphan.parent()
        assert supervisor is not None
        supervisor.kill()
        supervisor.wait(10)
    with connect(home=own_home) as store:
        assert store.counts()["Task"] == 2
        assert status(own_home).pid != orphan.pid
    wait_until(lambda: not orphan.is_running())


def test_stop_ends_a_server_without_supervisor(own_home: Path) -> None:
    with EmbeddedServer(own_home):
        orphan = psutil.Process(status(own_home).pid)
        supervisor = orphan.parent()
        assert supervisor is not None
        supervisor.kill()
        supervisor.wait(10)
    assert embedded.stop(own_home) is True
    wait_until(lambda: not orphan.is_running())


def test_a_store_whose_server_was_stopped_starts_it_again(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
        embedded.stop(own_home)
        assert store.counts()["Task"] == 2


def test_the_server_ends_when_its_folder_is_gone(tmp_path: Path) -> None:
    home = tmp_path / "gone"
    server = EmbeddedServer(home)
    server.open()
    process = psutil.Process(status(home).pid)
    home.rename(tmp_path / "moved")
    wait_until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
    server.close()


def test_reset_leaves_no_data(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
    embedded.reset(own_home)
    assert not (own_home / "embedded" / "server").exists()
    with connect(home=own_home) as store:
        assert store.counts() == {}


def test_passwords_are_for_the_owner_alone(home: Path, embedded_server: EmbeddedServer) -> None:
    files = sorted((home / "embedded").glob("*.password"))
    assert [one.name for one in files] == ["reader.password", "root.password"]
    if os.name == "posix":
        assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    command = " ".join(psutil.Process(status(home).pid).cmdline())
    assert not any(one.read_text() in command for one in files)


def test_server_listens_on_the_loopback_interface_alone(home: Path, embedded_server: EmbeddedServer) -> None:
    listening = [
        one.laddr.ip
        for one in psutil.Process(status(home).pid).net_connections("inet")
        if one.status == psutil.CONN_LISTEN
    ]
    assert len(listening) == 2
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_lost_password_files_are_made_again(own_home: Path, make_reading: MakeReading) -> None:
    with connect(home=own_home) as store:
        store.load(facts_of(make_reading()))
    embedded.stop(own_home)
    for one in (own_home / "embedded").glob("*.password"):
        one.unlink()
    with connect(home=own_home) as store:
        assert store.counts()["Task"] == 2
        assert store.run_read("MATCH (t:Task) RETURN count(t) AS n").rows == ((2,),)


def test_a_server_that_cannot_start_says_why(own_home: Path) -> None:
    (own_home / "embedded" / "server").mkdir(parents=True)
    (own_home / "embedded" / "server" / "databases").write_text("no folder", encoding="utf-8")
    with pytest.raises(DatabaseError, match=r"内置数据库没有启动：.*（详见 .*server\.log）"):
        connect(home=own_home)


def test_status_of_a_folder_that_is_not_there_starts_nothing(tmp_path: Path) -> None:
    found = status(tmp_path / "none")
    assert (found.running, found.in_use, found.uri, found.size) == (False, False, None, 0)
    assert not (tmp_path / "none").exists()


def test_shared_locks_go_together_and_exclude_the_exclusive_one(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with FileLock(path, shared=True) as one, FileLock(path, shared=True) as two, FileLock(path) as alone:
        assert one.acquire() and two.acquire()
        assert not alone.acquire()
        one.release()
        assert not alone.acquire()
        two.release()
        assert alone.acquire()
        assert is_held(path)
    assert not is_held(path)


def test_state_that_was_half_written_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"bolt": 1, "ht', encoding="ascii")
    assert Folder(tmp_path).state() is None
