"""How fast the page is over 1,000 documents: first useful view, and from a click in the graph to the detail beside it.

Run by hand: `python bench/page.py [documents] [rounds]`. It loads a made-up graph into a data folder of its own, serves it as `zeren ui`
does, and looks at it with a Chromium (`apt install chromium`). Seconds hold for one machine; the last column is the ratio to
the bare page of Streamlit (its frame without content) in the same run.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page  # noqa: E402

from graph import embedded  # noqa: E402
from tests.ui.browser import chromium, open_browser, serving  # noqa: E402
from tests.ui.made import fill  # noqa: E402
from ui import services  # noqa: E402
from ui.settings import Settings  # noqa: E402

_TASKS = 20
_SIZES = (500, 2_000)


def main() -> None:
    """Prints the median of each step over the rounds."""
    if chromium() is None:
        sys.exit("no Chromium: apt install chromium, or set CHROMIUM to one")
    documents = int(sys.argv[1]) if sys.argv[1:] else 1_000
    rounds = int(sys.argv[2]) if sys.argv[2:] else 5
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with services.Session(Settings(home)) as session:
            start = time.perf_counter()
            fill(session.store, documents, _TASKS)
            print(
                f"loaded {documents:,} documents, {documents * _TASKS:,} tasks in {time.perf_counter() - start:.0f} s"
            )
            views = {size: _view(session, size) for size in _SIZES}
            with serving(home) as address, open_browser() as browser:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.set_default_timeout(120_000)
                bare = _median(rounds, lambda: _loaded(page, f"{address}/query?mode=console", "textarea"))
                _say("bare page (console of queries)", bare, bare)
                first = _loaded(page, f"{address}/", ".cards")
                _say("overview, first visit after a load", first, bare)
                _say("overview", _median(rounds, lambda: _loaded(page, f"{address}/", ".cards")), bare)
                _say("graph", _median(rounds, lambda: _loaded(page, f"{address}/graph", ".graph[data-drawn]")), bare)
                _say(
                    "ledger of one document",
                    _median(rounds, lambda: _loaded(page, f"{address}/ledger", ".ledger")),
                    bare,
                )
                for size, (path, number) in views.items():
                    _loaded(page, f"{address}/{path}", ".graph[data-drawn]")
                    page.wait_for_timeout(3_000)
                    _say(f"click to detail at {number:,} nodes (of {size:,} wished)", _clicks(page, rounds), bare)
        embedded.stop(home)


def _view(session: services.Session, size: int) -> tuple[str, int]:
    """The address of a view of about so many nodes, made of bodies that are opened one after another, and how many it has."""
    hits = [hit for hit in services.find_names(session, "局", 200) if hit.label == "Agency"]
    ids: list[str] = []
    part = services.Part()
    for hit in hits:
        wider = part.joined(services.neighbourhood(session, [hit.id]))
        if len(wider.nodes) > size:
            break
        part = wider
        ids.append(hit.id)
    return f"graph?{urlencode({'at': ids[0], 'open': ids}, doseq=True)}", len(part.nodes)


def _loaded(page: Page, address: str, wanted: str) -> float:
    start = time.perf_counter()
    page.goto(address)
    page.locator(wanted).first.wait_for()
    return time.perf_counter() - start


def _clicks(page: Page, rounds: int) -> float:
    """The median time from a click on a task to its text beside the drawing."""
    places = page.locator(".graph").evaluate("one => one._places()")
    box = page.locator(".graph .stage").bounding_box()
    assert box is not None
    inside = [
        one for one in places.values() if 40 < one["x"] < box["width"] - 40 and 60 < one["y"] < box["height"] - 40
    ]
    tasks = [one for one in inside if one["name"].startswith("任务：")]
    taken = []
    for one in tasks[:rounds]:
        name = one["name"].partition("：")[2]
        start = time.perf_counter()
        page.mouse.click(box["x"] + one["x"], box["y"] + one["y"])
        page.get_by_role("heading", name=name, exact=True).wait_for()
        taken.append(time.perf_counter() - start)
        page.wait_for_timeout(400)
    return statistics.median(taken) if taken else float("nan")


def _median(rounds: int, work: Callable[[], float]) -> float:
    return statistics.median(work() for _ in range(rounds))


def _say(what: str, seconds: float, bare: float) -> None:
    print(f"{what:52}{seconds:8.2f} s   {seconds / bare:6.1f} x bare page", flush=True)


if __name__ == "__main__":
    main()
