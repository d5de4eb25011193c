"""Every export from the page: one chooses what one wants, and it is made when it is asked for."""

import streamlit as st

from ui import services
from ui.components.frame import plain
from ui.services import Filters, Session, UsageError

__all__ = ["downloads"]

_KINDS = {
    "xlsx": ("Excel（台账、矩阵、各单位分表）", "xlsx"),
    "docx": ("Word（责任分工表）", "docx"),
    "html": ("网页（一个文件，离线可看）", "html"),
    "png": ("责任图（PNG 图片）", "png"),
    "svg": ("责任图（SVG 矢量图）", "svg"),
    "csv": ("CSV（台账）", "csv"),
    "gexf": ("Gephi（GEXF）", "gexf"),
    "graphml": ("GraphML", "graphml"),
    "jsonld": ("JSON-LD", "jsonld"),
    "mermaid": ("Mermaid 流程图", "mmd"),
    "json": ("JSON", "json"),
}
_NAME = 60
_BOUNDED = ("png", "svg", "mermaid")
"""Formats that refuse too much: these are made at once, so that the reason can be said."""


def downloads(session: Session, filters: Filters, name: str, *, key: str) -> None:
    """A list of formats and a button; `name` is that of the file, without its ending."""
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    kind = left.selectbox(
        "下载为", _KINDS, format_func=lambda one: _KINDS[one][0], key=f"{key}_kind", help="图片只画一个单位或一份文件。"
    )
    label, ending = _KINDS[kind]
    data = None
    if kind in _BOUNDED:
        try:
            with st.spinner("正在画……"):
                data = services.export_bytes(session, kind, filters)
        except UsageError as error:
            right.info(plain(str(error)))
            return
    right.download_button(
        f"下载 {label}",
        data=data if data is not None else lambda: services.export_bytes(session, kind, filters),
        file_name=f"{name[:_NAME]}.{ending}",
        on_click="ignore",
        key=f"{key}_download",
    )
