"""The samples in both databases, loaded once."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from neo4j import GraphDatabase

from graph import embedded
from tests.neo4j_server import RunningNeo4j
from ui import services
from ui.settings import Settings

# What the samples do not have: a place that the tables know, with its counties, a task without an owner, a mark of secrecy.
PLAN = """秘密★1年
安康市产教融合工作要点

一、重点任务
（一）建设实训基地
到2030年，建成实训基地5个以上。（责任单位：市教育局、市发展改革委，各县区）
（二）健全工作机制
完善1+X证书制度，定期研究问题。
"""


@dataclass(frozen=True, slots=True)
class Both:
    """A session on each database."""

    embedded: services.Session
    neo4j: services.Session


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory, neo4j_server: RunningNeo4j) -> Iterator[Both]:
    """The samples and the plan above in the embedded database and in a Neo4j that was empty before."""
    plan = tmp_path_factory.mktemp("plan") / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    home = tmp_path_factory.mktemp("both")
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    told = Settings(home, neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    with services.Session(Settings(home)) as own, services.Session(told) as theirs:
        for session in (own, theirs):
            steps = [*services.load_samples(session), *services.load(session, services.find([plan]))]
            assert not any(isinstance(step, services.Failure) for step in steps)
            services.measure(session, write=True)
        yield Both(own, theirs)
    embedded.stop(home)
