"""The administrative divisions of China, from the country down to counties, by code and by name.

Offline reference data (`graph/data/`), read once, on first use. Names are ambiguous: 朝阳 is a city and two districts,
so every look-up by name gives all that fit, and `within` narrows it to one city or province.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.errors import DataError, UsageError
from graph.tsv import read_rows

__all__ = [
    "COUNTRY",
    "Place",
    "abbreviations",
    "ancestors",
    "children",
    "find",
    "full_name",
    "iter_names",
    "place",
    "short_name",
]

COUNTRY = "100000"
_COUNTRY_NAMES = ("全国", "中华人民共和国", "中国")
_DATA = Path(__file__).with_name("data")
_LEVELS = ("国家", "省", "市", "县")
_PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族"
    "|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族"
    "|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|普米族"
    "|塔吉克族|怒族|鄂温克族|裕固族|保安族|独龙族|鄂伦春族|蒙古|维吾尔|哈萨克|柯尔克孜"
    "|塔吉克|锡伯|各族"
)
_LAST_PEOPLE = re.compile(rf"(?<=..)(?:{_PEOPLES})$")
_KIND = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|[林矿]区|[省市盟县区旗])$")
# Without its last character 郊区, 土默特左旗 or 正蓝旗 is no name, and 井陉矿区 is that of another county.
_WHOLE = re.compile(r".[省市州盟县区旗]|.{1,2}矿区|.*(?:[左右中前后]|联合|正蓝|镶黄|正镶白)旗")


@dataclass(frozen=True, slots=True)
class Place:
    """One division: its six-digit code, official name, level (国家 省 市 县) and the code of what it belongs to."""

    adcode: str
    name: str
    level: str
    parent: str | None


def place(adcode: str) -> Place:
    """The division with this six-digit code.

    Raises:
        UsageError: no division has this code.
    """
    try:
        return _places()[adcode]
    except KeyError:
        raise UsageError(f"没有代码为“{adcode}”的行政区划：应为省、市、县的六位代码（如 110108），请核对") from None


def children(adcode: str) -> tuple[Place, ...]:
    """The divisions right below this one, by code; empty for a county and for a city without counties (东莞市)."""
    place(adcode)
    return _children().get(adcode, ())


def ancestors(adcode: str) -> tuple[Place, ...]:
    """What the division belongs to, nearest first, up to the country; empty for the country."""
    above: list[Place] = []
    code = place(adcode).parent
    while code is not None:
        above.append(place(code))
        code = above[-1].parent
    return tuple(above)


def full_name(adcode: str) -> str:
    """The name from the province down, as in 甘肃省张掖市甘州区 and 北京市海淀区; 全国 for the country."""
    chain = [one for one in ancestors(adcode)[::-1] if one.adcode != COUNTRY]
    return "".join(one.name for one in [*chain, place(adcode)])


@cache
def short_name(name: str) -> str:
    """The name without its kind: 张掖市 → 张掖, 肃南裕固族自治县 → 肃南; unchanged where too little is left (吉县)."""
    if _WHOLE.fullmatch(name):
        return name
    stem = _KIND.sub("", name)
    while (shorter := _LAST_PEOPLE.sub("", stem)) != stem:
        stem = shorter
    if stem != name and re.fullmatch(_PEOPLES, stem):
        return stem.removesuffix("族")  # 东乡族自治县 → 东乡
    return stem if len(stem) > 1 else name


def find(name: str, within: str | None = None) -> tuple[Place, ...]:
    """All divisions so named (full, short or former name), most senior first, then by code.

    With `within`, only that division itself and those below it.
    """
    found = _by_name().get(name, ())
    if within is None:
        return found
    place(within)
    return tuple(
        one for one in found if one.adcode == within or any(up.adcode == within for up in ancestors(one.adcode))
    )


def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """One character, as in document numbers (甘政发, 杭政办发), to the codes that it may stand for, provinces first."""
    return _abbreviations()


def iter_names() -> Iterator[tuple[str, str]]:
    """Every printed name of two characters or more with its code, sorted, for a gazetteer.

    Short names that are also everyday words (合作, 资源, 城区) are left out here; `find` knows them.
    """
    everyday = _everyday_words()
    for name, places in sorted(_by_name().items()):
        if name not in everyday:
            for one in places:
                yield name, one.adcode


@cache
def _places() -> dict[str, Place]:
    table: dict[str, Place] = {}
    for _, (adcode, name, parent) in read_rows(_DATA / "places.tsv", 3):
        depth = 0 if not parent else 1 if adcode.endswith("0000") else 2 if adcode.endswith("00") else 3
        if adcode in table or (parent and parent not in table):
            raise DataError(f"graph/data/places.tsv：{adcode} {name} 重复，或上级 {parent} 不在它之前，请改正")
        table[adcode] = Place(adcode, name, _LEVELS[depth], parent or None)
    return table


@cache
def _children() -> dict[str, tuple[Place, ...]]:
    below: dict[str, list[Place]] = {}
    for one in _places().values():
        if one.parent is not None:
            below.setdefault(one.parent, []).append(one)
    return {code: tuple(places) for code, places in below.items()}


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    index: dict[str, dict[str, Place]] = {}
    for one in _places().values():
        short = short_name(one.name)
        # People write 肃南县 and 临夏州 for an autonomous county or prefecture.
        contracted = short + one.name[-1] if "自治" in one.name and one.level != "省" else short
        for name in _COUNTRY_NAMES if one.adcode == COUNTRY else (one.name, short, contracted):
            index.setdefault(name, {})[one.adcode] = one
    for _, (name, adcode, kind) in read_rows(_DATA / "place_names.tsv", 3):
        if kind != "文号":
            index.setdefault(name, {})[adcode] = place(adcode)
    return {
        name: tuple(sorted(places.values(), key=lambda one: (_LEVELS.index(one.level), one.adcode)))
        for name, places in index.items()
    }


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for _, (name, adcode, kind) in read_rows(_DATA / "place_names.tsv", 3):
        if kind == "文号":
            table[name] = (*table.get(name, ()), adcode)
    return table


@cache
def _everyday_words() -> frozenset[str]:
    return frozenset(word for _, (word,) in read_rows(_DATA / "place_words.tsv", 1))
