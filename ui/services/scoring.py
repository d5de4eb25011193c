"""Precision, recall and F1 of what was read out of documents, layer by layer, against what a careful reader found.

A layer counts:

- tasks: a printed and an extracted task whose spans overlap by half of their union or more
- responsibilities: (task, actor as printed, role); actors: the same without the role
- canonical: the full names of the actors that both have, collectives left out
- open_list: tasks whose list of actors is open
- programs, schools, organisations: (task, name as printed); organisations are enterprises and institutes together
- targets: figures, comparator and deadline, where the texts overlap by half of the shorter
- members: (group, person, role) and every post
- cites: titles; metadata: title, doc_number, issuer, date
- detailed_by: (task, row of an annex table that divides it up)
- quotes: every span that cuts exactly the printed words out of the text

White space and quotation marks around a whole name are ignored. What a gold file lists as borderline counts neither way.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

__all__ = ["LAYERS", "Layer", "score"]

LAYERS = (
    "metadata", "cites", "tasks", "responsibilities", "actors", "canonical", "open_list", "programs", "schools",
    "organisations", "targets", "members", "detailed_by", "quotes",
)  # fmt: skip

QUOTES = "“”\"'‘’「」《》〈〉〞〝"
QUOTED = {"responsibilities": "actor", "programs": "name", "schools": "name", "enterprises": "name",
          "institutes": "name", "targets": "text"}  # fmt: skip

Json = dict[str, Any]


@dataclass(slots=True)
class Layer:
    """The count of one layer; `missed` and `extra` say where and what, in the order of the documents."""

    name: str
    hits: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the findings that are right; 1 where nothing was to be found and nothing was."""
        found = self.hits + len(self.extra)
        return self.hits / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there was nothing to find."""
        wanted = self.hits + len(self.missed)
        return self.hits / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def compare(self, where: str, gold: AbstractSet[Any], found: AbstractSet[Any], ignore: Iterable[str] = ()) -> None:
        """Count two sets; a finding whose name (itself, or its first part) is in `ignore` is no mistake."""
        passed = frozenset(ignore)
        self.hits += len(gold & found)
        self.missed += [(where, show(item)) for item in sorted(gold - found, key=str)]
        self.extra += [
            (where, show(item))
            for item in sorted(found - gold, key=str)
            if (item[0] if isinstance(item, tuple) else item) not in passed
        ]


def score(pairs: Iterable[tuple[str, Json, Json]]) -> list[Layer]:
    """The layers, in the order of `LAYERS`, over (label, gold, extracted JSON) of each document."""
    layers = {name: Layer(name) for name in LAYERS}
    for label, gold, found in pairs:
        score_head(layers, label, gold, found)
        matched = match_tasks(gold["tasks"], found.get("tasks") or [])
        score_tasks(layers, label, gold, found, matched)
        score_details(layers["detailed_by"], label, gold, found, matched)
        layers["members"].compare(label, members(gold), members(found))
        score_quotes(layers["quotes"], label, found)
    return list(layers.values())


def score_head(layers: dict[str, Layer], label: str, gold: Json, found: Json) -> None:
    head = found.get("document") or {}
    for key in ("title", "doc_number", "issuer", "date"):
        if gold["metadata"].get(key):
            got = {(key, bare(head[key]))} if head.get(key) else set()
            layers["metadata"].compare(label, {(key, bare(gold["metadata"][key]))}, got)
    borderline = names(gold.get("cites_borderline"), "title")
    layers["cites"].compare(label, names(gold.get("cites"), "title"), names(found.get("cites"), "title"), borderline)


def score_tasks(layers: dict[str, Layer], label: str, gold: Json, found: Json, matched: dict[int, int]) -> None:
    tasks: list[Json] = found.get("tasks") or []
    prefixes = gold["metadata"].get("canonical_prefixes", [])
    for index, wanted in enumerate(gold["tasks"]):
        where = f"{label} {wanted['id']}"
        got = tasks[matched[index]] if index in matched else {}
        layers["tasks"].compare(where, {"任务"}, {"任务"} if got else set())
        skip = borderline(wanted, "responsibilities")
        duties, printed = wanted.get("responsibilities", []), got.get("responsibilities") or []
        layers["responsibilities"].compare(where, roles(duties), roles(printed), skip)
        layers["actors"].compare(where, names(duties, "actor"), names(printed, "actor"), skip)
        score_full_names(layers["canonical"], where, duties, printed, prefixes)
        layers["open_list"].compare(where, {"等"} if wanted.get("open_list") else set(),
                                    {"等"} if got.get("open_list") else set())  # fmt: skip
        organisations = (got.get("enterprises") or []) + (got.get("institutes") or [])
        for layer, mentioned in (("programs", got.get("programs")), ("schools", got.get("schools")),
                                 ("organisations", organisations)):  # fmt: skip
            layers[layer].compare(where, names(wanted.get(layer)), names(mentioned), borderline(wanted, layer))
        score_targets(layers["targets"], where, wanted.get("targets", []), got.get("targets") or [],
                      borderline(wanted, "targets"))  # fmt: skip
    for index, task in enumerate(tasks):
        if index not in matched.values():
            where = f"{label} +{task.get('number') or task.get('title')}"
            duties = task.get("responsibilities") or []
            layers["tasks"].compare(where, set(), {"任务"})
            layers["responsibilities"].compare(where, set(), roles(duties))
            layers["actors"].compare(where, set(), names(duties, "actor"))
    skip = names(gold.get("global_targets_borderline"), "text")
    outside = f"{label} 任务之外"
    score_targets(layers["targets"], outside, gold.get("global_targets", []), found.get("targets") or [], skip)


def match_tasks(gold: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """Which extracted task (by index) each gold task is; best overlap first, each used once."""
    candidates = [(overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    matched: dict[int, int] = {}
    for share, i, j in sorted(candidates, reverse=True):
        if share >= 0.5 and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def overlap(a: Json, b: Json) -> float:
    """The common part of two spans as a share of their union."""
    union = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return (min(a["end"], b["end"]) - max(a["start"], b["start"])) / union if union > 0 else 0.0


def score_full_names(layer: Layer, where: str, gold: list[Json], found: list[Json], prefixes: list[str]) -> None:
    """Count, for each gold actor that is no collective, whether its full name came out; there are no extras."""
    by_actor = {bare(duty.get("actor")): folded(duty.get("canonical")) for duty in found}
    for duty in gold:
        if not duty.get("canonical") or duty.get("collective"):
            continue
        full = [duty["canonical"], *duty.get("canonical_also", [])]
        got = by_actor.get(bare(duty["actor"]), "")
        if got in {folded(prefix + name) for name in full for prefix in ("", *prefixes)}:
            layer.hits += 1
        else:
            layer.missed.append((where, show((duty["canonical"], got))))


def score_targets(layer: Layer, where: str, gold: list[Json], found: list[Json], skip: AbstractSet[str]) -> None:
    """Count targets with figures; one without figures in the gold is borderline."""
    left, passed = list(found), set(skip)
    for wanted in gold:
        if not has_figures(wanted):
            passed.add(bare(wanted["text"]))
            continue
        same = [t for t in left if (t.get("min"), t.get("max")) == (wanted.get("min"), wanted.get("max"))]
        best = max(same, key=lambda t: common(wanted["text"], t.get("text")), default=None)
        if best is None or not alike(wanted["text"], best.get("text")):
            layer.missed.append((where, show((wanted["text"], *figures(wanted)))))
            continue
        left.remove(best)
        if figures(best) == figures(wanted):
            layer.hits += 1
        else:
            layer.missed.append((where, show((wanted["text"], *figures(wanted)))))
            layer.extra.append((where, show((best.get("text"), *figures(best)))))
    for target in left:
        if has_figures(target) and not any(alike(text, target.get("text")) for text in passed if text):
            layer.extra.append((where, show((target.get("text"), *figures(target)))))


def score_details(layer: Layer, label: str, gold: Json, found: Json, matched: dict[int, int]) -> None:
    """Count links from a task to the rows that divide it up, by the tasks that were matched."""
    if not gold.get("detailed_by"):
        return
    tasks: list[Json] = found.get("tasks") or []
    ids = {gold["tasks"][i]["id"]: tasks[j].get("id") for i, j in matched.items()}
    links = {(task.get("id"), row) for task in tasks for row in task.get("detailed_by") or []}
    allowed, rows = set(), set()
    for link in gold["detailed_by"]:
        row = ids.get(link["row"])
        rows.add(row)
        allowed |= {(ids.get(task), row) for task in (link["task"], *link["also"])}
        if row is not None and (ids.get(link["task"]), row) in links:
            layer.hits += 1
        else:
            layer.missed.append((label, show((link["task"], link["row"]))))
    layer.extra += [(label, show(link)) for link in sorted(links - allowed, key=str) if link[1] in rows]


def score_quotes(layer: Layer, label: str, found: Json) -> None:
    """Count the spans that cut exactly what is said to be printed there."""
    text = (found.get("document") or {}).get("text") or ""
    for task in [*(found.get("tasks") or []), {"targets": found.get("targets")}]:
        for kind, key in QUOTED.items():
            for item in task.get(kind) or []:
                start, end, printed = item.get("start"), item.get("end"), item.get(key)
                if isinstance(start, int) and isinstance(end, int) and bare(text[start:end]) == bare(printed) != "":
                    layer.hits += 1
                else:
                    layer.missed.append((label, show((printed, start, end))))
                    layer.extra.append((label, show((printed, start, end))))


def members(reading: Json) -> set[tuple[str, str, str]]:
    """(group, person, role) and (group, person, post) of all groups."""
    out = set()
    for group in reading.get("groups") or []:
        for member in group.get("members") or []:
            who = (bare(group.get("name")), bare(member.get("person")))
            out.add((*who, str(member.get("role_in_group"))))
            out |= {(*who, bare(post)) for post in member.get("posts") or []}
    return out


def bare(text: str | None) -> str:
    """A name as compared: no white space, no quotation marks around the whole, brackets in one form."""
    name = re.sub(r"\s+", "", text or "")
    if len(name) > 2 and name[0] in QUOTES and name[-1] in QUOTES and not any(c in QUOTES for c in name[1:-1]):
        name = name[1:-1]
    return name.replace("(", "（").replace(")", "）")


def folded(name: str | None) -> str:
    """A full name as compared: without 和 与 及, quotation marks and a leading 中共."""
    return re.sub(r"[和与及“”\"]|^中共", "", bare(name))


def names(values: Any, key: str = "name") -> set[str]:
    """The names in a list of strings or of objects."""
    return {bare(v if isinstance(v, str) else v.get(key) or v.get("text")) for v in values or []} - {""}


def roles(duties: list[Json]) -> set[tuple[str, str]]:
    return {(bare(duty.get("actor")), str(duty.get("role"))) for duty in duties}


def borderline(task: Json, layer: str) -> set[str]:
    """Names that the gold lists as neither right nor wrong in a layer of one task."""
    listed = task.get("borderline")
    values = listed.get(layer, []) if isinstance(listed, dict) else []
    return {bare(v if isinstance(v, str) else v.get("actor") or v.get("text") or v.get("name")) for v in values}


def figures(target: Json) -> tuple[Any, ...]:
    return (target.get("min"), target.get("max"), target.get("comparator"), str(target.get("deadline") or ""))


def has_figures(target: Json) -> bool:
    return target.get("min") is not None or target.get("max") is not None


def alike(a: str | None, b: str | None) -> bool:
    """Whether two texts have a common part of half of the shorter or more, and of one character at least."""
    return common(a, b) * 2 >= max(min(len(bare(a)), len(bare(b))), 1)


def common(a: str | None, b: str | None) -> int:
    """The length of the longest string that two names have in common."""
    first, second, best = bare(a), bare(b), 0
    row = [0] * (len(second) + 1)
    for x in first:
        row = [0, *(row[j] + 1 if x == y else 0 for j, y in enumerate(second))]
        best = max(best, *row)
    return best


def show(item: Any) -> str:
    """An item in one line."""
    return " · ".join("" if part is None else str(part) for part in item) if isinstance(item, tuple) else str(item)
