"""What a load shows while it runs, and what it says at its end."""

import sys
from collections.abc import Iterable
from types import TracebackType

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ui.services import Began, Failure, Loaded, Step, Summary
from ui.terminal.output import console
from ui.words import printable

__all__ = ["LoadProgress", "follow"]

_NAME = 32


def follow(steps: Iterable[Step], total: int) -> Summary:
    """The summary of a load, whose steps are shown as they come; it ends with what was done when it is broken off.

    Raises:
        KeyboardInterrupt: the user stopped it; the summary up to there was printed.
    """
    summary = Summary()
    try:
        with LoadProgress(total) as progress:
            for step in steps:
                progress.show(step)
                summary.add(step)
    except BaseException as error:
        stopped = "已停止。" if isinstance(error, KeyboardInterrupt) else "没有做完。"
        if summary.documents:
            click.echo(f"{stopped}已载入的保留在图谱里：{summary.words}。再运行一次即可接着载入。", err=True)
        raise
    click.echo(summary.words)
    if summary.failures:
        click.echo(f"失败 {len(summary.failures)}：", err=True)
        for failure in summary.failures:
            click.echo(f"  {printable(str(failure))}", err=True)
    return summary


class LoadProgress:
    """A bar with the file's name on a terminal, else a line a file; both on standard error."""

    def __init__(self, total: int) -> None:
        self._bar = (
            Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=24),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=console(stderr=True),
                transient=True,
            )
            if sys.stderr.isatty()
            else None
        )
        self._task = self._bar.add_task("准备", total=total) if self._bar else None

    def __enter__(self) -> "LoadProgress":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, step: Step) -> None:
        """Show a step."""
        match step:
            case Began() if self._bar is not None and self._task is not None:
                self._bar.update(self._task, description=_short(step.source))
            case Began():
                pass
            case Loaded():
                notes = "".join(f"（{note}）" for note in step.notes)
                self._line(f"载入 {step.source}：任务 {step.tasks}、责任 {step.duties}{notes}")
            case Failure():
                self._line(f"失败 {step.source}")

    def _line(self, text: str) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.console.print(printable(text), soft_wrap=True)
            self._bar.advance(self._task)
        else:
            click.echo(printable(text), err=True)


def _short(source: str) -> str:
    """A name that fits before the bar; its end tells more than its beginning."""
    name = printable(source)
    return f"正在读 {name if len(name) <= _NAME else '…' + name[-_NAME:]}"
