"""The work text and its way back."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.work import make_work_text


def test_work_text_brings_punctuation_to_one_form() -> None:
    assert make_work_text("(一)优化〔2024〕１２所,占比50％").text == "（一）优化（2024）12所，占比50%"


def test_work_text_keeps_digits_groups_and_times() -> None:
    assert make_work_text("1,000人,9:30").text == "1,000人，9:30"


def test_replacement_leads_back_to_the_printed_words() -> None:
    work = make_work_text("支捏东说念主才", replacements=[(0, 2, "支持"), (2, 6, "人")])
    assert work.text == "支持人才"
    assert work.span(2, 4) == (2, 7)
    assert work.printed[slice(*work.span(2, 3))] == "东说念主"


def test_blanks_keep_lines_and_offsets() -> None:
    work = make_work_text("广告\n（一）任务", blanks=[(0, 2)])
    assert work.text == "  \n（一）任务"


@given(st.text(max_size=200))
def test_work_text_without_replacements_is_as_long_as_the_printed(text: str) -> None:
    work = make_work_text(text)
    assert len(work.text) == len(text)
    assert all(work.span(at, at + 1) == (at, at + 1) for at in range(len(text)))
