"""The only place that registers custom attributes of spaCy's `Doc`."""

from spacy.tokens import Doc

__all__ = ["register"]

_NAMES = ("source", "work", "outline", "reading", "where")


def register() -> None:
    """Registers `doc._.source` (the loaded document), `work` (its work text), `outline`, `where` and `reading`."""
    for name in _NAMES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
