"""Imports point one way: loaders → nlp → graph → ui; only the store's modules know the database driver."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VOCABULARY = ("graph.errors", "graph.reading", "graph.model", "graph.places")
DRIVER = {
    "graph.citations",
    "graph.store",
    "graph.loading",
    "graph.faults",
    "graph.plans",
    "graph.plain",
    "graph.statements",
    "graph.dump",
}
ROOMS = ("graph", "loaders", "nlp", "ui")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def is_under(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def ours(path: Path) -> set[str]:
    return {name for name in imports_of(path) if is_under(name, *ROOMS)}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_one_way(path: Path) -> None:
    module, imported = module_of(path), ours(path)
    if is_under(module, "loaders"):
        assert not [
            name
            for name in imported
            if not is_under(name, "loaders", *VOCABULARY, "graph") or is_under(name, "nlp", "ui")
        ]
        assert not [
            name for name in imported if is_under(name, "graph") and not is_under(name, *VOCABULARY) and name != "graph"
        ]
    elif is_under(module, "nlp"):
        allowed = (*VOCABULARY, "nlp", "loaders.document")
        assert not [name for name in imported if not is_under(name, *allowed) and name not in ("graph", "loaders")]
    elif is_under(module, "graph"):
        assert not [name for name in imported if is_under(name, "loaders", "nlp", "ui")]
    elif is_under(module, "ui.cli", "ui.app", "ui.app_pages", "ui.components"):
        assert not [
            name
            for name in imported
            if is_under(name, "loaders", "nlp", "graph") and not is_under(name, "graph.errors", *VOCABULARY)
        ]


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_only_the_store_knows_the_driver(path: Path) -> None:
    if any(is_under(name, "neo4j") for name in imports_of(path)):
        assert module_of(path) in DRIVER
