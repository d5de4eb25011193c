import codecs
import hashlib

import pytest

from graph.errors import InputError
from loaders import text

WORDS = "青禾县教育局关于印发2024年工作要点的通知\n一、总体要求。到2025年建成3所学校，龘䶮。\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
        WORDS.encode("gb18030"),
    ],
    ids=["utf8", "utf8-bom", "utf16", "utf16be-bom", "utf16le", "utf16be", "utf32", "gb18030"],
)
def test_text_is_the_same_in_every_encoding(data: bytes) -> None:
    document = text.read(data, "要点.txt")
    assert document.text == WORDS
    assert document.kind == "txt"
    assert document.notes == ()
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_text_makes_line_ends_lf_and_touches_nothing_else() -> None:
    data = "　　第一行 \r\n\r\n\t第二行\u00a0\r第三行\ufeff".encode()
    assert text.read(data, "x").text == "　　第一行 \n\n\t第二行\u00a0\n第三行\ufeff"


def test_text_cut_in_the_middle_of_a_character_says_so() -> None:
    document = text.read(WORDS.encode()[:-2], "x")
    assert document.text == WORDS[:-2] + "\ufffd"
    assert document.notes == ("文件按 UTF-8 读取, 有 1 处坏字, 以 \ufffd 代替。",)


def test_text_utf8_with_one_bad_byte_is_not_taken_for_gb18030() -> None:
    data = (WORDS * 5).encode() + b"\xff" + (WORDS * 5).encode()
    document = text.read(data, "x")
    assert document.text == WORDS * 5 + "\ufffd" + WORDS * 5


def test_text_keeps_replacement_characters_that_the_file_itself_has() -> None:
    assert text.read("坏\ufffd\ufffd\ufffd\ufffd字".encode(), "x").notes == ()


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x01\x02\x03\x00\x00\x04\x05" * 99, b"\x93\xff\x80\x99" * 400]
)
def test_text_refuses_binary_rubbish(data: bytes) -> None:
    with pytest.raises(InputError, match="不是文字"):
        text.read(data, "x")


@pytest.mark.parametrize("data", [b"", b" \n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_text_refuses_empty_files(data: bytes) -> None:
    with pytest.raises(InputError, match="文件是空的"):
        text.read(data, "x")
