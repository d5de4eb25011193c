"""Words of the graph in the language of the page: kinds, roles, relations, dates; and the signs that stand for them."""

import re
from datetime import date

from ui.components.language import language, say
from ui.components.panel import Tree, element
from ui.services import Edge, looks, relation_words
from ui.words import deadline_words, kind_words, role_words

__all__ = ["due", "kind_name", "link_name", "moment", "role_name", "sign", "stroke"]

_SOON_DAYS = 90


def kind_name(label: str) -> str:
    """The name of a kind of thing by the schema's name."""
    if language() != "zh":
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)
    return looks()[label].label if label in looks() else kind_words(label)


def role_name(role: str) -> str:
    """牵头, 责任 or 配合."""
    return role_words(role) if language() == "zh" else say(f"role.{role}")


def link_name(edge: Edge) -> str:
    """The name of a relation, for duties that of the role."""
    role = str(edge.properties.get("role") or "")
    if edge.type == "RESPONSIBLE_FOR" and role:
        return role_name(role)
    return relation_words(edge)[0] if language() == "zh" else edge.type.replace("_", " ").lower()


def moment(deadline: str | None, recurs: str | None = None) -> str:
    """A deadline as people write it, in English as an ISO date."""
    words = deadline_words(deadline) if language() == "zh" else (deadline and f"by {deadline}") or ""
    return "，".join(one for one in (recurs or "", words) if one)


def due(deadline: str | None, today: date | None = None) -> str:
    """late, soon (within 90 days) or later; empty without a deadline. A partial date counts as its last day."""
    if not deadline or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", deadline):
        return ""
    last = deadline + "-12-31"[len(deadline) - 4 :]
    now = today or date.today()
    if last < now.isoformat():
        return "late"
    year, month, day = (int(part) for part in last.split("-"))
    days = (date(year, month, min(day, 28)) - now).days
    return "soon" if days <= _SOON_DAYS else "later"


def sign(label: str, size: int = 16) -> Tree:
    """The shape and colour of a kind."""
    look, c = looks()[label], f"{looks()[label].color}"
    paint = {"fill": c, "stroke": "currentColor", "stroke_width": "0.8"}
    shapes: dict[str, Tree] = {
        "dot": element("circle", cx="8", cy="8", r="6", **paint),
        "ring": element("circle", cx="8", cy="8", r="5.2", fill="none", stroke=c, stroke_width="2.6"),
        "square": element("rect", x="2.5", y="2.5", width="11", height="11", **paint),
        "diamond": element("polygon", points="8,1 15,8 8,15 1,8", **paint),
        "hexagon": element("polygon", points="4,2 12,2 15.5,8 12,14 4,14 0.5,8", **paint),
        "box": element("rect", x="0.5", y="3.5", width="15", height="9", rx="2", **paint),
        "ellipse": element("ellipse", cx="8", cy="8", rx="7.5", ry="5", **paint),
        "star": element(
            "polygon", points="8,0.5 10,6 15.8,6 11.2,9.6 13,15.3 8,11.9 3,15.3 4.8,9.6 0.2,6 6,6", **paint
        ),
        "page": element("path", d="M3 0.5H10L13.5 4V15.5H3Z", **paint),
        "triangle": element("polygon", points="8,1.5 15.5,14.5 0.5,14.5", **paint),
    }
    return element(
        "svg", shapes[look.shape], viewBox="0 0 16 16", width=str(size), height=str(size), aria_hidden="true"
    )


def stroke(line: str) -> Tree:
    """How a relation is drawn."""
    dashes = {"dashed": "6 4", "dotted": "2 3"}.get(line)
    width = "3.4" if line == "thick" else "1.4"
    drawn = element(
        "line", x1="0", x2="34", y1="6", y2="6", stroke="currentColor", stroke_width=width, stroke_dasharray=dashes
    )
    return element("svg", drawn, viewBox="0 0 34 12", width="34", height="12", aria_hidden="true")
