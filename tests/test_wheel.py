"""The wheel alone, in an empty environment without the checkout, does what the README promises."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("graph", "loaders", "nlp", "ui", "cypher", "samples")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    [path] = folder.glob("zeren-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the programs of a new environment into which nothing but the wheel was installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    options = ["--quiet", "--no-compile", "--disable-pip-version-check", "--constraint", str(ROOT / "constraints.txt")]
    install = [str(programs / "python"), "-m", "pip", "install", *options, str(wheel)]
    done = subprocess.run(install, cwd=folder, env=clean(), capture_output=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stderr
    return programs


def clean(**more: str) -> dict[str, str]:
    """The environment without anything that could lead Python or Zeren elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NEO4J_", "ZEREN_"))}
    return {**kept, "PYTHONIOENCODING": "utf-8", **more}


def test_wheel_carries_the_rooms_and_nothing_else(wheel: Path) -> None:
    """Every file of the rooms, except caches and what Git does not know, is in the wheel, and no tests."""
    tracked = subprocess.run(["git", "ls-files", "-z", *ROOMS], cwd=ROOT, capture_output=True, timeout=60)
    if tracked.returncode:
        wanted = {p.relative_to(ROOT).as_posix() for room in ROOMS for p in (ROOT / room).rglob("*") if p.is_file()}
        wanted = {name for name in wanted if "__pycache__" not in name}
    else:
        wanted = {name for name in tracked.stdout.decode().split("\0") if name and (ROOT / name).exists()}
    held = set(zipfile.ZipFile(wheel).namelist())
    assert wanted <= held
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} == set(ROOMS)
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in held}


@pytest.fixture
def demo(installed: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A data folder and the address of a demo that runs from the wheel."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(installed / "zeren"), "demo", "--no-browser", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("wb") as out:
        running = subprocess.Popen(
            command, cwd=tmp_path, env=clean(ZEREN_HOME=str(tmp_path / "home")), stdout=out, stderr=out
        )
    address = f"http://127.0.0.1:{port}"
    try:
        await_health(address, running, log)
        yield tmp_path / "home", address
    finally:
        running.terminate()
        running.wait(timeout=30)
        stop = [str(installed / "zeren"), "db", "stop"]
        subprocess.run(
            stop, cwd=tmp_path, env=clean(ZEREN_HOME=str(tmp_path / "home")), capture_output=True, timeout=60
        )
    assert f"网页地址：{address}" in log.read_text(encoding="utf-8")


def await_health(address: str, running: "subprocess.Popen[bytes]", log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert running.poll() is None, log.read_text(encoding="utf-8")
        try:
            with opener.open(f"{address}/_stcore/health", timeout=2) as answer:
                assert answer.status == 200
                return
        except urllib.error.URLError:
            time.sleep(0.3)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_wheel_alone_runs_the_demo_and_answers(installed: Path, demo: tuple[Path, str]) -> None:
    home, _ = demo
    where = [str(installed / "python"), "-c", "import ui, graph; print(ui.__file__); print(graph.__file__)"]
    files = subprocess.run(where, cwd=home, env=clean(), capture_output=True, encoding="utf-8", check=True).stdout
    assert str(ROOT) not in files
    ask = [str(installed / "zeren"), "query", "duties", "-p", "actor=云岭市总工会"]
    done = subprocess.run(
        ask, cwd=home, env=clean(ZEREN_HOME=str(home)), capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    [duty] = json.loads(done.stdout)
    assert duty["task"] == "推行校企双主体育人"
    assert duty["doc_number"] == "云岭政发〔2024〕12号"
    first = subprocess.run([str(installed / "zeren"), "eval", str(samples(installed))], cwd=home, env=clean(), capture_output=True,
                           encoding="utf-8", timeout=120)  # fmt: skip
    assert {row["layer"]: row["tp"] for row in json.loads(first.stdout)["layers"]}["tasks"] == 33


def samples(installed: Path) -> Path:
    """The samples where the wheel put them."""
    [folder] = installed.parent.rglob("site-packages/samples")
    return folder
