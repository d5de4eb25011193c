"""The same rows on Neo4j and on the embedded database, value by value, for every question that the project asks."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.dump import dump_json
from graph.queries import catalogue
from graph.statements import CYPHER
from tests.cypher.conftest import Both
from ui import services

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
# What to ask with: a value for each parameter that has no default, found in the samples.
ASKED: Mapping[str, list[dict[str, Any]]] = {
    "duties": [{"actor": "云岭市教育局"}, {"actor": "云岭市财政局"}, {"actor": "没有这个单位"}],
    "task_leads": [{"task": "校企"}, {"task": ""}],
    "partners": [{}, {"actor": "云岭市教育局"}],
    "programs": [{}, {"program": "双高"}],
    "targets_by_deadline": [{}, {"until": "2025"}],
    "groups": [{}, {"group": "领导小组"}],
    "path": [{"from": "云岭市教育局", "to": "云岭市财政局"}, {"from": "云岭市教育局", "to": "云岭市总工会"}],
    "document_tasks": [{"document": "云岭政发〔2024〕12号"}],
    "actors": [{"text": "教育"}, {"text": "云岭"}],
    "schools": [{}, {"school": "学院"}],
    "people": [{}],
    "names": [{"text": "教育"}, {"text": "方案"}],
}


@pytest.mark.parametrize("name", list(catalogue()))
def test_named_query_gives_the_same_rows(both: Both, name: str) -> None:
    filled = 0
    for given in ASKED.get(name, [{}]):
        parameters = {one.name: given.get(one.name, one.default) for one in catalogue()[name].parameters}
        rows = [one.store.run_read(catalogue()[name].text, parameters) for one in (both.embedded, both.neo4j)]
        assert rows[0].rows == rows[1].rows
        assert rows[0].columns == rows[1].columns or not rows[0].rows
        filled += len(rows[0].rows)
    assert filled


@pytest.mark.parametrize("path", sorted((CYPHER / "export").glob("*.cypher")), ids=lambda path: path.stem)
def test_query_of_an_export_gives_the_same_rows(both: Both, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    everything = {name: keys_of(both, name) for name in re.findall(r"\$(\w+)", text)}
    if not any(everything.values()):
        everything |= {name: first_of(both, name) for name in ("actor", "program") if name in everything}
    first, second = (one.store.query(text, everything).rows for one in (both.embedded, both.neo4j))
    assert as_json(first) == as_json(second)
    assert first


def as_json(rows: Sequence[tuple[Any, ...]]) -> list[str]:
    """Each row with the properties of its maps in one order; the exports sort what they show, so rows may come in any."""
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def first_of(both: Both, name: str) -> str:
    """The first body or program that a task is linked to."""
    text = (
        f"MATCH (:Task)-[:RESPONSIBLE_FOR|ADVANCES]-(n:{name.capitalize()}) RETURN n.name AS name ORDER BY name LIMIT 1"
    )
    return str(both.neo4j.store.query(text).rows[0][0])


def keys_of(both: Both, name: str) -> list[str] | float | None:
    """All keys of the kind that a parameter of an export lists (tasks, actors …); None for one that narrows it."""
    if name == "threshold":
        return 1.0
    label = {"tasks": "Task", "actors": "Actor", "documents": "Document", "places": "Place", "sections": "Section"}.get(
        name
    )
    if label is None:
        return None
    return [str(row[0]) for row in both.neo4j.store.query(f"MATCH (n:{label}) RETURN n.key AS key ORDER BY key").rows]


def test_whole_graph_is_the_same_to_the_byte(both: Both) -> None:
    assert dump_json(both.embedded.store) == dump_json(both.neo4j.store)


@pytest.mark.parametrize("kind", [kind for kind in services.EXPORTS if kind not in ("xlsx", "docx")])
def test_export_is_the_same_to_the_byte(both: Both, kind: str) -> None:
    """Office files hold the second in which they were made; a map is of one document."""
    document = services.ask(both.embedded, "documents", {}).rows[0]["document_key"] if kind in ("png", "svg") else None
    filters = services.Filters(document=document)
    files = [services.export_bytes(one, kind, filters) for one in (both.embedded, both.neo4j)]
    assert files[0] == files[1]
