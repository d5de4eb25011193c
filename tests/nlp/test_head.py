"""Title, number, issuer, date and place."""

from nlp.head import find_head, find_place
from nlp.work import make_work_text


def head(text: str) -> tuple[str | None, str | None, str | None, str | None]:
    work = make_work_text(text).text
    facts = find_head(work, len(work))

    def words(span: tuple[int, int] | None) -> str | None:
        return work[slice(*span)] if span else None

    return words(facts.title), facts.doc_number, words(facts.issuer), facts.date


def test_head_of_a_notice() -> None:
    text = "首页\n云岭市人民政府关于印发《产教融合实施方案》的通知\n云政发〔2024〕12号\n各县人民政府：\n现将方案印发你们。\n\n云岭市人民政府\n2024年3月1日\n"
    assert head(text) == (
        "云岭市人民政府关于印发《产教融合实施方案》的通知",
        "云政发（2024）12号",
        "云岭市人民政府",
        "2024-03-01",
    )


def test_head_with_chinese_date() -> None:
    assert head("青禾县职业教育发展规划\n青禾县教育局\n二〇二三年十二月五日\n")[3] == "2023-12-05"


def test_number_of_a_cited_document_is_not_its_own() -> None:
    assert head("实施方案\n为贯彻《关于改革的意见》（国发〔2019〕4号），制定本方案。\n")[1] is None


def test_place_from_the_issuer() -> None:
    place = find_place("", "关于推进改革的意见", None, "武汉市教育局")
    assert (place.adcode, place.level, place.masked) == ("420100", "市", False)


def test_place_that_is_masked_stays_unknown() -> None:
    place = find_place("县教育局、县财政局负责。", "XX县产教融合实施方案", None, None)
    assert (place.adcode, place.name, place.level, place.masked) == (None, "XX县", "县", True)


def test_place_of_a_ministry_is_the_country() -> None:
    assert find_place("", None, "教职成厅函〔2023〕1号", "教育部办公厅").adcode == "100000"
