"""How well documents are read, against what a careful reader found in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError, UsageError
from loaders.worker import read_file
from ui.services.scoring import Layer, score

__all__ = ["Evaluation", "evaluate", "extract"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of a corpus: its documents, and the layers in a fixed order."""

    documents: tuple[str, ...]
    layers: tuple[Layer, ...]


def extract(path: Path) -> dict[str, Any]:
    """What one document says, in the shape that `zeren extract` prints; no database.

    Raises:
        InputError: the file cannot be read.
    """
    from nlp.extract import read  # spaCy takes a second, which most commands do not need

    return read(read_file(path)).to_dict()


def evaluate(corpus: Path) -> Evaluation:
    """The score over a folder with `docs/` (or the documents beside it) and `gold/*.json`, each naming its document.

    Raises:
        UsageError: there is no such folder or no gold file in it.
        InputError: a gold file or its document cannot be read.
    """
    gold_files = sorted((corpus / "gold").glob("*.json"))
    if not gold_files:
        raise UsageError(f"{corpus}：没有 gold/*.json。这里要的是标注语料的文件夹，里面有 docs/ 和 gold/")
    pairs = list(_pairs(corpus, gold_files))
    return Evaluation(tuple(name for name, _, _ in pairs), tuple(score(pairs)))


def _pairs(corpus: Path, gold_files: list[Path]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for path in gold_files:
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
            name = str(gold["doc"])
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise InputError(f"{path}：不是标注文件（应为 JSON，并有 doc、metadata、tasks）") from error
        document = corpus / "docs" / name
        yield path.stem, gold, extract(document if document.exists() else corpus / name)
