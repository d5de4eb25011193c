"""What is doubtful, the most doubtful first, and what people have decided."""

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from ui import services
from ui.components.files import welcome
from ui.components.frame import guarded, heading, plain, session
from ui.services import Said, Session
from ui.words import KINDS, ROLES

_ALL = ""
_STEP = 20
_CHOICES = 2000
_MOST_DOCUMENTS = 200  # of more than this, one at a time is looked through unless somebody asks for all
_VIEWS = ("存疑", "全部内容", "已定的结论", "交换结论")


def render() -> None:
    heading("review")
    with guarded():
        opened = session()
        documents = services.reviewed_documents(opened)
        if not documents:
            welcome(opened, key="review")
            return
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        view = left.segmented_control(
            "看什么", _VIEWS, default=_VIEWS[0], key="review_view", label_visibility="collapsed"
        )
        by = right.text_input("您的姓名", key="review_by", placeholder="记在结论里")
        _report()
        match view:
            case "全部内容":
                _everything(opened, documents, by)
            case "已定的结论":
                _decided(opened, by)
            case "交换结论":
                _exchange(opened)
            case _:
                _doubts(opened, documents, by)


def _report() -> None:
    """What the last click did."""
    if said := st.session_state.pop("review_said", None):
        good, words = said
        (st.success if good else st.error)(plain(words))


def _say(opened: Session, said: Said) -> None:
    """Decide, and show the page anew with what came of it."""
    try:
        st.session_state["review_said"] = (True, f"已记下：{services.decide(opened, said)}")
    except services.ZerenError as error:
        st.session_state["review_said"] = (False, str(error))
    st.rerun()


# What is doubtful


def _doubts(opened: Session, documents: dict[str, str], by: str) -> None:
    left, right = st.columns([3, 1])
    document = left.selectbox(
        "文件",
        [*documents, _ALL] if len(documents) > _MOST_DOCUMENTS else [_ALL, *documents],
        format_func=lambda key: documents.get(key, "全部文件"),
        key="review_document",
    )
    rows = services.doubts(opened, document=document)
    kinds = [name for name in services.DOUBT_KINDS.values() if any(row["kind"] == name for row in rows)]
    kind = right.selectbox("种类", [_ALL, *kinds], format_func=lambda one: one or "不限", key="review_kind")
    shown = [row for row in rows if kind in (_ALL, row["kind"])]
    if not shown:
        st.info("没有存疑的内容。要改正别的内容，请点上面的“全部内容”。")
        return
    st.write(f"{len(shown)} 处存疑，最该看的在前")
    limit = st.session_state.setdefault("review_limit", _STEP)
    for row in shown[:limit]:
        _doubt(opened, row, by, several=document == _ALL)
    if len(shown) > limit and st.button(f"再看 {min(_STEP, len(shown) - limit)} 处", key="review_more"):
        st.session_state["review_limit"] = limit + _STEP
        st.rerun()


def _doubt(opened: Session, row: dict[str, Any], by: str, *, several: bool) -> None:
    key = f"review_{row['id']}"
    with st.container(border=True):
        st.markdown(f"**{plain(row['what'])}**  \n{plain(row['kind'])}：{plain(row['reason'])}")
        if row["quote"]:
            st.markdown("\n".join(f"> {plain(line)}" for line in row["quote"].splitlines() if line.strip()))
        if several and row["document"]:
            st.caption(plain(row["document"]))
        with st.container(horizontal=True, vertical_alignment="center"):
            for verdict in row["verdicts"]:
                _verdict(opened, row, verdict, by, key)
            st.text_input(
                "理由", key=f"{key}_why", placeholder="理由（可不填）", label_visibility="collapsed", width=320
            )


def _verdict(opened: Session, row: dict[str, Any], verdict: str, by: str, key: str) -> None:
    """What gives one verdict on a doubt."""
    why = st.session_state.get(f"{key}_why", "")
    if verdict == "add":
        with st.popover("补充单位", key=f"{key}_add"):
            _add(opened, row["id"], by, key)
    elif verdict == "rerole":
        with st.popover("改角色", key=f"{key}_rerole"):
            if not row["role"]:
                st.write("在“全部内容”里找到要改的那个单位，改它的角色。")
            for role, name in ROLES.items() if row["role"] else ():
                if role != row["role"] and st.button(f"改为{name}", key=f"{key}_{role}"):
                    _say(opened, Said(verdict, row["id"], role, why=why, by=by))
    elif st.button(services.VERDICTS[verdict], key=f"{key}_{verdict}"):
        _say(opened, Said(verdict, row["id"], why=why, by=by))


def _add(opened: Session, target: str, by: str, key: str) -> None:
    with st.form(f"{key}_form", border=False):
        name = st.text_input("单位全称", key=f"{key}_name")
        role = st.selectbox("角色", [*ROLES], format_func=lambda one: ROLES[one], key=f"{key}_role")
        quote = st.text_input("依据的原文（可不填，照原文抄写）", key=f"{key}_quote")
        why = st.text_input("理由（可不填）", key=f"{key}_addwhy")
        if st.form_submit_button("补充"):
            _say(opened, Said("add", target, name, role=role, quote=quote, why=why, by=by))


# Everything that can be decided


def _everything(opened: Session, documents: dict[str, str], by: str) -> None:
    left, right = st.columns([3, 2])
    document = left.selectbox("文件", [*documents], format_func=lambda key: documents[key], key="review_all_document")
    words = right.text_input("内容或原文里的字词", key="review_words").strip()
    rows = [row for row in services.facts(opened, document) if words in f"{row['kind']}{row['what']}{row['quote']}"]
    heads = {"kind": "类别", "what": "内容", "human": "标记", "notes": "备注", "quote": "原文"}
    st.write(f"{len(rows)} 条。点选一条后可以改正。")
    chosen = st.dataframe(
        [{head: row[name] for name, head in heads.items()} for row in rows],
        hide_index=True, on_select="rerun", selection_mode="single-row", key=f"review_table_{document}", height=420,
    )  # fmt: skip
    picked = chosen["selection"]["rows"]
    if picked and picked[0] < len(rows):
        _correct(opened, rows[picked[0]], by)
    st.subheader("单位、项目、人员", anchor=False)
    _correct_name(opened, by)


def _correct(opened: Session, row: dict[str, Any], by: str) -> None:
    st.markdown(f"**{plain(row['kind'])}　{plain(row['what'])}**")
    if not row["id"]:
        st.info("这是人工补充的。要去掉它，请在“已定的结论”里撤销。")
        return
    verdicts = {"任务": ["right", "wrong", "rename", "add", "note"], "责任": ["right", "wrong", "rerole", "note"]}
    verdict = st.radio(
        "结论", verdicts.get(row["kind"], ["right", "wrong", "note"]), format_func=lambda one: services.VERDICTS[one],
        horizontal=True, key="review_verdict",
    )  # fmt: skip
    if verdict == "add":
        _add(opened, row["id"], by, "review_all")
        return
    with st.form("review_correct"):
        value = ""
        if verdict == "rerole":
            value = st.selectbox("角色", [*ROLES], format_func=lambda one: ROLES[one], key="review_role")
        elif verdict in ("rename", "note"):
            value = st.text_input("新的名称" if verdict == "rename" else "备注", key=f"review_{verdict}_value")
        why = st.text_input("理由（可不填）", key="review_correct_why")
        if st.form_submit_button("记下"):
            _say(opened, Said(verdict, row["id"], value, why=why, by=by))


def _correct_name(opened: Session, by: str) -> None:
    verdict = st.radio(
        "结论", ["same", "different", "rename", "retype", "note"], format_func=lambda one: services.VERDICTS[one],
        horizontal=True, key="review_name_verdict", label_visibility="collapsed",
    )  # fmt: skip
    actors = {row["actor_key"]: row for row in services.suggest_actors(opened, "", _CHOICES)}
    with st.form("review_names"):
        name = _pick("名称（判为相同时，这个名称留下）", actors, "review_name")
        if verdict == "retype":
            value = st.selectbox("类别", [*KINDS], format_func=lambda one: KINDS[one], key="review_kind_value")
        elif verdict in ("same", "different"):
            value = _pick("另一个名称", actors, "review_other")
        else:
            value = st.text_input("新名称" if verdict == "rename" else "备注", key="review_value")
        why = st.text_input("理由（可不填）", key="review_name_why")
        if st.form_submit_button("记下"):
            _say(opened, Said(verdict, name, value, why=why, by=by))


def _pick(label: str, actors: dict[str, dict[str, Any]], key: str) -> str:
    """A body from the list, or a name that is typed: programs and people are not listed."""
    return (
        st.selectbox(
            label, [*actors], index=None, accept_new_options=True, key=key, placeholder="从列表里选，或输入名称",
            format_func=lambda one: f"{actors[one]['actor']}（{actors[one]['place'] or actors[one]['kind']}）" if one in actors else one,
        )
        or ""
    )  # fmt: skip


# What has been decided


def _decided(opened: Session, by: str) -> None:
    rows = services.decisions(opened)
    if not rows:
        st.info("还没有结论。请先看“存疑”。")
        return
    gone = sum(1 for row in rows if row["state"] == "依据已不在")
    if gone:
        st.warning(
            f"有 {gone} 条结论的依据已不在：文件没有载入，或新的版本里没有那句话。结论还留着，文件载回来就会生效。"
        )
    for row in sorted(rows, key=lambda row: row["state"] == "已撤销"):
        with st.container(border=True):
            left, right = st.columns([6, 1], vertical_alignment="center")
            mark = "" if row["state"] == "生效" else f"　{row['state']}"
            left.markdown(f"**{plain(row['verdict'])}　{plain(row['what'])}**{mark}")
            said = "　".join(part for part in (row["by"], row["time"], row["why"], row["document"]) if part)
            left.caption(plain(said + (f"　撤销：{row['undone_by']}" if row["undone_by"] else "")))
            if row["state"] != "已撤销" and right.button("撤销", key=f"review_undo_{row['id']}"):
                _undo(opened, row["id"], by)


def _undo(opened: Session, name: str, by: str) -> None:
    try:
        st.session_state["review_said"] = (True, f"已撤销：{services.undo_decision(opened, name, by=by)}")
    except services.ZerenError as error:
        st.session_state["review_said"] = (False, str(error))
    st.rerun()


def _exchange(opened: Session) -> None:
    st.write("结论是一个文本文件，一行一条，可以交给同事，也可以并入同事的。相矛盾的不会并入，会指出是哪两条。")
    st.download_button(
        "下载全部结论",
        data=lambda: _record(opened),
        file_name="人工结论.jsonl",
        on_click="ignore",
        key="review_download",
    )
    file = st.file_uploader("并入别人的结论", type=["jsonl", "txt"], key="review_upload")
    if file is not None and st.button("并入", type="primary", key="review_import"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "record.jsonl"
            path.write_bytes(file.getvalue())
            try:
                number = services.import_decisions(opened, path)
                st.session_state["review_said"] = (True, f"已并入 {number} 条新的结论。")
            except services.ZerenError as error:
                st.session_state["review_said"] = (False, str(error))
        st.rerun()


def _record(opened: Session) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.jsonl"
        services.export_decisions(opened, path)
        return path.read_bytes()


render()
