import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from graph.errors import InputError
from loaders.document import Document
from loaders.sources import Failure, Input, find_inputs
from loaders.worker import Limits, Worker, read_all, read_file

Make = Callable[..., bytes]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and limits of POSIX")


def results(folder: Path, limits: Limits | None = None) -> dict[str, str]:
    """For each file the text that was read, or the reason why not."""
    found = {}
    for result in read_all(find_inputs([folder]), limits=limits):
        name = result.source.removeprefix(f"{folder}{os.sep}")
        found[name] = result.reason if isinstance(result, Failure) else result.text
    return found


def children() -> set[int]:
    """The parsing processes of this run; a database that other tests started is none of them."""
    found: set[int] = set()
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if any("loaders.child" in part or part.endswith("child.py") for part in child.cmdline()):
                found.add(child.pid)
    return found


def endless(folder: Path) -> Input:
    """A file that can be opened and never ends: a pipe into which nobody writes."""
    os.mkfifo(folder / "1.txt")
    return Input("1.txt", folder / "1.txt")


def deep_docx(make_docx: Make, depth: int) -> bytes:
    cell = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>"
    return make_docx(cell * depth + "<w:p><w:r><w:t>底</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth)


def test_worker_reads_every_kind_in_order_and_loses_nothing(
    tmp_path: Path, make_docx: Make, make_pdf: Make, make_zip: Make
) -> None:
    def draw(canvas: object) -> None:
        canvas.setFont("STSong-Light", 16)  # type: ignore[attr-defined]
        canvas.drawString(80, 700, "青禾县教育局工作要点公布稿")  # type: ignore[attr-defined]

    word = make_docx("<w:p><w:r><w:t>文档</w:t></w:r></w:p>")
    files: dict[str, bytes] = {
        "1.txt": "文本".encode("gb18030"),
        "2.txt": word,
        "3.pdf": make_pdf(draw),
        "4.docx": b"\x89PNG\r\n",
        "5.md": b"",
        "6.html": "<p>网页".encode(),
        "7.zip": make_zip({"内.docx": word, "坏.docx": word[:-9]}),
        "8.docx": make_docx("", parts={"word/document.xml": "0" * 40_000_000}),
        "9.txt": "末".encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert results(tmp_path) == {
        "1.txt": "文本",
        "2.txt": "文档\n",
        "3.pdf": "青禾县教育局工作要点公布稿\n",
        "4.docx": "是图片, 不能直接读; 请先识别文字 (OCR), 另存为 docx 后再试",
        "5.md": "文件是空的, 没有可读的内容",
        "6.html": "网页\n",
        "7.zip/内.docx": "文档\n",
        "7.zip/坏.docx": "压缩包不完整或已损坏, 打不开; 请重新下载或重新压缩",
        "8.docx": "压缩比超过 200 倍, 疑似压缩炸弹, 没有读取",
        "9.txt": "末",
    }
    assert children() == set()


@POSIX
def test_worker_ends_a_file_that_hangs_and_reads_the_next(tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text("末")
    first, second = read_all([endless(tmp_path), Input("2.txt", tmp_path / "2.txt")], limits=Limits(seconds=1.5))
    assert first == Failure("1.txt", "读了 1.5 秒还没有读完, 已停止; 请拆成小文件, 或另存一份再试")
    assert isinstance(second, Document) and second.text == "末"
    assert children() == set()


@POSIX
def test_worker_ends_a_file_that_takes_too_much_memory_and_reads_the_next(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"a" * 45_000_000)
    (tmp_path / "2.txt").write_text("末")
    found = results(tmp_path, Limits(megabytes=150))
    assert found["1.txt"] in {
        "展开后占用内存太大, 疑似压缩炸弹, 没有读取",
        "读取时程序崩溃或超出内存, 只跳过了这一个文件; 请用原来的软件另存一份再试",
    }
    assert found["2.txt"] == "末"


def test_worker_survives_tables_nested_without_end(tmp_path: Path, make_docx: Make) -> None:
    (tmp_path / "1.docx").write_bytes(deep_docx(make_docx, 20))
    (tmp_path / "2.docx").write_bytes(deep_docx(make_docx, 3000))
    (tmp_path / "3.txt").write_text("末")
    found = results(tmp_path)
    assert found["1.docx"].strip() == "底"
    assert found["2.docx"] == "文件已损坏, 打不开; 请用 Word 或 WPS 打开后另存一份"
    assert found["3.txt"] == "末"


@POSIX
def test_worker_that_dies_costs_one_file(tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text("末")
    with Worker() as worker:
        assert isinstance(worker.read(Input("2.txt", tmp_path / "2.txt")), Document)
        [pid] = children()
        script = f"import os, signal, time; time.sleep(0.5); os.kill({pid}, signal.SIGSEGV)"
        with subprocess.Popen([sys.executable, "-c", script]):
            result = worker.read(endless(tmp_path))
        assert isinstance(result, Failure) and "程序崩溃" in result.reason
        again = worker.read(Input("2.txt", tmp_path / "2.txt"))
        assert isinstance(again, Document) and again.text == "末"


def test_worker_is_ended_when_the_iterator_is_closed(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text("文")
    iterator = read_all(find_inputs([tmp_path]))
    next(iterator)
    assert len(children()) == 1
    iterator.close()  # type: ignore[attr-defined]
    assert children() == set()


@POSIX
def test_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("文")
    script = (
        "import sys, psutil; from pathlib import Path; from loaders.worker import Worker; from loaders.sources import Input\n"
        f"worker = Worker(); worker.read(Input('1', Path({str(tmp_path / '1.txt')!r})))\n"
        "print(psutil.Process().children()[0].pid, flush=True); sys.stdin.read()"
    )
    home = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": home},
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        child.wait(timeout=30)
    assert not child.is_running()


def test_worker_gives_tables_headings_and_pages_unchanged(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 青禾县\n| 任务 | 单位 |\n|---|---|\n| 修路 | 县交通局 |\n", newline="\n")
    document = read_file(tmp_path / "1.md")
    assert [[document.text[c.start : c.end] for c in row] for row in document.tables[0].rows] == [
        ["任务", "单位"],
        ["修路", "县交通局"],
    ]
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [("青禾县", 1)]
    assert document.source == str(tmp_path / "1.md")


def test_worker_points_out_furniture(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("首页\n青禾县方案\n", newline="\n")
    assert read_file(tmp_path / "1.txt").furniture == ((0, 2),)


def test_parent_never_imports_a_parser() -> None:
    script = "import sys, loaders.worker; print(sorted({'lxml', 'pypdfium2', 'pdfplumber', 'readability'} & set(sys.modules)))"
    home = str(Path(__file__).resolve().parents[2])
    env = {**os.environ, "PYTHONPATH": home}
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env).stdout == "[]\n"


def test_read_file_raises_with_name_and_reason(tmp_path: Path, make_zip: Make) -> None:
    (tmp_path / "包.zip").write_bytes(make_zip({"a.txt": "1"}))
    with pytest.raises(InputError, match=r"缺\.txt: 没有这个文件"):
        read_file(tmp_path / "缺.txt")
    with pytest.raises(InputError, match="这里只能读一个文件"):
        read_file(tmp_path)
    with pytest.raises(InputError, match="这里只能读一个文件"):
        read_file(tmp_path / "包.zip")
