"""Content with links: a tree of elements drawn in the browser, text always as text, links as addresses of pages."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from ui.components.language import language
from ui.words import printable

__all__ = ["Tree", "address", "asset", "element", "follow", "here", "panel"]

Tree = str | list[Any]
"""A text, or [tag, attributes, children…]."""

_PAGES = {
    "": "overview", "graph": "graph", "matrix": "matrix", "ledger": "ledger", "timeline": "timeline", "flow": "flow",
    "documents": "documents", "review": "review", "query": "query",
}  # fmt: skip


def element(tag: str, *children: Tree | None, cls: str = "", **attributes: str | None) -> Tree:
    """An element; children that are None, and attributes that are None, are left out."""
    named = {
        name.replace("_", "-") if name != "viewBox" else name: value
        for name, value in attributes.items()
        if value is not None
    }
    if cls:
        named["class"] = cls
    return [tag, named, *(printable(one) if isinstance(one, str) else one for one in children if one is not None)]


def address(page: str, parameters: Mapping[str, str | Sequence[str] | None]) -> str:
    """The address of a page; parameters that are None or empty are left out, those with several values come again."""
    given = {name: value for name, value in parameters.items() if value}
    if language() != "zh":
        given["lang"] = language()
    return f"/{page}?{urlencode(given, doseq=True)}"


def here(page: str, **changes: str | Sequence[str] | None) -> str:
    """The address of this page as it is now, with some parameters changed."""
    now: dict[str, str | Sequence[str] | None] = {name: st.query_params.get_all(name) for name in st.query_params}
    return address(page, {**now, **changes})


def panel(tree: Iterable[Tree | None], *, key: str, page: str, scroll: str | None = None) -> None:
    """Draw the tree; a link to `page` that is followed changes its address, one to another page goes there."""
    state = f"panel_{key}"

    def go() -> None:
        target = st.session_state[state].go
        if target and _page(target) == page:
            follow(target)

    result = _renderer()(
        key=state,
        data={"tree": [one for one in tree if one is not None], "scroll": scroll},
        on_go_change=go,
    )
    if result.go and _page(result.go) != page:
        name = _PAGES.get(_page(result.go))
        if name is not None:
            st.switch_page(f"app_pages/{name}.py", query_params=_parameters(result.go))


def follow(target: str) -> None:
    """Take over the parameters of an address of this page."""
    st.query_params.from_dict(_parameters(target))


def _page(target: str) -> str:
    return target.partition("?")[0].strip("/")


def _parameters(target: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(target.partition("?")[2]):
        found.setdefault(name, []).append(value)
    return found


def asset(name: str) -> str:
    """The text of a file beside the components."""
    return (Path(__file__).with_name("assets") / name).read_text(encoding="utf-8")


@cache
def _renderer() -> Any:
    return st.components.v2.component(
        "zeren_panel", html='<div class="panel"></div>', css=asset("panel.css"), js=asset("panel.js")
    )
