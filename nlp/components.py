"""The steps of the pipeline as spaCy components; each fills its part of `doc._.reading`, offsets in the work text."""

import bisect
import hashlib
import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from graph import places
from graph.reading import Cooperation, Head, Mention, Reading, Responsibility, Task
from nlp.blocks import first_leads
from nlp.cites import find_cites
from nlp.dates import find_task_deadline
from nlp.details import match_rows
from nlp.groups import find_groups
from nlp.head import find_head, find_place
from nlp.indicators import find_indicators
from nlp.names import Jurisdiction, actor_type, canonical_name, is_collective
from nlp.organisations import find_organisations
from nlp.programs import find_programs, repeat_names
from nlp.targets import find_targets
from nlp.tasks import Draft, Outline, read_outline
from nlp.work import WorkText

__all__ = ["NAMES"]

NAMES = ("outline", "head", "cites", "duties", "programs", "organisations", "targets", "groups", "details")
_SECRET = re.compile(r"^[ \t]*(?:★)?(机密|秘密|绝密|内部(?:资料|文件)?)(?:[★☆].*)?[ \t]*$", re.MULTILINE)


@Language.component("outline", assigns=["doc._.outline"])
def outline(doc: Doc) -> Doc:
    """Parts, sections and tasks."""
    work: WorkText = doc._.work
    tables = [
        (
            (_at(work, table.start), _at(work, table.end)),
            [[(_at(work, cell.start), _at(work, cell.end)) for cell in row] for row in table.rows],
        )
        for table in doc._.source.tables
    ]
    doc._.outline = read_outline(work.text, tables)
    return doc


def _at(work: WorkText, printed: int) -> int:
    """The work offset of a printed one."""
    return bisect.bisect_left(work.starts, printed)


@Language.component("head", requires=["doc._.outline"], assigns=["doc._.reading", "doc._.where"])
def head(doc: Doc) -> Doc:
    """Title, number, issuer, date, place and key of the document."""
    work: WorkText = doc._.work
    text, read = work.text, doc._.outline
    box = "\n".join(work.printed[start:end] for start, end in doc._.source.furniture)
    facts = find_head(text, read.opening, box)

    def printed(span: tuple[int, int] | None) -> str | None:
        return work.printed[slice(*work.span(*span))] if span else None

    title = re.sub(r"\s*\n\s*", "", text[slice(*facts.title)]) if facts.title else None
    issuer = re.sub(r"\s", "", text[slice(*facts.issuer)]) if facts.issuer else None
    number = re.sub(r"\s", "", facts.doc_number).replace("（", "〔").replace("）", "〕") if facts.doc_number else None
    place = find_place(text, title, number, issuer)
    masked_number = bool(number and re.search("[XＸ×]", number))
    shown = re.sub(r"\s*\n\s*", "", printed(facts.title) or "") or None
    key = number if number and not masked_number else "·".join(part for part in (title, place.name) if part)
    unsure = place.masked or not title or not place.name
    if (not number or masked_number) and unsure:
        key = f"{key or '无题'}·{hashlib.sha256(work.printed.encode()).hexdigest()[:8]}"
    own = places.place(place.adcode).name if place.adcode else None if place.masked else place.name
    doc._.where = Jurisdiction(place.adcode, place.level, own)
    doc._.reading = Reading(
        extractor="",
        head=Head(
            key=key,
            text=work.printed,
            title=shown,
            standard_title=title,
            doc_number=number,
            issuer=printed(facts.issuer),
            issuer_canonical=issuer,
            date=facts.date,
            jurisdiction=place.name,
            adcode=place.adcode,
            level=place.level,
            masked=place.masked,
            source=doc._.source.source,
            sha256=doc._.source.sha256,
            noise=list(doc._.source.furniture),
            marks=[match[1] for match in _SECRET.finditer(text[:1500])],
        ),
        sections=read.sections,
    )
    return doc


@Language.component("cites", requires=["doc._.reading", "doc._.outline"])
def cites(doc: Doc) -> Doc:
    """Documents that this one names."""
    reading: Reading = doc._.reading
    reading.cites = find_cites(doc._.work.text, reading.head.standard_title, doc._.outline.opening)
    return doc


@Language.component("duties", requires=["doc._.reading", "doc._.outline", "doc._.where"])
def duties(doc: Doc) -> Doc:
    """Who must do each task, with full names, and by when."""
    text: str = doc._.work.text
    read: Outline = doc._.outline
    where: Jurisdiction = doc._.where
    rule = first_leads(text)
    year = _year(doc)
    for draft in read.drafts:
        # A rule that stands in an annex holds there, one in the body everywhere.
        inside = rule and any(part.is_annex and part.start <= rule.start < part.end for part in read.parts)
        if rule and draft.duties.explicit and (not inside or draft.part.start <= rule.start < draft.part.end):
            draft.duties.lead_with_first(rule)
        draft.task.open_list = draft.duties.is_open
        draft.task.responsibilities = sorted(
            (
                Responsibility(
                    duty.name.text, canonical_name(duty.name.text, where), actor_type(duty.name.text), duty.role,
                    duty.name.start, duty.name.end, is_collective(duty.name.text), duty.cue, duty.rule, duty.confidence,
                )
                for duty in draft.duties.found
            ),
            key=lambda one: one.start,
        )  # fmt: skip
        _deadline(text, draft, year)
        doc._.reading.tasks.append(draft.task)
    return doc


def _year(doc: Doc) -> int | None:
    """The document's year, for dates that print none (6月底前)."""
    date = doc._.reading.head.date
    return int(date[:4]) if date else None


def _deadline(text: str, draft: Draft, year: int | None) -> None:
    low, high = draft.deadline or (draft.task.start, draft.task.end)
    words = f"完成时限：{text[low:high]}" if draft.deadline else text[low:high]
    found = find_task_deadline(words, 0, len(words), year)
    if found:
        draft.task.deadline, draft.task.recurs = found.date, found.recurs


def _content(task: Task, text: str, drafts: dict[str, Draft]) -> tuple[int, int]:
    """The task's words without the brackets that only name its bodies at its end."""
    end = task.end
    for low, high in reversed(drafts[task.id].duties.spans):
        if high >= end - 2:
            end = low
    return task.start, max(end, task.start)


@Language.component("programs", requires=["doc._.reading", "doc._.outline"])
def programs(doc: Doc) -> Doc:
    """Programs that each task names."""
    drafts = {draft.task.id: draft for draft in doc._.outline.drafts}
    text: str = doc._.work.text
    tasks: list[Task] = doc._.reading.tasks
    spans = [_content(task, text, drafts) for task in tasks]
    for task, span in zip(tasks, spans, strict=True):
        task.programs = find_programs(text, *span)
    repeat_names(text, spans, [task.programs for task in tasks])
    return doc


@Language.component("organisations", requires=["doc._.reading", "doc._.where"])
def organisations(doc: Doc) -> Doc:
    """Schools, enterprises and institutes that each task names, and which of them work together."""
    text: str = doc._.work.text
    masked = doc._.reading.head.masked
    for task in doc._.reading.tasks:
        found = find_organisations(text, task.start, task.end, doc._.where, masked)
        task.schools, task.enterprises, task.institutes = found["schools"], found["enterprises"], found["institutes"]
        known = {one.name for one in task.enterprises}
        for duty in task.responsibilities:
            if duty.type == "Enterprise" and not duty.collective and duty.actor not in known:
                task.enterprises.append(
                    Mention(duty.actor, duty.canonical, duty.start, duty.end, duty.rule, duty.confidence)
                )
        named = sorted([*task.schools, *task.enterprises, *task.institutes], key=lambda one: one.start)
        for first, second in pairwise(named):
            between = text[first.end : second.start]
            tail = text[second.end : second.end + 16]
            if re.fullmatch("[与和同]", between) and re.match("[一-龥、]{0,8}(?:合作|共建|联合|共同)", tail):
                doc._.reading.cooperations.append(
                    Cooperation(
                        [first.name, second.name],
                        first.start,
                        second.end,
                        [first.canonical, second.canonical],
                        "cooperation.joined",
                        0.85,
                    )
                )
    return doc


@Language.component("targets", requires=["doc._.reading", "doc._.outline"])
def targets(doc: Doc) -> Doc:
    """Figures and states to be reached, in tasks and in the sections that set goals."""
    text: str = doc._.work.text
    drafts = {draft.task.id: draft for draft in doc._.outline.drafts}
    year = _year(doc)
    for task in doc._.reading.tasks:
        task.targets = find_targets(text, *_content(task, text, drafts), base_year=year)
    for rows in doc._.outline.tables:
        doc._.reading.targets += find_indicators(text, rows)
    for low, high in doc._.outline.goals:
        doc._.reading.targets += find_targets(text, low, high, base_year=year, all_goals=True)
    return doc


@Language.component("groups", requires=["doc._.reading", "doc._.outline", "doc._.where"])
def groups(doc: Doc) -> Doc:
    """Leading groups and their people."""
    where: Jurisdiction = doc._.where
    for part in doc._.outline.parts:
        for group in find_groups(doc._.work.text, part.start, part.end, part.title):
            group.canonical = canonical_name(group.name, where)
            if group.office_in:
                group.office_canonical = canonical_name(group.office_in, where)
            doc._.reading.groups.append(group)
    return doc


@Language.component("details", requires=["doc._.reading", "doc._.outline"])
def details(doc: Doc) -> Doc:
    """Which rows of annex tables divide up which items of the body."""
    text: str = doc._.work.text
    drafts: list[Draft] = doc._.outline.drafts
    items = [draft.task for draft in drafts if not draft.part.is_annex]
    rows = [draft for draft in drafts if draft.part.is_annex and draft.from_table and draft.duties.found]
    words = ["\n".join(text[low:high] for low, high in draft.context) for draft in rows]
    for item, row, _ in match_rows([text[task.start : task.end] for task in items], words):
        items[item].detailed_by.append(rows[row].task.id)
    issuer = doc._.reading.head.issuer_canonical
    if issuer and doc._.where.adcode != places.COUNTRY:
        doc._.reading.head.issuer_canonical = canonical_name(issuer, doc._.where)
    return doc
