"""Recording what a person says, and taking it back."""

import difflib
import getpass
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from graph.errors import UsageError
from graph.resolve.contradictions import describe
from graph.resolve.judgement import (
    CHANGEABLE,
    FIELDS,
    SHARED,
    Decision,
    Ground,
    Verdict,
    is_relation,
    root_of,
    verdict_of,
)
from graph.resolve.review import Review
from ui.services.asking import ask, find_actors
from ui.services.session import Session
from ui.words import KINDS, ROLES, role_of

__all__ = ["VERDICTS", "Said", "decide", "find_document", "open_review", "reviewed_documents", "undo_decision"]

VERDICTS = {one.value: one.label for one in Verdict if one is not Verdict.UNDO}
"""The verdicts, each with its Chinese word."""

_ID = re.compile(r"[0-9a-f]{4}-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about `target`: an id that a list shows, or the name of a body, program or person.

    `value` is the second name for same and different, the new name, kind or role, or the note; for add the name of what is
    added, with its `role` where it has a duty, and its `kind`. `document` limits different to one document.
    """

    verdict: str
    target: str
    value: str = ""
    role: str = ""
    kind: str = ""
    quote: str = ""
    document: str = ""
    why: str = ""
    by: str = ""


def reviewed_documents(session: Session) -> dict[str, str]:
    """Titles of the loaded documents by key."""
    rows = ask(session, "documents", {}).rows
    return {row["document_key"]: row["document"] or row["doc_number"] or "（无标题）" for row in rows}


def open_review(session: Session) -> Review:
    """The record and the graph, which say the same when this returns."""
    review = Review(session.store, session.settings.home)
    review.catch_up()
    return review


def find_document(titles: Mapping[str, str], wanted: str) -> str:
    """The key of the document that a user means by key, title or an unambiguous part of it.

    Raises:
        UsageError: there is none, or there are several; the message names the nearest.
    """
    if wanted in titles:
        return wanted
    found = [key for key, title in titles.items() if wanted == title] or [
        key for key, title in titles.items() if wanted in title or wanted in key
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"有几份文件的标题含“{wanted}”，请写全：{_listed([titles[key] for key in found])}")
    near = difflib.get_close_matches(wanted, titles.values(), n=1, cutoff=0.3)
    hint = f"您要找的是《{near[0]}》吗？" if near else "用 zeren query documents 查看已载入的文件"
    raise UsageError(f"没有找到文件“{wanted}”。{hint}")


def decide(session: Session, said: Said) -> str:
    """Record a decision and put it into the graph; gives it in words.

    Raises:
        UsageError: it cannot be said of this, contradicts another decision (both are named), or is not complete.
        InputError: the record cannot be read or written.
        DatabaseError: the database cannot be reached; nothing has changed.
    """
    verdict = verdict_of(said.verdict)
    if verdict is None or verdict is Verdict.UNDO:
        words = [*VERDICTS, *VERDICTS.values()]
        near = difflib.get_close_matches(said.verdict, words, n=1)
        hint = f"，您要用的是 {near[0]} 吗" if near else ""
        listed = "、".join(f"{word}（{label}）" for word, label in VERDICTS.items())
        raise UsageError(f"没有“{said.verdict}”这种结论{hint}。可用：{listed}")
    review = open_review(session)
    decision = _Deciding(session, review, said, verdict).decision()
    review.commit([decision])
    return describe(decision)


def undo_decision(session: Session, wanted: str, *, why: str = "", by: str = "") -> str:
    """Take a decision back, by the beginning of its id; gives it in words.

    Raises:
        UsageError: there is none, or it is undone already.
    """
    return describe(open_review(session).undo(wanted, time=_now(), by=by or _user(), why=why))


class _Deciding:
    """Makes a decision of what was said."""

    def __init__(self, session: Session, review: Review, said: Said, verdict: Verdict) -> None:
        self.session = session
        self.review = review
        self.said = said
        self.verdict = verdict

    def decision(self) -> Decision:
        said = self.said
        if not said.target.strip():
            raise UsageError("请说明是哪一条：给出编号，或单位、项目、人员的名称")
        ground, other = self._target(said.target.strip())
        more: dict[str, Any] = {}
        match self.verdict:
            case Verdict.SAME | Verdict.DIFFERENT:
                ground, other = self._pair(ground, other)
            case Verdict.RIGHT | Verdict.WRONG:
                self._check_claim(ground)
            case Verdict.ADD:
                ground, more = self._added(ground)
                other = more.pop("other")
            case Verdict.RENAME:
                if is_relation(ground.type) or ground.field or root_of(ground.type) == "Target":
                    raise self._wrong_subject("单位、项目、人员和任务")
                more["value"] = self._value("新名称，例如 zeren review decide rename 市教体局 市教育体育局")
                if more["value"] == ground.name:
                    raise UsageError(f"它已经叫“{ground.name}”了")
                self._check_free(ground, more["value"])
            case Verdict.RETYPE:
                if root_of(ground.type) != "Actor":
                    raise self._wrong_subject("单位")
                more["value"] = self._kind(self._value(f"类别：{'、'.join(KINDS.values())}"))
                if more["value"] == ground.type:
                    raise UsageError(f"“{ground.name}”已经是{KINDS[ground.type]}了")
            case Verdict.REROLE:
                if ground.type != "RESPONSIBLE_FOR":
                    raise self._wrong_subject("责任")
                more["value"] = self._role(self._value(f"角色：{'、'.join(ROLES.values())}"))
                if more["value"] == ground.detail:
                    raise UsageError(f"它的角色已经是{ROLES[ground.detail]}了")
            case Verdict.NOTE:
                ground, other = replace(ground, field=""), None
                more["value"] = self._value("备注的内容")
        return Decision.make(
            time=_now(),
            by=said.by or _user(),
            verdict=self.verdict,
            ground=ground,
            other=other,
            why=said.why.strip(),
            **more,
        )

    def _target(self, wanted: str) -> tuple[Ground, Ground | None]:
        if _ID.fullmatch(wanted):
            return self.review.find(wanted)
        return self._named(wanted), None

    def _named(self, wanted: str) -> Ground:
        """A body, program or person by name or key; a body also by a part of its name that tells it."""
        rows = self.session.store.query(
            "MATCH (n:Program|Person) WHERE n.name = $name OR n.key = $name RETURN n.key AS key, n.name AS name ORDER BY key",
            {"name": wanted},
        ).rows
        if len(rows) > 1:
            keys = "、".join(str(row[0]) for row in rows)
            raise UsageError(f"有几处都叫“{wanted}”，请用其中一个标识代替名称：{keys}")
        return self.review.body(str(rows[0][0]) if rows else find_actors(self.session, [wanted])[0])

    def _pair(self, ground: Ground, other: Ground | None) -> tuple[Ground, Ground | None]:
        if self.verdict is Verdict.DIFFERENT and self.said.document:
            document = find_document(reviewed_documents(self.session), self.said.document)
            if root_of(ground.type) != "Actor" or ground.field:
                raise self._wrong_subject("单位")
            if ground.key not in {one.key for one in self.review.extracted(document).nodes}:
                raise UsageError(f"这份文件没有写到“{ground.name}”")
            return replace(ground, document=document, names=()), None
        if other is None or ground.field:
            other = self._named(self._value("另一个名称，例如 zeren review decide same 市教育局 市教体局"))
        if not root_of(ground.type) == root_of(other.type) or root_of(ground.type) not in SHARED:
            raise self._wrong_subject("两个单位、两个项目或两个人员")
        if ground.key == other.key:
            raise UsageError(f"“{ground.name}”和“{other.name}”在图谱里本来就是同一个")
        return ground, other

    def _check_claim(self, ground: Ground) -> None:
        if root_of(ground.type) in SHARED:
            raise UsageError(f"“{ground.name}”是名称，不是一条内容；请给出 zeren review list 里的编号")
        if self.verdict is Verdict.WRONG and ground.field and ground.field not in CHANGEABLE:
            ways = {
                "owner": "add 补充责任单位",
                "leads": "rerole 改其中一个的角色",
                "clash": "wrong 判其中一个目标有误",
            }
            raise UsageError(
                f"“{FIELDS[ground.field]}”不能直接判为有误，请用 {ways[ground.field]}（编号见 zeren review list --all）"
            )

    def _added(self, ground: Ground) -> tuple[Ground, dict[str, Any]]:
        if ground.type != "Task" or ground.document is None:
            raise self._wrong_subject("任务")
        said = self.said
        name = self._value("要补充的单位或项目的名称，例如 zeren review decide add 编号 市财政局 --role 配合")
        kind = "Program" if said.kind in ("项目", "Program") else self._kind(said.kind) if said.kind else ""
        role = self._role(said.role) if said.role else ""
        if kind == "Program" and role:
            raise UsageError("项目没有角色，请去掉 --role")
        if said.quote and said.quote not in str(
            {one.label: one for one in self.review.extracted(ground.document).nodes}["Document"].properties.get(
                "text", ""
            )
        ):
            raise UsageError("文件里没有这句原文，请照原文抄写（包括标点），或不填原文")
        other = self.review.named(name, kind, ground.document)
        return replace(ground, field=""), {"other": other, "value": role, "quote": said.quote}

    def _check_free(self, ground: Ground, name: str) -> None:
        root = root_of(ground.type)
        if root not in SHARED:
            return
        place = ground.properties.get("place")
        rows = self.session.store.query(
            f"MATCH (n:{root} {{name: $name}}) RETURN n.key AS key, n.place AS place", {"name": name}
        ).rows
        if any(key != ground.key and (root != "Actor" or other == place) for key, other in rows):
            raise UsageError(
                f"图谱里已经有“{name}”；如果是同一个，请用 zeren review decide same “{name}” “{ground.name}”"
            )

    def _value(self, what: str) -> str:
        words = self.said.value.strip()
        if not words:
            raise UsageError(f"判为“{self.verdict.label}”时还要给出{what}")
        return words

    def _role(self, words: str) -> str:
        role = role_of(words)
        if role is None:
            raise UsageError(f"角色应为 {'、'.join(ROLES.values())} 之一，实为“{words}”")
        return role

    def _kind(self, words: str) -> str:
        found = next((kind for kind, name in KINDS.items() if words in (kind, name)), None)
        if found is None:
            near = difflib.get_close_matches(words, [*KINDS.values()], n=1, cutoff=0.5)
            hint = f"，您要用的是 {near[0]} 吗" if near else ""
            raise UsageError(f"没有“{words}”这种类别{hint}。可用：{'、'.join(KINDS.values())}")
        return found

    def _wrong_subject(self, wanted: str) -> UsageError:
        return UsageError(f"“{self.verdict.label}”只能用于{wanted}，“{self.said.target}”不是")


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"《{name}》" for name in names[:5])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "未署名"
