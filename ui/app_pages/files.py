"""The documents in the graph, and how to bring more."""

import streamlit as st

from ui import services
from ui.components.files import bring, welcome
from ui.components.frame import guarded, session, table

_COLUMNS = {
    "document": "文件",
    "doc_number": "发文字号",
    "issuer": "发文机关",
    "date": "日期",
    "jurisdiction": "地区",
    "tasks": "任务数",
}


def render() -> None:
    with guarded():
        opened = session()
        rows = services.ask(opened, "documents", {}).rows
        if not rows:
            welcome(opened, key="files")
            return
        st.subheader("载入文件", anchor=False)
        bring(opened, key="files")
        st.subheader(f"已载入的文件（{len(rows)}）", anchor=False)
        table(_COLUMNS, rows)
        if any(row["altered"] for row in rows):
            st.caption("有的文件文字被改动过（网上常见），名称按规范写法识别，请核对原文。")


render()
