"""Imports point one way: what each room, and each part of it, may import."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("graph", "loaders", "nlp", "ui")
VOCABULARY = {"graph.errors", "graph.reading", "graph.model", "graph.places", "graph.tsv"}
FACES = ("ui.cli", "ui.app", "ui.web", "ui.app_pages", "ui.components", "ui.terminal")
SHARED = {"ui.services", "ui.settings", "ui.words"}
DRIVER = {"graph.store", "graph.queries", "graph.embedded", "graph.loading", "graph.faults", "graph.plans", "graph.plain",
          "graph.citations", "graph.deriving", "graph.extractions", "graph.prepared", "graph.restore", "graph.writing"}  # fmt: skip
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
)


def imported(module: str) -> Iterator[str]:
    """All modules that a module imports, also inside functions; for `from a import b` both a and a.b."""
    path = ROOT / (module.replace(".", "/") + ".py")
    path = path if path.exists() else ROOT / module.replace(".", "/") / "__init__.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield str(node.module)
            yield from (
                f"{node.module}.{alias.name}" for alias in node.names if is_module(f"{node.module}.{alias.name}")
            )


def is_module(name: str) -> bool:
    return name in MODULES


def ours(module: str) -> set[str]:
    """The modules of the rooms that a module imports."""
    return {name for name in imported(module) if name.split(".")[0] in ROOMS and name not in ROOMS}


def is_in(name: str, *parents: str) -> bool:
    return any(name == parent or name.startswith(f"{parent}.") for parent in parents)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    found = ours(module)
    room = module.split(".")[0]
    if is_in(module, *VOCABULARY):
        allowed = {name for name in found if is_in(name, *VOCABULARY)}
    elif room == "loaders":
        allowed = {name for name in found if is_in(name, "loaders", *VOCABULARY)}
    elif room == "nlp":
        allowed = {name for name in found if is_in(name, "nlp", "loaders.document", *VOCABULARY)}
    elif room == "graph":
        allowed = {name for name in found if is_in(name, "graph")}
    elif is_in(module, *FACES):
        allowed = {name for name in found if is_in(name, *FACES, "graph.errors") or name in SHARED}
    elif is_in(module, "ui.exports"):
        allowed = {name for name in found if is_in(name, "ui.exports", "ui.words", *VOCABULARY)}
    elif is_in(module, "ui.settings", "ui.words"):
        allowed = set()
    else:
        allowed = {name for name in found if not is_in(name, *FACES)}
    assert found == allowed, f"{module} 不应导入 {sorted(found - allowed)}"


@pytest.mark.parametrize("module", MODULES)
def test_only_the_store_knows_the_driver(module: str) -> None:
    knows = any(is_in(name, "neo4j") for name in imported(module))
    assert not knows or module in DRIVER


@pytest.mark.parametrize("module", MODULES)
def test_services_and_rooms_know_neither_click_nor_streamlit(module: str) -> None:
    faces = {name.split(".")[0] for name in imported(module)} & {"click", "rich", "streamlit"}
    assert not faces or is_in(module, *FACES)


def test_there_are_modules_in_every_room() -> None:
    assert {module.split(".")[0] for module in MODULES} == set(ROOMS)


@pytest.mark.parametrize("module", [name for name in MODULES if not is_in(name, "ui.app", "ui.app_pages")])
def test_public_names_are_declared_and_exist(module: str) -> None:
    path = ROOT / (module.replace(".", "/") + ".py")
    path = path if path.exists() else ROOT / module.replace(".", "/") / "__init__.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body or (len(tree.body) == 1 and ast.get_docstring(tree)):
        return
    defined: set[str] = set()
    declared: list[str] | None = None
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                defined.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                defined |= {alias.asname or alias.name for alias in names}
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                declared = ast.literal_eval(value)
            case ast.Assign(targets=targets):
                defined |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                defined.add(name)
            case ast.Try() | ast.If():
                defined |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    assert declared is not None, f"{module} 没有 __all__"
    assert set(declared) <= defined, f"{module}：{sorted(set(declared) - defined)} 不存在"
