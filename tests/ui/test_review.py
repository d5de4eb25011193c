"""Deciding as users do, on the command line and on the page, over the samples in a data folder of its own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from graph import embedded
from graph.dump import dump_json
from ui import services
from ui.cli import cli
from ui.services import Said, Session, UsageError
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "ui" / "app.py")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the samples; each test undoes what it decided."""
    folder = tmp_path_factory.mktemp("review")
    with Session(Settings(folder)) as session:
        for step in services.load_samples(session):
            assert not isinstance(step, services.Failure), step
        yield folder
    embedded.stop(folder)


@pytest.fixture
def session(home: Path) -> Iterator[Session]:
    """A connection; the graph must be as before at the end, once all is undone."""
    with Session(Settings(home)) as opened:
        before = dump_json(opened.store)
        yield opened
        for row in services.decisions(opened, everything=False):
            services.undo_decision(opened, row["id"])
        assert dump_json(opened.store) == before


def fact(session: Session, what: str) -> dict[str, object]:
    return next(row for row in services.facts(session, "青禾县产教融合") if row["what"] == what)


def test_doubts_come_with_reason_quote_and_document(session: Session) -> None:
    rows = services.doubts(session)
    assert {row["kind"] for row in rows} == {"可信度低", "两个牵头单位", "责任单位未列全"}
    assert all(row["reason"] and row["quote"] and row["document"] for row in rows)
    ours = services.doubts(session, document="青禾县产教融合", kind="责任单位未列全")
    assert 0 < len(ours) < len(rows)
    assert {row["document_key"] for row in ours} == {"青禾政办发〔2024〕8号"}


def test_a_decision_is_seen_in_the_query_tables_and_the_ledger(session: Session) -> None:
    target = str(fact(session, "青禾县财政局 — 优化专业布局（配合）")["id"])
    said = services.decide(session, Said("rerole", target, "牵头", by="张三", why="电话核实"))
    assert "张三" in said and "青禾县财政局 — 优化专业布局（配合） → 牵头" in said
    row = next(
        one for one in services.ask(session, "duties", {"actor": "青禾县财政局"}).rows if one["task"] == "优化专业布局"
    )
    assert (row["role"], row["mark"]) == ("lead", "人工")
    assert fact(session, "青禾县财政局 — 优化专业布局（牵头）")["human"] == "人工"
    partners = services.ask(session, "duties", {"actor": "青禾县教育局"}).rows[0]["partners"]
    assert {"name": "青禾县财政局", "role": "lead", "basis": "human"} in partners


def test_what_people_changed_is_marked_in_the_ledger(session: Session) -> None:
    task = str(fact(session, "（一）优化专业布局")["id"])
    services.decide(session, Said("rename", task, "调整专业布局"))
    services.decide(session, Said("rename", "青禾县财政局", "青禾县财政和国资局"))
    services.decide(session, Said("add", task, "青禾竹编计划", kind="项目"))
    row = services.content(session, services.Filters(document="青禾政办发〔2024〕8号")).ledger[0]
    assert (row.title, row.by_hand, row.programs) == ("调整专业布局", True, ("青禾竹编计划（人工）",))
    assert "青禾县财政和国资局（人工）" in row.participate
    shown = services.ledger(session, services.Filters(document="青禾政办发〔2024〕8号")).rows[0]
    assert shown["任务"] == "（一）调整专业布局（人工）"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said("rihgt", "x"), "没有“rihgt”这种结论，您要用的是 right 吗"),
        (Said("right", "0000-000000"), "没有找到编号“0000-000000”"),
        (Said("right", "云岭市教育局"), "是名称，不是一条内容"),
        (Said("right", ""), "请说明是哪一条"),
        (Said("same", "云岭市教育局"), "还要给出另一个名称"),
        (Said("same", "云岭市教育局", "云岭市教育局"), "本来就是同一个"),
        (Said("same", "云岭市教育局", "云岭市教肓局"), "您要找的是 云岭市教育局"),
        (Said("retype", "云岭市教育局", "机官"), "没有“机官”这种类别，您要用的是 机关 吗"),
        (Said("retype", "云岭市教育局", "机关"), "已经是机关了"),
        (Said("rename", "云岭市教育局", "云岭市财政局"), "图谱里已经有“云岭市财政局”"),
        (Said("rename", "云岭市教育局", " "), "还要给出新名称"),
        (Said("different", "云岭市教育局", document="没有这份"), "没有找到文件“没有这份”"),
        (Said("different", "云岭市教育局", document="江澜省职业教育产教融合提升"), "这份文件没有写到“云岭市教育局”"),
    ],
)
def test_what_cannot_be_said_is_told_with_the_way_out(session: Session, said: Said, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        services.decide(session, said)
    assert services.decisions(session, everything=False) == []


def test_facts_refuse_what_does_not_fit_them(session: Session) -> None:
    duty = str(fact(session, "青禾县财政局 — 优化专业布局（配合）")["id"])
    task = str(fact(session, "（一）优化专业布局")["id"])
    for said, words in (
        (Said("rerole", duty, "领导"), "角色应为 牵头、责任、配合 之一"),
        (Said("rerole", duty, "配合"), "已经是配合了"),
        (Said("rerole", task, "牵头"), "只能用于责任"),
        (Said("add", duty, "青禾县民政局", role="配合"), "只能用于任务"),
        (Said("add", task, "青禾县民政局", role="配合", quote="没有这句"), "文件里没有这句原文"),
        (Said("rename", duty, "新名"), "只能用于单位、项目、人员和任务"),
    ):
        with pytest.raises(UsageError, match=words):
            services.decide(session, said)


def test_what_is_added_is_marked_and_taken_back_by_undo(session: Session) -> None:
    task = str(fact(session, "（一）优化专业布局")["id"])
    services.decide(session, Said("add", task, "青禾县民政局", role="配合", quote="县财政局配合"))
    services.decide(session, Said("add", task, "青禾竹编计划", kind="项目"))
    added = fact(session, "青禾县民政局 — 优化专业布局（配合）")
    assert (added["id"], added["human"], added["quote"]) == ("", "人工", "县财政局配合")
    assert services.ask(session, "programs", {"program": "青禾竹编计划"}).rows[0]["mark"] == "人工"
    with pytest.raises(UsageError, match="不必重复"):
        services.decide(session, Said("add", task, "青禾县民政局", role="配合"))


def test_commands_list_decide_log_undo_and_hand_on(session: Session, home: Path, tmp_path: Path) -> None:
    def run(*arguments: str, at: Path = home) -> str:
        done = CliRunner().invoke(cli, ["review", *arguments], env={"ZEREN_HOME": str(at), "NEO4J_URI": ""})
        assert done.exception is None, done.exception
        return done.stdout

    first = json.loads(run("list", "--kind", "两个牵头单位", "--format", "json"))[0]
    assert f"{first['id']}  两个牵头单位  {first['what']}\n    原因：{first['reason']}" in run(
        "list", "--format", "table"
    )
    assert "已记下：李四" in run("decide", "正确", first["id"], "--by", "李四", "--why", "与原件核对过")
    assert first["id"] not in run("list", "--format", "json")
    logged = json.loads(run("log", "--format", "json"))
    assert [(row["by"], row["verdict"], row["why"], row["state"]) for row in logged] == [
        ("李四", "正确", "与原件核对过", "生效")
    ]
    file = tmp_path / "结论.jsonl"
    run("export", str(file))
    assert logged[0]["id"] in file.read_text(encoding="utf-8").splitlines()[-1]
    assert run("import", str(file)) == "已并入 0 条新的结论。\n"
    assert "已撤销" in run("undo", logged[0]["id"][:6])
    assert json.loads(run("log", "--format", "json")) == []
    assert json.loads(run("log", "--all", "--format", "json"))[-1]["state"] == "已撤销"


def test_a_record_that_contradicts_is_not_taken_over(session: Session, home: Path, tmp_path: Path) -> None:
    duty = str(fact(session, "青禾县财政局 — 优化专业布局（配合）")["id"])
    services.decide(session, Said("wrong", duty, by="李四"))
    other = services.decisions(session, everything=False)[0]["id"]
    file = tmp_path / "结论.jsonl"
    services.export_decisions(session, file)
    services.undo_decision(session, other)
    services.decide(session, Said("right", duty, by="张三"))
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if other in line]
    with_new_id = [line.replace("李四", "王五") for line in lines]
    file.write_text("\n".join(with_new_id), encoding="utf-8")
    with pytest.raises(services.InputError, match="第 1 行：编号应为"):
        services.import_decisions(session, file)
    name = json.loads(with_new_id[0])["id"]
    try:
        services.import_decisions(session, file)
    except services.InputError as error:
        correct = str(error).partition("编号应为 ")[2].partition("，")[0]
        file.write_text(with_new_id[0].replace(name, correct), encoding="utf-8")
    with pytest.raises(UsageError, match=r"王五.*相矛盾|张三.*王五"):
        services.import_decisions(session, file)
    assert len(services.decisions(session, everything=False)) == 1


# The page


@pytest.fixture
def app(home: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    st.cache_resource.clear()
    monkeypatch.setenv("ZEREN_HOME", str(home))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    found = AppTest.from_file(APP, default_timeout=60).run().switch_page("app_pages/review.py").run()
    assert not found.exception
    return found


def view_of(app: AppTest) -> Any:
    """What switches between doubts, everything, decisions and exchange."""
    return next(one for one in app.get("button_group") if one.key == "review_view")


def test_the_page_decides_and_undoes(app: AppTest, session: Session) -> None:
    first = services.doubts(session)[0]
    number = len(services.doubts(session))
    assert f"{number} 处存疑，最该看的在前" in [one.value for one in app.markdown]
    app.text_input(key="review_by").set_value("张三")
    app.text_input(key=f"review_{first['id']}_why").set_value("看过原件")
    app.button(key=f"review_{first['id']}_right").click().run()
    assert not app.exception
    assert "已记下" in app.success[0].value
    assert f"{number - 1} 处存疑，最该看的在前" in [one.value for one in app.markdown]
    logged = services.decisions(session, everything=False)
    assert [(row["by"], row["why"]) for row in logged] == [("张三", "看过原件")]
    view_of(app).set_value("已定的结论").run()
    app.button(key=f"review_undo_{logged[0]['id']}").click().run()
    assert not app.exception
    assert "已撤销" in app.success[0].value
    assert services.decisions(session, everything=False) == []


def test_the_page_says_what_is_in_the_way(app: AppTest, session: Session) -> None:
    view_of(app).set_value("全部内容").run()
    app.radio(key="review_name_verdict").set_value("rename").run()
    app.text_input(key="review_value").set_value("云岭市财政局")
    app.selectbox(key="review_name").set_value(services.suggest_actors(session, "云岭市教育局")[0]["actor_key"])
    next(one for one in app.button if one.label == "记下").click().run()
    assert not app.exception
    assert "图谱里已经有“云岭市财政局”" in app.error[0].value
