"""The story of a user in a real browser: load, search, click, expand, filter, matrix, export, console; and what must not happen."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from graph import embedded
from tests.ui.browser import chromium, open_browser, serving
from tests.ui.test_pages import HOSTILE, PAGES
from ui import services
from ui.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).parents[2]
WAIT = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("no Chromium: install it (apt install chromium) or name one in CHROMIUM")
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that the tests fill through the page."""
    path = tmp_path_factory.mktemp("browser")
    yield path
    embedded.stop(path)


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(home) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that notes every request to anywhere but our own server, and every fault of a script."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(WAIT)
    opened = context.new_page()
    outside: list[str] = []
    faults: list[str] = []
    here = urlsplit(address).netloc
    opened.on("request", lambda one: outside.append(one.url) if urlsplit(one.url).netloc not in (here, "") else None)
    opened.on("pageerror", lambda one: faults.append(str(one)))
    yield opened
    context.close()
    assert outside == []
    assert faults == []


def show(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.get_by_role("heading").first.wait_for(timeout=WAIT)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=WAIT)


def spot(page: Page, name: str) -> tuple[float, float]:
    """Where a node of this name is drawn."""
    places = page.locator(".graph").evaluate("one => one._places()")
    at = next(one for one in places.values() if name in one["name"])
    box = page.locator(".graph .stage").bounding_box()
    assert box is not None
    return box["x"] + at["x"], box["y"] + at["y"]


def drawn(page: Page) -> int:
    return int(page.locator(".graph").get_attribute("data-nodes") or 0)


def test_files_are_dropped_and_read(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("先载入一份文件").wait_for()
    assert "Browse files" not in page.locator("body").inner_text()
    files = sorted(str(path) for path in (ROOT / "samples" / "docs").iterdir())
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="载入 3 个文件").click()
    page.get_by_text(re.compile("已载入：文件 3、任务 33、")).wait_for()
    page.get_by_text("承担任务最多的单位").wait_for()


def test_from_the_first_page_to_the_duties_of_a_bureau_in_three_steps(page: Page, address: str) -> None:
    show(page, address, "")
    page.get_by_role("combobox", name="查找单位").fill("市财政局")
    page.get_by_role("option", name=re.compile("云岭市财政局")).click()
    page.get_by_role("heading", name="云岭市财政局").wait_for()
    page.locator(".graph[data-drawn]").wait_for()
    summary = page.locator("details", has_text="改善数字化条件").first
    summary.locator("summary").click(position={"x": 4, "y": 8})
    expect(summary.locator("mark")).to_contain_text("市财政局")
    summary.get_by_text("在文件里看").click()
    page.locator("mark.here").first.wait_for()
    assert "市财政局" in page.locator("mark.here").first.inner_text() or page.locator("mark.here").count() > 1


def test_click_expand_filter_and_the_way_back(page: Page, address: str) -> None:
    show(page, address, "graph?at=Agency:agency:云岭市财政局")
    page.locator(".graph[data-drawn]").wait_for()
    first = drawn(page)
    before = page.locator(".graph").evaluate("one => one._places()")
    page.mouse.click(*spot(page, "云岭市发展和改革委员会"))
    page.get_by_role("heading", name="云岭市发展和改革委员会").wait_for()
    assert page.locator(".graph").evaluate("one => one._places()") == before, "the drawing stays where it was"
    page.mouse.dblclick(*spot(page, "云岭市发展和改革委员会"))
    expect(page.locator(".graph")).not_to_have_attribute("data-nodes", str(first))
    wider = drawn(page)
    assert wider > first
    page.get_by_role("link", name=re.compile("^目标")).first.click()
    expect(page.locator(".graph")).not_to_have_attribute("data-nodes", str(wider))
    assert drawn(page) < wider
    page.go_back()
    expect(page.locator(".graph")).to_have_attribute("data-nodes", str(wider))
    shared = page.url
    page.goto(shared)
    expect(page.locator(".graph")).to_have_attribute("data-nodes", str(wider))


def test_keys_choose_a_suggestion(page: Page, address: str) -> None:
    show(page, address, "")
    field = page.get_by_role("combobox", name="查找单位")
    field.fill("双高")
    page.get_by_role("option", name=re.compile("双高计划")).wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.get_by_role("heading", name="双高计划").wait_for()
    field = page.get_by_role("combobox", name="查找单位")
    field.fill("财正局")
    field.press("Enter")
    page.get_by_text("没有找到“财正局”。您要找的是").wait_for()


def test_matrix_cell_leads_to_its_sentence(page: Page, address: str) -> None:
    show(page, address, "matrix")
    page.locator("td.cell a.lead").first.click()
    page.locator("blockquote").first.wait_for()
    page.get_by_text("在文件里看").click()
    page.locator("mark.here").first.wait_for()


def test_flow_leads_to_the_graph(page: Page, address: str) -> None:
    show(page, address, "flow?document=云岭政发〔2024〕12号")
    chart = page.get_by_test_id("stEChartsChart").first
    chart.wait_for()
    box = chart.bounding_box()
    assert box is not None
    page.wait_for_timeout(1500)
    page.wait_for_timeout(4_000)
    page.mouse.click(box["x"] + 10, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="云岭市人民政府").wait_for()
    assert "/graph?at=Document" in page.url


def test_exports_are_whole_and_open_by_themselves(page: Page, address: str, tmp_path: Path) -> None:
    show(page, address, "graph?at=Agency:agency:云岭市教育局")
    page.locator(".graph[data-drawn]").wait_for()
    with page.expect_download() as told:
        page.get_by_role("button", name="下载 Excel").click()
    assert zipfile.is_zipfile(told.value.path())
    with page.expect_download() as told:
        page.get_by_role("button", name="存为图片").click()
    assert told.value.path().read_bytes().startswith(b"\x89PNG")
    page.get_by_role("button", name="导出、分享这个视图").click()
    saved = {}
    for kind in ("html", "graphml"):
        with page.expect_download() as told:
            page.get_by_test_id("stPopoverBody").get_by_role("button", name=kind, exact=True).click()
        saved[kind] = tmp_path / f"view.{kind}"
        told.value.save_as(saved[kind])
    assert "云岭市教育局" in saved["graphml"].read_text(encoding="utf-8")
    other = page.context.new_page()
    other.goto(saved["html"].as_uri())
    expect(other.get_by_text("云岭市教育局").first).to_be_visible()
    other.close()


def test_console_refuses_to_write(page: Page, address: str) -> None:
    show(page, address, "query?mode=console")
    page.get_by_label("Cypher").fill("MATCH (n) DETACH DELETE n")
    page.get_by_role("button", name="查询", exact=True).click()
    page.get_by_text("这里只能查询").wait_for()


def test_hostile_document_does_nothing_on_any_page(page: Page, address: str, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "实施方案.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    with services.Session(Settings(home)) as session:
        assert [step for step in services.load(session, services.find([path])) if isinstance(step, services.Loaded)]
        [key] = [row["document_key"] for row in services.documents(session) if not row["doc_number"]]
    for name in PAGES:
        show(page, address, "" if name == "overview" else f"{name}?document={key}&at=Document:{key}")
        page.wait_for_timeout(500)
        assert page.evaluate("document.body.dataset.broken") is None
        assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("width", [390, 1920])
def test_no_page_is_wider_than_its_window(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for name in PAGES:
        show(page, address, "" if name == "overview" else name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.get_by_text("Traceback").count() == 0
