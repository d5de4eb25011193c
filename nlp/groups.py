"""Leading groups and joint meetings with their people: 组长, 副组长, 成员, 召集人 and their posts."""

import re
from collections.abc import Iterator

from graph.reading import Group, Member

__all__ = ["find_groups"]

_ROLE = (
    r"(?:第\s*一\s*)?(?:常\s*务\s*)?(?:副\s*)?(?:组\s*长|总\s*指\s*挥|指\s*挥\s*长|主\s*任(?:\s*委\s*员)?|召\s*集\s*人|会\s*长|理\s*事\s*长|总\s*召\s*集\s*人)"
    r"|成\s*员(?:\s*单\s*位)?|委\s*员|执\s*行\s*组\s*长|秘\s*书\s*长|联\s*络\s*员|政\s*委"
)
_LINE_ROLE = re.compile(rf"^[ \t　]*(?P<role>{_ROLE})\s{{0,8}}[：:][ \t　]*(?P<rest>[^\n]*)$")
_PERSON = re.compile(
    r"^[ \t　]*(?P<person>[一-龥·]{2,4}|[一-龥] {1,6}[一-龥]|[一-龥·]{2,10})(?P<gap>[ \t　]+|（|，)(?P<posts>[^\n]{2,60}?)[ \t　]*$"
)
_POST = re.compile(
    r"(?:长|主任|书记|主席|调研员|局长|总经理|董事长|经理|院长|校长|行长|委员|处长|司令员|政委|秘书|主编|总监|总裁|负责人|教授|研究员|代表|台长|社长|干事|主管|科员|会长|组长|工程师|理事|专家|成员)"
    r"(?:（[^（）]{1,12}）)?$"
)
_NAME = re.compile(r"(?:领导小组|工作组|联席会议|专班|指挥部|委员会|协调小组|专项组|工作小组|推进组|小组|专家组)")
_NUMBERED = re.compile(r"(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十\d]{1,3}[、.])\s*")
_TAIL = re.compile(r"(?:组成人员|成员)?(?:名单|组成|人员名单|成员名单|成员)$")
_ASIDE = re.compile("（(?:女|[一-龥]{1,5}族|[一-龥、，]{0,8}(?:女|族))）")
# 党委书记 王林、院长 李木: posts before names.
_BEFORE_NAME = re.compile(
    r"(?:^|(?<=、))[ 　]*(?P<post>[一-龥“”]{2,20}?(?:长|主任|书记|主席|经理))[ 　]+(?P<person>[一-龥]{2,3})(?=[、 　]|$)"
)
_ALSO = re.compile("（[^（）]*兼[^（）]*）")
_FOUNDED = re.compile(
    r"(?:成立|组建|设立)(?:由[^，。]{2,30}的)?(?P<name>[^，。；、由]{2,40}?(?:领导小组|工作组|联席会议|专班|指挥部|协调小组|推进组|工作小组))"
)
_HELD_BY = re.compile(
    r"(?P<role>(?:第一)?(?:常务)?(?:副)?(?:组长|总指挥|指挥长|召集人|主任))由(?P<who>[^。；]{2,80}?)(?:同志)?担任"
)
_AS = re.compile(
    r"(?:，|、)(?P<who>[^，。；]{4,80}?)(?:等)?(?:同志)?(?:任|担任|为)(?P<role>副组长|副总指挥|副召集人|成员)"
)
_HOLDER = re.compile(
    r"(?:^|(?<=[由、，和及]))(?P<post>[一-龥]{1,20}?(?:长|主任|书记|主席|经理|秘书))(?P<person>[一-龥]{2,3})(?:同志)?(?=[、，和及等]|$)"
)
_OFFICE = re.compile(r"办公室(?:设在|设于|设立在)(?P<place>[^，。；\n]{2,30})")
_CONCURRENT = re.compile(
    r"(?P<person>[一-龥]{2,4}?|[一-龥] {1,4}[一-龥])(?:同志)?(?:兼任|任|担任|兼)(?:[一-龥]{0,10}?)(?P<role>办公室(?:副)?主任|秘书长)"
)


def find_groups(text: str, start: int, end: int, title: str = "") -> list[Group]:
    """The groups between two offsets, each with its members in printed order; `title` names one that has no heading."""
    groups: list[Group] = []
    group: Group | None = None
    role = ""
    heading: tuple[str, int, int] | None = None
    for low, line in _lines(text, start, end):
        named = _LINE_ROLE.match(line)
        if named:
            role_name = re.sub(r"\s", "", named["role"])
            begins = group is None or (heading is not None and bool(group.members)) or _first(role_name, group)
            if begins:
                words, a, _ = heading or (title or "工作领导小组", low, low + len(line))
                number = _NUMBERED.match(words)
                a += number.end() if number else 0
                name = _TAIL.sub("", words[number.end() if number else 0 :].strip())
                group = Group(name, name, a, a + len(name), rule="group.list", confidence=0.95)
                groups.append(group)
                heading = None
            role = role_name
            _people(named["rest"], low + named.start("rest"), role, group)
            continue
        if group is not None and group.members and _member_line(line):
            _people(line, low, role, group)
            continue
        words = line.strip()
        if 4 <= len(words) <= 60 and _NAME.search(words) and not re.search("[。；：，]", words):
            offset = low + line.find(words)
            heading, group = (words, offset, offset + len(words)), None if group is None or group.members else group
        elif groups and words:
            _office(text, low, line, groups[-1])
        told = _told(line, low)
        if told:
            groups.append(told)
            _office(text, low, line, told)
    return [one for one in groups if one.members]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for line in text[start:end].split("\n"):
        yield at, line
        at += len(line) + 1


def _first(role: str, group: Group | None) -> bool:
    """组长 or 召集人 after members begins the next list."""
    return (
        group is not None
        and role in ("组长", "召集人", "总指挥")
        and any(member.role_in_group == "成员" for member in group.members)
    )


def _member_line(line: str) -> bool:
    match = _PERSON.match(line)
    return bool(match and _POST.search(_ALSO.sub("", match["posts"]).strip()))


def _people(rest: str, at: int, role: str, group: Group | None) -> None:
    if group is None:
        return
    listed = [one for one in _BEFORE_NAME.finditer(rest)]
    if listed and listed[0].start() <= 1:
        for one in listed:
            start, end = at + one.start("person"), at + one.end("person")
            group.members.append(Member(one["person"], role, [one["post"]], start, end, "group.member", 0.9))
        return
    match = _PERSON.match(_ASIDE.sub(lambda aside: " " * len(aside[0]), rest))
    if not match:
        return
    words = _ALSO.sub("", match["posts"]).strip().removesuffix("）")
    if not _POST.search(words):
        return
    posts = [post.strip() for post in re.split("[、，]", words)]
    person = re.sub(r"\s", "", match["person"])
    group.members.append(
        Member(
            person,
            role,
            [post for post in posts if post],
            at + match.start("person"),
            at + match.end("person"),
            "group.member",
            0.95,
        )
    )


def _told(line: str, low: int) -> Group | None:
    """成立X专班，组长由副区长王林担任，副组长由…: a group whose people a sentence tells; None where it names none."""
    name = _FOUNDED.search(line)
    if name is None:
        return None
    start, end = low + name.start("name"), low + name.end("name")
    group = Group(name["name"], name["name"], start, end, rule="group.told", confidence=0.85)
    for told in (*_HELD_BY.finditer(line, name.end()), *_AS.finditer(line, name.end())):
        for one in _HOLDER.finditer(line, *told.span("who")):
            start, end = low + one.start("person"), low + one.end("person")
            group.members.append(Member(one["person"], told["role"], [one["post"]], start, end, "group.told", 0.85))
    return group if group.members else None


def _office(text: str, low: int, line: str, group: Group) -> None:
    office = _OFFICE.search(line)
    if office and group.office_in is None:
        group.office_in = office["place"].strip()
        group.office_span = (low + office.start("place"), low + office.end("place"))
    for match in _CONCURRENT.finditer(line):
        person = re.sub(r"\s", "", match["person"])
        known = next((member for member in group.members if person.endswith(member.person)), None)
        if known:
            begin = low + match.end("person") - len(match["person"].strip()) + len(person) - len(known.person)
            group.members.append(
                Member(
                    known.person,
                    match["role"],
                    list(known.posts),
                    begin,
                    low + match.end("person"),
                    "group.office",
                    0.95,
                )
            )
