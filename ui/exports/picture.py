"""A map of one body or one document, as SVG and PNG, to be put into a report.

At the left stands what the map is about, in the middle each task, at the right who has which part in it. Roles are told by
the line, kinds by the sign.
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import resvg_py

from graph.errors import UsageError
from graph.model import model
from graph.reading import DOUBTFUL
from ui.exports.content import Content, Duty, LedgerRow
from ui.exports.lettering import Lettering, width, wrap
from ui.exports.signs import escaped, sign
from ui.exports.text import plain, short_title
from ui.exports.words import deadline_cell, loads_words, quote_words, short_names, task_words
from ui.words import ROLES, date_words

__all__ = ["MOST_TASKS", "map_svg", "write_png", "write_svg"]

MOST_TASKS = 150
"""A map with more tasks than this cannot be read and is refused."""

_WIDTH, _EDGE = 1400, 40
_ROOT, _TASKS, _BODIES = (_EDGE, 210), (330, 480), (890, _WIDTH - _EDGE - 890)
"""Where each column begins and how wide it is."""
_INK, _SOFT, _LINE, _FRAME = "#1A1A1A", "#595959", "#4D4D4D", "#999999"
_STROKES = {"thick": "3.5", "solid": "1.5", "dashed": "1.5", "dotted": "1.5"}
_DASHES = {"dashed": ' stroke-dasharray="9 6"', "dotted": ' stroke-dasharray="2 5"'}
_INDENT = 28
"""How far the rows of an annex table stand to the right of the task that they divide up."""
_MOST_PIXELS = 40_000_000


def write_svg(content: Content, path: Path) -> None:
    """Write the map; it holds outlines, so it needs no font.

    Raises:
        UsageError: it is not about one body or one document, or has more than `MOST_TASKS` tasks.
    """
    path.write_text(map_svg(content), encoding="utf-8", newline="\n")


def write_png(content: Content, path: Path) -> None:
    """Write the map as an image of 192 dots an inch, or fewer where it would be too large; its sources and quotes also as text.

    Raises:
        UsageError: as `write_svg`.
    """
    svg = map_svg(content)
    height = int(svg.partition(' height="')[2].partition('"')[0])
    zoom = min(2.0, (_MOST_PIXELS / (_WIDTH * height)) ** 0.5)
    image = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=round(_WIDTH * zoom)))
    told = {"Title": content.title, "Source": _note(content), "Description": "\n\n".join(map(_told, content.ledger))}
    head = 33  # signature and IHDR, after which other chunks may follow
    dots = round(96 * zoom / 0.0254)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))]
    for name, words in told.items():
        chunks.append(_chunk(b"iTXt", name.encode() + b"\0\1\0zh-CN\0\0" + zlib.compress(plain(words).encode())))
    path.write_bytes(image[:head] + b"".join(chunks) + image[head:])


def map_svg(content: Content) -> str:
    """The map as the text of an SVG file."""
    if len(content.documents) > 1 and content.filters.actor is None:
        raise UsageError("责任图只画一个单位或一份文件，请按单位或文件筛选后再导出")
    if len(content.ledger) > MOST_TASKS:
        raise UsageError(
            f"有 {len(content.ledger)} 项任务，超过 {MOST_TASKS} 项，画出来看不清；请再按文件、项目、角色或时限筛选"
        )
    return _Map(content).draw()


class _Map:
    """One map being drawn, from the top down."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.letters = Lettering()
        self.short = short_names(content)
        self.parts: list[str] = []
        self.y = float(_EDGE)
        self.body = content.bodies[0] if content.filters.actor and content.bodies else None
        self.own = content.duties_of(self.body.key) if self.body else {}
        self.duties: dict[str, list[Duty]] = {}
        for duty in content.duties:
            if not duty.via and (self.body is None or duty.actor_key != self.body.key):
                self.duties.setdefault(duty.task_key, []).append(duty)

    def draw(self) -> str:
        self._head()
        self._legend()
        if not self.content.ledger:
            self._text("没有任务。", _EDGE, 16, _INK)
        top, ends = self.y, []
        document = ""
        details = self.content.details()
        inner = {row.key for rows in details.values() for row in rows}
        for row in self.content.ledger:
            if row.key in inner:
                continue
            if len(self.content.documents) > 1 and row.document != document:
                document = row.document
                self.y += 6
                for line in wrap(row.document_name, 15, _WIDTH - _EDGE - _TASKS[0]):
                    self._text(line, _TASKS[0], 15, _INK, heavy=True)
                self.y += 8
            said = "分工见以下各项" if row.key in details else "未注明"
            ends.append(self._task(row, said))
            ends += [self._task(one, "未注明", indent=_INDENT) for one in details.get(row.key, ())]
        if ends:
            self._root(top, ends)
        height = round(self.y + _EDGE)
        title = escaped(self.content.title)
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img" xml:lang="zh-CN">'
            f"<title>{title}</title><desc>{escaped(_note(self.content))}</desc>{self.letters.definitions()}"
            f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>{"".join(self.parts)}</svg>\n'
        )

    # Parts of the map

    def _head(self) -> None:
        content = self.content
        subject = short_title(content.subject or content.title)
        title = f"{content.limits[0]}责任图" if content.filters.actor and content.limits else f"{subject}责任图"
        for line in wrap(title, 28, _WIDTH - 2 * _EDGE, 3):
            self._text(line, _EDGE, 28, _INK, heavy=True)
        for line in wrap(_note(content), 14, _WIDTH - 2 * _EDGE, 8):
            self._text(line, _EDGE, 14, _SOFT)
        for notice in content.notices:
            for line in wrap(f"注：{notice}", 14, _WIDTH - 2 * _EDGE, 3):
                self._text(line, _EDGE, 14, _SOFT)
        self.y += 14

    def _legend(self) -> None:
        """What lines and signs mean, of those that occur."""
        x, y = float(_EDGE), self.y + 8
        used = {duty.role for duties in (*self.duties.values(), *self.own.values()) for duty in duties}
        for role in (one for one in ROLES if one in used):
            self.parts.append(_path(f"M{x:.0f} {y:.0f}h40", role))
            x = self._label(ROLES[role], x + 48, y) + 24
        kinds = {duty.kind for duties in self.duties.values() for duty in duties}
        for kind in (one for one in model().nodes if one in kinds):
            schema = model().node(kind)
            self.parts.append(sign(schema.shape, schema.color, x + 7, y, 7))
            x = self._label(schema.label, x + 20, y) + 24
        if any(_is_doubtful(duty) for duties in self.duties.values() for duty in duties):
            self._label("？存疑", x, y)
        self.y += 34

    def _label(self, text: str, x: float, y: float) -> float:
        self.parts.append(self.letters.line(text, x, y + 5, 14, _INK))
        return x + width(text, 14)

    def _task(self, row: LedgerRow, said: str, *, indent: int = 0) -> tuple[float, float, str]:
        """Draw a task with its bodies, or with what is said where it has none.

        Where its line from the left ends, and the role that the line tells.
        """
        x, room = _TASKS[0] + indent, _TASKS[1] - indent
        lines = [(line, 16, _INK, True) for line in wrap(task_words(row), 16, room - 24, 3)]
        if deadline := deadline_cell(row.deadline, row.recurs):
            lines.append((f"完成时限：{deadline}", 13, _INK, False))
        quotes = self._quotes(row)
        lines += [(line, 13, _SOFT, False) for line in wrap(f"原文：{quotes}", 13, room - 24, 3)]
        height = sum(size * 1.45 for _, size, *_ in lines) + 18
        groups = self._groups(row)
        rows = sum(len(chips) for _, chips in groups)
        block = max(height, rows * 26 + 10 * max(0, len(groups) - 1))
        top = self.y
        box = f'<rect x="{x}" y="{top:.1f}" width="{room}" height="{height:.1f}" rx="4" fill="#F5F5F5" stroke="{_FRAME}"/>'
        texts, at = [], top + 6
        for line, size, color, heavy in lines:
            at += size * 1.45
            texts.append(self.letters.line(line, x + 12, at - size * 0.2, size, color, heavy=heavy))
        self.parts.append(f"<g><title>{escaped(_told(row))}</title>{box}{''.join(texts)}</g>")
        self._bodies(groups, top, top + height / 2, row.open_list)
        if not groups and row.key not in self.own:
            said = "原文未列全" if row.open_list else said
            self.parts.append(self.letters.line(said, _BODIES[0], top + height / 2 + 5, 13, _SOFT))
        self.y = top + block + 16
        role = self.own[row.key][0].role if row.key in self.own else ""
        return x, top + height / 2, role

    def _quotes(self, row: LedgerRow) -> str:
        """The words that give the duties, of the body that the map is about where there is one."""
        own = [duty.quote for duty in self.own.get(row.key, ()) if duty.quote]
        named = row.quotes if row.key in self.duties else ()
        return " ".join(quote_words(one).replace("\n", " ") for one in dict.fromkeys(own or named or (row.text,)))

    def _groups(self, row: LedgerRow) -> list[tuple[str, list[list[Duty]]]]:
        """The bodies by role, in lines that fit."""
        found = []
        for role in ROLES:
            duties = [duty for duty in self.duties.get(row.key, ()) if duty.role == role]
            lines: list[list[Duty]] = []
            used = float(_BODIES[1])
            for duty in duties:
                needed = self._chip_width(duty)
                if used + needed > _BODIES[1]:
                    lines.append([])
                    used = 0.0
                lines[-1].append(duty)
                used += needed
            if lines:
                found.append((role, lines))
        return found

    def _bodies(
        self, groups: Sequence[tuple[str, Sequence[Sequence[Duty]]]], top: float, middle: float, open_list: bool
    ) -> None:
        y = top + 13
        start = _TASKS[0] + _TASKS[1]
        for role, lines in groups:
            end = _BODIES[0] - 12
            self.parts.append(
                _path(f"M{start} {middle:.1f}C{start + 35} {middle:.1f} {end - 35} {y:.1f} {end} {y:.1f}", role)
            )
            for line in lines:
                x = float(_BODIES[0])
                for duty in line:
                    schema = model().node(duty.kind)
                    self.parts.append(sign(schema.shape, schema.color, x + 7, y, 7))
                    self.parts.append(self.letters.line(self._chip(duty), x + 19, y + 5, 14, _INK))
                    x += self._chip_width(duty)
                y += 26
            y += 10
        if groups and open_list:
            self.parts.append(self.letters.line("等", min(x, _WIDTH - _EDGE), y - 31, 14, _INK))

    def _chip(self, duty: Duty) -> str:
        [name] = wrap(self.short(duty.name), 14, _BODIES[1] - 60, 1)
        return name + ("？" if _is_doubtful(duty) else "")

    def _chip_width(self, duty: Duty) -> float:
        return width(self._chip(duty), 14) + 36

    def _root(self, top: float, ends: Sequence[tuple[float, float, str]]) -> None:
        """Draw what the map is about, and a line to each task."""
        x, room = _ROOT
        trunk = x + room + 22
        for end, y, role in ends:
            self.parts.append(_path(f"M{trunk} {y:.1f}H{end}", role))
            if role:
                self.parts.append(self.letters.line(ROLES[role], trunk + 10, y - 6, 12, _INK))
        self.parts.append(_path(f"M{trunk} {top + 22:.1f}V{ends[-1][1]:.1f}", ""))
        self.parts.append(_path(f"M{x + room} {top + 22:.1f}H{trunk}", ""))
        body = self.body
        schema = model().node(body.kind if body else "Document")
        name = self.short(body.name) if body else short_title(self.content.subject or self.content.title)
        lines = wrap(name, 16, room - 40, 8)
        said = loads_words(duties[0] for duties in self.own.values()) if body else f"任务{len(ends)}项"
        height = len(lines) * 24 + 36
        self.parts.append(
            f'<rect x="{x}" y="{top:.1f}" width="{room}" height="{height}" rx="4" fill="#FFFFFF" stroke="{_INK}" stroke-width="2"/>'
        )
        self.parts.append(sign(schema.shape, schema.color, x + 18, top + 22, 9))
        for number, line in enumerate(lines):
            self.parts.append(self.letters.line(line, x + 34, top + 28 + number * 24, 16, _INK, heavy=True))
        for line in wrap(said, 12, room - 40, 1):
            self.parts.append(self.letters.line(line, x + 34, top + height - 12, 12, _SOFT))
        self.y = max(self.y, top + height)

    def _text(self, text: str, x: float, size: float, color: str, *, heavy: bool = False) -> None:
        """Set a line and move below it."""
        self.y += size * 1.45
        self.parts.append(self.letters.line(text, x, self.y - size * 0.3, size, color, heavy=heavy))


def _path(path: str, role: str) -> str:
    """A line as the schema draws this role; without one as what only belongs together."""
    lines: Mapping[str, str] = model().relation("RESPONSIBLE_FOR").properties["role"].lines
    line = lines.get(role, "dotted")
    return f'<path d="{path}" fill="none" stroke="{_LINE}" stroke-width="{_STROKES[line]}"{_DASHES.get(line, "")}/>'


def _is_doubtful(duty: Duty) -> bool:
    return duty.confidence is not None and duty.confidence < DOUBTFUL


def _note(content: Content) -> str:
    """From which documents, within which limits, and when the map was made."""
    parts = [f"来源：{'；'.join(one.name for one in content.documents)}"] if content.documents else []
    limits = content.limits[1:] if content.filters.actor else content.limits
    if limits:
        parts.append(f"范围：{'，'.join(limits)}")
    if content.made:
        parts.append(f"制图日期：{date_words(content.made)}")
    return "　".join(parts)


def _told(row: LedgerRow) -> str:
    """A task with its source and its quotes, as text."""
    quotes = row.quotes or (row.text,)
    return "\n".join((task_words(row), f"依据：{row.source}", *(f"原文：{one}" for one in quotes)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
