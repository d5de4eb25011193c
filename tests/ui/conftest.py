"""A real embedded database with the samples in it, once for all tests of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import embedded
from ui import services
from ui.settings import Settings


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose graph holds the samples; its server runs until the tests end."""
    home = tmp_path_factory.mktemp("home")
    with services.Session(Settings(home)) as session:
        for step in services.load_samples(session):
            assert not isinstance(step, services.Failure), step
        yield home
    embedded.stop(home)


@pytest.fixture(scope="session")
def sample_session(sample_home: Path) -> Iterator[services.Session]:
    """A connection to that graph, for tests that change nothing."""
    with services.Session(Settings(sample_home)) as session:
        yield session


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose graph is empty; tests leave it so."""
    home = tmp_path_factory.mktemp("empty")
    with services.Session(Settings(home)) as session:
        assert session.store.counts() == {}
        yield home
    embedded.stop(home)
