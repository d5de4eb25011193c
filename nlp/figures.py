"""Figures in Chinese prose: 2-4所, 50%以上, 25万人, 300个左右, 两至三家, 百分之六十, 不低于12%.

A figure is as printed: `25` and `万人`, `60` and `%`. What is no quantity is no figure: years, dates, document and item
numbers, versions, names such as 3+2 or 5G, and Chinese numerals that are part of a word (一批, 统一, 三位一体).
"""

import re
from dataclasses import dataclass
from typing import Literal

import cn2an

__all__ = ["Comparator", "Figure", "find_figures"]

Comparator = Literal[">=", "<=", "=", "~", "range"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with the words that bound it (不少于…, …以上); offsets are code points of the text, end exclusive.

    A bound that is not given is None: 2个以上 has no `max`, 5%以内 no `min`. `unit` keeps a printed 万 or 亿; it is None
    where the text prints a bare number (50以上).
    """

    start: int
    end: int
    min: float | None
    max: float | None
    unit: str | None
    comparator: Comparator


_LEAST = (
    "不低于 不得低于 不能低于 不少于 不得少于 不能少于 不小于 不得小于 不亚于 至少 最少 最低 超过 突破 高于 多于 大于 超 逾 达到 到达 达 "
    "提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 增至 升至 上升到 上升至 扩大到 扩大至 扩至 发展到 ≥ ≧ >="
)
_MOST = (
    "不超过 不得超过 不能超过 不高于 不得高于 不多于 不大于 低于 少于 小于 最高 最多 至多 控制在 控制到 降到 降至 降低到 降低至 下降到 下降至 "
    "压缩到 压缩至 压减到 压减至 缩短到 缩短至 缩减到 缩减至 精简到 精简至 减少到 减少至 减至 ≤ ≦ <="
)
_ABOUT = "大约 大概 约 接近 将近 近"
_ABOVE = "及以上 （含）以上 (含)以上 以上 之上"
_BELOW = "及以下 （含）以下 (含)以下 （含）以内 (含)以内 以下 以内 之内"
_AROUND = "左右 上下"

_UNITS = (
    "个百分点 百分点 个工作日 工作日 个自然日 个小时 小时 个学时 学时 个课时 课时 分钟 个月 年 周 天 个 % ‰ 倍 人次 人天 人日 户次 家次 "
    "场次 车次 班次 万元 亿元 美元 元 平方公里 平方千米 平方米 立方米 公里 千米 公顷 公斤 米 亩 ㎡ 吨 千瓦时 兆瓦 千瓦 张 所 家 名 位 "
    "人 门 种 项 条 套 支 类 期 场 次 座 处 台 辆 架 艘 件 部 本 册 篇 户 间 片 株 头 只 对 组 团 队 点 站 栋 幢 例 宗 起 "
    "微克/立方米 毫克/升 公斤/亩 吨标准煤 村 款 批次 床 眼 盏 首 幅 块 颗 枚"
)
_HAN_UNITS = "个月 个 人次 名 家 所 位 人 门 项 条 套 支 处 座 场 次 倍 种 年 天 周 户 间 台 辆 学时 课时 个百分点"


def _any(words: str) -> str:
    """A regex that takes the longest of the words between the blanks."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True)) + ")"


_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_HAN_DIGIT = "[零〇一二两三四五六七八九十百千]"
_HAN = f"(?:[一二两三四五六七八九十]{_HAN_DIGIT}*(?:[万亿]{_HAN_DIGIT}+)?)"
_GAP = "[ \u3000]?"
_TO = f"{_GAP}(?:至|到|-|—|–|－|~|～){_GAP}"
_PREFIX = (
    rf"(?:(?P<least>{_any(_LEAST)})|(?P<most>{_any(_MOST)})|(?P<about>(?<![最附临就节合契预公]){_any(_ABOUT)}){_GAP})?"
)
_SUFFIX = rf"(?:(?P<above>{_any(_ABOVE)})|(?P<below>{_any(_BELOW)})|(?P<around>的?{_any(_AROUND)}))?"
_MORE = "(?P<{}>多|余|以上|左右)?"
_NOT_AFTER = r"(?<![\dA-Za-z第+×])(?<!\d[.:：/,，])(?<!\d[至到\-—–－~～])"

_ARABIC = re.compile(
    rf"{_PREFIX}{_NOT_AFTER}(?P<low>{_DIGITS})(?:(?P<low_scale>[万亿])?(?P<low_unit>{_any(_UNITS)})?{_TO}(?P<high>{_DIGITS}))?"
    rf"(?![\dA-Za-z:：/+.×]){_GAP}{_MORE.format('more')}(?P<scale>[十百千]?[万亿])?{_MORE.format('more_scale')}{_GAP}"
    rf"(?P<unit>{_any(_UNITS)})?{_SUFFIX}"
)
_CHINESE = re.compile(
    rf"{_PREFIX}(?<![第每某几数之零〇一二两三四五六七八九十百千万亿])(?P<low>{_HAN})(?:{_TO}(?P<high>{_HAN}))?"
    rf"(?P<more>多|余)?(?P<scale>[万亿])?(?P<more_scale>多|余)?(?P<unit>{_any(_HAN_UNITS)}){_SUFFIX}"
)
_PERCENT = re.compile(
    rf"{_PREFIX}(?P<base>[百千])分之(?P<low>{_HAN}|{_DIGITS}|百)(?:{_TO}(?:[百千]分之)?(?P<high>{_HAN}|{_DIGITS}))?{_SUFFIX}"
)
_FRACTION = re.compile(rf"{_PREFIX}(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九]){_SUFFIX}")
_SLASH = re.compile(rf"{_PREFIX}(?<![\d/])(?P<part>[1-9])/(?P<whole>[2-9]|10)(?![\d/]){_SUFFIX}")
_HALF = re.compile(rf"{_PREFIX}(?P<half>一半|半数)(?P<above>以上)")
_ROUND = re.compile(rf"上(?P<low>[百千万])(?P<unit>{_any(_HAN_UNITS)})")

_AT_LEAST = "不低于 不得低于 不少于 不得少于 不小于 不得小于 不亚于 超过 高于 多于 大于 达到 到达"
_FAR = re.compile(
    rf"(?:(?P<least>{_any(_AT_LEAST)})|(?P<most>不超过|不得超过|不高于|不得高于))"
    r"[^，。；：、（）,;:()\n\d]{1,30}(?:的|水平|总量|总数)$"
)
_RELATIVE_UNITS = ("%", "‰", "倍", "个百分点", "百分点")
_WORD_TAIL = re.compile("一体|一致|数|级|制|次方|次元")
_WORD = re.compile("(?!的)[一-龥]")
_BARE_TAIL = re.compile("[年月日号时届版期岁级大强届代后]")
_YEAR = re.compile(r"(?:^|\.)[12]\d{3}$")  # also behind the number of an item: 3.2020年底
_YEAR_TAIL = re.compile(r"[级制\d]")


def find_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """The figures of `text[start:end]` in their order; they never overlap.

    以上, 不低于, 达到, 超过 and 余 give `>=`; 以内, 不超过 and 控制在 `<=`; 左右, 约 and 近 `~`; 2-4 `range`; else `=`. Words
    after the figure (达到60%左右) win over those before it.
    """
    stop = len(text) if end is None else end
    found: list[Figure] = []
    taken: set[int] = set()
    for pattern, read in _READERS:
        for match in pattern.finditer(text, start, stop):
            figure = read(match)
            if figure is not None and taken.isdisjoint(range(figure.start, figure.end)):
                found.append(figure)
                taken.update(range(figure.start, figure.end))
    return sorted(found, key=lambda f: f.start)


def _number(words: str) -> float:
    if words[0].isdigit():
        return float(words.replace(",", "").replace("，", ""))
    return float(cn2an.cn2an(words.replace("〇", "零"), "smart"))


def _build(match: re.Match[str], low: float, high: float | None, unit: str | None) -> Figure | None:
    """The figure of a match; a prefix such as 达到 may stand apart from it where it compares with another quantity."""
    groups = match.groupdict()
    start, end = match.span()
    mores = {groups.get("more"), groups.get("more_scale")} - {None}
    least, most = groups.get("least"), groups.get("most")
    if unit in _RELATIVE_UNITS and not (least or most):
        far = _FAR.search(match.string, max(0, start - 40), start)
        least, most = (far["least"], far["most"]) if far else (None, None)
    comparator: Comparator
    if high is not None:
        if unit and unit[0] == "万" and low > high:  # 8000至1万人
            low /= 10_000
        if high <= low:
            return None
        comparator = "range"
    elif groups.get("above") or mores & {"以上"}:
        comparator = ">="
    elif groups.get("below"):
        comparator = "<="
    elif groups.get("around") or "左右" in mores:
        comparator = "~"
    elif least or mores:
        comparator = ">="
    elif most:
        comparator = "<="
    else:
        comparator = "~" if groups.get("about") else "="
    return Figure(
        start,
        end,
        None if comparator == "<=" else low,
        None if comparator == ">=" else low if high is None else high,
        unit,
        comparator,
    )


def _arabic(match: re.Match[str]) -> Figure | None:
    low, high = _number(match["low"]), _number(match["high"]) if match["high"] else None
    unit = (match["scale"] or "") + (match["unit"] or "")
    tail = match.string[match.end() : match.end() + 2]
    if match["unit"] == "年" and (_YEAR.search(match["high"] or match["low"]) or _YEAR_TAIL.match(tail)):
        return None
    bounded = any(match[name] for name in ("least", "most", "above", "below", "around", "more"))
    if not unit and (not bounded or _BARE_TAIL.match(tail) or (not _closed(match) and _WORD.match(tail))):
        return None
    if match["low_unit"] and match["unit"] and match["low_unit"] != match["unit"]:
        return None
    return _build(match, low, high, unit or None)


def _closed(match: re.Match[str]) -> bool:
    """Whether a word behind the number ends it (50以上), so that no unknown classifier can follow."""
    return any(match[name] for name in ("above", "below", "around", "more"))


def _chinese(match: re.Match[str]) -> Figure | None:
    """A Chinese numeral with a classifier; 一个 only with a bound, as it is an article otherwise."""
    low, high = _number(match["low"]), _number(match["high"]) if match["high"] else None
    bounded = any(match[name] for name in ("least", "most", "above", "below", "around"))
    if (low == 1 and high is None and not match["scale"] and not bounded) or _WORD_TAIL.match(
        match.string, match.end()
    ):
        return None
    return _build(match, low, high, (match["scale"] or "") + match["unit"])


def _percent(match: re.Match[str]) -> Figure | None:
    high = _number(match["high"]) if match["high"] else None
    low = 100.0 if match["low"] == "百" else _number(match["low"])
    return _build(match, low, high, "%" if match["base"] == "百" else "‰")


def _fraction(match: re.Match[str]) -> Figure | None:
    return _build(match, round(100 * _number(match["part"]) / _number(match["whole"]), 1), None, "%")


def _half(match: re.Match[str]) -> Figure | None:
    return _build(match, 50.0, None, "%")


def _round(match: re.Match[str]) -> Figure | None:
    """上千家 is 1,000 or more; a 万 stays with the unit as it does in 3万人."""
    value, scale = {"百": (100.0, ""), "千": (1000.0, ""), "万": (1.0, "万")}[match["low"]]
    return Figure(match.start(), match.end(), value, None, scale + match["unit"], ">=")


_READERS = (
    (_PERCENT, _percent),
    (_FRACTION, _fraction),
    (_SLASH, _fraction),
    (_HALF, _half),
    (_ROUND, _round),
    (_ARABIC, _arabic),
    (_CHINESE, _chinese),
)
