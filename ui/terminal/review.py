"""`zeren review`: what is doubtful, deciding it, undoing that, and the record to hand on."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from ui import services
from ui.services import Said, Session
from ui.settings import read_settings
from ui.terminal import help as chinese
from ui.terminal.output import Rows, choose_format, print_rows
from ui.words import KINDS, ROLES, printable

__all__ = ["review"]

_PATH = click.Path(path_type=Path)
_FORMAT = click.option(
    "--format", "wanted", type=click.Choice(["json", "csv", "table"]), help="输出格式（终端上默认 table，否则 json）"
)
_DOUBTS = {"id": "编号", "kind": "存疑", "what": "内容", "reason": "原因", "quote": "原文", "document": "文件"}
_FACTS = {
    "id": "编号",
    "kind": "类别",
    "what": "内容",
    "human": "标记",
    "notes": "备注",
    "quote": "原文",
    "document": "文件",
}
_LOG = {"id": "编号", "time": "时间", "by": "谁", "verdict": "结论", "what": "内容", "why": "理由", "state": "状态",
        "undone_by": "撤销人", "quote": "原文", "document": "文件"}  # fmt: skip
_HEADS = ("id", "time", "by", "kind", "verdict", "human", "what", "state")
_LONGEST = 300
_VERDICTS = "\n".join(f"  {word:<10}{label}" for word, label in services.VERDICTS.items())
_EXAMPLES = """
\b
例子（编号见 zeren review list）：
  zeren review decide right 3fa2-1b09c4 --why 与原件核对过
  zeren review decide rerole 3fa2-1b09c4 配合
  zeren review decide add 3fa2-77d0e1 市财政局 --role 配合 --quote 市财政局配合
  zeren review decide same 市教育局 市教体局 --why 机构改革更名
  zeren review decide different 鼓楼区教育局 --document 某某方案
  zeren review decide rename 市教体局 市教育体育局
  zeren review decide retype 某某研究院 企业
"""


@click.group(
    cls=chinese.Group,
    help="审核：列出存疑的内容，记下人的结论，撤销，把结论交给别人。结论存在数据文件夹里，重新载入也不会丢。",
)
def review() -> None:
    pass


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option("--by", default="", metavar="姓名", help="谁下的结论（默认是登录名）")(command)
    return click.option("--why", default="", metavar="理由", help="为什么")(command)


@review.command(name="list", help="列出存疑的内容，最该看的在前；加 --all 列出一份文件的全部内容和编号。")
@click.option("--document", default="", metavar="文件", help="只看这份文件（标题、标题的一部分或标识）")
@click.option("--kind", default="", metavar="种类", help=f"只看这一种：{'、'.join(services.DOUBT_KINDS.values())}")
@click.option("--all", "everything", is_flag=True, help="不只是存疑的，这份文件的全部内容（要和 --document 一起用）")
@click.option("--limit", type=click.IntRange(1), default=50, metavar="条数", help="最多列几条（默认 50）")
@_FORMAT
def list_(document: str, kind: str, everything: bool, limit: int, wanted: str | None) -> None:
    if everything and not document:
        raise click.UsageError("--all 要和 --document 一起用，说明是哪一份文件", click.get_current_context())
    with Session(read_settings()) as session:
        if everything:
            columns, rows = _FACTS, services.facts(session, document)
        else:
            columns, rows = _DOUBTS, services.doubts(session, document=document, kind=kind)
        loaded = bool(rows or services.reviewed_documents(session))
    _print(
        columns,
        rows[:limit],
        choose_format(wanted),
        "没有存疑的内容。" if loaded else "图谱还是空的，请先载入文件：zeren load 文件，或 zeren demo 看样例。",
    )
    if len(rows) > limit:
        click.echo(f"共 {len(rows)} 条，只显示前 {limit} 条，用 --limit 可以多要一些。", err=True)


def _print(columns: Mapping[str, str], rows: Rows, form: str, empty: str) -> None:
    """Rows; on a terminal each as a few lines, as there is too much to say for a table."""
    if form != "table" or not rows:
        print_rows(columns, rows, form, empty=empty)
        return
    for row in rows:
        heads = [str(row[name]) for name in columns if name in _HEADS and row.get(name)]
        click.secho(printable("  ".join(heads)), bold=True)
        for name in columns:
            value = row.get(name)
            if name not in _HEADS and value:
                words = "；".join(value) if isinstance(value, list) else str(value)
                click.echo(f"    {columns[name]}：{printable(' '.join(words.split()))[:_LONGEST]}")


@review.command(
    short_help="记下一条结论：相同、不同、正确、有误、补充、改名、改类别、改角色、备注。",
    help="记下一条结论。对象是 zeren review list 里的编号，或单位、项目、人员的名称；值是另一个名称、新名称、类别、角色或备注。",
    epilog=f"\b\n结论（中文英文都可以）：\n{_VERDICTS}\n{_EXAMPLES}",
)
@click.argument("verdict", metavar="结论")
@click.argument("target", metavar="对象")
@click.argument("value", default="", metavar="[值]")
@click.option("--role", default="", metavar="角色", help=f"补充责任时的角色：{'、'.join(ROLES.values())}")
@click.option("--kind", default="", metavar="类别", help=f"补充时的类别：{'、'.join(KINDS.values())}、项目")
@click.option("--quote", default="", metavar="原文", help="补充时所依据的一句原文")
@click.option("--document", default="", metavar="文件", help="判为不同时：这份文件里的这个名称是另一个单位")
@_signed
def decide(
    verdict: str, target: str, value: str, role: str, kind: str, quote: str, document: str, why: str, by: str
) -> None:  # fmt: skip
    said = Said(verdict, target, value, role, kind, quote, document, why, by)
    with Session(read_settings()) as session:
        click.echo(f"已记下：{printable(services.decide(session, said))}")


@review.command(help="撤销一条结论，图谱恢复到没有它的样子。编号见 zeren review log，写开头几位即可。")
@click.argument("decision", metavar="编号")
@_signed
def undo(decision: str, why: str, by: str) -> None:
    with Session(read_settings()) as session:
        click.echo(f"已撤销：{printable(services.undo_decision(session, decision, why=why, by=by))}")


@review.command(help="列出结论：谁、何时、为什么、现在是否生效。依据已不在的也列出来。")
@click.option("--all", "everything", is_flag=True, help="也列出已撤销的")
@_FORMAT
def log(everything: bool, wanted: str | None) -> None:
    with Session(read_settings()) as session:
        rows = services.decisions(session, everything=everything)
    _print(_LOG, rows, choose_format(wanted), "还没有结论。存疑的内容：zeren review list")


@review.command(name="export", help="把全部结论写到一个文本文件，一行一条，可以比较、合并、交给别人。")
@click.argument("file", type=_PATH, metavar="文件")
def export_(file: Path) -> None:
    with Session(read_settings()) as session:
        click.echo(f"已写好 {file}（{services.export_decisions(session, file)} 条）", err=True)


@review.command(name="import", help="并入别人的结论；与已有的结论相矛盾时一条也不并入，并指出是哪两条。")
@click.argument("file", type=_PATH, metavar="文件")
def import_(file: Path) -> None:
    with Session(read_settings()) as session:
        click.echo(f"已并入 {services.import_decisions(session, file)} 条新的结论。")
