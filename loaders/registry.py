"""What a file is, by its content, and who reads it: the name decides nothing but between text and Markdown."""

import re
import zipfile
from collections.abc import Callable

from graph.errors import InputError
from loaders.archive import open_zip
from loaders.document import Document

__all__ = ["KINDS", "kind_of", "reader_of"]

KINDS = ("txt", "md", "html", "docx", "pdf")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (  # magic bytes, where they stand, what the file is, what to do
    (b"Rar!", 0, "RAR 压缩包", "请解压后再试, 或改成 zip"),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z 压缩包", "请解压后再试, 或改成 zip"),
    (b"\x1f\x8b", 0, "gz 压缩包", "请解压后再试, 或改成 zip"),
    (b"BZh", 0, "bz2 压缩包", "请解压后再试, 或改成 zip"),
    (b"\xfd7zXZ\0", 0, "xz 压缩包", "请解压后再试, 或改成 zip"),
    (b"ustar", 257, "tar 压缩包", "请解压后再试, 或改成 zip"),
    (b"\x89PNG", 0, "图片", "请先识别文字 (OCR), 另存为 docx 后再试"),
    (b"\xff\xd8\xff", 0, "图片", "请先识别文字 (OCR), 另存为 docx 后再试"),
    (b"GIF8", 0, "图片", "请先识别文字 (OCR), 另存为 docx 后再试"),
    (b"II*\0", 0, "图片", "请先识别文字 (OCR), 另存为 docx 后再试"),
    (b"MM\0*", 0, "图片", "请先识别文字 (OCR), 另存为 docx 后再试"),
    (b"WEBP", 8, "图片", "请先识别文字 (OCR), 另存为 docx 后再试"),
    (b"{\\rtf", 0, "RTF 文件", "请用 Word 或 WPS 打开, 另存为 docx 后再试"),
    (b"MZ", 0, "程序文件", "请检查是否传错了文件"),
    (b"\x7fELF", 0, "程序文件", "请检查是否传错了文件"),
    (b"SQLite format 3\0", 0, "数据库文件", "请检查是否传错了文件"),
)
_OLE_KINDS = (  # names of streams, in UTF-16, by which the programs can be told
    ("WordDocument", "旧版 Word 或 WPS 文字 (.doc、.wps)", "请用 Word 或 WPS 打开, 另存为 docx 后再试"),
    ("Workbook", "Excel 表格 (.xls)", "请把表格复制到 Word 里, 另存为 docx 后再试"),
    ("PowerPoint Document", "演示文稿 (.ppt)", "请把文字复制到 Word 里, 另存为 docx 后再试"),
    ("EncryptedPackage", "加密的 Office 文件", "请去掉密码后再试"),
)
_ZIP_KINDS = (
    (re.compile(r"xl/workbook\.(?:xml|bin)"), "Excel 表格", "请把表格复制到 Word 里, 另存为 docx 后再试"),
    (re.compile(r"ppt/presentation\.xml"), "演示文稿", "请把文字复制到 Word 里, 另存为 docx 后再试"),
    (re.compile(r"OFD\.xml"), "OFD 版式文件", "请用阅读器另存为可复制文字的 PDF 后再试"),
    (re.compile(r"META-INF/container\.xml"), "电子书 (EPUB)", "请另存为 docx 或 txt 后再试"),
    (re.compile(r"content\.xml"), "OpenDocument 文件", "请用 Word、WPS 或 LibreOffice 另存为 docx 后再试"),
)
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*|<%.*?%>\s*|<jsp:[^>]*>\s*(?:</jsp:[^>]*>\s*)?)*"
                   rb"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|table|p|h[1-6]|article|section"
                   rb"|center|span|font)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_MIME = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def _refuse(what: str, advice: str) -> InputError:
    return InputError(f"是{what}, 不能直接读; {advice}")


def _of_zip(data: bytes) -> str:
    with open_zip(data) as archive:
        return _of_members(archive)


def _of_members(archive: zipfile.ZipFile) -> str:
    names = [info.filename for info in archive.infolist()]
    if "[Content_Types].xml" in names and any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    for pattern, what, advice in _ZIP_KINDS:
        if any(pattern.fullmatch(name) for name in names):
            raise _refuse(what, advice)
    return "zip"


def _refuse_foreign(data: bytes) -> None:
    """Raise if the first bytes say that this is something that we know and do not read."""
    for magic, at, what, advice in _FOREIGN:
        if data[at : at + len(magic)] == magic and (len(magic) > 2 or b"\0" in data[:4096]):
            raise _refuse(what, advice)
    if data.startswith(_OLE):
        for stream, what, advice in _OLE_KINDS:
            if stream.encode("utf-16-le") in data:
                raise _refuse(what, advice)
        raise _refuse("旧版 Office 文件", "请用 Word 或 WPS 打开, 另存为 docx 后再试")


def kind_of(data: bytes, name: str = "") -> str:
    """One of `KINDS`, or `zip` for an archive, told by content; `name` only tells Markdown from text.

    Raises:
        InputError: it is empty, or something that we do not read; the message says what it is and what to do.
    """
    if not data.strip():
        raise InputError("文件是空的, 没有可读的内容")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    _refuse_foreign(data)
    return _of_text(data, name)


def _of_text(data: bytes, name: str) -> str:
    from loaders import markdown, text  # what is told by its first bytes does not need them

    head = data[:65536]
    if head.startswith(_MARKS) or b"\0" in head:
        head = text.decode(head[: len(head) // 4 * 4])[0].encode("utf-8")
    if _PAGE.match(head):
        return "html"
    if _MIME.match(head):
        raise _refuse("网页归档或邮件 (.mht、.eml)", "请用浏览器打开, 另存为 html 或 docx 后再试")
    content = text.unify_line_ends(text.decode(data)[0])
    if name.lower().endswith((".md", ".markdown")):
        return "md"
    return "md" if markdown.find_tables(content) or markdown.find_headings(content) else "txt"


def reader_of(kind: str) -> Callable[[bytes, str], Document]:
    """The function that reads a kind: bytes and source in, document out. Its libraries are imported only now."""
    match kind:
        case "txt":
            from loaders.text import read
        case "md":
            from loaders.markdown import read
        case "html":
            from loaders.html import read
        case "docx":
            from loaders.docx import read
        case "pdf":
            from loaders.pdf import read
        case _:
            raise InputError(f"没有读取“{kind}”的方法; 可以读的有 {'、'.join(KINDS)}")
    return read
