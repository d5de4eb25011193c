"""Bringing documents into the graph from the page."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import streamlit as st

from ui import services
from ui.components.frame import plain
from ui.components.language import say
from ui.services import Began, Failure, Loaded, Session, Summary

__all__ = ["bring", "welcome"]

_KINDS = ["txt", "md", "html", "htm", "docx", "pdf", "zip"]


def welcome(session: Session, *, key: str) -> None:
    """What an empty graph says, with the two ways out."""
    st.header(say("welcome.title"), anchor=False)
    st.write(say("welcome.words"))
    bring(session, key=key)
    if st.button(say("welcome.samples"), key=f"{key}_samples"):
        _load(session, services.load_samples(session), services.count_samples())


def bring(session: Session, *, key: str) -> None:
    """A place to drop files, and a button to load them."""
    files = st.file_uploader(say("upload.label"), type=_KINDS, accept_multiple_files=True, key=f"{key}_upload")
    if files and st.button(say("upload.load", number=len(files)), type="primary", key=f"{key}_load"):
        with tempfile.TemporaryDirectory() as folder:
            inputs = services.find(_saved(files, Path(folder)))
            _load(session, services.load(session, inputs), len(inputs))


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
    """Load, showing the file that is being read; then show the page anew, at whose head it is said what became of each."""
    summary, bar, done, notes = Summary(), st.progress(0.0, say("upload.preparing")), 0, []
    for step in steps:
        summary.add(step)
        done += not isinstance(step, Began)
        name = Path(step.source).name
        match step:
            case Began():
                words = say("upload.reading", name=name, number=done + 1, total=total)
            case Loaded():
                words = say("upload.loaded", name=name, tasks=step.tasks)
                notes += [f"{name}：{note}" for note in step.notes]
            case Failure():
                words = say("upload.failed", name=name)
        bar.progress(min(1.0, done / max(1, total)), plain(words))
    failures = [f"{Path(one.source).name}：{one.reason}" for one in summary.failures]
    words = say("upload.done", documents=summary.documents, tasks=summary.tasks, duties=summary.duties,
                actors=len(summary.actors), doubtful=summary.doubtful) if summary.documents else ""  # fmt: skip
    st.session_state["files_report"] = (words, notes, failures)
    st.rerun()
