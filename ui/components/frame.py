"""What all pages share: the connection, friendly errors, tables whose text stands as text."""

import contextlib
import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from ui.services import Session, ZerenError
from ui.settings import Settings, read_settings
from ui.words import cell_words, printable

__all__ = ["guarded", "plain", "session", "table"]

_TABLE = (
    ".zeren{border-collapse:collapse;width:100%;font-size:.92rem}"
    ".zeren th,.zeren td{border-bottom:1px solid rgba(128,128,128,.35);padding:.4rem .6rem;text-align:left;"
    "vertical-align:top;white-space:pre-line;overflow-wrap:anywhere}.zeren th{white-space:nowrap}"
)
_WIDTHS = {"number": "3em", "quote": "13em", "task": "13em", "deadline": "7em", "date": "8em", "doc_number": "11em"}


def session() -> Session:
    """The connection that all visitors share."""
    return _session(read_settings())


@st.cache_resource(show_spinner="正在连接数据库……")
def _session(settings: Settings) -> Session:
    return Session(settings)


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Say in one line what went wrong, instead of a traceback, and end the page there."""
    try:
        yield
    except ZerenError as error:
        st.error(plain(str(error)))
        st.stop()
    except Exception as error:
        st.error(
            f"程序出错（{type(error).__name__}）。已载入的内容没有丢失，请刷新页面再试；仍然不行时运行 zeren doctor 检查。"
        )
        st.stop()


def table(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    """A table that wraps its text and shows all of it; columns without any value are left out."""
    widths = "".join(f".zeren .{name}{{min-width:{width}}}" for name, width in _WIDTHS.items())
    shown = [name for name in columns if any(row.get(name) not in (None, "", []) for row in rows)]
    head = "".join(f"<th>{html.escape(columns[name])}</th>" for name in shown)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="{name}">{html.escape(printable(cell_words(name, row.get(name))))}</td>' for name in shown
        )
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<style>{_TABLE}{widths}</style><table class="zeren"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def plain(text: str) -> str:
    """Text that Streamlit's markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:" else c for c in printable(text))
