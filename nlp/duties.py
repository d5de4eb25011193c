"""Who must do it: duties in brackets, after labels, on lines of their own and in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.reading import Role
from nlp.names import Name, is_actor, is_collective, is_known, is_plausible, split_names

__all__ = [
    "Duties", "Duty", "brackets", "find_duties", "first_is_lead", "headed_duties", "join_partners", "parse_block", "role_of_label", "unit_duties",
]  # fmt: skip

_LABEL = re.compile(
    r"(?P<word>牵头|主办|主责|主管|责任|负责|承办|落实|实施|配合|参与|参加|协办|协同|协助|支持)(?:责任|实施|落实|负责|配合)?"
    r"(?:(?:单位|部门|处室|科室|机构|主体|单位和部门|单位（部门）)(?:及[^：\n]{1,6})?\s?(?:：|:|为)|[：:])\s?"
)
_LABEL_WORD = re.compile("^(?:牵头|主办|责任|负责|承办|落实|实施|配合|参与|协办)(?:单位|部门)$")
_ROLES: dict[str, Role] = {
    **dict.fromkeys(("牵头", "主办", "主责", "主管"), "lead"),
    **dict.fromkeys(("责任", "负责", "承办", "落实", "实施"), "responsible"),
    **dict.fromkeys(("配合", "参与", "参加", "协办", "协同", "协助", "支持"), "participate"),
}
_DUTY = "(?:按|按照|依据|根据|依)(?:各自)?(?:职责|职能|责任)(?:和)?(?:权限)?(?:分工|任务)?(?:分别)?(?:组织)?(?:负责|落实|实施|推进|抓好落实|配合|做好)?"
_CUE = re.compile(
    rf"(?P<together>会同|会商)|(?P<divided>{_DUTY})"
    r"|(?P<lead>负责牵头|牵头抓总|(?:分别|共同)?牵头(?:负责|组织实施|组织|实施|落实|推进)?|主办|主责)"
    r"|(?P<participate>(?:密切|积极|共同|协同)?(?:配合|参与|参加|协助|协办|协同)(?:配合|落实|实施)?)"
    r"|(?P<responsible>(?:分别|共同|具体)?负责(?:组织)?(?:落实|实施|推进|抓好)?|承办|组织实施|(?:分别|共同|抓好|具体|组织|贯彻)?落实(?!到|好))"
)
_OTHER_LABEL = re.compile(
    r"(?:完成时限|完成时间|时限要求|时间要求|完成日期|责任人|责任领导|联系人|分管领导|牵头领导|目标|进度)\s?[：:]|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:底)?前?完成"
)
_MODAL = re.compile(
    r"(?<![主重需必])要(?![求素点闻件害])|应当|(?<![相对适响供反效])应(?![用急届对收])|必须|须|需要|需(?!求)|将(?!来)|负责|牵头|会同|协助|定期|统筹|履行|具体负责|每年|每季度|每月"
)
# What a named body does without a modal word: 市教育局根据职责制定…, 省财政厅及时下达….
_ACTION = re.compile(
    r"(?:(?:在[^，。；\n]{2,24}?(?:内|下|上|中)|(?:按照?|根据|依据|依照|结合|通过|利用|依托)[^，。；\n]{2,24}?)，?)?"
    r"(?:积极|主动|及时|切实|认真|进一步|依法|具体|分别|共同|统一|全面|加快|适时|另行|重点|严格|定期|组织|每年|每季度|继续|持续|统筹|联合|负责)*"
    r"(?P<verb>制定|制订|成立|出台|建立|组建|开展|加强|完善|推进|推动|指导|落实|做好|承担|履行|研究|编制|发布|公布|通报|监测|评估|评价|考核|督促|督导|安排|提供|设立|牵头|管理|审核|汇总|验收|跟踪|协调|监督|负责|统筹|组织|引导|保障|配合|参与|抽查|检查|进行|对[^，。；\n]{2,30}(?:进行|开展|实施|给予))"
)
_ADVERB = re.compile("(?:主要|具体|分别|共同|统一|全面|依法|积极|均|都)$")
_EXPLAINS = re.compile("(?:本[一-龥]{2,4}的?)?解释")
_SUBJECT_START = re.compile(r"[。；！？\n：，）][ \t　]*(?:同时，|其中，)?")
_BY = re.compile(r"由(?P<names>[^，。；：由]{2,40}?)(?P<verb>牵头|负责|会同|承担|组织实施)")
_SHARED = re.compile(
    r"(?:^|(?<=[。；：，\n\t ）由]))(?P<leads>[^，。；：\n]{2,40}?)(?P<cue>牵头)(?:负责)?[，、](?P<others>[^，。；：\n]{2,60}?)"
    r"(?:密切|积极|共同|协同)?(?P<part>配合|参与|协助|负责|落实)"
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
_FIRST_IS_LEAD = re.compile(
    r"(?:列|排列|排名|排序|排|名列)(?:在|于)?(?:第一|首)(?:位|个|家)?(?:者|的)?(?:责任)?(?:单位|部门)?(?:者)?(?:为|是|系)(?:牵头|主办|主责)"
    r"|(?:首位|第一(?:位|个|家)?)的?(?:责任)?(?:单位|部门)(?:为|是|系)(?:牵头|主办|主责)"
)
_TOGETHER = re.compile("会同")
_LEVELS = re.compile("（[省市县区州旗乡镇街道、]{1,8}）[ \t　]*$")
_LEADS = re.compile(
    "(?:要|应当|应|须|需|将|负责)?(?:切实|认真|充分)?(?:做好|负责|履行|发挥|承担|落实|起到)?(?:好)?牵头(?!单位)"
)
_GENERAL = re.compile(
    r"^(?:各|所有|全体|市内|县内|区内|省内|[省市县区]、|[省市县区]级|省级|市级|县级|地方|国务院|全[省市县区])"
)


_OWN_ROLE = re.compile("（(?:牵头|主办|主责|负责|配合|协办|参与)(?:单位|部门)?）$")


@dataclass(frozen=True, slots=True)
class Duty:
    """One actor's part, all offsets in the work text."""

    name: Name
    role: Role
    cue: tuple[int, int]
    rule: str
    confidence: float


@dataclass(slots=True)
class Duties:
    """What one piece of text says about who must do it."""

    found: list[Duty] = field(default_factory=list)
    is_open: bool = False
    explicit: bool = False
    """A bracket, a label, a column or a heading names the bodies."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """The brackets and lines that named them."""

    def add(self, names: list[Name], role: Role, cue: tuple[int, int], rule: str, confidence: float) -> None:
        """Takes the names in; an actor keeps the strongest role that the text gives it.

        A role in brackets behind a name, as in 市教育局（牵头）, is that body's own.
        """
        for name in names:
            own = _OWN_ROLE.search(name.text)
            if own:
                short = Name(name.start, name.start + len(name.text) - len(own[0]), name.text[: own.start()])
                self._add(short, role_of_label(own[0]) or role, cue, rule, confidence)
            else:
                self._add(name, role, cue, rule, confidence)

    def _add(self, name: Name, role: Role, cue: tuple[int, int], rule: str, confidence: float) -> None:
        order: dict[Role, int] = {"lead": 0, "responsible": 1, "participate": 2}
        if name.text:
            old = next((duty for duty in self.found if duty.name.text == name.text), None)
            if old is None or order[role] < order[old.role]:
                self.found = [duty for duty in self.found if duty is not old]
                sure = confidence if is_actor(name.text) else confidence - 0.3
                self.found.append(Duty(name, role, cue, rule, round(sure, 2)))

    def below(self, heading: "Duties") -> "Duties":
        """These duties of a piece of text under a heading that names bodies for all below it."""
        both = Duties([*heading.found], self.is_open or heading.is_open, True, self.spans)
        for duty in self.found:
            both.add([duty.name], duty.role, duty.cue, duty.rule, duty.confidence)
        return both

    def lead_with_first(self) -> None:
        """Applies a document's own rule that the body named first leads."""
        if self.found and all(duty.role != "lead" for duty in self.found):
            first = min(self.found, key=lambda duty: duty.name.start)
            where = self.found.index(first)
            self.found[where] = Duty(first.name, "lead", first.cue, "duty.first-leads", first.confidence)


def first_is_lead(text: str) -> bool:
    """Whether the document says that the body named first in each list leads."""
    return bool(_FIRST_IS_LEAD.search(text))


def role_of_label(label: str) -> Role | None:
    """The role that a label or a column's head gives (牵头单位 → lead); None where it gives none."""
    match = re.search("|".join(_ROLES), label)
    return _ROLES[match[0]] if match else None


def find_duties(text: str, start: int, end: int) -> Duties:
    """The duties that the words between two offsets give: brackets, labels, and the running text between these."""
    duties = Duties()
    for low, high in brackets(text, start, end):
        if parse_block(text, low, high, duties, _ends_paragraph(text, high, end)):
            duties.spans.append((low - 1, min(high + 1, end)))
    _labelled_lines(text, start, end, duties)
    duties.explicit = bool(duties.found) or duties.is_open
    told, is_open = list(duties.found), duties.is_open
    for low, high in _outside(start, end, duties.spans):
        _running_text(text, low, high, duties)
    if duties.explicit:
        # Where bodies are named, a kind of body (财政部门, 企业) in the prose is one of them.
        duties.found = [one for one in duties.found if one in told or not _is_kind(one.name.text)]
        duties.is_open = is_open
    return duties


def _is_kind(name: str) -> bool:
    leveled = name.startswith(("各", "国家", "国务院", "省级", "市级", "县级"))
    return is_collective(name) and not leveled and (name.endswith("部门") or not _GENERAL.match(name))


def _outside(start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches between two offsets that no span covers."""
    at = start
    for low, high in sorted(spans):
        if at < low:
            yield at, low
        at = max(at, high)
    if at < end:
        yield at, end


def brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The insides of outermost brackets; one that is cut off at the end counts too."""
    depth, low = 0, start
    for at in range(start, end):
        if text[at] in "（【[":
            depth += 1
            if depth == 1:
                low = at + 1
        elif text[at] in "）】]" and depth:
            depth -= 1
            if depth == 0:
                yield low, at
    if depth:
        yield low, end


def _ends_paragraph(text: str, high: int, end: int) -> bool:
    rest = text[high + 1 : end].lstrip("。；;. \t　")
    return not rest or rest[0] in "\n（" or (text[high + 1 : high + 2] in "。" and not rest)


def parse_block(text: str, low: int, high: int, duties: Duties, bare: bool) -> bool:
    """Reads one bracket or cell; `bare` allows a list of names without any word that gives a role.

    Returns whether the words were duties; what they gave is added.
    """
    note = _FIRST_IS_LEAD.search(text, low, high)
    if note:
        high = low + len(text[low : note.start()].rstrip("，；。、 （注：其中"))
    labels = [
        match
        for match in _LABEL.finditer(text, low, high)
        if match.start() == low or not _inside_word(text, match.start())
    ]
    if labels:
        for index, label in enumerate(labels):
            stop = labels[index + 1].start() if index + 1 < len(labels) else high
            _value(text, label.end(), _cut(text, label.end(), stop), duties, _ROLES[label["word"]], label.span())
        return True
    other = _OTHER_LABEL.match(text, low, high)
    if other:
        low = other.end() + len(text[other.end() : high]) - len(text[other.end() : high].lstrip("，；、 "))
    return _verbs(text, low, high, duties) or (bare and _bare(text, low, high, duties))


def _inside_word(text: str, at: int) -> bool:
    return bool(re.match("[一-龥]", text[at - 1])) and text[at - 2 : at] not in ("具体", "主要")


def _cut(text: str, low: int, high: int) -> int:
    other = _OTHER_LABEL.search(text, low, high)
    return other.start() if other else high


def _value(text: str, low: int, high: int, duties: Duties, role: Role, cue: tuple[int, int]) -> None:
    if _CUE.search(text, low, high) and _verbs(text, low, high, duties):
        return
    names, is_open = split_names(text, low, high)
    duties.is_open = duties.is_open or is_open
    duties.add([name for name in names if len(name.text) <= 40], role, cue, f"duty.label.{role}", 0.97)


def _verbs(text: str, low: int, high: int, duties: Duties) -> bool:
    """A牵头，B、C配合; A会同B负责; A、B按职责分工负责."""
    found: list[tuple[list[Name], Role, tuple[int, int]]] = []
    is_open = False
    pending: tuple[list[Name], tuple[int, int]] | None = None
    at = low
    for cue in _CUE.finditer(text, low, high):
        names, part_open = split_names(text, _begin(text, at, cue.start()), cue.start())
        if not all(is_plausible(name.text) for name in names):
            return False
        is_open = is_open or part_open
        at = cue.end()
        if cue["together"]:
            pending = (names, cue.span())
            continue
        role: Role = "responsible" if cue["divided"] or cue["responsible"] else "lead" if cue["lead"] else "participate"
        if pending:
            found.append((pending[0], "responsible" if cue["divided"] else "lead", pending[1]))
            found.append((names, "responsible" if cue["divided"] else "participate", cue.span()))
            pending = None
        elif names:
            found.append((names, role, cue.span()))
    if pending:
        rest, part_open = split_names(text, at, high)
        is_open = is_open or part_open
        found += [(pending[0], "lead", pending[1]), (rest, "participate", pending[1])]
        at = high
    tail, tail_open = split_names(text, _begin(text, at, high), high)
    if found and tail and all(is_actor(name.text) for name in tail):
        found.append((tail, "responsible", found[-1][2]))
        is_open = is_open or tail_open
    if not is_open and not any(names for names, _, _ in found):
        return False
    duties.is_open = duties.is_open or is_open
    for names, role, cue_span in found:
        duties.add(names, role, cue_span, f"duty.verb.{role}", 0.95)
    return True


def _begin(text: str, at: int, until: int) -> int:
    """Where a list begins after the sign that parts it from what came before."""
    while at < until and text[at] in "，；、。 由并\n":
        at += 1
    return at


def _bare(text: str, low: int, high: int, duties: Duties) -> bool:
    names, is_open = split_names(text, low, high)
    if not any(is_actor(name.text) for name in names) or any(_LABEL_WORD.match(name.text) for name in names):
        return False
    if not all(is_plausible(name.text) or _OWN_ROLE.search(name.text) for name in names):
        return False
    duties.is_open = duties.is_open or is_open
    duties.add(names, "responsible", (low, high), "duty.bare", 0.85)
    return True


def unit_duties(text: str, low: int, high: int) -> Duties | None:
    """The bodies that a heading consists of (（一）市公安局, 二、各镇人民政府、街道办事处); None where it says anything else."""
    names, is_open = split_names(text, low, high)
    if not names or not all(is_actor(name.text) for name in names):
        return None
    duties = Duties(is_open=is_open, explicit=True)
    duties.add(names, "responsible", (low, high), "duty.heading", 0.85)
    return duties


def headed_duties(text: str, low: int, high: int) -> Duties | None:
    """市教育局：负责… or 市教育局。… : the words before the sign are the bodies; None where they are not."""
    head = re.compile(r"\s*(?:\d{1,2}[.、])?([^，。；：\n]{2,40})[：。\n]").match(text, low, high)
    duties = unit_duties(text, *head.span(1)) if head else None
    if head is None or duties is None or high - head.end() < 6:
        return None
    join_partners(text, head.end(), high, duties)
    return duties


def join_partners(text: str, low: int, high: int, duties: Duties) -> None:
    """Adds the named Y of each 会同Y: under a heading that names X, and after X："""
    for together in _TOGETHER.finditer(text, low, high):
        _joined(text, together, duties)


def _labelled_lines(text: str, start: int, end: int, duties: Duties) -> None:
    """责任单位：A、B on a line of its own or after a sentence."""
    covered = duties.spans
    labels = [
        match
        for match in _LABEL.finditer(text, start, end)
        if text[match.end() - 1] in "：: "
        and (match.start() == start or text[match.start() - 1] in "\n。；， \t　】）*")
        and not any(low <= match.start() < high for low, high in covered)
    ]
    for index, label in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else end
        stop = re.compile(r"[。\n]|；(?!\s*$)").search(text, label.end(), limit)
        high = stop.start() if stop else limit
        before = len(duties.found)
        _value(text, label.end(), _cut(text, label.end(), high), duties, _ROLES[label["word"]], label.span())
        if len(duties.found) > before:
            duties.spans.append((label.start(), high))


def _running_text(text: str, start: int, end: int, duties: Duties) -> None:
    for match in _FOUNDED.finditer(text, start, end):
        low, high = match.span("name")
        for verb in re.finditer("设立|成立|组建|建立健全|建立完善|健全完善|建立|完善|的", text[low:high]):
            low = match.start("name") + verb.end()
        duties.add([Name(low, high, text[low:high])], "lead", match.span(), "duty.founded", 0.8)
    for rule, role in ((_BY, None), (_ROLE_OF_BODY, "responsible")):
        for match in rule.finditer(text, start, end):
            names, is_open = split_names(text, *match.span("names"))
            explains = _EXPLAINS.match(text, match.end())
            if names and not explains and all(is_actor(name.text) for name in names):
                duties.is_open = duties.is_open or is_open
                given: Role = "responsible" if role or match["verb"] in ("负责", "承担", "组织实施") else "lead"
                cue = match.span() if role else match.span("verb")
                duties.add(names, given, cue, "duty.running.by" if role is None else "duty.running.body", 0.8)
                if role is None and (together := _TOGETHER.match(text, match.end() + 1)):
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
            duties.add(names, role_of_label(match["part"]) or "responsible", match.span("part"), "duty.running.is", 0.8)
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
        if not names or not all(is_actor(name.text) for name in names):
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
            role = "lead" if modal[0] == "会同" else role
            _joined(text, together, duties)
        duties.is_open = duties.is_open or is_open or bool(re.search("会同(?:有关|相关|各有关)", predicate))
        kind = "subject" if any(_is_named(name.text) for name in names) else "kind"
        duties.add(names, role, modal.span(), f"duty.{kind}.{role}", 0.75 if kind == "subject" else 0.6)
        return
    _acting(text, low, end, duties)


def _acting(text: str, low: int, end: int, duties: Duties) -> None:
    """市教育局按照职责制定…: a clause that begins with known bodies and says what they do."""
    stop = re.compile("[；。：！？\n“《（]").search(text, low, min(end, low + 60))
    clause_end = stop.start() if stop else min(end, low + 60)
    for action in _ACTION.finditer(text, low + 3, clause_end):
        names, is_open = split_names(text, low, action.start())
        if not names or not all(_is_named(name.text) for name in names):
            continue
        role: Role = "participate" if action["verb"] in ("配合", "参与") else "responsible"
        role = "lead" if action["verb"] == "牵头" else role
        if re.match("[一-龥]{0,4}配合", text[action.end("verb") : clause_end]):
            role = "participate"
        duties.is_open = duties.is_open or is_open
        duties.add(names, role, action.span("verb"), f"duty.acting.{role}", 0.65)
        return


def _joined(text: str, together: "re.Match[str]", duties: Duties) -> None:
    """The Y of X会同Y…: the longest list of names that follows."""
    stop = re.compile("[，。；：\n]").search(text, together.end())
    for high in range(min(stop.start() if stop else len(text), together.end() + 40), together.end() + 2, -1):
        names, is_open = split_names(text, together.end(), high)
        if text[high - 1 : high + 1] != "部门" and (names or is_open) and all(is_known(name.text) for name in names):
            duties.is_open = duties.is_open or is_open
            duties.add(names, "participate", together.span(), "duty.subject.participate", 0.75)
            return


def _is_named(name: str) -> bool:
    """A named body or a quantified collective (各县区, 教育部门), not a bare kind of body (企业, 职业学校)."""
    named = not is_collective(name) or bool(_GENERAL.match(name)) or name.endswith("部门")
    return named and is_known(name)
