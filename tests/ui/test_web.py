"""The page's server: its address, its end, and ports that are taken."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import psutil
import pytest

from graph.errors import UsageError
from ui import web

ROOT = Path(__file__).parents[2]


def test_a_taken_port_is_said_with_a_way_out() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(UsageError, match=f"端口 {port} 已被占用，请换一个：--port {port + 1}"):
            web.serve(port=port, browser=False, say=print)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(UsageError, match=r"不能在 192\.0\.2\.1 上打开网页"):
        web.serve(host="192.0.2.1", browser=False, say=print)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a program can answer")
def test_ui_prints_its_address_serves_and_ends_with_its_child(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "ZEREN_"))}
    running = subprocess.Popen(
        [sys.executable, "-u", "-m", "ui.cli", "ui", "--no-browser"],
        env={**env, "PYTHONPATH": str(ROOT), "ZEREN_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    watch = threading.Timer(90, running.kill)
    watch.start()
    try:
        assert running.stdout is not None
        line = next(line for line in running.stdout if "网页地址" in line)
        address = line.removeprefix("网页地址：").split()[0]
        assert address.startswith("http://127.0.0.1:")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{address}/", timeout=10) as page:
            assert page.status == 200
        children = psutil.Process(running.pid).children(recursive=True)
        assert children
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=20) == 128 + signal.SIGTERM
        _, alive = psutil.wait_procs(children, timeout=10)
        assert alive == []
        assert running.stderr is not None and "Traceback" not in running.stderr.read()
    finally:
        watch.cancel()
        running.kill()
        running.communicate()
