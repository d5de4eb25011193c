"""Each way of naming who must do a task, with near misses."""

import pytest

from nlp.blocks import Duties, first_leads
from nlp.duties import find_duties
from nlp.work import make_work_text

CASES = [
    ("label", "完善布局。（责任单位：市教育局、市财政局）", ["市教育局 responsible", "市财政局 responsible"], False),
    ("tortoise brackets", "完善布局。〔责任单位:市教育局、各县〔市、区〕人民政府〕",
     ["市教育局 responsible", "各县（市、区）人民政府 responsible"], False),
    ("two labels", "完善布局。（责任单位：市教育局；配合单位：市财政局、市人社局）",
     ["市教育局 responsible", "市财政局 participate", "市人社局 participate"], False),
    ("lead label, comma", "完善布局。（牵头单位：市教育局，配合单位：市财政局、市税务局）",
     ["市教育局 lead", "市财政局 participate", "市税务局 participate"], False),
    ("lead lines", "完善布局。\n牵头部门：市教育局\n参与部门：市财政局、市民政局\n完成时限：2025年6月底",
     ["市教育局 lead", "市财政局 participate", "市民政局 participate"], False),
    ("verb lead and help", "完善布局。（市教育局牵头，市财政局、市人社局配合）",
     ["市教育局 lead", "市财政局 participate", "市人社局 participate"], False),
    ("verb lead and responsible", "完善布局。（市教育局牵头，市财政局、市人社局负责）",
     ["市教育局 lead", "市财政局 responsible", "市人社局 responsible"], False),
    ("lead alone", "完善布局。(县教育局牵头负责)", ["县教育局 lead"], False),
    ("responsible", "完善布局。（市教育局、市财政局负责）", ["市教育局 responsible", "市财政局 responsible"], False),
    ("divided", "完善布局。（市教育局、市财政局等按职责分工负责）", ["市教育局 responsible", "市财政局 responsible"], True),
    ("together with", "完善布局。(县教育局会同有关部门负责)", ["县教育局 lead"], True),
    ("together, divided", "完善布局。(县教育局、县人社局会同有关部门按照职责分工分别负责)",
     ["县教育局 responsible", "县人社局 responsible"], True),
    ("together with a named one", "完善布局。（市教育局会同市财政局负责）", ["市教育局 lead", "市财政局 participate"], False),
    ("half-width separators", "完善布局。(县总工会,县人社局、县财政局按照职责分工负责)",
     ["县总工会 responsible", "县人社局 responsible", "县财政局 responsible"], False),
    ("bare names", "完善布局。（县财政局、县教育局、各商业保险公司）",
     ["县财政局 responsible", "县教育局 responsible", "各商业保险公司 responsible"], False),
    ("date in the bracket", "完善布局。（5月底完成，牵头单位：市教育局）", ["市教育局 lead"], False),
    ("name of many parts", "完善布局。（责任单位：各区、县（市）人民政府，市教育局）",
     ["各区、县（市）人民政府 responsible", "市教育局 responsible"], False),
    ("no separator", "完善布局。（责任单位：市人社局市财政局）", ["市人社局 responsible", "市财政局 responsible"], False),
    ("cut off", "完善布局。〔责任单位：市教育局、市财政局", ["市教育局 responsible", "市财政局 responsible"], False),
    ("and between names", "完善布局。（市教育局和市财政局负责）", ["市教育局 responsible", "市财政局 responsible"], False),
    ("must", "市教育局要加强统筹。各学校党组织要履行责任。", ["市教育局 responsible", "各学校党组织 responsible"], False),
    ("by", "建立由市教育局牵头的工作机制。", ["市教育局 lead"], False),
    ("founded", "成立云岭市产教融合工作领导小组，负责统筹协调。", ["云岭市产教融合工作领导小组 lead"], False),
    ("support is no duty", "支持市教育局加强统筹。鼓励各学校开展合作。指导县教育局完善制度。", [], False),
    ("filing with is no duty of theirs", "工作方案报市教育局备案。重大事项向市教育局报备。", [], False),
    ("report to is no duty", "每年向市教育局报告进展。", [], False),
    ("under the lead of", "在市食安委领导下，市教育局制定办法。", ["市食安委 lead", "市教育局 responsible"], False),
    ("no single duty under the lead of everybody", "在各级党委领导下，办好学校。", [], False),
    ("acts without a modal word", "市教育局按照职责制定办法，市审计局对资金使用情况进行监督。",
     ["市教育局 responsible", "市审计局 responsible"], False),
    ("by and together with", "由市财政局负责，会同市教育局制定办法。", ["市财政局 responsible", "市教育局 participate"], False),
    ("is the body in charge", "各镇人民政府、街道办事处为责任主体，抓好落实。", ["各镇人民政府 responsible", "街道办事处 responsible"], False),
    ("short labels", "完善布局。（牵头：市教育局；配合：市财政局）", ["市教育局 lead", "市财政局 participate"], False),
    ("square brackets", "完善布局。[牵头单位：市教育局 责任单位：市财政局]", ["市教育局 lead", "市财政局 responsible"], False),
    ("black brackets", "完善布局。【责任单位：市教育局；完成时限：2025年】", ["市教育局 responsible"], False),
    ("a time among the names", "完善布局。（责任单位：市教育局，市财政局，2024年12月底前）",
     ["市教育局 responsible", "市财政局 responsible"], False),
    ("bodies inside a body", "抓好教学。（教务处牵头，各二级学院配合）", ["教务处 lead", "各二级学院 participate"], False),
    ("league and company", "完善布局。（团市委、供电公司分别负责）", ["团市委 responsible", "供电公司 responsible"], False),
    ("nobody but an open list", "完善布局。（各有关部门按职责分工负责）", [], True),
    ("what leads up to a list is no name", "完善布局。（学校、家庭共同负责任地参与）", [], False),
    ("other bracket", "完善高职院校（含职业本科、技师学院，下同）布局。", [], False),
    ("kinds of school", "职业学校要加强管理，企业应提供岗位。", ["职业学校 responsible", "企业 responsible"], False),
    ("kinds beside bodies", "企业应提供岗位，有关部门要配合。（责任单位：市教育局）", ["市教育局 responsible"], False),
    ("prose beside bodies", "各县区要摸清底数。（责任单位：市教育局）", ["各县区 responsible", "市教育局 responsible"], False),
    ("explaining is no duty", "本政策由市教育局负责解释。", [], False),
    ("modal inside a word", "市教育局相应调整经费，主要用于培训。", [], False),
    ("one among them leads", "完善布局。（市教育局、市财政局按职责分工负责，其中市财政局为牵头单位）",
     ["市教育局 responsible", "市财政局 lead"], False),
    ("societies take part", "市律师协会、省医学会参与制定目录。", ["市律师协会 participate", "省医学会 participate"], False),
    ("shared in prose", "市教育局牵头，市财政局、市人社局配合，建立机制。",
     ["市教育局 lead", "市财政局 participate", "市人社局 participate"], False),
    ("role behind a name", "（市教育局（牵头）、市财政局）", ["市教育局 lead", "市财政局 responsible"], False),
    ("second name of a body", "（责任单位：市委组织部（市委人才办）、市财政局）", ["市委组织部 responsible", "市财政局 responsible"], False),
    ("foot of a web page", "主办：云岭市人民政府办公室 备案号：12345", [], False),
    ("open only", "各有关部门要密切配合。", [], True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "is_open"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_duties_of_layout(text: str, wanted: list[str], is_open: bool) -> None:
    work = make_work_text(text)
    found = find_duties(work.text, 0, len(work.text))
    assert sorted(f"{duty.name.text} {duty.role}" for duty in found.found) == sorted(wanted)
    assert found.is_open is is_open


RULES = [
    ("注：列第一位者为牵头单位。", (False, False)),
    ("责任单位中排在首位的为牵头单位，其余为配合单位。", (True, False)),
    ("（市教育局、市财政局，排名第一的为牵头单位）", (False, False)),
    ("有两个以上的，列第一位的为牵头单位，其他单位配合。", (False, True)),
]


@pytest.mark.parametrize(("text", "wanted"), RULES)
def test_rule_of_the_first_body_is_read(text: str, wanted: tuple[bool, bool]) -> None:
    rule = first_leads(text)
    assert rule is not None
    assert (rule.others_help, rule.of_several) == wanted


def test_no_rule_where_a_body_only_stands_first() -> None:
    assert first_leads("市教育局列第一位。") is None


@pytest.mark.parametrize(
    ("names", "note", "wanted"),
    [
        ("市教育局、市财政局", RULES[0][0], {"市教育局": "lead", "市财政局": "responsible"}),
        ("市教育局、市财政局", RULES[1][0], {"市教育局": "lead", "市财政局": "participate"}),
        ("市教育局", RULES[0][0], {"市教育局": "lead"}),
        ("市教育局", RULES[3][0], {"市教育局": "responsible"}),
    ],
)
def test_rule_of_the_first_body_is_applied(names: str, note: str, wanted: dict[str, str]) -> None:
    text = f"（责任单位：{names}）"
    found: Duties = find_duties(text, 0, len(text))
    rule = first_leads(note)
    assert rule is not None
    found.lead_with_first(rule)
    assert {duty.name.text: duty.role for duty in found.found} == wanted
