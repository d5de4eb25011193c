"""Targets: figures to be reached and states to be reached by a year."""

import re
from collections.abc import Iterator

from graph.reading import Target
from nlp.dates import parse_date
from nlp.figures import Figure, find_figures

__all__ = ["find_targets"]

_CLAUSE = re.compile(r"[，。；！？：\n]")
_YEAR = re.compile(
    r"(?:到|至|力争到?|争取到?|确保)?(?P<date>20\d{2}年(?:\d{1,2}月)?(?:底|末)?)(?P<before>之前|以前|前)?(?!起|以来|版|度|发布|印发|第|起步)"
)
_MONEY = re.compile(r"元|美元")
_NO_UNIT = {
    "年",
    "天",
    "周",
    "个月",
    "小时",
    "分钟",
    "学时",
    "课时",
    "个课时",
    "个学时",
    "工作日",
    "个工作日",
    "级",
    "版",
    "次",
    "类",
    "节",
    "条",
    "期",
    "代",
    "层",
}
_RULE = re.compile(
    "奖补|补贴|补助|贴息|给予|奖励|抵免|核拨|罚|扣|得\\d|分值|投资额|利率|费率|按.{0,8}比例|比例要求|不超过项目|每年至少|至少\\d+个月|周期|以上学历|以上职业资格|高级工以上|岁|学分|星级|以来|截至|目前|现有|已有|已建|累计建成了|试点工作|注册资本|\\d+人以上企业"
)
_REACH = re.compile(
    "建设|建成|建立|打造|培育|培养|办好|新增|新建|扩建|改扩建|完成|达到|达|实现|力争|确保|争取|占比|比例|率|不低于|不少于|覆盖|培训|创建|认定|遴选|组建|支持|开发|筹建|输送|孵化|推出|引进|发展|提高|提升|增长|降低|形成|应占|规模|评选|推荐|布局|选派|招收|接纳|吸纳|安排|加强"
)
_WHOLE = re.compile(
    r"(?P<subject>[^，。；：\n]{2,40}?)(?:全部|全面)(?:达到|到达|达标|覆盖)|[^，。；：\n]{2,30}覆盖(?:全部|所有)[^，。；：\n]{2,12}|实现[^，。；：\n]{2,30}全覆盖"
)
_STATE = re.compile(
    "基本形成|全面形成|形成|建成|达标|完成|实现|显著|基本建成|建立|提升|覆盖|得到|领先|跻身|搬迁|优化|完善|构建|升级|转变"
)
_NOUN_END = re.compile(r"[（(][^（()）]{1,8}[)）]|[A-Za-z0-9一-龥“”‘’+—·]")


def find_targets(text: str, start: int, end: int, *, goals: bool = False) -> list[Target]:
    """The targets between two offsets in printed order.

    A year (到2025年) holds up to the next 。 or ；, in a section of `goals` up to the end of the paragraph.
    """
    targets: list[Target] = []
    year: str | None = None
    for low, high in _sentences(text, start, end):
        if not goals or text[low - 1 : low] in ("\n", "；"):
            year = None
        for clause_low, clause_high in _clauses(text, low, high):
            dated = _YEAR.search(text, clause_low, clause_high)
            if dated and (
                dated[0][0] in "到至力争确" or dated["before"] or "底" in dated["date"] or "末" in dated["date"]
            ):
                year = parse_date(dated["date"])
            found = list(_figures(text, clause_low, clause_high, year))
            targets += found
            whole = None if found else _WHOLE.search(text, clause_low, clause_high)
            if whole:
                targets.append(
                    _target(
                        text,
                        clause_low,
                        clause_high,
                        text[clause_low:clause_high],
                        100,
                        100,
                        "%",
                        "=",
                        year,
                        "target.whole",
                        0.75,
                    )
                )
    targets += _states(text, start, end, targets)
    return sorted(targets, key=lambda one: one.start)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for stop in re.compile(r"[。；！？\n]").finditer(text, start, end):
        yield low, stop.start()
        low = stop.end()
    yield low, end


def _clauses(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    at = low
    depth = 0
    for index in range(low, high):
        depth += (text[index] in "（“") - (text[index] in "）”")
        if depth <= 0 and _CLAUSE.match(text[index]):
            yield at, index
            at = index + 1
    yield at, high


def _figures(text: str, low: int, high: int, year: str | None) -> Iterator[Target]:
    clause = text[low:high]
    figures = [figure for figure in find_figures(text, low, high) if _counts(text, low, high, figure)]
    if not figures or (_RULE.search(clause) and not re.search("占比|达到|比重", clause)) or not _REACH.search(clause):
        return
    at = low
    for index, figure in enumerate(figures):
        limit = figures[index + 1].start if index + 1 < len(figures) else high
        joint = re.compile("[、和与及]").search(text, figure.end, limit)
        after = text[figure.end : joint.start() if joint else limit]
        counted_after = bool(re.match("(?:的)?[一-龥“A-Za-z（]{2,}", after)) and figure.unit not in ("%", "倍")
        stop = high if index + 1 == len(figures) else (joint.start() if joint else figure.end)
        if index + 1 == len(figures) and joint and not counted_after:
            stop = high
        begin = at + len(text[at : figure.start]) - len(text[at : figure.start].lstrip("、和与及 —-－"))
        if year and not re.search(r"20\d{2}年", text[begin:stop]) and index == 0:
            begin = _with_year(text, begin)
        printed = text[begin:stop].rstrip(" 　")
        thing = text[figure.end : stop] if counted_after else text[begin : figure.start]
        share = figure.unit in ("%", "倍")
        least = figure.comparator == "=" and bool(
            re.search("(?:至少|不少于|不低于)[^，。；\\d]{0,8}$", text[begin : figure.start])
        )
        yield _target(
            text, begin, begin + len(printed), _object(thing), figure.min, None if least else figure.max, figure.unit,
            ">=" if least else figure.comparator, year,
            "target.share" if share else "target.count", 0.85 if share else 0.88,
        )  # fmt: skip
        at = stop


def _with_year(text: str, begin: int) -> int:
    """Takes in 到2025年， right before the clause."""
    match = re.search(r"(?:到|至)20\d{2}年(?:底|末)?，$", text[max(0, begin - 12) : begin])
    return begin - len(match[0]) if match else begin


def _counts(text: str, low: int, high: int, figure: Figure) -> bool:
    """Whether a figure says how much is to be reached, rather than describing a thing."""
    if figure.unit in _NO_UNIT or (figure.unit and _MONEY.search(figure.unit)):
        return False
    before = text[max(low, figure.start - 1) : figure.start]
    if before in "“第" and before:
        return False
    after = text[figure.end : figure.end + 2]
    if figure.comparator == "=" and re.match("[大层维位级次方步阶支环]", after):
        return False
    digits = text[figure.start : figure.end]
    if (
        not any(char.isdigit() for char in digits)
        and figure.comparator == "="
        and (figure.min or 0) < 3
        and figure.unit != "所"
    ):
        return False
    return text[figure.end : figure.end + 1] != "+" and not (figure.unit is None and figure.comparator == "=")


def _object(words: str) -> str:
    words = re.sub(r"^.*?(?:到|至)?20\d{2}年(?:底|末)?(?:前)?，?", "", words)
    return re.sub(
        r"^(?:的|个|力争|确保|重点|着力|支持|校企共同|共同|建设|建成|建立|打造|培育|培养|新增|新建|完成|实现|推动|组建)+|(?:达到|达|不低于|不少于|为|超过|至|到)$",
        "", words.strip(" ，、"),
    ).strip()  # fmt: skip


def _states(text: str, start: int, end: int, known: list[Target]) -> Iterator[Target]:
    """到2025年，… without a figure: a state to be reached."""
    for match in re.compile(r"(?:到|确保)20\d{2}年(?:\d{1,2}月)?(?:底|末|春季学期|秋季学期)?(?:前)?，?").finditer(
        text, start, end
    ):
        stop = re.compile("[。；\n]").search(text, match.end(), end)
        high = stop.start() if stop else end
        if any(one.start < high and match.start() < one.end for one in known):
            continue
        if _STATE.search(text, match.end(), high):
            comma = text.find("，", match.end(), high)
            cut = high if comma < 0 or high - match.start() < 40 else comma
            yield _target(
                text,
                match.start(),
                cut,
                text[match.end() : cut],
                None,
                None,
                None,
                None,
                parse_date(match[0]),
                "target.state",
                0.7,
            )


def _target(
    text: str, low: int, high: int, thing: str, least: float | None, most: float | None, unit: str | None,
    comparator: str | None, deadline: str | None, rule: str, confidence: float,
) -> Target:  # fmt: skip
    while low < high and text[low] in " 　—-－":
        low += 1
    return Target(text[low:high], thing, low, high, least, most, unit, comparator, deadline, rule, confidence)  # type: ignore[arg-type]
