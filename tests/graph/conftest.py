"""Small readings about places that do not exist, and a database that is empty at the start of each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.embedded import Connection, EmbeddedServer
from graph.reading import Citation, Group, Head, Member, Mention, Reading, Responsibility, Section, Target, Task
from graph.store import Store
from tests.neo4j_server import RunningNeo4j

Duty = tuple[str, str, str]
"""A body as printed, its full name, its role."""
MakeReading = Callable[..., Reading]


def _made(
    key: str = "云政发〔2030〕1号",
    title: str = "云州市职业教育提升行动方案",
    duties: tuple[tuple[Duty, ...], ...] = (
        (("市教育局", "云州市教育局", "lead"), ("市财政局", "云州市财政局", "participate")),
        (("市财政局", "云州市财政局", "responsible"),),
    ),
    *,
    jurisdiction: str | None = "云州市",
    adcode: str | None = None,
    masked: bool = False,
    doc_number: str | None = None,
    collective: str | None = None,
    program: str | None = None,
    target: str | None = None,
    school: str | None = None,
    cites: tuple[tuple[str, str | None], ...] = (),
    member: tuple[str, str] | None = None,
    rows: bool = False,
) -> Reading:
    """A reading whose text is put together here, so that all offsets are found by searching it.

    With `rows` the second task details the first. All the rest goes into the first task.
    """
    lines = [title, "一、主要任务"]
    lines += [f"{n}. 第{n}项工作。（{'、'.join(one[0] for one in group)}负责）" for n, group in enumerate(duties, 1)]
    if collective:
        lines[2] += f"各项由{collective}落实。"
    for words in (program, target, school):
        if words:
            lines[2] += f"推进{words}。"
    lines += [f"依据《{name}》。" for name, _ in cites]
    if member:
        lines += ["云州市职业教育领导小组", f"组长：{member[0]} {member[1]}"]
    text = "\n".join(lines)
    head = Head(
        key, text, title, title, doc_number, "云州市人民政府", "云州市人民政府", "2030-01-05", jurisdiction, adcode,
        "市", masked=masked, sha256="0" * 64,
    )  # fmt: skip
    tasks = []
    for number, group in enumerate(duties, 1):
        line = lines[number + 1]
        start = text.index(line)
        task = Task(f"t{number}", f"{number}.", f"第{number}项工作", "s1", start, start + len(line))
        for printed, canonical, role in group:
            at = text.index(printed, start)
            task.responsibilities.append(
                Responsibility(printed, canonical, "Agency", role, at, at + len(printed), rule="r", confidence=0.9)  # type: ignore[arg-type]
            )
        tasks.append(task)
    first = tasks[0] if tasks else None
    if first is not None:
        if collective:
            at = text.index(collective, first.start)
            first.responsibilities.append(
                Responsibility(collective, collective, "ActorClass", "responsible", at, at + len(collective), True)
            )
        if program:
            at = text.index(program, first.start)
            first.programs.append(Mention(program, program, at, at + len(program), "p"))
        if school:
            at = text.index(school, first.start)
            first.schools.append(Mention(school, school, at, at + len(school), "s"))
        if target:
            at = text.index(target, first.start)
            first.targets.append(Target(target, "基地", at, at + len(target), 3, None, "个", ">=", "2032"))
        if rows:
            first.detailed_by = ["t2"]
    at = text.index("一、主要任务")
    reading = Reading("zeren test", head, [Section("s1", "一、", "主要任务", 1, at, len(text))], tasks=tasks)
    for name, number in cites:
        at = text.index(name)
        reading.cites.append(Citation(name, at, at + len(name), name, number, "cites", "c"))
    if member:
        at, name = text.index("云州市职业教育领导小组"), text.index(member[0])
        people = [Member(member[0], "组长", [member[1]], name, name + len(member[0]), "m", 0.95)]
        reading.groups.append(
            Group("云州市职业教育领导小组", "云州市职业教育领导小组", at, at + 11, members=people, rule="g")
        )
    return reading


@pytest.fixture(scope="session")
def make_reading() -> MakeReading:
    """Builds readings; see `_made` for what can be asked of it."""
    return _made


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for all tests of this process."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def embedded_server(home: Path) -> Iterator[EmbeddedServer]:
    """An embedded server that ends a command after 3 seconds."""
    server = EmbeddedServer(home, command_seconds=3)
    server.open()
    yield server
    server.close()


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")])])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store, on the embedded server and on a real Neo4j."""
    embedded = request.param == "embedded"
    if embedded:
        connection = request.getfixturevalue("embedded_server").open()
    else:
        server: RunningNeo4j = request.getfixturevalue("neo4j_server")
        connection = Connection(server.uri, server.user, server.password, None)
    with GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password)) as driver:
        driver.execute_query("MATCH (n) WHERE NOT n:Zeren DETACH DELETE n", database_=connection.database)
    opened = Store(connection, EmbeddedServer(request.getfixturevalue("home")) if embedded else None)
    yield opened
    opened.close()
