"""Which figures of a clause are to be reached, by the words around them; each with the rule that says so."""

import re
from dataclasses import dataclass, replace

from nlp.clauses import enclosed
from nlp.figures import Figure, find_figures

__all__ = ["Measure", "find_measures"]

_AIMS = (
    "建设 建成 建立 建好 建强 新建 建 扩建 改建 迁建 改造 打造 培育 培养 培训 新增 增加 创建 创成 组建 筹建 设立 开设 开发 研制 制定 制订 "
    "修订 编制 编写 推出 推广 推动 推进 支持 扶持 引进 引育 招引 遴选 评选 评定 认定 选树 选拔 选派 申报 孵化 完成 实现 达到 到达 办好 "
    "做强 举办 承办 实施 落实 输送 提升 提高 争取 争创 力争 发展 形成 配备 配齐 招聘 招收 招录 引导 带动 组织 覆盖 服务 转化 发布 储备 "
    "布局 创造 吸引 集聚 聚集 突破 超过 安排 派出 参与 培植 壮大 挂牌 入选 获得 获批 上线 投入 投放 改扩建 确保 保持 签约 面向 应用 "
    "签订 引入 收集 梳理 征集 推荐 表彰 命名 种植 治理 修复 减少 降低 压减 淘汰 关闭 用于 接纳 进入 纳入 参加 重点 "
    "开展 加固 整治 硬化 吸纳 发放 排查 抽检 清理 清淤 修建 修缮 绿化 造林 巡查 解决 盘活 安置 救助 帮扶 回收 拆除 搬迁 更新 购置 安装 铺设 打通 加装 "
    "增设 补种 收储 出栏 接待 放映 筛查 接种 提供 整改 化解 供应 推介 对接 补充 登记 归集 公布 清退 检测 查处 销号 栽植 筹集 净增 交付 稳定在 维修 修订 改建 开行 募集 举办 开通 上线 编制 接入 聘请"
)
_ADVERBS = "争取 着力 大力 加快 积极 每年 年均 累计 共同 分别 全力 努力 同时 计划 继续 要 应 原则上 支持各地"


def _any(words: str) -> str:
    """A regex that takes the longest of the words between the blanks."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


_AIM = re.compile(_any(f"{_AIMS} 增长"))
_VERB_HEAD = re.compile(f"(?:{_any(f'{_AIMS} {_ADVERBS}')}(?!人[次数]|[率数量面比]|规模|能力))+")
_TAIL = re.compile(
    "(?:保持在?|稳定在?|控制在?|应当?|要|须|达到?|到达|提高到|提升到|占比?|为|占|力争|均|分别|总数|数量)+$"
)
_AT_LEAST = re.compile("(?:至少|最少|不少于)[一-龥]{1,4}$")
_BASE = re.compile(r"[由从][^由从]{0,8}\d[^由从]*$")
_NOTE = re.compile(r"^[（(][^（）()]*[）)]")
_COMPARED = re.compile("应?(?:达到|不低于|不少于|不超过|不高于|占)(?=.{2})")
_WORK_NOUN = re.compile("(?:的)?(?:建设|开发|培育|创建|工作|任务|比例要求|目标)?$")

_TIME = re.compile("(?:年|个月|周|天|个?工作日|个?自然日|个?小时|分钟)$")
_LESSONS = re.compile("个?(?:学时|课时)$")
_SHARE = ("%", "‰", "倍", "个百分点", "百分点")
_CYCLE = re.compile("(?:为)?一?个?(?:周期|轮)")
_YEARLY = re.compile("每(?:人)?(?:学?年|学期|季度|月|[两三五\\d]+年)|年均|累计")
_DURATION = re.compile("(?:时间|时限|周期|时长)(?:均|要|须|应)?$")
_SHORTENED = re.compile("压缩|压减|缩短|缩减|减至|降至|控制|平均|提速")

_PAST = re.compile("已(?!知)|现有|目前|原有|共有|达到了|建有|去年|上年|同比|曾")
_PAST_SENTENCE = re.compile("(?:截[至止]|目前|近年来|过去|去年|当前)")
_SUBSIDY = re.compile(
    "奖补|补助|补贴|资助|贴息|抵免|抵扣|返还|罚款|免征|减征|减免|费率|利率|担保|贷款(?!余额|规模|增)|一次性|给予|最高|奖励|税率|提成|酬金|薪酬"
)
_MONEY_GOAL = re.compile(
    "产值|收入|规模|投资|增加值|营收|总额|交易额|销售额|产业|成交|生产总值|效益|融资|捐赠|基金|投入|资金|成本"
)
_WEIGHT = re.compile("权重|分值|总分|满分|评分|计分|得分|成绩|扣分|加分")
_CONDITION = re.compile(
    "(?:具有|具备|连续|年满|满|经过|每|前|从事|任职|工作|班额|学制|聘期|任期|为期|期限|有效期|注册资本|这|上述|其他|其余|各|除|下辖|第)$"
)
_WITHIN = re.compile("(?:全[国省市县区]|辖区内?|市内|县内)$")
_PLACES = re.compile("(?:县|市|区|乡|镇|街道|部门|单位)")
_LISTING = re.compile("(?:即|包括|分为|分成|含|涵盖)")
_APPLICANT = re.compile("的(?!比例|标准|目标|要求|增长|速度|规模|[左右])")
_PEOPLE = re.compile("(?:人|名|位|次|年|元|个月|亩|平方米)$")
_ABSTRACT = re.compile(
    "(?:[的]|重点|关键|主要|重大|基本|具体|优先|先进|优势)*(?:方面|领域|环节|阶段|层面|维度|原则|意识|自信|维护|转变|结合|统一|批次|部门|"
    "问题|角度|文件|附件|要素|要求|必须|坚持|专班|工作组|小组|专项组|办公室|责任|步骤|维护|确保|方向|关系|机制)"
)
_FREQUENCY = ("次", "期", "场", "班次", "场次")
_HELD = re.compile("(?:举办|组织|开展)[^，。；]{2,16}$")
_NAMED_ONE = re.compile("明确|确定|指定|安排|由|选派|配备|设")
_EACH = re.compile("每(?![年月季周])")
_PARTS = re.compile(
    "(?:重点|主要)?(?:制度|措施|政策|任务|规定|行动|内容|工作|职责|功能|权限|(?:改革|工程|战略|活动|建设|服务)(?=$|[、和]))"
)
_BASELINE = re.compile("(?:从|由|在|比)[^，。；]{0,14}$")
_COMMA = re.compile("[，,]")
_RISING = re.compile("[^，。；]{0,6}(?:提高|提升|增加|增长|上升|扩大|下降|降|压|减|缩|扩|增|到|至|的?基础上)")

_FULL = re.compile("(?P<name>[^，。；]{2,40}?)全覆盖(?=$|[，。；、）：,;)”\\s]|的?目标|和|并)")
_HEDGED = re.compile("基本(?:上|实现|达到|做到|完成|建成|形成|覆盖|全)|逐步|探索|有序|稳步|分步|应.{0,2}尽|按照|要求")
_FULL_VERB = re.compile("实现|达到|做到|推动|确保|力争|完成|推进")
_COVERS = re.compile("(?:覆盖|惠及)(?:到)?(?:全部|所有|全体)")
_ATTRIBUTIVE = re.compile("[^，。；、]{0,12}[的了]")
_ALL_REACH = re.compile("(?:全部|均|都)(?:要|应|须)?(?:达到|到达|达标|符合|建成|通过)")
_EVERY = re.compile("所有|各|全部|每")
_PARITY = re.compile("(?P<order>[普职])(?:普|职)(?:招生|教育)?(?:比例?|规模|结构)[^，。；]{0,4}大体相当")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure to be reached, the rule that found it, and how sure the rule is, from 0 to 1."""

    figure: Figure
    rule: str
    confidence: float

    def name(self, text: str, start: int, first: int, end: int) -> str:
        """What is counted or measured: the noun behind the figure (3所优质学校), else the words before it (优质学校3所).

        `first` is where the figure begins, or the first of those that it is listed with.
        """
        behind = _WORK_NOUN.sub("", text[self.figure.end : end].strip("，：,: "))
        behind = _NOTE.sub("", behind).strip()
        before = _BASE.sub("", text[start:first].strip("，：,:、和及 ").removeprefix("其中").removeprefix("将"))
        before = _TAIL.sub("", before)
        noun = before[head.end() :] if (head := _VERB_HEAD.match(before)) else before
        if behind[:1] in ("、", "和", "及"):
            behind = ""
        if self.rule == "target.parity":
            return noun + text[self.figure.start : self.figure.end].removesuffix("大体相当")
        if self.rule == "target.count":
            return behind.removeprefix("的") if len(behind) > 1 else noun or behind or before
        if self.rule != "target.share":
            return noun or behind or before
        if not noun or (behind.startswith("的") and len(behind) > 2):
            return behind.removeprefix("的") or before
        share, compared = self.figure.unit == "%", _COMPARED.search(noun)
        if compared is not None:
            whole = noun[compared.end() :].removesuffix("的")
            return f"{noun[: compared.start()]}{'占' if share else '与'}{whole}{_of(whole) if share else '之比'}"
        return f"{noun}{behind}{_of(behind)}" if share and len(behind) > 2 else noun.removesuffix("的")


def _of(whole: str) -> str:
    return "" if whole.endswith(("比", "比例", "率", "比重")) else "的比例"


def find_measures(text: str, start: int, end: int, segment: tuple[int, int], continued: bool) -> list[Measure]:
    """The figures of the clause `text[start:end]` that are targets, in their order.

    `segment` is the stretch between two ；around the clause; `continued` says that a target or a year in it already
    makes plain that goals are told.
    """
    quoted = enclosed(text, start, end, quoted_only=True)
    found: list[Measure] = []
    last: Figure | None = None
    for printed in find_figures(text, start, end):
        if any(a <= printed.start < b for a, b in quoted):
            continue
        figure = _inherit(text, printed, last)
        last = figure
        measure = _judge(text, start, end, segment, continued, figure)
        if measure is not None:
            found.append(measure)
    for measure in _coverage(text, start, end, continued):
        if not any(abs(measure.figure.start - m.figure.end) < 4 for m in found):
            found.append(measure)
    return sorted(found, key=lambda m: m.figure.start)


def _inherit(text: str, figure: Figure, last: Figure | None) -> Figure:
    """The figure under the bound of the one that it is listed with: 控制在40%、50% bounds both."""
    if last is None or figure.comparator != "=" or text[last.end : figure.start] not in ("、", "和"):
        return figure
    if last.comparator == ">=":
        return replace(figure, max=None, comparator=">=")
    return replace(figure, min=None, comparator="<=") if last.comparator == "<=" else figure


def _judge(
    text: str, start: int, end: int, segment: tuple[int, int], continued: bool, figure: Figure
) -> Measure | None:
    before, behind = text[start : figure.start], text[figure.end : end]
    unit = figure.unit or ""
    if figure.comparator == "=" and _AT_LEAST.search(before):
        figure = replace(figure, max=None, comparator=">=")
    if _PAST.search(before) or _PAST_SENTENCE.match(text, segment[0]) or _WEIGHT.search(text[start:end]):
        return None
    if _CYCLE.match(behind) and unit == "年":
        return Measure(figure, "target.cycle", 0.5)
    if _CONDITION.search(before) or (
        _BASELINE.search(before) and _RISING.match(behind) and not _AIM.search(before[-4:])
    ):
        return None
    if _TIME.search(unit) or _LESSONS.search(unit):
        return _time(text, start, figure, before)
    if unit in _SHARE:
        return _share(text, start, _next_clause_end(text, end, segment[1]), figure)
    if unit.endswith("元"):
        aims = figure.comparator != "=" or _AIM.search(before)
        if not aims or _SUBSIDY.search(text[start:end]) or not _MONEY_GOAL.search(before) or _APPLICANT.match(behind):
            return None
        return Measure(figure, "target.amount", 0.7)
    return _count(text, start, continued, figure, before, behind)


def _time(text: str, start: int, figure: Figure, before: str) -> Measure | None:
    if figure.comparator == ">=" and (_YEARLY.search(before) or _LESSONS.search(figure.unit or "")):
        return Measure(figure, "target.time", 0.6)
    if figure.comparator == "<=" and (_SHORTENED.search(text[start : figure.end]) or _DURATION.search(before)):
        return Measure(figure, "target.time", 0.7)
    return None


def _next_clause_end(text: str, end: int, stop: int) -> int:
    comma = _COMMA.search(text, end + 1, stop)
    return comma.start() if comma else stop


def _share(text: str, start: int, end: int, figure: Figure) -> Measure | None:
    """A share; not where its clause or the next one is about who pays (按投资额30%的比例，抵免…)."""
    if _SUBSIDY.search(text[start:end]):
        return None
    return Measure(figure, "target.share", 0.9)


def _count(text: str, start: int, continued: bool, figure: Figure, before: str, behind: str) -> Measure | None:
    unit, exact = figure.unit or "", figure.comparator == "="
    if _LISTING.match(before) or "……" in behind or (_PEOPLE.search(unit) and _APPLICANT.match(behind)):
        return None
    aims = _AIM.search(before)
    if _WITHIN.search(before) and (not aims or _PLACES.match(behind)):
        return None
    if not exact:
        return Measure(figure, "target.count", 0.9 if aims or _AIM.search(text, figure.start, figure.end) else 0.7)
    if _ABSTRACT.match(behind) or (unit in _FREQUENCY and (figure.min or 0) < 10 and not _HELD.search(before)):
        return None
    if unit in ("名", "人", "位") and figure.min == 1 and _NAMED_ONE.search(before) and not _EACH.search(before):
        return None
    if before.endswith("等"):
        named = not aims or _PARTS.match(behind) or _PLACES.match(behind)
        return None if named else Measure(figure, "target.count", 0.6)
    if not any(c.isdigit() for c in text[figure.start : figure.end]):
        direct = _AIM.search(before[-4:]) and not _PARTS.match(behind)
        return Measure(figure, "target.count", 0.6) if direct or (aims and not behind) else None
    if not aims and not continued and not _AIM.search(behind):
        return None
    return Measure(figure, "target.count", 0.9 if aims else 0.7)


def _coverage(text: str, start: int, end: int, continued: bool) -> list[Measure]:
    """全覆盖, 覆盖全部 and 全部达到 as 100 %; 职普比大体相当 as about one to one."""
    out = []
    for match in _FULL.finditer(text, start, end):
        before = text[start : match.end() - 3]
        if not _HEDGED.search(before) and not _PAST.search(before) and (continued or _FULL_VERB.search(before)):
            out.append(_whole(match.end() - 3, match.end(), 0.7))
    for match in _COVERS.finditer(text, start, end):
        if (
            match.start() > start
            and not _HEDGED.search(text, start, match.end())
            and not _ATTRIBUTIVE.match(text, match.end(), end)
        ):
            out.append(_whole(match.start(), match.end(), 0.8))
    for match in _ALL_REACH.finditer(text, start, end):
        before = text[start : match.start()]
        if (match[0][0] == "全" or _EVERY.search(before)) and not _HEDGED.search(before) and not _PAST.search(before):
            out.append(_whole(match.start(), match.end(), 0.8))
    for match in _PARITY.finditer(text, start, end):
        unit = "普:职" if match["order"] == "普" else "职:普"
        out.append(Measure(Figure(match.start(), match.end(), 1.0, 1.0, unit, "~"), "target.parity", 0.6))
    return out


def _whole(start: int, end: int, confidence: float) -> Measure:
    return Measure(Figure(start, end, 100.0, 100.0, "%", "="), "target.whole", confidence)
