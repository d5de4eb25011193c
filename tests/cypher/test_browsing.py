"""What the page asks while one looks around: the same on Neo4j and on the embedded database."""

import pytest

from tests.cypher.conftest import Both
from ui import services

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]


@pytest.mark.parametrize("text", ["", "财政", "双高", "方案", "组建", "云岭政发"])
def test_names_are_the_same(both: Both, text: str) -> None:
    first, second = (services.find_names(one, text, 100) for one in (both.embedded, both.neo4j))
    assert first == second
    assert first


@pytest.mark.parametrize("text", ["教育局", "双高计划", "职业教育", "组建", "领导小组", "学院", "沈知远"])
def test_neighbourhoods_and_duties_are_the_same(both: Both, text: str) -> None:
    hit = services.find_names(both.embedded, text, 1)[0]
    first, second = (services.neighbourhood(one, [hit.id]) for one in (both.embedded, both.neo4j))
    assert first == second
    assert first.edges
    key = hit.id.partition(":")[2]
    assert services.duties_of(both.embedded, key) == services.duties_of(both.neo4j, key)


def test_ways_are_the_same(both: Both) -> None:
    ends = ("Agency:agency:云岭市财政局", "Program:program:双高计划")
    first, second = (services.way_between(one, *ends) for one in (both.embedded, both.neo4j))
    assert first == second
    assert (first[0], first[-1]) == ends
    assert services.way_between(both.neo4j, ends[0], ends[0]) == ()


def test_papers_are_the_same_and_their_marks_cut_what_is_printed(both: Both) -> None:
    for row in services.documents(both.embedded):
        first, second = (services.paper(one, row["document_key"]) for one in (both.embedded, both.neo4j))
        assert first == second
        assert first is not None
        assert all(0 <= one.start < one.end <= len(first.text) for one in (*first.names, *first.targets))
        assert all(one.end <= other.start for one, other in zip(first.names, first.names[1:], strict=False))
