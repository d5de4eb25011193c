"""Content out of the graph, through the queries in `cypher/export/`."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from graph.errors import UsageError
from graph.model import model
from graph.reading import DOUBTFUL
from ui.exports.content import (
    Body,
    Content,
    DocumentRow,
    Doubt,
    Duty,
    Filters,
    GroupRow,
    LedgerRow,
    TargetRow,
)  # fmt: skip
from ui.exports.subgraph import collect_graph
from ui.exports.text import in_marks, marked, numbered, short_title
from ui.exports.words import quote_words, task_words
from ui.words import ROLES, date_words

__all__ = ["Run", "collect"]

Run = Callable[[str, Mapping[str, object]], Sequence[Mapping[str, Any]]]
"""Runs the query of this name in `cypher/export/` with these parameters."""

_Value = TypeVar("_Value")
_LINKS = {"RESPONSIBLE_FOR": "单位", "ADVANCES": "项目", "NAMES": "提及的单位", "HAS_TARGET": "目标"}


def collect(run: Run, filters: Filters) -> Content:
    """What the graph holds within these filters.

    Raises:
        UsageError: a role or date that is none, a document that is not loaded, or no task within the filters.
    """
    _check(filters)
    papers = run("documents", {"document": filters.document})
    documents = {str(row["key"]): _document(row) for row in papers}
    if not documents:
        asked = f"没有找到文件“{filters.document}”" if filters.document else "图中还没有文件"
        raise UsageError(f"{asked}，请先用 zeren load 载入")
    limited = any((filters.actor, filters.program, filters.role, filters.since, filters.until))
    rows = _tasks(run, filters, [*documents])
    if limited:
        if not rows:
            raise UsageError("没有符合筛选条件的任务，请放宽单位、项目、角色或时限后重试")
        concerned = {row["document"] for row in rows}
        documents = {key: one for key, one in documents.items() if key in concerned}
    tasks = list(dict.fromkeys(str(row["key"]) for row in rows))
    scope = {"tasks": tasks, "documents": [*documents], "actor": filters.actor}
    duties = _duties(run, tasks, filters)
    targets = _rows_by_task(run("targets", {"tasks": tasks}))
    ledger = _ledger(run, rows, documents, duties, targets)
    titles = {row.key: row.title for row in ledger}
    apart = [] if limited else run("targets_apart", {"documents": scope["documents"]})
    target_rows = [*(one for key in tasks for one in targets.get(key, ())), *apart]
    bodies = _bodies(duties, filters)
    subject, limits = _subject(documents), _limits(filters, bodies)
    nodes, edges = collect_graph(
        run, tasks, {row["key"]: row["properties"] for row in papers if row["key"] in documents}
    )
    return Content(
        title=f"{in_marks(short_title(subject)) if len(documents) == 1 else subject}责任台账"
        + (f"（{'，'.join(limits)}）" if limits else ""),
        subject=subject,
        limits=limits,
        filters=filters,
        made=date.today().isoformat(),
        documents=tuple(documents.values()),
        ledger=ledger,
        bodies=bodies,
        duties=duties,
        targets=tuple(_target(one, titles, documents) for one in target_rows),
        groups=_groups(run, scope, documents),
        doubts=(*_document_doubts(documents), *_task_doubts(ledger), *_uncertain(run, ledger)),
        nodes=nodes,
        edges=edges,
    )


def _check(filters: Filters) -> None:
    if filters.role is not None and filters.role not in ROLES:
        raise UsageError(f"角色应为 {'、'.join(ROLES)} 之一，实为“{filters.role}”")
    for name, day in (("起始", filters.since), ("截止", filters.until)):
        if day is not None and not re.fullmatch(r"\d{4}(-\d{2}){0,2}", day):
            raise UsageError(f"{name}日期应写成 2025、2025-06 或 2025-06-30，实为“{day}”")


def _tasks(run: Run, filters: Filters, documents: list[str]) -> Sequence[Mapping[str, Any]]:
    """The tasks within the filters, found by what leads to fewest of them: the body, the program, else the documents."""
    if filters.actor:
        found = run("tasks_of_actor", {"actor": filters.actor, "role": filters.role})
    elif filters.program:
        found = run("tasks_of_program", {"program": filters.program})
    else:
        found = run("tasks_of_documents", {"documents": documents})
    since, until = filters.since, filters.until
    return run("tasks", {
        "tasks": [row["key"] for row in found],
        "documents": documents if filters.document else None,
        "program": filters.program,
        "role": None if filters.actor else filters.role,
        "since": since + "-01-01"[len(since) - 4 :] if since else None,
        "until": until + "-12-31"[len(until) - 4 :] if until else None,
    })  # fmt: skip


def _document(row: Mapping[str, Any]) -> DocumentRow:
    of = row["properties"]
    return DocumentRow(
        key=row["key"],
        title=of.get("title") or of.get("standard_title") or of.get("doc_number") or "（无标题）",
        number=of.get("doc_number") or "",
        issuer=of.get("issuer") or "",
        date=of.get("date") or "",
        altered=bool(of.get("altered")),
        masked=bool(of.get("masked")),
        jurisdiction=of.get("jurisdiction") or "",
    )


def _subject(documents: Mapping[str, DocumentRow]) -> str:
    return next(iter(documents.values())).title if len(documents) == 1 else f"{len(documents)}份文件"


def _limits(filters: Filters, bodies: Sequence[Body]) -> tuple[str, ...]:
    """The filters in words; a body that was given by its key goes by its name."""
    names = {body.key: body.name for body in bodies}
    period = "至".join((date_words(filters.since or ""), date_words(filters.until or "")))
    deadline = f"完成时限{period}" if filters.since and filters.until else ""
    deadline = deadline or (f"完成时限不早于{date_words(filters.since)}" if filters.since else "")
    deadline = deadline or (f"完成时限不晚于{date_words(filters.until)}" if filters.until else "")
    actor = names.get(filters.actor or "", filters.actor)
    return tuple(one for one in (actor, filters.program, ROLES.get(filters.role or ""), deadline) if one)


def _kind(labels: Iterable[str]) -> str:
    """The lowest of a node's labels, which names its type."""
    known = [label for label in labels if label in model().nodes]
    return max(known, key=lambda label: len(model().node(label).parents), default="Actor")


def _duties(run: Run, tasks: list[str], filters: Filters) -> tuple[Duty, ...]:
    """The duties of these tasks in the order of the text; then those that bodies have through a collective."""
    place = {key: number for number, key in enumerate(tasks)}
    direct = [
        Duty(
            actor=row["actor"],
            actor_key=row["actor_key"],
            kind=_kind(row["labels"]),
            role=row["role"],
            task_key=row["task"],
            quote=row["quote"] or "",
            confidence=row["confidence"],
            printed=row["printed"] or "",
            by_hand=row["basis"] == "human",
        )
        for row in run("duties", {"tasks": tasks})
    ]
    direct.sort(key=lambda duty: place[duty.task_key])
    named = {duty.actor_key for duty in direct}
    collectives = sorted({duty.actor_key for duty in direct if duty.kind == "ActorClass"})
    through = [
        Duty(
            row["actor"],
            row["actor_key"],
            _kind(row["labels"]),
            one.role,
            one.task_key,
            one.quote,
            one.confidence,
            one.actor,
        )
        for row in (run("members", {"actors": collectives}) if collectives else ())
        if row["actor_key"] in named or filters.actor in (row["actor_key"], row["actor"])
        for one in direct
        if one.actor_key == row["collective"]
    ]
    return (*direct, *through)


def _rows_by_task(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["task"], []).append(row)
    return found


def _ledger(
    run: Run,
    rows: Sequence[Mapping[str, Any]],
    documents: Mapping[str, DocumentRow],
    duties: Sequence[Duty],
    targets: Mapping[str, list[Mapping[str, Any]]],
) -> tuple[LedgerRow, ...]:
    owners: dict[str, list[tuple[str, str, str, str]]] = {}
    for duty in duties:
        if not duty.via:
            owners.setdefault(duty.task_key, []).append((duty.role, duty.name, duty.quote, duty.printed))
    ownerless = [row["key"] for row in rows if row["key"] not in owners]
    # Where the body names nobody, the annex table that divides it up does.
    for key, found in _rows_by_task(run("details", {"tasks": ownerless})).items():
        owners[key] = [
            (row["role"], marked(row["actor"], row["basis"] == "human"), row["quote"] or "", "") for row in found
        ]
    programs = _rows_by_task(run("programs", {"tasks": [row["key"] for row in rows]}))
    order = {key: number for number, key in enumerate(documents)}
    made: dict[str, LedgerRow] = {}
    for row in sorted(rows, key=lambda row: (order[row["document"]], row["place"])):
        key, document = row["key"], documents[row["document"]]
        own = owners.get(key, [])
        names = {role: _once(name for one, name, *_ in own if one == role) for role in ROLES}
        made[key] = LedgerRow(
            key=key,
            document=document.key,
            document_title=document.title,
            doc_number=document.number,
            document_date=document.date,
            section=numbered(row["section_number"] or "", row["section_heading"] or ""),
            number=row["number"] or "",
            title=row["title"],
            text=row["text"],
            targets=_once(
                marked(one["target"]["text"], one["target"].get("basis") == "human") for one in targets.get(key, ())
            ),
            programs=_once(marked(one["program"], one.get("basis") == "human") for one in programs.get(key, ())),
            lead=names["lead"],
            responsible=names["responsible"],
            participate=names["participate"],
            open_list=bool(row["open_list"]),
            deadline=row["deadline"],
            recurs=row["recurs"],
            quotes=_longest(quote for _, _, quote, _ in own if quote),
            start=row["first"],
            end=row["last"],
            printed=_once(printed for *_, printed in own if printed),
            by_hand=row.get("basis") == "human",
        )
    return tuple(made.values())


def _once(values: Iterable[_Value]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(values))


def _longest(quotes: Iterable[str]) -> tuple[str, ...]:
    """The quotes without those that another one takes in: those of a table's row all begin with it."""
    found = _once(quotes)
    return tuple(one for one in found if not any(one != other and one in other for other in found))


def _bodies(duties: Iterable[Duty], filters: Filters) -> tuple[Body, ...]:
    tasks: dict[Body, set[str]] = {}
    for duty in duties:
        if filters.actor is None or filters.actor in (duty.actor_key, duty.actor):
            tasks.setdefault(Body(duty.actor_key, duty.actor, duty.kind), set()).add(duty.task_key)
    return tuple(sorted(tasks, key=lambda body: (-len(tasks[body]), body.name, body.key)))


def _target(row: Mapping[str, Any], titles: Mapping[str, str], documents: Mapping[str, DocumentRow]) -> TargetRow:
    of = row["target"]
    return TargetRow(
        text=marked(of["text"], of.get("basis") == "human"),
        object=of.get("object") or "",
        min=of.get("min"),
        max=of.get("max"),
        unit=of.get("unit") or "",
        comparator=of.get("comparator") or "",
        deadline=of.get("deadline"),
        task=titles.get(row["task"], ""),
        document=documents[row["document"]].name if row["document"] in documents else "",
    )


def _groups(run: Run, scope: Mapping[str, object], documents: Mapping[str, DocumentRow]) -> tuple[GroupRow, ...]:
    parameters = {"documents": scope["documents"], "actor": scope["actor"]}
    members = [
        GroupRow(
            row["group"],
            row["person"],
            row["role"],
            tuple(row["posts"] or ()),
            documents[row["document"]].name,
            row["quote"] or "",
        )
        for row in run("groups", parameters)
    ]
    hosts = [
        GroupRow(row["group"], "", "办公室设在", (row["host"],), documents[row["document"]].name, row["quote"] or "")
        for row in run("hosts", parameters)
    ]
    place = {name: number for number, name in enumerate(dict.fromkeys(row.group for row in (*members, *hosts)))}
    return tuple(sorted((*members, *hosts), key=lambda row: (row.document, place[row.group])))


def _document_doubts(documents: Mapping[str, DocumentRow]) -> Iterable[Doubt]:
    for one in documents.values():
        if one.altered:
            yield Doubt("文件", one.name, "文字被改动过，名称以规范写法为准，请对照原件")
        if one.masked:
            yield Doubt("文件", one.name, "隐去了地名，其中的单位不与其他文件合并")


def _where(row: LedgerRow) -> str:
    return " ".join(one for one in (row.document_name, row.section, task_words(row)) if one)


def _task_doubts(ledger: Iterable[LedgerRow]) -> Iterable[Doubt]:
    for row in ledger:
        where = _where(row)
        if not row.owned:
            yield Doubt("责任单位", where, "未注明责任单位", quote_words(row.text))
        elif row.open_list:
            yield Doubt(
                "责任单位",
                where,
                "责任单位未列全（原文有“等”“相关部门”之类）",
                "\n".join(quote_words(one) for one in row.quotes),
            )


def _uncertain(run: Run, ledger: Iterable[LedgerRow]) -> Iterable[Doubt]:
    rows = {row.key: row for row in ledger}
    for found in run("uncertain", {"tasks": [*rows], "threshold": DOUBTFUL}):
        row = rows[found["task"]]
        role = f"（{ROLES[found['role']]}）" if found["role"] in ROLES else ""
        reason = f"{_LINKS[found['type']]}“{found['name']}”{role}的可信度只有 {found['confidence']:.0%}"
        yield Doubt(_LINKS[found["type"]], _where(row), reason, found["quote"] or "")
