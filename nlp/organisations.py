"""Schools, enterprises and institutes that a text names."""

import re
from typing import Literal

from graph import places
from graph.reading import Mention
from nlp.colleges import find_colleges
from nlp.names import Jurisdiction, canonical_name

__all__ = ["find_organisations", "kind_of"]

Kind = Literal["schools", "enterprises", "institutes"]
_SUFFIXES: tuple[tuple[Kind, str], ...] = (
    ("schools", "职业技术大学|职业大学|大学|职业技术学院|职业学院|技师学院|(?<!科)学院|中等职业技术学校|职业中等专业学校|中等专业学校|职业技术学校|技工学校|职业高级中学"
                "|高级职业中学|职业学校|职业技术教育中心|职业教育中心|职教中心|职业中学|中专|高级中学"),
    ("institutes", "研究院|研究所|科学院|工程院|创新研究院|职教集团|职业教育集团|教育联盟|产教联盟|发展联盟|行业协会|协会|学会|商会|发展中心|研究中心"),
    ("enterprises", "有限责任公司|股份有限公司|有限公司|集团公司|分公司|公司|人民银行[一-龥XＸ×]{0,8}(?:支行|分行)|银行[一-龥]{0,6}(?:支行|分行)|(?<!学分)银行"),
)  # fmt: skip
_RULES = [(kind, re.compile(f"(?:{suffix})")) for kind, suffix in _SUFFIXES]
_CHAR = re.compile(r"[一-龥XＸ×—A-Za-z“”]")
_BREAK = re.compile(
    r"帮助|调整|组织开展|开展|申建|理顺|撤销|更名|共建|共同|合作|实施|提升|发布|出台|关于|要求|高起点|高标准|不断|全面|配强|选优|办强|办优|培养|全省|全市|全国|修订|制定|"
    r"支持|依托|推动|推进|加强|指导|促进|鼓励|办好|做强|做优|申办为?|设立|建设|作为|协调|落实|坚持|拓宽|深化|完善|将|把|与|和(?!平)|及|以(?!色)|在|由|对(?!外)|同|为(?!民)|到|向|等|的|是|所(?!在)|"
    r"引导|整合|选派|委托|联合|组建|打造|建成|筹建|成立|创建|实现|确保|力争|争取|进入|进一步|如期|启动|扩建|新建|迁建|搬迁|加快|做好|全力|重点|积极|省内外|国内外|有关|承办|举办|负责|牵头|参与|对接|探索|完成|各|其|该|所属|原则|引进"
)
_GENERAL = re.compile(
    r"^(?:(?:[个批]|一批|一个|一流|名校|技师|高级|县域|市域|[一-龥]?高校|马克思主义|中等|高等|职业|技术|技工|本科|高职|中职|普通|公办|民办|应用型|优质|高水平|示范性?|二级|产业|现代|特色|骨干|行业|企业|国际|国内|国外|境外|海外|一流|省级|市级|国家级|全国|全省|全市|省属|市属|"
    r"教师|工程师|现场|乡村|振兴|大数据|金融|商业|各类|老年|社区|开放|有限|责任|股份|混合所有制|实体性|党|干部|县级|区域|综合|政策性|国有|地方|城市|农村|开发性|专业|社会|科研|用人|制造业|主题|附属|双高|名|多|几|若干|一所|培训|保险|投资|龙头|上市|分|子|母|总|中小|大型|重点|相关|所在|试点|合作|院校|高校|大专|区域|世界|层次|职业教育|发展|国家|示范|人才|应用|海外|[省市县区州]|“双高”)*)(?:大学|学院|学校|中学|中专|研究院|研究所|科学院|协会|学会|商会|集团|联盟|中心|公司|银行|职教集团|研究中心|发展中心|支行|分行)$"
)
_COUNTED = re.compile("^(?:一批|一个|一所|若干|各|每)")
# A school of a place that no table knows: a head of two or more characters before what it teaches.
_OWN_NAME = re.compile(
    r"[一-龥]{2,6}?(?:市|县|区)?(?:第[一-龥]{1,2})?(?:职业技术大学|职业技术学院|职业学院|技师学院|技工学校"
    r"|(?:理工|师范|医学|财经|农业|工业|科技|建筑|交通|艺术|外国语)(?:大学|学院|学校|职业学校)"
    r"|职业中等专业学校|中等专业学校|职业技术学校|职业高级中学|职业高中|职业中学|职业技术教育中心|职教中心|高级中学)|[一-龥]{2}大学"
)
_PLACE_ONLY = re.compile("^[一-龥]{1,7}[省市县区州](?:中等|高等)?(?:职业)?学校$")
_BRANCH = re.compile(r"[一-龥]{0,4}(?:附属|附中|附小)|（?[一-龥]{1,6}(?:学院|分院|校区|研究院)")
_BANK = re.compile(r"(?:中国)?人民银行[一-龥XＸ×]{2,8}(?:支行|分行)")
# A body of the country keeps its 与 and 和: 中国…与…研究中心.
_JOINED = re.compile(r"中国[一-龥]{2,10}[与和][一-龥]{0,10}\Z")
_CAMPUS = re.compile(r"（[^（）]{0,8}校区）")


def find_organisations(text: str, start: int, end: int, where: Jurisdiction, masked: bool) -> dict[Kind, list[Mention]]:
    """Named schools, enterprises and institutes between two offsets, each name once, in printed order.

    A name is told from a kind of school (中等职业学校) by what is left of it without general words; in a document
    that hides its place the bare 职业技术学院 is a name too, as its place was cut out.
    """
    found: dict[Kind, list[Mention]] = {"schools": [], "enterprises": [], "institutes": []}
    taken: list[tuple[int, int]] = []
    for low, high, _ in find_colleges(text[start:end]):
        name = text[start + low : start + high]
        if not _continues(text, start + high, "schools") and not _BRANCH.match(text, start + high):
            taken.append((start + low, start + high))
            if all(one.name != name for one in found["schools"]):
                mention = Mention(
                    name, canonical_name(name, where), start + low, start + high, "organisation.college", 0.97
                )
                found["schools"].append(mention)
    for kind, rule in _RULES:
        at = start
        while match := rule.search(text, at, end):
            at = match.end()
            low, high = _left(text, start, match.start(), where.name), match.end()
            if _continues(text, high, kind):
                continue
            campus = _CAMPUS.match(text, high, end) if kind == "schools" else None
            high = campus.end() if campus else high
            name = text[low:high]
            bare = masked and re.fullmatch(
                "(?:职业技术学院|理工大学|职业学院)(?:[一-龥]{2,6}学院)?(?:（[^）]*校区）)?", name
            )
            whole = bare or _BANK.fullmatch(name)
            if kind == "institutes" and (
                joined := _JOINED.search(text[max(start, match.start() - 24) : match.start()])
            ):
                low, whole = match.start() - len(joined[0]), joined
                name = text[low:high]
            if len(name) < 4 or _COUNTED.match(name) or any(a < high and low < b for a, b in taken):
                continue
            if not whole and (low == match.start() or _GENERAL.match(name) or not _proper(name, kind, where.name)):
                continue
            taken.append((low, high))
            if all(one.name != name for one in found[kind]):
                sure = 0.9 if _anchored(name) else 0.7
                found[kind].append(Mention(name, canonical_name(name, where), low, high, f"organisation.{kind}", sure))
    found["schools"].sort(key=lambda one: one.start)
    return found


def kind_of(name: str) -> Kind | None:
    """Which kind of organisation a whole name stands for by its last word; None for a general word or another kind."""
    if len(name) < 5 or _GENERAL.match(name) or _PLACE_ONLY.match(name):
        return None
    return next((kind for kind, rule in _RULES if any(found.end() == len(name) for found in rule.finditer(name))), None)


def _left(text: str, start: int, at: int, own: str | None) -> int:
    """Where the name begins: after the last word that cannot be part of one."""
    low = at
    while low > start and at - low < 24 and _CHAR.match(text[low - 1]):
        low -= 1
    for stop in _BREAK.finditer(text, low, at):
        low = stop.end()
    if own and (within := text.find(own, low, at)) > low:
        low = within
    for town in re.finditer("[一-龥]{1,7}?[省市县区州]", text[low:at]):
        size = next((size for size in range(len(town[0]), 2, -1) if places.find(town[0][-size:])), 0)
        if size and town.end() - size > 0 and not places.find(text[low : low + 2]):
            low += town.end() - size
            break
    quote = max(text.rfind("”", low, at), text.rfind("“", low, at))
    return quote + 1 if quote >= 0 and text.count("“", low, at) != text.count("”", low, at) else low


def _continues(text: str, at: int, kind: Kind) -> bool:
    """The suffix is only the beginning of a longer word (学院路, 大学生, 协会会长, 学校达标工程)."""
    rest = text[at : at + 4]
    return (
        bool(
            re.match(
                r"附属|附中|附小|生(?![命物态])|路|城|校长|院长|会长|化|制|教师|毕业|自主|招生|之|建设工程|学生|学习|课程|教育集团",
                rest,
            )
        )
        or (
            kind == "schools"
            and text[at - 2 : at] == "大学"
            and bool(re.match("[^与和、，。及的]{2,6}?学院", text[at : at + 8]))
        )
        or (kind == "institutes" and bool(re.match("[^与和、，。及的]{2,12}?研究[院所]", text[at : at + 15])))
    )


def _anchored(name: str) -> bool:
    return any(places.find(name[:size]) for size in range(2, min(9, len(name)))) or name.startswith(
        ("中国", "中科院", "国家")
    )


def _proper(name: str, kind: Kind, own: str | None) -> bool:
    if _PLACE_ONLY.match(name):
        return False
    if _anchored(name) or (own and name.startswith((own, places.short_name(own)))) or re.match(r"[XＸ×某县市]", name):
        return True
    if kind == "enterprises":
        return len(name) >= 8 and name.endswith(("有限公司", "有限责任公司"))
    return (len(name) >= 7 and not name.endswith("学校")) or (kind == "schools" and bool(_OWN_NAME.fullmatch(name)))
