"""Every page over a real database: when it is empty, small, large, hostile or down."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph import embedded
from tests.ui.made import fill
from ui import services
from ui.components import board
from ui.components.frame import plain
from ui.components.language import load_texts
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "ui" / "app.py")
SCRIPTS = sorted((Path(APP).parent / "app_pages").glob("*.py"))
PAGES = ("overview", "graph", "matrix", "ledger", "timeline", "flow", "documents", "query")
HOSTILE = """云岭市<img src=x onerror="document.body.dataset.broken=1">职业教育实施方案

一、主要任务

1. 建设<script>document.body.dataset.broken=1</script>实训基地。到2030年建成3个。（牵头单位：市教育局；配合单位：市财政局）
2. =HYPERLINK("http://x.invalid","点")推进双高计划。（责任单位：市教育局）
3. 推进“</span><svg onload=document.body.dataset.broken=1>计划”和![图](http://x.invalid/a.png)工作。（责任单位：市财政局）
"""


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    st.cache_resource.clear()
    st.config.set_option("server.address", "127.0.0.1")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_text_stands_alone_in_a_page(path: Path) -> None:
    """Streamlit would show it to the reader, as it would any other value."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert not [one.lineno for one in body[1:] if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)]


@pytest.fixture(scope="module")
def large_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A graph with pages of tasks, and with more of them than fit on one."""
    home = tmp_path_factory.mktemp("large")
    with services.Session(Settings(home)) as session:
        fill(session.store, 4, 90, cities=2)
        yield home
    embedded.stop(home)


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("hostile")
    path = tmp_path_factory.mktemp("files") / "实施方案.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    with services.Session(Settings(home)) as session:
        steps = list(services.load(session, services.find([path])))
        assert not any(isinstance(step, services.Failure) for step in steps), steps
        yield home
    embedded.stop(home)


def page(home: Path, monkeypatch: pytest.MonkeyPatch, name: str = "overview", /, **address: str | list[str]) -> AppTest:
    """The page after its first run; `address` is what stands behind its name in the address."""
    monkeypatch.setenv("ZEREN_HOME", str(home))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    app = AppTest.from_file(APP, default_timeout=60)
    if name != "overview":
        app.switch_page(f"app_pages/{name}.py")
    for key, value in address.items():
        app.query_params[key] = value
    return calm(app.run())


def calm(app: AppTest) -> AppTest:
    """The page, which shows no fault of ours."""
    assert not app.exception
    assert not [error.value for error in app.error]
    return app


def data_of(app: AppTest) -> list[Any]:
    """What the components of the page are given."""
    return [json.loads(element.proto.json) for element in app.get("bidi_component") if element.proto.json]


def words(app: AppTest) -> str:
    """All that the panels of the page show."""
    found: list[str] = []

    def walk(tree: Any) -> None:
        if isinstance(tree, str):
            found.append(tree)
        else:
            for child in tree[2:]:
                walk(child)

    for data in data_of(app):
        for tree in data.get("tree") or ():
            walk(tree)
    return "\n".join(found)


def links(app: AppTest) -> list[str]:
    """The addresses that the panels lead to."""
    found: list[str] = []

    def walk(tree: Any) -> None:
        if not isinstance(tree, str):
            found.extend(filter(None, [tree[1].get("href")]))
            for child in tree[2:]:
                walk(child)

    for data in data_of(app):
        for tree in data.get("tree") or ():
            walk(tree)
    return found


@pytest.mark.parametrize("name", [name for name in PAGES if name != "query"])
def test_an_empty_graph_offers_ways_out(empty_home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    app = page(empty_home, monkeypatch, name)
    assert app.header[0].value == "先载入一份文件"
    assert "没有文件？先看样例（写的是不存在的地方）" in [button.label for button in app.button]


def test_queries_work_on_an_empty_graph(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(empty_home, monkeypatch, "query", name="agency_load")
    app.button[0].click().run()
    assert "没有结果" in calm(app).info[0].value


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_the_samples(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    app = page(sample_home, monkeypatch, name, lang=language)
    assert app.subheader[0].value == load_texts(language)[f"page.{name}"]
    assert data_of(app) or name in ("query", "flow")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_a_large_graph(large_home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(board, "_MOST_TASKS", 300)
    app = page(large_home, monkeypatch, name)
    if name in ("matrix", "ledger", "timeline"):
        assert "全部文件" not in app.selectbox(key=f"{name}_document").options
        assert "推进" in words(app)


def test_graph_shows_first_who_carries_most(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, "graph")
    shown = words(app)
    assert shown.index("云岭市教育局") < shown.index("牵头（") < shown.index("责任（") < shown.index("一起做事的单位")
    assert "牵头单位：市发展改革委、市教育局" in shown
    assert any(link.startswith("/documents?document=") and "place=" in link for link in links(app))


def test_graph_sends_neither_markup_nor_keys_to_the_drawing(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [drawing] = [data for data in data_of(page(sample_home, monkeypatch, "graph")) if "nodes" in data]
    assert {len(node["id"]) for node in drawing["nodes"]} == {16}
    assert set(drawing["nodes"][0]) == {"id", "label", "title", "kind", "x", "y", "main", "pinned", "shape"}
    assert max(len(node["label"]) for node in drawing["nodes"]) <= 12


def test_graph_narrows_by_what_the_address_says(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(**address: str | list[str]) -> dict[str, Any]:
        app = page(sample_home, monkeypatch, "graph", at="Agency:agency:云岭市教育局", **address)
        return next(data for data in data_of(app) if "nodes" in data)

    whole = drawn()
    assert {node["kind"] for node in drawn(nokind="Target")["nodes"]} == {node["kind"] for node in whole["nodes"]} - {
        "Target"
    }
    assert {edge["title"] for edge in drawn(role="lead")["edges"]} & {"责任", "配合"} == set()
    assert len(drawn(year="1999")["nodes"]) == 1 or len(drawn(year="1999")["nodes"]) == len(whole["nodes"])
    wider = drawn(open=["Agency:agency:云岭市教育局", "Agency:agency:云岭市财政局"])
    assert {node["id"] for node in whole["nodes"]} < {node["id"] for node in wider["nodes"]}
    hidden = drawn(hide="Agency:agency:云岭市财政局")
    assert len(hidden["nodes"]) < len(whole["nodes"])


def test_graph_finds_a_way_between_two(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = {
        "at": "Program:program:双高计划",
        "open": "Agency:agency:云岭市教育局",
        "start": "Agency:agency:云岭市教育局",
    }
    app = page(sample_home, monkeypatch, "graph", **address)
    assert "和“云岭市教育局”有联系，隔 2 步" in words(app)
    assert any("way=" in link for link in links(app))


def test_graph_says_what_is_gone(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "没有这个对象" in page(sample_home, monkeypatch, "graph", at="Agency:agency:没有局").info[0].value


def test_matrix_cell_shows_its_sentence(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cell = next(link for link in links(page(sample_home, monkeypatch, "matrix")) if "cell=" in link)
    app = page(sample_home, monkeypatch, "matrix", cell=parse_qs(cell.partition("?")[2])["cell"][0])
    assert "在文件里看" in words(app)


def test_ledger_filters_groups_and_offers_files(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = words(page(sample_home, monkeypatch, "ledger"))
    assert "33 项任务" in everything
    some = words(page(sample_home, monkeypatch, "ledger", words="产教联合体"))
    assert "33 项任务" not in some and "云岭市发展和改革委员会" in some
    app = page(sample_home, monkeypatch, "ledger", group="lead", state="dated", order="deadline")
    assert "未注明单位" in words(app) or "江澜省教育厅" in words(app)
    assert next(button.label for button in app.get("download_button")).startswith("下载 ")
    assert "没有符合条件的任务" in words(page(sample_home, monkeypatch, "ledger", words="没有这样的词"))


def test_ledger_of_one_body(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = words(page(sample_home, monkeypatch, "ledger", actor="agency:云岭市财政局"))
    assert "只看“云岭市财政局”的任务" in shown
    assert "4 项任务" in shown


def test_document_page_marks_names_and_the_place_asked_for(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, "documents", document="云岭政发〔2024〕12号", place="659-668")
    marked = [tree for data in data_of(app) for tree in data.get("tree") or ()]
    said = json.dumps(marked, ensure_ascii=False)
    assert '["mark", {"class": "here"}, "责任单位：' in said
    assert "市教育局" in words(app)
    assert any(link.startswith("/graph?at=Agency") for link in links(app))


def test_named_query_is_a_form(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, "query", name="duties")
    app.button[0].click().run()
    assert "请填写：单位" in calm(app).info[0].value
    app.text_input(key="query_duties_actor").set_value("云岭市财政局")
    app.button[0].click().run()
    assert "任务标识" not in calm(app).dataframe[0].value.columns
    assert len(app.dataframe[0].value) == 4


def test_console_reads_and_refuses_to_write(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, "query", mode="console")
    app.selectbox(key="query_example").set_value("graph").run()
    app.button(key="query_run").click().run()
    assert next(data for data in data_of(calm(app)) if "nodes" in data)["edges"]
    app.text_area(key="query_cypher").set_value("MATCH (n) SET n.name = 'x'").run()
    app.button(key="query_run").click().run()
    assert not app.exception
    assert "这里只能查询" in app.error[0].value.replace("\\", "")
    app.text_area(key="query_cypher").set_value("MATCH (n RETURN n").run()
    app.button(key="query_run").click().run()
    assert "查询有误" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_stays_text(hostile_home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    app = page(hostile_home, monkeypatch, name)
    for element in (*app.get("html"), *app.markdown):
        assert "onerror" not in str(element.proto)
    assert all(link[0] in "?/" and not link.startswith("//") for link in links(app))


def test_samples_are_loaded_from_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(tmp_path, monkeypatch, "documents")
    app.button(key="documents_samples").click().run()
    assert calm(app).success[0].value.startswith("已载入：文件 3、任务 33、")
    assert "青禾县" in words(app)
    embedded.stop(tmp_path)


def test_a_mark_of_secrecy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "方案.txt"
    path.write_text("机密★5年\n" + HOSTILE, encoding="utf-8")
    with services.Session(Settings(tmp_path / "home")) as session:
        steps = list(services.load(session, services.find([path])))
    assert any("机密" in note for step in steps if isinstance(step, services.Loaded) for note in step.notes)
    app = page(tmp_path / "home", monkeypatch)
    assert "有文件标有密级" in app.warning[0].value
    embedded.stop(tmp_path / "home")


def test_a_page_open_to_all_says_so(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    st.config.set_option("server.address", "0.0.0.0")
    try:
        assert "没有限定在本机" in page(sample_home, monkeypatch).warning[0].value
    finally:
        st.config.set_option("server.address", "127.0.0.1")
    assert not page(sample_home, monkeypatch).warning


def test_a_database_that_is_down_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    app = AppTest.from_file(APP, default_timeout=90).run()
    assert not app.exception
    assert "数据库没有响应" in app.error[0].value


def test_plain_text_stands_as_text_in_markdown() -> None:
    assert plain("![x](http://a.b) 5%") == r"\!\[x\]\(http\://a\.b\) 5%"
