"""What the documents say is what the program does."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from ui.cli import cli
from ui.services import EXPORTS, named_queries
from ui.settings import SETTINGS

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.en.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "queries.md", "schema.md"])
def test_generated_pages_are_fresh(generator: ModuleType, name: str) -> None:
    assert text_of(f"docs/{name}") == generator.pages()[name], "run: make docs"


def test_readme_lists_every_command_once() -> None:
    table = re.findall(r"^\| `zeren (\w+)", text_of("README.md"), re.MULTILINE)
    assert table == list(cli.commands)


def test_english_readme_lists_every_command() -> None:
    [line] = re.findall(r"`zeren ((?:\w+ ){5,}\w+)`", text_of("README.en.md"))
    assert line.split() == list(cli.commands)


def test_readme_lists_every_export() -> None:
    [row] = re.findall(r"^\| `zeren export .*$", text_of("README.md"), re.MULTILINE)
    assert [kind for kind in EXPORTS if kind not in row] == []


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_setting(name: str) -> None:
    assert [one.name for one in SETTINGS if one.name not in text_of(name)] == []


@pytest.mark.parametrize("name", READMES)
def test_queries_in_the_readme_exist(name: str) -> None:
    asked = re.findall(r"zeren query (\w+)", text_of(name))
    assert asked
    assert set(asked) <= set(named_queries())


@pytest.mark.parametrize("name", [*READMES, "docs/limits.md"])
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", text_of(name)):
        assert ((ROOT / name).parent / target).exists(), target


@pytest.mark.parametrize("target", ["install", "demo", "test", "lint", "bench", "docs"])
def test_make_targets_exist(target: str) -> None:
    assert re.search(rf"^{target}:", text_of("Makefile"), re.MULTILINE)


def test_every_dependency_is_bounded_and_pinned_within_its_bounds() -> None:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    pins = dict(line.split("==") for line in text_of("constraints.txt").splitlines() if line and line[0] != "#")
    pinned = {canonicalize_name(name): version for name, version in pins.items()}
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    for line in (*project["dependencies"], *extras):
        wanted = Requirement(line)
        assert {one.operator for one in wanted.specifier} >= {">=", "<"}, line
        assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), line
