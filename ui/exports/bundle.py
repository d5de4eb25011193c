"""What every export is made from: a part of the graph, the ledger of it and how it was narrowed."""

from dataclasses import dataclass

from ui.services.ledger import Ledger
from ui.services.picture import Filters, Picture

__all__ = ["Bundle"]


@dataclass(frozen=True, slots=True)
class Bundle:
    """The input of an export."""

    picture: Picture
    ledger: Ledger
    filters: Filters
