"""Loads at the same time, and loads on Neo4j that are cut off: the graph is as if they had come one after the other, or not."""

import os
import pickle
import random
import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.claims import Node
from graph.dump import dump_json
from graph.errors import DatabaseError
from graph.extractions import Load
from graph.facts import Facts, facts_of
from graph.reading import Reading
from graph.store import Store, connect
from tests.neo4j_server import RunningNeo4j

MakeReading = Callable[..., Reading]
ROOT = Path(__file__).parents[2]
SHARES = (0.3, 0.6, 0.9)
"""When a loading process is killed, as shares of the time that one load takes."""
# Forks a child for each delay that it reads, lets it load one version after the other, and kills it after the delay.
LOADER = """
    import os, pickle, signal, sys, time
    from pathlib import Path
    from graph.store import connect
    where, versions = pickle.loads(Path(sys.argv[1]).read_bytes())
    for line in sys.stdin:
        ready, tell = os.pipe()
        child = os.fork()
        if child == 0:
            store = connect(**where)
            store.load(versions[0])
            os.write(tell, b"x")
            while True:
                for facts in reversed(versions):
                    store.load(facts)
        os.read(ready, 1)
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print("killed", flush=True)
"""


def documents(make_reading: MakeReading) -> list[Facts]:
    """Documents that share bodies, programs and a cited document, some of which the one loaded last used to take out."""
    made = []
    for number in range(6):
        duties = tuple(
            (("市教育局", "云州市教育局", "lead"), (f"{name}局", f"云州市{name}局", "participate"))
            for name in ("财政", "商务", "民政", "财政")[: 1 + number % 4]
        )
        cites = (("云州市产教融合促进条例", None),) if number % 2 else ()
        made.append(facts_of(make_reading(f"云政发〔2030〕{number}号", duties=duties, program="双高计划", cites=cites)))
    return made


def test_loads_at_the_same_time_give_what_they_give_one_by_one(store: Store, make_reading: MakeReading) -> None:
    made = documents(make_reading)
    for facts in made:
        store.load(facts)
    alone = dump_json(store)
    for facts in made[3:]:
        store.delete_document(facts.document)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(store.load, made * 2))
    assert dump_json(store) == alone


@pytest.mark.parametrize("seed", range(3))
def test_what_is_loaded_in_groups_is_as_if_it_had_come_one_by_one(
    store: Store, make_reading: MakeReading, seed: int
) -> None:
    chance = random.Random(seed)
    numbers = [f"云政发〔2030〕{number}号" for number in range(7)]

    def some() -> Facts:
        duties = tuple(
            ((chance.choice((name, f"市{name}")), f"云州市{name}", chance.choice(("lead", "participate"))),)
            for name in chance.sample(("教育局", "财政局", "商务局", "民政局"), chance.randint(1, 3))
        )
        key = chance.choice(numbers)
        cited = chance.choice(numbers)
        return facts_of(
            make_reading(
                key, f"云州市方案{key}", duties=duties, doc_number=key, program=chance.choice(("双高计划", "“双高计划”", None)),
                cites=((f"云州市方案{cited}", cited),), collective=chance.choice(("各县区", None)),
                jurisdiction="安康市", adcode="610900", member=chance.choice((("林小川", "市教育局局长"), None)),
            )
        )  # fmt: skip

    last: dict[str, Facts] = {}
    for _ in range(5):
        group = [some() for _ in range(chance.randint(1, 5))]
        store.begin_load([Load(facts, facts, "") for facts in group]).result()
        last |= {facts.document: facts for facts in group}
        if chance.random() < 0.5:
            gone = chance.choice(sorted(last))
            store.delete_document(gone)
            del last[gone]
    together = dump_json(store)
    for key in sorted(last):
        store.delete_document(key)
    assert store.counts() == {}
    for facts in last.values():
        store.load(facts)
    assert dump_json(store) == together


def test_loads_that_are_begun_come_in_order_and_closing_waits_for_them(store: Store, make_reading: MakeReading) -> None:
    versions = [facts_of(make_reading(title=f"云州市第{number}版方案")) for number in range(3)]
    refused = Facts("云政发〔2030〕9号", (Node("Task", "x", {"key": "x", "order": {"no": "value"}}),), ())  # type: ignore[dict-item]
    with Store(store._connection) as other:
        begun = [other.begin_load([Load(facts, facts, "")]) for facts in (versions[0], refused, *versions[1:])]
    with pytest.raises(DatabaseError):
        begun[1].result(0)
    assert store.query("MATCH (d:Document) WHERE d.loaded RETURN d.title AS title").rows == (("云州市第2版方案",),)


def test_an_extraction_of_another_version_asks_to_load_the_document_again(
    store: Store, make_reading: MakeReading
) -> None:
    facts = facts_of(make_reading(duties=((("市教育局", "云州市教育局", "lead"),),), target="建成3个基地"))
    store.load(facts)
    assert store.extracted(facts.document) == facts
    store._write(lambda tx: tx.run("MATCH (e:Extraction) SET e.facts = 'e30='").consume() and None)
    with pytest.raises(DatabaseError, match=f"“{facts.document}”.*重新载入"):
        store.extracted(facts.document)


@pytest.mark.neo4j
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("store", ["neo4j"], indirect=True)
def test_killed_clients_leave_no_half_document_on_neo4j(
    store: Store, neo4j_server: RunningNeo4j, make_reading: MakeReading, tmp_path: Path
) -> None:
    teams = ((("市教育局", "云州市教育局", "lead"),), (("市商务局", "云州市商务局", "responsible"),))
    versions = [
        facts_of(make_reading(duties=teams * 20, program="双高计划")),
        facts_of(make_reading(duties=teams[1:] * 30, target="建成3个基地", member=("林小川", "市教育局局长"))),
    ]
    whole = []
    for facts in versions:
        store.load(facts)
        whole.append(dump_json(store))
    server = {"uri": neo4j_server.uri, "user": neo4j_server.user, "password": neo4j_server.password}
    data = tmp_path / "versions.pickle"
    data.write_bytes(pickle.dumps(({"home": tmp_path, **server}, versions)))
    loader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(LOADER), str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert loader.stdin is not None and loader.stdout is not None
    for delay in (share / 5 for share in SHARES * 2):
        loader.stdin.write(f"{delay}\n")
        loader.stdin.flush()
        assert loader.stdout.readline() == "killed\n"
        assert dump_json(store) in whole
        # The killed client's lock is gone: another one can load at once.
        with connect(home=tmp_path, **server) as other:
            other.load(versions[1])
        assert dump_json(store) == whole[1]
    loader.stdin.close()
    assert loader.wait(60) == 0
