"""The matrix of tasks and bodies: the role stands in the cell, and leads to its sentence."""

from collections import Counter

import streamlit as st

from ui import services
from ui.components.board import board, choose, downloads, duties_by_task, pager, task_link
from ui.components.detail import sentence
from ui.components.frame import guarded, heading, remember, session
from ui.components.language import say
from ui.components.panel import Tree, address, element, here, panel
from ui.components.words import kind_name, role_name
from ui.services import DOUBTFUL, Content, Duty
from ui.words import ROLES

_PAGE = "matrix"
_ROWS = 60
_BODIES = 40


def render() -> None:
    heading(_PAGE)
    with guarded():
        opened = session()
        content = board(opened, _PAGE)
        if content is None:
            return
        left, right, files = st.columns([1.2, 1.2, 4], vertical_alignment="bottom")
        with left:
            kinds = sorted({one.kind for one in content.duties})
            kind = choose("kind", _PAGE, ["", *kinds], lambda one: kind_name(one) if one else say("filter.all"))
        with right:
            order = choose("order", _PAGE, ["printed", "most"], lambda one: say(f"order.{one}"))
        with files:
            downloads(content, _PAGE, services.TABLE_EXPORTS)
        duties = [one for one in content.duties if not kind or one.kind == kind]
        if not duties:
            st.info(say("matrix.no_duties"))
            return
        cell = st.query_params.get("cell", "")
        main, side = st.columns([3, 1], gap="medium") if cell else (st.container(), None)
        with main:
            _matrix(content, duties, order, cell)
        if side is not None:
            with side:
                _cell(opened, duties, content, cell)


def _matrix(content: Content, duties: list[Duty], order: str, cell: str) -> None:
    totals = Counter({key: len(tasks) for key, tasks in _tasks_of(duties).items()})
    names = {one.actor_key: one for one in duties}
    every = sorted(totals, key=lambda key: (-totals[key], names[key].actor, key))
    wide = st.query_params.get("wide") == "1"
    bodies = every if wide else every[:_BODIES]
    by_task = duties_by_task(content)
    rows = [row for row in content.ledger if by_task.get(row.key)]
    if order == "most":
        rows.sort(key=lambda row: -len(by_task[row.key]))
    first, pages = pager(_PAGE, len(rows), _ROWS)
    head = element(
        "tr", element("th", say("column.task"), cls="task", scope="col"),
        *(element("th", element("a", names[key].actor, href=address("graph", {"at": f"{names[key].kind}:{key}"})), cls="body", scope="col",
                  title=names[key].actor) for key in bodies),
        element("th", say("matrix.total"), cls="body", scope="col"),
    )  # fmt: skip
    sums = element("tr", element("td", say("matrix.total"), cls="task soft"), *(element("td", str(totals[key]), cls="total") for key in bodies),
                   element("td", str(len(rows)), cls="total"))  # fmt: skip
    body = []
    for row in rows[first : first + _ROWS]:
        of = {key: [one for one in by_task[row.key] if one.actor_key == key] for key in bodies}
        cells = [_role_cell(of[key], cell) for key in bodies]
        number = len({one.actor_key for one in by_task[row.key]})
        body.append(
            element("tr", element("td", task_link(row), cls="task"), *cells, element("td", str(number), cls="total"))
        )
    more = None
    if len(every) > _BODIES:
        words = say("matrix.fewer", number=_BODIES) if wide else say("matrix.all", number=len(every), shown=_BODIES)
        more = element("p", element("a", words, href=here(_PAGE, wide=None if wide else "1")))
    unowned = len(content.ledger) - len(rows)
    note = element("p", say("matrix.without", number=unowned), cls="soft") if unowned else None
    table = element("table", element("thead", head), element("tbody", sums, *body))
    panel([_legend(), pages, element("div", table, cls="frame matrix"), pages, more, note], key=_PAGE, page=_PAGE)


def _tasks_of(duties: list[Duty]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in duties:
        found.setdefault(one.actor_key, set()).add(one.task_key)
    return found


def _role_cell(duties: list[Duty], cell: str) -> Tree:
    if not duties:
        return element("td", cls="cell")
    best = min(duties, key=lambda one: (bool(one.via), [*ROLES].index(one.role)))
    wanted = f"{best.task_key}|{best.actor_key}"
    doubtful = best.confidence is not None and best.confidence < DOUBTFUL
    words = role_name(best.role) + ("*" if best.via else "") + ("？" if doubtful else "")
    link = element(
        "a", words, href=here(_PAGE, cell=wanted), cls=best.role, title=f"{best.actor}：{role_name(best.role)}"
    )
    return element("td", link, cls="cell here" if wanted == cell else "cell")


def _legend() -> Tree:
    shown = [element("span", say("matrix.roles"), cls="soft"), element("span", say("matrix.via"), cls="soft")]
    return element("div", *shown, cls="legend")


def _cell(opened: services.Session, duties: list[Duty], content: Content, cell: str) -> None:
    task, _, actor = cell.rpartition("|")
    found = [one for one in duties if one.task_key == task and one.actor_key == actor]
    row = next((one for one in content.ledger if one.key == task), None)
    close = element("p", element("a", say("matrix.close"), href=here(_PAGE, cell=None)))
    if not found or row is None:
        panel([close], key="matrix_cell", page=_PAGE)
        return
    parts: list[Tree | None] = [element("h2", element("a", found[0].actor, href=address("graph", {"at": f"{found[0].kind}:{actor}"}))),
                                element("p", task_link(row))]  # fmt: skip
    text = remember(opened, services.texts, (row.document,)).get(row.document, "")
    for one in found:
        parts.append(element("h4", role_name(one.role) + (f"（{one.via}）" if one.via else "")))
        at = text.find(one.quote, row.start or 0) if one.quote else -1
        quote = services.marked(text, at, at + len(one.quote)) if at >= 0 else None
        shown = [quote.before, element("mark", quote.words), quote.after] if quote else [one.quote or row.text]
        parts += [
            element("blockquote", *shown),
            sentence(row.document, *((at, at + len(one.quote)) if at >= 0 else (row.start,))),
        ]
    panel([*parts, close], key="matrix_cell", page=_PAGE)


render()
