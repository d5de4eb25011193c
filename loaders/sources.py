"""The files behind what a user names: files, folders and zip archives, each file once, in a steady order."""

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graph.errors import InputError
from loaders.archive import open_zip, read_member

__all__ = ["MAX_BYTES", "Failure", "Input", "find_inputs", "read_bytes"]

MAX_BYTES = 50_000_000
"""Bytes of one file; archives may be ten times as large."""
MAX_TOTAL = 1_000_000_000
"""Bytes that the members of one archive may have together, unpacked."""
_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_LOCK_MARKS = (".", "~$", ".~")
_DEPTH = 2  # an archive, and archives in it


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read: on disk at `path`, or inside the archive there, by its place in the list of each archive."""

    source: str
    path: Path
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not read, and why, in one Chinese sentence."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.0f} MB"


def _os_reason(error: OSError) -> str:
    """Why the system did not let us, in Chinese."""
    match error:
        case FileNotFoundError():
            return "没有这个文件, 请检查路径和文件名"
        case PermissionError():
            return "没有读取权限, 请检查文件属性, 或复制一份再试"
    return f"读不出来 ({error.strerror or '系统错误'}), 请检查磁盘或复制一份再试"


def _is_skipped(name: str) -> bool:
    """Whether it is a hidden file, a lock file of an office program or a file of the system."""
    return name.startswith(_LOCK_MARKS) or name.lower() in _SYSTEM


def _is_zip_of_files(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    known = {"[Content_Types].xml", "OFD.xml", "mimetype", "META-INF/container.xml"}
    return not known.intersection(names)


def _members(archive: zipfile.ZipFile, source: str, path: Path, chain: tuple[int, ...]) -> Iterator[Input | Failure]:
    """The files in an archive in the order of their names; archives in it are opened one level deep."""
    total = 0
    numbered = sorted(enumerate(archive.infolist()), key=lambda pair: pair[1].filename)
    files = [(number, info) for number, info in numbered if not info.is_dir()]
    for done, (number, info) in enumerate(files):
        name = PurePosixPath(info.filename.replace("\\", "/"))
        parts = [part for part in name.parts if part not in {"/", "..", "."}]
        if any(_is_skipped(part) for part in parts):
            continue
        total += info.file_size
        if total > MAX_TOTAL:
            yield Failure(
                source, f"展开后超过 {_megabytes(MAX_TOTAL)}, 其余 {len(files) - done} 个文件没有读取; 请分成几个压缩包"
            )
            return
        inner = f"{source}/{'/'.join(parts)}"
        item = Input(inner, path, (*chain, number))
        is_zip = _starts_like_zip(archive, info)
        if not is_zip:
            yield item
            continue
        try:
            with open_zip(read_member(archive, info)) as nested:
                if not _is_zip_of_files(nested):
                    yield item
                elif len(chain) + 1 >= _DEPTH:
                    yield Failure(inner, "压缩包套了太多层, 没有打开; 请先解压里面的压缩包")
                else:
                    yield from _members(nested, inner, path, item.members)
        except InputError as error:
            yield Failure(inner, str(error))


def _starts_like_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether a member is an archive itself; False also where it cannot be opened, as reading it will say why."""
    if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return False
    try:
        with archive.open(info) as stream:
            return stream.read(4) == b"PK\x03\x04"
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError):
        return False


def _of_file(path: Path, source: str) -> Iterator[Input | Failure]:
    try:
        size = path.stat().st_size
        if not path.is_file():
            yield Failure(source, "不是普通文件, 没有读取; 请换成文件、文件夹或 zip")
            return
        with path.open("rb") as stream:
            is_zip = stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError as error:
        yield Failure(source, _os_reason(error))
        return
    limit = MAX_BYTES * 10 if is_zip else MAX_BYTES
    if size > limit:
        yield Failure(source, f"有 {_megabytes(size)}, 超过 {_megabytes(limit)}; 请拆成几个文件后再试")
    elif not is_zip:
        yield Input(source, path)
    else:
        try:
            with open_zip(path) as archive:
                is_one = not _is_zip_of_files(archive)
                items = [] if is_one else list(_members(archive, source, path, ()))
        except InputError as error:
            yield Failure(source, str(error))
            return
        except OSError as error:
            yield Failure(source, _os_reason(error))
            return
        if is_one:
            items = [Input(source, path)]
        yield from items or [Failure(source, "压缩包里没有可以读取的文件")]


def _walk(folder: Path, source: str, above: frozenset[str]) -> Iterator[Input | Failure]:
    """The files in a folder, sorted; a link that leads back to a folder above it is not followed."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(source, _os_reason(error))
        return
    for entry in entries:
        if not _is_skipped(entry.name):
            yield from _of_path(entry, os.path.join(source, entry.name), above | {real})


def _of_path(path: Path, source: str, above: frozenset[str]) -> Iterator[Input | Failure]:
    try:
        is_folder = path.is_dir()
    except OSError as error:
        yield Failure(source, _os_reason(error))
        return
    if is_folder:
        yield from _walk(path, source, above)
    else:
        yield from _of_file(path, source)


def find_inputs(paths: Iterable[Path]) -> Iterator[Input | Failure]:
    """All files behind the paths, in the order given, folders and archives sorted by name.

    What cannot be opened comes as a `Failure` in its place. A file named twice, or reached twice, comes once. Hidden
    files and lock files are passed over in folders and archives, but not where the user names them. `source` is the
    path as given, for a member of an archive `archive.zip/member.docx`.
    """
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for path in paths:
        found = False
        for item in _of_path(Path(path), os.fspath(path), frozenset()):
            found = True
            if isinstance(item, Input):
                key = (os.path.realpath(item.path), item.members)
                if key in seen:
                    continue
                seen.add(key)
            yield item
        if not found:
            yield Failure(os.fspath(path), "文件夹里没有可以读取的文件")


def read_bytes(item: Input) -> bytes:
    """The bytes of one input.

    Raises:
        InputError: it cannot be read, is too large or is not what it says.
    """
    try:
        if not item.members:
            with item.path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise InputError(f"超过 {_megabytes(MAX_BYTES)}; 请拆成几个文件后再试")
            return data
        content: bytes | Path = item.path
        for number in item.members:
            with open_zip(content) as archive:
                content = read_member(archive, archive.infolist()[number])
        assert isinstance(content, bytes)
        return content
    except OSError as error:
        raise InputError(_os_reason(error)) from error
