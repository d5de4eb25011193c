"""Scores on annotated documents may not fall below these floors; the corpus is where ZEREN_CORPUS says.

`annotations/` holds what careful readers found in public documents that are not ours to hand on: names, numbers, offsets
and the file's hash, without its sentences. They count where the corpus has these files in `more/`.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loaders.worker import read_file
from nlp.altered import detect, undo
from ui.services.evaluation import evaluate, extract
from ui.services.scoring import score

SAMPLES = Path(__file__).parents[2] / "samples"
LAYOUTS = Path(__file__).parents[1] / "fixtures" / "layouts"
ANNOTATIONS = Path(__file__).parent / "annotations"
CORPUS = os.environ.get("ZEREN_CORPUS")
FLOORS = {
    "metadata": 0.97, "cites": 0.97, "tasks": 0.99, "responsibilities": 0.98, "actors": 0.98, "canonical": 0.98, "open_list": 0.96,
    "programs": 0.92, "schools": 0.95, "organisations": 0.95, "targets": 0.97, "members": 0.99, "detailed_by": 0.95, "quotes": 1.0,
}  # fmt: skip
# One process reads the documents, once.
pytestmark = pytest.mark.xdist_group("corpus")
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


def annotations() -> list[Path]:
    return sorted(ANNOTATIONS.glob("*.json"))


def with_texts(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """The gold with the words of its targets, which it gives as offsets."""

    def word(one: dict[str, Any]) -> dict[str, Any]:
        return {**one, "text": text[one["start"] : one["end"]]}

    tasks = []
    for task in gold["tasks"]:
        borderline = dict(task.get("borderline", {}))
        borderline["targets"] = [text[low:high] for low, high in borderline.get("targets", [])]
        tasks.append({**task, "targets": [word(one) for one in task.get("targets", [])], "borderline": borderline})
    apart = [text[low:high] for low, high in gold["global_targets_borderline"]]
    goals = [word(one) for one in gold["global_targets"]]
    return {**gold, "tasks": tasks, "global_targets": goals, "global_targets_borderline": apart}


# Forty documents of many layouts, written and annotated by others than who wrote the rules.
LAYOUT_FLOORS = {
    "metadata": 0.9, "cites": 0.98, "tasks": 0.97, "responsibilities": 0.94, "actors": 0.95, "canonical": 0.88, "open_list": 0.92,
    "programs": 0.86, "schools": 0.73, "organisations": 0.88, "targets": 0.88, "members": 0.56, "detailed_by": 0.8, "quotes": 1.0,
}  # fmt: skip


@pytest.mark.parametrize(("layer", "floor"), LAYOUT_FLOORS.items())
def test_scores_of_layouts_hold(layer: str, floor: float) -> None:
    assert scores(str(LAYOUTS))[layer] >= floor


def test_confidences_of_layouts_are_not_boasted() -> None:
    for share in evaluate(LAYOUTS).reliability:
        if share.facts >= 50:
            assert share.share >= share.claimed - 0.05, share


@cache
def public_scores() -> dict[str, float]:
    """F1 of each layer over the public documents whose annotations we have, as far as the corpus holds the same files."""
    pairs = []
    for path in annotations():
        gold = json.loads(path.read_text("utf-8"))
        file = Path(str(CORPUS)) / "more" / gold["doc"]
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == gold["sha256"]:
            found = extract(file)
            pairs.append((path.stem, with_texts(gold, found["document"]["text"]), found))
    assert len(pairs) == len(annotations()), "the corpus lacks documents that are annotated"
    return {layer.name: layer.f1 for layer in score(pairs)}


PUBLIC_FLOORS = {
    "tasks": 0.97, "responsibilities": 0.97, "actors": 0.97, "canonical": 0.96, "open_list": 0.96, "targets": 0.93, "members": 0.99,
    "cites": 0.9, "schools": 0.85, "programs": 0.77, "quotes": 1.0,
}  # fmt: skip


@in_corpus
@pytest.mark.parametrize(("layer", "floor"), PUBLIC_FLOORS.items())
def test_scores_of_public_documents_hold(layer: str, floor: float) -> None:
    assert public_scores()[layer] >= floor


def clean_documents() -> Iterator[Path]:
    yield from sorted((SAMPLES / "docs").iterdir())
    if CORPUS is not None:
        # Two of the corpus are altered, as its own notes say; these names begin with their numbers.
        yield from sorted(path for path in (Path(CORPUS) / "docs").iterdir() if path.name[:3] not in ("000", "004"))
        yield from sorted((Path(CORPUS) / "more").iterdir())


def test_clean_documents_are_not_changed() -> None:
    for path in clean_documents():
        text = read_file(path).text
        assert not detect(text).altered, path.name
        assert undo(text, detect(text)) == [], path.name
