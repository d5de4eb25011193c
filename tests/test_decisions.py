"""Decisions of all kinds hold through re-extraction, deletion and import, and leave nothing behind when they are undone.

Over the samples, and over the corpus where ZEREN_CORPUS names one.
"""

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from neo4j import ManagedTransaction

from graph import embedded
from graph.dump import dump_json
from graph.locks import is_held
from graph.resolve.judgement import Decision, Verdict
from graph.resolve.resolver import Record
from graph.resolve.review import Review
from graph.store import Store
from tests.scripted import Graph, Scripted, scripted
from ui import services
from ui.services import Session, loading
from ui.settings import Settings

CORPUS = os.environ.get("ZEREN_CORPUS")
SAMPLES = Path(__file__).parents[1] / "samples" / "docs"


def load(session: Session, folder: Path) -> None:
    for step in services.load(session, services.find([folder])):
        assert not isinstance(step, services.Failure), step


def differing(found: str, wanted: str) -> list[str]:
    """The lines that only one of two exports has: a comparison of megabytes would take pytest minutes to print."""
    return sorted(set(found.split("\n")) ^ set(wanted.split("\n")))[:10]


def broken(made: list[Scripted], text: str) -> list[str]:
    graph = Graph.of(text)
    return [f"{one.decision.verdict}: {one.decision.to_line()}" for one in made if not one.holds(graph)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "number"),
    [
        pytest.param(SAMPLES, 120, id="samples"),
        pytest.param(
            Path(CORPUS or ".") / "docs", 200, id="corpus",
            marks=pytest.mark.skipif(CORPUS is None, reason="ZEREN_CORPUS names no corpus"),
        ),
    ],
)  # fmt: skip
def test_decisions_hold_and_can_all_be_undone(folder: Path, number: int, tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    try:
        with Session(Settings(home)) as session:
            load(session, folder)
            before = dump_json(session.store)
            review = Review(session.store, home)
            made = scripted(review, number)
            assert len(made) == number
            assert {one.decision.verdict for one in made} == {*Verdict} - {Verdict.UNDO}
            for one in made[:5]:
                assert len(review.commit([one.decision])) == 1
            assert len(review.commit(one.decision for one in made)) == number - 5
            decided = dump_json(session.store)
            assert broken(made, decided) == []
            assert Counter(one.state for one in review.states()) == {"in_force": number}
            # The same documents read once more.
            load(session, folder)
            assert differing(dump_json(session.store), decided) == []
            exported = review.record.path.read_text(encoding="utf-8")
        # Without the database, which is loaded anew.
        services.reset_database(Settings(home))
        with Session(Settings(home)) as session:
            load(session, folder)
            assert differing(dump_json(session.store), decided) == []
            review = Review(session.store, home)
            review.catch_up()
            assert differing(dump_json(session.store), decided) == []
        # Somebody else has the documents, and gets the decisions in any order.
        with Session(Settings(elsewhere)) as session:
            load(session, folder)
            other = Review(session.store, elsewhere)
            lines = reversed(exported.splitlines())
            assert len(other.commit([Decision.from_line(line) for line in lines])) == number
            assert differing(dump_json(session.store), decided) == []
            assert dump_json(session.store) == decided
        with Session(Settings(home)) as session:
            review = Review(session.store, home)
            undone = [
                Decision.make(
                    time=f"2031-01-01T00:00:00.{n:03}Z", by="测试员", verdict=Verdict.UNDO, undoes=one.decision.id
                )
                for n, one in enumerate(made)
            ]
            for one in undone[-3:]:
                review.commit([one])
            review.commit(undone)
            assert differing(dump_json(session.store), before) == []
            assert dump_json(session.store) == before
            assert Counter(one.state for one in review.states()) == {"undone": number}
            assert len(re.findall("\n", review.record.path.read_text(encoding="utf-8"))) == 2 * number
    finally:
        embedded.stop(home)
        embedded.stop(elsewhere)


def test_nobody_decides_while_documents_are_on_their_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    record, held, write = Record(home), [], Store._write

    def note(store: Store, work: Callable[[ManagedTransaction], None]) -> None:
        held.append(is_held(record._lock))
        write(store, work)

    monkeypatch.setattr(Store, "_write", note)
    monkeypatch.setattr(loading, "GROUP", 50)
    try:
        with Session(Settings(home)) as session:
            load(session, SAMPLES)
            assert not is_held(record._lock)
            documents = session.store.query("MATCH (d:Document) WHERE d.loaded RETURN count(d) AS number").rows
    finally:
        embedded.stop(home)
    assert documents == ((services.count_samples(),),)
    assert len(held) > 1 and all(held)
