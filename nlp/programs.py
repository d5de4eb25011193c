"""Programs that a text names: those of the lexicon and those that the text itself calls a plan, project or campaign."""

import re
from functools import cache
from pathlib import Path

import yaml

from graph import places
from graph.errors import DataError
from graph.reading import Mention

__all__ = ["find_programs", "lexicon"]

_FILE = Path(__file__).with_name("data") / "programs.yaml"
_KIND = "计划|工程|行动|行动计划|专项行动|项目|试点|制度改革"
_QUOTED = re.compile(
    rf"“(?P<inner>[^“”\n]{{2,16}})”(?P<rest>(?!等|的|为|和|与)[一-龥]{{0,10}}?(?:{_KIND}|活动|改革|人才培养试点))"
)
_ACTED = re.compile(
    r"(?:实施好?|推进|启动|开展|落实好?|组织实施|深入实施|推动|参与|申报|争取)(?:好|国家|省级|市级)?(?P<name>[一-龥A-Za-z0-9+“”（）—]{3,26}?(?:计划|工程|专项行动|行动计划|提升行动|促进行动|试点))"
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
_GENERAL = re.compile(
    r"^(?:各类|一批|重点|有关|相关|系列|重大|招生|工作|本科|改革|年度|创建|示范|专项|.{0,4}建设|.{0,3}投资|合作|培训|国家|省级|发展|教学|科研|行动|和|其|该|这|新|大)*"
    r"(?:计划|工程|行动|项目|试点|专项行动|行动计划)$"
)
_EDITION = re.compile(r" ?\d\.0版?")
_SHORT = re.compile("”?（(?:以下)?简称")
_CLAUSE = re.compile(r"[，。；：！？\n、]|与|和(?=实施)|以及")


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
    names = sorted(lexicon(), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in names))


def find_programs(text: str, start: int, end: int) -> list[Mention]:
    """The programs named between two offsets, each name once, in printed order."""
    found: list[Mention] = []

    def add(low: int, high: int, canonical: str, rule: str, confidence: float) -> None:
        if any(low < one.end and one.start < high for one in found):
            return
        name = text[low:high]
        if all(_bare(name) != _bare(one.name) for one in found):
            found.append(Mention(name, canonical, low, high, rule, confidence))

    for match in _QUOTED.finditer(text, start, end):
        if _bare(match["inner"]) not in lexicon():
            low, high = match.span() if match["rest"] else match.span("inner")
            add(low, high, _bare(text[low:high]), "program.quoted", 0.8)
    for match in _known().finditer(text, start, end):
        low, high = match.span()
        if _SHORT.match(text, high):
            continue
        begin = _level_start(text, start, low) if match[0] == "双高计划" else low
        level = begin < low
        if level and text[low - 1] == "“":
            high += text[high : high + 1] == "”"
        edition = _EDITION.match(text, high)
        high = edition.end() if edition else high
        canonical = lexicon()[match[0]]
        if level or all(one.canonical != canonical for one in found):
            add(begin, high, canonical, "program.known", 0.93)
    for match in _ACTED.finditer(text, start, end):
        begin, name = _last_clause(match)
        if len(name) >= 5 and not _GENERAL.match(name) and name.count("“") == name.count("”"):
            add(begin, match.end("name"), _bare(name), "program.acted", 0.7)
    for rule, name_of in ((_ZONE, "program.zone"), (_PROJECT, "program.project"), (_DONE, "program.done")):
        for match in rule.finditer(text, start, end):
            begin, name = _last_clause(match)
            if len(name) >= 4 and not _GENERAL.match(name):
                add(begin, match.end("name"), _bare(name), name_of, 0.6)
    return sorted(found, key=lambda one: one.start)


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
