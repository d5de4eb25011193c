"""What is known of one thing in the graph, each statement with its sentence and the way to its document."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ui import services
from ui.components.frame import remember
from ui.components.language import say
from ui.components.panel import Tree, address, element, here
from ui.components.words import due, kind_name, link_name, moment, role_name, sign
from ui.services import DOUBTFUL, Edge, Node, Part
from ui.words import ROLES, date_words

__all__ = ["badges", "deadline_tag", "detail", "evidence", "link_detail", "sentence"]

_TEXTS = 8
"""Sentences are shown in their surroundings where they come from at most so many documents."""
_LISTED = 60


def detail(session: services.Session, node: Node, links: Part, actions: Tree | None) -> list[Tree | None]:
    """The node in the order in which people ask: what it is, what it has to do, with whom, for what, where from."""
    texts = _texts(session, links.edges)
    head: list[Tree | None] = [
        element("h2", node.name),
        element("p", sign(node.label), " ", "　".join(_about(node)), cls="soft"),
        badges(node),
        actions,
    ]
    if node.label == "Document":
        return [*head, *_document(node, links)]
    if node.label == "Task":
        return [*head, *_task(node), *_links(node, links, texts)]
    duties = remember(session, services.duties_of, node.key) if _is_body(node) else []
    return [
        *head,
        *_duties(duties, texts),
        *_partners(node, links),
        *_links(node, links, texts, skip=_is_body(node)),
        _names(node),
    ]


def link_detail(session: services.Session, edge: Edge, part: Part) -> list[Tree | None]:
    """One relation: who, what, and the sentence that says so."""
    source, target = part.node(edge.source), part.node(edge.target)
    assert source is not None and target is not None
    texts = _texts(session, [edge])
    return [
        element("h2", link_name(edge)),
        element("p", _to(source), " → ", _to(target)),
        evidence(edge.properties, texts),
        element("p", say("detail.rule", rule=str(edge.properties["rule"])), cls="soft")
        if edge.properties.get("rule")
        else None,
    ]


def evidence(of: Mapping[str, Any], texts: Mapping[str, str]) -> Tree | None:
    """The quote, in its surroundings where its text is at hand, and the way to the document; None where there is none."""
    document, start, end = of.get("document"), of.get("start"), of.get("end")
    quote = services.marked(texts.get(str(document), ""), start, end)
    if quote is not None:
        shown = element("blockquote", quote.before, element("mark", quote.words), quote.after)
    elif of.get("quote"):
        shown = element("blockquote", str(of["quote"]))
    else:
        return None
    return element("div", shown, sentence(str(document), start, end) if document else None)


def sentence(document: str, start: object, end: object = None) -> Tree:
    """The way to a place in a document, which is marked there as far as `end`."""
    place = "-".join(str(one) for one in (start, end) if isinstance(one, int)) or None
    return element(
        "a", say("detail.open_document"), href=address("documents", {"document": document, "place": place}), cls="soft"
    )


def badges(node: Node) -> Tree | None:
    """What must be said of a thing once: secrecy, changed words, a hidden place, an open list."""
    of, found = node.properties, []
    marks = of.get("marks")
    if isinstance(marks, list | tuple) and marks:
        found.append(element("p", say("mark.secret", marks="、".join(map(str, marks))), cls="note"))
    found += [
        element("p", say(f"mark.{name}"), cls="note") for name in ("altered", "masked", "open_list") if of.get(name)
    ]
    return element("div", *found) if found else None


def deadline_tag(deadline: str | None, recurs: str | None = None) -> Tree | None:
    """A deadline, marked in words too where it is over or near."""
    words, state = moment(deadline, recurs), due(deadline)
    if not words:
        return None
    note = f"（{say(f'due.{state}')}）" if state in ("late", "soon") else ""
    return element("span", words + note, cls=f"due {state}")


def _is_body(node: Node) -> bool:
    return node.label in ("Agency", "School", "Enterprise", "Institute", "Group", "ActorClass")


def _about(node: Node) -> list[str]:
    of = node.properties
    parts = [kind_name(node.label), of.get("place"), of.get("jurisdiction"), of.get("level"), of.get("doc_number")]
    return [str(one) for one in parts if one]


def _texts(session: services.Session, edges: Iterable[Edge]) -> Mapping[str, str]:
    keys = sorted({str(edge.properties["document"]) for edge in edges if edge.properties.get("document")})
    return remember(session, services.texts, tuple(keys)) if 0 < len(keys) <= _TEXTS else {}


def _duties(rows: list[dict[str, Any]], texts: Mapping[str, str]) -> list[Tree | None]:
    if not rows:
        return []
    counts = Counter(row["role"] for row in rows)
    cards = [element("div", element("strong", str(counts[role])), role_name(role)) for role in ROLES if counts[role]]
    out: list[Tree | None] = [element("div", *cards, cls="cards")]
    for role in ROLES:
        found = sorted((row for row in rows if row["role"] == role), key=lambda row: row["deadline"] or "9999")
        if found:
            out.append(element("h3", f"{role_name(role)}（{len(found)}）"))
            out.append(_more([_duty(row, texts) for row in found]))
    return out


def _duty(row: Mapping[str, Any], texts: Mapping[str, str]) -> Tree:
    doubtful = row["confidence"] is not None and row["confidence"] < DOUBTFUL
    of = {"document": row["document_key"], "start": row["first"], "end": row["last"], "quote": row["quote"]}
    link = element(
        "a", " ".join(one for one in (row["number"], row["task"]) if one), href=_graph(f"Task:{row['task_key']}")
    )
    return element(
        "details",
        element("summary", link, " ", deadline_tag(row["deadline"], row["recurs"]),
                element("span", say("detail.via", name=row["via"]), cls="tag") if row["via"] else None,
                element("span", say("mark.doubtful"), cls="tag doubt") if doubtful else None,
                element("span", say("mark.human"), cls="tag") if row["basis"] == "human" else None),
        evidence(of, texts),
        element("p", row["document"] or "", cls="soft"),
    )  # fmt: skip


def _partners(node: Node, links: Part) -> list[Tree | None]:
    own = {edge.target for edge in links.edges if edge.type == "RESPONSIBLE_FOR" and edge.source == node.id}
    shared = Counter(edge.source for edge in links.edges
                     if edge.type == "RESPONSIBLE_FOR" and edge.target in own and edge.source != node.id)  # fmt: skip
    if not shared:
        return []
    rows = []
    for other, number in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:20]:
        partner = links.node(other)
        if partner is not None:
            rows.append(
                element("div", _to(partner), element("span", say("count.shared", number=number), cls="soft"), cls="row")
            )
    return [element("h3", say("detail.partners")), *rows]


def _links(node: Node, links: Part, texts: Mapping[str, str], *, skip: bool = False) -> list[Tree | None]:
    """All other relations of the node by their kind; with `skip` without its duties, and with the programs of its tasks."""
    groups: dict[str, list[Tree]] = {}
    own = [edge for edge in links.edges if node.id in (edge.source, edge.target)]
    order = {role: number for number, role in enumerate(ROLES)}
    for edge in sorted(own, key=lambda edge: (order.get(str(edge.properties.get("role")), 9), edge.type)):
        other = links.node(edge.target if edge.source == node.id else edge.source)
        if other is None or edge.type == "PART_OF" or (skip and edge.type == "RESPONSIBLE_FOR"):
            continue
        groups.setdefault(link_name(edge), []).append(_link(edge, other, texts))
    if skip:
        tasks = {edge.target for edge in own if edge.type == "RESPONSIBLE_FOR"}
        programs = Counter(edge.target for edge in links.edges if edge.type == "ADVANCES" and edge.source in tasks)
        found = [(links.node(one), number) for one, number in programs.most_common()]
        rows = [
            element("li", _to(one), " ", element("small", say("count.tasks", number=number)))
            for one, number in found
            if one
        ]
        if rows:
            groups[say("detail.programs")] = rows
    return [one for name, rows in groups.items() for one in (element("h3", f"{name}（{len(rows)}）"), _more(rows))]


def _link(edge: Edge, other: Node, texts: Mapping[str, str]) -> Tree:
    title = edge.properties.get("title") or (edge.properties.get("role") if edge.type == "MEMBER_OF" else None)
    confidence = edge.properties.get("confidence")
    doubtful = isinstance(confidence, int | float) and confidence < DOUBTFUL
    deadline = other.properties.get("deadline")
    head = element(
        "summary", sign(other.label, 13), " ", _to(other), f" {title}" if title else None,
        " ", deadline_tag(str(deadline)) if deadline else None,
        element("span", say("mark.doubtful"), cls="tag doubt") if doubtful else None,
        element("span", say("mark.human"), cls="tag") if edge.properties.get("basis") == "human" else None,
    )  # fmt: skip
    proof = evidence(edge.properties if edge.type != "HAS_TARGET" else other.properties, texts)
    return element("details", head, proof) if proof else element("li", *head[2:])


def _task(node: Node) -> list[Tree | None]:
    of = node.properties
    document, text = str(of.get("document") or ""), str(of.get("text") or "")
    tag = deadline_tag(
        str(of["deadline"]) if of.get("deadline") else None, str(of["recurs"]) if of.get("recurs") else None
    )
    return [
        element("p", say("detail.deadline"), tag) if tag else None,
        element("blockquote", text if len(text) <= 400 else text[:399] + "…"),
        sentence(document, of.get("start")),
    ]


def _document(node: Node, links: Part) -> list[Tree | None]:
    of = node.properties
    tasks = sorted((one for one in links.nodes if one.label == "Task" and one.properties.get("document") == node.key),
                   key=lambda one: _order(one.properties.get("order")))  # fmt: skip
    facts = [
        (say("detail.issuer"), str(of.get("issuer") or "")),
        (say("detail.date"), date_words(str(of.get("date") or ""))),
    ]
    return [
        *(element("p", f"{name}{value}") for name, value in facts if value),
        element("p", element("a", say("detail.read"), href=address("documents", {"document": node.key}))) if of.get("loaded")
        else element("p", say("detail.cited_only"), cls="soft"),
        *([element("h3", f"{kind_name('Task')}（{len(tasks)}）"), _more([element("li", _to(one)) for one in tasks])] if tasks else []),
        *_links(node, Part(links.nodes, tuple(one for one in links.edges if one.type != "PART_OF")), {}),
    ]  # fmt: skip


def _names(node: Node) -> Tree | None:
    others = node.properties.get("short_names") or node.properties.get("aliases")
    found = [str(one) for one in others if one != node.name] if isinstance(others, list | tuple) else []
    return element("div", element("h3", say("detail.other_names")), element("p", "、".join(found))) if found else None


def _order(value: object) -> int:
    return value if isinstance(value, int) else 0


def _to(node: Node) -> Tree:
    number = str(node.properties.get("number") or "") if node.label == "Task" else ""
    return element("a", " ".join(one for one in (number, node.name) if one), href=_graph(node.id))


def _graph(wanted: str) -> str:
    """The address of the graph with this thing selected; on that page the rest of the view stays."""
    return here("graph", at=wanted, link=None, document=None, place=None)


def _more(rows: list[Tree]) -> Tree:
    """The rows, those beyond a number behind a line that opens them."""
    if len(rows) <= _LISTED:
        return element("div", *rows)
    rest = element("details", element("summary", say("detail.more", number=len(rows) - _LISTED)), *rows[_LISTED:])
    return element("div", *rows[:_LISTED], rest)
