"""The graph at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ui.services.asking import ask
from ui.services.session import Session

__all__ = ["Overview", "documents", "overview"]

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is, and the first rows of what people look for; each list with how many there are in all."""

    counts: Mapping[str, int]
    documents: list[dict[str, Any]]
    busiest: list[dict[str, Any]]
    doubtful: list[dict[str, Any]]
    unowned: list[dict[str, Any]]
    doubts: int
    ownerless: int
    secret: list[str]


def documents(session: Session) -> list[dict[str, Any]]:
    """The loaded documents, the newest first, each with its number of tasks."""
    return ask(session, "documents", {}).rows


def overview(session: Session) -> Overview:
    """What the first page shows.

    Raises:
        DatabaseError: the database cannot be reached.
    """
    papers = documents(session)
    if not papers:
        return Overview({}, [], [], [], [], 0, 0, [])
    counts = session.store.counts(relations=False) | {"Document": len(papers)}
    few = {"limit": str(_SHOWN)}
    marked = ask(session, "secrecy", {}).rows
    return Overview(
        counts,
        papers[:_SHOWN],
        ask(session, "agency_load", few).rows,
        ask(session, "doubtful", few).rows,
        ask(session, "unowned", few).rows,
        sum(row["doubtful"] or 0 for row in papers),
        sum(row["unowned"] or 0 for row in papers),
        [f"{row['document']}（{'、'.join(row['marks'])}）" for row in marked],
    )
