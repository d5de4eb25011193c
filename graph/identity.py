"""Who an actor is: from its full name, its kind and the document to a key that says the same body everywhere.

All that a node has follows from its key, so that it does not matter which document names it first. 安康市教育局 and
陕西省安康市教育局 have one key; 鼓楼区教育局 is that of the document's own city; what no name tells apart (县教育局 in a
document that hides its county, 领导小组) stays with the document's place, or with the document.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph import places
from graph.model import model
from graph.reading import Head

__all__ = ["Actor", "Scope", "identify", "members_of", "scope_of", "tidy"]

_OFFICIAL = re.compile(r"[省市州盟县区旗]$")
_GENERIC = re.compile(r"^(?:[某XＸ×xｘ○〇*]|(?:[省市县区州盟旗乡镇](?![域场])|本[省市县区]))", re.IGNORECASE)
_NATIONAL = re.compile(
    r"^(?:中共中央|中央|国务院|国家|全国|中国|中华|最高人民)|"
    r"^(?!.*(?:组织|宣传|统战|统一战线工作|武装|人武|社会工作)部$)[^市县区省]{2,12}部$|总[局署]$"
)
_FUNCTION = re.compile(
    r"^(?:国家|国务院|中国|中华人民共和国|[省市县区州旗]?委|人民政府|[省县区州旗]|市(?![域场]))?"
    r"(?P<function>(?![^市县区]{2,6}[市县区旗](?![域场]))[一-龥、]{2,16}?)"
    r"(?:工作委员会|委员会|办公室|总局|分局|局|厅|部|署|中心)$"
)
_BRANCH = re.compile(r"^(?:国家|中国|中华|中央)")
_SCHOOL_OF_PLACE = re.compile(r"^(?:职业|技师|技工|高级技工|中等|卫生|幼儿师范|第[一二三四五六七八九十\d])")
_PLACED_KINDS = ("School", "Enterprise", "Institute")
_LEVEL_WORDS = {
    "省": "省",
    "市": "市",
    "州": "市",
    "盟": "市",
    "县": "县",
    "区": "县",
    "旗": "县",
    "乡": "乡",
    "镇": "乡",
}
_COUNTIES = re.compile(r"^(?:全[省市])?各(?:[县市区州旗地]+)(?:党委、?和?)?(?:人民)?(?:政府)?$")
_PROVINCES = re.compile(r"^各省(?:、?自治区)?(?:、?直辖市)?(?:党委、?和?)?(?:人民)?(?:政府)?$")
_NOT_ADDRESSED = ("710000", "810000", "820000")


@dataclass(frozen=True, slots=True)
class Scope:
    """The document that a name stands in: where a name that tells too little belongs."""

    document: str
    adcode: str | None
    jurisdiction: str | None
    masked: bool

    @property
    def prefix(self) -> str:
        """What comes before such a name in a key: the place, or the document where its place is hidden or unknown."""
        if self.masked:
            return self.document
        if self.adcode is not None:
            return places.full_name(self.adcode)
        return self.jurisdiction or self.document

    @property
    def place_name(self) -> str | None:
        """The name of the place as bodies bear it: 安康市; None where it is hidden or unknown."""
        if self.masked or self.is_national:
            return None
        return self.jurisdiction if self.adcode is None else places.place(self.adcode).name

    @property
    def is_national(self) -> bool:
        """Whether the document speaks for the whole country."""
        return self.adcode == places.COUNTRY


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as the graph knows it; `adcode` is that of the place it belongs to, where one is known."""

    label: str
    key: str
    properties: Mapping[str, str]
    adcode: str | None


def scope_of(head: Head, document: str) -> Scope:
    """Where the names of a document belong."""
    return Scope(document, None if head.masked else head.adcode, tidy(head.jurisdiction or "") or None, head.masked)


def tidy(name: str) -> str:
    """The name without white space and with Chinese brackets."""
    return re.sub(r"\s+", "", name).replace("(", "（").replace(")", "）")


def identify(canonical: str, label: str, scope: Scope) -> Actor:
    """The actor that a full name stands for in a document; `label` is one of the types below Actor."""
    name = tidy(canonical)
    if label == "ActorClass":
        return _made(label, f"{scope.prefix}/{name}", name, None if scope.masked else scope.adcode)
    place = scope.place_name
    if place and _GENERIC.match(name) and name[0] == place[-1]:
        name = place + name[1:]
    adcode, rest = _place_of(name, scope.adcode)
    if adcode is None and label == "Agency":
        # A place that has duties stands for its government.
        adcode, rest = _place_of(f"{name}人民政府", scope.adcode)
        adcode = adcode if rest == "人民政府" else None
    if adcode is not None:
        return _made(label, places.full_name(adcode) + rest, _display(adcode) + rest, adcode, rest)
    if label in _PLACED_KINDS and not _GENERIC.match(name):
        return _made(label, name, name, _place_of_school(name) if label == "School" else None)
    own = place is not None and name.startswith(place)
    if label == "Agency" and _BRANCH.match(name) and (branch := _inner_place(name)):
        return _made(label, name, name, branch)
    if scope.is_national or own or (label == "Agency" and _NATIONAL.search(name)):
        level = _LEVEL_WORDS.get(place[-1]) if own and place else "国家"
        rest = name.removeprefix(place) if own and place else name
        return _made(label, name, name, None, rest, level if own or label == "Agency" else None)
    generic = _GENERIC.match(name)
    level = _LEVEL_WORDS.get(name[0]) if generic else None
    return _made(label, f"{scope.prefix}/{name}", name, None if scope.masked else scope.adcode, name, level)


def members_of(name: str, scope: Scope) -> tuple[Actor, ...]:
    """The governments that a collective such as 各县区 stands for, by code; empty where it or its place is not known."""
    if scope.adcode is None or scope.masked:
        return ()
    bare = re.sub(r"[（）()、和及]", "", tidy(name))
    place = places.place(scope.adcode)
    if place.level == "国家":
        codes = [one.adcode for one in places.children(scope.adcode)] if _PROVINCES.match(bare) else []
        members = [code for code in codes if code not in _NOT_ADDRESSED]
    elif _COUNTIES.match(bare):
        letters = re.sub(r"^(?:全[省市])?各|(?:党委)?(?:人民)?(?:政府)?$", "", bare)
        members = _below(place, letters)
    else:
        members = []
    return tuple(identify(f"{places.full_name(code)}人民政府", "Agency", scope) for code in members)


def _below(place: places.Place, letters: str) -> list[str]:
    """Codes of the cities and counties below a place that 县区, 市州, 市县区 … call for; 市 after 县 is a county's."""
    children = places.children(place.adcode)
    cities = [one.adcode for one in children if one.level == "市"]
    counties = [one.adcode for one in children if one.level == "县"]
    if place.level == "市" or not cities:
        return counties if re.search("[县区旗]", letters) else []
    found: list[str] = cities if letters[0] in "市州地" else []
    if re.search("[县区旗]", letters):
        found = [*found, *counties, *(one.adcode for city in cities for one in places.children(city))]
    return sorted(found)


def _made(
    label: str, key: str, name: str, adcode: str | None, rest: str | None = None, level: str | None = None
) -> Actor:
    properties = {"name": name, "kind": model().node(label).label}
    if adcode is not None:
        properties["adcode"] = adcode
        properties["place"] = places.full_name(adcode)
    if label != "ActorClass" and (known := level or (places.place(adcode).level if adcode else None)):
        properties["level"] = known
    function = _FUNCTION.match(rest or "") if label == "Agency" else None
    if function:
        properties["function"] = function["function"]
    return Actor(label, f"{label.lower()}:{key}", properties, adcode)


def _display(adcode: str) -> str:
    """The place as people write it before a body's name: with its city for a county, alone otherwise."""
    place = places.place(adcode)
    above = places.place(place.parent) if place.parent else None
    return (above.name if above and place.level == "县" and above.adcode != places.COUNTRY else "") + place.name


@cache
def _place_of(name: str, near: str | None) -> tuple[str | None, str]:
    """The code of the division whose official name a name begins with, and the rest of the name.

    Of several divisions with one name it is the one nearest to `near`; None where that does not decide.
    """
    found, size = _leading(name, None)
    best = _nearest(found, near)
    if best is None or best.level == "国家":
        return None, name
    while size < len(name):
        within, more = _leading(name[size:], best.adcode)
        below = [one for one in within if one.adcode != best.adcode]
        if len(below) != 1:
            break
        best, size = below[0], size + more
    return (best.adcode, name[size:]) if size < len(name) else (None, name)


def _leading(name: str, within: str | None) -> tuple[tuple[places.Place, ...], int]:
    for size in range(min(len(name), 14), 1, -1):
        found = places.find(name[:size], within) if _OFFICIAL.search(name[:size]) else ()
        # 云州 is short for 云州区 and says nothing of 云州市.
        if found := tuple(one for one in found if one.name[-1] == name[size - 1]):
            return found, size
    return (), 0


def _nearest(found: tuple[places.Place, ...], near: str | None) -> places.Place | None:
    if len(found) < 2:
        return found[0] if found else None
    if near is None:
        return None
    around = [near, *(one.adcode for one in places.ancestors(near) if one.adcode != places.COUNTRY)]
    for code in around:
        inside = [
            one
            for one in found
            if one.adcode == code or code in {above.adcode for above in places.ancestors(one.adcode)}
        ]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return None


@cache
def _inner_place(name: str) -> str | None:
    """The place in names such as 国家税务总局安康市税务局."""
    for at in range(4, len(name) - 2):
        adcode, _ = _place_of(name[at:], None)
        if adcode is not None:
            return adcode
    return None


def _place_of_school(name: str) -> str | None:
    """The place in names such as 安康职业技术学院, which have the short name of one division and then the kind of school."""
    for size in range(min(len(name) - 2, 8), 1, -1):
        found = places.find(name[:size])
        if found:
            return found[0].adcode if len(found) == 1 and _SCHOOL_OF_PLACE.match(name[size:]) else None
    return None
