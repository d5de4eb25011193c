"""Programs and organisations that a task names."""

import pytest

from nlp.details import match_rows
from nlp.names import Jurisdiction
from nlp.organisations import find_organisations
from nlp.programs import find_programs, repeat_names

WHERE = Jurisdiction(None, "市", "云岭市")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("深入实施“双高计划”和1+X证书制度试点。", ["双高计划", "1+X证书制度试点"]),
        ("实施“云岭工匠”培育工程。", ["“云岭工匠”培育工程"]),
        ("落实职业院校教师素质提高计划。", ["职业院校教师素质提高计划"]),
        ("优质学校建设计划（简称“双优计划”）", ["双优计划"]),
        ("实施德育“百千万”工程，做优“云岭之光—企校合作计划”等品牌。", ["德育“百千万”工程", "云岭之光—企校合作计划"]),
        ("全面推进“放管服”改革，全省推行“一网通办”改革。", ["“放管服”改革", "“一网通办”改革"]),
        ("将每年5月定为云岭市职业教育宣传月，培育齐鲁工匠。", ["云岭市职业教育宣传月", "齐鲁工匠"]),
        ("筹建“一带一路”开放型区域产教融合实践中心。", ["“一带一路”开放型区域产教融合实践中心"]),
        ("落实《云岭市关于推进学前教育普惠发展行动计划》，弘扬工匠精神。", []),
        ("推进各项重大工程、10大行动计划，适时扩大试点。", []),
        ("制定工作计划，调整招生计划，做好项目申报。", []),
    ],
)
def test_programs_are_found(text: str, names: list[str]) -> None:
    assert [program.name for program in find_programs(text, 0, len(text))] == names


@pytest.mark.parametrize(
    ("text", "schools"),
    [
        ("支持云岭职业技术学院与天津大学合作。", ["云岭职业技术学院", "天津大学"]),
        ("办好云岭市第一中等专业学校。", ["云岭市第一中等专业学校"]),
        ("推动职业学校、应用型本科高校和技工学校发展。", []),
        ("组织大学生实践，建设产业学院。", []),
        ("武汉大学生命科学学院来访，河南大学附属中学参加。", ["武汉大学生命科学学院"]),
        ("云岭职业技术学院与云岭重工有限公司共建产业学院。", ["云岭职业技术学院"]),
    ],
)
def test_schools_are_told_from_kinds_of_school(text: str, schools: list[str]) -> None:
    assert [one.name for one in find_organisations(text, 0, len(text), WHERE, False)["schools"]] == schools


def test_enterprises_and_institutes_are_found() -> None:
    text = "联合云岭澄光精密机械有限公司、中国科学院能源研究院开展攻关，引导行业企业和商业银行参与。"
    found = find_organisations(text, 0, len(text), WHERE, False)
    assert [one.name for one in found["enterprises"]] == ["云岭澄光精密机械有限公司"]
    assert [one.name for one in found["institutes"]] == ["中国科学院能源研究院"]


def test_colleges_are_known_under_their_present_name() -> None:
    found = find_organisations("支持上海体育学院建设。", 2, 9, WHERE, False)["schools"]
    assert [(one.name, one.canonical, one.rule) for one in found] == [
        ("上海体育学院", "上海体育大学", "organisation.college")
    ]


def test_a_name_once_introduced_as_a_program_is_one_wherever_it_stands() -> None:
    text = "打造云岭产教融合示范区。云岭产教融合示范区初具规模。"
    spans = [(0, 12), (12, len(text))]
    named = [find_programs(text, *span) for span in spans]
    assert named[1] == []
    repeat_names(text, spans, named)
    assert [(one.name, one.start) for one in named[1]] == [("云岭产教融合示范区", 12)]


def test_rows_belong_to_the_item_whose_words_they_repeat() -> None:
    items = ["加强教师队伍建设，完善教师编制动态调整机制。", "建设实训基地，推进校企共建共享。"]
    rows = ["完善编制动态调整机制", "校企共建实训基地", "开展足球联赛"]
    assert [(item, row) for item, row, _ in match_rows(items, rows)] == [(0, 0), (1, 1)]
