"""Word, pictures, GEXF, Mermaid, JSON-LD and JSON, each opened again with a library of its own."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import networkx
import pytest
import rdflib
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from graph import embedded
from graph.errors import InputError, UsageError
from graph.whole import read_whole
from ui import services
from ui.exports import FORMATS
from ui.exports.content import Body, Content, DocumentRow, Doubt, Duty, Edge, Filters, LedgerRow, Node
from ui.exports.lettering import width, wrap
from ui.exports.picture import MOST_TASKS, map_svg
from ui.exports.words import main_text, task_words
from ui.settings import Settings

HOSTILE = '</svg><script>alert("1")</script>&\x00\ud800%%{init}%%|x'
SVG = {"svg": "http://www.w3.org/2000/svg", "xlink": "http://www.w3.org/1999/xlink"}
VIZ = "{http://www.gexf.net/1.2draft/viz}"


def task(place: int, **own: Any) -> LedgerRow:
    values: dict[str, Any] = {
        "section": "二、主要任务",
        "number": f"{place}.",
        "title": f"第{place}项",
        "text": f"{place}. 做第{place}项。",
    }
    return LedgerRow(f"D#{place}", "D", "云岭市方案", "云政发〔2030〕1号", "2030-01-05", **(values | own))  # fmt: skip


ROWS = (
    task(1, lead=("云岭市教育局",), quotes=("市教育局牵头",), deadline="2031-06"),
    task(2, title=HOSTILE, text=HOSTILE, responsible=("云岭市财政局", HOSTILE), quotes=(HOSTILE,)),
    task(3, responsible=("云岭市财政局",), quotes=("11\n\n建库\n\n市财政局",)),
    task(11, section="附件", number="11", title="建库", text="11\n\n建库。建成3个库\n\n市财政局", responsible=("云岭市财政局",), printed=("市财政局",)),
    task(5, open_list=True),
)  # fmt: skip
DUTIES = (
    Duty("云岭市教育局", "a", "Agency", "lead", "D#1", "市教育局牵头", 0.9),
    Duty("云岭市财政局", "b", "Agency", "responsible", "D#2", HOSTILE, 0.5),
    Duty(HOSTILE, "c", "Group", "participate", "D#2", HOSTILE, 0.9),
    Duty("云岭市财政局", "b", "Agency", "responsible", "D#11", "11\n\n建库\n\n市财政局", 0.9),
    Duty("各学校", "d", "ActorClass", "participate", "D#1", "各学校配合", 0.9),
    Duty("云岭一中", "e", "School", "participate", "D#1", "各学校配合", 0.9, via="各学校"),
)  # fmt: skip
CONTENT = Content(
    title="《云岭市方案》责任台账",
    documents=(DocumentRow("D", "关于印发《云岭市方案》的通知", "云政发〔2030〕1号", jurisdiction="南岭省云岭市"),),
    ledger=ROWS,
    bodies=(Body("b", "云岭市财政局", "Agency"), Body("a", "云岭市教育局", "Agency"), Body("c", HOSTILE, "Group")),
    duties=DUTIES,
    doubts=(Doubt("文件", "《云岭市方案》", "文字被改动过"),),
    nodes=(
        Node("D", "Document", {"key": "D", "title": "云岭市方案", "loaded": True, "basis": "text"}),
        Node("a", "Agency", {"key": "a", "name": "云岭市教育局", "start": 3, "end": 7}),
        Node("D#1", "Task", {"key": "D#1", "number": "1.", "title": HOSTILE, "text": "做", "order": 1}),
        Node("D#3", "Task", {"key": "D#3", "number": "3.", "title": "第3项", "text": "做", "order": 3}),
        Node("D#11", "Task", {"key": "D#11", "number": "11", "title": "建库", "text": "做", "order": 4}),
    ),
    edges=(
        Edge("Agency:a", "Task:D#1", "RESPONSIBLE_FOR", {"role": "lead", "quote": "市教育局牵头", "document": "D", "basis": "text", "start": 9}),
        Edge("Agency:a", "Task:D#1", "RESPONSIBLE_FOR", {"role": "participate", "quote": "丙", "document": "D", "basis": "text"}),
        Edge("Task:D#3", "Task:D#11", "DETAILED_BY", {"basis": "derived", "method": "title"}),
    ),
    subject="关于印发《云岭市方案》的通知",
    made="2030-02-03",
)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("formats")
    for name, write in FORMATS.items():
        write(CONTENT, folder / f"out.{name}")
    return {name: folder / f"out.{name}" for name in FORMATS}


def cells(row: Any) -> list[str]:
    return [cell.text for cell in row.cells]


def test_docx_follows_the_national_layout(files: Mapping[str, Path]) -> None:
    paper = docx.Document(str(files["docx"]))
    [section] = paper.sections
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one.mm) for one in sides if one is not None] == [210, 297, 37, 28]
    title, note = paper.paragraphs[:2]
    assert title.text == "云岭市方案责任分工表"
    assert title.runs[0].font.size is not None and title.runs[0].font.size.pt == 22
    assert title.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert note.text == "（依据：《云岭市方案》（云政发〔2030〕1号）　制表日期：2030年2月3日）"
    assert "文字被改动过" in paper.paragraphs[2].text
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml
    with_fallbacks = next(p.blob for p in paper.part.package.iter_parts() if p.partname.endswith("fontTable.xml"))
    assert '<w:altName w:val="宋体"/>'.encode() in with_fallbacks
    etree.fromstring(with_fallbacks)


def test_docx_merges_a_task_with_the_rows_that_divide_it_up(files: Mapping[str, Path]) -> None:
    table = docx.Document(str(files["docx"])).tables[0]
    head, first, second, third, detail, fifth = table.rows
    assert cells(head) == ["序号", "任务", "主要内容", "牵头单位", "责任单位", "完成时限"]
    assert head._tr.trPr.xpath("./w:tblHeader") and detail._tr.trPr.xpath("./w:cantSplit")
    assert cells(first) == ["1", "1. 第1项", "1. 做第1项。", "市教育局", "", "2031年6月底前"]
    assert "alert" in cells(second)[1] and cells(second)[4].startswith("市财政局、</svg>")
    assert third._tr.tc_lst[0].vMerge == third._tr.tc_lst[1].vMerge == "restart"
    assert detail._tr.tc_lst[0].vMerge == detail._tr.tc_lst[1].vMerge == "continue"
    assert len(third._tr.tc_lst) == 3 and third._tr.tc_lst[2].grid_span == 4
    assert cells(detail)[1:] == ["3. 第3项", "建库。建成3个库", "", "市财政局", ""]
    assert cells(fifth)[4] == "（原文未列全）"


def test_docx_has_a_list_for_every_body(files: Mapping[str, Path]) -> None:
    paper = docx.Document(str(files["docx"]))
    headings = [one.text for one in paper.paragraphs if re.match(r"\d+．", one.text)]
    assert headings[:2] == ["1．市财政局（责任2项）", "2．市教育局（牵头1项）"]
    assert [len(table.rows) for table in paper.tables[1:]] == [3, 2, 2]
    assert cells(paper.tables[1].rows[0]) == ["序号", "任务", "角色", "完成时限", "依据", "原文"]
    assert cells(paper.tables[1].rows[2]) == ["2", "11. 建库", "责任", "", "附件 第11项", "建库\n市财政局"]


def test_svg_needs_no_font_and_nothing_from_outside(files: Mapping[str, Path]) -> None:
    root = etree.parse(str(files["svg"])).getroot()
    assert not root.xpath("//svg:text | //svg:image | //svg:script | //svg:style", namespaces=SVG)
    links = root.xpath("//@xlink:href", namespaces=SVG)
    letters = root.xpath("//svg:defs/svg:path/@id", namespaces=SVG)
    assert len(letters) == len(set(letters)) > 50
    assert {link[1:] for link in links} == set(letters)
    assert all(path.get("d") for path in root.xpath("//svg:defs/svg:path", namespaces=SVG))
    assert (
        root.xpath("string(svg:desc)", namespaces=SVG)
        == "来源：《云岭市方案》（云政发〔2030〕1号）　制图日期：2030年2月3日"
    )
    titles = root.xpath("//svg:g/svg:title/text()", namespaces=SVG)
    assert titles[0] == "1. 第1项\n依据：《云岭市方案》（云政发〔2030〕1号） 二、主要任务 1.\n原文：市教育局牵头"
    assert len(titles) == 5 and "alert" in titles[1]


def test_svg_tells_roles_by_line_and_kinds_by_sign(files: Mapping[str, Path]) -> None:
    root = etree.parse(str(files["svg"])).getroot()
    lines = root.xpath("//svg:path[@fill='none']", namespaces=SVG)
    assert {one.get("stroke-width") for one in lines} == {"3.5", "1.5"}
    assert {one.get("stroke-dasharray") for one in lines} == {None, "9 6", "2 5"}
    blue = root.xpath("count(//svg:circle[@fill='#0072B2'])", namespaces=SVG)
    ring = root.xpath("count(//svg:circle[@stroke='#0072B2'])", namespaces=SVG)
    hexagon = root.xpath("count(//svg:polygon[@fill='#56B4E9'])", namespaces=SVG)
    assert (blue, ring, hexagon) == (4, 2, 2)  # one of each in the legend


def test_png_shows_the_map_with_its_sources(files: Mapping[str, Path]) -> None:
    image = Image.open(files["png"])
    assert image.format == "PNG" and image.width == 2800
    assert round(image.info["dpi"][0]) == 192
    assert image.info["Title"] == "《云岭市方案》责任台账"
    assert "制图日期：2030年2月3日" in image.info["Source"]
    assert "原文：市教育局牵头" in image.info["Description"]
    # Dark strokes of letters at the head, where without outlines there would be none.
    head = image.convert("L").crop((80, 80, 1200, 180))
    assert head.histogram()[0:80] != [0] * 80


def test_a_map_of_a_body_leaves_out_the_body_itself() -> None:
    own = Content(
        "财政", CONTENT.documents, ROWS[1:2], CONTENT.bodies[:1], DUTIES[1:3],
        limits=("云岭市财政局",), filters=Filters(actor="云岭市财政局"),
    )  # fmt: skip
    root = etree.fromstring(map_svg(own).encode())
    assert root.xpath("count(//svg:circle[@fill='#0072B2'])", namespaces=SVG) == 1
    assert root.xpath("count(//svg:polygon[@fill='#56B4E9'])", namespaces=SVG) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (Content("两份", documents=(DocumentRow("D", "甲"), DocumentRow("E", "乙"))), "只画一个单位或一份文件"),
        (Content("多", ledger=(ROWS[0],) * (MOST_TASKS + 1)), f"有 {MOST_TASKS + 1} 项任务，超过 {MOST_TASKS} 项"),
    ],
)
def test_a_map_that_nobody_can_read_is_refused(tmp_path: Path, content: Content, message: str) -> None:
    for kind in ("svg", "png"):
        with pytest.raises(UsageError, match=message):
            FORMATS[kind](content, tmp_path / f"x.{kind}")
    assert not list(tmp_path.iterdir())


def test_wrap_keeps_lines_in_the_room_and_marks_off_their_ends() -> None:
    lines = wrap("建立健全产教融合机制，推进校企合作（含实训基地）。", 10, 100)
    assert "".join(lines) == "建立健全产教融合机制，推进校企合作（含实训基地）。"
    assert all(width(line, 10) <= 100 for line in lines)
    assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)
    assert wrap("一" * 50, 10, 100, 2) == ["一" * 10, "一" * 9 + "…"]
    assert wrap("", 10, 100) == [""]


def test_gexf_opens_with_colours_and_positions(files: Mapping[str, Path]) -> None:
    graph = networkx.read_gexf(files["gexf"])
    assert set(graph.nodes) == {"Document:D", "Agency:a", "Task:D#1", "Task:D#3", "Task:D#11"}
    agency = graph.nodes["Agency:a"]
    assert (agency["label"], agency["kind_label"], agency["text_start"]) == ("云岭市教育局", "机关", 3)
    assert agency["viz"]["color"] == {"r": 0, "g": 114, "b": 178, "a": 1.0}
    places = {(one["viz"]["position"]["x"], one["viz"]["position"]["y"]) for _, one in graph.nodes(data=True)}
    assert len(places) == 5
    edges = graph.get_edge_data("Agency:a", "Task:D#1")
    assert sorted(edge["label"] for edge in edges.values()) == ["牵头", "配合"]
    assert {edge["quote"] for edge in edges.values()} == {"市教育局牵头", "丙"}
    root = etree.parse(str(files["gexf"])).getroot()
    assert sorted(one.get("value") for one in root.iter(f"{VIZ}thickness")) == ["1.0", "1.0", "3.0"]
    assert not root.xpath("//*[@start or @end]")


def test_graphml_has_what_gephi_and_others_draw_by(files: Mapping[str, Path]) -> None:
    agency = networkx.read_graphml(files["graphml"], force_multigraph=True).nodes["Agency:a"]
    assert (agency["r"], agency["g"], agency["b"], agency["color"]) == (0, 114, 178, "#0072B2")
    assert {"x", "y", "size"} <= agency.keys()


def test_mermaid_holds_nothing_that_mermaid_would_obey(files: Mapping[str, Path]) -> None:
    lines = files["mermaid"].read_text(encoding="utf-8").splitlines()
    drawn = [line.strip() for line in lines if not line.strip().startswith("%%")]
    assert drawn[0] == "flowchart LR"
    text = r'"[^"<>{}()\[\]|`]*(?:<br>[^"<>{}()\[\]|`]*)?"'
    grammar = (
        rf"subgraph d\d+\[{text}\]|end|t\d+\[{text}\]|a\d+(?:\(\[{text}\]\)|\{{\{{{text}\}}\}}|\[/?{text}/?\]):::[A-Z]\w+"
        r"|a\d+ (?:==>|-->|-\.->)\|(?:牵头|责任|配合)\| t\d+|classDef [A-Z]\w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}"
    )
    assert [line for line in drawn[1:] if not re.fullmatch(grammar, line)] == []
    assert "a1 ==>|牵头| t1" in drawn and 't1["1. 第1项<br>2031年6月底前"]' in drawn
    comments = [line for line in lines if line.strip().startswith("%%")]
    assert any("依据：二、主要任务 1.；原文：市教育局牵头" in line for line in comments)
    assert not any("%%" in line.strip()[2:] or "{" in line for line in comments)


def test_mermaid_refuses_more_than_mermaid_draws(tmp_path: Path) -> None:
    many = Content("多", CONTENT.documents, ROWS, duties=DUTIES[:1] * 501)
    with pytest.raises(UsageError, match="Mermaid 画不出来"):
        FORMATS["mermaid"](many, tmp_path / "x")


def test_jsonld_is_rdf_with_sources(files: Mapping[str, Path]) -> None:
    graph = rdflib.Graph().parse(files["jsonld"], format="json-ld")
    schema, org = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/org#")
    own = rdflib.Namespace("urn:zeren:term:")
    body, document = rdflib.URIRef("urn:zeren:Agency:a"), rdflib.URIRef("urn:zeren:Document:D")
    assert (body, rdflib.RDF.type, org.Organization) in graph
    [role] = graph.objects(rdflib.URIRef("urn:zeren:Task:D%231"), schema.agent)
    assert graph.value(role, schema.agent) == body
    assert str(graph.value(role, schema.roleName)) == "牵头"
    assert str(graph.value(role, own.quote)) == "市教育局牵头"
    assert graph.value(role, own.document) == document


def test_json_of_a_part_says_so_and_is_not_loaded_back(tmp_path: Path) -> None:
    part = Content("x", nodes=CONTENT.nodes[1:3], edges=CONTENT.edges[:2], filters=Filters(actor="云岭市教育局"))
    FORMATS["json"](part, tmp_path / "x.json")
    data = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert data["filters"] == {"actor": "云岭市教育局"}
    assert data["nodes"][0]["labels"] == ["Actor", "Agency"]
    assert [one["type"] for one in data["relations"]] == ["RESPONSIBLE_FOR"] * 2
    with pytest.raises(InputError, match="筛选过的一部分"):
        read_whole(tmp_path / "x.json")


def test_every_format_of_the_samples_filtered_and_whole(sample_session: services.Session) -> None:
    documents = [row["document_key"] for row in services.ask(sample_session, "documents", {}).rows]
    for document in documents[:1]:
        for kind in services.EXPORTS:
            assert len(services.export_bytes(sample_session, kind, services.Filters(document=document))) > 300
    one = services.Filters(actor="云岭市教育局", role="lead")
    told = services.content(sample_session, one)
    assert told.limits == ("云岭市教育局", "牵头")
    assert told.ledger and all("云岭市教育局" in row.lead for row in told.ledger)
    assert Image.open(io.BytesIO(services.export_bytes(sample_session, "png", one))).width == 2800


def test_the_whole_graph_goes_round_byte_for_byte(sample_session: services.Session, tmp_path: Path) -> None:
    before = services.export_bytes(sample_session, "json", services.Filters())
    (tmp_path / "graph.json").write_bytes(before)
    settings = Settings(tmp_path / "home")
    with services.Session(settings) as session:
        assert not [one for one in services.load_samples(session) if isinstance(one, services.Failure)]
        assert services.export_bytes(session, "json", services.Filters()) == before
    services.reset_database(settings)
    with services.Session(settings) as session:
        began, loaded = services.load(session, services.find([tmp_path / "graph.json"]))
        assert isinstance(began, services.Began) and isinstance(loaded, services.Loaded)
        assert (loaded.documents, loaded.tasks) == (3, 33)
        assert services.export_bytes(session, "json", services.Filters()) == before
        _, refused = services.load(session, services.find([tmp_path / "graph.json"]))
        assert isinstance(refused, services.Failure) and "zeren db reset" in refused.reason
    embedded.stop(settings.home)


@pytest.mark.parametrize(
    ("own", "label", "text"),
    [
        ({"number": "（三）", "title": "建库", "text": "(三)建库。建成3个库。"}, "（三）建库", "建成3个库。"),
        ({"number": "3", "title": "建库", "text": "3\n\n建库\n\n市财政局、市教育局"}, "3. 建库", "市财政局、市教育局"),
        ({"number": "3", "title": "建库", "text": "3. 建库"}, "3. 建库", "3. 建库"),
        ({"number": "", "title": "扩大规模，改善条件", "text": "扩大规模，改善条件并建成库。"}, "扩大规模，改善条件…", "扩大规模，改善条件并建成库。"),
        ({"number": "2", "title": "办" * 30, "text": "2. " + "办" * 40}, f"2. {'办' * 20}…", "2. " + "办" * 40),
        (
            {"number": "7", "title": "支持办学", "text": "7\n支持办学并给予补助\n市财政局，各有关单位", "printed": ("市财政局",)},
            "7. 支持办学…",
            "支持办学并给予补助",
        ),
        ({"number": "一、", "title": "另一个标题", "text": "原文不是这样写的。"}, "一、另一个标题", "原文不是这样写的。"),
    ],
)  # fmt: skip
def test_what_a_task_is_called_and_what_it_says(own: dict[str, Any], label: str, text: str) -> None:
    row = task(1, **own)
    assert (task_words(row), main_text(row)) == (label, text)
