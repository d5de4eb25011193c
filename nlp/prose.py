"""Who must do it in running text: 市教育局要…, 由市财政局牵头…, A牵头、B配合…."""

import re

from graph.reading import Role
from nlp.blocks import Duties, role_of_label
from nlp.names import Name, is_actor, is_collective, is_known, is_plausible, split_names

__all__ = ["is_named", "join_partners", "read_prose"]

_MODAL = re.compile(
    r"(?<![主重需必])要(?![求素点闻件害])|应当|(?<![相对适响供反效])应(?![用急届对收])|必须|须|需要|需(?!求)|将(?!来)|负责|牵头|会同|协助|定期|统筹|履行|具体负责|每年|每季度|每月"
)
# What a named body does without a modal word: 市教育局根据职责制定…, 省财政厅及时下达….
_ACTION = re.compile(
    r"(?:(?:在[^，。；\n]{2,24}?(?:内|下|上|中)|(?:按照?|根据|依据|依照|结合|通过|利用|依托)[^，。；\n]{2,24}?)，?)?"
    r"(?:积极|主动|及时|切实|认真|进一步|依法|具体|分别|共同|统一|全面|加快|适时|另行|重点|严格|定期|组织|每年|受托|率先|从严|依法依规|依法|至少|每半年|按季度|按月|每季度|继续|持续|统筹|联合|负责)*"
    r"(?P<verb>制定|制订|成立|明确|承接|报道|宣传|出台|建立|组建|开展|加强|完善|推进|推动|指导|落实|做好|承担|履行|研究|编制|发布|公布|通报|监测|评估|评价|考核|督促|督导|安排|提供|设立|牵头|管理|审核|汇总|验收|跟踪|协调|监督|负责|统筹|组织|引导|保障|配合|参与|抽查|检查|进行|惩处|打击|健全|实施|约谈|试点|研究|汇总|通过[^，。；\n]{2,30}予以|对[^，。；\n]{2,30}负总责|对[^，。；\n]{2,30}(?:进行|开展|实施|给予|予以|[一-龥]{0,4}(?:督办|追责|问责|通报)))"
)
_CUTS_WORD = re.compile("部门|.(?:集团|有限|公司|分公司|支队|大队)")
_TOWN = re.compile("[一-龥]{2,4}(?:街道|镇|乡)")
_ADVERB = re.compile("(?:主要|具体|分别|共同|统一|全面|依法|积极|均|都)$")
_EXPLAINS = re.compile("(?:本[一-龥]{2,4}的?)?解释")
_SUBJECT_START = re.compile(r"[。；！？\n：，）][ \t　]*(?:同时，|其中，)?")
_BY = re.compile(
    r"由(?P<names>[^，。；：由]{2,40}?)(?P<verb>牵头|负责|会同|承担|组织实施|督促落实|督促指导|具体落实|抓好落实|落实)"
)
_SHARED = re.compile(
    r"(?:^|(?<=[。；：，\n\t ）由]))(?P<leads>[^，。；：\n由]{2,40}?)(?P<cue>牵头)(?:负责)?[，、](?P<others>[^，。；：\n]{2,60}?)"
    r"(?:密切|积极|共同|协同|分工|按职责分工|分别)?(?P<part>配合|参与|协助|负责|落实)"
)
_UNDER = re.compile(r"在(?P<names>[^，。；：\n在]{2,30}?)的?(?:统一|坚强|直接)?(?:领导|统筹领导)下")
_IS = re.compile(
    r"(?:^|(?<=[。；：，\n\t ）]))(?P<names>[^，。；：\n]{2,40}?)(?:为|是)[一-龥“”]{0,14}?(?P<part>责任主体|责任单位|责任部门|第一责任人|牵头单位|牵头部门|主管部门|实施主体|配合单位|协办单位)(?=[，。；、）\n]|$)"
)
_ROLE_OF_BODY = re.compile(
    r"(?:充分)?发挥(?P<names>[^，。；]{3,30}?(?:联席会议|领导小组|委员会|办公室))(?:制度)?(?:的)?[一-龥]{0,6}作用"
)
_FOUNDED = re.compile(
    r"(?:设立|成立|组建|建立健全|建立完善|健全完善|建立|完善)[^。；]{0,90}?(?P<name>[^。；，、]{2,50}?(?:领导小组|联席会议|协调小组|指挥部|专项工作组))"
    r"(?:制度|办公室)?，(?:由[^，。；]{2,24}，)?[^，。；]{0,12}?(?:负责|统筹|加强|协调|研究)"
)
_TOGETHER = re.compile("会同")
_LEVELS = re.compile("（[省市县区州旗乡镇街道、]{1,8}）[ \t　]*$")
_LEADS = re.compile(
    "(?:要|应当|应|须|需|将|负责)?(?:切实|认真|充分)?(?:做好|负责|履行|发挥|承担|落实|起到)?(?:好)?牵头(?!单位)"
)
_GENERAL = re.compile(
    r"^(?:各|所有|全体|市内|县内|区内|省内|[省市县区]、|[省市县区]级|省级|市级|县级|地方|国务院|全[省市县区])"
)


def read_prose(text: str, start: int, end: int, duties: Duties) -> None:
    for match in _FOUNDED.finditer(text, start, end):
        low, high = match.span("name")
        for verb in re.finditer("设立|成立|组建|建立健全|建立完善|健全完善|建立|完善|的", text[low:high]):
            low = match.start("name") + verb.end()
        duties.add([Name(low, high, text[low:high])], "lead", match.span(), "duty.founded", 0.8)
    for rule, role in ((_BY, None), (_ROLE_OF_BODY, "responsible")):
        for match in rule.finditer(text, start, end):
            names, is_open = split_names(text, *match.span("names"))
            explains = _EXPLAINS.match(text, match.end())
            if names and not explains and all(is_plausible(name.text) for name in names):
                duties.is_open = duties.is_open or is_open
                given: Role = "responsible" if role or match["verb"] not in ("牵头", "会同") else "lead"
                cue = match.span() if role else match.span("verb")
                duties.add(names, given, cue, "duty.running.by" if role is None else "duty.running.body", 0.8)
                after = match.start("verb") if role is None and match["verb"] == "会同" else match.end() + 1
                if role is None and (together := _TOGETHER.match(text, after)):
                    _joined(text, together, duties)
    for match in _SHARED.finditer(text, start, end):
        lists = [split_names(text, *match.span(part)) for part in ("leads", "others")]
        if all(names and all(is_actor(name.text) for name in names) for names, _ in lists):
            duties.is_open = duties.is_open or any(is_open for _, is_open in lists)
            duties.add(lists[0][0], "lead", match.span("cue"), "duty.running.shared", 0.8)
            others: Role = "responsible" if match["part"] in ("负责", "落实") else "participate"
            duties.add(lists[1][0], others, match.span("part"), "duty.running.shared", 0.8)
    for match in _UNDER.finditer(text, start, end):
        names, _ = split_names(text, *match.span("names"))
        if names and all(is_known(name.text) and not is_collective(name.text) for name in names):
            duties.add(names, "lead", match.span(), "duty.running.under", 0.5)
    for match in _IS.finditer(text, start, end):
        names, is_open = split_names(text, *match.span("names"))
        if names and all(is_actor(name.text) for name in names):
            duties.is_open = duties.is_open or is_open
            given = "responsible" if match["part"] == "主管部门" else role_of_label(match["part"]) or "responsible"
            duties.add(names, given, match.span("part"), "duty.running.is", 0.8)
    _subject(text, start, end, duties)
    for boundary in _SUBJECT_START.finditer(text, start, end):
        if not _LEVELS.search(text, max(start, boundary.start() - 12), boundary.end()):
            _subject(text, boundary.end(), end, duties)


def _subject(text: str, low: int, end: int, duties: Duties) -> None:
    """市教育局要…, 各地要…, 各学校党组织要…: the subject of a clause, wholly a list of names, before a modal word."""
    stop = re.compile("[，。；：！？\n“]").search(text, low, end)
    clause_end = stop.start() if stop and stop[0] != "“" else min(end, low + 60)
    for modal in _MODAL.finditer(text, low, min(clause_end, low + 60)):
        if modal.start() - low < 2:
            continue
        adverb = _ADVERB.search(text[low : modal.start()])
        names, is_open = split_names(text, low, modal.start() - (len(adverb[0]) if adverb else 0))
        if _EXPLAINS.match(text, modal.end()):
            return
        if is_open and not names:
            duties.is_open = True
            return
        if not names or not _fits(names, modal[0]):
            continue
        if modal[0] == "将" and is_collective(names[0].text) and "政府" not in names[0].text:
            return
        sentence = re.compile("[。；\n]").search(text, modal.end(), end)
        predicate = text[modal.start() : sentence.start() if sentence else end]
        role: Role = "responsible"
        if _LEADS.match(predicate):
            role = "lead"
        elif re.match(r"(?:要|应|须|需|将)?(?:积极|主动|密切)?(?:配合|协助|参与)", predicate):
            role = "participate"
        together = _TOGETHER.search(text, modal.start(), modal.start() + len(predicate))
        if together:
            role = "lead" if together.start() - modal.end() < 3 else role
            _joined(text, together, duties)
        duties.is_open = duties.is_open or is_open or bool(re.search("会同(?:有关|相关|各有关)", predicate))
        kind = "subject" if any(is_named(name.text) for name in names) else "kind"
        duties.add(names, role, modal.span(), f"duty.{kind}.{role}", 0.88 if kind == "subject" else 0.78)
        return
    _acting(text, low, end, duties)


def _fits(names: list[Name], modal: str) -> bool:
    """Whether a list before a modal word is one of bodies: all known, or one known among streets and towns."""
    if modal in ("负责", "牵头"):
        return all(is_plausible(name.text) for name in names)
    known = [is_actor(name.text) or bool(_TOWN.fullmatch(name.text)) for name in names]
    return all(known) and any(is_actor(name.text) for name in names)


def _acting(text: str, low: int, end: int, duties: Duties) -> None:
    """市教育局按照职责制定…: a clause that begins with known bodies and says what they do."""
    stop = re.compile("[；。：！？\n]").search(text, low, min(end, low + 80))
    clause_end = stop.start() if stop else min(end, low + 80)
    for action in _ACTION.finditer(text, low + 3, clause_end):
        names, is_open = split_names(text, low, action.start())
        if not names or not all(is_named(name.text) for name in names):
            continue
        role: Role = "participate" if action["verb"] in ("配合", "参与") else "responsible"
        role = "lead" if action["verb"] == "牵头" else role
        if re.match("[一-龥]{0,4}配合", text[action.end("verb") : clause_end]):
            role = "participate"
        duties.is_open = duties.is_open or is_open
        duties.add(names, role, action.span("verb"), f"duty.acting.{role}", 0.82)
        return


def join_partners(text: str, low: int, high: int, duties: Duties) -> None:
    """Adds the named Y of each 会同Y: under a heading that names X, and after X："""
    for together in _TOGETHER.finditer(text, low, high):
        _joined(text, together, duties)


def _joined(text: str, together: "re.Match[str]", duties: Duties) -> None:
    """The Y of X会同Y…: the longest list of names that follows."""
    stop = re.compile("[，。；：\n]").search(text, together.end())
    for high in range(min(stop.start() if stop else len(text), together.end() + 40), together.end() + 2, -1):
        names, is_open = split_names(text, together.end(), high)
        if not _CUTS_WORD.match(text, high - 1) and (names or is_open) and all(is_known(name.text) for name in names):
            duties.is_open = duties.is_open or is_open
            duties.add(names, "participate", together.span(), "duty.subject.participate", 0.85)
            return


def is_named(name: str) -> bool:
    """A named body or a quantified collective (各县区, 教育部门), not a bare kind of body (企业, 职业学校)."""
    named = not is_collective(name) or bool(_GENERAL.match(name)) or name.endswith(("部门", "成员单位"))
    return named and is_known(name)
