"""What all pages share: the connection, the head of the page, friendly errors, answers that are kept while the graph stays."""

import contextlib
import ipaddress
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import streamlit as st

from ui.components.language import LANGUAGES, language, say
from ui.services import Session, ZerenError
from ui.settings import Settings, read_settings
from ui.words import printable

__all__ = ["guarded", "heading", "plain", "remember", "session"]

T = TypeVar("T")
_STYLE = """
[data-testid=stMainBlockContainer]{{padding-top:3.6rem;padding-bottom:2rem;padding-left:2.2rem;padding-right:2.2rem;max-width:1880px}}
[data-testid=InputInstructions]{{display:none}}
[data-testid=stFileUploaderDropzone] button{{font-size:0}}
[data-testid=stFileUploaderDropzone] button *{{font-size:0}}
[data-testid=stFileUploaderDropzone] button::after{{content:"{browse}";font-size:1rem}}
[data-testid=stFileUploaderDropzoneInstructions] span{{font-size:0}}
[data-testid=stFileUploaderDropzoneInstructions] span:first-of-type::after{{content:"{limit}";font-size:.875rem}}
@media (max-width:640px){{[data-testid=stMainBlockContainer]{{padding-left:.9rem;padding-right:.9rem}}
[data-testid=stHorizontalBlock]:has([data-testid=stSelectbox])>[data-testid=stColumn]{{min-width:calc(50% - 1rem)}}}}
"""


def session() -> Session:
    """The connection that all visitors share."""
    return _session(read_settings())


@st.cache_resource(show_spinner="正在连接数据库…… Connecting to the database…")
def _session(settings: Settings) -> Session:
    return Session(settings)


def remember(opened: Session, function: Callable[..., T], *arguments: object) -> T:
    """What `function(session, *arguments)` gives, kept as long as nothing is loaded into the graph; not to be changed."""
    found: T = _kept(f"{function.__module__}.{function.__qualname__}", opened.settings, opened.store.revision(), arguments,
                     _work=lambda: function(opened, *arguments))  # fmt: skip
    return found


@st.cache_resource(max_entries=200, show_spinner=False)
def _kept(name: str, settings: Settings, revision: int, arguments: tuple[object, ...], _work: Callable[[], Any]) -> Any:
    return _work()


def heading(page: str) -> None:
    """The title of the page, the switch of language, and what must be said on every page."""
    st.html(f"<style>{_STYLE.format(browse=say('upload.browse'), limit=say('upload.limit'))}</style>")
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.subheader(say(f"page.{page}"), anchor=False, help=say(f"page.{page}.help"))
    codes = list(LANGUAGES)
    chosen = right.segmented_control(
        "语言 Language", codes, default=language(), format_func=LANGUAGES.__getitem__, key=f"{page}_language",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    if chosen and chosen != language():
        st.query_params.pop("lang", None)
        st.session_state["language"] = chosen
        st.rerun()
    if not _on_loopback(str(st.get_option("server.address") or "")):
        st.warning(say("frame.open_to_all"))
    _report()


def _report() -> None:
    """What the last load did, once."""
    if told := st.session_state.pop("files_report", None):
        summary, notes, failures = told
        if summary:
            st.success(plain(summary))
        for words in notes:
            st.warning(plain(words))
        for words in failures:
            st.error(plain(words))


def _on_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Say in one line what went wrong, instead of a traceback, and end the page there."""
    try:
        yield
    except ZerenError as error:
        st.error(plain(str(error)))
        st.stop()
    except Exception as error:
        st.error(say("frame.fault", kind=type(error).__name__))
        st.stop()


def plain(text: str) -> str:
    """Text that Streamlit's markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:" else c for c in printable(text))
