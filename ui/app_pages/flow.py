"""From documents through tasks to bodies, as a Sankey diagram."""

from collections import Counter
from typing import Any

import streamlit as st

from ui.components.board import board, duties_by_task
from ui.components.frame import guarded, heading, session
from ui.components.language import say
from ui.services import Content, looks
from ui.words import printable

_PAGE = "flow"
_TASKS = 60
_BODIES = 40
_CUT = 16


def render() -> None:
    heading(_PAGE)
    with guarded():
        content = board(session(), _PAGE)
        if content is None:
            return
        drawing, ids, left_out = _drawing(content)
        if not ids:
            st.info(say("matrix.no_duties"))
            return
        st.caption(say("flow.hint") + (say("flow.left_out", number=left_out) if left_out else ""))
        told = st.echarts_chart(
            drawing, key="flow_chart", on_select="rerun", height=_height(drawing), alt=say("page.flow.help")
        )
        chosen = _chosen(told, ids)
        if chosen is not None:
            st.switch_page("app_pages/graph.py", query_params={"at": chosen})


def _ink() -> str:
    return "#ececec" if st.context.theme.type == "dark" else "#1a1a1a"


def _height(drawing: dict[str, Any]) -> int:
    """So much that no name covers another one."""
    columns = Counter(node["depth"] for node in drawing["series"][0]["data"])
    return max(420, 27 * max(columns.values()) + 40)


def _drawing(content: Content) -> tuple[dict[str, Any], list[str], int]:
    """The diagram, the ids of its nodes in order, and how many tasks have no room in it."""
    duties = duties_by_task(content)
    rows = [row for row in content.ledger if any(not one.via for one in duties.get(row.key, ()))]
    shown = rows[:_TASKS]
    load = Counter(one.actor_key for row in shown for one in duties[row.key] if not one.via)
    bodies = {key for key, _ in load.most_common(_BODIES)}
    nodes: dict[str, dict[str, Any]] = {}
    links: list[dict[str, Any]] = []
    names: set[str] = set()

    def node(wanted: str, label: str, name: str, depth: int) -> str:
        if wanted not in nodes:
            words = printable(" ".join(name.split())) or "—"
            unique = words
            while unique in names:
                unique += "\u200b"
            names.add(unique)
            cut = words if len(words) <= _CUT else words[: _CUT - 1] + "…"
            nodes[wanted] = {
                "name": unique, "depth": depth, "itemStyle": {"color": looks()[label].color if label != "Document" else "#5f6368"},
                "label": {"formatter": cut.replace("{", "｛").replace("}", "｝")},
            }  # fmt: skip
        return str(nodes[wanted]["name"])

    for row in shown:
        found = [one for one in duties[row.key] if not one.via and one.actor_key in bodies]
        if not found:
            continue
        task = node(f"Task:{row.key}", "Task", " ".join(one for one in (row.number, row.title) if one), 1)
        links.append(
            {
                "source": node(f"Document:{row.document}", "Document", row.document_title, 0),
                "target": task,
                "value": len(found),
            }
        )
        for one in found:
            body = node(f"{one.kind}:{one.actor_key}", one.kind, one.actor, 2)
            style = {"opacity": {"lead": 0.6, "responsible": 0.35}.get(one.role, 0.18)}
            links.append({"source": task, "target": body, "value": 1, "lineStyle": style})
    series = {
        "type": "sankey", "data": list(nodes.values()), "links": links, "nodeGap": 12, "nodeWidth": 14, "draggable": False, "selectedMode": "single",
        "layoutIterations": 48, "left": 4, "right": 220, "top": 10, "bottom": 10, "emphasis": {"focus": "adjacency"},
        "lineStyle": {"color": "gradient", "opacity": 0.35}, "label": {"fontSize": 13, "color": _ink()}, "animation": False,
    }  # fmt: skip
    return {"tooltip": {"trigger": "item"}, "animation": False, "series": [series]}, list(nodes), len(rows) - len(shown)


def _chosen(told: Any, ids: list[str]) -> str | None:
    """The id of the node that was clicked."""
    for group in told["selection"]["selected"]:
        if group["data_type"] == "node":
            return next((ids[index] for index in group["data_indices"] if index < len(ids)), None)
    return None


render()
