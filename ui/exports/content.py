"""What an export shows, independent of any database and of any format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ui.exports.text import cited, marked, short_title
from ui.words import ROLES

__all__ = [
    "Body", "Content", "DocumentRow", "Doubt", "Duty", "Edge", "Filters", "GroupRow", "LedgerRow", "Node", "TargetRow",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What an export is limited to; `actor`, `document` and `program` are keys or full names.

    `since` and `until` are ISO dates, possibly partial, and limit the deadline; a task without one is then left out.
    """

    actor: str | None = None
    document: str | None = None
    program: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that the export draws on."""

    key: str
    title: str
    number: str = ""
    issuer: str = ""
    date: str = ""
    altered: bool = False
    masked: bool = False
    jurisdiction: str = ""

    @property
    def name(self) -> str:
        """Title and number as one cites them: 《…方案》（X政发〔2024〕1号）."""
        return cited(short_title(self.title), self.number)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task as offices list it; `lead`, `responsible` and `participate` are names in the order of the text."""

    key: str
    document: str
    document_title: str
    doc_number: str
    document_date: str
    section: str
    number: str
    title: str
    text: str
    targets: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    participate: tuple[str, ...] = ()
    open_list: bool = False
    deadline: str | None = None
    recurs: str | None = None
    quotes: tuple[str, ...] = ()
    """The sentences that give the duties."""
    start: int | None = None
    end: int | None = None
    printed: tuple[str, ...] = ()
    """How the text writes the names of the bodies."""
    by_hand: bool = False
    """Whether a person changed the task itself: its title, its deadline, or whether its list is open."""

    @property
    def source(self) -> str:
        """Document and item, as in 《…方案》（X政发〔2024〕1号） 二、主要任务 （三）."""
        return " ".join(part for part in (self.document_name, self.place) if part)

    @property
    def place(self) -> str:
        """The item inside its document, as in 二、主要任务 （三）."""
        number = f"第{self.number}项" if self.number.isdigit() else self.number
        return " ".join(part for part in (self.section, number) if part)

    @property
    def document_name(self) -> str:
        """The document as one cites it."""
        return cited(short_title(self.document_title), self.doc_number)

    @property
    def owned(self) -> bool:
        """Whether anybody has a duty in it."""
        return bool(self.lead or self.responsible or self.participate)


@dataclass(frozen=True, slots=True)
class Body:
    """A body with duties in this export; `kind` is the schema's name of its type."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One body's part in one task; `via` names the collective that stands for it, empty where it is named itself."""

    actor: str
    actor_key: str
    kind: str
    role: str
    task_key: str
    quote: str = ""
    confidence: float | None = None
    via: str = ""
    printed: str = ""
    by_hand: bool = False
    """Whether a person added or changed it."""

    @property
    def name(self) -> str:
        """The body as files show it, marked where a person said so."""
        return marked(self.actor, self.by_hand)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target; `task` is the title of its task, empty where it stands outside any."""

    text: str
    object: str
    min: float | None
    max: float | None
    unit: str
    comparator: str
    deadline: str | None
    task: str
    document: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A member of a group, or with role 办公室设在 the body that hosts its office (in `posts`)."""

    group: str
    person: str
    role: str
    posts: tuple[str, ...]
    document: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at."""

    what: str
    where: str
    reason: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph; `label` is its type in the schema, and label and key together name it."""

    key: str
    label: str
    properties: Mapping[str, object] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What edges call it."""
        return f"{self.label}:{self.key}"

    @property
    def name(self) -> str:
        """What people call it."""
        for name in ("name", "title", "heading", "text", "doc_number", "number"):
            value = self.properties.get(name)
            if isinstance(value, str) and value:
                return value
        return self.key


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes, which it names by their `id`."""

    source: str
    target: str
    type: str
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """All that one export shows; each tuple in the order in which it is shown."""

    title: str
    documents: tuple[DocumentRow, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    bodies: tuple[Body, ...] = ()
    """The bodies that get a sheet of their own, those with most duties first."""
    duties: tuple[Duty, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    subject: str = ""
    """What it is about: the title of the one document, or how many there are."""
    limits: tuple[str, ...] = ()
    """The filters in words."""
    filters: Filters = Filters()
    made: str = ""
    """The ISO date of making, empty where it does not matter."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What is said once of each document that was altered or hides its place."""
        reasons: dict[str, list[str]] = {}
        for one in self.doubts:
            if one.what == "文件":
                reasons.setdefault(one.where, []).append(one.reason)
        return tuple(f"{where}：{'；'.join(found)}" for where, found in reasons.items())

    def details(self) -> dict[str, list[LedgerRow]]:
        """The rows of annex tables by the key of the task that they divide up, each under the first such task."""
        rows = {row.key: row for row in self.ledger}
        above: dict[str, str] = {}
        for edge in self.edges:
            if edge.type == "DETAILED_BY":
                above.setdefault(edge.target.removeprefix("Task:"), edge.source.removeprefix("Task:"))
        found: dict[str, list[LedgerRow]] = {}
        for row in self.ledger:
            whole = above.get(row.key)
            if whole in rows and whole not in above:
                found.setdefault(str(whole), []).append(row)
        return found

    def crossed(self, bodies: Sequence[Body]) -> list[dict[int, tuple[list[Duty], bool]]]:
        """For each task the duties of these bodies by their place among them.

        Where a task names nobody these are the duties of the rows that divide it up, and the second value is true.
        """
        duties = [self.duties_of(body.key) for body in bodies]
        details = self.details()
        found = []
        for row in self.ledger:
            own = {place: (of[row.key], False) for place, of in enumerate(duties) if row.key in of}
            if not own:
                below = {
                    place: [one for detail in details.get(row.key, ()) for one in of.get(detail.key, ())]
                    for place, of in enumerate(duties)
                }
                own = {place: (several, True) for place, several in below.items() if several}
            found.append(own)
        return found

    def duties_of(self, actor_key: str) -> dict[str, list[Duty]]:
        """The duties of a body by the key of their task, in each the weightiest role first."""
        found: dict[str, list[Duty]] = {}
        for duty in self.duties:
            if duty.actor_key == actor_key:
                found.setdefault(duty.task_key, []).append(duty)
        for duties in found.values():
            duties.sort(key=lambda duty: (bool(duty.via), [*ROLES].index(duty.role)))
        return found
