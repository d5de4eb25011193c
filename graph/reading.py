"""What was read out of one document: the contract between `nlp`, which fills it, and everything after it.

The shape is that of `zeren extract --format json`. All offsets are code points of `head.text`, end exclusive, and
`text[start:end]` is the quote. Names are as printed; `canonical` is the standard full name. Confidence runs from 0 to 1.
Dates are ISO, as exact as printed: `2025`, `2025-06`, `2025-06-30`.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

__all__ = [
    "DOUBTFUL", "Citation", "Cooperation", "Group", "Head", "Member", "Mention", "Reading", "Responsibility", "Section", "Target",
    "Task",
]  # fmt: skip

DOUBTFUL = 0.8
"""What has less confidence than this is put before a person."""
Role = Literal["lead", "responsible", "participate"]
ActorType = Literal["Agency", "School", "Enterprise", "Institute", "Group", "ActorClass"]


@dataclass(slots=True)
class Head:
    """The document itself."""

    key: str
    text: str
    title: str | None = None
    standard_title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    issuer_canonical: str | None = None
    date: str | None = None
    jurisdiction: str | None = None
    """Full name of the place it rules, such as 陕西省安康市 or 全国; a masked one as printed (XX县)."""
    adcode: str | None = None
    """Six digits of that place; None where it is masked or unknown; 100000 for the whole country."""
    level: str | None = None
    """国家, 省, 市, 县 or 乡."""
    altered: bool = False
    masked: bool = False
    """The document hides its place (XX县, 某市), so that its bodies stay apart from all others."""
    source: str = ""
    sha256: str = ""
    noise: list[tuple[int, int]] = field(default_factory=list)
    """Spans of page furniture, download boilerplate and advertising: in the text, but no part of the document."""
    marks: list[str] = field(default_factory=list)
    """Marks of secrecy as printed (机密, 秘密, 内部)."""


@dataclass(slots=True)
class Section:
    """A heading that groups what follows it; the span runs to the end of what it groups."""

    id: str
    number: str
    heading: str
    level: int
    start: int
    end: int


@dataclass(slots=True)
class Citation:
    """Another document that this one names."""

    title: str
    start: int
    end: int
    standard_title: str | None = None
    doc_number: str | None = None
    relation: Literal["cites", "implements", "replaces"] = "cites"
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Responsibility:
    """One actor's duty in one task; `start`, `end` cut the actor, `cue` the words that give the role."""

    actor: str
    canonical: str
    type: ActorType
    role: Role
    start: int
    end: int
    collective: bool = False
    cue: tuple[int, int] | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Mention:
    """A program, school, enterprise or institute that a task names."""

    name: str
    canonical: str
    start: int
    end: int
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Target:
    """A figure or a state to be reached: 50%以上, 3所, 全覆盖, 到2025年建成…"""

    text: str
    object: str
    start: int
    end: int
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    comparator: Literal[">=", "<=", "=", "~", "range"] | None = None
    deadline: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Task:
    """The smallest item that says what is to be done."""

    id: str
    number: str
    title: str
    section: str | None
    """The id of the section that holds it."""
    start: int
    end: int
    deadline: str | None = None
    recurs: str | None = None
    """How often it comes, as printed (每年, 每季度); None if once."""
    open_list: bool = False
    detailed_by: list[str] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    programs: list[Mention] = field(default_factory=list)
    schools: list[Mention] = field(default_factory=list)
    enterprises: list[Mention] = field(default_factory=list)
    institutes: list[Mention] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


@dataclass(slots=True)
class Member:
    """A person in a group, with the posts that the list names; the span cuts the person as printed."""

    person: str
    role_in_group: str
    posts: list[str]
    start: int
    end: int
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Group:
    """A leading group, joint meeting or task force; the span cuts its name where the list begins."""

    name: str
    canonical: str
    start: int
    end: int
    office_in: str | None = None
    office_canonical: str | None = None
    office_span: tuple[int, int] | None = None
    members: list[Member] = field(default_factory=list)
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Cooperation:
    """Two or more schools, enterprises or institutes that are said to work together."""

    between: list[str]
    start: int
    end: int
    canonical: list[str] = field(default_factory=list)
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Reading:
    """All that one document says, in the order in which it says it."""

    extractor: str
    head: Head
    sections: list[Section] = field(default_factory=list)
    cites: list[Citation] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    """Targets outside any task."""
    groups: list[Group] = field(default_factory=list)
    cooperations: list[Cooperation] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `zeren extract`: as this class, with `head` under the name `document`."""
        whole = asdict(self)
        return {"extractor": whole.pop("extractor"), "document": whole.pop("head"), **whole}
