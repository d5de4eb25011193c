"""Names of actors as printed: where a list of them divides, what each is, and its full name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph import places
from graph.reading import ActorType
from nlp.colleges import college
from nlp.departments import canonical_stem, is_body, is_function, national_name

__all__ = [
    "Jurisdiction", "Name", "actor_type", "canonical_name", "is_actor", "is_collective", "is_known", "is_plausible", "split_names",
]  # fmt: skip

_UNITS = "省市州盟县区旗乡镇街道村"
_OPEN = re.compile(
    r"^(?:市|县|区|省|国务院|中央|各|其他|市直|县直|区直|省直|政府|级)*(?:有关|相关|各有关|各相关)"
    r"(?:责任|职能|主管|业务|行业|成员|市直|县直|省直)*(?:部门|单位|地区|方面|委办局|机构|企业|科室|处室|乡镇|县区|区县|市州|县市|[省市县区州](?:人民)?政府|省份|区|局)(?:和单位)?$"
)
_ETC = re.compile(
    r"等(?:\d+个|多个|[一二三四五六七八九十]+个)?(?:有关|相关)?(?:行业|行政)?(?:主管|职能)?(?:部门|单位|部门和单位|部门单位|成员单位|机构)?$|等$"
)
_ETC_INSIDE = re.compile(r"(?<=[局委办厅部会院行司署总联政府学校心])等(?=(?:国务院|市|县|省|区|有关|相关|各|[和及]各))")
_COLLECTIVE = re.compile(
    r"^(?:各[^，；。]{0,22}(?:地|地方|地区|[校省市州县区旗镇乡村级]|乡镇|街道|部门|单位|政府|院校|企业|机构|组织|高中|商会|镇街|街镇|街|委员会|党委|局|委|办|厅|团体|小组|园|场|公司|银行|处室|科室|支部|社区|"
    r"方面|基地|中心|协会|社|团|站|所|院|家|职校|高校|管委会|办事处|法院|检察院|成员)(?:（[^）]*）)?|全部(?:责任|成员|有关)?单位|(?:全[省市县区]|市内|县内|区内|省内|辖区内?|所有|全体|市属|县属|省属)(?:各|所有|全体|的)?[^，；。要]{0,12}"
    r"(?:部门|单位|院校|学校|高校|企业|机构|政府|乡镇|街道|医院|银行|公司|协会|组织|县区|区县|县市|干部|职工|党员|教师|社区|园区|场所|法院|检察院)"
    r"|(?:[省市州县区乡镇]、?)+(?:（[^）]{1,8}）)?级?(?:(?:两|三|四)级)?(?:人民政府|政府|党委政府|党委和政府)"
    r"|(?:省|市|县|区|州|乡镇|地方)级?(?:以上|以下)?(?:各级)?(?:地方)?(?:人民政府|[一-龥]{2,12}(?:行政|主管)部门)"
    r"|(?:国务院|中央|地方|行业|业务|市|省|县)?[一-龥]{0,10}(?:主管|行政|职能)部门"
    r"|(?:市直|县直|区直|省直|市级|县级|省级|市政府|省政府|县政府|国务院)(?:机关)?各?[一-龥]{0,6}?(?:部门|单位|部门单位|各部门|机关|企事业单位|委办局)"
    r"|(?:[在驻][^，；。要]{1,4}|属地|事发地|所在地|当地|[省市县区][属级])(?:医院|公立医院|高校|院校|企业|单位|机构|乡镇|街道|镇街|政府|党委政府|人民政府|部门)|(?:国有|地方国有|市属国有|规模以上|骨干|重点|相关|物业服务|工程建设|[一-龥]{2,4}(?:经营|生产|运营|施工|监理))?(?:企业|政府|政府部门|行政部门|金融机构|银行业金融机构|商业银行|保险公司|保险机构|(?:中等|高等)?职业院校|(?:中等|高等)?职业学校|高等学校|高校|院校|学校|幼儿园|中小学|培训评价组织"
    r"|行业协会|科研院所|科研机构|社会团体|行业组织|医疗机构|培训机构)"
    r"|地方(?:各级)?(?:人民)?政府|[一-龥]{2,20}成员单位|(?:牵头|责任|建设|实施|用人|成员|主管|承担)单位)$"
)
# 各市、州、直管市、云岭林区人民政府
_CHAIN = re.compile(
    r"各[省市州县区旗]{1,2}(?:（[^）]{1,8}）)?(?:、(?:[一-龥]{0,6}[市州县区旗](?:（[^）]{1,8}）)?))+(?:人民政府|政府)"
)
_MULTI_LEVEL = re.compile(r"^(?:[省市州盟县区旗乡镇]、)+[县区乡镇旗（）、市]+级?.{2,16}$")
_SUFFIXES: tuple[tuple[ActorType, re.Pattern[str]], ...] = (
    ("Group", re.compile(r"(?:领导小组|工作组|专项组|专班|协调小组|联席会议|指挥部|协调机制|指导委员会|咨询委员会|工作小组|推进组|专责组)(?:办公室|办)?$")),
    ("School", re.compile(r"(?:大学|(?<!科)学院|学校|中专|职教中心|职业教育中心|教育中心|中学|小学|幼儿园|技校|党校|高中|职高)(?:（[^）]*校区）|党委)?$")),
    ("Institute", re.compile(r"(?:研究院|研究所|科学院|工程院|设计院|研究中心|实验室|协会|学会|联盟|商会|职教集团|教育集团|基金会|促进会|研究会|纪念馆|博物馆|图书馆|医院)$")),
    ("Enterprise", re.compile(r"(?:公司|集团|企业|银行|信用社|联社|厂|矿|支行|分行|电信|移动|联通|铁塔|事务所|合作社|平台)$")),
)  # fmt: skip
_STATE_BANK = re.compile(r"^(?:中国)?人民银行|^人行")
_YOUTH = re.compile(r"^(?:共青)?团(?P<level>[省市县区州旗])委$")
_PARTY = re.compile(r"^(?:中共)?[省市县区州盟旗镇乡]委$")
# Companies and banks that every town has and calls by their trade alone.
_TRADE = re.compile(
    r"^(?:国网|国家电网|南方电网|中国)?[一-龥]{0,6}?(?:供电|电力|电信|移动|联通|铁塔|广电网络|燃气|天然气|自来水|供水|水务|公交|邮政|烟草)(?:集团|分)?(?:公司|供电中心|分公司|所)$"
    r"|^(?:中国)?(?:农业|工商|建设|交通|邮政储蓄|农业发展|国家开发|农村商业|农商|村镇|邮储)银行(?:[一-龥]{0,6}(?:支行|分行))?$"
)
_LOCAL = re.compile(
    r"^(?:街道|乡镇|街道办事处|街道办|乡?镇人民政府|乡镇政府|派出所|司法所|卫生院|市场监管所|中心校|村（社区）|村民?委员?会|村级组织|居委会|村“?两委”?|物业公司|物业服务中心|业主委员会|高新区|经开区|度假区|示范区|园区|管委会)$"
)
# A time among the names of a bracket: （市教育局，2025年6月底前）.
_TIME = re.compile(
    r"(?:于|在)?(?:\d{4}年|\d{1,2}月|“?十[三四五]五|长期|持续|常态|每年|每月|每季度|全年|年底|年内|即时|立即)[一-龥\d”\-—至、]{0,12}"
)
# 市律师协会, 省医学会, 县公路段: what a level has beside its offices.
_BODY_OF_LEVEL = re.compile(
    "^[省市县区州][一-龥]{1,10}(?:协会|学会|促进会|联合会|研究院|研究所|科学院|医院|公路段|交易所|考试院|幼儿园|基金会)$"
)
_SCHOOL = re.compile(
    "^(?!综合|一流|本科|应用|开放|老年|社区|高水平)[一-龥]{2,3}大学$|[一-龥]{2,}(?:职业技术大学|职业技术学院|职业学院|师范学院|技师学院|技工学校|中等专业学校|职业高中|职业中学)$"
)
_COMPANY = re.compile("^[一-龥]{4,}(?:有限公司|有限责任公司)$")
_DIVISION = re.compile("^[一-龥]{1,5}(?:市|县|区|旗|镇|乡|街道)$")
_INNER = re.compile(r"^[一-龥]{1,8}(?:处|科|室|股|部|办|所|站)$")
_POSTS = re.compile(r"(?:局长|主任|厅长|部长|书记|县长|市长|区长|镇长|乡长|省长|院长|校长|秘书长|司长|处长|主席)$")
_ANCHOR = re.compile(r"^(?:市(?!场)|县|区|省|州|盟|旗|自治区|自治州|自治县|全国|国家|镇|乡)")
_BODY_END = re.compile(
    r"(?:局|委|办|厅|部|署|政府|委员会|办公室|管委会|党工委|街道|街道办|办事处|镇|乡|中心|院|所|站|队|会|处|馆|社|台|法院|检察院|海关|组织|分局|党组|党委|"
    r"公司|集团|银行|支行|分行|大学|学院|学校|中专|园区|开发区|新区|支队|大队|总队|党校|报社|协会|联合会|联社|网|科|股|团委|工委|总工会|纪委|监委|会议|小组|专班|指挥部|机制)$"
)
_NOT_NAME = re.compile(
    r"[，。；：！？“”《》\d%]|^(?:（|提请|报请|报经|面向|纳入|支持|鼓励|引导|指导|推动|督促|组织|依托|加强|建立|完善|落实|由|对|将|把|在|为|按|按照|根据|通过|联合|会同|"
    r"协调|要求|充分|积极|切实|进一步|推进|实施|开展|发挥|强化|健全|探索|成立|组建|围绕|结合|建设|制定|以|与|和|及|其中|同时|并|是|到|加快|优化|提升|深化|做好|构建|打造|培育)"
)
_ZONE = re.compile(
    r"^(经开区|高新区|经济开发区|经济技术开发区|高新技术开发区|开发区|工业园区|新区|产业园区)(?=管委会|管理委员会|党工委|$)"
)
_ZONES = {"经开区": "经济技术开发区", "高新区": "高新技术产业开发区"}
_BANKING = re.compile(r"^(?P<place>.+?)银保监分?局$")


@dataclass(frozen=True, slots=True)
class Name:
    """One actor of a list: its span and words in the work text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The place a document rules: adcode None where it is masked or unknown; `level` as 省, 市, 县 or 国家.

    `name` is the place's own name (安康市), also of one that no table knows; None where it is masked.
    """

    adcode: str | None
    level: str | None
    name: str | None = None

    def at_level(self, word: str) -> str | None:
        """The name of the division that 市, 县, 区, 省 … in a body's name stands for here; None where it is not known."""
        if self.adcode is None:
            return self.name if self.name and self.name.endswith(word) else None
        levels = {"省": "省", "自治区": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县"}
        chain = (places.place(self.adcode), *places.ancestors(self.adcode))
        own = chain[0]
        if own.name.endswith(word) and own.level != "国家":
            return own.name
        return next((one.name for one in chain if one.level == levels.get(word)), None)


def split_names(text: str, start: int, end: int) -> tuple[list[Name], bool]:
    """The actors that a list names, in order, and whether it is open (等, 有关部门).

    Divided at 、 ， ； / and spaces outside brackets, at 和 及 between two names, and where two names meet unseparated.
    """
    names: list[Name] = []
    is_open = False
    for token in _merged(text, list(_tokens(text, start, end))):
        for low, high, rest_open in _parts(text, *token):
            is_open = is_open or rest_open
            word = text[low:high]
            high = _end_of_name(text, low, high)
            low += len(text[low:high]) - len(text[low:high].lstrip("* "))
            word = text[low:high]
            if (
                not word.strip()
                or word in ("/", "无", "—", "-", "－", "——")
                or _TIME.fullmatch(word)
                or re.fullmatch(r"[^：:]{0,4}[：:]?\d+分", word)
            ):
                continue
            if _OPEN.match(word):
                is_open = True
                continue
            names.append(Name(low, high, re.sub(r"\s", "", word)))
    return names, is_open


def _end_of_name(text: str, low: int, high: int) -> int:
    """Where a name ends before stars of a marked-up text and a bracket that only adds to it (（市委编办）, （每月一次）)."""
    high = low + len(text[low:high].rstrip("* "))
    aside = re.compile(r"（([^（）]*)）$").search(text, low, high)
    if (
        aside
        and low + 1 < aside.start()
        and not re.fullmatch(f"[{_UNITS}、]+|牵头|主办|主责|负责|配合|协办|参与|[一-龥]*校区", aside[1])
    ):
        stem = re.sub(r"\s", "", text[low : aside.start()].lstrip("* "))
        if is_plausible(stem) and not is_collective(stem + aside[0]):
            return aside.start()
    return high


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, low = 0, start
    for at in range(start, end):
        char = text[at]
        if char == "（":
            depth += 1
        elif char == "）":
            depth = max(0, depth - 1)
        elif depth == 0 and (char in "、，；;/｜|\n\t。" or (char == " " and _space_divides(text, low, at, end))):
            yield low, at
            low = at + 1
    yield low, end


def _space_divides(text: str, low: int, at: int, end: int) -> bool:
    """A space parts two names unless it stands inside one that the lay-out broke."""
    return len(text[low:at].strip()) >= 3 and bool(_BODY_END.search(text[low:at].rstrip()))


def _merged(text: str, tokens: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Tokens, with 各区、县（市）人民政府 and 市、县区教育局 put together again."""
    index = 0
    while index < len(tokens):
        low, high = tokens[index]
        chain = _CHAIN.match(text, low, tokens[-1][1])
        if chain and chain.end() in (ends := [end for _, end in tokens]):
            index, high = ends.index(chain.end()), chain.end()
        while index + 1 < len(tokens) and re.fullmatch(
            rf"各?(?:[{_UNITS}]{{1,2}}(?:（[^）]*）)?)(?:、[{_UNITS}]{{1,2}}(?:（[^）]*）)?)*", text[low:high].strip()
        ):
            following = text[slice(*tokens[index + 1])].strip()
            joined = text[high : tokens[index + 1][0]] == "、"
            bare = re.fullmatch(rf"[{_UNITS[:9]}]{{1,2}}(?:（[^）]*）)?", following)
            tail = re.match(rf"[{_UNITS}]{{1,2}}(?:（[^）]*）)?级?[一-龥]{{2,}}", following)
            stands = text[low:high].strip().startswith("各")
            tail = None if _ZONE.match(following[1:]) or following[1:2] == "直" else tail
            if not joined or not (
                (bare and stands) or (tail and (not is_body(following[1:]) or stands or "区" in following[:2]))
            ):
                break
            index += 1
            high = tokens[index][1]
        index += 1
        low += len(text[low:high]) - len(text[low:high].lstrip())
        high = low + len(text[low:high].rstrip())
        if high > low:
            yield low, high


def _parts(text: str, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
    inside = _ETC_INSIDE.search(text, low, high)
    if inside:
        yield from _parts(text, low, inside.start())
        after = inside.end() + (text[inside.end()] in "和及")
        for part_low, part_high, _ in _parts(text, after, high):
            yield part_low, part_high, True
        return
    etc = _ETC.search(text[low:high])
    if etc and etc.start() >= 2:
        high = low + etc.start()
    for joint in re.finditer("以及|及其|和|及|与|暨", text[low:high]):
        left, right = text[low : low + joint.start()], text[low + joint.end() : high]
        if (_standalone(left) or _OPEN.match(left)) and (
            _standalone(right) or _OPEN.match(right) or right.startswith("各")
        ):
            yield low, low + joint.start(), bool(etc)
            yield from ((a, b, c or bool(etc)) for a, b, c in _parts(text, low + joint.end(), high))
            return
    each = text.find("各", low + 2, high) if text[low : low + 4] != "各级各类" else -1
    if text[low] == "各" and each > 0 and is_collective(text[low:each]) and is_collective(text[each:high]):
        yield low, each, bool(etc)
        yield from ((a, b, c or bool(etc)) for a, b, c in _parts(text, each, high))
        return
    for at in range(low + 3, high - 2):
        left, right = text[low:at], text[at:high]
        if (
            text[at] == text[low]
            and text[low] in "市县区省州"
            and is_actor(left)
            and is_actor(right)
            and is_body(left[1:])
        ):
            yield low, at, bool(etc)
            yield from ((a, b, c or bool(etc)) for a, b, c in _parts(text, at, high))
            return
    yield low, high, bool(etc)


def _standalone(word: str) -> bool:
    return len(word) >= 3 and is_actor(word)


@lru_cache(maxsize=20_000)
def is_collective(name: str) -> bool:
    """Whether the name stands for many bodies (各县区, 市直各部门, 行业主管部门)."""
    function = name.removesuffix("部门")
    if function != name and (
        is_function(function) or is_function(re.sub("^(?:[市县区省州]级?|地方各级|各级)", "", function))
    ):
        return True
    return bool(_COLLECTIVE.match(name) or _MULTI_LEVEL.match(name)) and not is_body(name.lstrip("市县区省州"))


@lru_cache(maxsize=20_000)
def is_actor(name: str) -> bool:
    """Whether the words, taken alone, are the name of one body or collective (and no more than that)."""
    name = name.strip()
    if not 2 <= len(name) <= 34 or (_NOT_NAME.search(name.strip("“”")) and not name.startswith("“")):
        return False
    if is_collective(name) or _OPEN.match(name) or national_name(name):
        return True
    if _LOCAL.match(name) or _YOUTH.match(name) or _PARTY.match(name) or _TRADE.match(name) or _COMPANY.search(name):
        return True
    unbracketed = re.sub("（[^（）]*）$", "", name)
    if unbracketed != name:
        return is_actor(unbracketed)
    post = _POSTS.sub("", name)
    anchor = _ANCHOR.match(post)
    if anchor and (is_body(post[anchor.end() :]) or (len(post) >= 4 and bool(_BODY_END.search(post)))):
        return True
    if is_body(post) or _STATE_BANK.match(post):
        return True
    if _SCHOOL.search(name):
        return True
    begins = _place_prefix(post)
    return bool(begins and (_BODY_END.search(post[begins:]) or is_body(post[begins:])))


def is_plausible(name: str) -> bool:
    """Whether the words could be a body where their place says that bodies stand there: also 教务处, 各二级学院."""
    return is_actor(name) or (
        2 <= len(name) <= 24
        and not _NOT_NAME.search(name)
        and not re.search("[由对将把被]", name)
        and bool(_BODY_END.search(name) or _INNER.match(name) or _DIVISION.match(name))
    )


@lru_cache(maxsize=20_000)
def is_known(name: str) -> bool:
    """Whether the words are a body of the lexicon, with its place or level, or a collective: stricter than `is_actor`."""
    if _NOT_NAME.search(name.strip("“”")):
        return False
    if is_collective(name) or _OPEN.match(name) or national_name(name):
        return True
    if _LOCAL.match(name) or _YOUTH.match(name) or _PARTY.match(name) or _TRADE.match(name) or _COMPANY.search(name):
        return True
    if _BODY_OF_LEVEL.match(name) or _SCHOOL.search(name):
        return True
    anchor = _ANCHOR.match(name)
    size = anchor.end() if anchor else _place_prefix(name)
    return is_body(name[size:])


@lru_cache(maxsize=20_000)
def _place_prefix(name: str) -> int:
    """How many characters of the name are a division's full or short name (安康市, 安康, XX县); 0 if none."""
    masked = re.match(r"(?:[X×某]{1,4})(?:省|市|县|区|州|镇|乡)?", name, re.IGNORECASE)
    if masked:
        return masked.end()
    return next((size for size in range(min(len(name) - 1, 12), 1, -1) if places.find(name[:size])), 0)


def actor_type(name: str) -> ActorType:
    """Which kind of actor a printed name stands for."""
    if _STATE_BANK.match(name):
        return "Agency"
    stem = _POSTS.sub("", name)
    for kind, rule in _SUFFIXES:
        if rule.search(stem) and not is_collective(name) and not is_body(stem.lstrip("市县区省州")):
            return kind
    return "ActorClass" if is_collective(name) else "Agency"


@lru_cache(maxsize=20_000)
def canonical_name(name: str, where: Jurisdiction) -> str:
    """The full name with its place: 市发改委 in a document of 安康 gives 安康市发展和改革委员会.

    Without a known place the stem alone is brought to its standard form: 市发展和改革委员会.
    """
    post = _POSTS.search(name)
    if post and post.start() >= 3 and not is_collective(name):
        return canonical_name(name[: post.start()], where) + post[0]
    if is_collective(name):
        return name
    if actor_type(name) == "School" and not name.endswith("委党校"):
        known = college(name)
        return known.name if known else name
    if bank := _STATE_BANK.match(name):
        return "中国人民银行" + name[bank.end() :]
    banking = _BANKING.match(name)
    if banking:
        branch = "分局" if name.endswith("分局") else "局"
        return f"中国银行保险监督管理委员会{banking['place']}监管{branch}"
    if (name.startswith("市场") or not name.startswith(("市", "县", "区", "省", "州"))) and (
        national := national_name(name, bare=where.level == "国家")
    ):
        return national
    zone = _ZONE.match(name)
    if zone:
        town = places.short_name(where.name) if where.name and where.level != "国家" else ""
        return town + _ZONES.get(zone[1], zone[1]) + name[zone.end() :].replace("管委会", "管理委员会")
    town = places.short_name(where.name) if where.name and where.level != "国家" else ""
    if len(town) > 1 and name.startswith(town) and not name.startswith(str(where.name)) and len(name) > len(town) + 1:
        return _with_town(name[len(town) :], town, where)
    if youth := _YOUTH.match(name):
        return f"共青团{where.at_level(youth['level']) or youth['level']}委员会"
    if _PARTY.match(name):
        level = name[-2]
        return f"中共{where.at_level(level) or level}委员会"
    anchor = re.match(
        "^(?:自治区|自治州|自治县|市(?!场)|[县区省州盟旗])(?:级(?=.*(?:领导小组|联席会议|工作组|专班|委员会)$))?", name
    )
    if anchor and len(name) - anchor.end() >= 2:
        own = where.at_level(anchor[0].removesuffix("级"))
        stem = name[anchor.end() :]
        return (own or anchor[0]) + (canonical_stem(stem) or stem)
    size = len(where.name) if where.name and name.startswith(where.name) else _place_prefix(name)
    if size:
        stem = name[size:]
        return name[:size] + (canonical_stem(stem) or stem)
    if is_body(name) and where.name and where.level != "国家":
        return name if name.startswith(where.name) else where.name + (canonical_stem(name) or name)
    return canonical_stem(name) or name


def _with_town(rest: str, town: str, where: Jurisdiction) -> str:
    """The full name of 岚川高新区管委会 and 岚川海关 in a document of 岚川市, and of 岚川公安局 there: 岚川市公安局."""
    if _ZONE.match(rest):
        return canonical_name(rest, where)
    full = canonical_stem(rest) or rest
    return (
        town + full
        if re.search("海关|保税区|开发区|新区|公司|银行|支行|分行|学院|学校|医院", rest)
        else f"{where.name}{full}"
    )
