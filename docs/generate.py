"""Writes the pages of docs/ that are made from the code: `make docs`. A test holds them against it."""

from pathlib import Path

import click
from click.testing import CliRunner

from graph.model import model, reference_page
from ui.cli import cli
from ui.services import NamedQuery, named_queries

FOLDER = Path(__file__).parent


def pages() -> dict[str, str]:
    """The text of each generated page by the name of its file."""
    return {"cli.md": cli_page(), "queries.md": queries_page(), "schema.md": reference_page(model())}


def cli_page() -> str:
    """The help of every command."""
    parts = ["# 命令", "", "由 `make docs` 从 `zeren --help` 生成，请勿手改。", ""]
    for path in ([], *command_paths(cli)):
        shown = CliRunner().invoke(cli, [*path, "--help"], prog_name="zeren", env={"COLUMNS": "80"}).stdout
        parts += [f"## {' '.join(['zeren', *path])}", "", "```text", shown.rstrip(), "```", ""]
    return "\n".join(parts)


def command_paths(group: click.Group, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """All commands, each with the groups above it."""
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found.append((*above, name))
        if isinstance(command, click.Group):
            found += command_paths(command, (*above, name))
    return found


def queries_page() -> str:
    """The named queries with parameters, columns and text."""
    parts = ["# 命名查询", "", "由 `make docs` 从 `cypher/catalogue.yaml` 和 `cypher/read/` 生成，请勿手改。", ""]
    for query in named_queries().values():
        parts += [f"## {query.name}：{query.title}", "", query.description, "", f"    {example(query)}", ""]
        if query.parameters:
            parts += ["| 参数 | 意思 | 不填时 |", "| --- | --- | --- |"]
            for one in query.parameters:
                default = "必填" if one.required else "不限" if one.default is None else str(one.default)
                parts.append(f"| `{one.name}` | {one.label} | {default} |")
            parts.append("")
        parts += [f"列：{'、'.join(query.columns.values())}", "", "```cypher", query.text.strip(), "```", ""]
    return "\n".join(parts)


def example(query: NamedQuery) -> str:
    """How the query is asked, with its required parameters."""
    asked = "".join(f" -p {one.name}=…" for one in query.parameters if one.required)
    return f"zeren query {query.name}{asked}"


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
