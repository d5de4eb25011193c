"""The embedded database as a user sees it: what it does, stopping it, emptying it."""

from dataclasses import dataclass
from pathlib import Path

from graph import embedded
from graph.errors import UsageError
from ui.services.asking import ask
from ui.services.session import Session
from ui.settings import Settings

__all__ = ["DatabaseState", "database_state", "reset_database", "stop_database"]


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """What is known of the database without starting it; `counts` only where it runs, `size` in bytes on disk."""

    kind: str
    running: bool
    address: str | None
    process: int | None
    path: Path | None
    size: int | None
    counts: dict[str, int] | None


def database_state(settings: Settings) -> DatabaseState:
    """The state of the embedded database, which is not started for this, or of the Neo4j that the settings name.

    Raises:
        DatabaseError: the Neo4j server cannot be reached.
    """
    if settings.uri is not None:
        with Session(settings) as session:
            return DatabaseState("Neo4j", True, settings.uri, None, None, None, _counts(session))
    found = embedded.status(settings.home)
    counts = None
    if found.running:
        with Session(settings) as session:
            counts = _counts(session)
    return DatabaseState("内置数据库", found.running, found.uri, found.pid, found.path, found.size, counts)


def _counts(session: Session) -> dict[str, int]:
    """The counts of the graph; `Document` without those that are only cited."""
    return session.store.counts() | {"Document": len(ask(session, "documents", {}).rows)}


def stop_database(settings: Settings) -> bool:
    """Stop the embedded server, also where others use it; whether one was running.

    Raises:
        UsageError: the settings name a Neo4j server, which is not ours to stop.
    """
    _only_embedded(settings)
    return embedded.stop(settings.home)


def reset_database(settings: Settings) -> None:
    """Stop the embedded server and remove its data; people's decisions, which are kept apart, stay.

    Raises:
        UsageError: the settings name a Neo4j server, which is not ours to empty.
    """
    _only_embedded(settings)
    embedded.reset(settings.home)


def _only_embedded(settings: Settings) -> None:
    if settings.uri is not None:
        raise UsageError(
            f"设置了 NEO4J_URI（{settings.uri}），这里只管内置数据库；请用 Neo4j 自己的工具，或去掉这个变量"
        )
