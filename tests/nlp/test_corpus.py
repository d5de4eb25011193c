"""Scores on annotated documents may not fall below these floors; the corpus is where ZEREN_CORPUS says."""

import os
from functools import cache
from pathlib import Path

import pytest

from ui.services.evaluation import evaluate

SAMPLES = Path(__file__).parents[2] / "samples"
CORPUS = os.environ.get("ZEREN_CORPUS")
FLOORS = {
    "metadata": 0.95, "cites": 0.95, "tasks": 0.98, "responsibilities": 0.97, "actors": 0.98, "canonical": 0.98, "open_list": 0.9,
    "programs": 0.75, "schools": 0.9, "organisations": 0.8, "targets": 0.95, "members": 0.99, "detailed_by": 0.9, "quotes": 1.0,
}  # fmt: skip


@cache
def scores(folder: str) -> dict[str, float]:
    """F1 of each layer."""
    return {layer.name: layer.f1 for layer in evaluate(Path(folder)).layers}


@pytest.mark.skipif(CORPUS is None, reason="ZEREN_CORPUS names no corpus, so its documents are not scored")
@pytest.mark.parametrize(("layer", "floor"), FLOORS.items())
def test_corpus_scores_hold(layer: str, floor: float) -> None:
    assert scores(str(CORPUS))[layer] >= floor


@pytest.mark.parametrize("layer", ["metadata", "cites", "tasks", "responsibilities", "actors", "members", "quotes"])
def test_sample_scores_hold(layer: str) -> None:
    assert scores(str(SAMPLES))[layer] >= 0.97
