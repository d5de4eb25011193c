"""Programs that a text names: those of the lexicon and those that the text itself calls a plan, project or campaign."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from graph import places
from graph.errors import DataError
from graph.reading import Mention

__all__ = ["find_programs", "lexicon", "repeat_names"]

_FILE = Path(__file__).with_name("data") / "programs.yaml"
_KIND = "计划|工程|行动|行动计划|专项行动|项目|试点|制度改革"
_QUOTED = re.compile(
    rf"“(?P<inner>[^“”\n]{{2,16}})”(?P<rest>(?!等|的|为|和|与)[一-龥]{{0,10}}?(?:{_KIND}|活动|改革|人才培养试点|技能培训|制度))"
)
_INTERNET = re.compile(r"“(?P<name>互联网[+＋][一-龥]{2,6})”")
_BOX = re.compile(
    rf"专栏[ \t　]{{0,2}}[\d一二三四五六七八九十]{{1,3}}[ \t　：:.、]*(?P<name>[^\n，。；]{{4,30}}?(?:{_KIND}))[ \t　]*(?=\n|$)"
)
_QUOTED_WHOLE = re.compile(rf"“(?P<name>[^“”，。；\n]{{4,24}}(?:{_KIND}))”")
# Words before a quoted name belong to it (德育“百千万”工程) back to the last of these, which only lead up to it.
_LEADS_UP = re.compile(
    r"实施|推进|推动|推行|启动|开展|对接|落实|深化|组织|参与|申报|争取|争创|探索|打造|做优|做强|继续|全面|加快|深入|大力|积极|支持|持续|抓好|利用|通过|依托|结合|围绕"
    r"|完善|建立|健全|构建|开发|新增|统筹|实现|领域|全国|全省|全市|全县|本科|以|将|把|由|与|和|及|等|的|好|在|对|为|是|国家级?|省级?|市级?|县级?|[^一-龥]"
)
_ACTED = re.compile(
    r"(?:(?<=[一-龥])等|试点|实施好?|推进|启动|开展|落实好?|组织实施|深入实施|推动|参与|申报|争取)(?:好|国家|省级|市级)?(?P<name>[一-龥A-Za-z0-9+“”（）—]{3,26}?(?:计划|工程|专项行动|行动计划|[一-龥]{2}行动|(?<!为)试点))"
    r"(?![一-龥]{0,2}(?:，?制定|方案|书|工作(?!$)))"
)
_LEVEL = re.compile(r"(?:国家级?|省级|市级|县级)“?$")
# 打造…示范区, 推进…项目: named by what they are; 实施“…”, 开展“…”: named by the quotation marks alone.
_ZONE = re.compile(
    r"(?:打造|建设|创建|创办|建成|申报)(?P<name>[一-龥（）]{4,22}?(?:示范区|实验区|试验区|先行区|改革试点))"
)
_PROJECT = re.compile(
    r"(?:推进|实施|支持|启动)(?P<name>[一-龥“”A-Za-z0-9（）]{5,22}?(?:系统|建设|搬迁|培训|工程|改造|合作|提升|示范|技能|培育|职业技能|学习进修)”?项目)"
)
_DONE = re.compile(r"(?:实施|开展|通过|深入开展|推行)“(?P<name>[一-龥]{3,10})”(?=[，。、；“]|建立|等)")
_ADDED = re.compile(r"(?:新建|新增|增设)(?P<name>[一-龥]{6,20}?试点)(?=\d|[，。；、])")
_DAYS = re.compile(
    r"(?:定为|作为|设立|举办|办好|开展|组织好?|开好)(?:全国|全省|全市)?(?P<name>[一-龥]{4,14}?(?:宣传月|宣传周|活动周|活动月|文化节|技能节))"
)
# What a region calls its skilled people or its labour: 齐鲁工匠, 技能荆楚, 安康月嫂; regions also by their old names.
_REGION = (
    "陇原|齐鲁|江淮|荆楚|燕赵|三晋|中原|八闽|南粤|巴渝|天府|三秦|湖湘|之江|龙江|八桂|云岭|赣鄱|琼州|塞上|津门|申城|辽沈"
)
_BRAND = re.compile("(?:工匠|巧手|月嫂|绣娘|建工|名匠)(?!精神|型|培养)")
_SKILLED = re.compile("技能([一-龥]{2})(?=[”、，。建工品])")
_GENERAL = re.compile(
    r"^(?:\d+大?|教育|[一二三四五六七八九十]+大|情况|适时|扩大|意见|各项|若干|各类|一批|重点|有关|相关|系列|重大|招生|工作|本科|改革|年度|创建|示范|专项|.{0,4}建设|.{0,3}投资|合作|培训|国家|省级|发展|教学|科研|行动|和|其|该|这|新|大)*"
    r"(?:计划|工程|行动|项目|试点|专项行动|行动计划)$"
)
_FURTHER = re.compile(r" ?\d\.0版?|“[一-龥]{2,6}(?:分行|分院|分中心)”")
_SHORT = re.compile("”?（(?:以下)?简称")
_CLAUSE = re.compile(r"[，。；：！？\n、]|与|和(?=实施|\d)|以及|等领域")
_NAMED = (
    (_ZONE, "program.zone"), (_PROJECT, "program.project"), (_DONE, "program.done"), (_ADDED, "program.added"), (_DAYS, "program.days"),
)  # fmt: skip


@cache
def lexicon() -> dict[str, str]:
    """Every known name, with its standard one.

    Raises:
        DataError: the lexicon names one program twice.
    """
    names: dict[str, str] = {}
    for entry in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        for name in (entry["name"], *entry["aliases"]):
            if names.setdefault(name, entry["name"]) != entry["name"]:
                raise DataError(
                    f"nlp/data/programs.yaml：“{name}”同时属于“{names[name]}”和“{entry['name']}”，请只留一处"
                )
    return names


@cache
def _known() -> re.Pattern[str]:
    """All known names; 和 inside one may be left out."""
    names = sorted(lexicon(), key=len, reverse=True)
    return re.compile("|".join(re.escape(name).replace("和", "和?") for name in names))


@cache
def _standard() -> dict[str, str]:
    return {name.replace("和", ""): standard for name, standard in lexicon().items()}


class _Found:
    """The mentions of one span, each name once; one that touches an earlier one is left out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []

    def add(self, low: int, high: int, canonical: str, rule: str, confidence: float) -> None:
        name = self.text[low:high]
        if any((low < one.end and one.start < high) or _bare(name) == _bare(one.name) for one in self.mentions):
            return
        self.mentions.append(Mention(name, canonical, low, high, rule, confidence))


def find_programs(text: str, start: int, end: int) -> list[Mention]:
    """The programs named between two offsets, each name once, in printed order."""
    found = _Found(text)
    for match in _QUOTED_WHOLE.finditer(text, start, end):
        if _bare(match["name"]) not in lexicon():
            found.add(*match.span("name"), _bare(match["name"]), "program.quoted", 0.8)
    for match in _QUOTED.finditer(text, start, end):
        if _bare(match["inner"]) not in lexicon() and match[0] not in lexicon():
            low, high = _led_up(text, start, match.start()), match.end()
            found.add(low, high, _bare(text[low:high]), "program.quoted", 0.8)
    for rule, rule_id, sure in ((_INTERNET, "program.quoted", 0.8), (_BOX, "program.box", 0.85)):
        for match in rule.finditer(text, start, end):
            found.add(*match.span("name"), _bare(match["name"]), rule_id, sure)
    _add_known(text, start, end, found)
    for match in _ACTED.finditer(text, start, end):
        begin, name = _last_clause(match)
        titled = text.rfind("《", start, begin) > text.rfind("》", start, begin)
        named = len(name) >= 5 and not _GENERAL.match(name) and name.count("“") == name.count("”")
        if named and not titled and not _SHORT.match(text, match.end("name")):
            found.add(begin, match.end("name"), _bare(name), "program.acted", 0.7)
    for rule, rule_id in _NAMED:
        for match in rule.finditer(text, start, end):
            begin, name = _last_clause(match)
            if len(name) >= 4 and not _GENERAL.match(name) and not name[0].isdigit():
                found.add(begin, match.end("name"), _bare(name), rule_id, 0.6)
    for match in _BRAND.finditer(text, start, end):
        size = next((size for size in (3, 2) if _is_region(text[max(start, match.start() - size) : match.start()])), 0)
        if size:
            found.add(match.start() - size, match.end(), text[match.start() - size : match.end()], "program.brand", 0.7)
    for match in _SKILLED.finditer(text, start, end):
        if _is_region(match[1]):
            found.add(*match.span(), match[0], "program.brand", 0.7)
    return sorted(found.mentions, key=lambda one: one.start)


def repeat_names(text: str, spans: Sequence[tuple[int, int]], named: Sequence[list[Mention]]) -> None:
    """Adds to each span's mentions the names that another span introduced as a program and this one only repeats."""
    known: dict[str, Mention] = {}
    for one in (
        one for mentions in named for one in mentions if one.rule in ("program.zone", "program.acted", "program.brand")
    ):
        known.setdefault(one.name, one)
    for (start, end), mentions in zip(spans, named, strict=True):
        found = _Found(text)
        found.mentions = mentions
        for name, one in known.items():
            at = text.find(name, start, end)
            if at >= 0:
                found.add(at, at + len(name), one.canonical, one.rule, one.confidence)
        mentions.sort(key=lambda one: one.start)


def _is_region(name: str) -> bool:
    return len(name) > 1 and (name in _REGION.split("|") or bool(places.find(name)))


def _add_known(text: str, start: int, end: int, found: _Found) -> None:
    for match in _known().finditer(text, start, end):
        low, high = match.span()
        if _SHORT.match(text, high):
            continue
        canonical = _standard()[match[0].replace("和", "")]
        begin = _level_start(text, start, low) if match[0] == "双高计划" else low
        level = begin < low
        if level and text[low - 1] == "“":
            high += text[high : high + 1] == "”"
        if not level and text[low - 1] == "”" and (quote := text.rfind("“", max(start, low - 18), low)) >= 0:
            begin, canonical, level = quote, _bare(text[quote:high]), True
        further = _FURTHER.match(text, high)
        high = further.end() if further else high
        name = _bare(text[begin:high])
        if level:
            found.mentions[:] = [one for one in found.mentions if not begin <= one.start < one.end <= high]
        if level or all(name not in one.name and one.name not in name for one in found.mentions):
            found.add(begin, high, canonical, "program.known", 0.88)


def _led_up(text: str, start: int, quote: int) -> int:
    """Where the words before a quotation mark that belong to the quoted name begin; at the mark where none do."""
    floor = max(start, quote - 8)
    low = max((match.end() for match in _LEADS_UP.finditer(text, floor, quote)), default=floor)
    return low if floor < low or floor == start else quote


def _last_clause(match: "re.Match[str]") -> tuple[int, str]:
    """The name that a rule found, from its last joint (和, 、) on: where it begins, and its words."""
    cut = max((joint.end() for joint in _CLAUSE.finditer(match["name"])), default=0)
    return match.start("name") + cut, match["name"][cut:]


def _level_start(text: str, start: int, low: int) -> int:
    """Where 国家, 省级 or a place before the name begins (甘肃双高计划); `low` where there is none."""
    level = _LEVEL.search(text[max(start, low - 6) : low])
    if level:
        return low - len(level[0])
    for size in (4, 3, 2):
        if low - size >= start and places.find(text[low - size : low]):
            return low - size
    return low


def _bare(name: str) -> str:
    return re.sub(r"[“”\s]", "", name)
