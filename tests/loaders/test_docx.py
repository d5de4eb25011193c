import io
from collections.abc import Callable

import docx as python_docx
import pytest

from graph.errors import InputError
from loaders import docx
from loaders.document import Document

Make = Callable[..., bytes]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, num: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(at: int, form: str, text: str, rest: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{rest}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, rest: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{rest}</w:num>'


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def rows_of(document: Document) -> list[list[list[str]]]:
    return [[[document.text[c.start : c.end] for c in row] for row in one.rows] for one in document.tables]


def test_docx_made_by_a_word_processor_library() -> None:
    file = python_docx.Document()
    file.core_properties.title = "青禾县工作方案"
    file.add_heading("一、总体要求", level=1)
    file.add_paragraph("推进改革。")
    grid = file.add_table(rows=2, cols=2)
    for index, text in enumerate(["任务", "单位", "修路", "县交通局"]):
        grid.cell(index // 2, index % 2).text = text
    buffer = io.BytesIO()
    file.save(buffer)
    document = docx.read(buffer.getvalue(), "方案.docx")
    assert document.text == "一、总体要求\n推进改革。\n任务\t单位\n修路\t县交通局\n"
    assert document.title == "青禾县工作方案"
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [("一、总体要求", 1)]
    assert rows_of(document) == [[["任务", "单位"], ["修路", "县交通局"]]]


def test_docx_numbers_of_several_levels_restart_below_a_higher_one(make_docx: Make) -> None:
    lists = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>'),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
    ) + num(7, 0)
    body = (
        numbered("要求", 7) + numbered("原则", 7, 1) + numbered("甲", 7, 2) + numbered("乙", 7, 2) + numbered("目标", 7, 1)
        + numbered("丙", 7, 2) + numbered("任务", 7) + numbered("首先", 7, 1)
    )  # fmt: skip
    document = docx.read(make_docx(body, numbering=lists), "x")
    assert document.text.split() == [
        "一、要求",
        "（一）原则",
        "1.甲",
        "2.乙",
        "（二）目标",
        "1.丙",
        "二、任务",
        "（一）首先",
    ]


def test_docx_numbers_restart_by_override_and_go_on_without(make_docx: Make) -> None:
    lists = (
        abstract(0, level(0, "decimal", "%1."))
        + num(1, 0)
        + num(2, 0)
        + num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    )
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3) + numbered("e", 1)
    assert docx.read(make_docx(body, numbering=lists), "x").text.split() == ["1.a", "2.b", "5.c", "6.d", "7.e"]


def test_docx_numbers_that_name_higher_levels(make_docx: Make) -> None:
    lists = abstract(
        0,
        level(0, "chineseCounting", "第%1条"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    ) + num(1, 0)
    body = numbered("总则", 1) + numbered("范围", 1, 1) + numbered("细目", 1, 2)
    assert docx.read(make_docx(body, numbering=lists), "x").text == "第一条 总则\n一.1 范围\n1.1.1 细目\n"


def test_docx_number_comes_from_style_and_zero_takes_it_away(make_docx: Make) -> None:
    lists = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:pStyle w:val="Item"/>')) + num(1, 0)
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Base"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    style = '<w:pStyle w:val="Item"/>'
    body = p("甲", style) + p("乙", style + '<w:numPr><w:numId w:val="0"/></w:numPr>') + p("丙", style)
    document = docx.read(make_docx(body, styles=styles, numbering=lists), "x")
    assert document.text == "(1)甲\n乙\n(2)丙\n"
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [
        ("(1)甲", 2),
        ("乙", 2),
        ("(2)丙", 2),
    ]


def test_docx_bullets_print_nothing_and_empty_numbered_cells_their_number(make_docx: Make) -> None:
    lists = abstract(0, level(0, "bullet", "\uf06c")) + abstract(1, level(0, "decimal", "%1")) + num(1, 0) + num(2, 1)
    body = numbered("要点", 1) + table(cell(numbered("", 2)) + cell(p("修路")), cell(numbered("", 2)) + cell(p("架桥")))
    document = docx.read(make_docx(body, numbering=lists), "x")
    assert document.text == "要点\n1\t修路\n2\t架桥\n"


def test_docx_keeps_insertions_and_leaves_out_deletions_and_hidden_text(make_docx: Make) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('县')}<w:del><w:r><w:delText>发改委</w:delText></w:r></w:del><w:ins>{run.format('教育局')}</w:ins>"
        f"<w:moveFrom>{run.format('移走')}</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        f"<w:hyperlink>{run.format('负责')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run.format('前半')}</w:p>{p('后半')}"
    )
    assert docx.read(make_docx(body), "x").text == "县教育局负责\n前半后半\n"


def test_docx_reads_content_controls_and_text_boxes_once(make_docx: Make) -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>锚</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert docx.read(make_docx(body), "x").text == "控件\n锚\n框内\n"


def test_docx_merged_and_nested_cells(make_docx: Make) -> None:
    nested = table(cell(p("内一")) + cell(p("内二")))
    body = table(
        cell(p("类别")) + cell(p("任务"), '<w:gridSpan w:val="2"/>'),
        cell(p("建设"), '<w:vMerge w:val="restart"/>') + cell(p("修路") + p("架桥")) + cell(nested + p("")),
        cell(p(""), "<w:vMerge/>") + cell(p("植树")) + cell(p("县林业局")),
    )
    document = docx.read(make_docx(body), "x")
    assert document.text == "类别\t任务\t\n建设\t修路 架桥\t内一 内二\n\t植树\t县林业局\n"
    assert rows_of(document) == [
        [["类别", "任务", "任务"], ["建设", "修路 架桥", "内一 内二"], ["建设", "植树", "县林业局"]]
    ]


def test_docx_table_of_one_cell_is_a_frame_around_text(make_docx: Make) -> None:
    document = docx.read(make_docx(table(cell(p("第一段") + p("第二段")))), "x")
    assert document.text == "第一段\n第二段\n"
    assert document.tables == ()


def test_docx_footnotes_come_last(make_docx: Make) -> None:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f'<w:footnotes {namespace}><w:footnote w:type="separator">{p("线")}</w:footnote><w:footnote>{p("注文")}</w:footnote></w:footnotes>'
    data = make_docx(p("正文"), parts={"word/footnotes.xml": notes})
    assert docx.read(data, "x").text == "正文\n注文\n"


BOMB = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        ("word/document.xml", BOMB + "<x>&b;</x>", "DOCTYPE"),
        ("word/document.xml", (BOMB + "<x>&b;</x>").encode("utf-16"), "DOCTYPE"),
        ("word/document.xml", "<不是xml", "已损坏"),
        ("word/document.xml", "<x/>", "没有 Word 正文"),
        ("word/document.xml", " " * 30_000_000 + "<x/>", "压缩炸弹"),
        ("word/styles.xml", "<x>" * 5000, "已损坏"),
    ],
)
def test_docx_refuses_hostile_and_broken_parts(make_docx: Make, part: str, content: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        docx.read(make_docx(p("正文"), parts={part: content}), "x")


def test_docx_without_words_is_refused(make_docx: Make) -> None:
    with pytest.raises(InputError, match="没有文字"):
        docx.read(make_docx(p(" ")), "x")
