import pytest

from ui.words import cell_words, deadline_words, kind_words, plain_cell, printable, role_of, role_words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025", "2025年底前"),
        ("2025-06", "2025年6月底前"),
        ("2025-06-30", "2025年6月30日前"),
        (None, ""),
        ("", ""),
        ("长期", "长期"),
    ],
)
def test_deadline_words(date: str | None, words: str) -> None:
    assert deadline_words(date) == words


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("date", "2024-06-12", "2024年6月12日"),
        ("date", "2024-06", "2024年6月"),
        ("deadline", "2024-06-12", "2024年6月12日前"),
        ("role", "lead", "牵头"),
        ("partners", [{"name": "甲局", "role": "lead"}, {"name": "乙局"}], "甲局（牵头）、乙局"),
        ("altered", True, "是"),
        ("altered", False, ""),
        ("confidence", 0.9, "0.9"),
        ("posts", ["局长", "书记"], "局长、书记"),
        ("task", None, ""),
    ],
)
def test_cell_words(column: str, value: object, words: str) -> None:
    assert cell_words(column, value) == words


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), (" @x", "' @x"), ("－5", "'－5"), ("1=1", "1=1"), ("", ""), (3, 3), ("\x1b=1", "'=1")],
)
def test_plain_cell_is_no_formula(text: str | int, cell: str | int) -> None:
    assert plain_cell(text) == cell


def test_roles_both_ways() -> None:
    assert [role_words(role) for role in ("lead", "responsible", "participate")] == ["牵头", "责任", "配合"]
    assert [role_of(w) for w in ("牵头", "责任单位", "participate", "领导")] == [
        "lead",
        "responsible",
        "participate",
        None,
    ]


def test_kind_words_keeps_the_unknown() -> None:
    assert kind_words("Group") == "工作机构"
    assert kind_words("Thing") == "Thing"


def test_printable_drops_terminal_control_and_keeps_lines() -> None:
    assert printable("市\x1b[31m教育局\u202e\x9b\r\n\t局") == "市[31m教育局\n\t局"
