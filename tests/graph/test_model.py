"""The schema's own files, and what a wrong one says."""

import re
from pathlib import Path

import pytest

from graph.errors import DataError
from graph.model import load_model, model, reference_page

ROOT = Path(__file__).parents[2]
ACTOR = """
name: Actor
kind: node
label: 单位
description: A body.
properties:
  key: {type: string, label: 标识, description: Key., required: true, unique: true}
  tags: {type: strings, label: 标签, description: Tags.}
  size: {type: integer, label: 大小, description: Size.}
"""
KNOWS = """
name: KNOWS
kind: relation
label: 认识
description: They know each other.
from: [Actor]
to: [Actor]
line: solid
properties:
  role: {type: string, label: 角色, description: Role., required: true, values: {lead: 牵头}}
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in {"Actor": ACTOR, "KNOWS": KNOWS, **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_model_has_all_types_of_the_design() -> None:
    nodes = (
        "Document Section Task Actor Agency School Enterprise Institute Group ActorClass Person Program Target Place"
    )
    relations = (
        "RESPONSIBLE_FOR PART_OF DETAILED_BY ADVANCES NAMES HAS_TARGET ISSUED_BY CITES IMPLEMENTS REPLACES MEMBER_OF "
        "HOLDS_POST HOSTED_BY HAS_MEMBER IN_PLACE WITHIN COOPERATES_WITH"
    )
    assert set(model().nodes) == set(nodes.split())
    assert set(model().relations) == set(relations.split())


def test_agency_has_the_labels_and_properties_of_actor() -> None:
    agency = model().node("Agency")
    assert agency.labels == ("Actor", "Agency")
    assert agency.root == "Actor"
    assert agency.label == "机关"
    assert {"key", "name", "short_names", "function", "level", "basis"} <= set(agency.properties)


def test_colours_are_those_of_okabe_and_ito_or_grey() -> None:
    allowed = ["#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999"]
    assert {one.color for one in model().nodes.values() if not one.abstract} <= set(allowed)


def test_every_type_and_property_has_a_chinese_label() -> None:
    for schema in (*model().nodes.values(), *model().relations.values()):
        for label in (schema.label, *(one.label for one in schema.properties.values())):
            assert re.search("[一-龥]", label), (schema.name, label)


def test_constraints_stand_on_root_labels_only() -> None:
    made = model().constraints()
    unique = [one for one in made if "CONSTRAINT" in one]
    assert len(unique) == 8
    assert "CREATE CONSTRAINT actor_key IF NOT EXISTS FOR (n:Actor) REQUIRE n.key IS UNIQUE" in unique
    assert not any("Agency" in one for one in made)


def test_reference_page_is_fresh() -> None:
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == reference_page(model()), "run: python -m graph.model > docs/schema.md"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"Actor": ACTOR.replace("label: 单位", "lable: 单位")}, r"Actor\.yaml: lable.*label"),
        ({"Actor": ACTOR.replace("type: integer", "type: integre")}, r"Actor\.yaml: size\.type.*integer”？"),
        ({"Actor": ACTOR.replace("required: true", "requird: true")}, r"Actor\.yaml: key: requird.*required"),
        ({"Actor": ACTOR.replace(", unique: true", "")}, r"Actor\.yaml: properties：没有唯一属性"),
        (
            {"KNOWS": KNOWS.replace("to: [Actor]", "to: [Actr]")},
            r"KNOWS\.yaml: to：没有节点类型“Actr”，是不是“Actor”？",
        ),
        ({"KNOWS": KNOWS.replace("line: solid", "line: sold")}, r"KNOWS\.yaml: line.*solid"),
        ({"KNOWS": KNOWS.replace("line: solid\n", "")}, r"KNOWS\.yaml: line：缺少"),
        ({"Other": ACTOR}, r"Other\.yaml: name：Actor 已经定义过"),
        ({"Other": ACTOR.replace("Actor", "Another")}, r"Other\.yaml: name：应与文件名一致"),
        (
            {"Actor": ACTOR + "  size: {type: string, label: 大小, description: Again.}\n"},
            r"Actor\.yaml.*size 出现两次",
        ),
        ({"Actor": "just words"}, r"Actor\.yaml：应为一个映射"),
        ({"Actor": ACTOR.replace("kind: node", "kind: nodes")}, r"Actor\.yaml: kind"),
        ({"KNOWS": KNOWS.replace("from: [Actor]", "from: [KNOWS]")}, r"KNOWS\.yaml: from"),
    ],
)
def test_wrong_schema_is_refused_with_file_and_key(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(DataError, match=said):
        load_model(write(tmp_path, **files))


def test_stray_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match=r"notes\.txt"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"key": "a", "siz": 1}, r"Actor\.siz：没有这个属性，是不是“size”"),
        ({"key": 1}, r"Actor\.key：应为 string"),
        ({"key": "a", "size": "1"}, r"Actor\.size：应为 integer"),
        ({"key": "a", "size": True}, r"Actor\.size：应为 integer"),
        ({"key": "a", "tags": "one"}, r"Actor\.tags：应为 strings"),
        ({"key": "a", "tags": ["one", 2]}, r"Actor\.tags：应为字符串列表"),
        ({"size": 1}, r"Actor\.key：缺少必填属性"),
    ],
)
def test_wrong_row_is_refused(tmp_path: Path, properties: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        load_model(write(tmp_path)).check_node("Actor", properties)


def test_right_row_passes(tmp_path: Path) -> None:
    loaded = load_model(write(tmp_path))
    loaded.check_node("Actor", {"key": "a", "tags": ["one"], "size": 0})
    loaded.check_relation("KNOWS", "Actor", "Actor", {"role": "lead"})


def test_relation_between_wrong_ends_or_with_a_wrong_value_is_refused() -> None:
    with pytest.raises(DataError, match=r"RESPONSIBLE_FOR\.from：应为 Actor，实为 Task"):
        model().check_relation("RESPONSIBLE_FOR", "Task", "Task", {"basis": "text", "role": "lead"})
    with pytest.raises(DataError, match=r"RESPONSIBLE_FOR\.role：应为 lead、responsible、participate 之一"):
        model().check_relation("RESPONSIBLE_FOR", "Agency", "Task", {"basis": "text", "role": "leader"})
    with pytest.raises(DataError, match="Actor：是上位类型"):
        model().check_node("Actor", {"key": "a"})
