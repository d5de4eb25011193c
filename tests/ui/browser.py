"""A Chromium of the system, and the page that it looks at."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

from playwright.sync_api import Browser, sync_playwright

__all__ = ["ARGUMENTS", "chromium", "open_browser", "serving"]

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_SECONDS = 90.0


def chromium() -> str | None:
    """Where a Chromium is; None without one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The browser, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])
        yield browser
        browser.close()


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a page over the graph of this data folder; as `zeren ui` serves it."""
    from ui.web import command, environment

    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in environment().items() if not name.startswith("NEO4J_")}
    child = subprocess.Popen(
        command("127.0.0.1", port), env={**env, "ZEREN_HOME": str(home)}, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                with opener.open(f"{address}/_stcore/health", timeout=2):
                    break
            except OSError:
                if child.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"no page at {address}")
                time.sleep(0.2)
        yield address
    finally:
        child.terminate()
        child.wait(20)
