"""What a person may say about the graph, and what it is said about."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from graph import places
from graph.errors import InputError, ZerenError
from graph.model import model, root_label

__all__ = [
    "CHANGEABLE",
    "FIELDS",
    "SHARED",
    "Decision",
    "Ground",
    "Identity",
    "Verdict",
    "is_relation",
    "root_of",
    "short_id",
    "verdict_of",
]

SHARED = ("Actor", "Program", "Person")
"""Nodes that several documents name: a decision about one holds in all of them."""

FIELDS = {
    "deadline": "完成时限",
    "open_list": "责任单位未列全",
    "owner": "没有责任单位",
    "leads": "有两个以上牵头单位",
    "clash": "目标不一致",
}
"""What a decision can be about besides a whole fact."""

CHANGEABLE = ("deadline", "open_list")
"""Of these the ones that can be taken back in the graph."""

_KNOWN = {"name", "kind", "level", "adcode", "place", "function"}

Identity = tuple[str, str, str, str, str]
"""What tells a fact from all others of its document: type, key, other key, detail, field."""


class Verdict(StrEnum):
    """The kinds of decisions; UNDO takes another one back."""

    SAME = "same"
    DIFFERENT = "different"
    RIGHT = "right"
    WRONG = "wrong"
    ADD = "add"
    RENAME = "rename"
    RETYPE = "retype"
    REROLE = "rerole"
    NOTE = "note"
    UNDO = "undo"

    @property
    def label(self) -> str:
        """The verdict in the office's word."""
        return _LABELS[self]


_LABELS = {
    Verdict.SAME: "相同",
    Verdict.DIFFERENT: "不同",
    Verdict.RIGHT: "正确",
    Verdict.WRONG: "有误",
    Verdict.ADD: "补充",
    Verdict.RENAME: "改名",
    Verdict.RETYPE: "改类别",
    Verdict.REROLE: "改角色",
    Verdict.NOTE: "备注",
    Verdict.UNDO: "撤销",
}


def verdict_of(words: str) -> Verdict | None:
    """The verdict that a user names in English or Chinese; None if it is none."""
    return next((one for one in Verdict if words.strip() in (one.value, one.label)), None)


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact as it was extracted, told so that it is found again where numbers moved.

    `type` is the schema's name of a node or a relation. For a relation `key` and `name` are those of its first end,
    `other` and `other_name` of its second one, `detail` its role or title. `document` is None for what several documents
    share. `quote` are the words it rests on; `names` are other names of a shared node, `properties` what it had.
    """

    type: str
    key: str
    name: str = ""
    document: str | None = None
    other: str = ""
    other_name: str = ""
    detail: str = ""
    field: str = ""
    quote: str = ""
    names: tuple[str, ...] = ()
    properties: Mapping[str, Any] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def identity(self) -> Identity:
        """What tells it from all other facts of its document."""
        return root_of(self.type), self.key, self.other, self.detail, self.field

    @property
    def id(self) -> str:
        """A short name for people to type: four digits for the document and six for the fact, both hexadecimal."""
        return f"{short_id(self.document, 4)}-{short_id(self.identity, 6)}"

    def to_dict(self) -> dict[str, Any]:
        """What is not empty, ready for JSON."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None, (), {})}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Ground":
        """The ground that `to_dict` wrote.

        Raises:
            InputError: a part of it is missing, unknown or of the wrong kind.
        """
        known = {one.name for one in fields(cls)}
        if not isinstance(data, Mapping) or not {"type", "key"} <= set(data) <= known:
            raise InputError("所指的内容不完整")
        texts = {name: value for name, value in data.items() if name not in ("names", "properties")}
        names, properties = data.get("names", []), data.get("properties", {})
        if not all(isinstance(one, str) for one in [*texts.values(), *names]) or not isinstance(properties, Mapping):
            raise InputError("所指的内容格式不对")
        if data["type"] not in model().nodes and data["type"] not in model().relations:
            raise InputError(f"没有“{data['type']}”这种内容")
        if data["type"] in model().nodes and (properties or root_of(data["type"]) in SHARED):
            if not set(properties) <= _KNOWN:
                raise InputError("所指的内容格式不对")
            if "adcode" in properties:
                places.place(properties["adcode"])
            model().check_node(data["type"], {"basis": "text", **properties, "key": data["key"]})
        return cls(**{**texts, "names": tuple(names), "properties": dict(properties)})


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the record. `time` is ISO in UTC; `value` the new name, type, role or the note.

    For SAME `ground` is what stays and `other` what becomes a part of it. For ADD `ground` is the task and `other` the node
    that is linked to it, `value` the role where it is a body. DIFFERENT without `other` splits: in the document that `value`
    names, the name stands for another body.
    """

    id: str
    time: str
    by: str
    verdict: Verdict
    ground: Ground | None = None
    other: Ground | None = None
    value: str = ""
    quote: str = ""
    why: str = ""
    undoes: str = ""

    @classmethod
    def make(cls, *, time: str, by: str, verdict: Verdict, **said: Any) -> "Decision":
        """A decision whose id follows from all that it says."""
        bare = cls("", time, by, verdict, **said)
        return cls(short_id(bare._content(), 10), time, by, verdict, **said)

    @property
    def document(self) -> str | None:
        """The only document that it concerns; None for all that name what it is about."""
        return self.ground.document if self.ground else None

    def to_line(self) -> str:
        """One line of JSON, without the line feed."""
        return json.dumps({"id": self.id, **self._content()}, ensure_ascii=False)

    @classmethod
    def from_line(cls, line: str) -> "Decision":
        """The decision that `to_line` wrote.

        Raises:
            InputError: it is none, or somebody has changed it, so that its id does not fit.
        """
        try:
            data = json.loads(line)
            said = {name: data.get(name, "") for name in ("value", "quote", "why", "undoes")}
            grounds = {name: Ground.from_dict(data[name]) if name in data else None for name in ("ground", "other")}
            found = cls.make(time=data["time"], by=data["by"], verdict=Verdict(data["verdict"]), **grounds, **said)
            texts = (*said.values(), found.time, found.by)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ZerenError) as error:
            raise InputError("不是一条结论") from error
        if not all(isinstance(one, str) for one in texts):
            raise InputError("不是一条结论")
        if found.id != data.get("id"):
            raise InputError(f"编号应为 {found.id}，实为 {data.get('id')}，内容被改动过")
        if not found._is_sound():
            raise InputError(f"“{found.verdict.label}”不能这样说")
        return found

    def _is_sound(self) -> bool:
        """Whether the verdict fits what it is about: a record may come from anywhere."""
        ground, other, value = self.ground, self.other, self.value
        if ground is None:
            return self.verdict is Verdict.UNDO and bool(self.undoes) and other is None
        root, roles = root_of(ground.type), model().relation("RESPONSIBLE_FOR").properties["role"].values
        shared, owned = root in SHARED and ground.document is None, ground.document is not None
        if ground.field and (ground.field not in FIELDS or root not in ("Task", "Target")):
            return False
        match self.verdict:
            case Verdict.SAME:
                return shared and other is not None and root_of(other.type) == root and ground.key != other.key
            case Verdict.DIFFERENT if other is None:
                return root == "Actor" and owned
            case Verdict.DIFFERENT:
                return shared and other is not None and root_of(other.type) == root and ground.key != other.key
            case Verdict.RIGHT | Verdict.WRONG:
                changing = self.verdict is Verdict.RIGHT or ground.field in ("", *CHANGEABLE)
                paired = other is None or (ground.field == "clash" and other.type == "Target")
                return owned and changing and paired and (is_relation(ground.type) or root in ("Task", "Target"))
            case Verdict.ADD:
                linked = other is not None and root_of(other.type) in ("Actor", "Program")
                roled = not value or (value in roles and other is not None and root_of(other.type) == "Actor")
                return root == "Task" and owned and not ground.field and linked and roled
            case Verdict.RENAME:
                return (shared or (root == "Task" and owned)) and not ground.field and bool(value.strip())
            case Verdict.RETYPE:
                return (
                    shared and root == "Actor" and value in model().nodes and model().node(value).parents == ("Actor",)
                )
            case Verdict.REROLE:
                return ground.type == "RESPONSIBLE_FOR" and owned and value in roles
            case Verdict.NOTE:
                return (shared or owned) and not ground.field and bool(value.strip())
        return False

    def _content(self) -> dict[str, Any]:
        whole: dict[str, Any] = {"time": self.time, "by": self.by, "verdict": self.verdict.value}
        for name in ("ground", "other"):
            ground: Ground | None = getattr(self, name)
            if ground is not None:
                whole[name] = ground.to_dict()
        for name in ("value", "quote", "why", "undoes"):
            if getattr(self, name):
                whole[name] = getattr(self, name)
        return whole


def root_of(type_name: str) -> str:
    """The highest type above that of a node; a relation's own name."""
    return type_name if is_relation(type_name) else root_label(type_name)


def is_relation(type_name: str) -> bool:
    """Whether it is a type of relation."""
    return type_name in model().relations


def short_id(content: object, digits: int) -> str:
    """Hexadecimal digits that follow from JSON content."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:digits]
