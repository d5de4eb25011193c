"""The words of the interface: Chinese, or English at a switch; all of them stand in `ui/texts/`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st
import yaml

__all__ = ["LANGUAGES", "language", "load_texts", "say"]

LANGUAGES = {"zh": "中文", "en": "English"}
_FOLDER = Path(__file__).resolve().parents[1] / "texts"


def language() -> str:
    """The language chosen by the switch or the address."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state["language"] = asked
    return str(st.session_state.get("language", "zh"))


def say(name: str, /, **values: object) -> str:
    """The words of this name with values put in."""
    words = load_texts(language())[name]
    return words.format(**values) if values else words


@cache
def load_texts(code: str) -> Mapping[str, str]:
    """All words of a language by name."""
    return dict(yaml.safe_load((_FOLDER / f"{code}.yaml").read_text(encoding="utf-8")))
