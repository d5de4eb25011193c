"""What the pages of tasks share: which documents, whose tasks, which of them; kept in the address."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from ui import services
from ui.components.files import welcome
from ui.components.frame import plain, remember
from ui.components.language import say
from ui.components.panel import Tree, address, element, here, panel
from ui.components.words import due, role_name
from ui.services import Content, Duty, Filters, LedgerRow
from ui.words import ROLES

__all__ = ["board", "body_links", "choose", "downloads", "duties_by_task", "pager", "task_link"]

_MOST_TASKS = 3000
"""Of more tasks than this, one document's at a time are shown."""
_STATES = ("late", "soon", "dated", "unowned", "open")


def board(opened: services.Session, page: str) -> Content | None:
    """The tasks and duties that the reader asked for by the choices above; None where there are none, which is then said."""
    papers = {row["document_key"]: row for row in remember(opened, services.documents)}
    if not papers:
        welcome(opened, key=page)
        return None
    many = sum(row["tasks"] for row in papers.values()) > _MOST_TASKS
    names = {key: row["document"] or row["doc_number"] or say("documents.untitled") for key, row in papers.items()}
    actor = st.query_params.get("actor")
    first, second, third, fourth, fifth = st.columns([3, 1.1, 1.6, 1.3, 1.6])
    with first:
        offered = [*papers] if many and not actor else ["", *papers]
        document = choose("document", page, offered, lambda key: names.get(key, say("board.all_documents")))
    filters = Filters(document=document or None, actor=actor)
    if actor:
        _whose(opened, actor, page)
    try:
        content = remember(opened, services.content, filters)
    except services.UsageError as error:
        st.info(plain(str(error)))
        return None
    with second:
        role = choose("role", page, ["", *ROLES], lambda one: role_name(one) if one else say("filter.all"))
    with third:
        programs = sorted({name for row in content.ledger for name in row.programs})
        program = choose("program", page, ["", *programs], lambda one: one or say("filter.all"))
    with fourth:
        state = choose("state", page, ["", *_STATES], lambda one: say(f"state.{one}") if one else say("filter.all"))
    with fifth:
        words = _words(page)
    duties = duties_by_task(content)
    rows = tuple(
        row for row in content.ledger if _fits(row, duties.get(row.key, ()), actor, role, program, state, words)
    )
    if not rows:
        names_of = ("role", "program", "state", "words")
        reset = element("a", say("graph.no_filters"), href=here(page, **dict.fromkeys(names_of)))
        panel([element("p", say("board.none"), " ", reset, cls="note")], key=f"{page}_none", page=page)
        return None
    kept = {row.key for row in rows}
    return replace(content, ledger=rows, duties=tuple(one for one in content.duties if one.task_key in kept))


def choose(name: str, page: str, options: list[str], words: Callable[[str], str]) -> str:
    """A choice among options that the address keeps; the first stands for none chosen."""
    key = f"{page}_{name}"
    asked = st.query_params.get(name, "")
    st.session_state[key] = asked if asked in options else options[0]
    st.selectbox(say(f"filter.{name}"), options, format_func=words, key=key, on_change=_set, args=(name, key))
    return str(st.session_state[key])


def _words(page: str) -> str:
    key = f"{page}_words"
    st.session_state[key] = st.query_params.get("words", "")
    st.text_input(say("filter.words"), key=key, on_change=_set, args=("words", key))
    return str(st.session_state[key]).strip()


def _set(name: str, key: str) -> None:
    st.query_params.pop("from", None)
    if st.session_state[key]:
        st.query_params[name] = st.session_state[key]
    else:
        st.query_params.pop(name, None)


def _whose(opened: services.Session, actor: str, page: str) -> None:
    name = next(
        (
            hit.name
            for hit in services.find_names(opened, actor.rpartition("/")[2].rpartition(":")[2], 20)
            if hit.id.endswith(actor)
        ),
        actor,
    )
    stop = element("a", say("board.everyone"), href=here(page, actor=None))
    panel([element("p", say("board.whose", name=name), " ", stop, cls="note")], key=f"{page}_whose", page=page)


def _fits(
    row: LedgerRow, duties: tuple[Duty, ...], actor: str | None, role: str, program: str, state: str, words: str
) -> bool:
    if role and actor and not any(one.role == role for one in duties if actor in (one.actor_key, one.actor)):
        return False
    if role and not actor and not getattr(row, role):
        return False
    if program and program not in row.programs:
        return False
    owned = bool(row.lead or row.responsible or row.participate)
    fits = {
        "": True, "late": due(row.deadline) == "late", "soon": due(row.deadline) == "soon", "dated": bool(row.deadline),
        "unowned": not owned and not row.open_list, "open": row.open_list,
    }  # fmt: skip
    if not fits.get(state, True):
        return False
    text = "\n".join(
        (row.title, row.text, *row.lead, *row.responsible, *row.participate, *row.quotes, *row.programs, *row.targets)
    )
    return words in text


def duties_by_task(content: Content) -> Mapping[str, tuple[Duty, ...]]:
    """The duties of each task in the order of the text."""
    found: dict[str, list[Duty]] = {}
    for one in content.duties:
        found.setdefault(one.task_key, []).append(one)
    return {key: tuple(duties) for key, duties in found.items()}


def body_links(names: tuple[str, ...], duties: tuple[Duty, ...]) -> list[Tree]:
    """The names of bodies, each leading to what else it does, with commas between them."""
    ids = {one.actor: f"{one.kind}:{one.actor_key}" for one in duties}
    out: list[Tree] = []
    for number, name in enumerate(names):
        if number:
            out.append("、")
        out.append(element("a", name, href=address("graph", {"at": ids[name]})) if name in ids else name)
    return out


def task_link(row: LedgerRow) -> Tree:
    """The task's number and title, leading to it in the graph."""
    words = " ".join(one for one in (row.number, row.title) if one)
    return element("a", words, href=address("graph", {"at": f"Task:{row.key}"}))


def pager(page: str, total: int, size: int) -> tuple[int, Tree | None]:
    """Which row is the first to be shown, and the links to the rows before and after."""
    asked = st.query_params.get("from", "0")
    first = min(int(asked), max(0, total - 1)) // size * size if asked.isdecimal() else 0
    if total <= size:
        return 0, None
    links = [
        element("a", say("pager.before"), href=here(page, **{"from": str(first - size)})) if first else None,
        element("span", say("pager.shown", first=first + 1, last=min(total, first + size), total=total), cls="soft"),
        element("a", say("pager.after"), href=here(page, **{"from": str(first + size)}))
        if first + size < total
        else None,
    ]
    return first, element("div", *links, cls="pages")


def downloads(content: Content, page: str, kinds: tuple[str, ...]) -> None:
    """What is on view as files, one button a format; each is made when it is asked for."""
    name = "".join(one for one in content.title if one.isalnum())[:50] or "zeren"
    for column, kind in zip(st.columns([1] * len(kinds) + [max(1, 5 - len(kinds))])[: len(kinds)], kinds, strict=True):
        column.download_button(
            say("download.as", kind=services.format_name(kind)), data=partial(services.export_content, kind, content),
            file_name=f"{name}.{services.suffix(kind)}", on_click="ignore", key=f"{page}_export_{kind}", width="stretch",
        )  # fmt: skip
