"""The graph and the ledger as one page that opens anywhere, also without a network."""

import html
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graph.errors import DataError
from graph.model import model
from ui.exports.bundle import Bundle
from ui.exports.layout import place
from ui.services.ledger import COLUMNS
from ui.services.picture import Node
from ui.words import KINDS, ROLES, printable

__all__ = ["MAX_NODES", "render"]

MAX_NODES = 2000
"""Nodes that the drawing shows at most; the ledger always has all."""
_LABEL = 12
_DRAWN = (*KINDS, "Task", "Program")
_SHAPES = {"ring": "dot", "page": "box"}


def render(bundle: Bundle) -> bytes:
    """The page's bytes: no address is asked for anything, and all text stands as text."""
    drawing = _drawing(bundle)
    page = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
    parts = {
        "TITLE": html.escape(printable(bundle.ledger.title)),
        "FILTERS": html.escape(printable("　".join(bundle.filters.words()))),
        "NOTE": html.escape(drawing.pop("note")),
        "HEADS": "".join(f"<th>{html.escape(head)}</th>" for head in COLUMNS.values()),
        "ROWS": "\n".join(_row(cells) for cells in _cells(bundle)),
        "DATA": json.dumps(drawing, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028"),
        "LIBRARY": library(),
    }
    head, *rest = page.split("{{")
    out = [head]
    for piece in rest:
        name, _, text = piece.partition("}}")
        out += [parts[name], text]
    return "".join(out).encode()


def library() -> str:
    """The text of vis-network, as pyvis carries it.

    Raises:
        DataError: pyvis is not installed, or another version than expected.
    """
    spec = find_spec("pyvis")
    found = Path(spec.origin or "").parent / "lib" / "vis-9.1.2" / "vis-network.min.js" if spec else None
    if found is None or not found.is_file():
        raise DataError("没有找到 pyvis 0.3.2 自带的 vis-network，请重新安装：pip install 'pyvis>=0.3.2,<0.4'")
    text = found.read_text(encoding="utf-8")
    if "</script" in text:
        raise DataError("pyvis 自带的 vis-network 不能放进网页，请安装 pyvis 0.3.2")
    return text


def _cells(bundle: Bundle) -> list[list[str]]:
    return [[str(value) for value in row.cells(order).values()] for order, row in enumerate(bundle.ledger.rows, 1)]


def _row(cells: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(printable(cell))}</td>" for cell in cells) + "</tr>"


def _drawing(bundle: Bundle) -> dict[str, Any]:
    """Nodes and edges for vis-network, with ids that say nothing, and what the page says of them."""
    picture, ledger = bundle.picture, bundle.ledger
    by_actor = ledger.by_actor()
    wanted: dict[str, None] = {}
    for actor, rows in by_actor:
        keys = [actor.key, *(row.task_key for row, _ in rows)]
        if len(wanted.keys() | set(keys)) > MAX_NODES:
            break
        wanted.update(dict.fromkeys(keys))
    drawn = {key for key, node in picture.nodes.items() if node.label in _DRAWN}
    rest = [key for key in picture.nodes if key in drawn and key not in wanted]
    wanted.update(dict.fromkeys(rest[: MAX_NODES - len(wanted)]))
    ids = {key: f"n{number}" for number, key in enumerate(wanted)}
    links = [one for one in picture.relations if one.source in ids and one.target in ids]
    hubs = [actor.key for actor, _ in by_actor if actor.key in ids]
    others = [key for key in wanted if key not in set(hubs)]
    points = place(hubs, others, [(one.source, one.target) for one in links])
    counts = {actor.key: len(rows) for actor, rows in by_actor}
    numbers = {row.task_key: order for order, row in enumerate(ledger.rows, 1)}
    nodes = [_node(picture.nodes[key], ids[key], points[key], counts.get(key, 0), numbers.get(key)) for key in wanted]
    edges = [
        {"id": f"e{number}", "from": ids[one.source], "to": ids[one.target], **_line(one.type, one.properties.get("role"))}
        for number, one in enumerate(links)
    ]
    left_out = len(drawn) - len(wanted)
    note = f"图中只画了责任最多的部分，另有 {left_out} 项没有画出；台账是全的。" if left_out > 0 else ""
    return {"nodes": nodes, "edges": edges, "legend": _legend(nodes), "note": note}


def _node(node: Node, name: str, point: tuple[float, float], count: int, order: int | None) -> dict[str, Any]:
    schema = model().node(node.label)
    label = printable(node.name)
    ring = schema.shape == "ring"
    return {
        "id": name,
        "label": label if len(label) <= _LABEL else label[:_LABEL] + "…",
        "full": label,
        "title": f"{schema.label}：{label}",
        "kind": schema.label,
        "row": order,
        "shape": _SHAPES.get(schema.shape, schema.shape),
        "color": {"background": "#ffffff" if ring else schema.color, "border": schema.color},
        "borderWidth": 3 if ring else 1,
        "size": 8 + min(count, 40) ** 0.5 * 3,
        "x": round(point[0], 1),
        "y": round(point[1], 1),
    }  # fmt: skip


def _line(kind: str, role: str | None) -> dict[str, Any]:
    """How a relation is drawn: roles by width and dashes, derived links dotted."""
    schema = model().relation(kind)
    line = schema.properties["role"].lines.get(role, schema.line) if role in ROLES else schema.line
    return {
        "width": 3 if line == "thick" else 1,
        "dashes": {"dashed": [8, 6], "dotted": [2, 5]}.get(line, False),
        "title": ROLES.get(role or "", schema.label),
    }


def _legend(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kinds: dict[str, dict[str, Any]] = {}
    for node in nodes:
        entry = kinds.setdefault(node["kind"], {"kind": node["kind"], "color": node["color"], "count": 0})
        entry["count"] += 1
    return list(kinds.values())
