"""Plain text: bytes in any of the encodings that Chinese offices use, exactly as written but for mark and line ends."""

import codecs

from graph.errors import InputError
from loaders.builder import sha256_of
from loaders.document import Document

__all__ = ["decode", "read", "unify_line_ends"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030"}
_PLAIN = frozenset("\t\n\r\f\v\x1a\x1b")
_BAD_SHARE = 0.002  # of all characters: more than this is another encoding or no text, less is damage


def _utf_16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: that in which most characters are of use here; None if neither.

    The side on which NULs lie is not enough: 一 is U+4E00.
    """
    sample = data[: min(len(data), 65536) // 2 * 2]
    usual = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        usual[encoding] = sum(1 for char in text if _is_usual(char)) / len(text)
    best = max(usual, key=lambda encoding: usual[encoding])
    return best if usual[best] > 0.7 else None


def _is_usual(char: str) -> bool:
    return char in "\t\r\n" or " " <= char <= "~" or "\u3000" <= char <= "\u303f" or "\u4e00" <= char <= "\u9fff"


def _with_damage(data: bytes, encoding: str) -> tuple[str, int]:
    """The text with U+FFFD for what cannot be decoded, and how many characters that is."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    return text, text.count("\ufffd")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes without their byte-order mark, and notes in Chinese if some of it was damaged.

    In this order: a mark, UTF-16 if there are NULs, strict UTF-8, strict GB18030; then UTF-8 and GB18030 with
    single damaged places. UTF-8 with one bad byte comes before GB18030, which would take most of it for other words.

    Raises:
        InputError: it is not text in any of them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text, bad = _with_damage(data[len(mark) :], encoding)
            break
    else:
        if b"\0" in data[:65536]:
            encoding = _utf_16_order(data) or ""
            if not encoding:
                raise InputError("是二进制文件, 不是文字; 请另存为 docx、pdf 或 txt 后再试")
            text, bad = _with_damage(data, encoding)
        else:
            encoding, text, bad = _by_trial(data)
    strange = sum(1 for char in text if char < " " and char not in _PLAIN)
    if bad > max(2, len(text) * _BAD_SHARE) or strange > max(2, len(text) * 0.01):
        raise InputError("不是文字, 或者编码认不出来 (试过 UTF-8、UTF-16、GB18030); 请另存为 UTF-8 的 txt 后再试")
    if not bad:
        return text, ()
    name = _NAMES.get(encoding, encoding.upper())
    return text, (f"文件按 {name} 读取, 有 {bad} 处坏字, 以 \ufffd 代替。",)


def _by_trial(data: bytes) -> tuple[str, str, int]:
    """Encoding, text and number of damaged characters of the better of UTF-8 and GB18030."""
    text, bad = _with_damage(data, "utf-8")
    if not bad or bad <= max(1, len(text) * _BAD_SHARE):
        return "utf-8", text, bad
    return ("gb18030", *_with_damage(data, "gb18030"))


def unify_line_ends(text: str) -> str:
    """The text with LF for every CRLF and CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(data: bytes, source: str) -> Document:
    """A text file: the decoded file without byte-order mark and with LF, otherwise untouched.

    Raises:
        InputError: it is empty or not text.
    """
    text, notes = decode(data)
    if not text.strip():
        raise InputError("文件是空的, 没有可读的内容")
    return Document(source, "txt", sha256_of(data), unify_line_ends(text), notes=notes)
