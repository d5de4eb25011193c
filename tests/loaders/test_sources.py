import os
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders import sources
from loaders.sources import Failure, Input, find_inputs, read_bytes

Make = Callable[..., bytes]


def names_of(root: Path, *paths: Path) -> list[str]:
    """Sources below the root, a failure with its reason behind a bar."""
    found = []
    for item in find_inputs(paths or [root]):
        name = item.source.removeprefix(f"{root}{os.sep}").replace(os.sep, "/")
        found.append(f"{name} | {item.reason}" if isinstance(item, Failure) else name)
    return found


def test_sources_walk_folders_in_order_and_pass_over_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b" / "内").mkdir(parents=True)
    for name in ("b/内/2.txt", "b/1.txt", "a.txt", ".hidden", "~$a.docx", "Thumbs.db", "b/.~lock.x#"):
        (tmp_path / name).write_text("1")
    assert names_of(tmp_path) == ["a.txt", "b/1.txt", "b/内/2.txt"]


def test_sources_do_not_follow_links_in_circles_and_give_a_file_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text("1")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "a" / "1.txt")
    assert names_of(tmp_path) == ["a/1.txt"]
    assert names_of(tmp_path, tmp_path / "a" / "1.txt", tmp_path / "a" / "1.txt") == ["a/1.txt"]


def test_sources_open_archives_and_archives_in_them(tmp_path: Path, make_zip: Make, make_docx: Make) -> None:
    inner = make_zip({"丙.txt": "丙文", "深.zip": make_zip({"丁.txt": "丁"})})
    outer = {
        "乙/2.txt": "二", "乙/1.docx": make_docx(""), "../../恶.txt": "出格", "__MACOSX/x": "1", "里.zip": inner,
    }  # fmt: skip
    (tmp_path / "包.zip").write_bytes(make_zip(outer))
    assert names_of(tmp_path) == [
        "包.zip/恶.txt",
        "包.zip/乙/1.docx",
        "包.zip/乙/2.txt",
        "包.zip/里.zip/丙.txt",
        "包.zip/里.zip/深.zip | 压缩包套了太多层, 没有打开; 请先解压里面的压缩包",
    ]
    contents = {item.source[-5:]: read_bytes(item) for item in find_inputs([tmp_path]) if isinstance(item, Input)}
    assert contents["丙.txt"[-5:]].decode() == "丙文"
    assert contents["恶.txt"[-5:]].decode() == "出格"


def test_sources_take_office_files_for_one_file(tmp_path: Path, make_docx: Make) -> None:
    (tmp_path / "方案.txt").write_bytes(make_docx(""))
    assert names_of(tmp_path) == ["方案.txt"]


def test_sources_say_what_is_wrong_and_go_on(tmp_path: Path, make_zip: Make) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "坏.zip").write_bytes(make_zip({"a": "1"})[:-5])
    (tmp_path / "无.zip").write_bytes(make_zip({}))
    (tmp_path / "好.txt").write_text("1")
    found = names_of(tmp_path, *(tmp_path / name for name in ("缺.txt", "空", "坏.zip", "无.zip", "好.txt")))
    assert found == [
        "缺.txt | 没有这个文件, 请检查路径和文件名",
        "空 | 文件夹里没有可以读取的文件",
        "坏.zip | 压缩包不完整或已损坏, 打不开; 请重新下载或重新压缩",
        "无.zip | 压缩包里没有可以读取的文件",
        "好.txt",
    ]


def test_sources_refuse_large_files(tmp_path: Path) -> None:
    with (tmp_path / "大.txt").open("wb") as file:
        file.truncate(50_000_001)
    assert names_of(tmp_path) == ["大.txt | 有 50 MB, 超过 50 MB; 请拆成几个文件后再试"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_sources_do_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    assert names_of(tmp_path) == ["管道 | 不是普通文件, 没有读取; 请换成文件、文件夹或 zip"]


def test_sources_stop_at_the_total_of_an_archive(
    tmp_path: Path, make_zip: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_TOTAL", 10)
    (tmp_path / "包.zip").write_bytes(make_zip({"1": "123456", "2": "123456", "3": "1"}))
    first, second = names_of(tmp_path)
    assert first == "包.zip/1"
    assert second.startswith("包.zip | 展开后超过") and "其余 2 个文件没有读取" in second
