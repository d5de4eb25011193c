"""Counts worked out by hand on one made-up document."""

from typing import Any

import pytest

from ui.services.scoring import Layer, bare, score

TEXT = "云川市文件 加强培训,到2025年培训3000人(市教育局牵头,市财政局等配合)。 另办双高计划。"


def gold(**changes: Any) -> dict[str, Any]:
    task = {
        "id": "1", "start": 6, "end": 40, "open_list": True, "programs": ["双高计划"], "schools": [],
        "responsibilities": [
            {"actor": "市教育局", "role": "lead", "canonical": "云川市教育局"},
            {"actor": "市财政局", "role": "participate", "canonical": "云川市财政局"},
        ],
        "targets": [{"text": "到2025年培训3000人", "min": 3000, "max": None, "comparator": "=", "deadline": "2025"}],
    }  # fmt: skip
    return {"metadata": {"title": "云川市文件"}, "cites": [], "tasks": [{**task, **changes}], "groups": []}


def found(**changes: Any) -> dict[str, Any]:
    task = {
        "id": "t1", "number": "1", "start": 6, "end": 40, "open_list": True,
        "programs": [{"name": "双高计划", "start": 44, "end": 48}],
        "responsibilities": [
            {"actor": "市教育局", "role": "lead", "canonical": "云川市教育局", "start": 25, "end": 29},
            {"actor": "市财政局", "role": "participate", "canonical": "云川市财政局", "start": 32, "end": 36},
        ],
        "targets": [{"text": "培训3000人", "min": 3000, "max": None, "comparator": "=", "deadline": "2025",
                     "start": 17, "end": 23}],
    }  # fmt: skip
    return {"document": {"title": "云川市文件", "text": TEXT}, "tasks": [{**task, **changes}]}


def layers(want: dict[str, Any], got: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Hits, extra and missed of each layer."""
    return {x.name: (x.hits, len(x.extra), len(x.missed)) for x in score([("文件", want, got)])}


def test_a_right_reading_counts_as_hits_and_a_wrong_span_as_a_wrong_quote() -> None:
    counts = layers(gold(), found())
    assert counts["metadata"] == (1, 0, 0)
    assert counts["tasks"] == (1, 0, 0)
    assert counts["responsibilities"] == (2, 0, 0)
    assert counts["actors"] == (2, 0, 0)
    assert counts["canonical"] == (2, 0, 0)
    assert counts["open_list"] == (1, 0, 0)
    assert counts["programs"] == (1, 0, 0)
    assert counts["targets"] == (1, 0, 0)
    assert counts["cites"] == counts["members"] == counts["detailed_by"] == (0, 0, 0)
    assert (TEXT[25:29], TEXT[32:36], TEXT[44:48], TEXT[17:23]) == ("市教育局", "市财政局", "双高计划", "培训3000")
    assert counts["quotes"] == (3, 1, 1)


def test_a_wrong_role_leaves_the_actor_right() -> None:
    wrong = [{"actor": "市教育局", "role": "responsible", "canonical": "教育局"}]
    counts = layers(gold(), found(responsibilities=wrong))
    assert counts["responsibilities"] == (0, 1, 2)
    assert counts["actors"] == (1, 0, 1)
    assert counts["canonical"] == (0, 0, 2)


@pytest.mark.parametrize(("end", "tasks"), [(23, (1, 0, 0)), (22, (0, 1, 1))])
def test_tasks_match_from_half_of_their_union(end: int, tasks: tuple[int, int, int]) -> None:
    assert layers(gold(), found(end=end))["tasks"] == tasks


def test_duties_of_an_unmatched_task_are_extra() -> None:
    counts = layers(gold(), found(start=100, end=120))
    assert counts["responsibilities"] == (0, 2, 2)
    assert counts["programs"] == (0, 0, 1)


def test_borderline_names_count_neither_way() -> None:
    marked = gold(programs=[], borderline={"programs": ["“双高计划”"]})
    assert layers(marked, found())["programs"] == (0, 0, 0)


def test_a_target_with_another_deadline_is_missed_and_extra() -> None:
    late = [{"text": "培训3000人", "min": 3000, "max": None, "comparator": "=", "deadline": "2026"}]
    assert layers(gold(), found(targets=late))["targets"] == (0, 1, 1)


def test_a_target_without_figures_is_borderline() -> None:
    state = [{"text": "培训体系基本建成", "min": None, "max": None, "comparator": None, "deadline": "2025"}]
    seen = [{"text": "培训体系基本建成100%", "min": 100, "max": None, "comparator": "=", "deadline": "2025"}]
    assert layers(gold(targets=state), found(targets=seen))["targets"] == (0, 0, 0)


def test_detailed_by_counts_links_of_matched_tasks() -> None:
    want, got = gold(), found(detailed_by=["t2"])
    want["tasks"].append({"id": "A1", "start": 50, "end": 60})
    got["tasks"].append({"id": "t2", "start": 50, "end": 60})
    want["detailed_by"] = [{"task": "1", "row": "A1", "also": []}]
    assert layers(want, got)["detailed_by"] == (1, 0, 0)
    got["tasks"][0]["detailed_by"], got["tasks"][1]["detailed_by"] = [], ["t2"]
    assert layers(want, got)["detailed_by"] == (0, 1, 1)


def test_members_count_roles_and_posts() -> None:
    want = {**gold(), "groups": [{"name": "专班", "members": [
        {"person": "张 三", "role_in_group": "组长", "posts": ["副市长"]}]}]}  # fmt: skip
    got = {**found(), "groups": [{"name": "专班", "members": [
        {"person": "张三", "role_in_group": "副组长", "posts": ["副市长"]}]}]}  # fmt: skip
    assert layers(want, got)["members"] == (1, 1, 1)


def test_f1_of_counts() -> None:
    layer = Layer("x", 3, [("", "a")], [("", "b"), ("", "c")])
    assert (layer.precision, layer.recall) == (0.6, 0.75)
    assert layer.f1 == pytest.approx(2 / 3)
    assert (Layer("x").precision, Layer("x").recall, Layer("x").f1) == (1.0, 1.0, 1.0)


def test_bare_names_lose_outer_quotation_marks_and_spaces() -> None:
    assert bare("“双高计划”") == "双高计划"
    assert bare("国家“双高 计划”") == "国家“双高计划”"
    assert bare("市 教育局(市委)") == "市教育局（市委）"
