"""The catalogue of named queries and what it refuses."""

from pathlib import Path

import pytest

from graph.errors import DataError, UsageError
from graph.queries import bind, catalogue, load_catalogue, query

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
