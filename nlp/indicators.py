"""Tables of indicators: 指标 | 2020年 | 2025年目标. The value of the last year in each row is a target."""

import re
from collections.abc import Iterator, Sequence

from graph.reading import Target
from nlp.tables import Span, split_rows

__all__ = ["find_indicators", "separated_tables"]

_YEAR = re.compile(r"(?<!\d)20\d{2}(?=年|目标|规划|预期|现状|实际|$)")
_AIM = re.compile("目标|规划|预期")
_NAME = re.compile("指标|名称|项目|类别|内容|一级|二级|领域")
_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]")
_VALUE = re.compile(
    r"(?P<bound>不少于|不低于|达到|≥|≧|>=|>|不超过|不高于|控制在|≤|≦|<=|<|约)?\s*(?P<low>\d+(?:\.\d+)?)"
    r"(?:\s*[-–—－~～至]\s*(?P<high>\d+(?:\.\d+)?))?\s*(?P<unit>[%％‰]|[一-龥]{0,3}?)(?P<tail>以上|以下|以内|左右)?"
)
_LEAST = frozenset(("不少于", "不低于", "达到", "≥", "≧", ">=", ">", "以上"))
_MOST = frozenset(("不超过", "不高于", "控制在", "≤", "≦", "<=", "<", "以下", "以内"))


def separated_tables(text: str, start: int, end: int) -> Iterator[list[list[Span]]]:
    """Rows of cells of each run of lines with tabs, bars or wide gaps whose first line heads a column with a year."""
    lines = [match.span() for match in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end)]
    index = 0
    while index < len(lines):
        rows = split_rows(text, lines[index:], lambda head: _column(text, head) is not None)
        if rows:
            yield rows
        index = next(
            (at for at in range(index + 1, len(lines)) if not rows or lines[at][0] >= rows[-1][-1][1]), len(lines)
        )


def find_indicators(text: str, rows: Sequence[Sequence[Span]]) -> list[Target]:
    """The targets of a table whose first row heads its columns; empty where it is no table of indicators.

    A row with fewer cells than heads lost those that a merged cell above it spans, so columns are counted from the right.
    """
    column = _column(text, rows[0]) if rows else None
    if column is None:
        return []
    from_right = len(rows[0]) - column
    year = _YEAR.search(text[slice(*rows[0][column])])
    assert year is not None
    found: list[Target] = []
    unit = None
    for row in rows[1:]:
        if len(row) < from_right + 1:
            continue
        named = [cell for cell in row[: len(row) - from_right] if re.search("[一-龥]", text[slice(*cell)])]
        if not named:
            continue
        name = named[-1]
        printed = _UNIT.findall(text[named[0][0] : name[1]])
        unit = printed[-1] if printed else unit
        low, high = row[len(row) - from_right]
        values = text[low:high].split("/")
        units = (unit or "").split("/")
        for index, value in enumerate(values):
            match = _VALUE.fullmatch(value.strip())
            if match:
                words = units[index] if len(units) == len(values) else unit
                found.append(_target(text, (name[0], high), name, match, words, year[0]))
    return found


def _column(text: str, head: Sequence[Span]) -> int | None:
    """Which column holds the values to be reached: that of the latest year; None without a year and a name of things."""
    cells = [text[slice(*cell)] for cell in head]
    years = [
        (int(year[0]), bool(_AIM.search(cell)), index)
        for index, cell in enumerate(cells)
        if (year := _YEAR.search(cell))
    ]
    if (
        len(cells) < 2
        or not years
        or not any(_NAME.search(cell) for cell in cells)
        or any(len(cell) > 24 for cell in cells)
    ):
        return None
    return max(years)[2]


def _target(text: str, span: Span, name: Span, value: "re.Match[str]", unit: str | None, year: str) -> Target:
    low, high = float(value["low"]), float(value["high"] or value["low"])
    words = {value["bound"], value["tail"]}
    least, most = bool(words & _LEAST), bool(words & _MOST)
    about = "约" in words or "左右" in words
    return Target(
        text[slice(*span)],
        _UNIT.sub("", text[slice(*name)]).strip(),
        *span,
        min=None if most else low,
        max=None if least else high,
        unit=value["unit"] or unit,
        comparator=">=" if least else "<=" if most else "~" if about else "range" if value["high"] else "=",
        deadline=year,
        rule="target.indicator",
        confidence=0.85,
    )
