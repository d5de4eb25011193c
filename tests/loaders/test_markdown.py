from loaders import markdown
from loaders.document import Heading

PAGE = """# 青禾县实施方案 #

| 序号 | 任务 | 责任单位 |
|:--|---|--:|
| 1 | 建设\\|改造 | 县教育局 |
| 2 |  | 县财政局 |

正文里的 a | b 不是表格。

## 一、总体要求
#不是标题
```
# 代码
| a | b |
|---|---|
```
"""


def test_markdown_keeps_the_text_untouched() -> None:
    assert markdown.read(PAGE.encode(), "x.md").text == PAGE


def test_markdown_finds_cells_by_offset() -> None:
    document = markdown.read(PAGE.encode(), "x.md")
    [table] = document.tables
    rows = [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert rows == [["序号", "任务", "责任单位"], ["1", "建设\\|改造", "县教育局"], ["2", "", "县财政局"]]
    assert document.text[table.start : table.end].startswith("| 序号")
    assert document.text[table.start : table.end].endswith("县财政局 |")


def test_markdown_finds_headings_but_not_in_code() -> None:
    document = markdown.read(PAGE.encode(), "x.md")
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [
        ("青禾县实施方案", 1),
        ("一、总体要求", 2),
    ]


def test_markdown_table_without_outer_bars() -> None:
    content = "任务 | 单位\n--- | ---\n修路 | 县交通局\n"
    [table] = markdown.find_tables(content)
    assert [[content[c.start : c.end] for c in row] for row in table.rows] == [["任务", "单位"], ["修路", "县交通局"]]


def test_markdown_rule_below_one_bar_is_no_table() -> None:
    assert markdown.find_tables("首页 | 新闻\n---\n正文\n") == ()
    assert markdown.find_headings("# 标题") == (Heading(2, 4, 1),)
