"""Loading, replacing and deleting, on both databases; what is in the graph is compared as a whole."""

import copy
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j import ManagedTransaction
from neo4j.exceptions import TransientError

from graph.dump import dump, dump_json
from graph.errors import DatabaseError, UsageError
from graph.facts import facts_of
from graph.loading import replace_documents
from graph.prepared import prepare
from graph.reading import Reading
from graph.store import Store, connect

MakeReading = Callable[..., Reading]
FIRST, SECOND = "云政发〔2030〕1号", "云政发〔2030〕2号"


@pytest.fixture
def first(make_reading: MakeReading) -> Reading:
    return make_reading(
        FIRST, program="双高计划", target="建成3个基地", school="清溪理工大学", member=("林小川", "市教育局局长"),
        cites=(("云州市产教融合促进条例", None),), collective="各县区", doc_number=FIRST,
    )  # fmt: skip


@pytest.fixture
def second(make_reading: MakeReading) -> Reading:
    duties = ((("教育局", "云州市教育局", "lead"), ("商务局", "云州市商务局", "participate")),)
    return make_reading(SECOND, "云州市产教融合促进条例", duties, program="双高计划", doc_number=SECOND)


def names(store: Store, label: str) -> list[str]:
    return [row[0] for row in store.query(f"MATCH (n:{label}) RETURN n.name AS name ORDER BY name").rows]


def node(store: Store, key: str) -> dict[str, Any]:
    return next(one["properties"] for one in dump(store)["nodes"] if one["properties"]["key"] == key)


def test_load_twice_changes_no_count_and_no_value(store: Store, first: Reading) -> None:
    store.load(facts_of(first))
    counts, whole = store.counts(), dump_json(store)
    store.load(facts_of(first))
    assert store.counts() == counts
    assert dump_json(store) == whole
    assert counts == {
        "Document": 2, "Section": 1, "Task": 2, "Actor": 6, "Agency": 3, "ActorClass": 1, "School": 1, "Group": 1,
        "Person": 1, "Program": 1, "Target": 1, "RESPONSIBLE_FOR": 4, "PART_OF": 3, "ADVANCES": 1, "NAMES": 2,
        "HAS_TARGET": 1, "ISSUED_BY": 1, "CITES": 1, "MEMBER_OF": 1, "HOLDS_POST": 1,
    }  # fmt: skip


def test_what_is_loaded_is_what_the_facts_say(store: Store, first: Reading) -> None:
    facts = facts_of(first)
    store.load(facts)
    loaded = dump(store)
    assert {one["properties"]["key"] for one in loaded["nodes"]} == {one.key for one in facts.nodes}
    written = sorted(json.dumps(dict(sorted(one["properties"].items()))) for one in loaded["relations"])
    assert written == sorted(json.dumps(dict(sorted(one.properties.items()))) for one in facts.relations)


def test_a_changed_document_replaces_what_it_said(store: Store, first: Reading, make_reading: MakeReading) -> None:
    store.load(facts_of(first))
    changed = make_reading(FIRST, duties=((("市商务局", "云州市商务局", "lead"),),), doc_number=FIRST)
    store.load(facts_of(changed))
    after = dump_json(store)
    assert names(store, "Agency") == ["云州市人民政府", "云州市商务局"]
    assert store.counts().keys().isdisjoint({"Program", "Target", "Person", "Group", "School", "CITES"})
    store.delete_document(FIRST)
    store.load(facts_of(changed))
    assert dump_json(store) == after


def test_a_new_version_loaded_under_the_old_key_replaces_it(store: Store, first: Reading, second: Reading) -> None:
    store.load(facts_of(first))
    store.load(facts_of(second, key=FIRST))
    assert store.query("MATCH (d:Document) RETURN d.key AS key, d.title AS title ORDER BY key").rows == (
        (FIRST, "云州市产教融合促进条例"),
    )


def test_other_documents_are_not_touched(store: Store, first: Reading, second: Reading) -> None:
    store.load(facts_of(second))
    alone = dump_json(store)
    store.load(facts_of(first))
    store.delete_document(FIRST)
    assert dump_json(store) == alone


def test_the_order_of_loading_does_not_matter(store: Store, first: Reading, second: Reading) -> None:
    store.load(facts_of(first))
    store.load(facts_of(second))
    forward = dump_json(store)
    store.delete_document(FIRST)
    store.delete_document(SECOND)
    assert store.counts() == {}
    store.load(facts_of(second))
    store.load(facts_of(first))
    assert dump_json(store) == forward


def test_shared_nodes_collect_how_documents_write_them(store: Store, first: Reading, second: Reading) -> None:
    store.load(facts_of(first))
    store.load(facts_of(second))
    assert node(store, "agency:云州市教育局")["short_names"] == ["市教育局", "教育局"]
    store.delete_document(FIRST)
    left = node(store, "agency:云州市教育局")
    assert (left["short_names"], left["document"], left["basis"]) == (["教育局"], SECOND, "text")
    assert "agency:云州市财政局" not in {one["properties"]["key"] for one in dump(store)["nodes"]}


def test_a_cited_document_becomes_the_loaded_one_and_back(store: Store, first: Reading, second: Reading) -> None:
    cited = "MATCH (:Document)-[:CITES]->(d:Document) RETURN d.key AS key, d.loaded AS loaded, d.title AS title ORDER BY key"
    store.load(facts_of(first))
    stub = ("cited:云州市产教融合促进条例", False, "云州市产教融合促进条例")
    assert store.query(cited).rows == (stub,)
    store.load(facts_of(second))
    assert store.query(cited).rows == ((SECOND, True, "云州市产教融合促进条例"),)
    assert store.counts()["Document"] == 2
    store.delete_document(SECOND)
    assert store.query(cited).rows == (stub,)


def test_a_citation_by_number_finds_the_document_of_that_number(
    store: Store, make_reading: MakeReading, second: Reading
) -> None:
    store.load(facts_of(second))
    for number, target in (
        (SECOND, SECOND),
        ("云政发[2030]2号", SECOND),
        ("云政发〔2031〕7号", "cited:云政发〔2031〕7号"),
    ):
        reading = make_reading(FIRST, cites=(("云州市产教融合促进条例", number),))
        store.load(facts_of(reading))
        assert store.query("MATCH (:Document)-[:CITES]->(d) RETURN d.key AS key ORDER BY key").rows == ((target,),)


def test_collectives_go_with_the_last_document_that_names_them(store: Store, make_reading: MakeReading) -> None:
    place = {"jurisdiction": "山西省大同市", "adcode": "140200", "collective": "各县区"}
    store.load(facts_of(make_reading(FIRST, **place)))
    store.load(facts_of(make_reading(SECOND, **place)))
    assert (store.counts()["HAS_MEMBER"], store.counts()["Place"]) == (10, 13)
    store.delete_document(FIRST)
    assert (store.counts()["HAS_MEMBER"], store.counts()["Place"]) == (10, 13)
    member = node(store, "agency:山西省大同市云冈区人民政府")
    assert (member["basis"], "short_names" in member) == ("reference", False)
    store.delete_document(SECOND)
    assert store.counts() == {}


def test_a_member_that_is_named_itself_has_the_text_as_basis(store: Store, make_reading: MakeReading) -> None:
    duties = ((("云冈区政府", "云冈区人民政府", "lead"),),)
    store.load(
        facts_of(make_reading(FIRST, duties=duties, jurisdiction="山西省大同市", adcode="140200", collective="各县区"))
    )
    assert node(store, "agency:山西省大同市云冈区人民政府")["short_names"] == ["云冈区政府"]


def test_deleting_an_unknown_document_says_so(store: Store) -> None:
    with pytest.raises(UsageError, match="没有载入过文件“无此文件”"):
        store.delete_document("无此文件")


def test_a_load_that_fails_leaves_everything_as_it_was(store: Store, first: Reading) -> None:
    store.load(facts_of(first))
    before = dump_json(store)
    changed = copy.deepcopy(first)
    changed.tasks.pop()
    facts = facts_of(changed)
    broken = [*facts.nodes, type(facts.nodes[-1])("Task", "x", {"key": "x", "order": {"no": "value"}})]  # type: ignore[dict-item]
    with pytest.raises(DatabaseError):
        store.load(type(facts)(facts.document, tuple(broken), facts.relations))
    assert dump_json(store) == before


def test_dump_is_sorted_and_has_no_bookkeeping(store: Store, first: Reading) -> None:
    store.load(facts_of(first))
    text = dump_json(store)
    assert json.loads(text) == dump(store)
    assert "Zeren" not in text
    assert [one["type"] for one in dump(store)["relations"]] == sorted(one["type"] for one in dump(store)["relations"])


def test_dump_during_loads_is_of_one_moment(store: Store, first: Reading) -> None:
    """Several queries make a dump; a load between them once gave tasks of one version with duties of another."""
    shorter = copy.deepcopy(first)
    shorter.tasks = shorter.tasks[:1]
    versions = [facts_of(first), facts_of(shorter)]
    whole = []
    for facts in versions:
        store.load(facts)
        whole.append(dump_json(store))

    def load_now_and_then() -> None:
        for number in range(16):
            store.load(versions[number % 2])
            time.sleep(0.05 * (number % 8))

    loading = threading.Thread(target=load_now_and_then)
    loading.start()
    found = []
    while loading.is_alive():
        found.append(dump_json(store))
    assert found and set(found) <= set(whole)


def test_values_are_plain(store: Store, first: Reading) -> None:
    store.load(facts_of(first))
    found = store.run_read(
        "MATCH p = (a:Agency {name: '云州市教育局'})-[r:RESPONSIBLE_FOR]->(t) "
        "RETURN a, r, p, date('2030-01-05') AS d, {x: [1, 2.5, null]} AS m, t.number AS n"
    )
    row = found.dicts()[0]
    assert json.loads(json.dumps(row)) == row
    assert row["a"]["labels"] == ["Actor", "Agency"]
    assert (row["r"]["type"], row["r"]["from"], row["r"]["to"]) == (
        "RESPONSIBLE_FOR", "agency:云州市教育局", f"{FIRST}#一/任务1"
    )  # fmt: skip
    assert (len(row["p"]["nodes"]), row["d"], row["m"], row["n"]) == (2, "2030-01-05", {"x": [1, 2.5, None]}, "1.")


def test_rows_are_limited(store: Store) -> None:
    few = store.run_read("UNWIND range(1, 3) AS i RETURN i", limit=3)
    assert (few.rows, few.truncated) == (((1,), (2,), (3,)), False)
    more = store.run_read("UNWIND range(1, 3000) AS i RETURN i", limit=2)
    assert (more.rows, more.truncated) == (((1,), (2,)), True)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("MATCH (n RETURN n", "查询有误：第 1 行第 10 列"),
        ("MATCH (n)\nRETURN m", "查询有误"),
        ("RETURN 1 / 0 AS x", "查询有误"),
        ("  ", "没有查询语句"),
    ],
)
def test_a_wrong_query_is_explained(store: Store, query: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        store.run_read(query)


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
@pytest.mark.parametrize("store", ["neo4j"], indirect=True)
def test_wrong_password_of_neo4j_is_explained(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="不认这个用户名或密码"):
        connect(home=tmp_path, uri=store.uri, password="not the password")


def test_wrong_password_is_explained(home: Path, embedded_server: object, store: Store) -> None:
    with pytest.raises(DatabaseError, match=r"bolt://127\.0\.0\.1:\d+ 不认这个用户名或密码"):
        connect(home=home, uri=store.uri, user="root", password="not the password", database="zeren")


def test_database_that_is_down_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"数据库没有响应（bolt://127\.0\.0\.1:1）"):
        connect(home=tmp_path, uri="bolt://127.0.0.1:1", password="x")


def test_address_that_is_none_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="应形如 bolt://"):
        connect(home=tmp_path, uri="127.0.0.1:7687", password="x")


def test_what_a_server_refuses_for_the_moment_is_tried_again_as_a_whole(store: Store, first: Reading) -> None:
    store.load(facts_of(first))
    before = dump_json(store)
    tries = []

    def load_and_fail_once(tx: ManagedTransaction) -> None:
        replace_documents(tx, prepare({facts_of(first).document: facts_of(first)}))
        tries.append(1)
        if len(tries) == 1:
            raise TransientError("the server is busy")

    store._write(load_and_fail_once)
    assert len(tries) == 2
    assert dump_json(store) == before


def test_citations_of_masked_documents_lead_to_what_their_text_says(store: Store, make_reading: MakeReading) -> None:
    masked = facts_of(make_reading(FIRST, cites=(("某县工作方案", None), ("XX县实施意见", None))))
    wanted = sorted(one.target[1] for one in masked.relations if one.type == "CITES")
    assert len(set(wanted)) == 2
    for _ in range(2):
        store.load(masked)
        found = store.query("MATCH (:Document)-[:CITES]->(d:Document) RETURN d.key AS key ORDER BY key").rows
        assert [key for (key,) in found] == wanted


def test_a_query_that_a_server_refuses_for_the_moment_is_asked_again(
    store: Store, first: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load(facts_of(first))
    wanted = store.query("MATCH (t:Task) RETURN t.title AS title ORDER BY title")
    run, tries = neo4j.Session.run, []

    def refuse_once(self: neo4j.Session, *words: Any, **more: Any) -> neo4j.Result:
        tries.append(1)
        if len(tries) == 1:
            raise TransientError("the server is busy")
        return run(self, *words, **more)

    monkeypatch.setattr(neo4j.Session, "run", refuse_once)
    assert store.query("MATCH (t:Task) RETURN t.title AS title ORDER BY title") == wanted
    assert tries == [1]


def test_counts_kept_at_load_time_follow_every_change(
    store: Store, first: Reading, second: Reading, make_reading: MakeReading
) -> None:
    def kept() -> list[tuple[Any, ...]]:
        return list(store.query(
            "MATCH (a:Actor) RETURN a.name AS name, a.tasks AS tasks, a.tasks_lead + a.tasks_responsible + a.tasks_participate AS all,"
            " COUNT { MATCH (a)-[:RESPONSIBLE_FOR]->(:Task) } AS counted ORDER BY name"
        ).rows)  # fmt: skip

    nobody = make_reading(FIRST, duties=((("市商务局", "云州市商务局", "lead"),), ()), doc_number=FIRST)
    for facts in (facts_of(first), facts_of(second), facts_of(nobody)):
        store.load(facts)
        assert all(tasks == together == counted for _, tasks, together, counted in kept())
    lists = store.query("MATCH (t:Task {unowned: true}) RETURN t.number AS number, t.document AS document").rows
    assert lists == (("2.", FIRST),)
    [(tasks,)] = store.query("MATCH (d:Document {key: $key}) RETURN d.tasks AS tasks", {"key": FIRST}).rows
    assert tasks == 2
