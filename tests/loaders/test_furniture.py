from itertools import pairwise

import pytest

from loaders.furniture import find_furniture, find_noise

BODY = "为推动全县职业教育高质量发展，制定本方案。\n一、总体要求\n坚持统筹推进，确保取得实效。\n（县教育局负责）\n"


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_furniture(text)]


@pytest.mark.parametrize(
    "line",
    [
        "首页",
        "首页 > 政府信息公开 > 政策文件",
        ">政务公开>法定公开>通知",
        "您当前的位置：首页 > 公告",
        "索引号: 1234/2021-5 组配分类: 政府文件",
        "文件编号: 青政发〔2021〕5号 发文日期: 2021-05-06",
        "成文日期：2021-05-06 有效性：",
        "信息来源：县政府办 发布日期：2021-05-06 09:49 浏览次数：12",
        "2021-05-06 09:49:12 | 点击次数: 5",
        "**发布日期**: 2021-05-06",
        "分享",
        "收藏 分享赚钱",
        "下载文档",
        "ID:12345",
        "大小:29.50KB",
        "页数:18页",
        "格式:DOC",
        "温馨提示：",
        "2. 本文档由用户上传，版权归属用户，如有争议请及时联系客服。",
        "网站客服：12345678",
        "青禾县方案范文.doc",
        "2021 青禾 教育 改革 方案 范文",
        "扫一扫在手机打开当前页",
        "Produced By 某某网络",
        "【打印本页】【关闭窗口】",
        "上一篇：关于某事的通知",
        "字号：大 中 小",
        "来源：青禾县人民政府官网",
        "（来源：某某社）",
        "责任编辑：某某",
        "版权声明：凡本站注明来源的，均为本站所有。",
        "某ICP备12345678号-1",
        "推荐访问: 方案 教育 改革",
        "【法宝引证码】 CLI.12.1",
        "原文链接：https://example.org/a.html",
        "一、总体要求………………………………3",
        "（二）主要目标......................12",
        "附件1：任务清单………26",
        "收起",
        "精确检索",
    ],
)
def test_furniture_is_found_as_a_whole_line(line: str) -> None:
    assert found(f"{line}\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "推进优质资源共建分享，提供资料下载服务。",
        "下载率达到50%以上",
        "资金来源：县级财政安排专项资金，企业自筹。",
        "来源：由县财政局统筹安排，分年度下达。",
        "首页改版由县大数据局负责",
        "附件：1.任务清单.docx",
        "1.任务清单.docx",
        "主题词：职业教育 改革 方案 通知",
        "责任单位：县教育局",
        "时间：2021年6月底前完成",
        "名称：青禾县职业中专",
        "1．及时联系客服中心，完善平台功能",
        "（一）总体目标",
        "……",
        "到2025年建成3所学校……努力办好",
        "编辑出版教材3种",
        "青政发〔2021〕5号",
        "2021年5月6日",
        "主动公开",
        "建设“扫一扫”便民平台",
    ],
)
def test_furniture_leaves_the_document_alone(line: str) -> None:
    assert found(f"{line}\n{BODY}") == []


def test_furniture_ends_with_the_list_of_other_documents() -> None:
    tail = "你可能关注的文档\n某县工作总结\n某市工作方案\n展开"
    assert found(BODY + tail) == tail.split("\n")
    assert found("相关文件\n" + "正文很长，有许多话。" * 20 + "\n" + BODY) == []


def test_furniture_table_of_contents_with_tabs() -> None:
    contents = "目  录\n一、总体要求\t1\n二、主要任务\t3\n三、保障措施\t8\n"
    assert found(contents + BODY) == ["目  录", "一、总体要求\t1", "二、主要任务\t3", "三、保障措施\t8"]
    assert found("项目\t投资\n学校扩建工程\t65\n校舍改建工程\t120\n" + BODY) == []


def test_furniture_title_of_a_sharing_site_that_repeats_the_real_one() -> None:
    text = f"工作方案大全 [青禾县教育改革方案]\n\n青禾县教育改革方案\n{BODY}"
    assert found(text) == ["工作方案大全 [青禾县教育改革方案]"]
    assert found(f"工作方案 [青禾县教育改革方案]\n{BODY}") == []


def test_furniture_mark_at_a_line_end() -> None:
    assert found("附件：1.目标清单【见附件】\n" + BODY) == ["【见附件】"]


@pytest.mark.parametrize(
    ("text", "advertising"),
    [
        ("青教函〔2021〕20号上门服务\n各学校:\n", ["上门服务"]),
        ("确保取得实效。私人订制\n二、任务\n", ["私人订制"]),
        ("某某传奇在线观看(七)开展课程建设\n", ["某某传奇在线观看"]),
        ("建成200个基地，某某qvod带动各地建设。\n", ["某某qvod"]),
        ("棋牌游戏下载\n一、总体要求\n", []),
        ("某某棋牌游戏\n一、总体要求\n", ["某某棋牌游戏"]),
        ("青教函〔2021〕20号上门服务\n在学校的基础上上门服务，有组织地推进。\n", ["上门服务", "上门服务"]),
    ],
)
def test_advertising_is_found_where_no_sentence_takes_it(text: str, advertising: list[str]) -> None:
    assert found(text + BODY) == advertising


@pytest.mark.parametrize(
    "text",
    [
        "为老年人提供上门服务。\n",
        "推进养老上门服务，完善社区服务。\n",
        "开展送教上门服务\n",
        "组织党员在线观看警示教育片。\n",
        "家长可在线观看(县教育局负责)。\n",
        "严厉打击网络赌博，博彩平台推广等违法行为。\n",
        "整治代开发票\n",
        "在自愿的基础上上门服务，满足需求。\n",
        "青教函〔2021〕20号上门服务\n由社区提供上门服务，护理上门服务。\n",
    ],
)
def test_advertising_words_in_prose_are_left_alone(text: str) -> None:
    first = text.split("\n")[0]
    expected = ["上门服务"] if first.endswith("号上门服务") else []
    assert found(text + BODY) == expected


def test_furniture_names_its_rule_and_does_not_overlap() -> None:
    noise = find_noise("首页\n目录\n一、总体要求……1\n二、任务……2\n" + BODY)
    assert [one.rule for one in noise] == ["nav.home", "toc.entries", "toc.leaders", "toc.leaders"]
    assert all(one.end <= two.start for one, two in pairwise(noise))
