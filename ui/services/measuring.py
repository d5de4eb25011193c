"""Who works with whom, counted over the whole graph."""

from dataclasses import asdict
from typing import Any

from ui.services.session import Session

__all__ = ["measure"]


def measure(session: Session, *, write: bool) -> list[dict[str, Any]]:
    """Each body with its partners, its betweenness (0–1) and its community; with `write` the graph keeps them as well.

    Raises:
        DatabaseError: the database cannot be reached.
    """
    from graph.measures import measure as count

    found = count(session.store)
    if write:
        session.store.write_measures([asdict(one) for one in found])
    return [asdict(one) for one in found]
