"""How well documents are read, against what a careful reader found in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError, UsageError
from loaders.worker import read_file
from ui.services.reliability import Share, by_confidence, by_rule, verdicts
from ui.services.scoring import Layer, score

__all__ = ["Evaluation", "evaluate", "extract"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of a corpus: its documents, the layers in a fixed order, and how far confidences and rules can be trusted."""

    documents: tuple[str, ...]
    layers: tuple[Layer, ...]
    reliability: tuple[Share, ...]
    rules: tuple[Share, ...]


def extract(path: Path, *, second_opinion: bool = False) -> dict[str, Any]:
    """What one document says, in the shape that `zeren extract` prints; no database.

    `second_opinion` asks a statistical tagger for names that the rules do not see.

    Raises:
        InputError: the file cannot be read.
        UsageError: a second opinion is wanted and its extra is not installed.
    """
    from nlp.extract import read  # spaCy takes a second, which most commands do not need

    return read(read_file(path), second_opinion=second_opinion).to_dict()


def evaluate(corpus: Path, *, second_opinion: bool = False) -> Evaluation:
    """The score over a folder with `docs/` (or the documents beside it) and `gold/*.json`, each naming its document.

    Raises:
        UsageError: there is no such folder or no gold file in it.
        InputError: a gold file or its document cannot be read.
    """
    gold_files = sorted((corpus / "gold").glob("*.json"))
    if not gold_files:
        raise UsageError(f"{corpus}：没有 gold/*.json。这里要的是标注语料的文件夹，里面有 docs/ 和 gold/")
    pairs = list(_pairs(corpus, gold_files, second_opinion))
    facts = verdicts(pairs)
    return Evaluation(
        tuple(name for name, _, _ in pairs), tuple(score(pairs)), tuple(by_confidence(facts)), tuple(by_rule(facts))
    )


def _pairs(
    corpus: Path, gold_files: list[Path], second_opinion: bool
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for path in gold_files:
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
            name = str(gold["doc"])
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise InputError(f"{path}：不是标注文件（应为 JSON，并有 doc、metadata、tasks）") from error
        document = corpus / "docs" / name
        found = extract(document if document.exists() else corpus / name, second_opinion=second_opinion)
        yield path.stem, gold, found
