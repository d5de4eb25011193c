"""The nodes and relations that one document says: what the store loads.

Keys come from content alone. A node that several documents may name (an actor, a program, a person, a place, a cited
document) has here only what follows from its key; how documents write it, and where, stands on the relations.
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph import places
from graph.claims import Facts, Node, Relation, Value, number_key, stub_of, title_key
from graph.identity import Actor, Scope, identify, members_of, scope_of, tidy
from graph.model import model
from graph.posts import split_post
from graph.reading import Citation, Group, Head, Mention, Reading, Responsibility, Section, Target, Task

__all__ = ["Facts", "facts_of"]

_PLACES = "graph/data/places.tsv"
_CITATIONS = {"cites": "CITES", "implements": "IMPLEMENTS", "replaces": "REPLACES"}
_CUE_REACH = 160
_ROW_REACH = 400
_RUNNING = ("duty.subject", "duty.kind", "duty.acting", "duty.running", "duty.founded")
_SENTENCE_END = re.compile("[。；]")
_POST_REACH = 160
_UNSURE = 0.6
_KINDS_OF_NAME = (
    ("School", re.compile(r"(?:大学|学院|学校|中专|职教中心|中学|小学|幼儿园|技校)$")),
    ("Enterprise", re.compile(r"(?:公司|集团|企业|银行|厂|矿|合作社)$")),
)


def facts_of(reading: Reading, key: str | None = None) -> Facts:
    """The nodes and relations of what was read; `key` says that it is a new version of a known document."""
    return _Builder(reading, key or reading.head.key).build()


@dataclass(slots=True)
class _Builder:
    """Gathers nodes by key and relations by what they say, so that what is said twice stands once."""

    reading: Reading
    document: str
    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    relations: dict[tuple[object, ...], Relation] = field(default_factory=dict)

    @property
    def head(self) -> Head:
        return self.reading.head

    @property
    def scope(self) -> Scope:
        return scope_of(self.head, self.document)

    def build(self) -> Facts:
        self._document()
        sections = self._sections()
        tasks = self._tasks(sections)
        for task in self.reading.tasks:
            self._task(task, tasks, sections)
        for order, target in enumerate(self.reading.targets, 1):
            end = self._target(target, f"{self.document}#目标{order}")
            self._claim("PART_OF", end, ("Document", self.document), target.start, target.end, rule="outline")
        for cite in self.reading.cites:
            self._cite(cite)
        known = self._known_bodies()
        for group in self.reading.groups:
            self._group(group, known)
        for cooperation in self.reading.cooperations:
            self._cooperation(
                cooperation.canonical or cooperation.between,
                cooperation.between,
                (cooperation.start, cooperation.end, cooperation.rule, cooperation.confidence),
            )
        return Facts(
            self.document,
            tuple(sorted(self.nodes.values(), key=lambda one: (one.label, one.key))),
            tuple(
                sorted(
                    self.relations.values(),
                    key=lambda one: (one.type, one.source, one.target, repr(sorted(one.properties.items()))),
                )
            ),
        )

    # Nodes and relations

    def _node(self, label: str, key: str, /, **properties: Value | None) -> tuple[str, str]:
        """Add a node unless it is there already; gives its end for relations."""
        if (label, key) not in self.nodes:
            kept = {"key": key, **{name: value for name, value in properties.items() if value is not None}}
            model().check_node(label, kept)
            self.nodes[label, key] = Node(label, key, kept)
        return label, key

    def _relation(
        self, kind: str, source: tuple[str, str], target: tuple[str, str], again: object, /, **properties: Value | None
    ) -> None:
        kept = {name: value for name, value in properties.items() if value is not None and value != ""}
        model().check_relation(kind, source[0], target[0], kept)
        self.relations.setdefault((kind, source, target, again), Relation(kind, source, target, kept))

    def _claim(
        self,
        kind: str,
        source: tuple[str, str],
        target: tuple[str, str],
        start: int,
        end: int,
        *,
        rule: str,
        confidence: float = 1.0,
        again: object = None,
        **properties: Value | None,
    ) -> None:
        """A relation that the text states between two offsets; the first of those that differ in nothing else stays."""
        if "quote" in model().relation(kind).properties:
            properties["quote"] = self.head.text[start:end]
        self._relation(
            kind, source, target, again, basis="text", document=self.document, start=start, end=end, rule=rule,
            confidence=float(confidence), **properties,
        )  # fmt: skip

    def _actor(self, canonical: str, label: str) -> tuple[str, str]:
        return self._actor_node(identify(canonical, label, self.scope))

    def _actor_node(self, actor: Actor) -> tuple[str, str]:
        end = self._node(actor.label, actor.key, basis="text", **actor.properties)
        if actor.adcode is not None:
            self._relation("IN_PLACE", end, self._place(actor.adcode), None, basis="derived", method="name")
        if actor.label == "ActorClass":
            for member in members_of(actor.properties["name"], self.scope):
                self._relation("HAS_MEMBER", end, self._actor_node(member), None, basis="reference", reference=_PLACES)
        return end

    def _place(self, adcode: str) -> tuple[str, str]:
        """The place with all that it lies in."""
        place = places.place(adcode)
        end = self._node(
            "Place", adcode, adcode=adcode, name=place.name, full_name=places.full_name(adcode), level=place.level,
            basis="reference", reference=_PLACES,
        )  # fmt: skip
        if place.parent is not None:
            self._relation("WITHIN", end, self._place(place.parent), None, basis="reference", reference=_PLACES)
        return end

    # What a reading has

    def _document(self) -> None:
        head = self.head
        start = head.text.find(head.title) if head.title else -1
        end = self._node(
            "Document", self.document, title=head.title, standard_title=head.standard_title, doc_number=head.doc_number,
            issuer=head.issuer, date=head.date, level=head.level, jurisdiction=head.jurisdiction, adcode=head.adcode,
            altered=head.altered, masked=head.masked, marks=head.marks or None, source=head.source or None,
            sha256=head.sha256 or None, text=head.text, loaded=True, number_key=number_key(head.doc_number),
            title_key=title_key(head.standard_title or head.title), extractor=self.reading.extractor or None,
            basis="text", document=self.document, start=start if start >= 0 else None,
            end=start + len(head.title) if head.title and start >= 0 else None, confidence=1.0,
        )  # fmt: skip
        if self.scope.adcode is not None:
            self._relation(
                "IN_PLACE", end, self._place(self.scope.adcode), None, basis="derived", method="jurisdiction",
                document=self.document,
            )  # fmt: skip
        printed = [one for one in re.split(r"[\s、，]+", head.issuer or "") if one]
        canonical = [one for one in re.split(r"[\s、，]+", head.issuer_canonical or head.issuer or "") if one]
        for name, as_printed in zip(canonical, printed if len(printed) == len(canonical) else canonical, strict=True):
            at = head.text.find(as_printed)
            if at >= 0:
                self._claim(
                    "ISSUED_BY", end, self._actor(name, "Agency"), at, at + len(as_printed), rule="head.issuer",
                    printed=as_printed,
                )  # fmt: skip
            else:
                self._relation(
                    "ISSUED_BY", end, self._actor(name, "Agency"), None, basis="derived", method="head.issuer",
                    document=self.document,
                )  # fmt: skip

    def _sections(self) -> dict[str, str]:
        """Section ids to keys."""
        paths: dict[str, str] = {}
        above: list[Section] = []
        taken: set[str] = set()
        for one in self.reading.sections:
            above = [
                other
                for other in above
                if other.level < one.level and other.start <= one.start and one.end <= other.end
            ]
            parent = above[-1] if above else None
            label = _bare_number(one.number) or tidy(one.heading)[:12]
            paths[one.id] = _unique(f"{paths[parent.id]}/{label}" if parent else label, taken)
            above.append(one)
            end = self._node(
                "Section", f"{self.document}#{paths[one.id]}", number=one.number, heading=one.heading, level=one.level,
                parent=f"{self.document}#{paths[parent.id]}" if parent else None, basis="text", document=self.document,
                start=one.start, end=one.end, rule="outline", confidence=1.0,
            )  # fmt: skip
            self._claim("PART_OF", end, ("Document", self.document), one.start, one.end, rule="outline")
        return {name: f"{self.document}#{path}" for name, path in paths.items()}

    def _tasks(self, sections: Mapping[str, str]) -> dict[str, str]:
        """Task ids to keys: document, section path and number; unnumbered ones are counted within their section."""
        taken: set[str] = set()
        unnumbered: dict[str, int] = {}
        keys: dict[str, str] = {}
        for task in self.reading.tasks:
            above = sections.get(task.section or "", f"{self.document}#")
            label = _bare_number(task.number)
            if not label:
                unnumbered[above] = unnumbered.get(above, 0) + 1
                label = f"第{unnumbered[above]}段"
            keys[task.id] = _unique(f"{above}{'' if above.endswith('#') else '/'}任务{label}", taken)
        return keys

    def _task(self, task: Task, keys: Mapping[str, str], sections: Mapping[str, str]) -> None:
        text = self.head.text[task.start : task.end]
        end = self._node(
            "Task", keys[task.id], number=task.number, title=task.title, text=text, order=list(keys).index(task.id) + 1,
            deadline=task.deadline, recurs=task.recurs, open_list=task.open_list, basis="text", document=self.document,
            start=task.start, end=task.end, rule="outline", confidence=1.0,
        )  # fmt: skip
        section = sections.get(task.section or "")
        holder = ("Document", self.document) if section is None else ("Section", section)
        self._claim("PART_OF", end, holder, task.start, task.end, rule="outline")
        for row in task.detailed_by:
            if row in keys:
                self._relation(
                    "DETAILED_BY",
                    end,
                    ("Task", keys[row]),
                    None,
                    basis="derived",
                    method="annex",
                    document=self.document,
                )
        for duty in task.responsibilities:
            self._duty(duty, task, end)
        for mention in task.programs:
            name = tidy(mention.canonical)
            program = self._node("Program", f"program:{name}", name=name, level=_level_of(name), basis="text")
            self._mention("ADVANCES", end, program, mention)
        for label, mentions in (
            ("School", task.schools),
            ("Enterprise", task.enterprises),
            ("Institute", task.institutes),
        ):
            for mention in mentions:
                if not any(one.start < mention.end and mention.start < one.end for one in task.responsibilities):
                    self._mention("NAMES", end, self._actor(mention.canonical, label), mention)
        for order, target in enumerate(task.targets, 1):
            self._claim(
                "HAS_TARGET", end, self._target(target, f"{keys[task.id]}/目标{order}"), target.start, target.end,
                rule=target.rule, confidence=target.confidence,
            )  # fmt: skip

    def _duty(self, duty: Responsibility, task: Task, end: tuple[str, str]) -> None:
        start, stop = self._quote(duty, task)
        self._claim(
            "RESPONSIBLE_FOR", self._actor(duty.canonical, duty.type), end, start, stop, rule=duty.rule,
            confidence=duty.confidence, again=duty.role, role=duty.role, printed=duty.actor, actor_start=duty.start,
            actor_end=duty.end,
        )  # fmt: skip

    def _quote(self, duty: Responsibility, task: Task) -> tuple[int, int]:
        """The words that show a duty: actor and cue; its sentence in running text; the row in a table."""
        text, start, stop = self.head.text, duty.start, duty.end
        if duty.cue is None:
            return start, stop
        low, high = min(start, duty.cue[0]), max(stop, duty.cue[1])
        if high > task.end or low < task.start:
            # The cue is the head of a column: the row itself says what is to be done, if it is not too long.
            return (task.start, stop) if stop - task.start <= _ROW_REACH else (start, stop)
        if high - low <= _CUE_REACH and "\n" not in text[low:high]:
            start, stop = low, high
        if duty.rule.startswith(_RUNNING):
            end = _SENTENCE_END.search(text, stop, min(task.end, stop + _ROW_REACH))
            stop = end.end() if end else stop
        return start, stop

    def _mention(self, kind: str, source: tuple[str, str], target: tuple[str, str], mention: Mention) -> None:
        self._claim(
            kind, source, target, mention.start, mention.end, rule=mention.rule, confidence=mention.confidence,
            printed=mention.name,
        )  # fmt: skip

    def _target(self, target: Target, key: str) -> tuple[str, str]:
        return self._node(
            "Target", key, text=target.text, object=target.object or None, min=target.min, max=target.max,
            unit=target.unit, comparator=target.comparator, deadline=target.deadline, basis="text",
            document=self.document, start=target.start, end=target.end, rule=target.rule or None,
            confidence=float(target.confidence),
        )  # fmt: skip

    def _cite(self, cite: Citation) -> None:
        number, title = number_key(cite.doc_number), title_key(cite.standard_title or cite.title)
        stub = stub_of(number, title, f"{self.document}/{tidy(cite.title)}")
        end = self._node("Document", str(stub.pop("key")), **stub)
        self._claim(
            _CITATIONS[cite.relation], ("Document", self.document), end, cite.start, cite.end, rule=cite.rule,
            confidence=cite.confidence, again=(number, title), printed=cite.title, cited_number=number, cited_title=title,
        )  # fmt: skip

    def _known_bodies(self) -> dict[str, tuple[str, str]]:
        """Names as the document prints them, to full name and type."""
        return {
            tidy(duty.actor): (duty.canonical, duty.type)
            for task in self.reading.tasks
            for duty in task.responsibilities
            if not duty.collective
        }

    def _group(self, group: Group, known: Mapping[str, tuple[str, str]]) -> None:
        end = self._actor(group.canonical, "Group")
        self._claim(
            "NAMES", ("Document", self.document), end, group.start, group.end, rule=group.rule,
            confidence=group.confidence, printed=group.name,
        )  # fmt: skip
        if group.office_in:
            start, stop = group.office_span or (group.start, group.end)
            name, label = known.get(tidy(group.office_in), (group.office_canonical or group.office_in, "Agency"))
            self._claim(
                "HOSTED_BY", end, self._actor(name, label), start, stop, rule=group.rule, confidence=group.confidence,
                printed=group.office_in,
            )  # fmt: skip
        for member in group.members:
            name = tidy(member.person)
            person = self._node("Person", f"person:{self.scope.prefix}/{name}", name=name, basis="text")
            last = self.head.text.find(member.posts[-1], member.end, member.end + _POST_REACH) if member.posts else -1
            stop = last + len(member.posts[-1]) if last >= 0 else member.end
            evidence = {"rule": member.rule, "printed": self.head.text[member.start : member.end]}
            self._claim(
                "MEMBER_OF", person, end, member.start, stop, confidence=member.confidence, again=member.role_in_group,
                role=member.role_in_group, posts=member.posts or None, **evidence,
            )  # fmt: skip
            for post in member.posts:
                parts = split_post(post)
                if parts is not None:
                    name, label = known.get(parts[0], (parts[0], _kind_of_name(parts[0], "Agency")))
                    self._claim(
                        "HOLDS_POST", person, self._actor(name, label), member.start, stop,
                        confidence=member.confidence if parts[0] in known else min(member.confidence, _UNSURE),
                        again=parts[1], title=parts[1], **evidence,
                    )  # fmt: skip

    def _cooperation(
        self, canonical: Iterable[str], printed: Iterable[str], evidence: tuple[int, int, str, float]
    ) -> None:
        """Every two of those named work together; the relation runs from the lesser key to the greater."""
        kinds = {
            tidy(mention.canonical): label
            for task in self.reading.tasks
            for label, mentions in (
                ("School", task.schools),
                ("Enterprise", task.enterprises),
                ("Institute", task.institutes),
            )
            for mention in mentions
        }
        start, stop, rule, confidence = evidence
        ends = {
            self._actor(name, kinds.get(tidy(name)) or _kind_of_name(name, "Institute")): as_printed
            for name, as_printed in zip(canonical, printed, strict=False)
        }
        for (one, first), (other, second) in itertools.combinations(sorted(ends.items()), 2):
            self._claim(
                "COOPERATES_WITH", one, other, start, stop, rule=rule, confidence=confidence, printed=first,
                printed_to=second,
            )  # fmt: skip


def _bare_number(number: str) -> str:
    """一、 （二） 3. and 第四条 without what stands around the numeral."""
    return re.sub(r"[\s、.．。:：()（）]", "", number)


def _unique(key: str, taken: set[str]) -> str:
    """The key, with a count behind it where it was given out before."""
    found = next(one for one in itertools.chain([key], (f"{key}~{n}" for n in itertools.count(2))) if one not in taken)
    taken.add(found)
    return found


def _kind_of_name(name: str, otherwise: str) -> str:
    return next((label for label, rule in _KINDS_OF_NAME if rule.search(name)), otherwise)


def _level_of(program: str) -> str | None:
    found = re.match("国家|全国|省|市|县", program)
    return {"全国": "国家"}.get(found[0], found[0]) if found else None
