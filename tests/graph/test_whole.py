"""A whole graph that was exported comes back as it was, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.dump import dump_json
from graph.errors import InputError
from graph.facts import facts_of
from graph.reading import Reading
from graph.store import Store
from graph.whole import is_whole, read_whole

MakeReading = Callable[..., Reading]
FIRST, SECOND = "云政发〔2030〕1号", "云政发〔2030〕2号"
NODE = {"labels": ["Program"], "properties": {"key": "program:甲", "name": "甲", "basis": "text"}}


def written(path: Path, whole: object) -> Path:
    path.write_text(whole if isinstance(whole, str) else json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_graph_goes_round_without_a_loss(store: Store, make_reading: MakeReading, tmp_path: Path) -> None:
    first = facts_of(make_reading(
        FIRST, program="双高计划", target="建成3个基地", school="清溪理工大学", member=("林小川", "市教育局局长"),
        cites=(("云州市产教融合促进条例", None),), collective="各县区", doc_number=FIRST, rows=True,
    ))  # fmt: skip
    store.load(first)
    store.load(facts_of(make_reading(SECOND, "云州市产教融合促进条例", program="双高计划", doc_number=SECOND)))
    before = dump_json(store)
    for key in (FIRST, SECOND):
        store.delete_document(key)
    assert store.counts() == {}
    path = written(tmp_path / "graph.json", before)
    assert is_whole(path)
    revision = store.revision()
    store.restore(read_whole(path))
    assert dump_json(store) == before
    assert store.revision() > revision
    store.load(first)
    assert dump_json(store) == before


def test_a_graph_is_not_mixed_with_another(store: Store, make_reading: MakeReading, tmp_path: Path) -> None:
    store.load(facts_of(make_reading(FIRST)))
    before = dump_json(store)
    with pytest.raises(InputError, match=r"图谱里已经有内容.*zeren db reset"):
        store.restore(read_whole(written(tmp_path / "graph.json", before)))
    assert dump_json(store) == before


@pytest.mark.parametrize(
    ("whole", "message"),
    [
        ('{"nodes": [{"labels"', "不是完整的 JSON"),
        ({"nodes": [{"labels": ["Ministry"], "properties": {}}], "relations": []}, "nodes 第 1 项：没有节点类型“Ministry”"),
        ({"nodes": [NODE | {"properties": {"key": "甲"}}], "relations": []}, "nodes 第 1 项：Program"),
        ({"nodes": [NODE], "relations": [7]}, "relations 第 1 项：缺少应有的内容"),
        ({"nodes": [NODE]}, "缺少应有的内容"),
        (
            {"nodes": [NODE], "relations": [{"type": "ADVANCES", "from": "x", "to": "program:甲", "properties": {}}]},
            "relations 第 1 项：没有标识为“x”的对象",
        ),
        ({"nodes": [], "relations": [], "filters": {"actor": "云州市教育局"}}, "是筛选过的一部分图谱"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_graph_is_refused(tmp_path: Path, whole: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_whole(written(tmp_path / "graph.json", whole))


@pytest.mark.parametrize(("text", "whole"), [('{\n"nodes": [\n', True), ('{"tasks": []}', False), ("", False)])
def test_a_graph_is_told_by_its_beginning(tmp_path: Path, text: str, whole: bool) -> None:
    assert is_whole(written(tmp_path / "a.txt", text)) is whole
    assert not is_whole(tmp_path)
