"""How long it takes to read documents, step by step, as shares of one run and as a ratio to tokenising alone.

Run by hand: `make bench`. The input is the samples, repeated; ratios hold on any machine, seconds do not.
"""

import time
from pathlib import Path

from loaders.document import Document
from loaders.sources import find_inputs
from loaders.worker import read_all
from nlp.altered import detect, undo
from nlp.extract import read
from nlp.pipeline import build
from nlp.work import make_work_text

SAMPLES = Path(__file__).parents[1] / "samples" / "docs"
ROUNDS = 5


def main() -> None:
    """Prints characters a second of each step and its ratio to tokenising."""
    start = time.perf_counter()
    documents = [one for one in read_all(find_inputs([SAMPLES])) if isinstance(one, Document)]
    loading = time.perf_counter() - start
    nlp = build()
    size = sum(len(document.text) for document in documents) * ROUNDS
    steps = {"tokenise": 0.0, "undo changed words": 0.0, "read (all)": 0.0}
    for document in documents * ROUNDS:
        start = time.perf_counter()
        nlp.make_doc(make_work_text(document.text).text)
        steps["tokenise"] += time.perf_counter() - start
        start = time.perf_counter()
        undo(document.text, detect(document.text))
        steps["undo changed words"] += time.perf_counter() - start
        start = time.perf_counter()
        read(document)
        steps["read (all)"] += time.perf_counter() - start
    for name, seconds in steps.items():
        print(f"{name:20}{size / seconds:12,.0f} characters/s   {seconds / steps['tokenise']:6.1f} x tokenising")
    print(f"{'load files':20}{size / ROUNDS / loading:12,.0f} characters/s (one round, with the start of the worker)")


if __name__ == "__main__":
    main()
