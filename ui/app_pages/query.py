"""Questions to the graph: named ones as forms, and a console for Cypher that only reads."""

import json
from typing import Any

import streamlit as st

from ui import services
from ui.components.detail import detail
from ui.components.frame import guarded, heading, plain, remember, session
from ui.components.graph import draw
from ui.components.language import say
from ui.components.panel import panel
from ui.services import Answer, NamedQuery, UsageError
from ui.words import cell_words, printable

_PAGE = "query"
_LIMIT = 1_000
_MODES = ("named", "console")
_EXAMPLES = {
    "lead": "MATCH (a:Agency)-[r:RESPONSIBLE_FOR {role: 'lead'}]->(t:Task)\nRETURN a.name AS 单位, count(t) AS 牵头任务\nORDER BY 牵头任务 DESC, 单位\nLIMIT 20",
    "deadline": "MATCH (t:Task)\nWHERE t.deadline <= '2025-12-31'\nRETURN t.deadline AS 完成时限, t.title AS 任务\nORDER BY 完成时限, 任务\nLIMIT 50",
    "graph": "MATCH (a:Actor)-[r:RESPONSIBLE_FOR]->(t:Task)-[v:ADVANCES]->(p:Program)\nRETURN a, r, t, v, p\nLIMIT 60",
    "school": "MATCH (t:Task)-[:NAMES]->(s:School)\nRETURN s.name AS 学校, collect(t.title) AS 任务\nORDER BY 学校",
}  # fmt: skip


def render() -> None:
    heading(_PAGE)
    with guarded():
        opened = session()
        asked = st.query_params.get("mode", "named")
        st.session_state["query_mode"] = asked if asked in _MODES else "named"
        mode = st.segmented_control(
            say("query.mode"), _MODES, format_func=lambda one: say(f"query.{one}"), key="query_mode", on_change=_set_mode,
            label_visibility="collapsed", required=True,
        )  # fmt: skip
        if mode == "console":
            _console(opened)
        else:
            _named(opened)


def _set_mode() -> None:
    st.query_params["mode"] = st.session_state["query_mode"] or "named"


def _named(opened: services.Session) -> None:
    queries = services.named_queries()
    asked = st.query_params.get("name", "")
    st.session_state["query_name"] = asked if asked in queries else next(iter(queries))
    name = st.selectbox(
        say("query.choose"),
        list(queries),
        format_func=lambda one: queries[one].title,
        key="query_name",
        on_change=_set_name,
    )
    query = queries[name]
    st.caption(plain(query.description))
    given = _form(query)
    with st.expander(say("query.text")):
        st.code(query.text, language=None)
    if given is None:
        return
    try:
        answer = services.ask(opened, name, given)
    except UsageError as error:
        st.info(plain(str(error)))
        return
    _show(opened, answer, f"named_{name}")


def _set_name() -> None:
    st.query_params["name"] = st.session_state["query_name"]


def _form(query: NamedQuery) -> dict[str, str] | None:
    """What the reader filled in; None until all that is needed is there."""
    if not query.parameters:
        return {}
    with st.form(f"query_form_{query.name}"):
        columns = st.columns(len(query.parameters))
        given = {}
        for column, one in zip(columns, query.parameters, strict=True):
            words = one.label + ("" if one.required else say("query.optional"))
            given[one.name] = column.text_input(
                words, value="" if one.default is None else str(one.default), key=f"query_{query.name}_{one.name}",
                placeholder=say("query.actor_hint") if one.type == "actor" else None,
            ).strip()  # fmt: skip
        sent = st.form_submit_button(say("query.run"), type="primary")
    if sent:
        st.session_state[f"query_sent_{query.name}"] = True
    filled = {name: value for name, value in given.items() if value}
    lacking = [one.label for one in query.parameters if one.required and one.name not in filled]
    if lacking:
        if sent:
            st.info(say("query.lacking", names="、".join(lacking)))
        return None
    return (
        filled
        if st.session_state.get(f"query_sent_{query.name}") or not any(one.required for one in query.parameters)
        else None
    )


def _console(opened: services.Session) -> None:
    st.caption(say("query.console_help", limit=_LIMIT))
    names = ["", *_EXAMPLES]
    st.selectbox(
        say("query.example"), names, format_func=lambda one: say(f"example.{one}") if one else say("query.example_none"),
        key="query_example", on_change=_take_example,
    )  # fmt: skip
    text = st.text_area("Cypher", key="query_cypher", height=150)
    if st.button(say("query.run"), type="primary", key="query_run"):
        st.session_state.pop("query_answer", None)
        try:
            st.session_state["query_answer"] = services.ask_cypher(opened, text, {}, limit=_LIMIT)
        except UsageError as error:
            st.error(plain(str(error)))
    if answer := st.session_state.get("query_answer"):
        _show(opened, answer, "console")


def _take_example() -> None:
    if wanted := st.session_state["query_example"]:
        st.session_state["query_cypher"] = _EXAMPLES[wanted]
        st.session_state.pop("query_answer", None)


def _show(opened: services.Session, answer: Answer, key: str) -> None:
    if not answer.rows:
        st.info(say("query.empty"))
        return
    st.write(
        say("query.cut", number=len(answer.rows)) if answer.truncated else say("query.rows", number=len(answer.rows))
    )
    part = services.part_of_rows(answer.rows)
    if part.nodes:
        left, right = st.columns([2, 1], gap="medium")
        selected = st.session_state.get("query_node", "")
        with left:
            draw(part, key="query", selected=selected, on_act=_select)
        node = part.node(selected)
        if node is not None:
            with right:
                links = remember(opened, services.neighbourhood, (node.id,))
                panel(detail(opened, node, links, None), key="query_detail", page=_PAGE)
    columns = {
        name: words for name, words in answer.columns.items() if not name.endswith("_key") or len(answer.columns) == 1
    }
    table = [{words: _cell(name, row.get(name)) for name, words in columns.items()} for row in answer.rows]
    st.dataframe(table, hide_index=True, key=f"query_table_{key}", height=min(620, 38 + 35 * len(table)))
    left, right, _ = st.columns([1, 1, 5])
    left.download_button("CSV", data=lambda: services.answer_csv(answer), file_name=f"{key}.csv", on_click="ignore",
                         key=f"query_csv_{key}", width="stretch")  # fmt: skip
    right.download_button("JSON", data=lambda: json.dumps(answer.rows, ensure_ascii=False, indent=1), file_name=f"{key}.json",
                          on_click="ignore", key=f"query_json_{key}", width="stretch")  # fmt: skip


def _select(kind: str, wanted: str) -> None:
    if kind != "link":
        st.session_state["query_node"] = wanted


def _cell(column: str, value: Any) -> str | int | float:
    """A value as people read it; numbers stay numbers, so that they sort as such."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, dict) and "properties" in value:
        of = value["properties"]
        return printable(
            str(
                of.get("name")
                or of.get("title")
                or of.get("text")
                or of.get("quote")
                or value.get("type")
                or of.get("key")
                or ""
            )
        )
    if isinstance(value, dict) and "nodes" in value:
        return " → ".join(str(_cell("", one)) for one in value["nodes"])
    if isinstance(value, list | tuple) and any(isinstance(one, dict) and "properties" in one for one in value):
        return "、".join(str(_cell("", one)) for one in value)
    return printable(cell_words(column, value))


render()
