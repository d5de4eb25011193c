"""The folder for `neo4j-admin`: what it imports is the graph, to the byte, in a server of its own."""

from pathlib import Path

import pytest

from graph.bulk import ARGUMENTS
from graph.dump import dump_json
from graph.errors import InputError
from tests.cypher.conftest import Both
from tests.neo4j_server import missing, running
from ui import services
from ui.settings import Settings

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
HOSTILE = '"quoted", \\back\\\\slash\\n\nsecond line\r\nthird\x1e; \t\'x\' =1+1 ,,"'


def test_imported_graph_is_the_same_to_the_byte(both: Both, tmp_path: Path) -> None:
    if reason := missing():
        pytest.skip(reason)
    hostile = (
        'MATCH (d:Document {loaded: true}) WITH d ORDER BY d.key LIMIT 1 SET d.source = $text, d.marks = [$text, "b"]'
    )
    before = dump_json(both.neo4j.store)
    with both.neo4j.store._driver.session() as session:
        [key] = session.run("MATCH (d:Document {loaded: true}) RETURN d.key ORDER BY d.key LIMIT 1").single(strict=True)
        [old] = session.run("MATCH (d:Document {key: $key}) RETURN properties(d)", key=key).single(strict=True)
        session.run(hostile, text=HOSTILE).consume()
        try:
            command = services.export_for_import(both.neo4j, tmp_path / "csv")
            wanted = dump_json(both.neo4j.store)
        finally:
            session.run("MATCH (d:Document {key: $key}) SET d = $old", key=key, old=old).consume()
    assert dump_json(both.neo4j.store) == before != wanted
    with running(tmp_path / "server", imported=(command, tmp_path / "csv")) as server:
        told = Settings(tmp_path, server.uri, server.user, server.password)
        with services.Session(told) as session:
            assert dump_json(session.store) == wanted
            services.prepare_database(session)
            assert session.store.query("SHOW CONSTRAINTS YIELD name RETURN count(name) AS n").rows[0][0] >= 8
            assert services.ask(session, "duties", {"actor": "云岭市教育局"}).rows


def test_files_of_both_databases_are_the_same(both: Both, tmp_path: Path) -> None:
    files = []
    for name, session in (("embedded", both.embedded), ("neo4j", both.neo4j)):
        services.export_for_import(session, tmp_path / name)
        files.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert files[0] == files[1]
    assert ARGUMENTS in files[0] and len(files[0]) > 20


def test_a_folder_with_something_in_it_stays_as_it_is(both: Both, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="已经存在"):
        services.export_for_import(both.neo4j, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
