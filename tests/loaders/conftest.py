"""Files made on the spot, about places that do not exist."""

import io
import zipfile
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zip_of(members: dict[str, bytes | str]) -> bytes:
    """A zip archive of these names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_of(body: str, *, styles: str = "", numbering: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A docx file of the inner XML of its body, styles and numbering; the prefix is `w`."""
    names = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return zip_of(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {names}>{numbering}</w:numbering>",
            **(parts or {}),
        }
    )


def pdf_of(draw: Callable[[Canvas], None], **settings: object) -> bytes:
    """A PDF on A4 of what the function draws; the font STSong-Light is there."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **settings)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def make_zip() -> Callable[..., bytes]:
    return zip_of


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    return docx_of


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf_of
