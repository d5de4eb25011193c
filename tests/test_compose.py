"""The compose file for users: valid, nothing open to the network, no password that somebody could forget to change."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ui.cli import cli
from ui.settings import SETTINGS

ROOT = Path(__file__).parents[1]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


def test_it_has_neo4j_of_the_tested_series_and_the_page() -> None:
    pom = (ROOT / "tests" / "neo4j" / "pom.xml").read_text("utf-8")
    tested = re.search(r"5\.\d+", pom)
    assert tested is not None
    assert set(SERVICES) == {"neo4j", "page"}
    assert SERVICES["neo4j"]["image"] == f"neo4j:{tested[0]}-community"
    assert SERVICES["page"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


@pytest.mark.parametrize("name", list(SERVICES))
def test_every_service_has_a_health_check_a_volume_and_loopback_ports(name: str) -> None:
    service = SERVICES[name]
    declared = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["volumes"]
    assert service["healthcheck"]["test"]
    assert [one for one in service["volumes"] if one.split(":")[0] in declared]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_there_is_no_default_password() -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    asked = re.findall(r"\$\{NEO4J_PASSWORD([^}]*)\}", text)
    assert len(asked) == 2
    assert all(one.startswith(":?") for one in asked)
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_the_page_is_told_settings_that_exist_and_started_by_a_command_that_exists() -> None:
    assert set(SERVICES["page"]["environment"]) <= {one.name for one in SETTINGS}
    started = re.search(r"CMD \[(.+)\]", (ROOT / "Dockerfile").read_text("utf-8"))
    assert started is not None
    command, *words = re.findall(r'"([^"]+)"', started[1])
    options = {option for one in cli.commands[command].params for option in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= options
