"""Dividing lists of names, telling bodies from other words, full names."""

import pytest

from nlp.names import Jurisdiction, actor_type, canonical_name, is_actor, is_collective, split_names

WUHAN = Jurisdiction("420100", "市", "武汉市")
HIDDEN = Jurisdiction(None, "县", None)
INVENTED = Jurisdiction(None, "市", "云岭市")


@pytest.mark.parametrize(
    ("words", "names", "is_open"),
    [
        ("市教育局、市财政局，各县区", ["市教育局", "市财政局", "各县区"], False),
        ("财政部、银保监会等国务院相关部门及各地区", ["财政部", "银保监会", "各地区"], True),
        ("市教育局等部门", ["市教育局"], True),
        ("人力资源和社会保障部、文化和旅游部", ["人力资源和社会保障部", "文化和旅游部"], False),
        ("各市、州、县人民政府", ["各市、州、县人民政府"], False),
        ("各镇（街道）、开发区管委会", ["各镇（街道）", "开发区管委会"], False),
        ("各地各校", ["各地", "各校"], False),
        ("/", [], False),
        ("有关部门", [], True),
    ],
)
def test_split_names_divides_lists(words: str, names: list[str], is_open: bool) -> None:
    found, open_list = split_names(words, 0, len(words))
    assert [name.text for name in found] == names
    assert open_list is is_open
    assert all(words[name.start : name.end] == name.text for name in found)


@pytest.mark.parametrize(
    "name", ["市教育局", "县委组织部", "国家发展改革委", "省级教育行政部门", "XX县教育局", "各级党委和政府"]
)
def test_is_actor_knows_bodies(name: str) -> None:
    assert is_actor(name)


@pytest.mark.parametrize(
    "words", ["支持市教育局", "完善教育布局", "市域产教融合", "加强统筹", "市场需求", "教育质量提升"]
)
def test_is_actor_refuses_other_words(words: str) -> None:
    assert not is_actor(words)


@pytest.mark.parametrize(
    ("name", "where", "full"),
    [
        ("市发改委", WUHAN, "武汉市发展和改革委员会"),
        ("市委编办", WUHAN, "武汉市委机构编制委员会办公室"),
        ("省教育厅", WUHAN, "湖北省教育厅"),
        ("团市委", WUHAN, "共青团武汉市委员会"),
        ("市教育局局长", WUHAN, "武汉市教育局局长"),
        ("人行武汉分行", WUHAN, "中国人民银行武汉分行"),
        ("湖北银保监局", WUHAN, "中国银行保险监督管理委员会湖北监管局"),
        ("县发改局", HIDDEN, "县发展和改革局"),
        ("市人社局", INVENTED, "云岭市人力资源和社会保障局"),
        ("教育部", INVENTED, "教育部"),
        ("各县区", WUHAN, "各县区"),
    ],
)
def test_canonical_name_is_full(name: str, where: Jurisdiction, full: str) -> None:
    assert canonical_name(name, where) == full


def test_actor_type_tells_kinds_apart() -> None:
    kinds = {
        name: actor_type(name)
        for name in ("市教育局", "各县区", "云岭职业技术学院", "市产教融合领导小组", "云岭机械有限公司", "市科学院")
    }
    assert kinds == {
        "市教育局": "Agency",
        "各县区": "ActorClass",
        "云岭职业技术学院": "School",
        "市产教融合领导小组": "Group",
        "云岭机械有限公司": "Enterprise",
        "市科学院": "Institute",
    }


def test_collective_is_no_single_body() -> None:
    assert is_collective("行业主管部门") and is_collective("市直各部门") and not is_collective("市教育局")
