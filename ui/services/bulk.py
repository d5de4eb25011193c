"""The whole graph as files for a first, fast load into another Neo4j."""

import shutil
import tempfile
from pathlib import Path

from graph.errors import InputError
from ui.services.session import Session

__all__ = ["BULK", "export_for_import", "prepare_database"]

BULK = "neo4j-csv"
"""The format that is a folder of files."""


def export_for_import(session: Session, folder: Path) -> str:
    """Write the folder, which must be new or empty, and give the command line that imports it; it is there as a whole or not.

    Raises:
        InputError: there is something in the folder, or it cannot be written.
        DatabaseError: the database cannot be reached, or somebody loaded documents meanwhile.
    """
    from graph.bulk import COMMAND, write_import

    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder} 已经存在，里面有别的内容，请另给一个新文件夹的名称")
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".zeren-", dir=folder.parent))
        try:
            write_import(session.store, part)
            part.chmod(0o755)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise InputError(f"不能写入 {folder}：{error.strerror or error}，请换一个文件夹后重试") from error
    return COMMAND


def prepare_database(session: Session) -> None:
    """Make the constraints and indexes of the graph, which an import from files leaves out.

    Raises:
        DatabaseError: the database cannot be reached, or two nodes have one key.
    """
    session.store.prepare()
