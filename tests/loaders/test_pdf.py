from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from graph.errors import InputError
from loaders import pdf
from loaders.document import Document

Make = Callable[..., bytes]
LEFT, WIDTH, SIZE = 80, 27, 16  # points, characters in a full line, points


def lines(canvas: Canvas, texts: list[str], top: float = 740) -> None:
    """Draw lines 28 points apart; two ideographic spaces at the front become an indent."""
    for number, text in enumerate(texts):
        bare = text.lstrip("　")
        canvas.setFont("STSong-Light", SIZE)
        canvas.drawString(LEFT + SIZE * (len(text) - len(bare)), top - 28 * number, bare)


def grid(canvas: Canvas, top: float, rows: list[list[str]], widths: list[int], font: str = "STSong-Light") -> None:
    """Draw a ruled table with rows 50 points high; a cell's lines are separated by a newline."""
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    canvas.grid(edges, [top - 50 * number for number in range(len(rows) + 1)])
    canvas.setFont(font, 12)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            for number, line in enumerate(text.split("\n")):
                canvas.drawString(edges[column] + 5, top - 50 * row - 15 - 15 * number, line)


def rows_of(document: Document) -> list[list[list[str]]]:
    return [[[document.text[c.start : c.end] for c in row] for row in one.rows] for one in document.tables]


FIRST = "　　" + "甲" * (WIDTH - 2)
FULL = "乙" * WIDTH


def test_pdf_joins_broken_lines_and_keeps_paragraphs_apart(make_pdf: Make) -> None:
    data = make_pdf(lambda canvas: lines(canvas, [FIRST, FULL, "收尾。", "　　第二段", FIRST, "又收尾。"]))
    first, second = FIRST.strip("　"), FULL
    assert pdf.read(data, "x").text == f"{first}{second}收尾。\n第二段\n{first}又收尾。\n"


def test_pdf_without_indents_goes_by_punctuation_and_numbers(make_pdf: Make) -> None:
    ended = "乙" * (WIDTH - 1) + "。"
    texts = [ended, "丙" * WIDTH, "丁丁", "戊" * WIDTH, "（一）己己", FULL, "庚。"]
    data = make_pdf(lambda canvas: lines(canvas, texts))
    expected = [ended, "丙" * WIDTH + "丁丁", "戊" * WIDTH, "（一）己己", FULL + "庚。"]
    assert pdf.read(data, "x").text.split() == expected


def test_pdf_goes_on_over_pages_and_drops_page_numbers_and_repeated_heads(make_pdf: Make) -> None:
    def draw(canvas: Canvas) -> None:
        for number in (1, 2, 3):
            canvas.setFont("STSong-Light", 10)
            canvas.drawString(200, 800, "青禾县人民政府公报")
            canvas.drawString(280, 40, f"— {number} —")
            lines(canvas, [FIRST, FULL] if number < 3 else ["收尾2024。", "　　落款"])
            canvas.showPage()

    document = pdf.read(make_pdf(draw), "x")
    first = FIRST.strip("　")
    assert document.text == f"青禾县人民政府公报\n{first}{FULL}\n{first}{FULL}收尾2024。\n落款\n"
    assert [document.text[start : start + 3] for start in document.pages] == ["青禾县", "甲甲甲", "收尾2"]
    assert [document.page_of(document.text.index(word)) for word in ("青禾", "收尾", "落款")] == [1, 3, 3]
    assert document.notes == ("每页重复的页眉页脚只保留第一次。",)


def test_pdf_ruled_table_becomes_rows_in_its_place(make_pdf: Make) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["　　任务如下表，请照办。"])
        grid(
            canvas,
            700,
            [["序号", "任务", "单位"], ["1", "建设产业园区实训基地并\n投入使用", "县教育局\n县财政局"]],
            [50, 144, 120],
        )
        lines(canvas, ["　　表后的文字。"], top=560)

    document = pdf.read(make_pdf(draw), "x")
    assert document.text == (
        "任务如下表，请照办。\n序号\t任务\t单位\n1\t建设产业园区实训基地并投入使用\t县教育局 县财政局\n表后的文字。\n"
    )
    assert rows_of(document) == [
        [["序号", "任务", "单位"], ["1", "建设产业园区实训基地并投入使用", "县教育局 县财政局"]]
    ]


def test_pdf_merged_cell_stands_at_each_position(make_pdf: Make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(80, 600, 200, 100)
        canvas.line(180, 600, 180, 700)
        canvas.line(180, 650, 280, 650)
        canvas.setFont("STSong-Light", 12)
        for x, y, text in [(90, 650, "建设任务"), (190, 670, "修路工程"), (190, 620, "架桥工程")]:
            canvas.drawString(x, y, text)

    assert rows_of(pdf.read(make_pdf(draw), "x")) == [[["建设任务", "修路工程"], ["建设任务", "架桥工程"]]]


def test_pdf_table_over_two_pages_is_one_with_one_header(make_pdf: Make) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, 300, [["序号", "任务名称"], ["1", "修建道路工程"]], [60, 200])
        canvas.showPage()
        grid(canvas, 800, [["序号", "任务名称"], ["2", "架设桥梁工程"]], [60, 200])

    document = pdf.read(make_pdf(draw), "x")
    assert rows_of(document) == [[["序号", "任务名称"], ["1", "修建道路工程"], ["2", "架设桥梁工程"]]]
    assert [document.text[start : start + 4] for start in document.pages] == ["序号\t任", "2\t架设"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pdf_turned_page_is_read_as_shown(make_pdf: Make, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        width, height = 595.27, 841.89
        canvas.translate(*{90: (height, 0), 180: (width, height), 270: (0, width)}[turn])
        canvas.rotate(turn)
        grid(canvas, 500, [["No", "Project"], ["1", "Road works"]], [60, 200], font="Helvetica")

    assert rows_of(pdf.read(make_pdf(draw), "x")) == [[["No", "Project"], ["1", "Road works"]]]


def test_pdf_headings_by_outline_and_by_size(make_pdf: Make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Microsoft Word - 青禾县方案.docx")
        canvas.setFont("STSong-Light", 22)
        canvas.drawCentredString(297, 780, "青禾县人民政府关于印发")
        canvas.drawCentredString(297, 750, "职业教育方案的通知")
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("一、总体要求", "a", level=1 - 1)
        lines(canvas, ["　　一、总体要求", FIRST, FULL, "收尾。"], top=700)

    document = pdf.read(make_pdf(draw), "x")
    assert document.title == "青禾县方案"
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [
        ("青禾县人民政府关于印发职业教育方案的通知", 1),
        ("一、总体要求", 1),
    ]


def test_pdf_names_pages_without_text(make_pdf: Make) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, [FIRST, FULL])
        canvas.showPage()
        canvas.rect(100, 100, 50, 50)

    document = pdf.read(make_pdf(draw), "x")
    assert document.notes == ("第 2 页没有读到文字, 可能是扫描的图片, 或者已损坏。",)
    assert len(document.pages) == 2


def test_pdf_whose_tables_cannot_be_read_keeps_its_text(make_pdf: Make) -> None:
    data = make_pdf(
        lambda canvas: grid(canvas, 700, [["序号", "任务名称"], ["1", "修建道路工程"]], [60, 200]), pageCompression=0
    )
    broken = data.replace(b"/ProcSet [ /PDF", b"/ProcSet [ <<1>>")
    assert broken != data
    document = pdf.read(broken, "x")
    assert document.text.split() == ["序号", "任务名称", "1", "修建道路工程"]
    assert document.notes == ("第 1 页的表格线读不出来, 其中的表格按普通文字读取。",)


def test_pdf_refuses_scans_locks_and_damage(make_pdf: Make) -> None:
    lock: dict[str, Any] = {"encrypt": pdfencrypt.StandardEncryption("秘".encode().hex(), canPrint=0)}
    with pytest.raises(InputError, match=r"^这份 PDF 是扫描件, 没有文字"):
        pdf.read(make_pdf(lambda canvas: canvas.rect(1, 1, 9, 9)), "x")
    with pytest.raises(InputError, match="有密码"):
        pdf.read(make_pdf(lambda canvas: lines(canvas, [FULL]), **lock), "x")
    with pytest.raises(InputError, match="已损坏"):
        pdf.read(b"%PDF-1.7\nrubbish", "x")


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("\ue001\ue002\ue003教育", True),
        ("ऄअआइईउऊ县", True),
        ("推进教育改革 2024，①〔3〕“A”—Ⅲ％", False),
        ("教育改革\ue001\ue002教育改革教育改革", False),
    ],
)
def test_pdf_tells_rubbish_from_text(text: str, garbled: bool) -> None:
    assert pdf.is_garbled(text) is garbled
