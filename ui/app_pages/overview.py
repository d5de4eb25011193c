"""The first page: how much there is, what came last, who carries most, what is doubtful, and where to go."""

from typing import Any

import streamlit as st

from ui import services
from ui.components.files import bring, welcome
from ui.components.frame import guarded, heading, plain, remember, session
from ui.components.language import say
from ui.components.panel import Tree, address, element, panel
from ui.components.search import search
from ui.components.words import moment, role_name
from ui.words import date_words

_PAGE = ""


def render() -> None:
    heading("overview")
    with guarded():
        opened = session()
        found = remember(opened, services.overview)
        if not found.documents:
            welcome(opened, key="overview")
            return
        search(opened, key="overview")
        if found.secret:
            st.warning(plain(say("mark.secret_all", documents="；".join(found.secret[:5]))))
        panel([_counts(found), element("div", _busiest(found), _documents(found), _unowned(found), _doubtful(found), cls="two")],
              key="overview", page=_PAGE)  # fmt: skip
        with st.expander(say("overview.load")):
            bring(opened, key="overview")


def _counts(found: services.Overview) -> Tree:
    cards = [
        ("Document", "documents"),
        ("Task", "ledger"),
        ("Actor", "matrix"),
        ("Program", "graph"),
        ("Target", "timeline"),
    ]
    shown = [element("a", element("strong", f"{found.counts.get(name, 0):,}"), say(f"count.{name}"), href=address(page, {}))
             for name, page in cards if found.counts.get(name)]  # fmt: skip
    return element("div", *shown, cls="cards")


def _busiest(found: services.Overview) -> Tree:
    labels = services.labels_of_kinds()
    rows = []
    for row in found.busiest:
        roles = " · ".join(
            f"{role_name(role)} {row[role]}" for role in ("lead", "responsible", "participate") if row[role]
        )
        to = address("graph", {"at": f"{labels.get(row['kind'], 'Agency')}:{row['actor_key']}"})
        rows.append(_row(element("a", row["actor"], href=to), roles))
    return _list("overview.busiest", rows, address("matrix", {}))


def _documents(found: services.Overview) -> Tree:
    rows = []
    for row in found.documents:
        title = row["document"] or row["doc_number"] or say("documents.untitled")
        facts = "　".join(
            one for one in (date_words(row["date"] or ""), say("count.tasks", number=row["tasks"])) if one
        )
        rows.append(_row(element("a", title, href=address("documents", {"document": row["document_key"]})), facts))
    return _list("overview.documents", rows, address("documents", {}))


def _unowned(found: services.Overview) -> Tree | None:
    rows = [_row(_task(row), moment(row["deadline"]) or "") for row in found.unowned]
    return _list("overview.unowned", rows, address("ledger", {"state": "unowned"}), found.ownerless) if rows else None


def _doubtful(found: services.Overview) -> Tree | None:
    rows = [_row(element("span", f"{row['actor']}（{role_name(row['role'])}） ", _task(row)), f"{row['confidence']:.0%}")
            for row in found.doubtful]  # fmt: skip
    return _list("overview.doubtful", rows, address("review", {}), found.doubts) if rows else None


def _task(row: dict[str, Any]) -> Tree:
    words = " ".join(one for one in (row.get("number"), row["task"]) if one)
    return element("a", words, href=address("graph", {"at": f"Task:{row['task_key']}"}))


def _row(name: Tree, facts: str) -> Tree:
    return element("div", name, element("span", facts, cls="soft"), cls="row")


def _list(name: str, rows: list[Tree], more: str, number: int | None = None) -> Tree:
    head = say(name) + (f"（{number}）" if number else "")
    return element("div", element("h3", head), *rows, element("p", element("a", say("overview.more"), href=more)))


render()
