"""The table that holds claimed confidences against what a careful reader found."""

from typing import Any

from ui.services.reliability import Verdict, by_confidence, by_rule, verdicts


def duty(actor: str, role: str, rule: str, confidence: float) -> dict[str, Any]:
    return {"actor": actor, "role": role, "rule": rule, "confidence": confidence}


def test_verdicts_hold_each_fact_against_the_gold() -> None:
    gold = {
        "metadata": {},
        "tasks": [
            {
                "id": "1", "start": 0, "end": 10, "programs": ["甲计划"], "borderline": {"responsibilities": ["丙局"]},
                "responsibilities": [{"actor": "甲局", "role": "lead"}, {"actor": "乙局", "role": "participate"}],
            }
        ],
    }  # fmt: skip
    found = {
        "tasks": [
            {
                "start": 0, "end": 9,
                "responsibilities": [duty("甲局", "lead", "a", 0.9), duty("乙局", "lead", "a", 0.9), duty("丙局", "lead", "a", 0.9)],
                "programs": [{"name": "甲计划", "rule": "b", "confidence": 0.7}],
            },
            {"start": 20, "end": 30, "responsibilities": [duty("甲局", "lead", "c", 0.5)]},
        ]
    }  # fmt: skip
    assert verdicts([("x", gold, found)]) == [
        Verdict("a", 0.9, True), Verdict("a", 0.9, False), Verdict("b", 0.7, True), Verdict("c", 0.5, False),
    ]  # fmt: skip


def test_a_figure_is_right_only_with_its_date() -> None:
    target = {
        "text": "建成5所学校",
        "min": 5,
        "max": 5,
        "comparator": "=",
        "deadline": "2025",
        "rule": "t",
        "confidence": 0.8,
    }
    gold = {"metadata": {}, "tasks": [], "global_targets": [target]}
    late = {**target, "deadline": "2026"}
    assert [one.right for one in verdicts([("x", gold, {"targets": [target, late]})])] == [True, False]


def test_bands_and_rules_count_right_and_wrong() -> None:
    facts = [Verdict("a", 0.96, True), Verdict("a", 0.92, False), Verdict("b", 0.91, True), Verdict("b", 0.2, True)]
    assert [(row.name, row.facts, row.right) for row in by_confidence(facts)] == [
        ("0.95–1.00", 1, 1), ("0.90–0.95", 2, 1), ("0.00–0.60", 1, 1),
    ]  # fmt: skip
    assert [(row.name, row.facts, row.share) for row in by_rule(facts)] == [("a", 2, 0.5), ("b", 2, 1.0)]
