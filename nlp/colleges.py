"""The universities and colleges of China by name, present or former, and where a text names them.

Reference data (`nlp/data/colleges.tsv`, `nlp/data/college_renames.tsv`), read once, on first use. Only exact
names count.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.errors import DataError
from graph.tsv import read_rows

__all__ = ["College", "college", "find_colleges"]

_DATA = Path(__file__).with_name("data")
_KEY = 3
# 武汉大学生 is a student of any university there; 武汉大学生命科学学院 is not.
_STUDENT = re.compile("生(?![命物态])")


@dataclass(frozen=True, slots=True)
class College:
    """One institution of higher education under its present name.

    `code` is the ministry's ten digits; `city_adcode` the code of its city (of its province in a 直辖市); `level` 本科
    or 专科; `former_names` sorted, those of schools merged into it as well.
    """

    code: str
    name: str
    city_adcode: str | None
    level: str
    former_names: tuple[str, ...]


def college(name: str) -> College | None:
    """The college with this present or former name; None where no college has it, letter for letter."""
    return _by_name().get(name)


def find_colleges(text: str) -> list[tuple[int, int, College]]:
    """Start, end (code points of the text) and college of each name in it, in order, the longest where several fit.

    Schools and hospitals that only carry the name of a university (…大学附属医院) count for the university: who reads
    the spans must look at what follows.
    """
    index = _by_key()
    found: list[tuple[int, int, College]] = []
    at, last = 0, len(text) - _KEY
    while at <= last:
        for name in index.get(text[at : at + _KEY], ()):
            if text.startswith(name, at) and not (name.endswith("大学") and _STUDENT.match(text, at + len(name))):
                found.append((at, at + len(name), _by_name()[name]))
                at += len(name) - 1
                break
        at += 1
    return found


@cache
def _by_name() -> dict[str, College]:
    """Every present and former name, with （） also as ()."""
    listed = {name: (code, adcode, level) for _, (code, name, _, adcode, level) in read_rows(_DATA / "colleges.tsv", 5)}
    former: dict[str, list[str]] = {}
    levels: dict[str, str] = {}
    for _, (old, new, _, level) in read_rows(_DATA / "college_renames.tsv", 4):
        former.setdefault(new, []).append(old)
        levels[new] = level
    for new, olds in former.items():
        known = [listed.pop(old) for old in olds if old in listed]
        if new in listed:
            known.insert(0, listed[new])
        if not known:
            raise DataError(f"nlp/data/college_renames.tsv：{new} 的原名和现名都不在 colleges.tsv 中，请改正")
        listed[new] = (*known[0][:2], levels[new])
    index: dict[str, College] = {}
    for name, (code, adcode, level) in listed.items():
        one = College(code, name, adcode or None, level, tuple(sorted(former.get(name, ()))))
        for printed in (name, *one.former_names):
            if index.setdefault(printed, one) is not one:
                raise DataError(f"nlp/data/college_renames.tsv：{printed} 属于两所学校，请改正")
            index[printed.replace("（", "(").replace("）", ")")] = one
    return index


@cache
def _by_key() -> dict[str, tuple[str, ...]]:
    """The names by their first characters, longer ones first."""
    index: dict[str, list[str]] = {}
    for name in sorted(_by_name(), key=len, reverse=True):
        index.setdefault(name[:_KEY], []).append(name)
    return {key: tuple(names) for key, names in index.items()}
