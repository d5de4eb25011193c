"""Files to take away: each writer turns `Content` into one file."""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from graph.errors import InputError
from ui.exports.collect import collect
from ui.exports.content import Content, Filters
from ui.exports.docx import write_docx
from ui.exports.html import write_html
from ui.exports.jsonld import write_jsonld
from ui.exports.mermaid import write_mermaid
from ui.exports.network import write_gexf, write_graphml
from ui.exports.part import write_part
from ui.exports.picture import write_png, write_svg
from ui.exports.table import write_csv
from ui.exports.xlsx import write_xlsx

__all__ = ["FORMATS", "Content", "Filters", "collect"]

Writer = Callable[[Content, Path], None]


def _whole(write: Writer) -> Writer:
    """The writer, made to leave either the whole file or what was there before."""

    def write_whole(content: Content, path: Path) -> None:
        part = path.with_name(f".{secrets.token_hex(6)}{path.suffix[:8]}")
        try:
            write(content, part)
            part.replace(path)
        except OSError as error:
            raise InputError(
                f"不能写入 {path}：{error.strerror or error}，请换一个文件夹或关闭占用它的程序后重试"
            ) from error
        finally:
            part.unlink(missing_ok=True)

    return write_whole


FORMATS: Mapping[str, Writer] = {
    "xlsx": _whole(write_xlsx),
    "docx": _whole(write_docx),
    "csv": _whole(write_csv),
    "html": _whole(write_html),
    "png": _whole(write_png),
    "svg": _whole(write_svg),
    "graphml": _whole(write_graphml),
    "gexf": _whole(write_gexf),
    "jsonld": _whole(write_jsonld),
    "mermaid": _whole(write_mermaid),
    "json": _whole(write_part),
}
"""The writers by the name of their format; `json` is the one of a part, as the whole graph is no `Content`.

Each raises InputError where the file cannot be written, and UsageError where its format cannot show so much.
"""
