"""Targets in sentences about places that do not exist, and sentences that set none."""

from collections.abc import Callable

import pytest

from graph.reading import Target
from nlp.targets import find_targets

Row = tuple[str, float | None, float | None, str | None, str | None, str | None]


def rows(text: str) -> list[Row]:
    found = find_targets(text)
    assert all(text[t.start : t.end] == t.text for t in found)
    return [(t.text, t.min, t.max, t.unit, t.comparator, t.deadline) for t in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "实施提质计划，打造3所省级示范幼儿园和10个特色班级。",
            [("打造3所省级示范幼儿园", 3, 3, "所", "=", None), ("10个特色班级", 10, 10, "个", "=", None)],
        ),
        (
            "新增“云岭书屋”5个、乡村戏台3个。",
            [("新增“云岭书屋”5个", 5, 5, "个", "=", None), ("乡村戏台3个", 3, 3, "个", "=", None)],
        ),
        (
            "引进博士200名、硕士500名左右。",
            [("引进博士200名", 200, 200, "名", "=", None), ("硕士500名左右", 500, 500, "名", "~", None)],
        ),
        ("培育名匠（大师）100位。", [("培育名匠（大师）100位", 100, 100, "位", "=", None)]),
        ("建设三个实训基地。", [("建设三个实训基地", 3, 3, "个", "=", None)]),
        ("建成甲、乙、丙等3个省级园区。", [("建成甲、乙、丙等3个省级园区", 3, 3, "个", "=", None)]),
        ("开展补贴性培训5万人次以上。", [("开展补贴性培训5万人次以上", 5, None, "万人次", ">=", None)]),
        ("森林覆盖率稳定在45%。", [("森林覆盖率稳定在45%", 45, 45, "%", "=", None)]),
        ("城镇调查失业率控制在5.5%以内。", [("城镇调查失业率控制在5.5%以内", None, 5.5, "%", "<=", None)]),
        ("数字产业增加值突破300亿元。", [("数字产业增加值突破300亿元", 300, None, "亿元", ">=", None)]),
        ("办理时间压缩至5个工作日以内。", [("办理时间压缩至5个工作日以内", None, 5, "个工作日", "<=", None)]),
        ("医师每年至少1个月在乡镇坐诊。", [("医师每年至少1个月在乡镇坐诊", 1, None, "个月", ">=", None)]),
        ("落实5年一周期的轮训制度。", [("落实5年一周期的轮训制度", 5, 5, "年", "=", None)]),
        ("自来水普及率由85%提高到95%。", [("自来水普及率由85%提高到95%", 95, None, "%", ">=", None)]),
        ("生活垃圾无害化处理率达到100%。", [("生活垃圾无害化处理率达到100%", 100, None, "%", ">=", None)]),
        ("实现行政村宽带网络全覆盖。", [("实现行政村宽带网络全覆盖", 100, 100, "%", "=", None)]),
        ("智慧课堂覆盖全部中学。", [("智慧课堂覆盖全部中学", 100, 100, "%", "=", None)]),
        ("公办幼儿园全部达到省定标准。", [("公办幼儿园全部达到省定标准", 100, 100, "%", "=", None)]),
        ("各校基本办学条件全部达到国家标准。", [("各校基本办学条件全部达到国家标准", 100, 100, "%", "=", None)]),
        ("保持职普比大体相当。", [("保持职普比大体相当", 1, 1, "职:普", "~", None)]),
        ("近视率分别控制在40%、50%。", [("近视率分别控制在40%、50%", None, v, "%", "<=", None) for v in (40, 50)]),
        ("创建示范区6个（责任单位：市数据局）", [("创建示范区6个", 6, 6, "个", "=", None)]),
    ],
)
def test_target_says_how_much_of_what(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def deadlines(text: str) -> list[str | None]:
    return [t.deadline for t in find_targets(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "优化布局。到2026年，培育龙头企业12家，其中外资3家；引进项目5个。建成园区2个。",
            ["2026", "2026", "2026", None],
        ),
        ("到2026年，培育龙头企业12家。建成园区2个。\n新建公园3个。", ["2026", "2026", None]),
        ("（二）主要目标。到2026年，培育龙头企业12家。建成园区2个。", ["2026", "2026"]),
        ("到2024年，建成园区2个；到2026年，建成园区5个。", ["2024", "2026"]),
        ("力争在2024年前建成园区2个、书屋5个；以此为契机，新建公园3个。", ["2024", "2024", None]),
        ("到2024年、2026年，回收率分别达到35%和45%。", ["2024", "2026"]),
        ("到2026年，主要目标为：\n——建成园区2个；\n——新建公园3个。\n三、新建书屋5个。", ["2026", "2026", None]),
        ("建成园区2个。“十四五”期间，新建公园3个。", [None, "2025"]),
        ("自2024年起，每年遴选案例10个。", [None]),
        ("到2026年建成园区2个，      带动新建公园3个。", ["2026", "2026"]),
        ("到2026年，建成园区2个。      （二）优化布局。新建公园3个。", ["2026", None]),
    ],
)
def test_year_governs_as_far_as_it_reaches(text: str, expected: list[str | None]) -> None:
    assert deadlines(text) == expected


def test_text_begins_with_the_year_beside_it() -> None:
    text = "到2026年，围绕产业需求，建成园区2个，全市书屋达到50家。到2027年，新建公园3个。"
    assert [t.text for t in find_targets(text)] == ["建成园区2个", "全市书屋达到50家", "到2027年，新建公园3个"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("加大投入，到2026年，公办学校条件全面达标。", "到2026年，公办学校条件全面达标"),
        (
            "到2030年，通过分批建设，教育现代化总体实现，质量明显提升。",
            "到2030年，通过分批建设，教育现代化总体实现，质量明显提升",
        ),
        ("2026年底前实现事项网上办理。", "2026年底前实现事项网上办理"),
        ("到2026年，体系基本形成，培育龙头企业12家。", "到2026年，体系基本形成"),
    ],
)
def test_state_with_a_year_is_a_target_without_figures(text: str, state: str) -> None:
    first = find_targets(text)[0]
    assert (first.text, first.min, first.max, first.comparator, first.rule) == (state, None, None, None, "target.state")


@pytest.mark.parametrize(
    "text",
    [
        "对新认定的省级平台，给予一次性奖补50万元，最高500万元。",
        "按投资额30%的比例，抵免当年应缴附加费。",
        "全市现有中职学校12所，在校生3.5万人。",
        "截至2022年底，建成高标准农田50万亩。",
        "从业人员50人以上的企业应当建立工会。",
        "总投资不低于5亿元的项目优先保障用地。",
        "从具有3年以上工作经历的人员中招聘。",
        "班主任任期3年，年龄不超过45岁。",
        "评价结果占绩效考核权重的30%。",
        "在先进制造、绿色能源等5个领域开展试点。",
        "推进三项改革，抓好四个方面工作。",
        "实施七大战略，打造“山水、田园”四个基地。",
        "明确1名联络员，每年召开两次会议。",
        "即1个纲要、6项意见。",
        "落实“五个一批”和“3+2”模式。",
        "构建覆盖全部人群的服务体系。",
        "资源库要定期更新，覆盖全部专业课程。",
        "基本实现专业全覆盖。",
        "建设中小学全覆盖的督导体系。",
        "（2025年12月底前完成，责任单位：市数据局）",
        "2025年6月底前制定出台管理办法。",
        "2024年3月5日，市政府召开会议。",
        "师生比不低于1:18。",
        "提供24小时服务。",
        "改扩建12所学校……………………19",
    ],
)
def test_what_nobody_is_to_reach_is_no_target(text: str) -> None:
    assert rows(text) == []


OBJECTS: list[tuple[str, list[str]]] = [
    ("打造3所省级示范幼儿园。", ["省级示范幼儿园"]),
    ("重点培育省级龙头企业3-5家、市级5-8家。", ["省级龙头企业", "市级龙头企业"]),
    ("数字产业增加值突破300亿元，年均增长12%以上。", ["数字产业增加值", "数字产业增加值增长"]),
    ("培训人次应达到在校生规模的2倍以上。", ["培训人次与在校生规模之比"]),
    ("确保经费60%以上用于一线职工。", ["经费用于一线职工的比例"]),
    ("安排不低于5%的课时用于实践。", ["课时用于实践"]),
    ("将审批时限由20个工作日压缩至5个工作日以内。", ["审批时限"]),
    ("学校数量达到15所（市区部分）。", ["学校"]),
]


@pytest.mark.parametrize(("text", "objects"), OBJECTS)
def test_object_is_what_is_counted(text: str, objects: list[str]) -> None:
    assert [t.object for t in find_targets(text)] == objects


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("建成园区2个。", "target.count"),
        ("覆盖率达到90%。", "target.share"),
        ("实现村村通网络全覆盖。", "target.whole"),
        ("产值达到20亿元。", "target.amount"),
        ("年均培训不少于90学时。", "target.time"),
    ],
)
def test_target_names_its_rule_and_how_sure_it_is(text: str, rule: str) -> None:
    [target] = find_targets(text)
    assert target.rule == rule
    assert 0 < target.confidence < 1


def test_targets_keep_to_the_span() -> None:
    text = "建成园区2个。新建公园3个。增设书屋4个。"
    assert [(t.text, t.start) for t in find_targets(text, 7, 14)] == [("新建公园3个", 7)]


def test_month_without_year_takes_the_base_year() -> None:
    found: Callable[..., list[Target]] = find_targets
    assert [t.deadline for t in found("6月底前，完成改造项目12个。", base_year=2024)] == ["2024-06"]
    assert [t.deadline for t in found("6月底前，完成改造项目12个。")] == [None]
