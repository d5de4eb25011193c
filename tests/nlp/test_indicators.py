"""Tables of indicators: what the last year's column says of each row."""

import pytest

from nlp.indicators import find_indicators, separated_tables
from nlp.work import make_work_text


def read(text: str) -> list[tuple[str, float | None, float | None, str | None, str | None, str | None]]:
    work = make_work_text(text).text
    found = [target for rows in separated_tables(work, 0, len(work)) for target in find_indicators(work, rows)]
    assert all(work[one.start : one.end] == one.text for one in found)
    return [(one.object, one.min, one.max, one.unit, one.comparator, one.deadline) for one in found]


def test_value_of_the_last_year_is_the_target() -> None:
    text = "指标名称\t2020年\t2025年目标\n学前入园率（%）\t95.1\t98\n建成学校（所）\t12\t不少于20\n研究院数（个）\t1\t2-3\n"
    assert read(text) == [
        ("学前入园率", 98, 98, "%", "=", "2025"),
        ("建成学校", 20, None, "所", ">=", "2025"),
        ("研究院数", 2, 3, "个", "range", "2025"),
    ]


def test_rows_under_a_merged_cell_keep_its_unit() -> None:
    text = "一级指标\t二级指标\t2023年现状\t2027年规划\n巩固率（%）\t小学\t99\t99.5\n初中\t98\t99\n"
    assert read(text) == [("小学", 99.5, 99.5, "%", "=", "2027"), ("初中", 99, 99, "%", "=", "2027")]


def test_two_figures_in_one_cell_are_two_targets() -> None:
    assert read("指标\t2025年\n示范学校/专业（所/个）\t5/16\n") == [
        ("示范学校/专业", 5, 5, "所", "=", "2025"),
        ("示范学校/专业", 16, 16, "个", "=", "2025"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "序号\t项目名称\t计划投资（万元）\n1\t实训楼\t20000\n",
        "姓名\t职务\t2025年\n",
        "到2025年\t建成学校\t5所\n",
        "指标\t2020年\t2025年\n教育投入\t1.2\t只增不减\n",
    ],
)
def test_other_tables_give_no_targets(text: str) -> None:
    assert read(text) == []
