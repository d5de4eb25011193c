"""What reading through machine-changed words gains, on the samples, also where half of the changed words are unknown.

Run by hand: `make bench`. Each round draws one changed word for every standard word of one style of change, puts them into
the samples, and reads the result with a table that does not hold a share of the words drawn. Printed is the share of the
duties (full name and role) and programs of the unchanged sample that are found again, without and with that table.
"""

import hashlib
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from graph.reading import Reading
from loaders.document import Document
from loaders.worker import read_file
from nlp.alteration_table import Table, load_table
from nlp.extract import read

SAMPLES = Path(__file__).parents[1] / "samples" / "docs"
ROUNDS = 5


def main() -> None:
    """Prints one line for each style and share of unknown words."""
    documents = [read_file(path) for path in sorted(SAMPLES.iterdir())]
    nothing = replace(load_table(), pairs=())
    print(f"{'style':6}{'unknown words':>14}{'table empty':>13}{'with table':>12}")
    for style in "abc":
        for withheld in (0.0, 0.25, 0.5):
            before, after = [], []
            for seed in range(ROUNDS):
                for document in documents:
                    changes, table = draw(document.text, style, seed, withheld)
                    text = alter(document.text, changes)
                    altered = Document(document.source, "txt", hashlib.sha256(text.encode()).hexdigest(), text)
                    wanted = facts(read(replace(altered, text=document.text), changed_words=nothing))
                    before.append(share(wanted, facts(read(altered, changed_words=nothing))))
                    after.append(share(wanted, facts(read(altered, changed_words=table))))
            print(
                f"{style:6}{withheld:14.0%}{sum(before) / len(before):13.2f}{sum(after) / len(after):12.2f}", flush=True
            )


def draw(text: str, style: str, seed: int, withheld: float) -> tuple[dict[str, str], Table]:
    """Standard words with the changed ones to put for them, and a table that lacks a share of these."""
    dice = random.Random(seed)
    forms: dict[str, list[str]] = {}
    for pair in load_table().pairs:
        if style in pair.styles and pair.kind != "charset" and pair.standard in text and len(pair.standard) > 1:
            forms.setdefault(pair.standard, []).append(pair.changed)
    changes = {standard: dice.choice(sorted(forms[standard])) for standard in sorted(forms)}
    unknown = set(dice.sample(sorted(changes.items()), int(len(changes) * withheld)))
    return changes, load_table().without(
        pair for pair in load_table().pairs if (pair.standard, pair.changed) in unknown
    )


def alter(text: str, changes: dict[str, str]) -> str:
    """The text with the words changed in one pass, the longest first."""
    longest_first = sorted(changes, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda match: changes[match[0]], text)


def facts(reading: Reading) -> Counter[tuple[str, str]]:
    """Who has which role, by full name, and which programs are named."""
    duties = [(duty.canonical, duty.role) for task in reading.tasks for duty in task.responsibilities]
    return Counter([*duties, *((one.canonical, "program") for task in reading.tasks for one in task.programs)])


def share(wanted: Counter[tuple[str, str]], found: Counter[tuple[str, str]]) -> float:
    """The share of the wanted facts that were found, 0–1."""
    return (wanted & found).total() / wanted.total()


if __name__ == "__main__":
    main()
