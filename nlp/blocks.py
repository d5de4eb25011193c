"""Who must do it, where words set it apart: brackets, labels, cells and headings that name bodies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.reading import Role
from nlp.names import Name, is_actor, is_plausible, split_names

__all__ = [
    "Duties",
    "Duty",
    "FirstLeads",
    "brackets",
    "first_leads",
    "labelled_lines",
    "parse_block",
    "role_of_label",
    "unit_duties",
]  # fmt: skip

_LABEL = re.compile(
    r"(?:(?P<word>牵头|主办|主责|主管|责任|负责|承办|落实|实施|配合|参与|参加|协办|协同|协助|支持)(?:责任|实施|落实|负责|配合)?"
    r"(?:单位|部门|处室|科室|机构|主体|单位和部门|单位（部门）)(?:及[^：\n]{1,6})?\s?(?:：|:|为)"
    r"|(?P<short>牵头|主办|承办|责任|配合|参与|协办|落实)[：:])\s?"
)
# 主办：… 承办：… at the foot of a web page names who runs the site.
_FOOTER = re.compile(r"^(?:主办|承办)(?:[：:]|.*(?:ICP|公网安备|网站标识|版权所有|技术支持|备案号))")
_LABEL_WORD = re.compile("^(?:牵头|主办|责任|负责|承办|落实|实施|配合|参与|协办)(?:单位|部门)$")
_ROLES: dict[str, Role] = {
    **dict.fromkeys(("牵头", "主办", "主责", "主管"), "lead"),
    **dict.fromkeys(("责任", "负责", "承办", "落实", "实施"), "responsible"),
    **dict.fromkeys(("配合", "参与", "参加", "协办", "协同", "协助", "支持"), "participate"),
}
_DUTY = "(?:按|按照|依据|根据|依)(?:各自)?(?:职责|职能|责任)(?:和)?(?:权限)?(?:分工|任务)?(?:分别)?(?:组织)?(?:负责|落实|实施|推进|抓好落实|配合|做好)?"
_CUE = re.compile(
    rf"(?P<together>会同|会商)|(?P<divided>{_DUTY})"
    r"|(?P<lead>负责牵头|牵头抓总|(?:分别|共同)?牵头(?:负责|组织实施|组织|实施|落实|推进)?|主办|主抓|主责)"
    r"|(?P<participate>(?:密切|积极|共同|协同)?(?:配合|参与|参加|协助|协办|协同)(?:配合|落实|实施)?)"
    r"|(?P<responsible>(?:分别|共同|具体)?负责(?:组织)?(?:落实|实施|推进|抓好)?|承办|组织实施|(?:分别|共同|抓好|具体|组织|贯彻)?落实(?!到|好))"
)
_OTHER_LABEL = re.compile(
    r"(?:完成时限|完成时间|时限要求|时间要求|完成日期|责任人|责任领导|联系人|分管领导|牵头领导|指导单位|指导部门|监督单位|监督部门|考核单位|技术支撑单位|目标|进度)\s?[：:]|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:底)?前?完成"
)
# （A、B负责，其中A为牵头单位）
_AMONG = re.compile(r"，?其中(?P<who>[^，。；：、]{2,20}?)(?:为|是)牵头(?:单位|部门)?$")
_DOES = re.compile(r"于\d|共同|联合|及时|统筹|落实|制定|推进|开展|组织")
_FIRST_IS_LEAD = re.compile(
    r"(?:列|排列|排名|排序|排|名列)(?:在|于)?(?:第一|首)(?:位|个|家)?(?:者|的)?(?:责任)?(?:单位|部门)?(?:者)?(?:为|是|系)(?:牵头|主办|主责)(?:单位|部门)?"
    r"|(?:首位|第一(?:位|个|家)?)的?(?:责任)?(?:单位|部门)(?:为|是|系)(?:牵头|主办|主责)(?:单位|部门)?"
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

    def lead_among(self, name: str) -> None:
        """Makes one of the bodies the leading one."""
        self.found = [
            Duty(one.name, "lead", one.cue, one.rule, one.confidence) if one.name.text == name else one
            for one in self.found
        ]

    def change_role(self, role: Role) -> None:
        """Gives all bodies one role."""
        self.found = [Duty(one.name, role, one.cue, one.rule, one.confidence) for one in self.found]

    def below(self, heading: "Duties") -> "Duties":
        """These duties of a piece of text under a heading that names bodies for all below it."""
        both = Duties([*heading.found], self.is_open or heading.is_open, True, self.spans)
        for duty in self.found:
            both.add([duty.name], duty.role, duty.cue, duty.rule, duty.confidence)
        return both

    def lead_with_first(self, rule: "FirstLeads") -> None:
        """Applies a document's own rule that the body named first leads, and perhaps that the others help."""
        if any(duty.role == "lead" for duty in self.found):
            return
        own = sorted((duty for duty in self.found if duty.role == "responsible"), key=lambda duty: duty.name.start)
        if not own or (rule.of_several and len(own) == 1):
            return
        roles: dict[int, Role] = {id(own[0]): "lead"}
        if rule.others_help:
            roles |= {id(duty): "participate" for duty in own[1:]}
        self.found = [
            Duty(one.name, roles[id(one)], one.cue, "duty.first-leads", one.confidence) if id(one) in roles else one
            for one in self.found
        ]


@dataclass(frozen=True, slots=True)
class FirstLeads:
    """A document's rule that the body named first leads: where it stands, and what it says of the others."""

    start: int
    others_help: bool
    of_several: bool
    """It speaks of lists of two bodies and more only."""


def first_leads(text: str) -> FirstLeads | None:
    """The rule that the body named first in each list leads; None where the document has none."""
    found = _FIRST_IS_LEAD.search(text)
    if found is None:
        return None
    sentence = text[max(text.rfind(mark, 0, found.start()) for mark in "。；\n") + 1 : found.start()]
    others = re.match(
        r"[^。；\n]{0,6}其[余他](?:单位|部门)?(?:均|都)?(?:为|是)(?:配合|参与|协办|协助)", text[found.end() :]
    )
    return FirstLeads(found.start(), others is not None, bool(re.search("两个(?:及)?以上|多个|不止一", sentence)))


def role_of_label(label: str) -> Role | None:
    """The role that a label or a column's head gives (牵头单位 → lead); None where it gives none."""
    match = re.search("|".join(_ROLES), label)
    return _ROLES[match[0]] if match else None


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
            _value(
                text,
                label.end(),
                _cut(text, label.end(), stop),
                duties,
                _ROLES[label["word"] or label["short"]],
                label.span(),
            )
        return True
    among = _AMONG.search(text, low, high)
    if among:
        done = parse_block(text, low, among.start(), duties, bare)
        duties.lead_among(among["who"])
        return done
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
            # In A、B，C参与 only C, behind the last comma, takes part.
            comma = text.rfind("，", low, cue.start()) if role == "participate" and not found else -1
            before = [name for name in names if name.start < comma]
            if before:
                found.append((before, "responsible", cue.span()))
            found.append(([name for name in names if name not in before], role, cue.span()))
    if pending:
        stop = _DOES.search(text, at, high)
        rest, part_open = split_names(text, at, stop.start() if stop else high)
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
    """The bodies that a heading consists of (（一）市公安局, 二、市水利局（18分）); None where it says anything else."""
    score = re.compile(r"（\d{1,3}分）\s*$").search(text, low, high)
    high = score.start() if score else high
    names, is_open = split_names(text, low, high)
    if not names or not all(is_actor(name.text) for name in names):
        return None
    duties = Duties(is_open=is_open, explicit=True)
    duties.add(names, "responsible", (low, high), "duty.heading", 0.93)
    return duties


def labelled_lines(text: str, start: int, end: int, duties: Duties) -> None:
    """责任单位：A、B on a line of its own or after a sentence."""
    covered = duties.spans
    labels = [
        match
        for match in _LABEL.finditer(text, start, end)
        if text[match.end() - 1] in "：: 为"
        and (match.start() == start or text[match.start() - 1] in "\n。；， \t　】）*")
        and not any(low <= match.start() < high for low, high in covered)
        and not _FOOTER.search(text[match.start() : match.start() + 90])
    ]
    for index, label in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else end
        stop = re.compile(r"[。\n]|；(?!\s*$)").search(text, label.end(), limit)
        high = stop.start() if stop else limit
        before = len(duties.found)
        _value(
            text,
            label.end(),
            _cut(text, label.end(), high),
            duties,
            _ROLES[label["word"] or label["short"]],
            label.span(),
        )
        if len(duties.found) > before:
            duties.spans.append((label.start(), high))
