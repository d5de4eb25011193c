import io
import zipfile
from collections.abc import Callable

import pytest

from graph.errors import InputError
from loaders.archive import open_zip, read_member

Make = Callable[..., bytes]


def test_archive_reads_members(make_zip: Make) -> None:
    with open_zip(make_zip({"a.txt": "青禾"})) as archive:
        assert read_member(archive, archive.infolist()[0]).decode() == "青禾"


def test_archive_names_without_flag_are_gb18030() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("XXXX.txt", b"1")
    data = buffer.getvalue().replace(b"XXXX", "方案".encode("gb18030"))
    with open_zip(data) as archive:
        assert archive.namelist() == ["方案.txt"]


def test_archive_refuses_a_bomb(make_zip: Make) -> None:
    with (
        open_zip(make_zip({"a.txt": b"0" * 2_000_000})) as archive,
        pytest.raises(InputError, match="压缩比超过 200 倍"),
    ):
        read_member(archive, archive.infolist()[0])


def test_archive_refuses_a_large_member_by_its_declared_size(make_zip: Make) -> None:
    with open_zip(make_zip({"a.txt": b"0"})) as archive, pytest.raises(InputError, match="展开后超过 50 MB"):
        info = archive.infolist()[0]
        info.file_size = 50_000_001
        read_member(archive, info)


def test_archive_refuses_rare_methods() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", b"0")
    with open_zip(buffer.getvalue()) as archive, pytest.raises(InputError, match="少见的压缩方法"):
        read_member(archive, archive.infolist()[0])


def test_archive_refuses_passwords(make_zip: Make) -> None:
    with open_zip(make_zip({"a.txt": b"0"})) as archive, pytest.raises(InputError, match="有密码"):
        info = archive.infolist()[0]
        info.flag_bits |= 1
        read_member(archive, info)


def test_archive_refuses_damage(make_zip: Make) -> None:
    data = make_zip({"a.txt": b"one two three" * 50})
    with pytest.raises(InputError, match="不完整或已损坏"):
        open_zip(data[:-30])
    with open_zip(data[:40] + b"\xff\xff" + data[42:]) as archive, pytest.raises(InputError, match="已损坏"):
        read_member(archive, archive.infolist()[0])


def test_archive_refuses_too_many_entries(make_zip: Make) -> None:
    with pytest.raises(InputError, match="文件太多"):
        open_zip(make_zip({f"{number}": b"" for number in range(10_001)}))
