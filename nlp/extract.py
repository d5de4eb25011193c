"""From a loaded document to what it says: the pipeline's result with printed names and offsets of the printed text."""

from importlib.metadata import PackageNotFoundError, version

from graph.reading import Mention, Reading, Target
from loaders.document import Document
from nlp.alteration_table import Table
from nlp.altered import detect, undo
from nlp.pipeline import build
from nlp.second_opinion import add_names
from nlp.work import WorkText, make_work_text

__all__ = ["EXTRACTOR", "read"]

try:
    EXTRACTOR = f"zeren {version('zeren')}"
except PackageNotFoundError:
    EXTRACTOR = "zeren"


def read(document: Document, *, second_opinion: bool = False, changed_words: Table | None = None) -> Reading:
    """What one document says. Every span of the result cuts its printed words out of `document.text`.

    `second_opinion` adds names that a statistical tagger finds and the rules do not; `changed_words` stands for the table of
    the package, by which machine-changed text is known and read.

    Raises:
        UsageError: a second opinion is wanted and the extra `names` is not installed.
    """
    alteration = detect(document.text, table=changed_words)
    swaps = [(one.start, one.end, one.standard) for one in undo(document.text, alteration, table=changed_words)]
    work = make_work_text(document.text, document.furniture, swaps)
    nlp = build()
    doc = nlp.make_doc(work.text)
    doc._.source, doc._.work = document, work
    for _, component in nlp.pipeline:
        doc = component(doc)
    reading: Reading = doc._.reading
    if second_opinion:
        add_names(work.text, reading.tasks, doc._.where)
    reading.extractor = EXTRACTOR
    reading.head.altered = alteration.altered
    _print(reading, work)
    return reading


def _print(reading: Reading, work: WorkText) -> None:
    """Brings all spans and names from the work text to the printed one."""
    for section in reading.sections:
        section.start, section.end = work.span(section.start, section.end)
    for cite in reading.cites:
        cite.start, cite.end = work.span(cite.start, cite.end)
        cite.title = work.printed[cite.start : cite.end]
    for target in reading.targets:
        _print_target(target, work)
    for task in reading.tasks:
        title = work.text.find(task.title, task.start, task.end) if task.title else -1
        if title >= 0:
            low, high = work.span(title, title + len(task.title))
            task.title = work.printed[low:high]
        task.start, task.end = work.span(task.start, task.end)
        for duty in task.responsibilities:
            duty.start, duty.end = work.span(duty.start, duty.end)
            duty.actor = work.printed[duty.start : duty.end]
            duty.cue = work.span(*duty.cue) if duty.cue else None
        for mention in (*task.programs, *task.schools, *task.enterprises, *task.institutes):
            _print_mention(mention, work)
        for target in task.targets:
            _print_target(target, work)
    for group in reading.groups:
        group.start, group.end = work.span(group.start, group.end)
        group.name = work.printed[group.start : group.end]
        if group.office_span:
            group.office_span = work.span(*group.office_span)
            group.office_in = work.printed[slice(*group.office_span)]
        for member in group.members:
            member.start, member.end = work.span(member.start, member.end)
    for cooperation in reading.cooperations:
        cooperation.start, cooperation.end = work.span(cooperation.start, cooperation.end)


def _print_mention(mention: Mention, work: WorkText) -> None:
    mention.start, mention.end = work.span(mention.start, mention.end)
    mention.name = work.printed[mention.start : mention.end]


def _print_target(target: Target, work: WorkText) -> None:
    target.start, target.end = work.span(target.start, target.end)
    target.text = work.printed[target.start : target.end]
