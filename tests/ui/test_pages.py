"""The web page over a real database: what it shows, when it is empty, and what it does with hostile text."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ui.components.frame import plain
from ui.services import EXPORTS

APP = str(Path(__file__).parents[2] / "ui" / "app.py")


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    st.cache_resource.clear()


def page(home: Path, monkeypatch: pytest.MonkeyPatch, name: str | None = None) -> AppTest:
    monkeypatch.setenv("ZEREN_HOME", str(home))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    app = AppTest.from_file(APP, default_timeout=60).run()
    if name:
        app = app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_actor_page_shows_duties_by_role_with_their_sentences(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(sample_home, monkeypatch)
    assert app.selectbox(key="actors_choice").options[0].startswith("云岭市教育局（")
    assert app.header[0].value == "云岭市教育局"
    assert app.subheader[0].value.startswith("牵头（")
    shown = html(app)
    assert "牵头单位：市发展改革委、市教育局" in shown
    assert "云岭市财政局（责任）" in shown
    assert "做强高等职业教育" in shown


@pytest.mark.parametrize(
    ("words", "answer"),
    [("财正局", "没有找到“财正局”"), ("财政局", "名称里有“财政局”的单位：云岭市财政局（"), ("云岭市总工会", None)],
)
def test_actor_page_is_asked_by_address(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, words: str, answer: str | None
) -> None:
    monkeypatch.setenv("ZEREN_HOME", str(sample_home))
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["actor"] = words
    app.run()
    assert not app.exception
    if answer is None:
        assert app.header[0].value == words
    else:
        assert app.info[0].value.replace("\\", "").startswith(answer)


def test_ledger_page_filters_by_words(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, "ledger")
    everything = len(app.dataframe[0].value)
    app.text_input(key="ledger_words").set_value("产教联合体").run()
    table = app.dataframe[0].value
    assert 0 < len(table) < everything
    assert "云岭市发展和改革委员会、云岭市教育局" in list(table["牵头单位"])
    app.text_input(key="ledger_words").set_value("没有这样的词").run()
    assert "没有含“没有这样的词”的任务" in app.info[0].value


def test_ledger_page_gives_every_export(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, "ledger")
    kinds = app.selectbox(key="ledger_kind")
    assert len(kinds.options) == len(EXPORTS)
    assert app.get("download_button")[0].proto.label == "下载 Excel（台账、矩阵、各单位分表）"
    kinds.set_value("png").run()
    assert app.info[0].value.startswith("责任图只画一个单位或一份文件")
    app.selectbox(key="ledger_document").set_value("云岭政发〔2024〕12号").run()
    assert not app.exception and not app.info
    assert app.get("download_button")[0].proto.label == "下载 责任图（PNG 图片）"


@pytest.mark.parametrize("name", [None, "ledger", "files"])
def test_an_empty_graph_offers_ways_out(empty_home: Path, monkeypatch: pytest.MonkeyPatch, name: str | None) -> None:
    app = page(empty_home, monkeypatch, name)
    assert app.header[0].value == "先载入一份文件"
    assert [button.label for button in app.button] == ["没有文件？先看样例（写的是不存在的地方）"]


def test_samples_are_loaded_from_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(tmp_path, monkeypatch, "files")
    app.button(key="files_samples").click().run()
    assert not app.exception
    assert app.success[0].value.startswith("已载入：文件 3、任务 33、")
    assert "青禾县" in html(app)


def test_a_database_that_is_down_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    app = AppTest.from_file(APP, default_timeout=90).run()
    assert not app.exception
    assert "数据库没有响应" in app.error[0].value


def test_plain_text_stands_as_text_in_markdown() -> None:
    assert plain("![x](http://a.b) 5%") == r"\!\[x\]\(http\://a\.b\) 5%"
