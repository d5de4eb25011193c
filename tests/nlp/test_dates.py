"""Dates and deadlines, and the dates that are none."""

import pytest

from nlp.dates import find_deadlines, find_task_deadline, parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020年12月1日", "2020-12-01"),
        ("二〇二〇年十二月一日", "2020-12-01"),
        ("二○二五年", "2025"),
        ("2021-03-05", "2021-03-05"),
        ("2021.3", "2021-03"),
        ("2025年6月底", "2025-06"),
        ("2025年底", "2025"),
        ("2025年末", "2025"),
        ("2023年上半年", "2023-06"),
        ("2023年第三季度", "2023-09"),
        ("2023年三季度末", "2023-09"),
        ("“十四五”期间", "2025"),
        ("“十五五”末", "2030"),
        ("2021年13月", None),
        ("6月底", None),
        ("按期完成", None),
    ],
)
def test_date_is_as_exact_as_printed(text: str, date: str | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"), [("年底前", "2024"), ("6月底", "2024-06"), ("今年三季度", "2024-09"), ("明年6月底", "2025-06")]
)
def test_date_without_a_year_takes_the_base_year(text: str, date: str) -> None:
    assert parse_date(text, 2024) == date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("到2025年，建成3所", [("到2025年", "2025")]),
        ("2025年底前实现", [("2025年底前", "2025")]),
        ("力争在2023年前建成", [("力争在2023年前", "2023")]),
        ("力争到2027年底，突破", [("力争到2027年底", "2027")]),
        ("2023年6月底前，12月底前实现", [("2023年6月底前", "2023-06"), ("12月底前", "2023-12")]),
        ("“十四五”期间，培训5万人", [("“十四五”期间", "2025")]),
        ("到“十四五”时期末，更加健全", [("到“十四五”时期末", "2025")]),
        ("2025年，实现各校", [("2025年", "2025")]),
        ("2020年初步建成", [("2020年", "2020")]),
        ("2021—2025年，每年培训", [("2021—2025年", "2025")]),
        ("由50%提高到2025年的60%", [("到2025年", "2025")]),
        ("2025年6月30日前报送", [("2025年6月30日前", "2025-06-30")]),
    ],
)
def test_deadline_has_its_words_and_date(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[d.start : d.end], d.date) for d in find_deadlines(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "自2023年起实施", "2019年开始", "2019年以来", "2020年9月11日，召开会议", "印发2020年版目录", "行动计划（2021-2023年）",
        "2023年度考核", "2023年7月30日起，各单位可登录", "将每年5月定为宣传月", "贯彻2021年一号文件", "5月底前完成",
    ],
)  # fmt: skip
def test_date_that_bounds_nothing_is_no_deadline(text: str) -> None:
    assert find_deadlines(text) == []


def test_deadline_that_comes_again_has_no_date() -> None:
    [deadline] = find_deadlines("自2023年起，每年12月15日前，各校要报送")
    assert (deadline.date, deadline.recurs) == (None, "每年")


def test_month_takes_no_year_from_another_sentence() -> None:
    text = "2018年底前完成普查。6月底前印发方案。"
    assert [d.date for d in find_deadlines(text)] == ["2018"]
    assert [d.date for d in find_deadlines(text, base_year=2024)] == ["2018", "2024-06"]


@pytest.mark.parametrize(
    ("text", "date", "recurs"),
    [
        ("建成平台。完成时限：2025年6月底", "2025-06", None),
        ("牵头单位：市数据局；完成时限:2025年12月31日前。", "2025-12-31", None),
        ("完成时限：2023年1月—2025年12月", "2025-12", None),
        ("完成时限：长期坚持", None, "长期"),
        ("牵头单位：市数据局；完成时限：持续推进", None, "持续"),
        ("开展排查（2025年6月底前完成）", "2025-06", None),
        ("出台办法（5月底完成，牵头单位：市数据局）", "2024-05", None),
        ("2025年6月底前制定印发方案。", "2025-06", None),
        ("2025年6月", "2025-06", None),
        ("2023年-2025年", "2025", None),
        ("长期坚持", None, "长期"),
    ],
)
def test_task_deadline_is_found(text: str, date: str | None, recurs: str | None) -> None:
    found = find_task_deadline(text, base_year=2024)
    assert found is not None
    assert (found.date, found.recurs) == (date, recurs)


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，建成示范校3所。",
        "力争在2025年前建成示范校3所。",
        "2025年底前建成示范校3所。",
        "推动2019年以来的项目完成验收。",
        "开展排查（截至2023年底已完成一批）",
    ],
)
def test_year_of_a_target_is_no_task_deadline(text: str) -> None:
    assert find_task_deadline(text) is None
