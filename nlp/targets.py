"""Targets in a piece of text: figures to be reached, full coverage, and states that a year stands with.

What counts things that are there already (现有12所), pays for them (奖补100万元), says who may apply (50人以上的企业), how long
something takes or what a plan consists of (四个领域) is no target.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.reading import Target
from nlp.clauses import enclosed, split_spans
from nlp.dates import Deadline, find_deadlines
from nlp.figures import Figure
from nlp.measures import Measure, find_measures

__all__ = ["find_targets"]

_LINES = re.compile(r"[^\n\t]+?(?=\n|\t|(?<=[。！？；）]) {2,}|\Z)")
_NUMBER = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+|[—–-]{1,3}|[①-⑳●·■◆])? *")
_GOALS_HEADING = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+ *)?[^。，：；]{0,12}目标[。：:] *")
_LEADING = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]+ *(?!\d)|[—–-]+ *|[一二三四五六七八九十]是要?|(?:并|且|同时|以及|和|及|与|、)+(?!轨|网))"
)
_OWNERS = re.compile(r"[（(][^（）()]*(?:负责|牵头|责任|配合|单位[:：])[^（）()]*[）)]?$")
_SEPARATOR = re.compile("、|以及|和(?!谐|平)|与(?!会)|及(?!其|以上|以下)")
_ADVERBIAL = re.compile("(?:通过|围绕|以|按照?|依托|根据|结合|针对|面向|在|经过|坚持|随着)")
_REACHED = re.compile(
    "(?:要|应|须|力争|基本|初步|全面|总体|全部)*(?:实现|建成|形成|完成|达到|建立健全|构建|全面|基本|初步|打造成)"
)
_SPELL = re.compile("[前内]$|期间$")
_LEVEL = re.compile("(?:国家|省|市|县|区|乡|校)级(?:及?以上)?")
_LEVEL_HEAD = re.compile(f"(?:{_LEVEL.pattern}|[、和及])+")
_GROWTH = re.compile("(?:年均|平均)?(?:增长|增速|提高|下降|降低)率?|占.+")
_GOALS_FOLLOW = re.compile("[^，；。]{0,6}目标(?:是|为|如下)?")
_LISTED = re.compile(r" *(?:[—–-]|[·●■◆①-⑳]|[（(]?\d{1,2}[）)、.．]|[一二三四五六七八九十]是)")
_LONGEST_CLAUSE = 1000  # code points; what runs on for longer is a list of numbers or rubbish, not prose
_REPORT = re.compile("截[至止]")


@dataclass(frozen=True, slots=True)
class _Group:
    """Deadlines that stand side by side (到2023年、2025年): they go to as many figures in turn, else the last governs."""

    start: int
    end: int
    dates: tuple[str, ...]

    def pick(self, index: int, count: int) -> str:
        return self.dates[index] if len(self.dates) == count else self.dates[-1]


def find_targets(
    text: str, start: int = 0, end: int | None = None, *, base_year: int | None = None, all_goals: bool = False
) -> list[Target]:
    """The targets of `text[start:end]` in their order; `text[t.start:t.end]` is `t.text`.

    A year that opens a paragraph (到2025年，…) governs the paragraph, one that opens a sentence the sentence, one inside a
    clause the text up to the next ；; one before a list (到2025年，目标为：) governs the list. In a text of `all_goals` the year
    of one paragraph holds for those below it until another is printed. `base_year` is the year of 年底 and 6月底 where no year is printed.
    """
    stop = len(text) if end is None else end
    groups = _groups(text, find_deadlines(text, start, stop, base_year))
    found: list[Target] = []
    inherited: _Group | None = None
    for line in _LINES.finditer(text, start, stop):
        if not all_goals and not _LISTED.match(text, line.start()):
            inherited = None
        of_line = inherited
        opening = {_NUMBER.match(text, line.start()), _GOALS_HEADING.match(text, line.start())} - {None}
        openings = {match.end() for match in opening if match}
        for sentence in split_spans(text, *line.span(), "。！？!?"):
            of_sentence: _Group | None = None
            for segment in split_spans(text, *sentence, "；;"):
                reader = _SegmentReader(text, segment, groups, of_sentence or of_line)
                found.extend(reader.read())
                if reader.opened is not None:
                    of_sentence = reader.opened
                    of_line = reader.opened if all_goals or reader.opened.start in openings else of_line
        if all_goals or line[0].rstrip()[-1:] in ("：", ":"):
            inherited = of_line
    return found


def _groups(text: str, deadlines: Sequence[Deadline]) -> list[_Group]:
    out: list[_Group] = []
    for deadline in deadlines:
        if deadline.date is None:
            continue
        if out and text[out[-1].end : deadline.start] in ("、", "和", "及", "与"):
            out[-1] = _Group(out[-1].start, deadline.end, (*out[-1].dates, deadline.date))
        else:
            out.append(_Group(deadline.start, deadline.end, (deadline.date,)))
    return out


class _SegmentReader:
    """Reads what stands between two ；. `opened` is the date that governs the rest of the sentence."""

    def __init__(self, text: str, segment: tuple[int, int], groups: Sequence[_Group], governing: _Group | None) -> None:
        self.text = text
        self.segment = segment
        self.groups = [g for g in groups if segment[0] <= g.start < segment[1]]
        self.governing = governing
        self.opened: _Group | None = None
        clauses = split_spans(text, *segment, "，：,:")
        self.clauses = [(a, b) for a, b in clauses if b - a <= _LONGEST_CLAUSE]

    def read(self) -> list[Target]:
        found: list[Target] = []
        pending: _Group | None = None  # stands alone before a comma, so that the next clause's text begins with it
        body: list[tuple[int, int]] = []
        holder: _Group | None = None  # its state may still be told in `body`
        for clause in self.clauses:
            for group in self.groups:
                if clause[0] <= group.start < clause[1]:
                    self.governing = group
                    if self._opens(group, clause):
                        found.extend(self._state(holder, body))
                        holder, body = group, []
                        if _after(self.text, group.end)[:1] in ("，", ",", "：", ":"):
                            pending, self.opened = group, group
            measures = find_measures(self.text, *clause, self.segment, bool(found) or self.governing is not None)
            if measures:
                found.extend(self._state(holder, body))
                holder, body = None, []
                for target in self._targets(clause, measures, pending):
                    self._keep(found, target)
            elif holder is not None and clause[1] > holder.end:
                body.append((max(clause[0], holder.end), clause[1]))
            if pending is not None and clause[1] > pending.end:
                pending = None
        found.extend(self._state(holder, body))
        return found

    def _keep(self, found: list[Target], target: Target) -> None:
        """Adds a target that says what it counts; a bare 市级5家 or 年均增长5% speaks of what the one before it does."""
        if found:
            previous = found[-1]
            if _LEVEL.fullmatch(target.object):
                target.object += _LEVEL_HEAD.sub("", previous.object)
            elif _GROWTH.fullmatch(target.object) or (not target.object and target.unit == previous.unit):
                target.object = re.sub("(?:增长|增速)$", "", previous.object) + target.object
        if target.object:
            found.append(target)

    def _opens(self, group: _Group, clause: tuple[int, int]) -> bool:
        match = _LEADING.match(self.text, clause[0])
        return group.start in (clause[0], match.end() if match else clause[0])

    def _state(self, group: _Group | None, body: list[tuple[int, int]]) -> Iterator[Target]:
        """A state with its year, from the year to the end of the last clause without a figure."""
        if group is None or not any(not _ADVERBIAL.match(self.text, a) for a, _ in body):
            return
        printed = self.text[group.start : group.end]
        if (
            _REPORT.match(printed)
            or _GOALS_FOLLOW.fullmatch(self.text, *body[0])
            or (_SPELL.search(printed) and not _REACHED.match(self.text, body[0][0]))
        ):
            return
        end = _trim_owners(self.text, group.start, body[-1][1])
        name = next(self.text[a : min(b, end)] for a, b in body if not _ADVERBIAL.match(self.text, a))
        yield Target(
            self.text[group.start : end],
            name,
            group.start,
            end,
            deadline=group.dates[-1],
            rule="target.state",
            confidence=0.7,
        )

    def _targets(
        self, clause: tuple[int, int], measures: Sequence[Measure], pending: _Group | None
    ) -> Iterator[Target]:
        figures = [m.figure for m in measures]
        chains = _chains(self.text, figures)
        for index, (start, end) in enumerate(_cut(self.text, clause, figures)):
            measure = measures[index]
            if index == 0 and pending is not None and pending.end < clause[0]:
                start = pending.start
            elif (match := _LEADING.match(self.text, start)) is not None and match.end() <= measure.figure.start:
                start = match.end()
            end = _trim_owners(self.text, start, end)
            place, count = chains[index]
            first = measures[index - place].figure.start
            group = self._date_of(measure.figure, clause)
            yield Target(
                text=self.text[start:end],
                object=measure.name(
                    self.text, max([start, *(g.end for g in self.groups if g.end <= first)]), first, end
                ),
                start=start,
                end=end,
                min=measure.figure.min,
                max=measure.figure.max,
                unit=measure.figure.unit,
                comparator=measure.figure.comparator,
                deadline=group.pick(place, count) if group else None,
                rule=measure.rule,
                confidence=measure.confidence,
            )

    def _date_of(self, figure: Figure, clause: tuple[int, int]) -> _Group | None:
        """The nearest year before the figure in its clause, else the one behind it there, else the governing one."""
        inside = [g for g in self.groups if clause[0] <= g.start < clause[1]]
        before = [g for g in inside if g.end <= figure.start]
        return before[-1] if before else self._earlier(clause) or (inside[0] if inside else None)

    def _earlier(self, clause: tuple[int, int]) -> _Group | None:
        inside = [g for g in self.groups if clause[0] <= g.start < clause[1]]
        return None if self.governing in inside else self.governing


def _after(text: str, position: int) -> str:
    return text[position : position + 2].lstrip()


def _trim_owners(text: str, start: int, end: int) -> int:
    match = _OWNERS.search(text, start, end)
    return match.start() if match and match.start() > start else end


def _chains(text: str, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """For each figure its place in a run of figures with nothing but 、 or 和 between them, and the length of the run."""
    runs: list[list[int]] = []
    for index, figure in enumerate(figures):
        if runs and text[figures[index - 1].end : figure.start] in ("、", "和", "及"):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [(place, len(run)) for run in runs for place in range(len(run))]


def _cut(text: str, clause: tuple[int, int], figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """The part of a clause that belongs to each figure; figures of one run share the whole of it."""
    edges = [clause[0]]
    blind = enclosed(text, *clause)
    for one, two in pairwise(figures):
        cuts = [
            m.span()
            for m in _SEPARATOR.finditer(text, one.end, two.start)
            if not any(a <= m.start() < b for a, b in blind)
        ]
        if not cuts:
            edges.append(one.end)
        elif cuts[-1][1] == two.start or cuts[0][0] != one.end:
            edges.append(cuts[-1][0])
        else:
            edges.append(cuts[0][0])
    edges.append(clause[1])
    spans = list(pairwise(edges))
    for index, (place, length) in enumerate(_chains(text, figures)):
        if length > 1 and place == 0:
            spans[index : index + length] = [(edges[index], edges[index + length])] * length
    return spans
