import pytest

from graph.errors import InputError
from loaders import html
from loaders.document import Document

PROSE = "为贯彻落实上级部署，推动全县职业教育高质量发展，结合本县实际，制定本方案，请各单位认真组织实施，确保取得实效。"


def rows_of(document: Document) -> list[list[list[str]]]:
    return [[[document.text[c.start : c.end] for c in row] for row in table.rows] for table in document.tables]


def test_html_merged_cells_stand_at_each_position_and_are_printed_once() -> None:
    page = """<table><tr><th>类别<th>任务<th>单位</tr>
      <tr><td rowspan=2>建设<td colspan=2>修<b>路</b></tr>
      <tr><td>架桥<td><p>县交通局</p><p>县财政局</p></tr></table>"""
    document = html.read(page.encode(), "x.html")
    assert document.text == "类别\t任务\t单位\n建设\t修路\t\n\t架桥\t县交通局 县财政局\n"
    assert rows_of(document) == [
        [["类别", "任务", "单位"], ["建设", "修路", "修路"], ["建设", "架桥", "县交通局 县财政局"]]
    ]
    [table] = document.tables
    assert table.rows[1][0] == table.rows[2][0]


def test_html_portal_page_gives_title_index_box_and_main_text_without_menus() -> None:
    menu = "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(30))
    page = f"""<html><head><meta charset="gb2312"><meta name="ArticleTitle" content="青禾县职业教育改革方案">
      <title>青禾县职业教育改革方案_青禾县政府</title><script>var 脚本 = 1</script></head><body>
      <ul class="menu">{menu}</ul>
      <table class="index"><tr><td>索引号:</td><td>QH-2024-5</td></tr><tr><td>文号:</td><td>青政发〔2024〕5号</td></tr>
      <tr><td>成文日期:</td><td>2024-05-06</td></tr></table>
      <div class="t">青禾县职业教育改革方案</div>
      <div class="content"><h2>一、总体要求</h2>{f"<p>{PROSE}</p>" * 6}
      <table><tr><td>1</td><td>修路</td></tr><tr><td>2</td><td>架桥</td></tr></table></div>
      <div class="footer"><a href="/">首页</a> <a href="/">联系我们</a></div></body></html>"""
    document = html.read(page.encode("gb18030"), "x.html")
    assert document.title == "青禾县职业教育改革方案"
    assert document.text.split("\n")[0] == "青禾县职业教育改革方案"
    assert "青政发〔2024〕5号" in document.text
    assert document.text.count(PROSE) == 6
    assert [["1", "修路"], ["2", "架桥"]] in rows_of(document)
    assert "栏目3" not in document.text
    assert "脚本" not in document.text
    assert ("一、总体要求", 2) in [(document.text[h.start : h.end], h.level) for h in document.headings]


def test_html_layout_table_is_no_table() -> None:
    page = f"<table><tr><td><table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>{PROSE}</td></tr></table></td></tr></table>"
    document = html.read(page.encode(), "x")
    assert rows_of(document) == [[["序号", "任务"], ["1", PROSE]]]


def test_html_paragraphs_and_breaks_are_lines() -> None:
    page = (
        "<p>　　第一<span>段</span>\n 续</p>散文<br>第二行<div>第三<!-- 不 -->行</div><p style='display: none'>隐藏</p>"
    )
    assert html.read(page.encode(), "x").text == "　　第一段 续\n散文\n第二行\n第三行\n"


def test_html_heading_with_a_block_in_it_is_a_heading() -> None:
    document = html.read("<h2> <div>一、总体<i>要求</i></div></h2><p>正文</p>".encode(), "x")
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [("一、总体要求", 2)]


def test_html_with_xml_declaration_and_wrong_label() -> None:
    page = '<?xml version="1.0" encoding="gb2312"?><html><body><p>青禾县人民政府镕</p></body></html>'
    assert html.read(page.encode(), "x").text == "青禾县人民政府镕\n"
    assert html.read(page.encode("gb18030"), "x").text == "青禾县人民政府镕\n"


def test_html_refuses_what_is_too_long_or_empty() -> None:
    with pytest.raises(InputError, match="超过 5 MB"):
        html.read(b"<p>" + b"a" * 5_000_001, "x")
    with pytest.raises(InputError, match="没有文字"):
        html.read(b"<html><body><script>1</script></body></html>", "x")
