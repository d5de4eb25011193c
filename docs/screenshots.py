"""Takes a picture of every page over the samples, in light, in dark and on a phone: `python docs/screenshots.py`.

Needs a Chromium (`apt install chromium`, or its path in CHROMIUM). The pictures go to `docs/pages/`.
"""

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from graph import embedded  # noqa: E402
from tests.ui.browser import chromium, open_browser, serving  # noqa: E402
from ui import services  # noqa: E402
from ui.settings import Settings  # noqa: E402

FOLDER = ROOT / "docs" / "pages"
PAGES = {
    "overview": "",
    "graph": f"graph?at={quote('Agency:agency:云岭市教育局')}",
    "matrix": f"matrix?document={quote('云岭政发〔2024〕12号')}",
    "ledger": "ledger",
    "timeline": "timeline",
    "flow": f"flow?document={quote('云岭政发〔2024〕12号')}",
    "document": f"documents?document={quote('云岭政发〔2024〕12号')}&place=659-668",
    "review": "review",
    "query": "query?name=agency_load",
}
LOOKS = {"light": (1280, 900, "light"), "dark": (1280, 900, "dark"), "phone": (390, 844, "light")}


def main() -> None:
    """Load the samples into a data folder of its own, and look at each page."""
    if chromium() is None:
        sys.exit("no Chromium: apt install chromium, or set CHROMIUM to one")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with services.Session(Settings(home)) as session:
            for step in services.load_samples(session):
                assert not isinstance(step, services.Failure), step
            with serving(home) as address, open_browser() as browser:
                for look, (width, height, scheme) in LOOKS.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme, locale="zh-CN"  # type: ignore[arg-type]
                    )  # fmt: skip
                    context.set_default_timeout(120_000)
                    page = context.new_page()
                    for name, path in PAGES.items():
                        page.goto(f"{address}/{path}")
                        page.get_by_role("heading").first.wait_for()
                        page.wait_for_function(
                            "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
                        )
                        page.wait_for_timeout(2_500)
                        page.screenshot(path=FOLDER / f"{name}-{look}.png")
                        print(f"{name}-{look}.png")
                    context.close()
        embedded.stop(home)


if __name__ == "__main__":
    main()
