from collections.abc import Callable

import pytest

from graph.errors import InputError
from loaders.registry import kind_of, reader_of

Make = Callable[..., bytes]


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        ("青禾县实施方案".encode("gb18030"), "方案.docx", "txt"),
        ("青禾县实施方案".encode(), "方案.md", "md"),
        ("# 青禾县\n\n正文".encode(), "方案.txt", "md"),
        ("任务 | 单位\n---|---\n修路 | 县交通局".encode(), "", "md"),
        ("#1 号文件 | 说明".encode(), "", "txt"),
        ("小于号 <b> 在句中".encode(), "x.html", "txt"),
        (b"%PDF-1.7\n", "x.txt", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "x.txt", "pdf"),
        (b"<!DOCTYPE html><p>1", "x.doc", "html"),
        (b"  <!-- saved -->\n<HTML><body>1", "x.txt", "html"),
        ("<html><p>青禾".encode("utf-16"), "", "html"),
        ("<table><tr><td>青禾".encode(), "", "html"),
        (b"MZ is a short name", "", "txt"),
    ],
)
def test_kind_is_told_by_content(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


def test_kind_of_zip_containers(make_docx: Make, make_zip: Make) -> None:
    assert kind_of(make_docx(""), "方案.txt") == "docx"
    assert kind_of(make_zip({"方案.txt": "1"}), "方案.docx") == "zip"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), r"Excel 表格 \(.xls\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "加密的 Office"),
        (b"Rar!\x1a\x07\x01\x00", "RAR 压缩包"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
        (b"{\\rtf1\\ansi", "RTF 文件"),
        (b"MZ\x90\0\x03", "程序文件"),
        (b"From: <Saved by Blink>\nSubject: a\n b\nMIME-Version: 1.0\n", "网页归档"),
        (b"\x00\x01\x02\x03" * 99, "不是文字"),
        (b"", "文件是空的"),
        (b"\n\n", "文件是空的"),
    ],
)
def test_kind_refuses_what_is_not_read(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        kind_of(data, "方案.docx")


@pytest.mark.parametrize(
    ("member", "what"), [("xl/workbook.xml", "Excel"), ("OFD.xml", "OFD"), ("content.xml", "OpenDocument")]
)
def test_kind_refuses_other_office_files(make_zip: Make, member: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        kind_of(make_zip({"[Content_Types].xml": "", member: ""}))


def test_reader_of_an_unknown_kind_names_the_known() -> None:
    with pytest.raises(InputError, match="txt、md、html、docx、pdf"):
        reader_of("zip")
