"""The spaCy pipeline, built from `config.cfg`; a token is a character, so that every span has exact offsets."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, registry
from spacy.vocab import Vocab

from graph.errors import DataError
from nlp.extensions import register

__all__ = ["Characters", "build"]


class Characters:
    """A tokenizer that makes each code point a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


@registry.tokenizers("zeren.characters.v1")  # type: ignore[untyped-decorator]
def characters() -> Callable[[Language], Characters]:
    """The factory that the configuration names."""
    return lambda nlp: Characters(nlp.vocab)


@cache
def build() -> Language:
    """The pipeline, the same object each time.

    Raises:
        DataError: a component stands before one whose result it needs.
    """
    register()
    import nlp.components  # noqa: F401  (registers the factories)

    language = spacy.util.load_model_from_config(load_config(Path(__file__).with_name("config.cfg")), auto_fill=True)
    problems = (language.analyze_pipes() or {}).get("problems", {})
    wrong = {name: missing for name, missing in problems.items() if missing}
    if wrong:
        name, missing = next(iter(wrong.items()))
        raise DataError(
            f"nlp/config.cfg：组件“{name}”需要 {'、'.join(missing)}，但前面没有组件给出，请调整 pipeline 的次序"
        )
    return language
