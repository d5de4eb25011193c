"""Numbered items of every style, on lines and inside one paragraph."""

from nlp.outline import Item, find_outline
from nlp.work import make_work_text


def tree(text: str) -> list[object]:
    work = make_work_text(text).text

    def show(item: Item) -> list[object]:
        return [item.number, item.title, *[show(child) for child in item.children]]

    return [show(item) for item in find_outline(work, 0, len(work))]


def test_outline_of_lines_nests_by_style() -> None:
    text = "一、总体要求\n（一）指导思想。坚持。\n二、任务\n（一）布局\n1. 优化专业\n说明。\n2．建设基地\n（二）队伍\n3、培训教师\n"
    assert tree(text) == [
        ["一", "总体要求", ["（一）", "指导思想"]],
        ["二", "任务", ["（一）", "布局", ["1", "优化专业"], ["2", "建设基地"]], ["（二）", "队伍", ["3", "培训教师"]]],
    ]


def test_outline_inside_one_paragraph_is_found() -> None:
    text = "制定本方案。 一、重点任务 〔一〕优化布局 1.建设学校。加强统筹。 2.建设基地。扩大规模。 〔二〕培训教师 3.开展研修。定期举办。"
    assert tree(text) == [
        [
            "一",
            "重点任务",
            ["（一）", "优化布局", ["1", "建设学校"], ["2", "建设基地"]],
            ["（二）", "培训教师", ["3", "开展研修"]],
        ]
    ]


def test_outline_passes_over_numbers_in_prose() -> None:
    text = "一、任务\n按照第（二）项规定，完成3.5万人培训，一、二级学校占比提高。\n二、保障\n"
    assert tree(text) == [["一", "任务"], ["二", "保障"]]


def test_outline_of_articles_and_circles() -> None:
    assert tree("第一条 为加强管理。\n第二条 各校职责：\n①建立制度\n②加强培训\n") == [
        ["第一条", "为加强管理"],
        ["第二条", "各校职责", ["①", "建立制度"], ["②", "加强培训"]],
    ]


def test_outline_skips_blocked_spans() -> None:
    text = "一、任务\n1\n二、保障\n"
    assert [item.number for item in find_outline(text, 0, len(text), [(5, 12)])] == ["一"]
