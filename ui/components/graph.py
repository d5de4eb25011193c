"""The drawing of a part of the graph, by the vis-network that pyvis brings, with nothing from outside."""

import hashlib
import importlib.util
import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from pyvis.network import Network

from ui.components.language import say
from ui.components.panel import asset
from ui.components.words import kind_name, link_name
from ui.services import DOUBTFUL, Edge, Node, Part, edge_id, looks, place, relation_words
from ui.words import printable

__all__ = ["MOST_LABELS", "draw", "short_id", "short_name"]

MOST_LABELS = 150
"""Above this many nodes the names of tasks give way to their numbers."""
_LABEL = 12
_HEIGHT = 640
_WHOLE = 45
"""A view of so many nodes is shown whole at first, a larger one around what was asked for."""
_TOOLS = (
    '<div class="graph" role="application"><div class="tools"><button class="near">＋</button><button class="far">－</button>'
    '<button class="fit"></button><button class="picture"></button></div><div class="stage"></div></div>'
)


def draw(
    part: Part,
    *,
    key: str,
    selected: str | None = None,
    roots: Sequence[str] = (),
    link: str | None = None,
    pinned: Sequence[str] = (),
    way: Sequence[str] = (),
    on_act: Callable[[str, str], None] | None = None,
) -> None:
    """Draw the part; `on_act` is called with select, link or open and the id of the node or edge that it is about."""
    ids = {short_id(node.id): node.id for node in part.nodes} | {
        short_id(edge_id(edge)): edge_id(edge) for edge in part.edges
    }
    state = f"graph_{key}"

    def acted() -> None:
        told = st.session_state[state].act
        wanted = ids.get(str(told.get("id"))) if isinstance(told, Mapping) else None
        if wanted is not None and on_act is not None:
            on_act(str(told["do"]), wanted)

    around = [
        *roots,
        *(one for edge in part.edges for one in (edge.source, edge.target) if {edge.source, edge.target} & set(roots)),
    ]
    around = around if len(part.nodes) > _WHOLE else [node.id for node in part.nodes]
    data = {
        **_network(part, roots, pinned, way),
        "selected": short_id(selected) if selected else None,
        "link": short_id(link) if link else None,
        "root": "|".join(roots),
        "around": sorted({short_id(one) for one in around}),
        "looks": {name: {"color": look.color, "shape": look.shape} for name, look in looks().items()},
        "height": _HEIGHT,
        "picture": f"{say('app.title')}.png",
        "words": {name: say(f"graph.{name}") for name in ("near", "far", "fit", "picture")},
    }
    data["stamp"] = short_id(repr(data))
    _renderer()(key=state, data=data, on_act_change=acted)
    _library()(key=f"{state}_library")


def short_id(wanted: str) -> str:
    """An id that says nothing and holds no character of a document."""
    return hashlib.blake2b(wanted.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def short_name(node: Node) -> str:
    """What the drawing calls a node: as its document writes it, cut at 12 characters."""
    short = node.properties.get("short_names")
    name = min(short, key=len) if isinstance(short, list | tuple) and short else node.name
    number = str(node.properties.get("number") or "")
    name = " ".join(one for one in (number if node.label == "Task" else "", str(name)) if one)
    name = printable(" ".join(name.split()))
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"


def _network(part: Part, roots: Sequence[str], pinned: Sequence[str], way: Sequence[str]) -> dict[str, Any]:
    """Nodes and edges as pyvis has them, with positions of our own and only the fields that the drawing reads."""
    many = len(part.nodes) > MOST_LABELS
    built = Network(directed=True)
    spots = place(part, roots)
    for node in part.nodes:
        number = str(node.properties.get("number") or "·")
        label = number if many and node.label == "Task" and node.id not in roots else short_name(node)
        x, y = spots[node.id]
        built.add_node(short_id(node.id), label=label, title=f"{kind_name(node.label)}：{printable(node.name)}", kind=node.label,
                       x=x, y=y, main=node.id in roots, pinned=node.id in pinned)  # fmt: skip
    steps = {frozenset(pair) for pair in itertools.pairwise(way)}
    edges = [_edge(edge, frozenset((edge.source, edge.target)) in steps) for edge in part.edges]
    nodes = built.get_network_data()[0]
    for node in nodes:
        node.pop("color", None)
        node.pop("font", None)
    return {"nodes": nodes, "edges": edges}


def _edge(edge: Edge, on_way: bool) -> dict[str, Any]:
    confidence = edge.properties.get("confidence")
    doubtful = isinstance(confidence, int | float) and confidence < DOUBTFUL
    human = edge.properties.get("basis") == "human"
    title = (
        link_name(edge)
        + (f"（{say('mark.doubtful')}）" if doubtful else "")
        + (f"（{say('mark.human')}）" if human else "")
    )
    return {"id": short_id(edge_id(edge)), "from": short_id(edge.source), "to": short_id(edge.target), "title": title,
            "label": ("？" if doubtful else "") + (say("mark.human") if human else ""), "line": relation_words(edge)[1],
            "way": on_way}  # fmt: skip


@cache
def _library() -> Any:
    found = importlib.util.find_spec("pyvis")
    assert found is not None and found.origin is not None
    vis = (Path(found.origin).parent / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "zeren_vis", html="<span hidden></span>", js=f"{vis}\nexport default function () {{}}"
    )


@cache
def _renderer() -> Any:
    return st.components.v2.component("zeren_graph", html=_TOOLS, css=asset("graph.css"), js=asset("graph.js"))
