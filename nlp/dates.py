"""Dates and deadlines: 2025年6月底, 二〇二五年, 到2025年, X月底前, 每年12月15日前, “十四五”期间, 完成时限：….

Dates are ISO strings, as exact as printed: `2025`, `2025-06`, `2025-06-30`. The end of a year is that year, the end of
a month that month, and a half-year, quarter or plan the month or year in which it ends.
"""

import re
from dataclasses import dataclass

import cn2an

from nlp.figures import find_figures

__all__ = ["Deadline", "find_deadlines", "find_task_deadline", "parse_date"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words of a deadline with their span (code points, end exclusive).

    `date` is ISO, or None where the duty only comes again (`recurs` 每年) or never ends (`recurs` 长期, 持续, 常态).
    """

    start: int
    end: int
    date: str | None
    recurs: str | None


_HAN_YEAR = "〇○Ｏ零一二三四五六七八九"
_HAN_DAY = "[一二三四五六七八九十]{1,3}"
_PLANS = {"十二五": "2015", "十三五": "2020", "十四五": "2025", "十五五": "2030"}
_YEAR = rf"(?P<year>(?:19|20)\d\d|[一二][{_HAN_YEAR}]{{3}})"
_PART = (
    rf"(?P<month>\d{{1,2}}|{_HAN_DAY}) ?月份?(?: ?(?P<day>\d{{1,2}}|{_HAN_DAY}) ?[日号])?"
    r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4]) ?季度"
)
_END = r"(?P<at_end>年?[底末](?!部)|月底|上旬|中旬|下旬)?"
_DATE = re.compile(
    rf"(?P<iso>(?<!\d)(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])(?:\2(?:3[01]|[12]\d|0?[1-9]))?(?!\d))"
    rf"|(?<!\d)(?P<range>(?:19|20)\d\d年? ?[-—–－~～至到]+ ?)?{_YEAR} ?年(?:度(?=[底末]))?(?: ?(?:{_PART}))?{_END}"
    rf"|(?P<plan>[“\"]?(?P<plan_name>十[二三四五]五)[”\"]?(?:规划)?(?:时期|期)?(?:期间|末|内))"
    rf"|(?P<relative>今年|本年度?|明年)(?:(?:{_PART.replace('?P<', '?P<r')}))?[底末]?"
    rf"|(?<![\d每])(?:{_PART.replace('?P<', '?P<b')})(?P<bare_end>[底末]|上旬|中旬|下旬)?"
    r"|(?<![\d每])(?P<year_end>年[底末]|年内|年终)"
)
_AHEAD = re.compile("(?:力争|争取|确保|保证|务必)?(?:在|于)?$|(?:力争|争取|确保)?(?:到|至|截至|截止到?|赶在)$")
_UNTIL = re.compile("(?:到|至|截至|截止到?|力争(?:在|于)?|争取(?:在|于)?|确保(?:在|于)?|赶在)$")
_SINCE = re.compile("(?:自从?|从|由|起自|根据|依据|《[^》]*|对)$")
_PAST = re.compile("以来|之后|以后|[起后](?!步|续)|开始|版|第|印发|》|度(?!末|底)|全国|届|级|[-—–~～]")
_BEFORE = re.compile("(?:之|以)?前|止|为止|内")
_GOAL = re.compile(
    "(?:要|须|应|计划|全[国省市县区])?(?:基本|初步|全面|全部|力争|总体|累计|实现|建成|完成|达到|新增|培育|新建|形成|建设)"
)
_OPENS = re.compile(r"(?:^|[，。；：、（,;:(\n\t]|[ 　]|[0-9][.．、])$")
_RECURRING = re.compile(
    r"(?P<every>每(?:半年|季度|年度|年|季|月|周|学年|学期))[^，。；、：（）\n]{0,4}?"
    r"(?P<when>\d{1,2}月(?:\d{1,2}日)?|[底末初]|上半年|下半年|第?[一二三四]季度)[底末]?(?:之|以)?前"
)
_LABEL = re.compile("(?:时限|期限|时间节点|时间要求|(?:完成|办结|整改)时间)(?:要求)?[:：]")
_ONGOING = re.compile(
    "(?P<kind>长期|持续|常态|每年|每季度|每半年|每月|每学期|全年)(?:化|性)?(?:坚持|推进|实施|开展|落实|抓好|执行|进行)?"
)
_SENTENCE_END = re.compile("[。！？；;\n]")
_DONE = re.compile(
    "完成|办结|报送|上报|提交|印发|出台|公布|发布|制定|修订|提出|启动|建立|建成|组织|开展|实现|到位|取得"
)
_HOPED = re.compile("力争|争取|截[至止]")


def _value(words: str) -> int:
    return int(words) if words.isascii() else int(cn2an.cn2an(words, "smart"))


def _year(words: str) -> str:
    return words if words.isascii() else "".join(str(max(_HAN_YEAR.index(c) - 3, 0)) for c in words)


def _part(year: str, month: str | None, day: str | None, half: str | None, quarter: str | None) -> str | None:
    """`year` with what is printed behind it; None where that is no date (month 13)."""
    if half:
        return f"{year}-{'06' if half == '上' else '12'}"
    if quarter:
        return f"{year}-{3 * _value(quarter):02d}"
    if not month:
        return year
    number = _value(month)
    if not 1 <= number <= 12:
        return None
    if not day:
        return f"{year}-{number:02d}"
    return f"{year}-{number:02d}-{_value(day):02d}" if 1 <= _value(day) <= 31 else None


def _iso(match: re.Match[str], base_year: int | None) -> str | None:
    if match["iso"]:
        return "-".join(
            part if index == 0 else f"{int(part):02d}" for index, part in enumerate(re.split("[-./]", match["iso"]))
        )
    if match["year"]:
        return _part(_year(match["year"]), match["month"], match["day"], match["half"], match["quarter"])
    if match["plan"]:
        return _PLANS[match["plan_name"]]
    if base_year is None:
        return None
    if match["relative"]:
        year = str(base_year + (match["relative"] == "明年"))
        return _part(year, match["rmonth"], match["rday"], match["rhalf"], match["rquarter"])
    return _part(str(base_year), match["bmonth"], match["bday"], match["bhalf"], match["bquarter"])


def parse_date(text: str, base_year: int | None = None) -> str | None:
    """The first date in a text as ISO; None without one. `base_year` is the year of 年底, 6月底 and 今年."""
    for match in _DATE.finditer(text):
        date = _iso(match, base_year)
        if date is not None:
            return date
    return None


def find_deadlines(text: str, start: int = 0, end: int | None = None, base_year: int | None = None) -> list[Deadline]:
    """The dates by which something is to be reached in `text[start:end]`, in their order, with 到, 前 and 底 around them.

    Dates of the past, of a beginning (自2023年起), of documents and of signatures are none. A month without a year
    belongs to the year printed before it in its sentence, else to `base_year`; with neither it is left out.
    """
    stop = len(text) if end is None else end
    found = [Deadline(m.start(), m.end(), None, m["every"]) for m in _RECURRING.finditer(text, start, stop)]
    year, printed_at = base_year, start
    for match in _DATE.finditer(text, start, stop):
        if any(d.start <= match.start() < d.end for d in found):
            continue
        if _SENTENCE_END.search(text, printed_at, match.start()):
            year = base_year
        date = _iso(match, year)
        if date is None:
            continue
        if match["year"]:
            year, printed_at = int(date[:4]), match.end()
        span = _bounds(text, start, stop, match)
        if span is not None:
            found.append(Deadline(*span, date, None))
    return sorted(found, key=lambda d: d.start)


def _bounds(text: str, start: int, stop: int, match: re.Match[str]) -> tuple[int, int] | None:
    """The span of the deadline around a date; None where the date is no deadline."""
    before, after = (
        text[max(start, match.start() - 40) : match.start()],
        text[match.end() : min(stop, match.end() + 12)],
    )
    if (_SINCE.search(before) and not match["range"]) or _PAST.match(after):
        return None
    ahead = _AHEAD.search(before)
    left = match.start() - len(ahead[0] if ahead else "")
    behind = _BEFORE.match(after)
    if behind or _UNTIL.search(before):
        return left, match.end() + (len(behind[0]) if behind else 0)
    if match["plan"]:
        return left, match.end()
    exact = any(match[name] for name in ("day", "bday", "iso"))
    opens = _OPENS.search(text[max(start, left - 2) : left]) is not None or left == start
    at_end = any(match[name] for name in ("at_end", "bare_end", "half", "bhalf", "quarter", "bquarter", "year_end"))
    if exact or not opens:
        return None
    if match["range"] and not (after[:1] in ("，", ",") or after.startswith("期间")):
        return None
    if (
        at_end
        or _GOAL.match(after)
        or (after[:1] in ("，", ",") and match["month"] is None and match["bmonth"] is None)
    ):
        return left, match.end()
    return None


def find_task_deadline(
    text: str, start: int = 0, end: int | None = None, base_year: int | None = None
) -> Deadline | None:
    """When the task `text[start:end]` is to be done; None where it does not say so.

    In this order: what follows 完成时限：, a text that is nothing but a time (a cell of a table), a bracket such as
    （2025年6月底前完成）, and the latest …前 after which the text says what is done (完成, 印发, 报送 …) and names no figure.
    """
    stop = len(text) if end is None else end
    for label in _LABEL.finditer(text, start, stop):
        found = _whole(text, label.end(), _cell_end(text, label.end(), stop), base_year)
        if found is not None:
            return found
    if stop - start <= 40:
        found = _whole(text, start, stop, base_year, alone=True)
        if found is not None:
            return found
    dated = [d for d in find_deadlines(text, start, stop, base_year) if not _HOPED.match(text, d.start)]
    for deadline in dated:
        opening = max(text.rfind(mark, max(start, deadline.start - 30), deadline.start) for mark in "（(")
        closed = re.search("[）)。\n]", text[opening : deadline.start])
        if opening >= 0 and not closed and text[deadline.end - 1] in "前内底末止":
            return deadline
    done = [d for d in dated if text[d.end - 1] in "前内" and _is_done(text, d.end, stop)]
    return max(done, key=lambda d: d.date or "", default=None)


def _is_done(text: str, start: int, stop: int) -> bool:
    """Whether the sentence behind a date names a step to be finished rather than a figure to be reached."""
    sentence = re.split("[。\n；;]", text[start : min(stop, start + 120)])[0]
    return _DONE.search(sentence) is not None and not find_figures(sentence)


def _cell_end(text: str, start: int, stop: int) -> int:
    match = re.compile("[。；;，,）)\n\t]").search(text, start, stop)
    return match.start() if match else stop


def _whole(text: str, start: int, stop: int, base_year: int | None, *, alone: bool = False) -> Deadline | None:
    """The time that a label or a cell gives; `alone` asks that nothing else stands beside it."""
    printed = text[start:stop]
    left = start + len(printed) - len(printed.lstrip())
    right = left + len(printed.strip())
    ongoing = _ONGOING.match(text, left, right)
    if ongoing is not None and (ongoing.end() == right or not alone):
        return Deadline(left, right, None, ongoing["kind"])
    match = _DATE.search(text, left, right)
    while match is not None and (following := _DATE.search(text, match.end(), right)) is not None:
        match = following
    if match is None:
        return None
    rest = text[left : match.start()] + text[match.end() : right]
    if alone and not re.fullmatch(
        r"(?:到|至|于|在)?(?:之?前|完成|之?前完成|止)?|.{4,9}[-—–~～至到]+(?:底|完成)?", rest
    ):
        return None
    date = _iso(match, base_year)
    recurs = "长期" if re.search("长期|持续", rest) else None
    return None if date is None else Deadline(left, right, date, recurs)
