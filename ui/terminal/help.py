"""Click in Chinese: help pages, and what it says when a command line is wrong."""

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

__all__ = ["Command", "Group", "explain"]

_SECTIONS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_ENTRIES = {"Show this message and exit.": "显示本页并退出", "Show the version and exit.": "显示版本并退出"}
_WIDTH = 58
"""Characters a line; Chinese ones are two columns wide."""


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_SECTIONS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(first, _ENTRIES.get(second, second)) for first, second in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help page is Chinese."""

    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs.setdefault("context_settings", {})
        kwargs["context_settings"] = {"max_content_width": 100, **kwargs["context_settings"]}
        super().__init__(*args, **kwargs)


class Group(click.Group):
    """A group of such commands; its commands are listed in the order in which they are written."""

    context_class = _Context
    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs.setdefault("subcommand_metavar", "命令 …")
        kwargs["context_settings"] = {"max_content_width": 100}
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            self._unknown(ctx, args[0])
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, name: str) -> NoReturn:
        near = difflib.get_close_matches(name, list(self.commands), n=1)
        hint = f"，您要用的是 {near[0]} 吗" if near else ""
        raise click.UsageError(f"没有命令“{name}”{hint}。全部命令：{'、'.join(self.commands)}", ctx)


def explain(error: click.UsageError) -> str:
    """What is wrong with a command line, in one Chinese line, with the way to the help page."""
    match error:
        case click.NoSuchOption():
            near = f"，您要用的是 {error.possibilities[0]} 吗" if error.possibilities else ""
            line = f"没有选项 {error.option_name}{near}"
        case click.BadOptionUsage():
            line = f"选项 {error.option_name} 后面要有一个值"
        case click.MissingParameter():
            line = f"缺少{_name(error)}"
        case click.BadParameter():
            line = _bad_value(error)
        case _ if error.message.startswith("Got unexpected extra argument"):
            line = f"多余的参数：{error.message.partition('(')[2].rstrip(').')}"
        case _:
            line = error.message
    path = error.ctx.command_path if error.ctx else "zeren"
    return f"{line.rstrip('。')}。用法见 {path} --help"


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return f"选项 {max(error.param.opts, key=len)}"
    return f"参数 {error.param.make_metavar(error.ctx)}" if error.param and error.ctx else "参数"


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    given = error.message.split("'")[1] if error.message.count("'") >= 2 else ""
    if isinstance(kind, click.Choice):
        near = difflib.get_close_matches(given, list(kind.choices), n=1)
        hint = f"，您要用的是 {near[0]} 吗" if near else ""
        return f"{_name(error)} 不能是“{given}”{hint}。可用：{'、'.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"{_name(error)} 应为 {kind.min} 至 {kind.max} 的整数"
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return f"{_name(error)} 应为数字，实为“{given}”"
    if isinstance(kind, click.Path):
        return f"{_name(error)} 不存在或读不了：{given}"
    return error.message
