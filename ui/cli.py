"""The command line `zeren`: each command parses, calls one service and prints."""

import logging
import shlex
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from ui import services
from ui.services import Session, ZerenError
from ui.settings import SETTINGS, read_settings
from ui.terminal import help as chinese
from ui.terminal.output import choose_format, print_json, print_rows
from ui.terminal.progress import follow
from ui.terminal.review import review
from ui.words import printable, role_of

__all__ = ["cli", "main"]

_FORMATS = click.Choice(["json", "csv", "table"])
_PATH = click.Path(path_type=Path)
_COLUMNS = {
    "layer": "层",
    "tp": "正确",
    "fp": "多出",
    "fn": "漏掉",
    "precision": "精确率",
    "recall": "召回率",
    "f1": "F1",
}
_SHARES = {"facts": "条数", "wrong": "错误", "share": "实际正确率", "claimed": "标称可信度"}


def main() -> None:
    """Run the command line; every error that we know ends in one line and an exit code, never in a traceback."""
    arguments = sys.argv[1:]
    if debug := "--debug" in arguments:
        arguments.remove("--debug")
        arguments.insert(0, "--debug")
    try:
        code = cli.main(arguments, prog_name="zeren", standalone_mode=False)
    except ZerenError as error:
        code = _fail(str(error), error.exit_code, error if debug else None)
    except click.UsageError as error:
        code = _fail(chinese.explain(error), 2, error if debug else None)
    except (KeyboardInterrupt, click.Abort):
        code = _fail("已停止。", 130, None)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        sys.stderr.close()
        code = 0
    except Exception as error:
        line = f"程序出错：{type(error).__name__}：{error}。加上 --debug 再运行一次可以看到详情"
        code = _fail(line, 1, error if debug else None)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(line: str, code: int, error: BaseException | None) -> int:
    if error is not None:
        logging.getLogger("zeren").error("", exc_info=error)
    click.echo(f"错误：{printable(line)}", err=True)
    return code


def _version() -> str:
    try:
        return version("zeren")
    except PackageNotFoundError:
        return "（未安装）"


_SETTINGS_HELP = "\n".join(f"  {one.name:<22}{one.help}" for one in SETTINGS)


@click.group(
    cls=chinese.Group,
    help="责任图谱：读工作方案、行动计划一类的文件，回答“谁、做什么、什么时候完成”。",
    epilog=f"\b\n环境变量：\n{_SETTINGS_HELP}",
)
@click.version_option(_version(), prog_name="zeren", message="zeren %(version)s")
@click.option("--debug", is_flag=True, help="出错时显示详情")
def cli(debug: bool) -> None:
    logging.basicConfig(level=logging.DEBUG if debug else logging.CRITICAL + 1, format="%(name)s: %(message)s")
    if debug:
        logging.getLogger("neo4j").setLevel(logging.WARNING)


def _session() -> Session:
    return Session(read_settings())


def _web_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--browser/--no-browser", default=True, help="是否打开浏览器（默认打开）"),
        click.option("--host", default="127.0.0.1", metavar="地址", help="监听的地址（默认只限本机）"),
        click.option("--port", type=click.IntRange(1, 65535), metavar="端口", help="端口（默认从 8501 起找空闲的）"),
    ):
        command = option(command)
    return command


@cli.command(help="载入样例文件，打开网页。样例写的是不存在的地方。")
@_web_options
def demo(port: int | None, host: str, browser: bool) -> int:
    with _session() as session:
        click.echo("载入样例文件……")
        follow(services.load_samples(session), services.count_samples())
        return _serve(port, host, browser)


@cli.command(help="把文件、文件夹、压缩包（zip）载入图谱。同一文件再次载入会替换原来的内容，不会重复。")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="路径…")
@click.option(
    "--as", "key", metavar="标识", help="这是某份已载入文件的新版本（标识见 zeren query documents --format json）"
)
def load(paths: tuple[Path, ...], key: str | None) -> int:
    inputs = services.find(paths)
    with _session() as session:
        summary = follow(services.load(session, inputs, key=key), len(inputs))
    return 1 if summary.failures else 0


@cli.command(help="读一份文件，把读到的内容以 JSON 输出，不用数据库。")
@click.argument("file", type=_PATH, metavar="文件")
@click.option("--format", "wanted", type=click.Choice(["json"]), default="json", help="输出格式（只有 json）")
def extract(file: Path, wanted: str) -> None:
    print_json(services.extract(file, second_opinion=read_settings().second_opinion))


@cli.command(help="提问：用命名的查询（见 zeren queries），或用 --cypher 直接写查询语句。")
@click.argument("name", required=False, metavar="[名称]")
@click.option("-p", "--param", "given", multiple=True, metavar="名=值", help="参数，可以有多个，例如 -p actor=市教育局")
@click.option("--cypher", metavar="语句", help="一条只读的 Cypher 查询")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=1000, metavar="行数", help="--cypher 最多几行（默认 1000）"
)
@click.option("--format", "wanted", type=_FORMATS, help="输出格式（终端上默认 table，否则 json）")
def query(name: str | None, given: tuple[str, ...], cypher: str | None, limit: int, wanted: str | None) -> None:
    parameters = dict(_pair(one) for one in given)
    if (name is None) == (cypher is None):
        known = "、".join(services.named_queries())
        raise click.UsageError(
            f"要么给一个查询的名称，要么用 --cypher。可用的查询：{known}", click.get_current_context()
        )
    with _session() as session:
        if cypher is not None:
            answer = services.ask_cypher(session, cypher, parameters, limit=limit)
        else:
            answer = services.ask(session, name or "", parameters)
    print_rows(
        answer.columns, answer.rows, choose_format(wanted), empty="没有结果。图谱里有哪些文件：zeren query documents"
    )
    if answer.truncated:
        click.echo(f"只显示前 {len(answer.rows)} 行，用 --limit 可以多要一些。", err=True)


def _pair(words: str) -> tuple[str, str]:
    name, sign, value = words.partition("=")
    if not sign or not name.strip():
        raise click.UsageError(f"参数应写成 名=值，实为“{words}”", click.get_current_context())
    return name.strip(), value


@cli.command(help="列出命名的查询和它们的参数。")
@click.option("--format", "wanted", type=_FORMATS, help="输出格式（终端上默认 table，否则 json）")
def queries(wanted: str | None) -> None:
    form = choose_format(wanted)
    rows: list[dict[str, Any]] = []
    for one in services.named_queries().values():
        words = [f"{p.name}（{p.label}{'' if p.required else '，可不填'}）" for p in one.parameters]
        plain = [{"name": p.name, "type": p.type, "label": p.label, "required": p.required, "default": p.default}
                 for p in one.parameters]  # fmt: skip
        rows.append(
            {
                "name": one.name,
                "title": one.title,
                "parameters": plain if form == "json" else "\n".join(words),
                "columns": dict(one.columns) if form == "json" else "、".join(one.columns.values()),
                "description": one.description,
            }
        )
    heads = {"name": "名称", "title": "标题", "parameters": "参数", "description": "说明", "columns": "列"}
    if form == "table":
        del heads["columns"]
    print_rows(heads, rows, form)


_KINDS = (*services.EXPORTS, services.BULK)


@cli.command(help=f"导出。格式：{'、'.join(_KINDS)}。{services.BULK} 是一个文件夹，供 neo4j-admin 一次导入。")
@click.argument("kind", type=click.Choice(_KINDS), metavar="格式")
@click.option("-o", "--output", type=_PATH, required=True, metavar="文件", help="写到这个文件（或文件夹）")
@click.option("--actor", metavar="单位", help="只要这个单位的任务（也含它作为“各县区”之一的）")
@click.option("--document", metavar="文件", help="只要这份文件的任务（标题、字号或标识）")
@click.option("--program", metavar="项目", help="只要推进这个项目的任务")
@click.option("--role", metavar="角色", help="只要有这种角色的任务：牵头、责任或配合")
@click.option("--since", metavar="日期", help="完成时限不早于，如 2025 或 2025-06")
@click.option("--until", metavar="日期", help="完成时限不晚于，如 2025 或 2025-06")
def export(
    kind: str, output: Path, actor: str | None, document: str | None, program: str | None, role: str | None,
    since: str | None, until: str | None,
) -> None:  # fmt: skip
    wanted = role_of(role) if role else None
    if role and wanted is None:
        raise click.UsageError(f"角色应为 牵头、责任 或 配合，实为“{role}”", click.get_current_context())
    filters = services.Filters(actor, document, program, wanted, since, until)
    if kind == services.BULK:
        _export_for_import(output, filters)
        return
    with _session() as session:
        services.export(session, kind, output, filters)
    click.echo(f"已写好 {output}（{max(1, output.stat().st_size // 1024)} KB）", err=True)


cli.add_command(review)


def _export_for_import(folder: Path, filters: services.Filters) -> None:
    if filters != services.Filters():
        raise click.UsageError(f"{services.BULK} 导出的是整个图谱，不能加筛选条件", click.get_current_context())
    with _session() as session:
        command = services.export_for_import(session, folder)
    click.echo(f"已写好 {folder}。先停下要导入的 Neo4j（原有内容会被替换），在它的机器上运行：", err=True)
    click.echo(f"cd {shlex.quote(str(folder))} && {command}")
    click.echo("启动 Neo4j 后，设好 NEO4J_URI，用 zeren db prepare 建约束和索引。", err=True)


@cli.command(help="谁和谁一起做事：各单位的合作单位数、居中程度和所在的群。")
@click.option("--write", is_flag=True, help="写进图谱，供查询 measures 和 communities 用")
@click.option("--limit", type=click.IntRange(1), default=30, metavar="行数", help="显示几行（默认 30）")
@click.option("--format", "wanted", type=_FORMATS, help="输出格式（终端上默认 table，否则 json）")
def measures(write: bool, limit: int, wanted: str | None) -> None:
    with _session() as session:
        rows = services.measure(session, write=write)
    heads = {
        "name": "单位",
        "degree": "合作单位数",
        "betweenness": "居中程度",
        "community_name": "所在的群",
        "key": "单位标识",
    }
    print_rows(heads, rows[:limit], choose_format(wanted), empty="没有结果。图谱里有哪些文件：zeren query documents")
    if write:
        click.echo(f"已写进图谱：{len(rows)} 个单位。查看：zeren query communities", err=True)


@cli.command(name="eval", help="用标注过的文件检查读得准不准。语料的文件夹里有 docs/ 和 gold/。")
@click.argument("corpus", type=_PATH, metavar="语料")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="条数", help="每层列出几条漏掉的和多出的")
@click.option("--format", "wanted", type=_FORMATS, help="输出格式（终端上默认 table，否则 json）")
def evaluate(corpus: Path, misses: int, wanted: str | None) -> None:
    result = services.evaluate(corpus, second_opinion=read_settings().second_opinion)
    form = choose_format(wanted)
    layers = [_layer_row(layer, misses, exact=form == "json") for layer in result.layers]
    tables = {
        "reliability": [_share_row("confidence", share, exact=form == "json") for share in result.reliability],
        "rules": [_share_row("rule", share, exact=form == "json") for share in result.rules],
    }
    if form == "json":
        print_json({"layers": layers, **tables})
        return
    print_rows(_COLUMNS, layers, form)
    for head, name in (("可信度", "reliability"), ("规则", "rules")):
        click.echo()
        print_rows({"name": head, **_SHARES}, tables[name], form)
    for word, name in (("漏掉", "missed"), ("多出", "extra")):
        for layer in result.layers:
            for where, item in getattr(layer, name)[:misses]:
                click.echo(printable(f"{word}  {layer.name}  {where}：{item}"))


def _layer_row(layer: services.Layer, misses: int, *, exact: bool) -> dict[str, Any]:
    shares = {"precision": layer.precision, "recall": layer.recall, "f1": layer.f1}
    row: dict[str, Any] = {"layer": layer.name, "tp": layer.hits, "fp": len(layer.extra), "fn": len(layer.missed)}
    row |= shares if exact else {name: f"{share:.3f}" for name, share in shares.items()}
    if misses and exact:
        row |= {"missed": layer.missed[:misses], "extra": layer.extra[:misses]}
    return row


def _share_row(key: str, share: services.Share, *, exact: bool) -> dict[str, Any]:
    counts = {"facts": share.facts, "wrong": share.facts - share.right}
    if exact:
        return {key: share.name, **counts, "share": share.share, "claimed": share.claimed}
    return {"name": share.name, **counts, "share": f"{share.share:.3f}", "claimed": f"{share.claimed:.3f}"}


@cli.command(help="打开网页。默认只有本机能访问。")
@_web_options
def ui(port: int | None, host: str, browser: bool) -> int:
    return _serve(port, host, browser)


def _serve(port: int | None, host: str, browser: bool) -> int:
    from ui.web import serve

    return serve(host=host, port=port, browser=browser, say=click.echo)


@cli.group(cls=chinese.Group, help="数据库：查看、建索引；内置数据库的停止、清空。")
def db() -> None:
    pass


@db.command(help="数据库在不在运行、在哪里、里面有多少内容。")
@click.option("--format", "wanted", type=_FORMATS, help="输出格式（终端上默认 table，否则 json）")
def status(wanted: str | None) -> None:
    state = services.database_state(read_settings())
    form = choose_format(wanted)
    values: dict[str, Any] = {
        "数据库": state.kind,
        "状态": "运行中" if state.running else "未运行（用到时自动启动）",
        "地址": state.address,
        "进程": state.process,
        "位置": str(state.path) if state.path else None,
        "占用": f"{state.size / 1_000_000:.1f} MB" if state.size is not None else None,
        **{word: (state.counts or {}).get(label) for word, label in _COUNTED if state.counts is not None},
    }
    if form == "json":
        print_json({"running": state.running, "address": state.address, "process": state.process,
                    "path": str(state.path) if state.path else None, "size": state.size, "counts": state.counts})  # fmt: skip
    else:
        rows = [{"name": name, "value": str(value)} for name, value in values.items() if value is not None]
        print_rows({"name": "项", "value": "值"}, rows, form)


_COUNTED = (
    ("文件", "Document"),
    ("任务", "Task"),
    ("单位", "Actor"),
    ("项目", "Program"),
    ("目标", "Target"),
    ("人员", "Person"),
)


@db.command(help="建好约束和索引：用 neo4j-admin 导入之后运行一次。平时载入文件会自动建。")
def prepare() -> None:
    with _session() as session:
        services.prepare_database(session)
    click.echo("约束和索引都已建好。")


@db.command(help="停止内置数据库。数据都在，下次用到时自动启动。")
def stop() -> None:
    click.echo("已停止。" if services.stop_database(read_settings()) else "没有在运行。")


@db.command(help="清空内置数据库。原来的文件不受影响，可以重新载入。")
@click.option("--yes", is_flag=True, help="不再询问")
def reset(yes: bool) -> int:
    settings = read_settings()
    if not yes and not _agreed(f"将清空 {settings.home} 里的图谱，不能撤销。确定吗？输入 是 继续："):
        click.echo("没有清空。")
        return 1
    services.reset_database(settings)
    click.echo("已清空。")
    return 0


def _agreed(question: str) -> bool:
    click.echo(question, nl=False, err=True)
    return sys.stdin.readline().strip().lower() in ("是", "y", "yes")


@cli.command(help="检查运行环境：装了什么、缺什么、怎么补。")
@click.option("--format", "wanted", type=_FORMATS, help="输出格式（终端上默认 table，否则 json）")
def doctor(wanted: str | None) -> int:
    form = choose_format(wanted)
    checks = list(services.examine(read_settings()))
    marks = {True: "正常", False: "缺少"}
    rows = [
        {"name": one.name, "ok": one.ok if form == "json" else "可选" if one.optional and not one.ok else marks[one.ok],
         "found": one.found, "fix": one.fix}
        for one in checks
    ]  # fmt: skip
    print_rows({"name": "项目", "ok": "结果", "found": "现状", "fix": "怎么办"}, rows, form)
    return 0 if all(one.ok or one.optional for one in checks) else 1


if __name__ == "__main__":
    main()
