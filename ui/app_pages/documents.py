"""The documents: which there are, and each one to be read, with all that was found in it marked."""

import itertools
from collections.abc import Iterable

import streamlit as st

from ui import services
from ui.components.detail import badges
from ui.components.files import bring, welcome
from ui.components.frame import guarded, heading, remember, session
from ui.components.language import say
from ui.components.panel import Tree, address, element, here, panel
from ui.components.words import kind_name, role_name, sign
from ui.services import DOUBTFUL, Paper, looks
from ui.words import date_words

_PAGE = "documents"


def render() -> None:
    heading(_PAGE)
    with guarded():
        opened = session()
        rows = remember(opened, services.documents)
        if not rows:
            welcome(opened, key=_PAGE)
            return
        key = st.query_params.get("document")
        if key is None:
            _list(opened, rows)
            return
        found = remember(opened, services.paper, key)
        back = element("a", say("documents.back"), href=address(_PAGE, {}))
        if found is None:
            panel([element("p", say("documents.gone"), " ", back, cls="note")], key="documents_gone", page=_PAGE)
            return
        start, end = _asked(found)
        panel([element("p", back), *_head(found)], key="documents_head", page=_PAGE)
        left, right = st.columns([1, 3], gap="medium")
        with left:
            panel([element("div", *_outline(found, start), cls="outline tall")], key="documents_outline", page=_PAGE)
        with right:
            shown = element("div", element("div", *_text(found, start, end), cls="text"), cls="tall")
            panel(
                [_legend(found), shown],
                key="documents_text",
                page=_PAGE,
                scroll=None if start is None else f"at{start}",
            )


def _list(opened: services.Session, rows: list[dict[str, object]]) -> None:
    with st.expander(say("overview.load")):
        bring(opened, key=_PAGE)
    words = st.text_input(say("filter.words"), key="documents_words").strip()
    shown = [row for row in rows if words in " ".join(str(one) for one in row.values())]
    columns = ("document", "doc_number", "issuer", "date", "jurisdiction", "tasks", "unowned", "doubtful")
    heads = ((name, "number" if name in columns[-3:] else "") for name in columns)
    head = element("tr", *(element("th", say(f"column.{name}"), scope="col", cls=cls) for name, cls in heads))
    body = [
        element(
            "tr",
            element("td", element("a", str(row["document"] or row["doc_number"] or say("documents.untitled")),
                                  href=address(_PAGE, {"document": str(row["document_key"])})),
                    element("span", say("documents.altered"), cls="tag") if row["altered"] else None),
            element("td", str(row["doc_number"] or "")), element("td", str(row["issuer"] or "")),
            element("td", date_words(str(row["date"] or ""))), element("td", str(row["jurisdiction"] or "")),
            *(element("td", element("a", str(row[name]), href=to) if row[name] else None, cls="number") for name, to in _numbers(row)),
        )
        for row in shown[:500]
    ]  # fmt: skip
    count = element("p", say("documents.count", number=len(shown)), cls="soft")
    panel(
        [count, element("div", element("table", element("thead", head), element("tbody", *body)), cls="frame")],
        key=_PAGE,
        page=_PAGE,
    )


def _numbers(row: dict[str, object]) -> list[tuple[str, str]]:
    """The columns with numbers of a document, and where each leads to."""
    document = {"document": str(row["document_key"])}
    return [("tasks", address("ledger", document)), ("unowned", address("ledger", {**document, "state": "unowned"})),
            ("doubtful", address("review", {}))]  # fmt: skip


def _asked(paper: Paper) -> tuple[int | None, int | None]:
    """The place that the address asks for, as code points of the text."""
    first, _, last = st.query_params.get("place", "").partition("-")
    start = int(first) if first.isdecimal() and int(first) < len(paper.text) else None
    end = int(last) if start is not None and last.isdecimal() and int(last) <= len(paper.text) else None
    return start, end


def _head(paper: Paper) -> list[Tree | None]:
    of = paper.node.properties
    facts = [str(of.get("doc_number") or ""), str(of.get("issuer") or ""), date_words(str(of.get("date") or "")),
             str(of.get("jurisdiction") or "")]  # fmt: skip
    links = [
        element("a", say("documents.graph"), href=address("graph", {"at": paper.node.id})),
        element("a", say("page.ledger"), href=address("ledger", {"document": paper.node.key})),
        element("a", say("page.matrix"), href=address("matrix", {"document": paper.node.key})),
        element("a", say("page.flow"), href=address("flow", {"document": paper.node.key})),
    ]
    return [
        element("h2", paper.node.name),
        element("p", "　".join(one for one in facts if one), cls="soft"),
        badges(paper.node),
        element("div", *links, cls="actions"),
    ]


def _outline(paper: Paper, start: int | None) -> Iterable[Tree]:
    """The headings and tasks, each leading to its place; the one that holds the place asked for is marked."""
    within = [one for one in paper.items if start is not None and one.start <= start < one.end]
    now = within[-1] if within else None
    for one in paper.items:
        yield element(
            "a", one.words if len(one.words) <= 40 else one.words[:39] + "…", href=here(_PAGE, place=str(one.start)), title=one.words,
            cls="is-task" if one.is_task else "", style=f"padding-left:{min(one.level - 1, 4) * 14 + 6}px",
            aria_current="true" if one is now else None,
        )  # fmt: skip
    if not paper.items:
        yield element("p", say("documents.no_items"), cls="soft")


def _legend(paper: Paper) -> Tree:
    labels = {one.label for one in paper.names} | ({"Target"} if paper.targets else set())
    return element(
        "div", *(element("span", sign(name, 14), kind_name(name)) for name in looks() if name in labels), cls="legend"
    )


def _text(paper: Paper, start: int | None, end: int | None) -> list[Tree]:
    """The text in pieces: names as links, targets on a ground, the place asked for marked, anchors where items begin."""
    anchors = {one.start for one in paper.items} | ({start} if start is not None else set())
    at, out = 0, []
    asked = (start, end) if start is not None and end is not None else None
    for mark in paper.names:
        out += _plain(paper, at, mark.start, anchors, asked)
        if mark.start in anchors:
            out.append(element("span", id=f"at{mark.start}", cls="anchor"))
        doubtful = " doubtful" if mark.confidence < DOUBTFUL else ""
        role = f"（{role_name(mark.role)}）" if mark.role else ""
        link = element(
            "a", paper.text[mark.start : mark.end], href=address("graph", {"at": mark.id}), title=f"{kind_name(mark.label)}：{mark.name}{role}",
            cls=f"{mark.role}{doubtful}".strip(), style=f"--c:{looks()[mark.label].color}" if mark.label in looks() else None,
        )  # fmt: skip
        out.append(_dressed(paper, link, mark.start, asked))
        at = mark.end
    return [*out, *_plain(paper, at, len(paper.text), anchors, asked)]


def _plain(paper: Paper, start: int, end: int, anchors: set[int], asked: tuple[int, int] | None) -> list[Tree]:
    bounds = {one for target in paper.targets for one in (target.start, target.end)} | anchors | {*(asked or ())}
    cuts = [start, *sorted(one for one in bounds if start < one < end), end]
    out: list[Tree] = []
    for first, last in itertools.pairwise(cuts):
        if first in anchors:
            out.append(element("span", id=f"at{first}", cls="anchor"))
        if first < last:
            out.append(_dressed(paper, paper.text[first:last], first, asked))
    return out


def _dressed(paper: Paper, tree: Tree, at: int, asked: tuple[int, int] | None) -> Tree:
    aim = next((one for one in paper.targets if one.start <= at < one.end), None)
    if aim is not None:
        tree = element("span", tree, cls="aim", title=f"{kind_name('Target')}：{aim.name}")
    return element("mark", tree, cls="here") if asked is not None and asked[0] <= at < asked[1] else tree


render()
