"""What the document says of itself: title, number, issuer, date, place, level."""

import re
from dataclasses import dataclass

from graph import places
from nlp.numerals import numeral

__all__ = ["HeadFacts", "Place", "find_head", "find_place"]

Span = tuple[int, int]
NUMBER = re.compile(r"[A-Z一-龥×XＸ]{1,14}[（\[【〔](?:19|20)\d{2}[）\]】〕]\s?(?:第\s?)?[\d×XＸ]{1,4}\s?号")
_KINDS = (
    "实施方案|实施意见|行动计划|行动方案|工作方案|分工方案|实施细则|若干措施|若干意见|指导意见|实施办法|管理办法|工作要点|重点任务|任务清单|责任清单|工作计划|"
    "三年行动|发展规划|规划|纲要|方案|意见|通知|办法|计划|规定|决定|措施|要点|条例|细则|清单|公告|通告|批复|函|政策|任务分工|职责分工|工作职责|重点工作|工作任务|任务表|任务书|台账|工作安排|攻坚行动|专项行动|责任分解|任务分解|责任分工|分解表|分工表|工作报告|考核细则|目标责任书"
)
_TITLE_LINE = re.compile(rf"(?:{_KINDS})(?:（[^（）\n]{{1,20}}）)?》?$")
# On a page without line breaks a title stands between gaps, before what the page says of it.
_FLAT_TITLE = re.compile(
    rf"[ 　]([^ ，。；：\n]{{6,50}}(?:{_KINDS}))[ 　]+(?=(?:发布|印发|成文)?(?:日期|时间)|信息来源|来源|作者|为|根据|按照)"
)
_DATE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_CHINESE_DATE = re.compile(
    "([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_SIGNED = re.compile(
    rf"^[ \t]*([^\n，。；：]{{2,44}}?)[ \t]*\n\s*({_DATE.pattern}|{_CHINESE_DATE.pattern})[ \t]*$", re.MULTILINE
)
_ISO = re.compile(r"(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})")
_ISSUER_END = "人民政府办公厅|人民政府办公室|人民政府|办公厅|办公室|委员会|管委会|国务院|党委|[部委局厅署]|工作领导小组|联席会议|大学|学院|学校|集团公司"
_ISSUER = re.compile(rf"[一-龥XＸ×（）、 ]{{1,40}}?(?:{_ISSUER_END})")
_BOX_NUMBER = re.compile(rf"(?:文件编号|发文字号|文号|发文文号|公文文号)\s?[：:]\s?({NUMBER.pattern})")
_BOX_DATE = re.compile(r"(?:成文日期|发文日期|印发日期)\s?[：:]\s?(\S{8,12})")
_MASK = re.compile(r"(?:[XＸ×]{1,4}|某)(?P<level>省|市|县|区|州|旗|镇|乡)")
_UNITS = tuple("省市县区州旗")
# A place that no table knows still names itself at the head of a title or an issuer.
_UNKNOWN = re.compile(
    r"(?:中共)?(?P<name>[一-龥]{2,4}?(?P<level>[省市县区州旗]))(?=人民政府|委|\d|教育|财政|[一-龥]{2,12}(?:厅|局|办公室|关于)|[一-龥]{4,})"
)
_PROVINCE = re.compile("[一-龥]{2,4}省(?!级|属|直)")
_OWN_ZONE = re.compile(
    r"(?:中共|关于印发《?)?(?P<name>[一-龥]{2,8}?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新区|经开区))"
)
_LEVEL = {"省": "省", "市": "市", "州": "市", "县": "县", "区": "县", "旗": "县", "镇": "乡", "乡": "乡"}
_OWN = re.compile(
    r"[（(、，。；：\s](市|县|区|省|州)(?:委|政府|教育|财政|发展改革|发改|人社|人力资源|农业农村|科技|民政)"
)
_NATIONAL = re.compile(r"^(?:中共中央|国务院|中华人民共和国|教育部|国家|[一-龥]{2,12}部(?:办公厅)?$|[一-龥]{2,10}总局)")


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """Spans in the work text, None where the document does not print it; the number as printed; an ISO date."""

    title: Span | None = None
    doc_number: str | None = None
    issuer: Span | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The place a document rules; `name` as printed where it is masked."""

    adcode: str | None
    name: str | None
    level: str | None
    masked: bool


def find_head(text: str, body: int, box: str = "") -> HeadFacts:
    """Title, number, issuer and date of a document whose first numbered item begins at `body`.

    `box` is what the page around the document says (文件编号：… 成文日期：…), used where the document itself is silent.
    """
    title = _title(text[:body])
    number = next((match[0] for match in NUMBER.finditer(text, 0, body) if not _cited(text, match.start())), None)
    boxed = _BOX_NUMBER.search(box)
    signed = _signature(text)
    return HeadFacts(
        title, number or (boxed[1] if boxed else None), _issuer(text, title, signed), _date(text, signed, body, box)
    )


def _cited(text: str, at: int) -> bool:
    return text[:at].rstrip(" ")[-2:-1] == "》" or text[:at].rstrip(" （")[-1:] == "》"


def _title(opening: str) -> Span | None:
    """The first line that ends like an official title; lines that belong together are joined; a title may open a paragraph."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", opening)]
    best: Span | None = None
    for index, (low, high) in enumerate(lines):
        words = opening[low:high].strip(" #*　\t")
        start = low + opening[low:high].find(words) if words else low
        joined = high
        if (
            not _TITLE_LINE.search(words)
            and index + 1 < len(lines)
            and 8 <= len(words) <= 40
            and not re.search("[。；，：]|日$|号$|依据$", words)
        ):
            following = opening[slice(*lines[index + 1])].strip(" *　")
            if (
                len(following) <= 40
                and _TITLE_LINE.search(following)
                and opening[high : lines[index + 1][0]] == "\n"
                and not re.search("[。；，：]", following)
            ):
                words, joined = words + following, lines[index + 1][1]
        if words.startswith("《") and words.endswith("》") and "》" not in words[:-1]:
            words, start, joined = words[1:-1], start + 1, start + len(words) - 1
        if 6 <= len(words) <= 120 and _TITLE_LINE.search(words) and _is_title(words):
            span = (start, start + len(opening[start:joined].rstrip(" *　\t")))
            if best is None or (
                "关于" in words[:30] and "关于" not in opening[slice(*best)] and "印发" not in opening[slice(*best)]
            ):
                best = best or span
                if "关于" in words:
                    return span
            continue
        inline = re.match(
            rf"\s*([^，。；：\n ]{{4,50}}?(?:{_KINDS}))[ 　]{{1,4}}(?=为|根据|按照|现|\S)", opening[low:high]
        )
        if best is None and inline and len(opening[low:high]) > 60:
            best = (low + inline.start(1), low + inline.end(1))
    flat = _FLAT_TITLE.search(opening[:600])
    return best or (flat.span(1) if flat else None)


def _is_title(words: str) -> bool:
    if (
        re.search(r"[。；]|^[（(]|^附|：.*：|\.(?:docx?|pdf|txt)$|^来源|^>|索引号|^当前位置|下载", words)
        or words.count(" ") > 4
    ):
        return False
    return not re.search("^(?:现将|为|根据|按照|请)|印发(?:给|你)", words) and ("关于" in words or len(words) <= 60)


def _signature(text: str) -> tuple[Span, str] | None:
    """The signing body and its date: a line that names a body above a line that is a date."""
    for match in _SIGNED.finditer(text):
        date = _iso(match[2])
        if date and re.search(rf"(?:{_ISSUER_END})$", match[1].strip()):
            return match.span(1), date
    return None


def _issuer(text: str, title: Span | None, signed: tuple[Span, str] | None) -> Span | None:
    if signed:
        low, high = signed[0]
        parts = re.split(r"\s{2,}", text[low:high])
        return (low, low + len(parts[0])) if len(parts) > 1 else (low, high)
    if title:
        named = re.match(rf"({_ISSUER.pattern})关于", text[slice(*title)])
        if named:
            return title[0], title[0] + named.end(1)
    shown = re.search(
        r"(?:发布机构|发文机关|发布单位|发文单位|制发机关)[*]*\s?：\s?[*]*\s?([^\s，。；]{2,30})", text[:3000]
    )
    return shown.span(1) if shown else None


def _iso(words: str) -> str | None:
    match = _DATE.search(words) or _ISO.search(words)
    if match:
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    chinese = _CHINESE_DATE.search(words)
    if chinese:
        digits = "〇一二三四五六七八九"
        year = "".join(str(digits.index("〇" if char in "○零" else char)) for char in chinese[1])
        return f"{year}-{numeral(chinese[2]):02d}-{numeral(chinese[3]):02d}"
    return None


def _date(text: str, signed: tuple[Span, str] | None, body: int, box: str) -> str | None:
    if signed:
        return signed[1]
    shown = _BOX_DATE.search(box) or _BOX_DATE.search(text[:3000])
    if shown and (date := _iso(shown[1])):
        return date
    alone = [
        match[0]
        for match in re.finditer(r"^[ \t]*(\S{9,14})[ \t]*$", text[:body], re.MULTILINE)
        if _DATE.fullmatch(match[1])
    ]
    return _iso(alone[0]) if alone else None


def find_place(text: str, title: str | None, doc_number: str | None, issuer: str | None) -> Place:
    """The division that the document rules, from its issuer, title, number or text; masked places stay unknown."""
    named = " ".join(words for words in (issuer, title) if words)
    masked = _MASK.search(named) or (None if issuer else _MASK.search(text[:600]))
    if masked:
        return Place(None, masked[0], _LEVEL[masked["level"]], True)
    if issuer and _NATIONAL.match(issuer) and not _division(issuer):
        return Place(places.COUNTRY, "全国", "国家", False)
    for words in (issuer, title):
        code = _division(words) if words else None
        if code:
            return _known(code)
    for words in (issuer, title):
        zone = _OWN_ZONE.match(words) if words else None
        if zone:
            return Place(None, zone["name"], "县", False)
    for words in (issuer, title):
        named_here = _UNKNOWN.match(words) if words else None
        if named_here:
            return Place(None, named_here["name"], _LEVEL[named_here["level"]], False)
    if title and re.match("国务院|中共中央|国家|教育部", title):
        return Place(places.COUNTRY, "全国", "国家", False)
    if doc_number:
        if re.match("国[发办函]|中[办发]|[一-龥]{0,3}教[职师基高]", doc_number):
            return Place(places.COUNTRY, "全国", "国家", False)
        codes = places.abbreviations().get(doc_number[0], ())
        if len(codes) == 1:
            return _known(codes[0])
    own = _own_level(text)
    if re.search("中共中央[^。]{0,12}国务院[^。]{0,12}印发", text[:800]):
        return Place(places.COUNTRY, "全国", "国家", False)
    addressed = re.search(r"^各省、自治区、直辖市", text, re.MULTILINE)
    if addressed or (own is None and text.count("国务院") >= 3):
        return Place(places.COUNTRY, "全国", "国家", False)
    if own:
        code = _frequent(text, own)
        if code:
            return _known(code)
        return Place(None, f"某{own}", _LEVEL[own], True)
    return Place(None, None, None, True)


def _known(code: str) -> Place:
    division = places.place(code)
    return Place(code, places.full_name(code), division.level, False)


def _division(words: str) -> str | None:
    """The division that the words begin with, the lowest of a chain (陕西省安康市汉滨区…)."""
    words = re.sub(r"^(?:中共|中国共产党|关于印发《?|关于|印发|贯彻落实|《)+", "", words.strip())
    code: str | None = None
    at = 0
    own = _PROVINCE.match(words)
    if own and not places.find(own[0]):
        return None  # 南岳原省 is not in 南岳区
    while at < len(words):
        for size in range(min(12, len(words) - at), 1, -1):
            found = places.find(words[at : at + size], within=code) if code else places.find(words[at : at + size])
            found = tuple(one for one in found if one.adcode != code and one.level != "国家")
            if words[at + size : at + size + 1] in _UNITS and not places.find(words[at : at + size + 1]):
                continue  # 临海区 is not 临海
            if found and (
                size > 2 or words[at : at + size].endswith(("省", "市", "县", "区")) or len(found) == 1 or code
            ):
                code, at = found[0].adcode, at + size
                break
        else:
            break
    return code


def _own_level(text: str) -> str | None:
    """Which word the document's own bodies begin with (市教育局 → 市)."""
    counts: dict[str, int] = {}
    for match in _OWN.finditer(text):
        counts[match[1]] = counts.get(match[1], 0) + 1
    return max(counts, key=lambda word: counts[word]) if counts else None


def _frequent(text: str, own: str) -> str | None:
    """The division of that level that the text names again and again in full (云州市 five times), if only one."""
    counts: dict[str, int] = {}
    for match in re.finditer(
        rf"[一-龥]{{1,7}}?{own}(?=委|政府|人民政府|[一-龥]{{2,8}}[局委办]|实施|各|区域内|行政区域)", text
    ):
        for size in range(2, len(match[0]) + 1):
            for one in places.find(match[0][-size:]):
                if one.level == _LEVEL[own] and one.name == match[0][-size:]:
                    counts[one.adcode] = counts.get(one.adcode, 0) + 1
    best = sorted(counts, key=lambda code: -counts[code])
    return best[0] if len(best) == 1 and counts[best[0]] >= 3 else None
