from collections.abc import Callable

import pytest

from graph.errors import UsageError
from graph.places import (
    COUNTRY,
    Place,
    abbreviations,
    ancestors,
    children,
    find,
    full_name,
    iter_names,
    place,
    short_name,
)


def names(found: tuple[Place, ...]) -> list[str]:
    return [full_name(one.adcode) for one in found]


@pytest.mark.parametrize(
    ("adcode", "expected"),
    [
        (COUNTRY, Place("100000", "全国", "国家", None)),
        ("620000", Place("620000", "甘肃省", "省", "100000")),
        ("620700", Place("620700", "张掖市", "市", "620000")),
        ("110108", Place("110108", "海淀区", "县", "110000")),
        ("469002", Place("469002", "琼海市", "县", "460000")),
        ("710000", Place("710000", "台湾省", "省", "100000")),
    ],
)
def test_place_gives_name_level_and_parent(adcode: str, expected: Place) -> None:
    assert place(adcode) == expected


@pytest.mark.parametrize("look_up", [place, children, ancestors, full_name])
def test_unknown_code_is_named_in_the_error(look_up: Callable[[str], object]) -> None:
    with pytest.raises(UsageError, match="999999"):
        look_up("999999")


def test_counts_are_those_of_the_source() -> None:
    provinces = children(COUNTRY)
    below = [one for province in provinces for one in children(province.adcode)]
    cities = [one for one in below if one.level == "市"]
    counties = [one for one in below if one.level == "县"]
    counties += [one for city in cities for one in children(city.adcode)]
    assert (len(provinces), len(cities), len(counties)) == (34, 333, 2845)


def test_children_of_a_city_are_its_counties() -> None:
    assert [one.name for one in children("620700")] == [
        "甘州区",
        "肃南裕固族自治县",
        "民乐县",
        "临泽县",
        "高台县",
        "山丹县",
    ]


@pytest.mark.parametrize("adcode", ["441900", "442000", "460400", "620200", "620702"])
def test_children_are_none_for_counties_and_cities_without_counties(adcode: str) -> None:
    assert children(adcode) == ()


def test_ancestors_go_from_the_nearest_to_the_country() -> None:
    assert [one.name for one in ancestors("620702")] == ["张掖市", "甘肃省", "全国"]
    assert [one.name for one in ancestors("110108")] == ["北京市", "全国"]
    assert ancestors(COUNTRY) == ()


@pytest.mark.parametrize(
    ("adcode", "expected"),
    [
        ("620700", "甘肃省张掖市"),
        ("620702", "甘肃省张掖市甘州区"),
        ("110108", "北京市海淀区"),
        ("110000", "北京市"),
        ("429004", "湖北省仙桃市"),
        (COUNTRY, "全国"),
    ],
)
def test_full_name_runs_from_the_province_down(adcode: str, expected: str) -> None:
    assert full_name(adcode) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("张掖市", "张掖"),
        ("肃南裕固族自治县", "肃南"),
        ("临夏回族自治州", "临夏"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("甘州区", "甘州"),
        ("吉县", "吉县"),
        ("郊区", "郊区"),
        ("沙市区", "沙市"),
        ("津市市", "津市"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("土默特左旗", "土默特左旗"),
        ("正蓝旗", "正蓝旗"),
        ("敖汉旗", "敖汉"),
        ("鄂温克族自治旗", "鄂温克"),
        ("东乡族自治县", "东乡"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("梅里斯达斡尔族区", "梅里斯"),
        ("龙胜各族自治县", "龙胜"),
        ("井陉矿区", "井陉矿区"),
        ("神农架林区", "神农架"),
        ("香港特别行政区", "香港"),
        ("全国", "全国"),
        ("柯桥区", "柯桥"),
        ("郑州市", "郑州"),
    ],
)
def test_short_name_drops_what_the_place_is(name: str, expected: str) -> None:
    assert short_name(name) == expected


def test_find_gives_the_most_senior_first() -> None:
    assert names(find("吉林")) == ["吉林省", "吉林省吉林市"]
    assert names(find("海南")) == ["海南省", "青海省海南藏族自治州", "内蒙古自治区乌海市海南区"]


def test_find_keeps_apart_divisions_of_one_name() -> None:
    assert names(find("朝阳区")) == ["北京市朝阳区", "吉林省长春市朝阳区"]
    assert names(find("朝阳区", "220000")) == ["吉林省长春市朝阳区"]
    assert find("朝阳区", "330000") == ()


def test_find_within_includes_the_place_itself() -> None:
    assert names(find("张掖", "620700")) == ["甘肃省张掖市"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("肃南县", ["甘肃省张掖市肃南裕固族自治县"]),
        ("临夏州", ["甘肃省临夏回族自治州"]),
        ("鄂温克旗", ["内蒙古自治区呼伦贝尔市鄂温克族自治旗"]),
        ("襄樊市", ["湖北省襄阳市"]),
        ("中华人民共和国", ["全国"]),
        ("张", []),
        ("张掖县", []),
        ("", []),
    ],
)
def test_find_knows_contracted_and_former_names(name: str, expected: list[str]) -> None:
    assert names(find(name)) == expected


def test_find_refuses_an_unknown_frame() -> None:
    with pytest.raises(UsageError, match="000001"):
        find("张掖", "000001")


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("甘", ["甘肃省"]),
        ("陇", ["甘肃省", "甘肃省陇南市"]),
        ("浙", ["浙江省"]),
        ("皖", ["安徽省"]),
        ("鄂", ["湖北省"]),
        ("杭", ["浙江省杭州市"]),
        ("穗", ["广东省广州市"]),
        ("青", ["青海省", "山东省青岛市"]),
        ("合", ["安徽省合肥市"]),
    ],
)
def test_abbreviations_give_provinces_first(character: str, expected: list[str]) -> None:
    assert [full_name(code) for code in abbreviations()[character]] == expected


def test_abbreviations_cover_every_province() -> None:
    covered = {code for codes in abbreviations().values() for code in codes}
    assert {one.adcode for one in children(COUNTRY)} <= covered


def test_iter_names_gives_full_and_short_names_of_two_characters_or_more() -> None:
    pairs = set(iter_names())
    assert {("张掖市", "620700"), ("张掖", "620700"), ("甘州", "620702"), ("吉县", "141028")} <= pairs
    assert all(len(name) > 1 for name, _ in pairs)


def test_iter_names_leaves_out_everyday_words_that_find_knows() -> None:
    printed = {name for name, _ in iter_names()}
    assert {"合作市", "公安县", "资源县"} <= printed
    assert not {"合作", "公安", "资源", "城区", "甘"} & printed
    assert names(find("合作")) == ["甘肃省甘南藏族自治州合作市"]


def test_everyday_words_are_never_a_province_or_city() -> None:
    printed = {name for name, _ in iter_names()}
    tops = [
        one for province in children(COUNTRY) for one in (province, *children(province.adcode)) if one.level != "县"
    ]
    assert [one.name for one in tops if one.name not in printed or short_name(one.name) not in printed] == []
