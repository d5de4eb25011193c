"""One body: what it has to do, with whom, by when, and which sentence says so."""

from collections import Counter
from typing import Any

import streamlit as st

from ui import services
from ui.components.files import welcome
from ui.components.frame import guarded, plain, session, table
from ui.words import ROLES

_CHOICES = 2000
_DUTY = {"number": "编号", "task": "任务", "deadline": "完成时限", "partners": "其他单位", "via": "作为",
         "document": "文件", "quote": "原文"}  # fmt: skip


def render() -> None:
    with guarded():
        opened = session()
        found = services.suggest_actors(opened, "", _CHOICES)
        actors = {row["actor_key"]: row for row in found}
        if not actors:
            welcome(opened, key="actors")
            return
        chosen = _choose(opened, actors)
        if chosen is None:
            return
        duties = services.ask(opened, "duties", {"actor": chosen["actor_key"]}).rows
        st.header(plain(chosen["actor"]), anchor=False)
        st.caption(plain("　".join(part for part in (chosen["kind"], chosen["place"]) if part)))
        _duties(duties)
        _partners(duties)
        _download(opened, chosen)


def _choose(opened: services.Session, actors: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The actor picked from the suggestions, or found by what was typed; the address keeps it, as key or as words."""
    asked = st.query_params.get("actor", "")
    picked = st.selectbox(
        "查找单位",
        list(actors) if asked in actors or not asked else [asked, *actors],
        index=list(actors).index(asked) if asked in actors else 0,
        format_func=lambda key: _label(actors[key]) if key in actors else key,
        accept_new_options=True,
        placeholder="输入单位名称，例如 教育局",
        key="actors_choice",
    )
    if picked:
        st.query_params["actor"] = picked
    if picked in actors:
        return actors[picked]
    if not picked:
        return None
    near = services.suggest_actors(opened, picked)
    if len(near) == 1:
        return near[0]
    names = "、".join(_label(row) for row in near[:10])
    if near:
        st.info(plain(f"名称里有“{picked}”的单位：{names}"))
    else:
        st.info(plain(f"没有找到“{picked}”。请换一个写法，或到“台账”里按任务查找。"))
    return None


def _label(row: dict[str, Any]) -> str:
    return f"{row['actor']}（{row['place'] or row['kind']}，{row['tasks']} 项任务）"


def _duties(duties: list[dict[str, Any]]) -> None:
    if not duties:
        st.info("这个单位在已载入的文件里没有承担任务。")
        return
    counts = Counter(row["role"] for row in duties)
    st.write("，".join(f"{name} {counts[role]} 项" for role, name in ROLES.items()))
    columns = dict(_DUTY)
    documents = {row["document"] or row["doc_number"] for row in duties}
    if len(documents) == 1:
        del columns["document"]
        st.caption(plain(f"文件：{documents.pop() or '（无标题）'}"))
    for role, name in ROLES.items():
        rows = [row for row in duties if row["role"] == role]
        if rows:
            st.subheader(f"{name}（{len(rows)}）", anchor=False)
            table(columns, sorted(rows, key=lambda row: row["deadline"] or "9999"))


def _partners(duties: list[dict[str, Any]]) -> None:
    shared = Counter(partner["name"] for row in duties for partner in row["partners"] or [])
    if shared:
        st.subheader("常一起做事的单位", anchor=False)
        rows = [
            {"name": name, "tasks": count} for name, count in sorted(shared.items(), key=lambda one: (-one[1], one[0]))
        ]
        table({"name": "单位", "tasks": "共同任务"}, rows[:20])


def _download(opened: services.Session, chosen: dict[str, Any]) -> None:
    st.download_button(
        "下载这个单位的 Excel",
        data=lambda: services.export_bytes(opened, "xlsx", services.Filters(actor=chosen["actor_key"])),
        file_name=f"{chosen['actor']}.xlsx",
        on_click="ignore",
        key="actors_download",
    )


render()
