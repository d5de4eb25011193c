"""Zip files that may be hostile: opened and read with limits on entries, sizes and ratios, never unpacked to disk."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from graph.errors import InputError

__all__ = ["MAX_MEMBER", "open_zip", "read_member"]

MAX_ENTRIES = 10_000
MAX_DIRECTORY = 4_000_000
"""Bytes of the list of entries at the end of the file."""
MAX_MEMBER = 50_000_000
"""Bytes of one member, unpacked."""
MAX_RATIO = 200
"""Unpacked to packed, for members above one megabyte; office files stay below 100."""
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"


def _check_directory(file: BinaryIO) -> None:
    """Look at the end record before the list of entries is read, as that list may itself be the bomb."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0:
        raise InputError("压缩包不完整或已损坏, 打不开; 请重新下载或重新压缩")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > MAX_ENTRIES or length > MAX_DIRECTORY or _END_64 in tail[max(0, at - 20) : at]:
        raise InputError(f"压缩包里的文件太多 (最多 {MAX_ENTRIES} 个), 没有打开; 请分成几个压缩包")


def open_zip(source: bytes | Path) -> zipfile.ZipFile:
    """The archive, its list of entries read; names without the UTF-8 flag are GB18030.

    Raises:
        InputError: it is damaged or has too many entries.
    """
    file: BinaryIO = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    try:
        _check_directory(file)
        return zipfile.ZipFile(file, metadata_encoding="gb18030")
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        file.close()
        raise InputError("压缩包不完整或已损坏, 打不开; 请重新下载或重新压缩") from error
    except BaseException:
        file.close()
        raise


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member.

    Raises:
        InputError: it is too large, packed too tightly to be honest, encrypted, packed in a rare way, or damaged.
    """
    if info.flag_bits & 0x1:
        raise InputError("压缩包里的这个文件有密码, 没有读取; 请解压后再试")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError("压缩包里的这个文件用了少见的压缩方法, 没有读取; 请解压后再试")
    if info.file_size > MAX_MEMBER:
        raise InputError(f"展开后超过 {MAX_MEMBER // 1_000_000} MB, 疑似压缩炸弹, 没有读取")
    if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * info.compress_size:
        raise InputError(f"压缩比超过 {MAX_RATIO} 倍, 疑似压缩炸弹, 没有读取")
    try:
        with archive.open(info) as member:
            return member.read(info.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise InputError("压缩包里的这个文件已损坏; 请重新下载或重新压缩") from error
