"""The bodies of party and state: from a printed short name to the full one, as far as general knowledge goes.

The lexicon `nlp/data/departments.tsv` knows functions (教育, 发展和改革) with their short forms and the body words
that follow them (局, 委员会, 厅 …), and whole names (总工会, 委组织部). Bureaus that a county merged out of several
functions are taken apart: 文旅体局 is 文化旅游和体育局. What is printed decides between 局 and 委员会. Names come
without their place.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from graph.errors import DataError
from graph.tsv import read_rows

__all__ = ["canonical_stem", "is_body", "is_function", "national_name"]

_LEXICON = Path(__file__).with_name("data") / "departments.tsv"
_BODIES = {
    "工作委员会": "工作委员会",
    "委员会": "委员会",
    "办公室": "办公室",
    "工委": "工作委员会",
    "分局": "分局",
    "中心": "中心",
    "支队": "支队",
    "大队": "大队",
    "总队": "总队",
    "局": "局",
    "厅": "厅",
    "委": "委员会",
    "办": "办公室",
}
_MERGED_BODIES = ("局", "分局", "厅", "委员会")
_MOST_PIECES = 4
# A merged bureau keeps 广电 in its official name (文体广电和旅游局), while a bureau of its own spells it out.
_SHORT_WHEN_MERGED = {"广播电视": "广电"}
_AND = re.compile("[和与及、]")
_TAIL = re.compile(r"(?<=..)(?:党组|党委|机关党委)$")
_NATIONAL_TAIL = re.compile(r"(?<=[部会署局院委办])(?:办公厅|党组|[一-龥]{2,14}司)$")
_NATIONAL_BODIES = {"委员会": "委", "办公室": "办", "总局": "总局", "部": "部", "署": "署", "局": "局"}
_SPELLED = (
    (re.compile(r"(?<!人民)政府$"), "人民政府"),
    (re.compile(r"管委会$"), "管理委员会"),
    (re.compile(r"街道办$"), "街道办事处"),
    (re.compile(r"(?<!人民)(?=法院$|检察院$)"), "人民"),
)
_NO_GOVERNMENT = re.compile(r"^(?:各|地方|当地|本级|同级|上级|基层|属地|所在地|[省市县区]级)")
_UNKNOWN = re.compile(
    r"[^的了将在对把被向从并由和与及、，。各等要局厅]{2,12}"
    r"(?:(?<![布格结大全开僵邮药书当残终战棋破])局|(?<![客餐大展舞歌音])厅|海关|人民政府|管理委员会|街道办事处|人民法院|人民检察院|党工委"
    r"|(?:服务|管理|保障|事务|监测|交易|指挥|结算|受理|鉴定|评估|统计)中心|考试院|支队|大队|总队|监管分局|派出所|税务所)"
)


@dataclass(frozen=True, slots=True)
class _Function:
    """One row of the lexicon that names a function, with the body words that may follow it."""

    full: str
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """`stems`: printed stems without 和 to functions; `wholes`: printed whole names to full ones; `national`: the same
    for the bodies of the country; `bare`: national names that lack 国家 (发展改革委) and could be a province's too."""

    stems: dict[str, _Function]
    wholes: dict[str, str]
    national: dict[str, str]
    bare: dict[str, str]


def canonical_stem(printed: str) -> str | None:
    """The full form of a body's name that comes without its place: 发改委 → 发展和改革委员会.

    Party organs get the 委 of their committee (编办 → 委机构编制委员会办公室), 政府外事办 becomes 人民政府外事办公室.
    团委, 政协 and 纪委监委 stay, since the place goes inside their full names. A body with an unknown stem (桥梁局)
    comes back unchanged; None for what does not look like a body of the state.
    """
    printed = re.sub(r"\s", "", printed)
    return _full_name(printed) or (printed if _UNKNOWN.fullmatch(printed) else None)


def is_body(stem: str) -> bool:
    """Whether the words, without their place, are the name of a body of party or state and nothing more."""
    return canonical_stem(stem) is not None


def is_function(words: str) -> bool:
    """Whether the words name a function of government that the lexicon knows, as in 教育部门 and 市场监管部门."""
    return _squeezed(words) in _lexicon().stems


def national_name(printed: str, *, bare: bool = False) -> str | None:
    """The full name of a body of the country: 教育部, 国家发展改革委 → 国家发展和改革委员会; None for all others.

    发展改革委 and 税务局 alone could be anybody's: they count only when `bare` says that the document is national.
    """
    printed = re.sub(r"\s", "", printed)
    tail = _NATIONAL_TAIL.search(printed)
    lexicon = _lexicon()
    for end in (len(printed), tail.start()) if tail else (len(printed),):
        key = _squeezed(printed[:end])
        found = lexicon.national.get(key) or (lexicon.bare.get(key) if bare else None)
        if found:
            return found + printed[end:]
    return None


@lru_cache(maxsize=20_000)
def _full_name(printed: str) -> str | None:
    """The full form of a name that the lexicon knows or can put together."""
    whole = _lexicon().wholes.get(_squeezed(printed))
    if whole:
        return whole
    tail = _TAIL.search(printed)
    if tail:
        full = _full_name(printed[: tail.start()])
        return full + tail[0] if full else None
    if printed.startswith("党委") and (full := _full_name(printed[1:])):
        return "党" + full
    if printed.startswith("委") and not printed.startswith("委员") and (full := _full_name(printed[1:])):
        return full if full.startswith("委") else "委" + full
    office = re.match(r"(?:人民)?政府", printed)
    if office and (full := _full_name(printed[office.end() :])):
        return full if full.startswith("人民政府") else "人民政府" + full
    return _from_function(printed) or _spelled(printed)


def _from_function(printed: str) -> str | None:
    for short, body in _BODIES.items():
        stem = _squeezed(printed.removesuffix(short))
        if not printed.endswith(short) or not stem:
            continue
        function = _lexicon().stems.get(stem)
        # One character is a stem in 教委 and 建委, and nowhere else.
        if function and _follows(body, function) and (len(stem) > 1 or short == "委"):
            return function.full + body
        if body in _MERGED_BODIES and (merged := _merged(stem)):
            return merged + body
    return None


def _follows(body: str, function: _Function) -> bool:
    return body in function.bodies or body == "工作委员会" or (body == "分局" and "局" in function.bodies)


def _merged(stem: str) -> str | None:
    """The full stem of a bureau merged out of two to four functions, the last joined with 和."""
    pieces = _pieces(stem, _MOST_PIECES)
    if pieces is None or len(pieces) < 2:
        return None
    stems = _lexicon().stems
    fulls = [_squeezed(_SHORT_WHEN_MERGED.get(stems[piece].full, stems[piece].full)) for piece in pieces]
    known = stems.get("".join(fulls))
    return known.full if known else "".join(fulls[:-1]) + "和" + fulls[-1]


@lru_cache(maxsize=20_000)
def _pieces(stem: str, most: int) -> tuple[str, ...] | None:
    """The fewest known stems, at most so many, that make up this one, longer ones first; None where they do not."""
    if not stem:
        return ()
    best: tuple[str, ...] | None = None
    if most:
        for size in range(len(stem), 0, -1):
            if stem[:size] in _lexicon().stems:
                rest = _pieces(stem[size:], most - 1)
                if rest is not None and (best is None or len(rest) + 1 < len(best)):
                    best = (stem[:size], *rest)
    return best


def _spelled(printed: str) -> str | None:
    """镇政府 → 镇人民政府, 园区管委会 → 园区管理委员会 and the like."""
    for suffix, full in _SPELLED:
        if (
            suffix.search(printed)
            and not re.search("或|实行|收费|指导价", printed)
            and not _NO_GOVERNMENT.match(printed)
            and not _AND.search(printed)
        ):
            return suffix.sub(full, printed)
    return None


def _squeezed(name: str) -> str:
    """The name without 和 and its like, which people put and drop at will."""
    return _AND.sub("", name)


@cache
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon({}, {}, {}, {})
    for number, (_, short, full, national, *levels) in read_rows(_LEXICON, 7):
        forms = [] if short == "-" else short.split(",")
        bodies = frozenset(body for level in levels for body in level.split(",")) - {"-"}
        if full == "-":
            table = dict.fromkeys([*forms, national], national)
            lexicon.national.update({_squeezed(form): name for form, name in table.items()})
        elif bodies:
            names = {_squeezed(form) for form in (*forms, full)}
            if clash := names & lexicon.stems.keys():
                raise DataError(
                    f"nlp/data/departments.tsv 第 {number} 行：{'、'.join(sorted(clash))} 已在前面出现，请删去一处"
                )
            lexicon.stems.update(dict.fromkeys(names, _Function(full, bodies)))
            if national != "-":
                _add_national(lexicon, names, national)
        else:
            lexicon.wholes.update({_squeezed(form): full for form in (*forms, full)})
            if national != "-":
                lexicon.national[_squeezed(national)] = national
    return lexicon


def _add_national(lexicon: _Lexicon, stems: set[str], national: str) -> None:
    """The ways to print a body of the country: with 国家 or 国务院, and without where only the country has such."""
    lexicon.national[_squeezed(national)] = national
    body = next(word for word in _NATIONAL_BODIES if national.endswith(word))
    core = re.sub("^(?:国家|国务院|中国|全国)", "", national.removesuffix(body))
    for stem in (*stems, _squeezed(core)):
        for word in {body, _NATIONAL_BODIES[body], body.removeprefix("总")}:
            if len(stem) > 1 or word == "委":
                for prefix in ("国家", "国务院"):
                    lexicon.national[prefix + stem + word] = national
                own = lexicon.national if word in ("部", "总局", "署") else lexicon.bare
                own.setdefault(stem + word, national)
