"""The field that finds anything by its name, with suggestions while one types."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import streamlit as st

from ui import services
from ui.components.frame import guarded, plain
from ui.components.language import say
from ui.components.panel import asset
from ui.components.words import kind_name

__all__ = ["search"]


@st.fragment
def search(session: services.Session, *, key: str, keep: Sequence[str] = ()) -> None:
    """Suggest what bears the name that is being typed; what is chosen is shown on the page of the graph.

    Of the address the parameters in `keep` stay.
    """
    with guarded():
        state = st.session_state.get(f"search_{key}")
        text = str(state.text or "") if state is not None and hasattr(state, "text") else ""
        hits = services.find_names(session, text) if text else []
        result = _renderer()(
            key=f"search_{key}",
            data={"placeholder": say("search.placeholder"), "none": say("search.none"), "asked": text,
                  "hits": [_shown(hit) for hit in hits]},
            default={"text": ""},
            on_text_change=lambda: None,
            on_chosen_change=lambda: None,
        )  # fmt: skip
        if result.chosen:
            wanted = result.chosen["id"] or _first(session, result.chosen["text"])
            if wanted:
                st.switch_page(
                    "app_pages/graph.py",
                    query_params={"at": wanted, **{name: st.query_params.get_all(name) for name in keep}},
                )
            _not_found(session, result.chosen["text"])


def _shown(hit: services.Hit) -> dict[str, str]:
    more = [hit.place, "、".join(one for one in hit.others if one not in hit.name)[:40]]
    if hit.tasks and hit.label != "Task":
        more.append(say("count.tasks", number=hit.tasks))
    return {"id": hit.id, "kind": kind_name(hit.label), "name": hit.name, "more": "　".join(one for one in more if one)}


def _first(session: services.Session, text: str) -> str | None:
    hits = services.find_names(session, text, 1)
    return hits[0].id if hits else None


def _not_found(session: services.Session, text: str) -> None:
    near = services.nearest(session, text)
    names = say("list.or").join(f"{hit.name}（{say('count.tasks', number=hit.tasks)}）" for hit in near)
    st.info(plain(say("search.near", text=text, names=names) if near else say("search.not_found", text=text)))


@cache
def _renderer() -> Any:
    return st.components.v2.component(
        "zeren_search",
        html='<div class="search"><input type="search" autocomplete="off" spellcheck="false" role="combobox" '
        'aria-autocomplete="list" aria-controls="hits" aria-expanded="false"><ul id="hits" role="listbox" hidden></ul></div>',
        css=asset("search.css"),
        js=asset("search.js"),
    )
