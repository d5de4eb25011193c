"""Documents that a document names."""

from nlp.cites import find_cites
from nlp.work import make_work_text


def cites(text: str, own: str = "", opening: int = 0) -> list[tuple[str, str | None, str]]:
    work = make_work_text(text).text
    return [(cite.title, cite.doc_number, cite.relation) for cite in find_cites(work, own, opening)]


def test_cite_with_number_that_is_implemented() -> None:
    text = "为贯彻落实《关于深化改革的意见》（江政发〔2023〕5号）精神，制定本方案。"
    assert cites(text, "实施方案", 99) == [("关于深化改革的意见", "江政发〔2023〕5号", "implements")]


def test_cite_that_is_replaced() -> None:
    assert cites("《经费管理办法》同时废止。") == [("经费管理办法", None, "replaces")]


def test_documents_to_come_and_the_own_one_are_no_cites() -> None:
    text = "现将《产教融合实施方案》印发。研究出台《教师管理办法》。阅读《青年杂志》。"
    assert cites(text, "云岭市人民政府关于印发《产教融合实施方案》的通知") == []
