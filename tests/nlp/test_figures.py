"""The number grammar: what a figure says, and what is none."""

import pytest

from nlp.figures import Figure, find_figures

READ = [
    ("建设2-4所", "2-4所", 2, 4, "所", "range"),
    ("建设2—4所", "2—4所", 2, 4, "所", "range"),
    ("掌握1－2项", "1－2项", 1, 2, "项", "range"),
    ("增至50%-60%", "增至50%-60%", 50, 60, "%", "range"),
    ("培训3万至5万人", "3万至5万人", 3, 5, "万人", "range"),
    ("培训8000至1万人", "8000至1万人", 0.8, 1, "万人", "range"),
    ("两至三家", "两至三家", 2, 3, "家", "range"),
    ("占50%以上", "50%以上", 50, None, "%", ">="),
    ("共25万人", "25万人", 25, 25, "万人", "="),
    ("共 25 万人", "25 万人", 25, 25, "万人", "="),
    ("建成300个左右", "300个左右", 300, 300, "个", "~"),
    ("支持300所左右的学校", "300所左右", 300, 300, "所", "~"),
    ("达到60%左右", "达到60%左右", 60, 60, "%", "~"),
    ("约200人", "约200人", 200, 200, "人", "~"),
    ("百分之六十", "百分之六十", 60, 60, "%", "="),
    ("三分之二以上的教师", "三分之二以上", 66.7, None, "%", ">="),
    ("比例达到1/3", "达到1/3", 33.3, None, "%", ">="),
    ("占总课时一半以上", "一半以上", 50, None, "%", ">="),
    ("不低于12%", "不低于12%", 12, None, "%", ">="),
    ("不得少于3名", "不得少于3名", 3, None, "名", ">="),
    ("投入比≥6.5%", "≥6.5%", 6.5, None, "%", ">="),
    ("总量突破5亿", "突破5亿", 5, None, "亿", ">="),
    ("人数达到2000人次", "达到2000人次", 2000, None, "人次", ">="),
    ("控制在5.5%以内", "控制在5.5%以内", None, 5.5, "%", "<="),
    ("不超过8个", "不超过8个", None, 8, "个", "<="),
    ("压缩至5个工作日以内", "压缩至5个工作日以内", None, 5, "个工作日", "<="),
    ("社区食堂300余家", "300余家", 300, None, "家", ">="),
    ("投入3000余万元", "3000余万元", 3000, None, "万元", ">="),
    ("带动上千家", "上千家", 1000, None, "家", ">="),
    ("培育上万名", "上万名", 1, None, "万名", ">="),
    ("农创客1万名以上", "1万名以上", 1, None, "万名", ">="),
    ("2个（含）以上", "2个（含）以上", 2, None, "个", ">="),
    ("建设50以上精品课程", "50以上", 50, None, None, ">="),
    ("1,200人", "1,200人", 1200, 1200, "人", "="),
    ("一万二千人", "一万二千人", 12000, 12000, "人", "="),
    ("至少一个", "至少一个", 1, None, "个", ">="),
    ("十个以上", "十个以上", 10, None, "个", ">="),
    ("打造“校园+企业”中心2个", "2个", 2, 2, "个", "="),
]


@pytest.mark.parametrize(("text", "quote", "low", "high", "unit", "comparator"), READ)
def test_figure_is_read_as_printed(
    text: str, quote: str, low: float | None, high: float | None, unit: str | None, comparator: str
) -> None:
    [figure] = find_figures(text)
    assert text[figure.start : figure.end] == quote
    assert (figure.min, figure.max, figure.unit, figure.comparator) == (low, high, unit, comparator)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("培训人次达到在校生规模的2倍", ">="),
        ("招生规模不低于专科规模的12%", ">="),
        ("高于全省平均水平5个百分点", ">="),
        ("按职工总数的2%", "="),
    ],
)
def test_share_takes_the_bound_of_what_it_is_compared_with(text: str, bound: str) -> None:
    assert [figure.comparator for figure in find_figures(text)] == [bound]


def test_count_takes_no_bound_from_a_standard_before_it() -> None:
    assert find_figures("达到国家标准的学校3所") == [Figure(9, 11, 3, 3, "所", "=")]


@pytest.mark.parametrize(
    "text",
    [
        "2025年底", "达到2025年水平", "2020-2025年", "3.2020年底", "2019年3月5日", "12月15日前", "青政发〔2023〕46号", "第3批",
        "2.0版", "3+2模式", "1+X证书", "5G基站", "361集群", "1:18", "1：18", "7×24小时", "3-6岁", "65岁以上", "至少60分",
        "一批项目", "一个体系", "一种机制", "统一", "三位一体", "十分重要", "三年级", "两年制", "第十二所", "几十家", "百所学校",
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


def test_figures_keep_to_the_span_and_its_offsets() -> None:
    text = "先建3所，再建5所，后建7所"
    assert [(f.start, f.end, f.min) for f in find_figures(text, 4, 9)] == [(7, 9, 5)]
