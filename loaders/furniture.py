"""Where a text is page furniture, download boilerplate or inserted advertising: in the file, not of the document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import DataError

__all__ = ["Noise", "find_furniture", "find_noise"]

_FILE = Path(__file__).with_name("furniture.yaml")
_TOP, _BOTTOM = 30, 15  # lines with text
_STOP = "，,。；;：:！!？?、\n"
_NUMERAL = "一二三四五六七八九十"
_NEXT_ITEM = re.compile(
    rf"[(（〔][{_NUMERAL}\d]{{1,3}}[)）〕]|[{_NUMERAL}]{{1,3}}、|\d{{1,2}}[.、．]\D|第[{_NUMERAL}\d]{{1,3}}[条章]"
)
_NUMBER_BEFORE = re.compile(r"[〕\])）]\s*(?:第\s*)?[\dXx×]+\s*号$")
_CONTENTS = re.compile(r"目\s*录|contents", re.IGNORECASE)
_ENTRY = re.compile(r".{2,80}?[\s.…·．]+[-—–]?(\d{1,4})[-—–]?")
_MOST_TAIL, _LONGEST_TAIL = 15, 70
_SECTIONS = frozenset(("lines", "inline", "tails", "labels", "terms", "carriers", "policing"))


@dataclass(frozen=True, slots=True)
class Noise:
    """A span of the text that is no part of the document, and the id of the rule that says so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with text: its span without the blanks around it, and its place among such lines."""

    start: int
    end: int
    text: str
    at_top: bool
    at_bottom: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    lines: tuple[tuple[str, re.Pattern[str], str], ...]
    inline: tuple[tuple[str, re.Pattern[str]], ...]
    tails: tuple[tuple[str, re.Pattern[str]], ...]
    labelled: re.Pattern[str]
    sure: re.Pattern[str]
    terms: tuple[tuple[str, str, re.Pattern[str]], ...]
    carriers: tuple[str, ...]
    policing: re.Pattern[str]


def _compile(entry: Mapping[str, Any], keys: set[str]) -> re.Pattern[str]:
    """The pattern of an entry that has the keys asked for.

    Raises:
        DataError: a key is missing or unknown, or the pattern is wrong.
    """
    name = entry.get("id", "?")
    if not {"id", "pattern"} <= set(entry) <= keys:
        raise DataError(
            f"{_FILE.name}: {name}: 应有 id 和 pattern, 可有 {'、'.join(sorted(keys))}, 实有 {'、'.join(entry)}"
        )
    try:
        return re.compile(entry["pattern"], re.MULTILINE | re.IGNORECASE)
    except re.error as error:
        raise DataError(f"{_FILE.name}: {name}: 正则表达式有误 ({error})") from error


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _rules() -> _Rules:
    """The rules of the file, checked.

    Raises:
        DataError: something in it is missing, unknown or double.
    """
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    if set(data) != _SECTIONS:
        raise DataError(f"{_FILE.name}: 应有 {'、'.join(sorted(_SECTIONS))}, 实有 {'、'.join(sorted(data))}")
    names = [entry["id"] for section in ("lines", "inline", "tails", "terms") for entry in data[section]]
    for name in names:
        if names.count(name) > 1:
            raise DataError(f"{_FILE.name}: {name}: 编号重复")
    for entry in data["lines"]:
        if entry.get("where", "any") not in {"any", "top", "bottom", "edge"}:
            raise DataError(f"{_FILE.name}: {entry['id']}: where 应为 any、top、bottom 或 edge")
    for entry in data["terms"]:
        if entry["strength"] not in {"certain", "strong", "weak"}:
            raise DataError(f"{_FILE.name}: {entry['id']}: strength 应为 certain、strong 或 weak")
    sure, other = _any_of(data["labels"]["sure"]), _any_of(data["labels"]["other"])
    moment = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s|｜]*)?"
    pair = rf"[【\[*\s|｜]*(?:{sure}|{other})[】\]*]*\s*[:：](?:[^:：，。；\n]|(?<=\d):(?=\d)){{0,60}}"
    return _Rules(
        lines=tuple((e["id"], _compile(e, {"id", "pattern", "where"}), e.get("where", "any")) for e in data["lines"]),
        inline=tuple((entry["id"], _compile(entry, {"id", "pattern"})) for entry in data["inline"]),
        tails=tuple((entry["id"], _compile(entry, {"id", "pattern"})) for entry in data["tails"]),
        labelled=re.compile(rf"{moment}(?:{pair}){{1,8}}"),
        sure=re.compile(rf"(?:^|[\s|｜*【\[])(?:{sure})[】\]*]*\s*[:：]"),
        terms=tuple((e["id"], e["strength"], re.compile(_any_of(e["words"]), re.IGNORECASE)) for e in data["terms"]),
        carriers=tuple(data["carriers"]),
        policing=re.compile(_any_of(data["policing"])),
    )


def _lines_of(text: str) -> list[_Line]:
    spans, position = [], 0
    for content in text.split("\n"):
        bare = content.strip()
        if bare:
            spans.append((position + content.index(bare), bare))
        position += len(content) + 1
    count = len(spans)
    return [
        _Line(start, start + len(bare), bare.strip("*").strip(), index < _TOP, index >= count - _BOTTOM)
        for index, (start, bare) in enumerate(spans)
    ]


def _is_there(line: _Line, where: str) -> bool:
    return (
        where == "any"
        or (where in {"top", "edge"} and line.at_top)
        or (where in {"bottom", "edge"} and line.at_bottom)
    )  # fmt: skip


def _line_rule(line: _Line, rules: _Rules) -> str | None:
    """The rule that makes a whole line furniture."""
    if len(line.text) > 400:
        return None
    for name, pattern, where in rules.lines:
        if _is_there(line, where) and pattern.fullmatch(line.text):
            return name
    at_edge = line.at_top or line.at_bottom
    return "labels" if at_edge and rules.labelled.fullmatch(line.text) and rules.sure.search(line.text) else None


def _contents(lines: list[_Line]) -> Iterator[Noise]:
    """A table of contents: its title and the entries below it, whose page numbers do not fall."""
    for index, line in enumerate(lines):
        if not _CONTENTS.fullmatch(line.text):
            continue
        entries, last = [], 0
        for entry in lines[index + 1 :]:
            match = _ENTRY.fullmatch(entry.text)
            if not match or int(match[1]) < last:
                break
            entries.append(entry)
            last = int(match[1])
        if len(entries) >= 2:
            for entry in (line, *entries):
                yield Noise(entry.start, entry.end, "toc.entries")


def _tail(lines: list[_Line], rules: _Rules) -> Iterator[Noise]:
    """The list of other documents that a page ends with, from its heading on."""
    for index, line in enumerate(lines):
        rest = lines[index + 1 :]
        if len(rest) > _MOST_TAIL or any(
            len(one.text) > _LONGEST_TAIL or "。" in one.text or one.text.isdigit() for one in rest
        ):
            continue
        for name, pattern in rules.tails:
            if pattern.fullmatch(line.text):
                for one in (line, *rest):
                    yield Noise(one.start, one.end, name)
                return


def _run_up(text: str, start: int, most: int) -> int:
    """Where the words before a term begin: after a stop or the line's start; -1 if that is further than `most`."""
    begin = start
    while begin and text[begin - 1] not in _STOP:
        begin -= 1
        if start - begin > most:
            return -1
    return begin


def _is_inserted(text: str, start: int, end: int, strength: str) -> tuple[int, int] | None:
    """The span of the advertising around a term, where no sentence could take it; None where one could."""
    begin = _run_up(text, start, 12)
    at_end = end == len(text) or text[end] == "\n"
    if at_end and _NUMBER_BEFORE.search(text, max(0, start - 12), start):
        return start, end
    if begin < 0:
        return None
    after = text[begin - 1] if begin else "\n"
    if at_end and after in "。；;！!？?" and (strength != "weak" or begin == start):
        return begin, end
    if strength == "weak":
        return None
    if after == "\n" and (at_end or _NEXT_ITEM.match(text, end)):
        return begin, end
    if strength == "certain" and start - begin <= 6 and after in "，,。；;" and not at_end:
        return begin, end
    return None


def _advertising(text: str, rules: _Rules) -> Iterator[Noise]:
    """Inserted advertising; a term that is proved so in one place is so at the end of other clauses too."""
    proved: dict[str, str] = {}
    open_cases: list[tuple[int, int]] = []
    for name, strength, pattern in rules.terms:
        for match in pattern.finditer(text):
            start, end = match.span()
            left = max(text.rfind(stop, 0, start) for stop in "。\n") + 1
            right = min((at for stop in "。\n" if (at := text.find(stop, end)) >= 0), default=len(text))
            if rules.policing.search(text, left, right):
                continue
            span = _is_inserted(text, start, end, strength)
            if span is None:
                open_cases.append((start, end))
            else:
                proved[match[0]] = name
                yield Noise(*span, name)
    for start, end in open_cases:
        is_end = end == len(text) or text[end] in "，,。；;\n"
        if text[start:end] in proved and is_end and not text.endswith((*rules.carriers, *_STOP), 0, start):
            yield Noise(start, end, proved[text[start:end]])


def find_noise(text: str) -> list[Noise]:
    """All that is no part of the document, in order, without overlaps; whole lines without the blanks around them."""
    rules, lines = _rules(), _lines_of(text)
    found = [Noise(line.start, line.end, name) for line in lines if (name := _line_rule(line, rules))]
    found += _contents(lines)
    found += _tail(lines, rules)
    found += [Noise(*match.span(), name) for name, pattern in rules.inline for match in pattern.finditer(text)]
    found += _advertising(text, rules)
    kept: list[Noise] = []
    for noise in sorted(found, key=lambda one: (one.start, -one.end)):
        if noise.end > noise.start and (not kept or noise.start >= kept[-1].end):
            kept.append(noise)
    return kept


def find_furniture(text: str) -> list[tuple[int, int]]:
    """The spans of `find_noise`, code points of the text, end exclusive."""
    return [(noise.start, noise.end) for noise in find_noise(text)]
