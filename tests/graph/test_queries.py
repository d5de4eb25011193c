"""The catalogue of named queries and what it refuses."""

import random
from pathlib import Path

import pytest

from graph.errors import DataError, UsageError
from graph.facts import facts_of
from graph.queries import bind, catalogue, load_catalogue, query
from graph.store import Store
from tests.graph.conftest import MakeReading

GOOD = "MATCH (n:Actor)\nWHERE n.name = $name\nRETURN n.name AS actor\nORDER BY actor\n"
ENTRY = """one:
  title: 一
  description: 说明
  parameters:
    name: {type: text, label: 名称}
  columns: {actor: 单位}
"""


def folder(tmp_path: Path, catalogue_text: str = ENTRY, **files: str) -> Path:
    (tmp_path / "read").mkdir()
    (tmp_path / "catalogue.yaml").write_text(catalogue_text, encoding="utf-8")
    for name, text in files.items():
        (tmp_path / "read" / f"{name}.cypher").write_text(text, encoding="utf-8")
    return tmp_path


def test_catalogue_begins_with_duties_and_is_ordered_everywhere() -> None:
    assert next(iter(catalogue())) == "duties"
    assert len(catalogue()) >= 12
    assert all("ORDER BY" in one.text and "apoc" not in one.text for one in catalogue().values())


def test_catalogue_reads_a_good_folder(tmp_path: Path) -> None:
    assert load_catalogue(folder(tmp_path, one=GOOD))["one"].columns == {"actor": "单位"}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "没有文件 read/one.cypher"),
        ({"one": GOOD, "two": GOOD}, "没有它的说明"),
        ({"one": GOOD.replace("$name", "$other")}, "参数"),
        ({"one": GOOD.replace("AS actor", "AS body")}, "列应为"),
    ],
)
def test_catalogue_refuses_what_does_not_agree(tmp_path: Path, files: dict[str, str], words: str) -> None:
    with pytest.raises(DataError, match=words):
        load_catalogue(folder(tmp_path, **files))


def test_query_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="duties"):
        query("dutys")


def test_bind_fills_defaults_and_converts_numbers() -> None:
    assert bind(query("agency_load"), {}) == {"limit": 100}
    assert bind(query("agency_load"), {"limit": "5"}) == {"limit": 5}


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("duties", {}, "缺少参数 actor"),
        ("duties", {"acto": "x"}, "您要找的是 actor"),
        ("agency_load", {"limit": "many"}, "应为数字"),
    ],
)
def test_bind_refuses_wrong_parameters(name: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        bind(query(name), given)


def fill(store: Store, make_reading: MakeReading) -> None:
    """Five documents, two of them of one title, whose duties are more or less sure and whose tasks are in part nobody's."""
    chance = random.Random(5)
    bodies = ("教育局", "财政局", "商务局")
    for number in range(5):
        duties = tuple(
            tuple((f"市{one}", f"云州市{one}", "responsible") for one in chance.sample(bodies, chance.randrange(3)))
            for _ in range(6)
        )
        key = f"云政发〔2030〕{number}号"
        reading = make_reading(key, f"云州市第{number // 2}项行动方案", duties, doc_number=key)
        for duty in (one for task in reading.tasks for one in task.responsibilities):
            duty.confidence = chance.choice((0.5, 0.7, 0.75, 0.9, 1.0))
        store.load(facts_of(reading))


def test_lists_of_gaps_hold_what_a_look_at_everything_finds(store: Store, make_reading: MakeReading) -> None:
    fill(store, make_reading)
    doubtful = store.query(
        "MATCH (b:Actor)-[r:RESPONSIBLE_FOR]->(t:Task) MATCH (d:Document {key: t.document})"
        " RETURN r.confidence AS c, t.key AS task, b.name AS body ORDER BY c, d.title, d.key, t.order, body"
    ).rows
    for below in (0.6, 0.8, 1.0):
        wanted = [row for row in doubtful if row[0] < below]
        assert wanted
        for limit in (1, 2, 7, 200):
            found = store.query(query("doubtful").text, {"below": below, "limit": limit}).dicts()
            assert [(row["confidence"], row["task_key"], row["actor"]) for row in found] == wanted[:limit]
    unowned = store.query(
        "MATCH (t:Task) WHERE NOT (t)<-[:RESPONSIBLE_FOR]-() MATCH (d:Document {key: t.document})"
        " RETURN t.key AS task ORDER BY d.title, d.key, t.order"
    ).rows
    for limit in (1, 2, 7, 200):
        found = store.query(query("unowned").text, {"limit": limit}).dicts()
        assert [(row["task_key"],) for row in found] == list(unowned[:limit])
    counted = store.query(query("documents").text).dicts()
    assert sum(row["unowned"] for row in counted) == len(unowned) > 0
    assert sum(row["doubtful"] for row in counted) == len([row for row in doubtful if row[0] < 0.8])


def test_a_body_is_found_by_any_way_of_writing_and_by_no_other(store: Store, make_reading: MakeReading) -> None:
    duties = ((("市教体局", "云州市教育局", "lead"), ("市教育局", "云州市教育局", "lead")),)
    key = "云政发〔2030〕1号"
    store.load(facts_of(make_reading(key, duties=duties, doc_number=key)))

    def found(text: str) -> list[str]:
        return [row["actor"] for row in store.query(query("actors").text, {"text": text, "limit": 9}).dicts()]

    assert found("教体") == found("州市教") == found("市教育局") == ["云州市教育局"]
    assert found("教体局市") == []
    store.load(facts_of(make_reading(key, duties=((duties[0][1],),), doc_number=key)))
    assert (found("教体"), found("教育局")) == ([], ["云州市教育局"])
