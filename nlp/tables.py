"""Task tables: which columns hold tasks, bodies and deadlines, in real tables and in those whose cells came one a line."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graph.reading import Role
from nlp.names import is_actor, is_plausible, split_names

__all__ = ["Span", "TableTask", "find_cell_lines", "find_separated", "split_rows", "table_tasks"]

Span = tuple[int, int]
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("person", re.compile("责任人|责任领导|联系人|领导|电话|备注|说明|分值|评分|依据|佐证")),
    ("number", re.compile("^(?:序号|编号|项次|序)$")),
    ("lead", re.compile("牵头|主办|主责|主管")),
    ("participate", re.compile("配合|参与|参加|协办|协同|协助")),
    ("responsible", re.compile("(?:责任|承办|实施|落实|负责|完成|建设)(?:单位|部门|主体|分工|科室|处室)|分工$")),
    ("deadline", re.compile("时限|期限|完成时间|时间(?:要求|节点|安排|进度)?$|进度安排|完成日期")),
    ("unit", re.compile("^(?:单位|部门|单位名称|部门名称|单位（部门）|部门（单位）|县区|地区)$")),
    ("task", re.compile("任务|内容|事项|措施|项目|举措|工作|目标|要求|要点|清单|政策|改革|名称|类别|领域|考核|标准")),
)
# A column headed by nothing but 单位 names who is responsible.
_ROLE_OF: dict[str, Role] = {
    "lead": "lead",
    "responsible": "responsible",
    "participate": "participate",
    "unit": "responsible",
}


@dataclass(slots=True)
class TableTask:
    """One row that says what is to be done; all spans in the work text."""

    number: str
    start: int
    end: int
    content: Span
    bodies: list[tuple[Role, Span, Span]] = field(default_factory=list)
    """Role, cell with the names, head of the column (the cue)."""
    deadline: Span | None = None
    context: tuple[Span, ...] = ()
    """All cells that say what is to be done, also one that is merged over several rows."""


def _kind(head: str) -> str | None:
    head = re.sub(r"\s", "", head)
    return next((kind for kind, rule in _HEADS if rule.search(head)), None) if 0 < len(head) <= 16 else None


def table_tasks(text: str, rows: Sequence[Sequence[Span]], wanted: bool = False) -> list[TableTask]:
    """The tasks of a table whose rows hold the spans of their cells; empty where it is no task table.

    `wanted` says that the heading calls it a list of tasks, so that it need not name any body. A second row of heads
    (责任分工 above 牵头单位 and 参与单位) counts, and so does a column that names bodies in its cells without saying so.
    """
    for index, row in enumerate(rows[:4]):
        kinds = [_kind(text[low:high]) for low, high in row]
        head, first = list(row), index + 1
        below = [_kind(text[slice(*cell)]) for cell in rows[first]] if first < len(rows) else []
        if set(below) & {"lead", "participate"} and not any(
            kind is None and is_actor(text[slice(*cell)]) for kind, cell in zip(below, rows[first], strict=True)
        ):
            for column, kind in list(enumerate(below))[: len(kinds)]:
                if kind and rows[first][column] not in row:
                    kinds[column], head[column] = kind, rows[first][column]
            first += 1
        if {"number", "task"} <= set(kinds) and not set(kinds) & _ROLE_OF.keys():
            for column in _columns_of_bodies(text, rows[first:], kinds):
                kinds[column] = "unit"
        named = {kind for kind in kinds if kind}
        bodies = named & _ROLE_OF.keys()
        if len(named) >= 2 and "task" in named and (bodies or (wanted and "number" in named)):
            return _read_rows(text, rows[first:], kinds, head)
    return []


def _columns_of_bodies(text: str, rows: Sequence[Sequence[Span]], kinds: Sequence[str | None]) -> list[int]:
    """The columns in which at least three cells, and most of those that are filled, are names of bodies."""
    found = []
    for column, kind in enumerate(kinds):
        cells = {row[column] for row in rows if column < len(row)}
        words = [text[slice(*cell)].strip() for cell in cells if text[slice(*cell)].strip()]
        bodies = sum(is_actor(word) for word in words)
        if kind in (None, "task") and bodies >= 3 and bodies * 3 >= len(words) * 2:
            found.append(column)
    return found


def _read_rows(
    text: str, rows: Sequence[Sequence[Span]], kinds: list[str | None], head: Sequence[Span]
) -> list[TableTask]:
    tasks: list[TableTask] = []
    seen: set[Span] = set()
    owners: dict[int, Span] = {}
    group: Span | None = None
    main = _main_column(text, rows, kinds)
    for row in rows:
        cells = [(kind, cell, head[index]) for index, (cell, kind) in enumerate(zip(row, kinds, strict=False))]
        contents = [cell for kind, cell, _ in cells if kind in ("task", None) and text[slice(*cell)].strip()]
        fresh = [cell for cell in contents if cell not in seen]
        if main < len(row) and not text[slice(*row[main])].strip() and len(kinds) > 3:
            # A row that only heads those below it, perhaps with the bodies that they are for.
            owners, group = {}, _group_of(text, contents)
            continue
        if not fresh or len({cell for _, cell, _ in cells}) == 1:
            continue
        content = max(fresh, key=lambda cell: cell[1] - cell[0])
        seen.update(contents)
        numbers = [text[slice(*cell)].strip() for kind, cell, _ in cells if kind == "number"]
        number = next(filter(None, numbers), tasks[-1].number if numbers and tasks else str(len(tasks) + 1))
        own = [cell for kind, cell, _ in cells if (kind == "number" and cell not in seen) or cell in fresh]
        seen.update(cell for kind, cell, _ in cells if kind == "number")
        bodies: list[tuple[Role, Span, Span]] = []
        deadline = None
        for column, (kind, cell, top) in enumerate(cells):
            if kind == "deadline":
                deadline = cell
            elif kind in _ROLE_OF:
                # A merged cell comes as an empty one below its words; nobody helps where nobody is named.
                if kind != "participate" and not text[slice(*cell)].strip():
                    cell = owners.get(column, cell)
                owners[column] = cell
                if kind != "unit" or any(is_actor(name.text) for name in split_names(text, *cell)[0]):
                    bodies.append((_ROLE_OF[kind], cell, top))
        if group and not any(text[slice(*cell)].strip() for _, cell, _ in bodies):
            bodies = [("responsible", group, group)]
        ends = [cell[1] for _, cell, _ in cells if cell[0] >= min(one[0] for one in own)]
        tasks.append(
            TableTask(number, min(cell[0] for cell in own), max(ends), content, bodies, deadline, tuple(contents))
        )
    return tasks


def _main_column(text: str, rows: Sequence[Sequence[Span]], kinds: Sequence[str | None]) -> int:
    """The column of tasks with most words."""
    sizes = {
        column: sum(len(text[slice(*row[column])].strip()) for row in rows if column < len(row))
        for column, kind in enumerate(kinds)
        if kind == "task"
    }
    return max(sizes, key=lambda column: sizes[column], default=0)


def _group_of(text: str, contents: Sequence[Span]) -> Span | None:
    """The bodies in the bracket of a heading row (通用项目（全部责任单位）); None where it names none."""
    for low, high in contents:
        bracket = re.compile(r"（([^（）]{2,20})）\s*$").search(text, low, high)
        if bracket and is_actor(bracket[1]):
            return bracket.span(1)
    return None


_BETWEEN_CELLS = (re.compile("\t"), re.compile(r"[ 　]*[|｜][ 　]*"), re.compile(r"[ 　]{2,}"))


def find_separated(text: str, start: int, end: int) -> list[tuple[Span, list[TableTask]]]:
    """Tables whose rows are lines with tabs, bars or wide gaps between the cells: their span and tasks.

    The line of heads begins one. A row with fewer cells than heads lost those that a merged cell above it spans.
    """
    lines = [match.span() for match in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end)]
    found: list[tuple[Span, list[TableTask]]] = []
    index = 0
    while index < len(lines):
        rows = split_rows(text, lines[index:], lambda cells: _is_head(text, cells))
        tasks = table_tasks(text, rows[:1] + [_filled(text, row, rows[0]) for row in rows[1:]]) if rows else []
        if tasks:
            found.append(((lines[index][0], rows[-1][-1][1]), tasks))
        index = next(
            (at for at in range(index + 1, len(lines)) if not tasks or lines[at][0] >= rows[-1][-1][1]), len(lines)
        )
    return found


def split_rows(text: str, lines: Sequence[Span], is_head: Callable[[Sequence[Span]], bool]) -> list[list[Span]]:
    """The cells of each line from the first on, as long as the lines have one sign between cells; empty where the first
    line is no head of a table for `is_head`."""
    for sign in _BETWEEN_CELLS:
        rows: list[list[Span]] = []
        for index, line in enumerate(lines):
            cells = _cells(text, line, sign)
            heads_group = rows and len(cells) < 2 and line[1] - line[0] <= 24 and index + 1 < len(lines)
            if heads_group and len(_cells(text, lines[index + 1], sign)) == len(rows[0]):
                continue
            if len(cells) < 2 or (not rows and not is_head(cells)):
                break
            if not all(set(text[slice(*cell)]) <= set("-: ") for cell in cells):
                rows.append(cells)
        if len(rows) > 1:
            return rows
    return []


def _cells(text: str, line: Span, sign: re.Pattern[str]) -> list[Span]:
    low, high = line
    edges = [low, *(edge for cut in sign.finditer(text, low, high) for edge in cut.span()), high]
    cells = list(zip(edges[::2], edges[1::2], strict=True))
    if sign.pattern != "\t":
        cells = cells[text[low:high].lstrip(" 　")[0] in "|｜" :]
    return [_stripped(text, cell) for cell in cells]


def _is_head(text: str, cells: Sequence[Span]) -> bool:
    return len(cells) > 2 and all(_kind(text[slice(*cell)]) for cell in cells if cell[0] < cell[1])


def _stripped(text: str, cell: Span) -> Span:
    low, high = cell
    words = text[low:high]
    low += len(words) - len(words.lstrip())
    return low, max(low, low + len(words.strip()))


def _filled(text: str, row: list[Span], head: Sequence[Span]) -> list[Span]:
    """The row with one cell for each head, empty ones on the left where the line has fewer."""
    missing = len(head) - len(row)
    return [*[(row[0][0], row[0][0])] * missing, *row]


def find_cell_lines(text: str, start: int, end: int) -> list[tuple[Span, list[TableTask]]]:
    """Tables whose cells came one a line: their span and tasks.

    Such a table begins with a line 序号, goes on with the other heads and then with rows that count 1, 2, 3 …
    """
    lines = [
        (match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(match[0].rstrip()))
        for match in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end)
    ]
    found: list[tuple[Span, list[TableTask]]] = []
    for index, line in enumerate(lines):
        if text[slice(*line)] != "序号":
            continue
        if index + 1 < len(lines) and text.count("\n", line[1], lines[index + 1][0]) > 1:
            # Cells are parted by empty lines, so a lone line break stands inside one.
            lines = [*lines[: index + 1], *_joined_lines(text, lines[index + 1 :])]
        first = next(
            (at for at in range(index + 1, min(index + 9, len(lines))) if text[slice(*lines[at])].rstrip(".") == "1"),
            None,
        )
        heads = lines[index + 1 : first] if first else []
        if first is None or any(high - low > 16 for low, high in heads):
            continue
        tasks, last = _line_rows(text, lines, first, heads)
        found.append(((line[0], last), tasks))
    return found


def _joined_lines(text: str, lines: list[Span]) -> list[Span]:
    """Lines without an empty line between them as one."""
    joined: list[Span] = []
    for low, high in lines:
        if joined and text.count("\n", joined[-1][1], low) == 1:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _line_rows(text: str, lines: list[Span], first: int, heads: list[Span]) -> tuple[list[TableTask], int]:
    body_heads = [(_kind(text[slice(*head)]), head) for head in heads]
    columns = [(kind, head) for kind, head in body_heads if kind == "deadline" or (kind in _ROLE_OF and kind != "unit")]
    # Columns behind the last of these (分值, 备注) come between its cell and the next row's number.
    unread = (
        len(heads) - 1 - max((at for at, head in enumerate(heads) if head in [one for _, one in columns]), default=0)
    )
    tasks: list[TableTask] = []
    at, value, last = first, 1, lines[first][1]
    while at < len(lines) and text[slice(*lines[at])].rstrip(".") == str(value):
        stop = at + 1
        while (
            stop < len(lines)
            and (
                text[slice(*lines[stop])].rstrip(".") != str(value + 1)
                or (columns and unread and _all_fit(text, lines[stop - len(columns) : stop]))
            )
            and not _ends_table(text, lines, stop, len(heads))
        ):
            stop += 1
        cells = lines[at + 1 : stop]
        is_last = stop == len(lines) or text[slice(*lines[stop])].rstrip(".") != str(value + 1)
        if columns:
            cells = _until_bodies(text, cells, len(columns), is_last)
        if cells:
            tail = min(len(columns), len(cells) - 1)
            while tail and not _all_fit(text, cells[-tail:]):
                tail -= 1
            content = (cells[0][0], cells[len(cells) - tail - 1][1])
            task = TableTask(str(value), lines[at][0], cells[-1][1], content, context=(content,))
            for (kind, head), cell in zip(columns, cells[len(cells) - tail :], strict=False):
                if kind == "deadline":
                    task.deadline = cell
                else:
                    task.bodies.append((_ROLE_OF[kind], cell, head))
            tasks.append(task)
            last = cells[-1][1]
        at, value = stop, value + 1
    return tasks, last


def _until_bodies(text: str, cells: list[Span], columns: int, is_last: bool) -> list[Span]:
    """The cells of a row up to its last column that we read: what comes behind is a score, a group's heading, or, below the
    last row, the rest of the page."""
    stops = range(1 + columns, len(cells) + 1)
    for stop in stops if is_last else reversed(stops):
        if _all_fit(text, cells[stop - columns : stop]):
            return cells[:stop]
    return cells


def _all_fit(text: str, cells: list[Span]) -> bool:
    return all(_fits(text, cell) for cell in cells)


def _fits(text: str, cell: Span) -> bool:
    names, _ = split_names(text, *cell)
    words = text[slice(*cell)]
    named = bool(names) and sum(is_plausible(name.text) for name in names) * 2 >= len(names)
    return (
        named
        or words in ("/", "-", "—", "——", "－", "无")
        or bool(re.match(r"\d{4}年|长期|持续|每年|全年|\d{1,2}月", words))
    )


def _ends_table(text: str, lines: list[Span], at: int, columns: int) -> bool:
    """After the last row something else begins: an annex, a signature, or a gap wider than between cells."""
    if re.match(r"附\s*件|序号$|抄送", text[slice(*lines[at])]):
        return True
    gap = text[lines[at - 1][1] : lines[at][0]]
    return gap.count("\n") > 2 and (columns == 0 or _fits(text, lines[at - 1]))
