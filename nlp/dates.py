"""Dates and deadlines: 2025年6月底前, 到2025年, 每年12月15日前, 长期坚持."""

import re
from dataclasses import dataclass

from nlp.numerals import numeral

__all__ = ["Deadline", "find_deadlines", "find_task_deadline", "parse_date"]

_YEAR = r"(?P<year>(?:19|20)\d{2})年"
_DAY = re.compile(rf"{_YEAR}\s?(?P<month>\d{{1,2}})月\s?(?P<day>\d{{1,2}})日")
_MONTH = re.compile(rf"{_YEAR}\s?(?P<month>\d{{1,2}})月(?:底|末|份|上旬|中旬|下旬)?")
_HALF = re.compile(rf"{_YEAR}(?P<half>上|下)半年")
_QUARTER = re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度")
_ONLY_YEAR = re.compile(rf"{_YEAR}?(?:底|末|春季|秋季)?")
_CHINESE = re.compile(r"(?P<year>二[〇○零][〇○零一二三四五六七八九]{2})年(?:(?P<month>[一二三四五六七八九十]{1,2})月(?:(?P<day>[一二三四五六七八九十]{1,3})日)?)?")
_PLAN = re.compile(r"“?(?P<plan>十三五|十四五|十五五)”?(?:期间|时期|末|规划期)")
_PLANS = {"十三五": "2020", "十四五": "2025", "十五五": "2030"}
_DIGITS = {char: str(at % 10) for at, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_ABSOLUTE = (
    rf"(?:{_YEAR.replace('?P<year>', '')}(?:\s?\d{{1,2}}月(?:\s?\d{{1,2}}日|底|末|上旬|中旬|下旬)?|[上下]半年|第?[一二三四]季度|底|末)?)"
)
_BOUND = re.compile(
    rf"(?:到|至|在|于|力争|争取|确保)?(?P<date>{_ABSOLUTE}|“?十[三四五]五”?(?:期间|时期|末))(?P<before>之前|以前|前)?(?P<begin>起|开始)?"
)
_YEARLY = re.compile(r"(?P<often>每年|每季度|每月|每半年|每周)(?:的)?(?:\d{1,2}月(?:\d{1,2}日|底|上旬|中旬|下旬)?|底|末|初)?前?")
_MONTH_ONLY = re.compile(r"(?<![\d年])(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末)?(?:之前|以前|前|完成)")
_LABEL = re.compile(r"(?:完成时限|完成时间|时限要求|时间要求|完成日期|时间节点|进度安排|办结时限)\s?[：:]\s?(?P<words>[^\n；。）)]{1,40})")
_DONE = re.compile(rf"(?P<date>{_ABSOLUTE}|(?<![\d年])\d{{1,2}}月(?:\d{{1,2}}日|底|末)?)(?:之前|以前|前)?(?:全面|基本|全部)?(?:完成|落实到位|办结|建成|到位)")
_LASTING = re.compile("长期坚持|持续推进|持续实施|长期|常态化|持续|全年")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed at `start`, `end`; an ISO `date` as exact as printed and how often it `recurs`, if so."""

    start: int
    end: int
    date: str | None
    recurs: str | None


def parse_date(text: str) -> str | None:
    """The first date of the text in ISO form, as exact as printed (2025, 2025-06, 2025-06-30); None without one."""
    if match := _DAY.search(text):
        return f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
    if match := _MONTH.search(text):
        return f"{match['year']}-{int(match['month']):02d}"
    if match := _HALF.search(text):
        return f"{match['year']}-{'06' if match['half'] == '上' else '12'}"
    if match := _QUARTER.search(text):
        quarter = numeral(match["quarter"])
        return f"{match['year']}-{quarter * 3:02d}"
    if match := _CHINESE.search(text):
        parts = ["".join(_DIGITS[char] for char in match["year"])]
        parts += [f"{numeral(match[name]):02d}" for name in ("month", "day") if match[name]]
        return "-".join(parts)
    if match := _PLAN.search(text):
        return _PLANS[match["plan"]]
    match = _ONLY_YEAR.search(text)
    return match["year"] if match else None


def find_deadlines(text: str, start: int, end: int, base_year: int | None = None) -> list[Deadline]:
    """The points in time up to which something is to be done, in order; 6月底前 takes its year from `base_year`."""
    found = [
        Deadline(match.start(), match.end(), parse_date(match["date"]), None)
        for match in _BOUND.finditer(text, start, end)
        if match["before"] or match[0].startswith(("到", "至")) or match["date"].endswith(("底", "末", "期间", "时期"))
    ]
    found += [Deadline(match.start(), match.end(), None, match["often"]) for match in _YEARLY.finditer(text, start, end)]
    if base_year is not None:
        for match in _MONTH_ONLY.finditer(text, start, end):
            if not any(one.start <= match.start() < one.end for one in found):
                found.append(Deadline(match.start(), match.end(), _in_year(match[0], base_year), None))
    return sorted(found, key=lambda one: one.start)


def _in_year(words: str, year: int) -> str | None:
    return parse_date(words if re.search(r"\d{4}年", words) else f"{year}年{words}")


def find_task_deadline(text: str, start: int, end: int, base_year: int | None = None) -> Deadline | None:
    """When the task as a whole is to be done: 完成时限：…, …月底前完成; None where only targets have dates."""
    label = _LABEL.search(text, start, end)
    if label:
        words = label["words"]
        dated = parse_date(words) or (_in_year(words, base_year) if base_year and re.match(r"\d{1,2}月", words) else None)
        lasting = _YEARLY.search(words) or _LASTING.search(words)
        if dated or lasting:
            often = None if not lasting or dated else lasting[0].removesuffix("前")
            return Deadline(label.start("words"), label.end("words"), dated, often)
        return None
    done = _DONE.search(text, start, end)
    if done and (re.search(r"\d{4}年", done["date"]) or base_year):
        return Deadline(done.start(), done.end(), _in_year(done["date"], base_year or 0), None)
    return None
