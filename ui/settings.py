"""The settings of Zeren, each an environment variable with a default and a help text."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

__all__ = ["SETTINGS", "Setting", "Settings", "read_settings"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable; `default` is in words where it depends on the machine."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("ZEREN_HOME", "系统的用户数据文件夹", "数据文件夹：内置数据库和人工结论都放在这里"),
    Setting("NEO4J_URI", "", "自有 Neo4j 的地址，例如 bolt://127.0.0.1:7687；不设则用内置数据库"),
    Setting("NEO4J_USERNAME", "neo4j", "Neo4j 的用户名"),
    Setting("NEO4J_PASSWORD", "", "Neo4j 的密码"),
    Setting("NEO4J_DATABASE", "neo4j", "Neo4j 里的数据库名"),
    Setting("NEO4J_READER", "", "Neo4j 里一个只读用户的名称：自己写的查询用它运行；不设则用上面的用户，以只读方式"),
    Setting("NEO4J_READER_PASSWORD", "", "这个只读用户的密码"),
    Setting("ZEREN_SECOND_OPINION", "", "设为 1 时用统计模型补充规则没有认出的学校、企业名称（先装 zeren[names]）"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; `uri` is None where the embedded database is meant."""

    home: Path
    uri: str | None = None
    username: str = "neo4j"
    password: str = ""
    database: str = "neo4j"
    second_opinion: bool = False
    reader: tuple[str, str] | None = None
    """Name and password of the Neo4j user that runs what people type; None for the user above."""


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of an environment, by default the process's own; an empty variable counts as not set."""
    env = os.environ if environ is None else environ
    defaults = {setting.name: setting.default for setting in SETTINGS}
    value = {name: env.get(name) or default for name, default in defaults.items()}
    home = env.get("ZEREN_HOME")
    return Settings(
        home=Path(home).expanduser().absolute() if home else user_data_path("zeren", appauthor=False),
        uri=value["NEO4J_URI"] or None,
        username=value["NEO4J_USERNAME"],
        password=value["NEO4J_PASSWORD"],
        database=value["NEO4J_DATABASE"],
        second_opinion=value["ZEREN_SECOND_OPINION"] not in ("", "0"),
        reader=(value["NEO4J_READER"], value["NEO4J_READER_PASSWORD"]) if value["NEO4J_READER"] else None,
    )
