"""Web pages: the main text with its headings and tables, without menus, scripts and forms."""

import re
from typing import Any

from lxml import etree, html
from readability import Document as Readable

from graph.errors import InputError
from loaders import text as plain
from loaders.builder import Builder, Slot, one_line
from loaders.document import Document

__all__ = ["decode", "read"]

MAX_BYTES = 5_000_000  # readability takes seconds a megabyte
_CHARSET = re.compile(rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SERVER_CODE = re.compile(r"<[%?].*?[%?]>", re.DOTALL)
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "textarea", "button", "nav",
)  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "st1:chsdate", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var",
))  # fmt: skip
_INDEX_WORDS = ("索引号", "文号", "文件编号", "发文日期", "成文日期", "发布机构", "发文机关")
_DROP_WORD = re.compile(r"\s+")


def decode(data: bytes) -> str:
    """The source of the page: by mark and content first, by what the page says only where the content is in doubt.

    Raises:
        InputError: it is not text.
    """
    match = _CHARSET.search(data[:4096])
    label = match[1].decode("ascii").lower() if match else ""
    label = "gb18030" if label in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else label
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if label and not label.startswith(("utf", "gb")):
        try:
            return data.decode(label)
        except (UnicodeDecodeError, LookupError):
            pass
    return plain.decode(data)[0]


def _parse(source: str) -> Any:
    """The tree of the page, without what is never text."""
    source = _SERVER_CODE.sub("", _DECLARATION.sub("", source)).replace("\0", "")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise InputError("网页里没有文字, 请检查是否保存完整") from error
    return tree


def _strip(tree: Any) -> None:
    """Take out of the tree what is never part of the text."""
    for node in list(tree.iter(*_DROPPED)):
        node.drop_tree()
    for node in tree.xpath('//*[@hidden or contains(translate(@style, " ", ""), "display:none")]'):
        if node.getparent() is not None:
            node.drop_tree()


def _bare(text: str) -> str:
    return _DROP_WORD.sub("", text)


def _words(node: Any) -> str:
    return _bare("".join(node.itertext()))


def _main(tree: Any) -> list[Any]:
    """The nodes to print: the index box of a portal where it stands apart, and the node that holds the main text.

    Readability finds the main text, but drops small tables out of it; so we print the node that it found, not its copy,
    widened until no table of data is left outside. Where it keeps too little of the prose, the body is printed.
    """
    whole = tree.body if tree.body is not None else tree
    for node in list(whole.iterdescendants("ul", "ol", "div", "table", "p", "td")):
        if node.getparent() is not None and _is_menu(node):
            node.drop_tree()
    try:
        summary = html.fromstring(Readable(etree.tostring(tree, encoding="unicode")).summary(html_partial=True))
    except Exception:  # readability fails in many ways on broken pages; the body is always there
        return [whole]
    kept = _words(summary)
    prose = sum(len(_words(node)) for node in whole.iter("p"))
    if len(kept) < 200 or len(kept) < 0.8 * prose:
        return [whole]
    node = whole
    while inner := [child for child in node if child.tag not in {"table", "tbody"} and _holds(child, kept)]:
        node = inner[0]
    for table in whole.iter("table"):
        if _is_data(table) and not _is_index(_words(table)):
            while node is not whole and not any(one is table for one in node.iter("table")):
                node = node.getparent()
    box = _index_box(whole)
    return [node] if box is None or _words(box) in _words(node) else [box, node]


def _holds(node: Any, kept: str) -> bool:
    words = _words(node)
    return kept[:40] in words and kept[-40:] in words


def _is_menu(node: Any) -> bool:
    """Whether it is a list of links and little else."""
    links = [_words(link) for link in node.iter("a")]
    return len(links) >= 5 and sum(map(len, links)) > 0.7 * len(_words(node))


def _is_index(words: str) -> bool:
    return len(words) < 600 and "索引号" in words and sum(word in words for word in _INDEX_WORDS) >= 2


def _index_box(tree: Any) -> Any:
    """The smallest node that holds the box with index number, document number and dates, or None."""
    found = None
    if "索引号" not in _words(tree):
        return found
    for node in tree.iter("table", "div", "ul", "dl", "section"):
        if _is_index(_words(node)):
            found = node
    return found


def _span(node: Any, name: str) -> int:
    value = (node.get(name) or "1").strip()
    return min(max(int(value), 1), 1000) if value.isdigit() and len(value) < 5 else 1


def _own_rows(table: Any) -> list[Any]:
    rows = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
    return list(rows)


def _own_cells(row: Any) -> list[Any]:
    return list(row.xpath("./td | ./th"))


def _is_data(table: Any) -> bool:
    """Whether it is a table of data and not one that only lays out the page."""
    rows = _own_rows(table)
    if next(table.iterdescendants("table"), None) is not None or len(rows) < 2:
        return False
    if max(sum(_span(cell, "colspan") for cell in _own_cells(row)) for row in rows) < 2:
        return False
    return len(rows) > 2 or max(len(_words(cell)) for cell in table.iter("td", "th")) <= 1000


def _grid(table: Any) -> list[list[Slot]]:
    """The cells row by row, a merged one at each position that it covers."""
    rows = _own_rows(table)
    grid: list[dict[int, Slot]] = [{} for _ in rows]
    for top, row in enumerate(rows):
        column = 0
        for cell in _own_cells(row):
            while column in grid[top]:
                column += 1
            inner = Builder()
            _Printer(inner).block(cell)
            slot = Slot(inner.text)
            width = min(_span(cell, "colspan"), 100)
            for down in range(top, min(top + _span(cell, "rowspan"), len(rows))):
                for right in range(column, column + width):
                    grid[down].setdefault(right, slot)
            column += width
    filled = []
    for line in grid:
        if line and any(slot.text.strip() for slot in line.values()):
            empty = Slot("")
            filled.append([line.get(column, empty) for column in range(max(line) + 1)])
    return filled


class _Printer:
    """Prints nodes as a browser would: inline text flows, each block begins a line."""

    def __init__(self, out: Builder) -> None:
        self.out = out
        self.parts: list[str] = []

    def flush(self, level: int | None = None) -> None:
        """End the line."""
        line = _SPACES.sub(" ", "".join(self.parts)).strip(" ")
        self.parts.clear()
        if line.strip():
            self.out.paragraph(line, level=level)

    def add(self, text: str | None) -> None:
        """Add inline text; its white space will be collapsed, but for ideographic spaces, which are typed indents."""
        self.parts.append(text or "")

    def block(self, node: Any, level: int | None = None) -> None:
        """Print a node and what is in it on lines of its own; `level` is that of the heading around it."""
        if isinstance(node.tag, str) and re.fullmatch("h[1-6]", node.tag):
            level = int(node.tag[1])
        self.flush()
        if node.tag == "table" and _is_data(node):
            for caption in node.iterchildren("caption"):
                self.block(caption)
            self.out.table(_grid(node))
            return
        self.inline(node, level)
        self.flush(level)

    def inline(self, node: Any, level: int | None = None) -> None:
        """Print what is in a node; its blocks break the line."""
        self.add(node.text)
        for child in node:
            if child.tag == "br":
                self.flush(level)
            elif child.tag in _INLINE:
                self.inline(child, level)
            elif isinstance(child.tag, str):
                self.block(child, level)
            self.add(child.tail)


def _title(tree: Any) -> str | None:
    """What the page says is its title: the tag of government portals, else its first heading, else <title>."""
    for path in ('//meta[translate(@name, "ARTICLE", "article")="articletitle"]/@content', "//h1", "//title"):
        for node in tree.xpath(path):
            title = one_line(node if isinstance(node, str) else _SPACES.sub(" ", node.text_content()))
            if title:
                return title
    return None


def read(data: bytes, source: str) -> Document:
    """A page as its main text: a paragraph a line, a table row a line; the title first where the main text lacks it.

    Raises:
        InputError: it is too long, or there is no text in it.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"网页超过 {MAX_BYTES // 1_000_000} MB, 太大了; 请只保存正文, 另存为 docx 或 txt 后再试")
    page = decode(data)
    tree = _parse(page)
    title = _title(tree)
    _strip(tree)
    nodes = _main(tree)
    out = Builder()
    if title and not any(_bare(title) in _words(node) for node in nodes) and _bare(title) in _words(tree):
        out.paragraph(title, level=1)
    printer = _Printer(out)
    for node in nodes:
        printer.block(node)
    return out.document(data, source, "html", title=title)
