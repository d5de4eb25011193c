"""The sample documents and what a reader noted about them belong together."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph import places
from loaders.document import Document
from loaders.registry import kind_of, reader_of

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = ("01", "02", "03")
ROLES = {"lead", "responsible", "participate"}


@cache
def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SAMPLES / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return gold


@cache
def document_of(name: str) -> Document:
    path = SAMPLES / "docs" / gold_of(name)["doc"]
    data = path.read_bytes()
    return reader_of(kind_of(data, path.name))(data, path.name)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_samples_each_document_has_its_gold() -> None:
    docs = {path.name for path in (SAMPLES / "docs").iterdir()}
    assert sorted(path.stem for path in (SAMPLES / "gold").glob("*.json")) == list(NAMES)
    assert docs == {gold_of(name)["doc"] for name in NAMES}


@pytest.mark.parametrize(
    ("name", "kind", "tasks", "duties"), [("01", "txt", 11, 32), ("02", "docx", 14, 28), ("03", "html", 8, 22)]
)
def test_samples_kind_and_number_of_tasks(name: str, kind: str, tasks: int, duties: int) -> None:
    assert document_of(name).kind == kind
    assert len(gold_of(name)["tasks"]) == tasks
    assert sum(len(task["responsibilities"]) for task in gold_of(name)["tasks"]) == duties


@pytest.mark.parametrize("name", NAMES)
def test_samples_say_that_they_are_invented(name: str) -> None:
    assert "本文件为演示样例，地名、单位和人名均为虚构" in document_of(name).text


@pytest.mark.parametrize("name", ["云岭", "云岭市", "青禾", "青禾县", "江澜", "江澜省"])
def test_samples_places_do_not_exist(name: str) -> None:
    assert places.find(name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_samples_metadata_is_printed(name: str) -> None:
    text, head = document_of(name).text, gold_of(name)["metadata"]
    year, month, day = head["date"].split("-")
    for printed in (head["title"], head["doc_number"], head["issuer"], f"{year}年{int(month)}月{int(day)}日"):
        assert printed in text
    for cited in gold_of(name)["cites"]:
        assert f"《{cited['title']}》（{cited['doc_number']}）" in text


@pytest.mark.parametrize("name", NAMES)
def test_samples_task_spans_are_whole_lines_in_order(name: str) -> None:
    text, after = document_of(name).text, 0
    for task in gold_of(name)["tasks"]:
        assert after <= task["start"] < task["end"] <= len(text)
        assert text[: task["start"]].rstrip(" \u3000").endswith("\n")
        assert text[task["end"] : task["end"] + 1] in {"\n", ""}
        assert task["title"] in text[task["start"] : task["end"]]
        assert task["section"] in text[: task["start"]]
        after = task["end"]


@pytest.mark.parametrize("name", NAMES)
def test_samples_tasks_print_what_they_name(name: str) -> None:
    text = document_of(name).text
    for task in gold_of(name)["tasks"]:
        quote = text[task["start"] : task["end"]]
        borderline = task["borderline"] or {}
        named = [duty["actor"] for duty in task["responsibilities"]] + [target["text"] for target in task["targets"]]
        named += task["programs"] + task["schools"] + task["organisations"]
        named += [name for names in borderline.values() for name in names]
        assert [one for one in named if one not in quote] == [], task["id"]
        assert {duty["role"] for duty in task["responsibilities"]} <= ROLES
        assert task["open_list"] == bool(re.search(r"会同有关部门|等有关部门|等配合）|等）", quote)), task["id"]


@pytest.mark.parametrize("name", NAMES)
def test_samples_targets_print_their_figures(name: str) -> None:
    gold, text = gold_of(name), document_of(name).text
    inside = [(task["start"], task["end"]) for task in gold["tasks"]]
    for target in gold["global_targets"]:
        start = text.index(target["text"])
        assert not any(low <= start < high for low, high in inside)
    for target in [*gold["global_targets"], *(target for task in gold["tasks"] for target in task["targets"])]:
        for figure in {target["min"], target["max"]} - {None}:
            assert f"{figure:g}" in target["text"] or (figure == 100 and "全" in target["text"])
        assert target["max"] is None or target["min"] <= target["max"]
        assert (target["max"] is None) == (target["comparator"] == ">=")


@pytest.mark.parametrize("name", NAMES)
def test_samples_members_stand_in_the_list(name: str) -> None:
    for group in gold_of(name)["groups"]:
        listed = document_of(name).text.rpartition(group["name"] + "成员名单")[2]
        assert f"办公室设在{group['office_in']}" in listed
        for member in group["members"]:
            assert member["person"] + "、".join(member["posts"]) in bare(listed)


def test_samples_table_rows_detail_tasks_of_the_same_name() -> None:
    gold, text = gold_of("02"), document_of("02").text
    tasks = {task["id"]: task for task in gold["tasks"]}
    (table,) = document_of("02").tables
    rows = {text[row[0].start : row[0].end]: text[row[1].start : row[1].end] for row in table.rows}
    assert len(gold["detailed_by"]) == 6
    for link in gold["detailed_by"]:
        assert rows[link["row"].removeprefix("A")] == tasks[link["task"]]["title"]
