"""Files into the graph, one after another."""

import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.claims import Relation
from graph.errors import DatabaseError, InputError, UsageError, ZerenError
from graph.extractions import Load
from graph.facts import Facts, facts_of
from graph.reading import DOUBTFUL, Reading
from graph.resolve.applying import apply
from graph.resolve.resolver import Record
from graph.whole import is_whole, read_whole
from loaders.document import Document
from loaders.sources import Failure, Input, find_inputs
from loaders.worker import read_all
from ui.services.session import Session
from ui.words import KINDS

if TYPE_CHECKING:
    from graph.store import Store

__all__ = [
    "GROUP",
    "Began",
    "Failure",
    "Input",
    "Loaded",
    "Step",
    "Summary",
    "count_samples",
    "find",
    "load",
    "load_samples",
]

GROUP = 20_000
"""About so many nodes and relations go into the graph in one transaction; Neo4j takes 4 KB of memory for each."""

_WAIT = 1.0
"""For how many seconds a document waits for others at most, but for the reading of the next one."""

_SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "docs"


@dataclass(frozen=True, slots=True)
class Began:
    """A file is being read."""

    source: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document is in the graph; `notes` say how it was read, in Chinese."""

    source: str
    title: str
    tasks: int
    duties: int
    doubtful: int
    actors: frozenset[str]
    notes: tuple[str, ...]
    documents: int = 1


Step = Began | Loaded | Failure


@dataclass(slots=True)
class Summary:
    """What a load did so far."""

    documents: int = 0
    tasks: int = 0
    duties: int = 0
    doubtful: int = 0
    actors: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Count a step."""
        match step:
            case Loaded():
                self.documents += step.documents
                self.tasks += step.tasks
                self.duties += step.duties
                self.doubtful += step.doubtful
                self.actors |= step.actors
            case Failure():
                self.failures.append(step)

    @property
    def words(self) -> str:
        """The summary in one line."""
        return f"文件 {self.documents}、任务 {self.tasks}、责任 {self.duties}、单位 {len(self.actors)}、存疑 {self.doubtful}"


def find(paths: Iterable[Path]) -> list[Input | Failure]:
    """The files behind the paths, those of folders and archives one by one; what cannot be opened as a failure."""
    found: list[Input | Failure] = []
    for path in paths:
        # A whole graph may be larger than any document.
        found += [Input(os.fspath(path), path)] if is_whole(path) else find_inputs([path])
    return found


def load(session: Session, inputs: Iterable[Input | Failure], *, key: str | None = None) -> Iterator[Step]:
    """Load file after file; a file that fails costs itself alone. `key` says it is a new version of that document.

    The database is asked for before the first file is read. A document is in the graph as a whole or not at all.

    Raises:
        DatabaseError: the database cannot be reached; what was loaded before stays.
        UsageError: a key for more than one file.
    """
    items = list(inputs)
    if key is not None and len(items) != 1:
        raise UsageError(f"--as 一次只能用于一个文件，这里有 {len(items)} 个")
    from nlp.extract import read  # spaCy takes a second, which most commands do not need

    waiting = _Waiting(session.store, Record(session.settings.home))
    wholes = [isinstance(item, Input) and not item.members and is_whole(item.path) for item in items]
    documents = read_all(item for item, whole in zip(items, wholes, strict=True) if not whole)
    for item, whole in zip(items, wholes, strict=True):
        if isinstance(item, Input):
            yield Began(item.source)
            if whole:
                yield from waiting.flush()
                yield _restored(waiting.store, item)
                continue
        document = next(documents)
        if isinstance(document, Failure):
            yield document
            continue
        try:
            portable = replace(document, source=_portable(item))
            reading = read(portable, second_opinion=session.settings.second_opinion)
            waiting.add(document, reading, facts_of(reading, key))
        except ZerenError as error:
            yield Failure(document.source, str(error))
            continue
        yield from waiting.move()
    yield from waiting.flush()


class _Waiting:
    """Documents that have been read: some are on their way into the graph together, the others wait for them to arrive.

    In one transaction documents take half the time, and the next ones are read meanwhile.
    """

    def __init__(self, store: "Store", record: Record) -> None:
        self.store = store
        self._record = record
        record.read()
        self._read: list[tuple[Document, Reading, Facts]] = []
        self._since = 0.0
        self._sent: list[tuple[Document, Reading, Facts]] = []
        self._arrival: Future[None] | None = None

    def add(self, document: Document, reading: Reading, extracted: Facts) -> None:
        """One more."""
        if not self._read:
            self._since = time.monotonic()
        self._read.append((document, reading, extracted))

    def move(self) -> Iterator[Loaded | Failure]:
        """What has arrived; those that wait are sent if they are enough, or if the way is free and they have waited long enough.

        Raises:
            DatabaseError: the database cannot be reached; none of them is in the graph.
        """
        if self._arrival is not None and self._arrival.done():
            yield from self._arrived()
        size = sum(len(facts.nodes) + len(facts.relations) for _, _, facts in self._read)
        if size >= GROUP or (self._arrival is None and time.monotonic() - self._since >= _WAIT):
            yield from self._send()

    def flush(self) -> Iterator[Loaded | Failure]:
        """All of them, as soon as they are in the graph.

        Raises:
            DatabaseError: the database cannot be reached; none of them is in the graph.
        """
        yield from self._send()
        yield from self._arrived()

    def _send(self) -> Iterator[Loaded | Failure]:
        """Send those that wait, with the decisions in force, once those that are on their way have arrived."""
        yield from self._arrived()
        read, self._read = self._read, []
        if not read:
            return
        try:
            with ExitStack() as held:
                held.enter_context(self._record.hold(shared=True))
                active = self._record.read().active
                decided = [apply(extracted, active) for _, _, extracted in read]
                self._arrival = self.store.begin_load(
                    [
                        Load(one.facts, extracted, one.digest)
                        for one, (_, _, extracted) in zip(decided, read, strict=True)
                    ]
                )
                # Nobody decides anything else before they have arrived.
                release = held.pop_all().close
                self._arrival.add_done_callback(lambda _: release())
        except ZerenError as error:
            yield from (Failure(document.source, str(error)) for document, _, _ in read)
            return
        self._sent = [(document, reading, one.facts) for one, (document, reading, _) in zip(decided, read, strict=True)]

    def _arrived(self) -> Iterator[Loaded | Failure]:
        """Those that were on their way; it waits for them."""
        if self._arrival is None:
            return
        arrival, self._arrival = self._arrival, None
        try:
            arrival.result()
        except DatabaseError:
            raise
        except ZerenError as error:
            yield from (Failure(document.source, str(error)) for document, _, _ in self._sent)
        else:
            yield from (_loaded(*one) for one in self._sent)


def _restored(store: "Store", item: Input) -> Loaded | Failure:
    """Put a whole graph back that the `json` export wrote."""
    try:
        graph = read_whole(item.path)
        store.restore(graph)
    except InputError as error:
        return Failure(item.source, str(error))
    duties = [one for one in graph.relations if one.type == "RESPONSIBLE_FOR"]
    documents = [one for one in graph.nodes if one.label == "Document" and one.properties["loaded"]]
    return Loaded(
        source=item.source,
        title="整个图谱",
        tasks=sum(1 for one in graph.nodes if one.label == "Task"),
        duties=len(duties),
        doubtful=_doubtful(duties),
        actors=frozenset(one.key for one in graph.nodes if one.label in KINDS),
        notes=(f"整个图谱，{len(documents)} 份文件",),
        documents=len(documents),
    )


def _doubtful(duties: Iterable[Relation]) -> int:
    return sum(1 for one in duties if float(str(one.properties.get("confidence", 1))) < DOUBTFUL)


def load_samples(session: Session) -> Iterator[Step]:
    """Load the documents that come with Zeren; they are about places that do not exist.

    Raises:
        InputError: they are not there.
    """
    if not _SAMPLES.is_dir():
        raise InputError(f"没有找到样例文件（{_SAMPLES}），请重新安装 zeren")
    return load(session, find([_SAMPLES]))


def count_samples() -> int:
    """How many documents come with Zeren."""
    return len(find([_SAMPLES]))


def _portable(item: Input | Failure) -> str:
    """The name of a file as the graph keeps it: without the folders above it, which differ from machine to machine."""
    if isinstance(item, Failure):
        return item.source
    return item.path.name + item.source.removeprefix(os.fspath(item.path))


def _loaded(document: Document, reading: Reading, facts: Facts) -> Loaded:
    duties = [one for one in facts.relations if one.type == "RESPONSIBLE_FOR"]
    notes = list(document.notes)
    if reading.head.altered:
        notes.append("文字被改动过，名称按规范写法识别，请核对原文")
    if reading.head.marks:
        notes.append(f"标有{'、'.join(reading.head.marks)}，请确认可以在这台电脑上处理")
    if not reading.tasks:
        notes.append("没有读出任务，请确认是工作方案、行动计划一类的文件")
    return Loaded(
        source=document.source,
        title=reading.head.standard_title or reading.head.title or document.source,
        tasks=len(reading.tasks),
        duties=len(duties),
        doubtful=_doubtful(duties),
        actors=frozenset(one.key for one in facts.nodes if one.label in KINDS),
        notes=tuple(notes),
    )
