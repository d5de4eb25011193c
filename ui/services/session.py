"""A connection to the database that the settings name, opened when it is first needed."""

from contextlib import ExitStack
from types import TracebackType

from graph.embedded import Connection, open_embedded
from graph.store import Store, connect
from ui.settings import Settings

__all__ = ["Session"]


class Session:
    """Holds the database for as long as it is in use: `with Session(settings) as session: session.store`.

    With an address in the settings it is that Neo4j, else the embedded server, which this starts or attaches to.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._held = ExitStack()
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        """The open store.

        Raises:
            DatabaseError: the database cannot be reached or refuses the password.
        """
        if self._store is None:
            if self.settings.uri:
                where = Connection(
                    self.settings.uri, self.settings.username, self.settings.password, self.settings.database
                )
            else:
                where = self._held.enter_context(open_embedded(self.settings.home))
            self._store = self._held.enter_context(connect(where))
        return self._store

    def close(self) -> None:
        """Give the database back; it is opened anew when it is needed again."""
        self._store = None
        self._held.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
