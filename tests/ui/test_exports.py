import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import neo4j
import networkx
import openpyxl
import pytest
from lxml import html

from graph.embedded import open_embedded, stop
from graph.errors import InputError, UsageError
from graph.model import model
from ui.exports import FORMATS, collect
from ui.exports.collect import Run
from ui.exports.content import (
    Body,
    Content,
    DocumentRow,
    Doubt,
    Duty,
    Edge,
    Filters,
    GroupRow,
    LedgerRow,
    Node,
    TargetRow,
)  # fmt: skip
from ui.exports.layout import positions
from ui.exports.sheet_names import SheetNames
from ui.exports.table import safe_cell
from ui.exports.text import in_marks
from ui.exports.words import duty_words

FORMULA = '=HYPERLINK("http://evil.example","点我")'
SCRIPT = "</script><script>alert(1)</script>{{data}}"
CONTROL = "甲\x00乙\x08丙\ufffe丁\ud800戊\u202e己\u2028庚"
LONG = "云岭市推进职业教育产教融合发展工作领导小组办公室（设在市教育局）[临时]*?/\\:" * 3

FIRST = LedgerRow(
    key="云政发〔2024〕1号#1",
    document="云政发〔2024〕1号",
    document_title="云岭市职业教育实施方案",
    doc_number="云政发〔2024〕1号",
    document_date="2024-03-05",
    section="二、主要任务",
    number="1.",
    title=FORMULA,
    text=SCRIPT,
    targets=("建成3所高水平学校",),
    programs=("双高计划",),
    lead=("云岭市教育局",),
    responsible=("云岭市财政局", LONG),
    participate=(),
    open_list=True,
    deadline="2025-06",
    quotes=(CONTROL,),
)
SECOND = LedgerRow(
    key="云政发〔2024〕1号#2",
    document="云政发〔2024〕1号",
    document_title="云岭市职业教育实施方案",
    doc_number="云政发〔2024〕1号",
    document_date="2024-03-05",
    section="",
    number="2.",
    title="开展宣传",
    text="长" * 40_000,
    deadline="2025",
    recurs="每年",
)
CONTENT = Content(
    title="云岭市职业教育实施方案 & 责任台账",
    documents=(DocumentRow("云政发〔2024〕1号", "云岭市职业教育实施方案", "云政发〔2024〕1号", "云岭市人民政府", "2024-03-05", True),),
    ledger=(FIRST, SECOND),
    bodies=(Body("a", "云岭市教育局", "Agency"), Body("b", LONG, "Group"), Body("c", LONG, "Group"), Body("d", "存疑", "Agency")),
    duties=(
        Duty("云岭市教育局", "a", "Agency", "lead", FIRST.key, CONTROL, 0.9),
        Duty(LONG, "b", "Group", "responsible", FIRST.key, CONTROL, 0.9),
        Duty(LONG, "c", "Group", "participate", SECOND.key, "", 0.9, "各县区"),
        Duty("存疑", "d", "Agency", "participate", SECOND.key),
    ),
    targets=(TargetRow("建成3所高水平学校", "高水平学校", 3.0, None, "所", ">=", "2025-06-30", FORMULA, "云岭市职业教育实施方案"),),
    groups=(GroupRow("领导小组", "张一", "组长", ("副市长", "@SUM(A1)"), "云岭市职业教育实施方案"),),
    doubts=(Doubt("文件", f"《{SCRIPT}》", "文字被改动过"),),
    nodes=(
        Node("a", "Agency", {"key": "a", "name": "云岭市教育局", "short_names": ["市教育局", CONTROL]}),
        Node("t", "Task", {"key": "t", "number": "1.", "title": SCRIPT, "text": CONTROL, "open_list": True, "order": 1}),
        Node("g", "Target", {"key": "g", "text": "3所", "min": 3, "deadline": "2025-06-30"}),
    ),
    edges=(
        Edge("Agency:a", "Task:t", "RESPONSIBLE_FOR", {"role": "lead", "quote": SCRIPT, "confidence": 0.5, "basis": "text"}),
        Edge("Agency:a", "Task:t", "RESPONSIBLE_FOR", {"role": "participate", "quote": "丙", "confidence": 1, "basis": "text"}),
        Edge("Task:t", "Target:g", "HAS_TARGET", {"basis": "text"}),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("exports")
    for name, write in FORMATS.items():
        write(CONTENT, folder / f"out.{name}")
    assert {one.name for one in folder.iterdir()} == {f"out.{name}" for name in FORMATS}
    return {name: folder / f"out.{name}" for name in FORMATS}


def test_xlsx_has_the_ledger_as_text(files: Mapping[str, Path]) -> None:
    sheet = openpyxl.load_workbook(files["xlsx"])["任务台账"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (
        *("序号", "任务", "主要内容", "目标", "牵头单位", "责任单位", "配合单位", "完成时限", "依据", "原文", "任务标识"),
    )  # fmt: skip
    assert rows[1][:2] == (1, f"1. {FORMULA}")
    assert rows[1][2:5] == (SCRIPT, "建成3所高水平学校", "云岭市教育局")
    assert rows[1][5] == f"云岭市财政局、{LONG}等"
    assert rows[1][7:10] == (
        "2025年6月底前",
        "《云岭市职业教育实施方案》（云政发〔2024〕1号） 二、主要任务 1.",
        "甲乙丙丁戊己\u2028庚",
    )
    assert rows[2][4:8] == (None, "未注明", None, "每年，2025年底前")
    assert len(str(rows[2][2])) == 32_767 and str(rows[2][2]).endswith("长…")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_xlsx_prints_on_a4_landscape(files: Mapping[str, Path]) -> None:
    sheet = openpyxl.load_workbook(files["xlsx"])["任务台账"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:K3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.oddHeader.center.text.replace("&&", "&") == "云岭市职业教育实施方案 & 责任台账"
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["K"].hidden and not sheet.column_dimensions["J"].hidden
    assert sheet.row_dimensions[2].height < sheet.row_dimensions[3].height == 408.75  # the most that Excel gives a row


def test_xlsx_gives_every_body_a_sheet(files: Mapping[str, Path]) -> None:
    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames[:4] == ["总览", "任务台账", "责任矩阵", "云岭市教育局"]
    assert book.sheetnames[6:] == ["存疑(2)", "目标", "工作机构", "存疑"]
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)
    head, row = book["云岭市教育局"].iter_rows(values_only=True)
    assert head[2] == "本单位角色" and head[-4:] == ("进展情况", "存在问题", "佐证材料", "任务标识")
    assert row[:3] == (1, f"1. {FORMULA}", "牵头") and row[-4:] == (None, None, None, FIRST.key)
    assert list(book[book.sheetnames[5]].iter_rows(values_only=True))[1][2] == "配合（各县区）"


def test_xlsx_matrix_crosses_tasks_and_bodies(files: Mapping[str, Path]) -> None:
    sheet = openpyxl.load_workbook(files["xlsx"])["责任矩阵"]
    rows = [row[2:] for row in sheet.iter_rows(values_only=True)]
    assert rows == [
        ("云岭市教育局", LONG, LONG, "存疑"),
        ("牵头", "责任", None, None),
        (None, None, "配合（各县区）", "配合"),
    ]
    assert sheet["C2"].fill.fgColor.rgb == "FF0072B2"


def test_xlsx_overview_and_small_sheets(files: Mapping[str, Path]) -> None:
    book = openpyxl.load_workbook(files["xlsx"])
    overview = [row for row in book["总览"].iter_rows(values_only=True) if row[0]]
    assert ("任务", 2) in [row[:2] for row in overview]
    assert ("其中未注明责任单位", 1) in [row[:2] for row in overview]
    assert ("配合（项次）", 1) in [row[:2] for row in overview]
    assert ("云岭市职业教育实施方案", "云政发〔2024〕1号", "云岭市人民政府", "2024年3月5日", "文字被改动过") in [
        row[:5] for row in overview
    ]
    target = list(book["目标"].iter_rows(values_only=True))[1]
    assert target[:7] == ("建成3所高水平学校", "高水平学校", "不少于", 3, None, "所", "2025年6月30日前")
    assert list(book["工作机构"].iter_rows(values_only=True))[1][:4] == ("领导小组", "张一", "组长", "副市长、@SUM(A1)")


def test_csv_opens_in_excel_without_formulas(files: Mapping[str, Path]) -> None:
    assert files["csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    with files["csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["序号"] for row in rows] == ["1", "2"]
    assert rows[0]["任务"] == f"1. {FORMULA}"
    assert rows[0]["主要内容"] == SCRIPT
    assert rows[1]["完成时限"] == "每年，2025年底前"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1"])
def test_safe_cell_defuses_formulas(text: str) -> None:
    assert str(safe_cell(text)).startswith("'")


@pytest.mark.parametrize("text", ["1=1", "（=1）", "", "甲-乙"])
def test_safe_cell_leaves_other_text(text: str) -> None:
    assert safe_cell(text) == text


def test_graphml_keeps_nodes_edges_and_types(files: Mapping[str, Path]) -> None:
    graph = networkx.read_graphml(files["graphml"], force_multigraph=True)
    assert sorted(graph.nodes) == ["Agency:a", "Target:g", "Task:t"]
    assert graph.nodes["Agency:a"]["short_names"] == "市教育局、甲乙丙丁戊己\u2028庚"
    assert graph.nodes["Task:t"]["label"] == SCRIPT
    assert graph.nodes["Task:t"]["open_list"] is True
    assert graph.nodes["Target:g"]["min"] == 3.0
    roles = sorted(edge["role"] for edge in graph.get_edge_data("Agency:a", "Task:t").values())
    assert roles == ["lead", "participate"]


def test_jsonld_says_roles_and_quotes(files: Mapping[str, Path]) -> None:
    whole = json.loads(files["jsonld"].read_text(encoding="utf-8"))
    assert whole["@context"]["org"] == "http://www.w3.org/ns/org#"
    entries = {one["@id"]: one for one in whole["@graph"]}
    task = entries["urn:zeren:Task:t"]
    assert "schema:Action" in task["@type"] and task["name"] == SCRIPT
    assert task["schema:agent"] == [
        {
            "@type": "schema:Role",
            "schema:agent": {"@id": "urn:zeren:Agency:a"},
            "schema:roleName": "牵头",
            "zeren:role": "lead",
            "zeren:quote": SCRIPT,
            "zeren:confidence": 0.5,
            "zeren:basis": "text",
        }
    ]
    assert task["schema:participant"][0]["schema:roleName"] == "配合"
    assert task["zeren:has_target"] == [{"@id": "urn:zeren:Target:g"}]
    assert "org:Organization" in entries["urn:zeren:Agency:a"]["@type"]


def test_html_loads_nothing_and_escapes_everything(files: Mapping[str, Path]) -> None:
    text = files["html"].read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert page.xpath("//@src | //@href | //link | //iframe | //img | //object") == []
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy
    assert "connect-src" not in policy and "http" not in policy
    scripts = page.xpath("//script")
    assert [one.get("type") for one in scripts] == ["application/json", None, None]
    assert "alert(1)" in scripts[0].text and not re.search("[<>&\u2028\u2029]", scripts[0].text)
    assert text.count("alert(1)") == scripts[0].text.count("alert(1)")
    assert "innerHTML" not in scripts[2].text and "sourceMappingURL" not in scripts[1].text


def test_html_holds_graph_and_ledger(files: Mapping[str, Path]) -> None:
    page = html.fromstring(files["html"].read_text(encoding="utf-8"))
    data = json.loads(page.xpath("//script[@id='data']")[0].text)
    assert [node["name"] for node in data["nodes"]] == ["云岭市教育局", SCRIPT, "3所"]
    lead, participate, target = data["edges"]
    assert (lead["from"], lead["to"], lead["role"], lead["line"], lead["doubtful"]) == (0, 1, "牵头", "thick", True)
    assert (participate["role"], participate["line"], participate["doubtful"]) == ("配合", "dashed", False)
    assert target["line"] == "solid"
    assert ["完成时限", "2025年6月30日前"] in data["nodes"][2]["facts"]
    assert data["kinds"]["School"] == {"label": "学校", "color": "#009E73", "shape": "square"}
    assert data["rows"][0][7] == "2025年6月底前" and len(data["rows"][0]) == 10
    assert data["notices"] == [f"《{SCRIPT}》：文字被改动过"]


def test_html_without_a_drawing_says_why(tmp_path: Path) -> None:
    many = Content("大图", nodes=tuple(Node(str(number), "Place", {"name": "地"}) for number in range(2001)))
    FORMATS["html"](many, tmp_path / "x.html")
    data = json.loads(
        html.fromstring((tmp_path / "x.html").read_text(encoding="utf-8")).xpath("//script[@id='data']")[0].text
    )
    assert data["nodes"] == []
    assert data["note"].startswith("图中有 2001 个对象，超过 2000 个，未画出")


@pytest.mark.parametrize("name", FORMATS)
def test_formats_write_nothing_found(tmp_path: Path, name: str) -> None:
    FORMATS[name](Content("空"), tmp_path / f"x.{name}")
    assert (tmp_path / f"x.{name}").stat().st_size > 0


@pytest.mark.parametrize("name", FORMATS)
def test_formats_keep_the_old_file_when_writing_fails(tmp_path: Path, name: str) -> None:
    target = tmp_path / f"x.{name}"
    (target / "inner").mkdir(parents=True)
    with pytest.raises(InputError, match="不能写入"):
        FORMATS[name](CONTENT, target)
    assert list(tmp_path.iterdir()) == [target]


def test_sheet_names_are_what_excel_takes() -> None:
    names = SheetNames(["目标"])
    assert names.take("a/b:[c]") == "a b c"
    assert names.take("A*B?C") == "A B C(2)"
    assert names.take("'") == "未命名"
    assert names.take("History") == "History(2)"
    assert names.take("目标 ") == "目标(2)"
    assert names.take("😀部") == "□部"
    assert names.take("长" * 40) == "长" * 30 + "…"
    assert names.take("长" * 40) == "长" * 27 + "…(2)"


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("云岭市方案", "《云岭市方案》"),
        ("关于印发《云岭市方案》的通知", "关于印发《云岭市方案》的通知"),
        ("（无标题）", "（无标题）"),
    ],
)
def test_in_marks_never_nests(title: str, marked: str) -> None:
    assert in_marks(title) == marked


def test_positions_put_tasks_near_their_lead_and_nobody_on_another() -> None:
    bodies = [Node(one, "Agency") for one in "ab"]
    tasks = [Node(str(number), "Task") for number in range(40)]
    edges = [
        Edge(f"Agency:{'ab'[number % 2]}", f"Task:{number}", "RESPONSIBLE_FOR", {"role": "lead"})
        for number in range(40)
    ]
    edges += [Edge("Agency:b", "Task:0", "RESPONSIBLE_FOR", {"role": "participate"})]
    found = positions([*bodies, *tasks], edges)
    assert len(set(found.values())) == 42

    def far(one: str, other: str) -> float:
        (x, y), (u, v) = found[one], found[other]
        return float(((x - u) ** 2 + (y - v) ** 2) ** 0.5)

    assert far("Task:0", "Agency:a") < far("Task:0", "Agency:b")
    assert min(far(one, other) for one in found for other in found if one < other) > 60


GRAPH = """
CREATE (d:Document {key: 'D1', title: '云岭市方案', doc_number: '云政发〔2024〕1号', loaded: true, date: '2024', masked: true, text: '全文'}),
  (e:Document {key: 'D2', title: '青川县方案', loaded: true, date: '2025'}),
  (f:Document {key: 'D3', title: '上级意见', loaded: false}),
  (d)-[:IMPLEMENTS {basis: 'text', document: 'D1', quote: '根据上级意见'}]->(f),
  (s:Section {key: 'D1#一', number: '一、', heading: '主要任务', document: 'D1'})-[:PART_OF]->(d),
  (t1:Task {key: 'D1#1', document: 'D1', number: '1.', title: '建学校', text: '建成3所学校。', deadline: '2025', open_list: false,
    order: 1, start: 10, end: 17})-[:PART_OF]->(s),
  (t2:Task {key: 'D1#2', document: 'D1', number: '2.', title: '办比赛', text: '办比赛。', deadline: '2025-06', open_list: true, order: 2})
    -[:PART_OF]->(s),
  (t3:Task {key: 'D1#3', document: 'D1', number: '3.', title: '做宣传', text: '做宣传。', open_list: false, order: 3})-[:PART_OF]->(d),
  (t4:Task {key: 'D2#1', document: 'D2', number: '1.', title: '修校舍', text: '修校舍。', open_list: false, order: 1})-[:PART_OF]->(e),
  (r:Task {key: 'D1#4', document: 'D1', number: '4', title: '建学校细项', text: '细项', open_list: false, order: 4})-[:PART_OF]->(d),
  (t3)-[:DETAILED_BY]->(r),
  (a:Actor:Agency {key: 'A', name: '云岭市教育局'})-[:RESPONSIBLE_FOR {role: 'lead', quote: '市教育局牵头', confidence: 0.9,
    actor_start: 20, document: 'D1'}]->(t1),
  (b:Actor:Agency {key: 'B', name: '云岭市财政局'})-[:RESPONSIBLE_FOR {role: 'responsible', quote: '市财政局负责', confidence: 0.5,
    actor_start: 30, document: 'D1'}]->(t1),
  (c:Actor:ActorClass {key: 'C', name: '各县区'})-[:RESPONSIBLE_FOR {role: 'responsible', quote: '各县区负责', confidence: 0.9,
    actor_start: 5, document: 'D1'}]->(t2),
  (c)-[:HAS_MEMBER {basis: 'reference'}]->(m:Actor:Agency {key: 'M', name: '青川县人民政府'}),
  (m)-[:RESPONSIBLE_FOR {role: 'lead', basis: 'human', quote: '县政府', confidence: 0.9, actor_start: 3, document: 'D2'}]->(t4),
  (b)-[:RESPONSIBLE_FOR {role: 'lead', quote: '表中市财政局', confidence: 0.9, actor_start: 60, document: 'D1'}]->(r),
  (t1)-[:ADVANCES {confidence: 0.9}]->(:Program {key: '双高计划', name: '双高计划', aliases: ['双高']}),
  (t1)-[:HAS_TARGET]->(:Target {key: 'D1#1#1', text: '3所学校', min: 3.0, unit: '所', comparator: '=', document: 'D1', start: 12}),
  (:Target {key: 'D1##1', text: '覆盖率达到80%', document: 'D1', start: 2})-[:PART_OF]->(d),
  (g:Actor:Group {key: 'G', name: '领导小组'})-[:HOSTED_BY {document: 'D1', start: 95}]->(a),
  (:Person {key: 'P', name: '张一'})-[:MEMBER_OF {document: 'D1', role: '组长', posts: ['副市长'], start: 90}]->(g),
  (a)-[:IN_PLACE]->(:Place {key: '990100', name: '云岭市'})-[:WITHIN]->(:Place {key: '990000', name: '云南岭省'})
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    home = tmp_path_factory.mktemp("home")
    folder = Path(__file__).parents[2] / "cypher" / "export"
    with open_embedded(home) as to, neo4j.GraphDatabase.driver(to.uri, auth=(to.user, to.password)) as driver:
        for statement in (*model().constraints(), GRAPH):
            driver.execute_query(statement, database_=to.database)

        def run(name: str, parameters: Mapping[str, object]) -> Sequence[Mapping[str, Any]]:
            text = (folder / f"{name}.cypher").read_text(encoding="utf-8")
            found = driver.execute_query(text, dict(parameters), database_=to.database)
            return [record.data() for record in found.records]

        yield run
    stop(home)


def test_collect_reads_the_ledger_in_printed_order(run: Run) -> None:
    content = collect(run, Filters())
    assert [row.key for row in content.ledger] == ["D1#1", "D1#2", "D1#3", "D1#4", "D2#1"]
    first = content.ledger[0]
    assert (first.lead, first.responsible, first.participate) == (("云岭市教育局",), ("云岭市财政局",), ())
    assert (first.targets, first.programs) == (("3所学校",), ("双高计划",))
    assert first.source == "《云岭市方案》（云政发〔2024〕1号） 一、主要任务 1."
    assert first.quotes == ("市教育局牵头", "市财政局负责")
    assert (first.start, first.end) == (10, 17)
    assert [one.text for one in content.targets] == ["3所学校", "覆盖率达到80%"]
    assert [(one.person, one.role, one.posts) for one in content.groups] == [
        ("张一", "组长", ("副市长",)),
        ("", "办公室设在", ("云岭市教育局",)),
    ]


def test_collect_finds_owners_in_the_annex_table(run: Run) -> None:
    third = collect(run, Filters()).ledger[2]
    assert (third.lead, third.quotes) == (("云岭市财政局",), ("表中市财政局",))


def test_what_a_person_said_is_marked(run: Run) -> None:
    content = collect(run, Filters(document="D2"))
    assert content.ledger[0].lead == ("青川县人民政府（人工）",)
    assert [duty.by_hand for duty in content.duties] == [True]
    assert duty_words(content.duties) == "牵头（人工）"


def test_collect_follows_collectives(run: Run) -> None:
    content = collect(run, Filters(actor="青川县人民政府"))
    assert [row.key for row in content.ledger] == ["D1#2", "D2#1"]
    assert [body.name for body in content.bodies] == ["青川县人民政府"]
    assert {(one.task_key, one.role, one.via) for one in content.duties if one.actor_key == "M"} == {
        ("D2#1", "lead", ""),
        ("D1#2", "responsible", "各县区"),
    }
    assert content.duties[0].kind == "ActorClass"


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        (Filters(document="云政发〔2024〕1号"), ["D1#1", "D1#2", "D1#3", "D1#4"]),
        (Filters(document="D2"), ["D2#1"]),
        (Filters(program="双高"), ["D1#1"]),
        (Filters(role="lead"), ["D1#1", "D1#4", "D2#1"]),
        (Filters(actor="B", role="lead"), ["D1#4"]),
        (Filters(until="2025-06"), ["D1#2"]),
        (Filters(since="2025-07"), ["D1#1"]),
        (Filters(since="2025-06", until="2025"), ["D1#1", "D1#2"]),
    ],
)
def test_collect_filters(run: Run, filters: Filters, keys: list[str]) -> None:
    assert [row.key for row in collect(run, filters).ledger] == keys


def test_collect_says_its_limits_in_words(run: Run) -> None:
    assert collect(run, Filters(since="2025-06", until="2025")).limits == ("完成时限2025年6月至2025年",)
    assert collect(run, Filters(actor="B", role="lead")).limits == ("云岭市财政局", "牵头")
    assert collect(run, Filters(document="D1", program="双高")).title == "《云岭市方案》责任台账（双高）"


def test_collect_names_doubts(run: Run) -> None:
    doubts = collect(run, Filters(document="D1")).doubts
    assert [(one.what, one.reason) for one in doubts] == [
        ("文件", "隐去了地名，其中的单位不与其他文件合并"),
        ("责任单位", "责任单位未列全（原文有“等”“相关部门”之类）"),
        ("单位", "单位“云岭市财政局”（责任）的可信度只有 50%"),
    ]


def test_collect_takes_the_graph_around(run: Run) -> None:
    content = collect(run, Filters(document="D1"))
    ids = {node.id for node in content.nodes}
    assert {
        "Document:D1",
        "Document:D3",
        "Section:D1#一",
        "Program:双高计划",
        "Person:P",
        "Place:990000",
        "ActorClass:C",
    } <= ids
    assert "Task:D2#1" not in ids
    assert all("text" not in node.properties for node in content.nodes if node.label == "Document")
    assert {edge.source for edge in content.edges} | {edge.target for edge in content.edges} <= ids
    kinds = [edge.type for edge in content.edges]
    assert (kinds.count("RESPONSIBLE_FOR"), kinds.count("PART_OF"), kinds.count("WITHIN")) == (4, 6, 1)


def test_collect_writes_every_format(run: Run, tmp_path: Path) -> None:
    content = collect(run, Filters(document="D1"))
    for name, write in FORMATS.items():
        write(content, tmp_path / f"x.{name}")
        assert (tmp_path / f"x.{name}").stat().st_size > 500


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(document="没有"), "没有找到文件“没有”"),
        (Filters(actor="没有"), "没有符合筛选条件的任务"),
        (Filters(role="boss"), "角色应为 lead、responsible、participate 之一，实为“boss”"),
        (Filters(until="明年"), "截止日期应写成 2025、2025-06 或 2025-06-30，实为“明年”"),
    ],
)
def test_collect_refuses_what_is_not_there(run: Run, filters: Filters, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        collect(run, filters)
