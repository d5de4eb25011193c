"""What a person should look at, and what people have decided."""

import difflib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.errors import InputError, UsageError
from graph.resolve.contradictions import what_of
from graph.resolve.doubts import KINDS as DOUBT_KINDS
from graph.resolve.finding import NAMED_CLAIMS
from graph.resolve.judgement import root_of
from graph.resolve.resolver import Record, parse_lines
from ui.services.deciding import find_document, open_review, reviewed_documents
from ui.services.session import Session
from ui.words import ROLES

__all__ = ["DOUBT_KINDS", "decisions", "doubts", "export_decisions", "facts", "import_decisions"]

_STATES = {"in_force": "生效", "undone": "已撤销", "gone": "依据已不在"}


Row = dict[str, Any]


def doubts(session: Session, *, document: str = "", kind: str = "") -> list[Row]:
    """What a person should look at, the most doubtful first: id, kind, what, reason, quote, document, verdicts.

    Raises:
        UsageError: no such document or kind; the message names the nearest.
        DatabaseError: the database cannot be reached.
    """
    wanted = _doubt_kind(kind) if kind else None
    titles = reviewed_documents(session)
    keys = [find_document(titles, document)] if document else None
    review = open_review(session)
    return [
        {
            "id": one.id,
            "kind": DOUBT_KINDS[one.kind],
            "what": one.what,
            "reason": one.reason,
            "quote": one.quote,
            "document": titles.get(one.document or "", ""),
            "document_key": one.document,
            "verdicts": [verdict.value for verdict in one.verdicts],
            "target": one.ground.name,
            "other": one.other.name if one.other else "",
            "role": one.ground.detail,
        }
        for one in review.doubts(keys)
        if wanted is None or one.kind == wanted
    ]


def facts(session: Session, document: str) -> list[Row]:
    """All that can be decided about a document, in its order: id, kind, what, quote, whether a person has said something.

    Raises:
        UsageError: no such document.
    """
    titles = reviewed_documents(session)
    key = find_document(titles, document)
    applied = open_review(session).applied(key)
    names = {(root_of(one.label), one.key): _name(one.properties) for one in applied.facts.nodes}
    rows = []
    for one in applied.claims:
        if one.source[0] and one.label not in NAMED_CLAIMS:
            continue
        if one.source[0]:
            printed = str(one.properties.get("printed", ""))
            ends = [names.get((root_of(label), end)) or printed for label, end in (one.source, one.target)]
            role = ROLES.get(
                str(one.properties.get("role")), str(one.properties.get("role") or one.properties.get("title") or "")
            )
            what = " — ".join(ends) + (f"（{role}）" if role else "")
        else:
            what = f"{one.properties.get('number', '')}{_name(one.properties)}"
        decided = list(one.properties.get("decisions", []))
        rows.append(
            {
                "id": one.ground.id if one.ground else "",
                "kind": {"Task": "任务", "Target": "目标"}.get(one.label) or NAMED_CLAIMS[one.label],
                "what": what,
                "quote": str(one.properties.get("quote") or one.properties.get("text") or ""),
                "human": "人工" if one.properties.get("basis") == "human" else "有备注" if decided else "",
                "notes": list(one.properties.get("notes", [])),
                "decisions": decided,
                "document": titles[key],
                "_at": (one.properties.get("start") is None, one.properties.get("start") or 0),
            }
        )
    rows.sort(key=lambda row: row.pop("_at"))
    return rows


def decisions(session: Session, *, everything: bool = True) -> list[Row]:
    """The record: time, who, verdict, what, why, id and what has become of each; only those in force or gone, if not `everything`."""
    titles = reviewed_documents(session)
    rows = []
    for one in open_review(session).states():
        if everything or one.state != "undone":
            said = one.decision
            rows.append(
                {
                    "time": _local(said.time),
                    "by": said.by,
                    "verdict": said.verdict.label,
                    "what": what_of(said),
                    "why": said.why,
                    "quote": said.quote or (said.ground.quote if said.ground else ""),
                    "state": _STATES[one.state],
                    "undone_by": f"{one.undone_by.by} {_local(one.undone_by.time)}" if one.undone_by else "",
                    "id": said.id,
                    "document": titles.get(said.document or "", said.document or ""),
                }
            )
    return rows


def export_decisions(session: Session, path: Path) -> int:
    """Write the whole record, a line a decision in the order of their time; gives the number of lines.

    Raises:
        InputError: the file cannot be written, or the record cannot be read.
    """
    entries = Record(session.settings.home).read().entries
    try:
        path.write_text("".join(one.to_line() + "\n" for one in entries), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"不能写入 {path}：{error.strerror or error}，请换一个文件夹后重试") from error
    return len(entries)


def import_decisions(session: Session, path: Path) -> int:
    """Take over what others have decided, all lines or none; gives the number of new ones.

    Raises:
        InputError: the file cannot be read, or a line of it is no decision.
        UsageError: one contradicts another (both are named).
        DatabaseError: the database cannot be reached; nothing has changed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} 读不出来，应为 zeren review export 导出的文件") from error
    return len(open_review(session).commit(parse_lines(text, path.name)))


def _doubt_kind(words: str) -> str:
    found = next((kind for kind, name in DOUBT_KINDS.items() if words in (kind, name)), None)
    if found is None:
        near = difflib.get_close_matches(words, [*DOUBT_KINDS, *DOUBT_KINDS.values()], n=1)
        hint = f"，您要用的是 {near[0]} 吗" if near else ""
        listed = "、".join(f"{kind}（{name}）" for kind, name in DOUBT_KINDS.items())
        raise UsageError(f"没有“{words}”这类存疑{hint}。可用：{listed}")
    return found


def _name(properties: Mapping[str, Any]) -> str:
    return next((str(properties[name]) for name in ("name", "title", "text") if properties.get(name)), "")


def _local(time: str) -> str:
    """A time of the record as people here read it."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return time
