"""Tasks and targets by the date when they are due."""

from dataclasses import dataclass

import streamlit as st

from ui.components.board import board, body_links, duties_by_task, task_link
from ui.components.frame import guarded, heading, session
from ui.components.language import say
from ui.components.panel import Tree, element, panel
from ui.components.words import due, moment, sign
from ui.services import Content

_PAGE = "timeline"


@dataclass(frozen=True, slots=True)
class _Entry:
    deadline: str
    shown: Tree


def render() -> None:
    heading(_PAGE)
    with guarded():
        content = board(session(), _PAGE)
        if content is None:
            return
        entries = sorted(_entries(content), key=lambda one: one.deadline + "-99-99"[len(one.deadline) - 4 :])
        without = sum(1 for row in content.ledger if not row.deadline)
        if not entries:
            st.info(say("timeline.none"))
            return
        parts: list[Tree] = []
        for date in dict.fromkeys(one.deadline for one in entries):
            found = [one.shown for one in entries if one.deadline == date]
            state = due(date)
            note = f"　{say(f'due.{state}')}" if state in ("late", "soon") else ""
            head = element(
                "h3",
                moment(date),
                element("span", note, cls=state),
                f"　（{len(found)}）",
                cls="past" if state == "late" else "",
            )
            parts += [head, element("ul", *found)]
        panel([element("p", say("timeline.without", number=without), cls="soft") if without else None, element("div", *parts, cls="time")],
              key=_PAGE, page=_PAGE)  # fmt: skip


def _entries(content: Content) -> list[_Entry]:
    duties = duties_by_task(content)
    found = []
    for row in content.ledger:
        if row.deadline:
            who = body_links((*row.lead, *row.responsible), duties.get(row.key, ()))
            line = element("li", sign("Task", 13), " ", task_link(row), " ", element("small", *who) if who else None)
            found.append(_Entry(row.deadline, line))
    titles = {row.title: row for row in content.ledger}
    for aim in content.targets:
        of = titles.get(aim.task)
        if aim.deadline and (of is not None or not aim.task):
            line = element(
                "li", sign("Target", 13), " ", aim.text, " ", element("small", task_link(of)) if of else None
            )
            found.append(_Entry(aim.deadline, line))
    return found


render()
