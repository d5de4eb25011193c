"""The task ledger, narrowed by document, body, role and words."""

import streamlit as st

from ui import services
from ui.components.downloads import downloads
from ui.components.files import welcome
from ui.components.frame import guarded, plain, session
from ui.words import ROLES

_KEY = "任务标识"
_ALL = ""


def render() -> None:
    with guarded():
        opened = session()
        documents = {
            row["document_key"]: row["document"] or row["doc_number"] or "（无标题）"
            for row in services.ask(opened, "documents", {}).rows
        }
        if not documents:
            welcome(opened, key="ledger")
            return
        left, middle, right = st.columns([3, 1, 2])
        document = left.selectbox(
            "文件", [_ALL, *documents], format_func=lambda key: documents.get(key, "全部文件"), key="ledger_document"
        )
        role = middle.selectbox(
            "角色", [_ALL, *ROLES], format_func=lambda one: ROLES.get(one, "不限"), key="ledger_role"
        )
        words = right.text_input("任务、单位或原文里的字词", key="ledger_words").strip()
        filters = services.Filters(document=document or None, role=role or None)
        try:
            rows = services.ledger(opened, filters).rows
        except services.UsageError as error:
            st.info(plain(str(error)))
            return
        shown = [row for row in rows if words in "\n".join(str(value) for value in row.values())]
        st.write(f"{len(shown)} 项任务" + (f"，其中未注明责任单位的 {_without(shown)} 项" if _without(shown) else ""))
        if not shown:
            st.info(plain(f"没有含“{words}”的任务，请换一个词，或选“全部文件”。"))
            return
        st.dataframe(
            [{name: value for name, value in row.items() if name != _KEY} for row in shown],
            hide_index=True,
            row_height=96,
            height=620,
            key="ledger_table",
        )
        name = documents.get(document, "责任台账") if document else "责任台账"
        downloads(opened, filters, name, key="ledger")


def _without(rows: list[dict[str, object]]) -> int:
    return sum(1 for row in rows if row["责任单位"] == "未注明")


render()
