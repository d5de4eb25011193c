"""Who does what as a Mermaid flowchart, for pages and notes that draw it from text."""

import re
from collections.abc import Iterable
from pathlib import Path

from graph.errors import UsageError
from graph.model import model
from ui.exports.content import Content, LedgerRow
from ui.exports.text import clipped, marked, plain
from ui.exports.words import deadline_cell, quote_words, short_names, task_words
from ui.words import ROLES, date_words

__all__ = ["MOST_LINES", "write_mermaid"]

MOST_LINES = 500
"""Mermaid draws no more lines than this unless it is told otherwise."""

_MOST_TEXT = 50_000
"""Nor does it read a longer text than this."""
_ARROWS = {"thick": "==>", "solid": "-->", "dashed": "-.->"}
_SHAPES = {
    "dot": ("([", "])"), "ring": ("([", "])"), "square": ("[", "]"), "diamond": ("[/", "/]"), "hexagon": ("{{", "}}"),
}  # fmt: skip
_TASK = 40
_ESCAPED = re.compile(r"[^\w\u3000-\u303f\uff00-\uffef\u2010-\u201f .,-]")


def write_mermaid(content: Content, path: Path) -> None:
    """Write the flowchart: documents as frames, tasks in them, bodies with a line for their role; quotes as comments.

    Raises:
        UsageError: there are more than `MOST_LINES` lines, or too much text.
    """
    text = "\n".join(_flowchart(content)) + "\n"
    if sum(not duty.via for duty in content.duties) > MOST_LINES or len(text) > _MOST_TEXT:
        raise UsageError("责任太多，Mermaid 画不出来；请按单位、文件、项目、角色或时限筛选后再导出")
    path.write_text(text, encoding="utf-8", newline="\n")


def _flowchart(content: Content) -> Iterable[str]:
    direct = [duty for duty in content.duties if not duty.via]
    short = short_names(content)
    tasks = {row.key: f"t{number}" for number, row in enumerate(content.ledger, 1)}
    bodies = {key: f"a{number}" for number, key in enumerate(dict.fromkeys(duty.actor_key for duty in direct), 1)}
    yield f"%% {_comment(content.title)}"
    if content.made:
        yield f"%% 制图日期：{date_words(content.made)}"
    yield "flowchart LR"
    for number, document in enumerate(content.documents, 1):
        yield f'  subgraph d{number}["{_text(document.name)}"]'
        for row in content.ledger:
            if row.document == document.key:
                yield f'    {tasks[row.key]}["{_label(row)}"]'
        yield "  end"
    named = {duty.actor_key: duty for duty in direct}
    for key, name in bodies.items():
        before, after = _SHAPES.get(model().node(named[key].kind).shape, ("[", "]"))
        yield f'  {name}{before}"{_text(short(named[key].actor))}"{after}:::{named[key].kind}'
    arrows = model().relation("RESPONSIBLE_FOR").properties["role"].lines
    for row in content.ledger:
        words = " ".join(quote_words(one).replace("\n", " ") for one in row.quotes)
        yield f"  %% {tasks[row.key]} 依据：{_comment(row.place)}；原文：{_comment(words or row.text)}"
        for duty in (one for one in direct if one.task_key == row.key):
            yield f"  {bodies[duty.actor_key]} {_ARROWS[arrows[duty.role]]}|{marked(ROLES[duty.role], duty.by_hand)}| {tasks[row.key]}"
    for kind in sorted({duty.kind for duty in direct}):
        schema = model().node(kind)
        fill = "#FFFFFF" if schema.shape == "ring" else schema.color
        ink = "#FFFFFF" if fill == "#0072B2" else "#000000"
        yield f"  classDef {kind} fill:{fill},stroke:{schema.color},color:{ink}"


def _label(row: LedgerRow) -> str:
    deadline = deadline_cell(row.deadline, row.recurs)
    return _text(clipped(task_words(row), _TASK)) + (f"<br>{_text(deadline)}" if deadline else "")


def _text(text: str) -> str:
    """A text that Mermaid shows as it is: all that could mean something to it stands as a number."""
    return _ESCAPED.sub(lambda found: f"#{ord(found[0])};", " ".join(plain(text).split()))


def _comment(text: str) -> str:
    return " ".join(plain(text).split()).replace("%%", "% %").replace("{", "（").replace("}", "）")
