"""A connection to the database that the settings name, opened when it is first needed."""

import threading
from types import TracebackType
from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from graph.store import Store

__all__ = ["Session"]


class Session:
    """Holds the database for as long as it is in use, and may be shared by threads: `with Session(settings) as session: session.store`.

    With an address in the settings it is that Neo4j, else the embedded server, which this starts or attaches to.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._store: Store | None = None

    @property
    def store(self) -> "Store":
        """The open store.

        Raises:
            DatabaseError: the database cannot be reached or refuses the password.
        """
        with self._lock:
            return self._open()

    def _open(self) -> "Store":
        if self._store is None:
            from graph.store import connect  # the driver takes half a second, which help and extract do not need

            told = self.settings
            self._store = connect(
                home=told.home, uri=told.uri, user=told.username, password=told.password, database=told.database,
                reader=told.reader,
            )  # fmt: skip
        return self._store

    def close(self) -> None:
        """Give the database back; it is opened anew when it is needed again."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
