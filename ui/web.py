"""The web page's server: Streamlit as a child process on the loopback interface."""

import contextlib
import errno
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

from graph.errors import UsageError, ZerenError

__all__ = ["command", "environment", "serve"]

_APP = Path(__file__).with_name("app.py")
_FIRST_PORT = 8501
_TRIES = 20
_START_SECONDS = 60.0
_REFUSED = 10013
"""What Windows says of a port that another program holds for itself."""


def serve(*, host: str = "127.0.0.1", port: int | None = None, browser: bool = True, say: Callable[[str], None]) -> int:
    """Serve the page until it is stopped, and give the server's exit code; `say` gets the lines for the user.

    Without a port it is the first free one from 8501 on.

    Raises:
        UsageError: the port is taken, or the host is none of this machine.
        ZerenError: the server does not start.
    """
    chosen = _free_port(host, port)
    shown = f"[{host}]" if ":" in host else {"0.0.0.0": "127.0.0.1"}.get(host, host)
    address = f"http://{shown}:{chosen}"
    if not _is_loopback(host):
        say(f"注意：{host} 不是本机地址，同一网络里的人都能打开这个网页。")
    say("正在打开网页服务……")
    child = subprocess.Popen(command(host, chosen), env=environment(), stdout=subprocess.DEVNULL)
    with _ended_with_us(child):
        _await_answer(child, address)
        say(f"网页地址：{address}　（按 Ctrl-C 结束）")
        if browser:
            _open_browser(address)
        return child.wait()


def command(host: str, port: int) -> list[str]:
    """What starts the server."""
    options = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": "100",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "runner.magicEnabled": "false",  # else a text that stands alone in a page is shown on it
        "theme.light.primaryColor": "#0b5cad",
        "theme.dark.primaryColor": "#6cb2f7",
    }
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(_APP),
        *(f"--{name}={value}" for name, value in options.items()),
    ]


def environment() -> dict[str, str]:
    """Our own environment, in which the child finds our packages wherever it was started."""
    home = str(_APP.parents[1])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _free_port(host: str, wanted: int | None) -> int:
    for port in [wanted] if wanted else range(_FIRST_PORT, _FIRST_PORT + _TRIES):
        try:
            if _is_free(host, port):
                return port
        except OSError as error:
            raise UsageError(
                f"不能在 {host} 上打开网页（{error.strerror or error}），请去掉 --host 或换一个本机地址"
            ) from error
    if wanted:
        raise UsageError(f"端口 {wanted} 已被占用，请换一个：--port {wanted + 1}，或去掉 --port 由程序挑选")
    raise UsageError(f"端口 {_FIRST_PORT} 至 {_FIRST_PORT + _TRIES - 1} 都被占用，请用 --port 指定一个空闲的端口")


def _is_free(host: str, port: int) -> bool:
    """Whether a server could listen there.

    Raises:
        OSError: not because the port is taken: the host is none of this machine, or the port not allowed.
    """
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, _REFUSED):
                return False
            raise
    return True


def _await_answer(child: "subprocess.Popen[bytes]", address: str) -> None:
    """Wait until the server says that it is well."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise ZerenError(
                f"网页服务没有打开（退出码 {child.returncode}），请运行 zeren doctor 检查 streamlit 是否装好"
            )
        try:
            with opener.open(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ZerenError(f"网页服务 {_START_SECONDS:.0f} 秒内没有应答，请关闭占用内存的程序后重试")


@contextlib.contextmanager
def _ended_with_us(child: "subprocess.Popen[bytes]") -> Iterator[None]:
    """End the child when we end, also by a signal that asks us to."""

    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _open_browser(address: str) -> None:
    """Open the page where there is a screen; without one a text browser would take the terminal."""
    if sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)
