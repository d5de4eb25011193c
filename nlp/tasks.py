"""Tasks out of the outline and the tables: the smallest items that say what is to be done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.reading import Section, Task
from nlp.blocks import Duties, brackets, parse_block, unit_duties
from nlp.duties import find_duties, headed_duties
from nlp.indicators import separated_tables
from nlp.names import is_collective, split_names
from nlp.outline import Item, find_outline
from nlp.parts import Part, annex_lists, find_parts, stops
from nlp.prose import join_partners
from nlp.tables import TableTask, find_cell_lines, find_separated, table_tasks

__all__ = ["Draft", "Outline", "read_outline"]

Span = tuple[int, int]
_NO_TASK = re.compile(
    r"^(?:[一-龥]{2}目标|.{0,6}(?:指导思想|基本原则|总体要求|总体思路|工作思路|基本思路|工作原则|实施原则|总体目标|主要目标|工作目标|发展目标|具体目标|目标要求|目标任务|年度目标|行动目标|核心指标|主要指标|发展指标"
    r"|现实基础|发展基础|形势|背景|重要意义|基本情况|适用范围|适用对象|名词解释|附则|总则|概述|有效期|阶段目标|目标定位|发展现状|发展环境|面临.{0,6}挑战|编制依据|制定依据|指标体系|举报方式|联系方式)(?:和.{2,8}|与.{2,8})?|目标)$"
)
_GOAL_YEAR = re.compile(r"(?:到|至|截至)(?:20\d{2}年|“?十[三四五]五”?末)")
_OPENING_GOALS = re.compile(
    r"^[ \t　]*(?:[^\n，。；]{0,10}(?:目标|具体指标)[：:]|(?:力争|争取)?到20\d{2}年)[^\n]*|(?<=。)(?:力争|争取)?到20\d{2}年[^\n。]*。",
    re.MULTILINE,
)
# What has been reached is no goal.
_PAST_HEADING = re.compile("基础|现状|回顾|成就|成效|形势|背景|环境|挑战|问题|情况|意义")
_DUTY_HEADING = re.compile(r"职责分工|责任分工|部门职责|单位职责|工作职责|任务分工|职责任务|主要职责")
_NOTES = re.compile(r"^[ \t　（(]*(?:注|备注|说明)[：:]", re.MULTILINE)
_BULLET = re.compile("[-—–•●◆·▪][ 　]")
_MEASURES = re.compile("(?<=[）。])(?:具体|主要)?措施[：:]")
_ONLY_NAMES = re.compile("名单|组成人员|成员单位|领导小组|联席会议|通讯录|联系人|联系方式")
_TASK_LIST = re.compile("清单|分工|任务|台账|责任表|安排表|计划表|一览表|考核")


@dataclass(slots=True)
class Draft:
    """A task with its duties before they are given their full names."""

    task: Task
    duties: Duties
    part: Part
    from_table: bool
    deadline: Span | None = None
    context: tuple[Span, ...] = ()
    """For a row of a table, the cells that say what is to be done."""


@dataclass(slots=True)
class Outline:
    """What the order of a document gives: its parts, sections, tasks, and the items that are goals or principles."""

    parts: list[Part]
    sections: list[Section]
    drafts: list[Draft]
    goals: list[Span]
    opening: int
    """Where the first numbered item begins."""
    covered: list[Span] = field(default_factory=list)
    """Where tables stand."""
    tables: list[list[list[Span]]] = field(default_factory=list)
    """Rows of cells of the tables that hold no tasks but may hold indicators."""


def read_outline(text: str, tables: Sequence[tuple[Span, Sequence[Sequence[Span]]]] = ()) -> Outline:
    """Sections, tasks and goals of a work text; `tables` are the spans of its tables with those of their rows' cells."""
    outline = Outline(find_parts(text), [], [], [], len(text))
    used: dict[str, int] = {}
    for part in outline.parts:
        found = find_cell_lines(text, part.start, part.end)
        for span, rows_found in find_separated(text, part.start, part.end):
            if not any(
                low < span[1] and span[0] < high
                for low, high in (*(one for one, _ in tables), *(one for one, _ in found))
            ):
                found.append((span, rows_found))
        wanted = bool(_TASK_LIST.search(part.title))
        for span, rows in tables:
            if part.start <= span[0] < part.end:
                found.append((span, table_tasks(text, rows, wanted)))
                if not found[-1][1]:
                    outline.tables.append([list(row) for row in rows])
        blocked = [span for span, _ in found]
        for rows in separated_tables(text, part.start, part.end):
            span = (rows[0][0][0], rows[-1][-1][1])
            if not any(low < span[1] and span[0] < high for low, high in blocked):
                outline.tables.append(rows)
                blocked.append(span)
        closed = [*blocked, *annex_lists(text, part.start, part.end)]
        if blocked:
            # Notes below a table (注：1.… 2.…) are no tasks.
            below = max(high for _, high in blocked)
            closed += [(match.start(), part.end) for match in _NOTES.finditer(text, below, part.end)]
        items = (
            [] if part.is_annex and _ONLY_NAMES.search(part.title) else find_outline(text, part.start, part.end, closed)
        )
        units = _unit_lines(text, items, closed)
        outline.covered += blocked
        limits = [
            *(match.start() for match in _NOTES.finditer(text, part.start, part.end)),
            *stops(text, part.start, part.end),
            *(span[0] for span in blocked),
            *(at for at, _ in units),
        ]
        _cut(text, items, sorted(limits))
        if items and not part.is_annex:
            outline.opening = items[0].start
            outline.goals += [match.span() for match in _OPENING_GOALS.finditer(text, part.start, items[0].start)]
        prefix = f"附件{part.number}/" if part.is_annex else ""
        if part.is_annex:
            outline.sections.append(
                Section(f"附件{part.number}", f"附件{part.number}", part.title, 1, part.start, part.end)
            )
        for item in items:
            unit = next((duties for at, duties in reversed(units) if at < item.start), None)
            _walk(text, item, prefix, outline, part, used, unit)
        if not items:
            _paragraphs(text, part.start, part.end, prefix, part, outline, used)
        elif not part.is_annex:
            _paragraphs(text, part.start, items[0].start, prefix, part, outline, used)
        for span, rows_found in found:
            _table(text, rows_found, prefix or _section_of(outline, span[0]), outline, part, used)
    outline.drafts.sort(key=lambda draft: draft.task.start)
    return outline


def _unit_lines(text: str, items: Sequence[Item], closed: Sequence[Span]) -> list[tuple[int, Duties]]:
    """Lines that name bodies and nothing else above a list that begins anew: where they begin, and the bodies."""
    found: list[tuple[int, Duties]] = []
    for item in items:
        if item.value == 1 and item.style != "chapter":
            low, high = _line_before(text, item.start)
            duties = unit_duties(text, low, high - (text[high - 1 : high] == "："))
            named = duties is not None and not all(is_collective(duty.name.text) for duty in duties.found)
            if duties is not None and named and not any(start <= low < end for start, end in closed):
                found.append((low, duties))
    return found


def _line_before(text: str, at: int) -> Span:
    """The last line with words above an offset, without the space around them."""
    above = text[:at].rstrip()
    low = above.rfind("\n") + 1
    return low + len(above[low:]) - len(above[low:].lstrip(" \t　")), len(above)


def _cut(text: str, items: Sequence[Item], limits: list[int]) -> None:
    """Ends items where running text stops; a stop inside an item's title line does not count."""
    for item in items:
        stop = next((limit for limit in limits if item.title_end < limit < item.own_end), None)
        if stop is not None and not item.children:
            item.end = stop
        item.end = item.start + len(text[item.start : item.end].rstrip())
        _cut(text, item.children, limits)


def _unique(wanted: str, used: dict[str, int]) -> str:
    """The wanted id, with a number behind it where it is taken; `used` counts how often each was asked for."""
    name, count = wanted, used.get(wanted, 0)
    while name in used:
        count += 1
        name = f"{wanted}~{count}"
    used[wanted] = max(count, 1)
    used.setdefault(name, 1)
    return name


def _section_of(outline: Outline, at: int) -> str:
    inside = [section for section in outline.sections if section.start <= at < section.end]
    return f"{inside[-1].id}/" if inside else ""


def _walk(
    text: str, item: Item, prefix: str, outline: Outline, part: Part, used: dict[str, int], inherited: Duties | None
) -> None:
    """Adds what an item and those below it say; `inherited` are the bodies that a heading above gives to all below it."""
    above = [one for one in item.path() if _NO_TASK.match(one.title)]
    name = prefix + "/".join(one.number for one in item.path())
    if item.children:
        section = Section(_unique(name, used), item.number, item.title, item.level, item.start, item.end)
        outline.sections.append(section)
        duties = find_duties(text, item.body, item.own_end)
        if duties.explicit and item.own_end - item.title_end > 8:
            _add(
                text, item.number, item.title, item.start, item.own_end, section.id + "/本项", section.id, duties, outline, part, used
            )  # fmt: skip
        elif duties.explicit:
            inherited = duties
        elif (
            (above or _GOAL_YEAR.search(text, item.title_end, item.own_end))
            and item.own_end - item.title_end > 12
            and not _tells_of_past(item.path())
        ):
            outline.goals.append((item.title_end, item.own_end))
        inherited = unit_duties(text, item.body, item.title_end) or inherited
        for child in item.children:
            _walk(text, child, prefix, outline, part, used, inherited)
        return
    measures = _unnumbered_measures(text, item)
    paragraphs = measures or _duty_paragraphs(text, item, bool(_DUTY_HEADING.search(item.title)))
    if len(paragraphs) > 1:
        section = Section(_unique(name, used), item.number, item.title, item.level, item.start, item.end)
        outline.sections.append(section)
        for index, (low, high, found) in enumerate(paragraphs, 1):
            title = _first_sentence(text, low, high)
            _add(
                text, str(index), title, low, high, f"{section.id}/第{index}段", section.id, found, outline, part, used
            )
        return
    duties = headed_duties(text, item.body, item.end) or find_duties(text, item.body, item.end)
    if inherited and not any(duty.role != "participate" for duty in duties.found):
        duties = duties.below(inherited)
        join_partners(text, item.body, item.end, duties)
    if above and not duties.explicit:
        if not _tells_of_past(above):
            outline.goals.append((item.body, item.end))
        if item.parent is None:
            outline.sections.append(
                Section(_unique(name, used), item.number, item.title, item.level, item.start, item.end)
            )
        return
    if item.end - item.body < 4 or _only_heads(text, item, outline):
        return
    _end_with_bodies(text, item, duties)
    inside = [section for section in outline.sections if section.start <= item.start < section.end and item.parent]
    _add(
        text, item.number, item.title, item.start, item.end, name, inside[-1].id if inside else None, duties, outline, part, used
    )  # fmt: skip


def _only_heads(text: str, item: Item, outline: Outline) -> bool:
    """Whether an item is no more than the heading of a table or the list of a group's people."""
    bare = item.end <= item.title_end + 2 and any(0 <= low - item.end <= 40 for low, _ in outline.covered)
    people = re.compile(r"(?:组\s*长|召集人|指挥长?)\s*[：:]").search(text, item.title_end, item.end)
    return bool(bare or (people and _ONLY_NAMES.search(item.title)))


def _end_with_bodies(text: str, item: Item, duties: Duties) -> None:
    """Ends an item with the paragraph that its bracket of bodies closes, if those below it are about nobody's duties."""
    closed = max((high for _, high in duties.spans), default=item.end)
    below = text[closed : item.end]
    ends_paragraph = re.match(r"[。；]?[ \t　]*\n", below) and not re.search(r"[:：（]", below)
    if closed < item.end and ends_paragraph and all(duty.name.start < closed for duty in duties.found):
        item.end = closed


def _tells_of_past(headings: Sequence[Item]) -> bool:
    return any(_PAST_HEADING.search(one.title) and "目标" not in one.title for one in headings)


def _add(
    text: str, number: str, title: str, low: int, high: int, name: str, section: str | None, duties: Duties,
    outline: Outline, part: Part, used: dict[str, int], *, row: TableTask | None = None,
) -> None:  # fmt: skip
    high = low + len(text[low:high].rstrip())
    task = Task(_unique(name, used), number, title, section, low, high)
    outline.drafts.append(
        Draft(task, duties, part, row is not None, row.deadline if row else None, row.context if row else ())
    )


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for match in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end):
        low = match.start() + len(match[0]) - len(match[0].lstrip(" \t　*"))
        yield low, match.start() + len(match[0].rstrip())


def _duty_paragraphs(text: str, item: Item, listed: bool) -> list[tuple[int, int, Duties]]:
    """Paragraphs of an item that each name their own bodies, in order."""
    found: list[tuple[int, int, Duties]] = []
    others: list[tuple[int, int, Duties]] = []
    for low, high in _lines(text, item.body, item.end):
        bullet = listed or _BULLET.match(text, low)
        told = (headed_duties(text, low, high) or find_duties(text, low, high)) if bullet else None
        duties = _closing(text, low, high) if high - low > 20 else None
        if told and told.found:
            found.append((low, high, told))
        elif duties:
            found.append((low, high, duties))
        elif high - low > 20 and (prose := find_duties(text, low, high)).found:
            others.append((low, high, prose))
    # Where some paragraphs are closed by their bodies, one that tells them in prose is a task of its own too.
    return sorted([*found, *others], key=lambda one: one[0]) if len(found) > 1 else found


def _unnumbered_measures(text: str, item: Item) -> list[tuple[int, int, Duties]]:
    """An item and the measures that follow it behind 具体措施：, where each names its own bodies; empty where they do not."""
    sign = _MEASURES.search(text, item.body, item.end)
    if not sign:
        return []
    pieces = [(item.start, sign.start()), (sign.end(), item.end)]
    found = [(low, high, find_duties(text, low, high)) for low, high in pieces]
    return found if all(duties.explicit for _, _, duties in found) else []


def _closing(text: str, low: int, high: int) -> Duties | None:
    """The duties of a paragraph that ends with its bracket of bodies; None where it does not."""
    inside = list(brackets(text, low, high))
    if not inside or high - inside[-1][1] > 3 or inside[-1][0] - low < 12:
        return None
    duties = Duties()
    return find_duties(text, low, high) if parse_block(text, *inside[-1], duties, True) else None


def _first_sentence(text: str, low: int, high: int) -> str:
    stop = re.compile("[。；：（]").search(text, low, high)
    return text[low : min(stop.start() if stop else high, low + 45)].strip()


def _paragraphs(
    text: str, start: int, end: int, prefix: str, part: Part, outline: Outline, used: dict[str, int]
) -> None:
    """Paragraphs outside any numbered item that name their own bodies."""
    index = 0
    for low, high in _lines(text, start, end):
        duties = _closing(text, low, high)
        if duties and high - low > 20:
            index += 1
            _add(
                text,
                str(index),
                _first_sentence(text, low, high),
                low,
                high,
                f"{prefix}第{index}段",
                prefix.rstrip("/") or None,
                duties,
                outline,
                part,
                used,
            )


def _table(text: str, rows: list[TableTask], prefix: str, outline: Outline, part: Part, used: dict[str, int]) -> None:
    for row in rows:
        duties = Duties(explicit=True)
        for role, cell, head in row.bodies:
            names, is_open = split_names(text, *cell)
            duties.is_open = duties.is_open or is_open
            words = text[slice(*cell)]
            if re.search("牵头|配合|负责|会同", words) and parse_block(text, cell[0], cell[1], duties, False):
                continue
            duties.add(names, role, head, f"duty.column.{role}", 0.95)
        title = _first_sentence(text, *row.content)
        _add(
            text, row.number, title, row.start, row.end, f"{prefix}{row.number}", prefix.rstrip("/") or None, duties, outline, part, used,
            row=row,
        )  # fmt: skip
