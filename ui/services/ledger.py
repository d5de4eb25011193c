"""The task ledger: one row a task as offices keep it, made from a part of the graph."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ui.services.picture import Node, Picture
from ui.words import ROLES, deadline_words

__all__ = ["COLUMNS", "Duty", "Ledger", "Person", "Row", "ledger"]

COLUMNS = {
    "order": "序号",
    "task": "任务",
    "content": "主要内容",
    "targets": "目标",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "participate": "配合单位",
    "deadline": "完成时限",
    "basis": "依据",
    "quote": "原文",
}
"""The ledger's columns as offices name them."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One actor's part in a task; `from_annex` where only a row of an annex table says it."""

    actor_key: str
    actor: str
    role: str
    quote: str
    confidence: float
    from_annex: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One task; names and texts as the document gives them, the deadline as a date."""

    task_key: str
    document_key: str
    document: str
    doc_number: str
    number: str
    title: str
    content: str
    targets: tuple[str, ...]
    programs: tuple[str, ...]
    deadline: str | None
    open_list: bool
    duties: tuple[Duty, ...]

    def names(self, role: str) -> str:
        """The actors with a role, as they stand in a cell; 等 ends the last list of one that is open."""
        filled = [one for one in ROLES if any(duty.role == one for duty in self.duties)]
        names = "、".join(dict.fromkeys(duty.actor for duty in self.duties if duty.role == role))
        return names + ("等" if self.open_list and filled and filled[-1] == role else "")

    @property
    def basis(self) -> str:
        """Document and item, such as 云政发〔2023〕5号 第（三）项."""
        return f"{self.doc_number or f'《{self.document}》'}" + (f" {self.number}" if self.number else "")

    @property
    def quote(self) -> str:
        """The sentences that name the actors, each once."""
        return "\n".join(dict.fromkeys(duty.quote for duty in self.duties if duty.quote))

    def cells(self, order: int) -> dict[str, str | int]:
        """The row under the ledger's columns."""
        return {
            "order": order,
            "task": self.title,
            "content": self.content,
            "targets": "；".join(self.targets),
            **{role: self.names(role) for role in ROLES},
            "deadline": deadline_words(self.deadline),
            "basis": self.basis,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a group."""

    group: str
    person: str
    role: str
    posts: tuple[str, ...]
    host: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows in the order of their documents, and what goes on other sheets: actors by key, members, documents."""

    rows: tuple[Row, ...]
    actors: Mapping[str, Node]
    members: tuple[Person, ...]
    documents: tuple[Node, ...]

    def by_actor(self) -> list[tuple[Node, list[tuple[Row, str]]]]:
        """Each actor with its rows and its role there; most rows first, then by name."""
        found: dict[str, list[tuple[Row, str]]] = defaultdict(list)
        for row in self.rows:
            for key, role in dict.fromkeys((duty.actor_key, duty.role) for duty in row.duties):
                found[key].append((row, role))
        pairs = [(self.actors[key], rows) for key, rows in found.items()]
        return sorted(pairs, key=lambda pair: (-len(pair[1]), pair[0].name, pair[0].key))

    @property
    def title(self) -> str:
        """The title of the only document; else how many there are."""
        if len(self.documents) == 1:
            return self.documents[0].name
        return f"{len(self.documents)} 份文件的责任分工"


def ledger(picture: Picture) -> Ledger:
    """The ledger of a part of the graph.

    A task that names nobody has the actors of the annex rows that divide it up.
    """
    documents = {key: node for key, node in picture.nodes.items() if node.label == "Document" and _is_loaded(node)}
    duties = _duties(picture)
    details: dict[str, list[str]] = defaultdict(list)
    for link in picture.links("DETAILED_BY"):
        details[link.source].append(link.target)
    targets = _names(picture, "HAS_TARGET")
    programs = _names(picture, "ADVANCES")
    rows = []
    for task in sorted(picture.of("Task"), key=lambda one: _place(one, documents)):
        values = task.properties
        document = documents.get(str(values.get("document")))
        if document is None:
            continue
        own = duties.get(task.key) or list(_from_annex(details[task.key], duties))
        rows.append(
            Row(
                task_key=task.key,
                document_key=document.key,
                document=document.name,
                doc_number=str(document.properties.get("doc_number") or ""),
                number=str(values.get("number") or ""),
                title=str(values.get("title") or ""),
                content=str(values.get("text") or ""),
                targets=targets.get(task.key, ()),
                programs=programs.get(task.key, ()),
                deadline=values.get("deadline"),
                open_list=bool(values.get("open_list")),
                duties=tuple(own),
            )
        )
    actors = {key: node for key, node in picture.nodes.items() if "short_names" in node.properties or _is_actor(node)}
    return Ledger(tuple(rows), actors, tuple(_members(picture)), tuple(documents.values()))


def _is_loaded(node: Node) -> bool:
    return bool(node.properties.get("loaded"))


def _is_actor(node: Node) -> bool:
    from ui.words import KINDS

    return node.label in KINDS


def _place(task: Node, documents: Mapping[str, Node]) -> tuple[str, int, str]:
    """Where a task stands: by document title, then as printed."""
    values = task.properties
    document = documents.get(str(values.get("document")))
    return (f"{document.name}\0{document.key}" if document else "", int(values.get("order", values.get("start", 0))), task.key)


def _duties(picture: Picture) -> dict[str, list[Duty]]:
    """The duties of each task: by role, then as printed."""
    found: dict[str, list[tuple[int, int, Duty]]] = defaultdict(list)
    order = list(ROLES)
    for link in picture.links("RESPONSIBLE_FOR"):
        values = link.properties
        role = str(values.get("role"))
        duty = Duty(
            actor_key=link.source,
            actor=picture.nodes[link.source].name,
            role=role,
            quote=str(values.get("quote") or ""),
            confidence=float(values.get("confidence") or 0),
        )
        found[link.target].append((order.index(role), int(values.get("actor_start", values.get("start", 0)) or 0), duty))
    return {task: [duty for _, _, duty in sorted(duties, key=lambda one: one[:2])] for task, duties in found.items()}


def _from_annex(rows: Iterable[str], duties: Mapping[str, list[Duty]]) -> Iterable[Duty]:
    seen = set()
    for row in rows:
        for duty in duties.get(row, []):
            if (duty.actor_key, duty.role) not in seen:
                seen.add((duty.actor_key, duty.role))
                yield Duty(duty.actor_key, duty.actor, duty.role, duty.quote, duty.confidence, from_annex=True)


def _names(picture: Picture, kind: str) -> dict[str, tuple[str, ...]]:
    """The names of what the tasks are linked with by a type of relation, each once, as printed."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in picture.links(kind):
        found[link.source].append((int(link.properties.get("start") or 0), picture.nodes[link.target].name))
    return {task: tuple(dict.fromkeys(name for _, name in sorted(names))) for task, names in found.items()}


def _members(picture: Picture) -> Iterable[Person]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for link in picture.links("HOSTED_BY"):
        hosts[link.source].append(picture.nodes[link.target].name)
    links = picture.links("MEMBER_OF")
    for link in sorted(links, key=lambda one: (one.target, int(one.properties.get("start") or 0), one.source)):
        values = link.properties
        yield Person(
            group=picture.nodes[link.target].name,
            person=picture.nodes[link.source].name,
            role=str(values.get("role") or ""),
            posts=tuple(values.get("posts") or ()),
            host="、".join(dict.fromkeys(hosts[link.target])),
        )
