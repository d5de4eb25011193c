"""Bringing documents into the graph from the page."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import streamlit as st

from ui import services
from ui.components.frame import plain
from ui.services import Began, Failure, Loaded, Session, Summary

__all__ = ["bring", "welcome"]

_KINDS = ["txt", "md", "html", "htm", "docx", "pdf", "zip"]


def welcome(session: Session, *, key: str) -> None:
    """What an empty graph says, with the two ways out."""
    st.header("先载入一份文件", anchor=False)
    st.write(
        "把工作方案、行动计划、任务清单一类的文件拖到这里，就能看到每个单位要做什么、和谁一起、什么时候完成。文件只在这台电脑上处理。"
    )
    bring(session, key=key)
    if st.button("没有文件？先看样例（写的是不存在的地方）", key=f"{key}_samples"):
        _load(session, services.load_samples(session), services.count_samples())


def bring(session: Session, *, key: str) -> None:
    """A place to drop files, and a button to load them."""
    files = st.file_uploader("选择文件", type=_KINDS, accept_multiple_files=True, key=f"{key}_upload")
    if files and st.button(f"载入 {len(files)} 个文件", type="primary", key=f"{key}_load"):
        with tempfile.TemporaryDirectory() as folder:
            inputs = services.find(_saved(files, Path(folder)))
            _load(session, services.load(session, inputs), len(inputs))
    if report := st.session_state.pop("files_report", None):
        summary, failures = report
        st.success(plain(summary))
        for failure in failures:
            st.warning(plain(failure))


def _saved(files: Iterable[Any], folder: Path) -> list[Path]:
    """The uploads as files, each in a folder of its own, as two may have one name."""
    paths = []
    for number, file in enumerate(files):
        path = folder / str(number) / Path(file.name).name
        path.parent.mkdir()
        path.write_bytes(file.getvalue())
        paths.append(path)
    return paths


def _load(session: Session, steps: Iterable[services.Step], total: int) -> None:
    """Load, showing the file that is being read; then show the page anew, with the summary."""
    summary, bar, done = Summary(), st.progress(0.0, "准备……"), 0
    for step in steps:
        summary.add(step)
        done += not isinstance(step, Began)
        name = Path(step.source).name
        match step:
            case Began():
                words = f"正在读 {name}（{done + 1} / {total}）"
            case Loaded():
                words = f"已载入 {name}：{step.tasks} 项任务"
            case Failure():
                words = f"没有读成 {name}"
        bar.progress(min(1.0, done / max(1, total)), plain(words))
    failures = [f"{Path(one.source).name}：{one.reason}" for one in summary.failures]
    st.session_state["files_report"] = (f"已载入：{summary.words}", failures)
    st.rerun()
