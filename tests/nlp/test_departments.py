"""Standard names of bodies."""

import pytest

from nlp.departments import canonical_stem, is_body, national_name


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("发展改革委", "发展和改革委员会"),
        ("发改局", "发展和改革局"),
        ("发委", "发展和改革委员会"),
        ("人社局", "人力资源和社会保障局"),
        ("市场监管局", "市场监督管理局"),
        ("政府国资委", "人民政府国有资产监督管理委员会"),
        ("政府外事办", "人民政府外事办公室"),
        ("政府金融办", "人民政府金融工作办公室"),
        ("委编办", "委机构编制委员会办公室"),
        ("委组织部", "委组织部"),
        ("文体广电旅游局", "文体广电和旅游局"),
        ("退役军人局", "退役军人事务局"),
        ("住房城乡建设厅", "住房和城乡建设厅"),
        ("科委", "科学技术委员会"),
        ("教委", "教育委员会"),
        ("工信商务局", "工业信息化和商务局"),
        ("农科局", "农业和科学技术局"),
        ("工商联", "工商业联合会"),
        ("盐务局", "盐务局"),
        ("教育格局", None),
        ("职业教育", None),
    ],
)
def test_canonical_stem_gives_the_full_name(printed: str, full: str | None) -> None:
    assert canonical_stem(printed) == full


@pytest.mark.parametrize("word", ["教育布局", "发展格局", "全局", "办法", "国家标准"])
def test_is_body_refuses_words_that_end_alike(word: str) -> None:
    assert not is_body(word)


def test_national_name_needs_a_word_of_the_centre() -> None:
    assert national_name("市场监管总局") == "国家市场监督管理总局"
    assert national_name("统计局") is None
    assert national_name("国家统计局") == "国家统计局"
