"""Scores on annotated documents may not fall below these floors; the corpus is where ZEREN_CORPUS says.

`annotations/` holds what careful readers found in public documents that are not ours to hand on: names, numbers, offsets
and the file's hash, without its sentences. They count where the corpus has these files in `more/`.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from ui.services.evaluation import evaluate

SAMPLES = Path(__file__).parents[2] / "samples"
ANNOTATIONS = Path(__file__).parent / "annotations"
LAYOUTS = Path(__file__).parents[1] / "fixtures" / "layouts"
CORPUS = os.environ.get("ZEREN_CORPUS")
FLOORS = {
    "metadata": 0.97, "cites": 0.97, "tasks": 0.99, "responsibilities": 0.98, "actors": 0.98, "canonical": 0.98, "open_list": 0.96,
    "programs": 0.92, "schools": 0.95, "organisations": 0.95, "targets": 0.97, "members": 0.99, "detailed_by": 0.95, "quotes": 1.0,
}  # fmt: skip
in_corpus = pytest.mark.skipif(CORPUS is None, reason="ZEREN_CORPUS names no corpus, so its documents are not scored")


@cache
def scores(folder: str) -> dict[str, float]:
    """F1 of each layer."""
    return {layer.name: layer.f1 for layer in evaluate(Path(folder)).layers}


@in_corpus
@pytest.mark.parametrize(("layer", "floor"), FLOORS.items())
def test_corpus_scores_hold(layer: str, floor: float) -> None:
    assert scores(str(CORPUS))[layer] >= floor


@pytest.mark.parametrize("layer", ["metadata", "cites", "tasks", "responsibilities", "actors", "members", "quotes"])
def test_sample_scores_hold(layer: str) -> None:
    assert scores(str(SAMPLES))[layer] >= 0.97
