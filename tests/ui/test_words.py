import pytest

from ui.words import deadline_words, kind_words, printable, role_of, role_words


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
