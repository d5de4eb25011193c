"""Which body a name stands for in which document."""

import pytest

from graph.identity import Scope, identify, members_of

CITY = Scope("文件甲", "140200", "山西省大同市", False)
PROVINCE = Scope("文件乙", "140000", "山西省", False)
NATION = Scope("文件丙", "100000", "全国", False)
MASKED = Scope("XX县方案·1a2b3c4d", None, "XX县", True)
INVENTED = Scope("云政发〔2030〕1号", None, "云州市", False)


@pytest.mark.parametrize(
    ("name", "scope", "key", "shown"),
    [
        ("大同市教育局", CITY, "agency:山西省大同市教育局", "大同市教育局"),
        ("山西省大同市教育局", NATION, "agency:山西省大同市教育局", "大同市教育局"),
        ("市教育局", CITY, "agency:山西省大同市教育局", "大同市教育局"),
        ("云冈区教育局", CITY, "agency:山西省大同市云冈区教育局", "大同市云冈区教育局"),
        ("山西省教育厅", CITY, "agency:山西省教育厅", "山西省教育厅"),
        ("教育部", CITY, "agency:教育部", "教育部"),
        ("教育部", MASKED, "agency:教育部", "教育部"),
        ("云冈区", CITY, "agency:山西省大同市云冈区人民政府", "大同市云冈区人民政府"),
        ("云州市教育局", INVENTED, "agency:云州市教育局", "云州市教育局"),
        ("市教育局", INVENTED, "agency:云州市教育局", "云州市教育局"),
        ("县教育局", MASKED, "agency:XX县方案·1a2b3c4d/县教育局", "县教育局"),
        ("XX县教育局", MASKED, "agency:XX县方案·1a2b3c4d/XX县教育局", "XX县教育局"),
        ("区教育局", CITY, "agency:山西省大同市/区教育局", "区教育局"),
    ],
)
def test_agency_has_one_key_wherever_it_is_named(name: str, scope: Scope, key: str, shown: str) -> None:
    actor = identify(name, "Agency", scope)
    assert (actor.key, actor.properties["name"]) == (key, shown)


@pytest.mark.parametrize("scope", [CITY, PROVINCE, NATION, MASKED, INVENTED])
def test_school_is_the_same_in_every_document(scope: Scope) -> None:
    assert identify("清溪理工大学", "School", scope).key == "school:清溪理工大学"


def test_masked_documents_keep_their_bodies_apart() -> None:
    other = Scope("XX县方案·99999999", None, "XX县", True)
    assert identify("县财政局", "Agency", MASKED).key != identify("县财政局", "Agency", other).key


def test_namesakes_are_told_apart_by_the_nearest_place() -> None:
    nanjing, kaifeng = (Scope("d", code, None, False) for code in ("320100", "410200"))
    assert identify("鼓楼区教育局", "Agency", nanjing).key == "agency:江苏省南京市鼓楼区教育局"
    assert identify("鼓楼区教育局", "Agency", kaifeng).key == "agency:河南省开封市鼓楼区教育局"
    assert identify("鼓楼区教育局", "Agency", CITY).key == "agency:山西省大同市/鼓楼区教育局"


def test_short_name_of_another_place_is_no_place() -> None:
    # 云州 is short for 云州区 of 大同, and 中山 for 中山市.
    assert identify("云州市人民政府", "Agency", INVENTED).adcode is None
    assert identify("中山大学", "School", CITY).adcode is None


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("大同市教育局", "教育"),
        ("大同市发展和改革委员会", "发展和改革"),
        ("大同市委组织部", "组织"),
        ("大同市市场监督管理局", "市场监督管理"),
        ("大同市人民政府", None),
    ],
)
def test_function_is_what_is_left_of_the_name(name: str, function: str | None) -> None:
    assert identify(name, "Agency", CITY).properties.get("function") == function


def test_branch_of_a_national_body_belongs_to_its_city() -> None:
    actor = identify("国家税务总局大同市税务局", "Agency", NATION)
    assert (actor.adcode, actor.properties["level"]) == ("140200", "市")


@pytest.mark.parametrize("name", ["各县区", "各县（区）人民政府", "各区县", "各县(市、区)", "各县、区人民政府"])
def test_counties_of_the_documents_city(name: str) -> None:
    names = [one.properties["name"] for one in members_of(name, CITY)]
    assert names == [
        f"大同市{county}人民政府"
        for county in [
            "新荣区",
            "平城区",
            "云冈区",
            "云州区",
            "阳高县",
            "天镇县",
            "广灵县",
            "灵丘县",
            "浑源县",
            "左云县",
        ]
    ]


def test_cities_of_the_documents_province() -> None:
    assert len(members_of("各市人民政府", PROVINCE)) == 11
    assert members_of("各市", PROVINCE)[0].properties["name"] == "太原市人民政府"


def test_provinces_in_a_national_document() -> None:
    assert len(members_of("各省、自治区、直辖市人民政府", NATION)) == 31


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("各县区", INVENTED),
        ("各县区", MASKED),
        ("各市", CITY),
        ("各乡镇", CITY),
        ("各职业院校", CITY),
        ("各县区教育局", CITY),
        ("各省", CITY),
        ("各县区", NATION),
    ],
)
def test_other_collectives_are_not_expanded(name: str, scope: Scope) -> None:
    assert members_of(name, scope) == ()
