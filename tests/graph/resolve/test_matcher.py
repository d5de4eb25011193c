"""Which names are near, and which only look so."""

import pytest

from graph.claims import Node
from graph.resolve.matcher import near_pairs


def node(name: str, label: str = "Agency", place: str = "云州市") -> Node:
    return Node(label, f"{label.lower()}:{place}{name}", {"name": f"{place}{name}", "place": place})


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("教育局", "教育委员会", "只差“局”“委”一类的结尾"),
        ("住房和城乡建设局", "住房城乡建设局", "只差连接词或标点"),
        ("教育体育局", "教育局", "一个像另一个的简称"),
        ("职业教育发展中心", "职业教育发展服务中心", "一个像另一个的简称"),
        ("文化广电和旅游局", "文化和旅游局", "一个像另一个的简称"),
        ("产教融合研究院", "产教融合研究所", "写法相近"),
    ],
)
def test_near_names_are_found_with_the_reason(one: str, other: str, reason: str) -> None:
    found = near_pairs([node(one), node(other)])
    assert [pair.reason for pair in found] == [reason]
    assert 0.72 <= found[0].score <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("财政局", "民政局"),
        ("教育局", "司法局"),
        ("第一中学", "第二中学"),
        ("城东职业学校", "城西职业学校"),
        ("人力资源和社会保障局", "自然资源局"),
    ],
)
def test_names_that_tell_themselves_apart_are_not(one: str, other: str) -> None:
    assert near_pairs([node(one), node(other)]) == []


def test_one_name_of_two_kinds_is_near() -> None:
    found = near_pairs([node("产业研究院", "Institute"), node("产业研究院", "School")])
    assert [pair.reason for pair in found] == ["名称相同，类别不同"]


def test_bodies_of_two_places_are_never_near() -> None:
    assert near_pairs([node("教育局"), node("教育局", place="海州市"), node("教育体育局", place="海东市")]) == []


def test_bodies_named_after_two_places_that_we_do_not_know_are_not_near() -> None:
    bare = [Node("Agency", f"agency:{name}", {"name": name}) for name in ("云岭市教育局", "青禾县教育局")]
    assert near_pairs(bare) == []
