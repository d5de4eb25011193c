"""The task ledger: every task with who does it, by when, and where it is written."""

from collections.abc import Mapping

import streamlit as st

from ui import services
from ui.components.board import board, body_links, choose, downloads, duties_by_task, pager, task_link
from ui.components.detail import deadline_tag
from ui.components.frame import guarded, heading, session
from ui.components.language import say
from ui.components.panel import Tree, address, element, panel
from ui.components.words import due
from ui.services import Content, Duty, LedgerRow

_PAGE = "ledger"
_ROWS = 50
_COLUMNS = ("number", "task", "targets", "lead", "responsible", "participate", "deadline", "source")


def render() -> None:
    heading(_PAGE)
    with guarded():
        content = board(session(), _PAGE)
        if content is None:
            return
        left, right, files = st.columns([1.2, 1.2, 4], vertical_alignment="bottom")
        with left:
            order = choose("order", _PAGE, ["printed", "deadline", "lead"], lambda one: say(f"order.{one}"))
        with right:
            group = choose("group", _PAGE, ["", "lead", "any", "document"], lambda one: say(f"group.{one or 'none'}"))
        with files:
            downloads(content, _PAGE, services.TABLE_EXPORTS)
        rows = _ordered(content, order)
        duties = duties_by_task(content)
        lines = [(title, row) for title, found in _groups(rows, group) for row in found]
        first, pages = pager(_PAGE, len(lines), _ROWS)
        panel(
            [_summary(content), pages, _table(lines[first : first + _ROWS], duties, first), pages],
            key=_PAGE,
            page=_PAGE,
        )


def _summary(content: Content) -> Tree:
    rows = content.ledger
    counts = [("board.tasks", len(rows)), ("board.late", sum(due(row.deadline) == "late" for row in rows)),
              ("board.soon", sum(due(row.deadline) == "soon" for row in rows)),
              ("board.unowned", sum(not (row.lead or row.responsible or row.participate or row.open_list) for row in rows))]  # fmt: skip
    return element("p", "　".join(say(name, number=number) for name, number in counts if number))


def _ordered(content: Content, order: str) -> list[LedgerRow]:
    rows = list(content.ledger)
    if order == "deadline":
        rows.sort(key=lambda row: row.deadline or "9999")
    elif order == "lead":
        rows.sort(key=lambda row: (not row.lead, row.lead))
    return rows


def _groups(rows: list[LedgerRow], group: str) -> list[tuple[str, list[LedgerRow]]]:
    """The rows under the names of what they are grouped by, most rows first; a task of two bodies stands under both."""
    if not group:
        return [("", rows)]
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        names = {
            "lead": row.lead,
            "any": (*row.lead, *row.responsible, *row.participate),
            "document": (row.document_title,),
        }[group]
        for name in dict.fromkeys(names) or [say("board.no_body")]:
            found.setdefault(name, []).append(row)
    if group == "document":
        return list(found.items())
    return sorted(found.items(), key=lambda one: (one[0] == say("board.no_body"), -len(one[1]), one[0]))


def _table(lines: list[tuple[str, LedgerRow]], duties: Mapping[str, tuple[Duty, ...]], first: int) -> Tree:
    head = element("tr", *(element("th", say(f"column.{name}"), scope="col") for name in _COLUMNS))
    body, group = [], None
    for number, (title, row) in enumerate(lines, first + 1):
        if title != group:
            group = title
            if title:
                body.append(
                    element("tr", element("th", title, colspan=str(len(_COLUMNS)), scope="colgroup"), cls="group")
                )
        body.append(_row(number, row, duties.get(row.key, ())))
    return element("div", element("table", element("thead", head), element("tbody", *body)), cls="frame ledger")


def _row(number: int, row: LedgerRow, duties: tuple[Duty, ...]) -> Tree:
    nobody = not (row.lead or row.responsible or row.participate or row.open_list)
    responsible = body_links(row.responsible, duties)
    if row.open_list:
        responsible.append(
            element("span", say("board.open_list") if row.responsible else say("mark.open_list"), cls="soft")
        )
    place = f"{row.start}-{row.end}" if row.start is not None else None
    source = element("a", row.source, href=address("documents", {"document": row.document, "place": place}))
    proof = (
        element("details", element("summary", say("column.quote")), *(element("blockquote", one) for one in row.quotes))
        if row.quotes
        else None
    )
    return element(
        "tr",
        element("td", str(number), cls="number"),
        element("td", task_link(row), _text(row.text), cls="task"),
        element("td", "\n".join(row.targets), *(element("p", name, cls="soft") for name in row.programs), cls="aims"),
        element("td", *body_links(row.lead, duties), cls="body"),
        element("td", *(responsible or ([element("span", say("board.not_said"), cls="soft")] if nobody else [])), cls="body"),
        element("td", *body_links(row.participate, duties), cls="body"),
        element("td", deadline_tag(row.deadline, row.recurs), cls="due"),
        element("td", source, proof, cls="source"),
    )  # fmt: skip


def _text(text: str) -> Tree:
    return element("details", element("summary", say("column.text"), cls="soft"), text)


render()
