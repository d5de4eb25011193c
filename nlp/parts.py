"""The parts of a document: its body, where the body stops, and its annexes."""

import re
from dataclasses import dataclass

__all__ = ["Part", "annex_lists", "find_parts", "stops"]

_ANNEX = re.compile(
    r"^[ \t]*附\s{0,3}件[ \t]*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})?[ \t]*(?P<rest>[：:.]?[^\n]*)$",
    re.MULTILINE,
)
_LIST = re.compile(r"^[ \t]*附\s{0,3}件[ \t]*[：:\n][^\n]*(?:\n\s*\d{1,2}[.、][^\n]*)*", re.MULTILINE)
_DATE = r"(?:\d{4}|[二〇○零一九八七六五四三]{4})年\s?[\d一二三四五六七八九十]{1,3}月\s?[\d一二三四五六七八九十]{1,3}日"
_STOP = re.compile(
    rf"^[ \t]*(?:{_DATE}[ \t]*$|（此件[^）\n]*）|（来源：[^）\n]*）|抄送：|【原文下载】|（联系人：|相关附件|主办单位：)",
    re.MULTILINE,
)
_SIGNED = re.compile(rf"^[ \t]*(?P<name>[^\n，。；：]{{2,40}}?)[ \t]*\n\s*{_DATE}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its span; the body has the empty number, an annex its own (`5`) and its title."""

    number: str
    title: str
    start: int
    end: int
    is_annex: bool = False


def find_parts(text: str) -> list[Part]:
    """The body and the annexes in order, without gaps.

    附件1 alone on a line begins an annex; 附件：1.… after the body only lists them.
    """
    starts: list[tuple[int, int, str, str]] = []
    for match in _ANNEX.finditer(text):
        rest = match["rest"].strip(" ：:.")
        listed = _lists_annexes(text, match.start(), match.end(), match["rest"].strip())
        if not listed and (not rest or _signed_before(text, match.start()) or bool(starts)):
            starts.append((match.start(), match.end(), match["number"] or str(len(starts) + 1), rest))
    parts = [Part("", "", 0, starts[0][0] if starts else len(text))]
    for index, (start, body, number, rest) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        title = rest or next((line.strip() for line in text[body:end].split("\n") if line.strip()), "")
        parts.append(Part(number, title, start, end, True))
    return parts


def _lists_annexes(text: str, start: int, end: int, rest: str) -> bool:
    """附件：1.… , 附件：… , or 附件 above a numbered list that a signature closes."""
    if rest.startswith(("：", ":")):
        following = text[end : end + 400]
        return bool(re.match(r"[：:]\s*1?[.、．]?\S", rest)) and not (
            _signed_before(text, start)
            and not re.match(rf"\s*(?:\d[.、]|{_DATE}|[^\n]{{2,40}}\n\s*{_DATE})", following)
        )
    return not rest and bool(re.match(rf"(?:\s*\d[.、][^\n]*\n)+\s*(?:[^\n]{{2,40}}\n\s*)?{_DATE}", text[end:]))


def _signed_before(text: str, at: int) -> bool:
    return bool(_STOP.search(text, 0, at))


def annex_lists(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lists 附件：1.… 2.… that only name the annexes."""
    return [match.span() for match in _LIST.finditer(text, start, end)]


def stops(text: str, start: int, end: int) -> list[int]:
    """Where running text ends inside a part: signatures, dates on lines of their own, lists of annexes, imprints."""
    found = [match.start() for match in _STOP.finditer(text, start, end)]
    found += [match.start("name") for match in _SIGNED.finditer(text, start, end)]
    found += [match.start() for match in _ANNEX.finditer(text, start, end) if match.start() > start]
    return sorted(found)
