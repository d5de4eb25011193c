import pytest

from nlp.colleges import College, college, find_colleges


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], one.name) for start, end, one in find_colleges(text)]


def test_college_gives_what_the_ministry_lists() -> None:
    assert college("兰州大学") == College("4162010730", "兰州大学", "620100", "本科", ())


@pytest.mark.parametrize("name", ["深圳职业技术学院", "深圳职业技术大学"])
def test_college_is_found_by_present_and_former_name(name: str) -> None:
    one = college(name)
    assert one == College("4144011113", "深圳职业技术大学", "440300", "本科", ("深圳职业技术学院",))


def test_college_keeps_all_former_names_of_a_merged_one() -> None:
    one = college("青海职业技术大学")
    assert one is not None
    assert one.former_names == ("青海交通职业技术学院", "青海建筑职业技术学院")
    assert college("青海建筑职业技术学院") is one


def test_college_in_a_municipality_has_the_code_of_the_province() -> None:
    one = college("北京大学")
    assert one is not None
    assert one.city_adcode == "110000"


@pytest.mark.parametrize("name", ["", "兰大", "兰州大学附属中学", "大学", "云岭职业技术学院"])
def test_college_knows_exact_names_only(name: str) -> None:
    assert college(name) is None


def test_find_colleges_gives_spans_of_the_raw_text() -> None:
    text = "依托  深圳职业技术学院、兰州大学等"
    assert [(start, end) for start, end, _ in find_colleges(text)] == [(4, 12), (13, 17)]
    assert found(text) == [("深圳职业技术学院", "深圳职业技术大学"), ("兰州大学", "兰州大学")]


def test_find_colleges_prefers_the_longest_name() -> None:
    assert found("南京财经大学红山学院和南京财经大学") == [
        ("南京财经大学红山学院", "南京财经大学红山学院"),
        ("南京财经大学", "南京财经大学"),
    ]


@pytest.mark.parametrize("text", ["中国石油大学（华东）", "中国石油大学(华东)"])
def test_find_colleges_takes_both_widths_of_brackets(text: str) -> None:
    assert found(text) == [(text, "中国石油大学（华东）")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吸引武汉大学生就业", []),
        ("武汉大学生命科学学院", [("武汉大学", "武汉大学")]),
        ("武汉大", []),
        ("各职业技术学院", []),
        ("", []),
    ],
)
def test_find_colleges_leaves_students_and_other_schools_alone(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
