"""Word files, read without Word: paragraphs with their automatic numbers, headings, tables, text boxes, footnotes.

What was inserted under revision is kept, what was deleted or is hidden is left out: the text is as printed.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from graph.errors import InputError
from loaders.archive import open_zip, read_member
from loaders.builder import Builder, Slot, one_line
from loaders.document import Document
from loaders.numbering import Numbering, W, value_of

__all__ = ["read"]

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN_TYPE = "/officeDocument"
_LEFT_OUT = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "fldData")
)
_TEXT = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_WIDEST = 100  # columns that one cell may cover


class _Package:
    """The parts of the file, each parsed without entities, network or document types."""

    def __init__(self, data: bytes) -> None:
        self._zip = open_zip(data)
        self._infos: dict[str, zipfile.ZipInfo] = {info.filename: info for info in self._zip.infolist()}

    def part(self, name: str) -> Any:
        """The root of a part; None where the file has none of that name."""
        info = self._infos.get(name)
        if info is None:
            return None
        data = read_member(self._zip, info)
        if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T" in data or b"\0<\0!\0D\0O\0C\0T" in data:
            raise InputError("文件里有可疑的文档类型声明 (DOCTYPE), 没有读取; 请用 Word 或 WPS 重新另存为 docx")
        data = data.replace(_STRICT, W[1:-1].encode())  # "Strict Open XML" differs in this name alone for us
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except etree.XMLSyntaxError as error:
            raise InputError("文件已损坏, 打不开; 请用 Word 或 WPS 打开后另存一份") from error

    def main_name(self) -> str:
        """The name of the part that holds the text."""
        relations = self.part("_rels/.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith(_MAIN_TYPE):
                return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
        return "word/document.xml"


def _is_on(node: Any, path: str) -> bool:
    """Whether a switch such as `rPr/vanish` is set."""
    value = value_of(node, path)
    return value is not None and value not in {"0", "false", "off"}


def _is_unseen(node: Any) -> bool:
    """Whether it is a hidden run, or a content control that still shows its instruction to the writer."""
    if node.tag == W + "r":
        return _is_on(node, "rPr/vanish")
    return bool(node.tag == W + "sdt") and _is_on(node, "sdtPr/showingPlcHdr")


class _Reader:
    """Walks the body in reading order and fills a builder."""

    def __init__(self, package: _Package) -> None:
        name = package.main_name()
        folder = posixpath.dirname(name)
        self.root = package.part(name)
        self.footnotes = package.part(f"{folder}/footnotes.xml")
        styles = package.part(f"{folder}/styles.xml")
        found = styles.iterchildren(W + "style") if styles is not None else ()
        self.styles = {style.get(W + "styleId"): style for style in found}
        self.default = next(
            (key for key, node in self.styles.items()
             if node.get(W + "type") == "paragraph" and node.get(W + "default") in {"1", "true"}), None
        )  # fmt: skip
        self.numbering = Numbering(package.part(f"{folder}/numbering.xml"), self.styles)
        self.carried = ""

    # A paragraph

    def _chain(self, paragraph: Any) -> list[Any]:
        """The properties that hold for a paragraph, the nearest first: its own, its style's, the styles below that."""
        own = paragraph.find(W + "pPr")
        chain = [own] if own is not None else []
        key, seen = value_of(own, "pStyle") or self.default, set()
        while key in self.styles and key not in seen:
            seen.add(key)
            properties = self.styles[key].find(W + "pPr")
            if properties is not None:
                chain.append(properties)
            key = value_of(self.styles[key], "basedOn")
        return chain

    def _level(self, chain: list[Any]) -> int | None:
        outline = next((value for node in chain if (value := value_of(node, "outlineLvl")) is not None), "")
        return int(outline) + 1 if outline.isdigit() and int(outline) < 9 else None

    def _label(self, chain: list[Any]) -> str:
        """The automatic number: list and level each from the nearest properties that name them."""
        key = next((value for node in chain if (value := value_of(node, "numPr/numId")) is not None), None)
        if key is None or key == "0":
            return ""
        level = next((value for node in chain if (value := value_of(node, "numPr/ilvl")) is not None), None)
        if level is None:
            of_styles = (node.getparent() for node in chain)
            names = [node.get(W + "styleId") for node in of_styles if node.tag == W + "style"]
            linked = [self.numbering.level_of_style(key, name) for name in names]
            return self.numbering.label(key, max(linked, default=0))
        return self.numbering.label(key, int(level) if level.isdigit() else 0)

    def _text(self, node: Any, boxes: list[Any]) -> Iterator[str]:
        """The words of a run or of what holds runs; the text boxes met are put aside."""
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT or _is_unseen(child):
                continue
            if child.tag in {W + "t", _M + "t"}:
                yield child.text or ""
            elif child.tag in _TEXT and node.tag == W + "r":
                yield "" if child.get(W + "type") in {"page", "column"} else _TEXT[child.tag]
            elif child.tag == W + "txbxContent":
                boxes.append(child)
            elif child.tag == _MC + "AlternateContent":
                choice = child.find(_MC + "Choice")
                yield from self._text(choice if choice is not None else child, boxes)
            else:
                yield from self._text(child, boxes)

    def paragraph(self, node: Any, out: Builder) -> None:
        """Add a paragraph with its number, then the text boxes that hang on it."""
        boxes: list[Any] = []
        text = self.carried + "".join(self._text(node, boxes))
        if node.find(f"{W}pPr/{W}rPr/{W}del") is not None:  # its end was deleted: the next one goes on
            self.carried = text
            return
        self.carried = ""
        chain = self._chain(node)
        text = self._label(chain) + text
        if text.strip():
            out.paragraph(text.strip(" \n"), level=self._level(chain))
        for box in boxes:
            self.blocks(box, out)

    # Tables

    def _cell(self, node: Any) -> str:
        """The text of a cell on one line, that of a table in it too."""
        inner = Builder()
        self.blocks(node, inner)
        return one_line(inner.text)

    def _unwrap(self, node: Any, tag: str) -> Iterator[Any]:
        """The children with a tag, also those inside content controls and custom markup."""
        for child in node:
            if child.tag == tag:
                yield child
            elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins"}:
                yield from self._unwrap(child, tag)

    def table(self, node: Any, out: Builder) -> None:
        """Add a table; one of a single cell is a frame around paragraphs."""
        rows = [row for row in self._unwrap(node, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
        if len(rows) == 1 and len(list(self._unwrap(rows[0], W + "tc"))) == 1:
            self.blocks(next(self._unwrap(rows[0], W + "tc")), out)
            return
        grid: list[list[Slot]] = []
        above: dict[int, Slot] = {}
        for row in rows:
            line = [Slot("")] * min(int(value_of(row, "trPr/gridBefore") or 0), _WIDEST)
            current: dict[int, Slot] = {}
            for cell in self._unwrap(row, W + "tc"):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
                text = self._cell(cell)
                slot = above.get(len(line)) if goes_on else None
                slot = slot or Slot(text)
                if merge is not None:
                    current[len(line)] = slot
                span = value_of(cell, "tcPr/gridSpan") or "1"
                line += [slot] * min(max(int(span), 1), _WIDEST)
            above = current
            grid.append(line)
        if any(slot.text for line in grid for slot in line):
            out.table(grid)

    def blocks(self, node: Any, out: Builder) -> None:
        """Add the paragraphs and tables of a body, a cell, a text box or a content control."""
        for child in node:
            if child.tag == W + "p":
                self.paragraph(child, out)
            elif child.tag == W + "tbl":
                self.table(child, out)
            elif child.tag == _MC + "AlternateContent":
                choice = child.find(_MC + "Choice")
                self.blocks(choice if choice is not None else child, out)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self.blocks(child, out)


def read(data: bytes, source: str) -> Document:
    """A Word file: a paragraph a line, a table row a line, footnotes at the end.

    Raises:
        InputError: it is damaged, hostile or without text.
    """
    package = _Package(data)
    reader = _Reader(package)
    body = reader.root.find(W + "body") if reader.root is not None else None
    if body is None:
        raise InputError("文件里没有 Word 正文, 可能已损坏; 请用 Word 或 WPS 打开后另存一份")
    out = Builder()
    reader.blocks(body, out)
    if reader.carried.strip():
        out.paragraph(reader.carried)
    for note in reader.footnotes if reader.footnotes is not None else ():
        if note.get(W + "type", "normal") == "normal":
            reader.blocks(note, out)
    core = package.part("docProps/core.xml")
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    return out.document(data, source, "docx", title=one_line(title or "") or None)
