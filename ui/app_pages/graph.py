"""The graph: one thing and what is linked to it, to be looked at, widened, narrowed, shared and taken away."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial

import streamlit as st

from ui import services
from ui.components.detail import detail, link_detail
from ui.components.files import welcome
from ui.components.frame import guarded, heading, plain, remember, session
from ui.components.graph import MOST_LABELS, draw
from ui.components.language import say
from ui.components.panel import Tree, address, element, here, panel
from ui.components.search import search
from ui.components.words import kind_name, role_name, sign, stroke
from ui.services import Part
from ui.words import ROLES

_PAGE = "graph"
_MOST = 2000
_BODIES = ("Agency", "School", "Enterprise", "Institute", "Group", "ActorClass")


def render() -> None:
    heading(_PAGE)
    with guarded():
        opened = session()
        at = st.query_params.get("at") or remember(opened, services.busiest)
        if at is None:
            welcome(opened, key=_PAGE)
            return
        search(opened, key=_PAGE, keep=("pin", "start"))
        roots = st.query_params.get_all("open") or [at]
        whole = _whole(opened, roots)
        if not whole.nodes:
            st.info(plain(say("graph.gone")))
            return
        selected = remember(opened, services.thing, at) or whole.nodes[0]
        part = _narrowed(whole, {*roots, selected.id, *st.query_params.get_all("pin"), *_way()})
        left, right = st.columns([2, 1], gap="medium")
        with left:
            _drawing(part, whole, roots, selected.id)
        with right:
            _selected(opened, selected, part)


def _whole(opened: services.Session, roots: list[str]) -> Part:
    """All that the address asks to see, before filters."""
    part = remember(opened, services.neighbourhood, tuple(roots))
    way = _way()
    extra = [*st.query_params.get_all("pin"), *way]
    if extra:
        near = remember(opened, services.neighbourhood, tuple(extra))
        shown = {one.id for one in part.nodes} | set(extra)
        part = part.joined(
            Part(
                tuple(one for one in near.nodes if one.id in shown),
                tuple(one for one in near.edges if {one.source, one.target} <= shown),
            )
        )
    return part


def _way() -> list[str]:
    return st.query_params.get_all("way")


def _narrowed(part: Part, kept: set[str]) -> Part:
    """The part within the filters; what they leave without any link goes too, but for what is `kept`."""
    choices = _filters(part)
    hidden = set(st.query_params.get_all("hide")) - kept
    kinds = set(st.query_params.get_all("nokind"))
    gone = hidden | {
        node.id for node in part.nodes if node.id not in kept and (node.label in kinds or _is_out(node, part, choices))
    }
    edges = [
        edge
        for edge in part.edges
        if not {edge.source, edge.target} & gone
        and not (
            edge.type == "RESPONSIBLE_FOR" and choices["role"] and edge.properties.get("role") not in choices["role"]
        )
    ]
    linked = {one for edge in edges for one in (edge.source, edge.target)} | kept
    return Part(tuple(one for one in part.nodes if one.id in linked and one.id not in gone), tuple(edges))


def _is_out(node: services.Node, part: Part, choices: dict[str, list[str]]) -> bool:
    of = node.properties
    if node.label == "Task":
        deadline = str(of.get("deadline") or "")
        programs = (
            {edge.target for edge in part.edges if edge.type == "ADVANCES" and edge.source == node.id}
            if choices["program"]
            else set()
        )
        return bool(
            (choices["paper"] and of.get("document") not in choices["paper"])
            or (choices["program"] and not programs & set(choices["program"]))
            or (choices["year"] and deadline[:4] not in choices["year"])
        )
    return bool(choices["level"] and node.label in _BODIES and of.get("level") not in choices["level"])


def _filters(part: Part) -> dict[str, list[str]]:
    """What the reader chose to see, by filter; nothing chosen means all."""
    names = {one.id: one.name for one in part.nodes} | {
        one.key: one.name for one in part.nodes if one.label == "Document"
    }
    tasks = [one for one in part.nodes if one.label == "Task"]
    options: dict[str, list[str]] = {
        "role": [role for role in ROLES if any(edge.properties.get("role") == role for edge in part.edges)],
        "paper": sorted({str(one.properties.get("document")) for one in tasks}),
        "level": sorted(
            {str(one.properties["level"]) for one in part.nodes if one.label in _BODIES and one.properties.get("level")}
        ),
        "program": sorted({edge.target for edge in part.edges if edge.type == "ADVANCES"}),
        "year": sorted({str(one.properties["deadline"])[:4] for one in tasks if one.properties.get("deadline")}),
    }
    chosen: dict[str, list[str]] = {}
    with st.expander(
        say("graph.filters") + (f"（{say('graph.filtering')}）" if any(map(st.query_params.get_all, options)) else "")
    ):
        columns = st.columns(len(options))
        for column, (name, found) in zip(columns, options.items(), strict=True):
            asked = [one for one in st.query_params.get_all(name) if one in found]
            key = f"graph_{name}"
            st.session_state[key] = asked
            column.multiselect(
                say(f"filter.{name}"), found, key=key, placeholder=say("filter.all"), on_change=_set_filter, args=(name, key),
                format_func=role_name if name == "role" else partial(_called, names),
            )  # fmt: skip
            chosen[name] = asked
    return chosen


def _called(names: Mapping[str, str], wanted: str) -> str:
    return names.get(wanted, wanted)


def _set_filter(name: str, key: str) -> None:
    st.query_params[name] = st.session_state[key]


def _drawing(part: Part, whole: Part, roots: list[str], selected: str) -> None:
    if len(part.nodes) > _MOST:
        st.info(say("graph.too_many", number=len(part.nodes), most=_MOST))
        panel(
            [element("p", element("a", say("graph.to_ledger"), href=address("ledger", {})))],
            key="graph_many",
            page=_PAGE,
        )
        return

    def act(kind: str, wanted: str) -> None:
        if kind == "link":
            st.query_params["link"] = wanted
        else:
            st.query_params.pop("link", None)
            st.query_params["at"] = wanted
        st.query_params["open"] = list(dict.fromkeys([*roots, wanted] if kind == "open" else roots))

    link = st.query_params.get("link")
    panel([_legend(part, whole)], key="graph_legend", page=_PAGE)
    draw(part, key="main", selected=None if link else selected, roots=roots, link=link, pinned=st.query_params.get_all("pin"),
         way=_way(), on_act=act)  # fmt: skip
    note = say("graph.numbers_only") if len(part.nodes) > MOST_LABELS else ""
    panel([element("p", say("graph.hint"), " ", note, cls="soft"), _undo(roots)], key="graph_hint", page=_PAGE)


def _legend(part: Part, whole: Part) -> Tree:
    counts, all_of = Counter(one.label for one in part.nodes), Counter(one.label for one in whole.nodes)
    hidden = st.query_params.get_all("nokind")
    kinds = [
        element(
            "a", sign(label, 14), f"{kind_name(label)} {counts[label]}", aria_pressed="false" if label in hidden else "true",
            href=here(_PAGE, nokind=[one for one in hidden if one != label] if label in hidden else [*hidden, label]),
            title=say("graph.legend_click"),
        )
        for label in services.looks()
        if all_of[label]
    ]  # fmt: skip
    lines = [
        element("span", stroke(line), role_name(role))
        for role, line in zip(ROLES, ("thick", "solid", "dashed"), strict=True)
    ]
    lines.append(element("span", stroke("dotted"), say("graph.derived")))
    if any(_is_doubtful(edge) for edge in part.edges):
        lines.append(element("span", "？", say("mark.doubtful")))
    return element("div", *kinds, *lines, cls="legend")


def _is_doubtful(edge: services.Edge) -> bool:
    confidence = edge.properties.get("confidence")
    return isinstance(confidence, int | float) and confidence < services.DOUBTFUL


def _undo(roots: list[str]) -> Tree | None:
    """What can be taken back: hidden, pinned and widened things, and filters."""
    links = []
    if hidden := st.query_params.get_all("hide"):
        links.append(element("a", say("graph.show_hidden", number=len(hidden)), href=here(_PAGE, hide=None)))
    if len(roots) > 1 or _way():
        links.append(
            element("a", say("graph.only_first"), href=here(_PAGE, open=roots[0], at=roots[0], way=None, link=None))
        )
    names = ("role", "paper", "level", "program", "year", "nokind")
    if any(name in st.query_params for name in names):
        links.append(element("a", say("graph.no_filters"), href=here(_PAGE, **dict.fromkeys(names))))
    return element("div", *links, cls="actions") if links else None


def _selected(opened: services.Session, node: services.Node, part: Part) -> None:
    link = st.query_params.get("link")
    edge = next((one for one in part.edges if services.edge_id(one) == link), None)
    if edge is not None:
        panel([element("div", *link_detail(opened, edge, part), cls="tall")], key="graph_detail", page=_PAGE)
        return
    links = remember(opened, services.neighbourhood, (node.id,))
    tree = detail(opened, node, links, _actions(node))
    _path_note(opened, node)
    panel([element("div", *tree, cls="tall")], key="graph_detail", page=_PAGE)
    _downloads(opened, node, part, links)


def _actions(node: services.Node) -> Tree:
    pinned, hidden = st.query_params.get_all("pin"), st.query_params.get_all("hide")
    roots = st.query_params.get_all("open") or [st.query_params.get("at") or node.id]
    start = st.query_params.get("start")
    links = [
        element("a", say("action.expand"), href=here(_PAGE, at=node.id, open=list(dict.fromkeys([*roots, node.id])))),
        element("a", say("action.only"), href=here(_PAGE, at=node.id, open=node.id, way=None)),
        element("a", say("action.unpin" if node.id in pinned else "action.pin"),
                href=here(_PAGE, at=node.id, pin=[one for one in pinned if one != node.id] if node.id in pinned else [*pinned, node.id])),
        element("a", say("action.hide"), href=here(_PAGE, at=roots[0], open=roots, hide=[*hidden, node.id])) if node.id not in roots else None,
        element("a", say("action.path_from"), href=here(_PAGE, at=node.id, start=node.id, way=None)) if start != node.id else None,
        element("a", say("action.ledger"), href=address("ledger", {"actor": node.key})) if node.label in _BODIES else None,
    ]  # fmt: skip
    return element("div", *links, cls="actions")


def _path_note(opened: services.Session, node: services.Node) -> None:
    """Asks for the other end of a way, or says that there is none."""
    start = st.query_params.get("start")
    if not start:
        return
    first = remember(opened, services.thing, start)
    if first is None:
        return
    stop = element("a", say("action.path_stop"), href=here(_PAGE, start=None, way=None))
    if start == node.id:
        tree = element("p", say("path.choose", name=first.name), " ", stop, cls="note")
    elif found := remember(opened, services.way_between, start, node.id):
        to = here(_PAGE, way=list(found), start=None, open=[*(st.query_params.get_all("open") or [start])], at=node.id)
        tree = element(
            "p",
            say("path.found", name=first.name, steps=len(found) - 1),
            " ",
            element("a", say("path.show"), href=to),
            " ",
            stop,
            cls="note",
        )
    else:
        tree = element("p", say("path.none", first=first.name, second=node.name), " ", stop, cls="note")
    panel([tree], key="graph_path", page=_PAGE)


def _downloads(opened: services.Session, node: services.Node, part: Part, links: Part) -> None:
    name = "".join(one for one in node.name if one.isalnum())[:40] or "graph"
    filters = _filters_of(node)
    if filters is not None:
        st.download_button(
            say("download.excel"), data=lambda: services.export_bytes(opened, "xlsx", filters), file_name=f"{name}.xlsx",
            on_click="ignore", key="graph_excel", type="primary",
        )  # fmt: skip
    with st.popover(say("download.view")):
        st.caption(say("download.view_help"))
        for kind in services.VIEW_EXPORTS:
            st.download_button(
                kind, data=partial(services.export_view, kind, part, node.name), file_name=f"{name}.{services.suffix(kind)}",
                on_click="ignore", key=f"graph_export_{kind}",
            )  # fmt: skip
        tasks = {edge.target for edge in links.edges if edge.type == "RESPONSIBLE_FOR" and edge.source == node.id}
        tasks |= {one.key for one in links.nodes if one.label == "Task" and one.properties.get("document") == node.key}
        if filters is not None and node.label != "Program" and 0 < len(tasks) <= services.MOST_MAPPED:
            st.caption(say("download.map_help"))
            for kind in services.MAP_EXPORTS:
                st.download_button(
                    kind, data=partial(services.export_bytes, opened, kind, filters), file_name=f"{name}.{services.suffix(kind)}",
                    on_click="ignore", key=f"graph_export_{kind}",
                )  # fmt: skip
        st.caption(say("download.address"))
        st.code(_address(), language=None, wrap_lines=True)


def _address() -> str:
    """The address of this view, to be shared."""
    values: Iterable[tuple[str, list[str]]] = ((name, st.query_params.get_all(name)) for name in st.query_params)
    return (st.context.url or "").partition("?")[0] + address(_PAGE, dict(values)).partition("graph")[2]


def _filters_of(node: services.Node) -> services.Filters | None:
    if node.label in _BODIES:
        return services.Filters(actor=node.key)
    if node.label == "Document" and node.properties.get("loaded"):
        return services.Filters(document=node.key)
    return services.Filters(program=node.key) if node.label == "Program" else None


render()
