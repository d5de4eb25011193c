"""One page that opens without a network: the graph, to be looked through, and the ledger with its sentences."""

import base64
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from graph.errors import DataError
from graph.model import Schema, model
from graph.reading import DOUBTFUL
from ui.exports.content import Content, Duty, Edge, Node
from ui.exports.layout import positions
from ui.exports.text import numbered, plain
from ui.exports.words import LEDGER, comparator_words, duty_words, ledger_cells, quote_words, short_names
from ui.words import date_words, deadline_words

__all__ = ["MOST_BODIES", "MOST_NODES", "write_html"]

MOST_NODES = 2000
"""A graph with more nodes than this is not drawn: the page then shows the ledger alone and says why."""

MOST_BODIES = 250
"""No more bodies than this get a column in the matrix."""

_FOLDER = Path(__file__).with_name("page")
_VIS = Path("lib", "vis-9.1.2", "vis-network.min.js")
_HIDDEN = frozenset({
    "key", "name", "title", "heading", "start", "end", "actor_start", "actor_end", "rule", "source", "method", "document",
    "extractor", "sha256", "number_key", "title_key", "names_key", "adcode", "order", "confidence", "loaded", "quote", "basis", "kind",
    "parent", "cited_number", "cited_title", "role", "printed",
})  # fmt: skip
"""Properties that no reader asks for, or that the page shows in a place of their own."""


def write_html(content: Content, path: Path) -> None:
    """Write the page; what documents say stands in it as data only and is shown as text only."""
    scripts = {"vis": _vis(), "script": _asset("page.js")}
    style = _asset("page.css")
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts.values()))}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {**scripts, "style": style, "policy": policy, "data": _json(page_data(content))}
    page = re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _asset("page.html"))
    path.write_text(page, encoding="utf-8", newline="\n")


def page_data(content: Content) -> dict[str, object]:
    """What the page's script is given; every text in it is plain."""
    drawn = len(content.nodes) <= MOST_NODES
    nodes, edges = (content.nodes, content.edges) if drawn else ((), ())
    place = positions(nodes, edges)
    index = {node.id: number for number, node in enumerate(nodes)}
    return {
        "title": plain(content.title),
        "note": ""
        if drawn
        else f"图中有 {len(content.nodes)} 个对象，超过 {MOST_NODES} 个，未画出；请按单位、文件或项目筛选后再导出。",
        "about": plain(_about(content)),
        "notices": [plain(one) for one in content.notices],
        "kinds": {
            name: {"label": one.label, "color": one.color, "shape": one.shape}
            for name, one in model().nodes.items()
            if not one.abstract
        },
        "nodes": [_node(node, *place[node.id]) for node in nodes],
        "edges": [_edge(edge, index[edge.source], index[edge.target]) for edge in edges],
        "columns": LEDGER[:10],
        "rows": [
            [plain(cell) if isinstance(cell, str) else cell for cell in ledger_cells(number, row)[:10]]
            for number, row in enumerate(content.ledger, 1)
        ],
        "deadlines": [row.deadline or "9999" for row in content.ledger],
        "matrix": _matrix(content),
    }


def _about(content: Content) -> str:
    """From which documents, within which limits, and when the page was made."""
    parts = [f"来源：{'；'.join(one.name for one in content.documents)}"] if content.documents else []
    if content.limits:
        parts.append(f"范围：{'，'.join(content.limits)}")
    if content.made:
        parts.append(f"制作日期：{date_words(content.made)}")
    return "　".join(parts)


def _matrix(content: Content) -> dict[str, object]:
    """Bodies by name, and for each task the bodies by their place among these, each with words, role and quotes."""
    bodies = content.bodies[:MOST_BODIES]
    short = short_names(content)
    rows = []
    for found in content.crossed(bodies):
        cells = []
        for place, (duties, below) in found.items():
            words = f"({duty_words(duties)})" if below else duty_words(duties)
            cells.append([place, words, "" if below else duties[0].role, plain(_quotes(duties))])
        rows.append(cells)
    return {"bodies": [plain(short(body.name)) for body in bodies], "rows": rows}


def _quotes(duties: Iterable[Duty]) -> str:
    return "\n".join(dict.fromkeys(quote_words(one.quote) for one in duties if one.quote))


def _node(node: Node, x: int, y: int) -> dict[str, object]:
    number = node.properties.get("number")
    short = plain(number) if node.label in ("Task", "Section") and isinstance(number, str) and number else ""
    return {
        "kind": node.label,
        "name": plain(node.name),
        "short": short,
        "full": numbered(short, plain(node.name)),
        "rank": _rank(node),
        "facts": _facts(model().node(node.label), node.properties),
        "x": x,
        "y": y,
    }


def _rank(node: Node) -> str:
    """By which what is linked stands in order: the nearest deadline first, then as printed."""
    order = node.properties.get("order")
    return f"{node.properties.get('deadline') or '9999'} {order if isinstance(order, int) else 0:06} {plain(node.name)}"


def _edge(edge: Edge, source: int, target: int) -> dict[str, object]:
    schema, of = model().relation(edge.type), edge.properties
    role = schema.properties.get("role")
    value = str(of.get("role") or "")
    confidence = of.get("confidence")
    words = value
    line = schema.line
    if role is not None:
        words, line = role.values.get(value, value), role.lines.get(value, line)
    return {
        "from": source,
        "to": target,
        "label": schema.label,
        "role": plain(words or str(of.get("title") or "")),
        "line": line,
        "quote": plain(quote_words(str(of.get("quote") or ""))),
        "doubtful": isinstance(confidence, int | float) and confidence < DOUBTFUL,
        "basis": schema.properties["basis"].values.get(str(of.get("basis")), ""),
    }


def _facts(schema: Schema, properties: Mapping[str, object]) -> list[tuple[str, str]]:
    """Properties in words, by their Chinese labels, in the schema's order."""
    found = []
    for name, one in schema.properties.items():
        value = properties.get(name)
        if name in _HIDDEN or value is None or value == "" or value == []:
            continue
        if name == "deadline":
            words = deadline_words(str(value))
        elif name == "date":
            words = date_words(str(value))
        elif name == "comparator":
            words = comparator_words(str(value))
        elif isinstance(value, bool):
            words = "是" if value else "否"
        elif isinstance(value, list | tuple):
            words = "、".join(map(str, value))
        else:
            words = f"{value:g}" if isinstance(value, float) else str(value)
        found.append((one.label, plain(words)))
    return found


def _json(data: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _vis() -> str:
    """The library that draws, as the installed package pyvis carries it, without its pointer to a source map.

    Raises:
        DataError: pyvis is missing or carries another version.
    """
    found = importlib.util.find_spec("pyvis")
    if found is None or found.origin is None or not (path := Path(found.origin).parent / _VIS).is_file():
        raise DataError("没有找到 pyvis 自带的 vis-network 9.1.2，请重装：pip install 'pyvis>=0.3.2,<0.4'")
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"\n//# sourceMappingURL=.*", "", text)
