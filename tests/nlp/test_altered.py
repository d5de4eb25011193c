"""Text about a city that does not exist, clean and altered, also by words that the table does not know."""

import random
import re
from itertools import pairwise

import pytest

from nlp.alteration_table import Pair, Table, load_table
from nlp.altered import detect, undo

CLEAN = """云溪市职业教育改革创新发展实施方案
为贯彻落实国家职业教育改革精神，推动现代职业教育高质量发展，服务经济社会发展，结合我市实际，制定本方案。
一、总体要求
坚持服务发展、促进就业的原则，深化产教融合、校企合作，健全现代职业教育体系，培养高素质技术技能人才，
为全市经济社会发展提供人才支撑。到2027年，职业教育质量显著提升，建成高水平专业化产教融合实训基地5个左右，
职业学校办学条件全部达到国家标准，基本形成与产业发展相适应的职业教育格局。
二、重点任务
（一）打造市域产教联合体。支持龙头企业和职业学校牵头，联合行业组织、科研机构共同建设云溪市域产教联合体，
搭建共性技术服务平台，促进教育链、人才链与产业链、创新链衔接。由市教育局牵头，市发展改革委、市工业和信息化局、
市财政局、市人力资源社会保障局按职责分工负责。
（二）实施双高计划。推进双高计划建设，落实教育部关于产教融合的工作要求，支持云溪职业技术学院建设高水平专业群。
各县（市、区）人民政府要加强组织领导，市教育局负责日常工作。
（三）开展职业技能提升行动。广泛开展职业培训，积极开展社区教育，服务企业职工技能提升，每年培训2万人左右。
市人力资源社会保障局负责，市民政局、市农业农村局配合。
（四）推进双优计划。制定中职双优计划建设方案，完善职业教育标准体系，加强教师队伍建设，提高人才培养质量。
市教育局、市财政局负责，市发展改革委配合。
（五）建设行业产教融合共同体。鼓励企业参与职业教育，推进产教深度融合，形成一批典型项目，提升服务能力。
市工业和信息化局、市发展改革委、市国资委按职责分工负责。
三、保障措施
加强统筹协调，成立职业教育工作领导小组，领导小组办公室设在市教育局。建立工作机制，明确责任，强化考核，
确保各项任务落实到位。加大经费投入，完善管理制度，创新支持政策，营造职业教育发展的良好环境。
有关部门要按照教育部、省教育厅的通知要求，及时总结典型经验，定期向市人民政府报告工作进展。
"""
NAMES = {
    "市教育局": 4, "教育部": 2, "省教育厅": 1, "市发展改革委": 3, "市工业和信息化局": 2, "市财政局": 2,
    "市人力资源社会保障局": 2, "市民政局": 1, "市域产教联合体": 2, "双高计划": 2, "双优计划": 2,
    "产教融合共同体": 1, "职业教育工作领导小组": 1,
}  # fmt: skip

NEAR_MISSES = (
    "市商务局开展服务活动，制定工作方案，加强开发区建设，达到国家标准。各部门要熟悉业务，合理规划方案，"
    "打破壁垒，夯实根底，奉献社会。教师要熟悉部门情况，积极开展合作，责任到人，工作到位。" * 3,
    "关于印发《云溪市产业发展资金管理办法》的通知（云政发〔2024〕3号）。各县区人民政府，市政府各部门：" * 3,
    "你是谁?从哪里来?要到哪里去?",
    "",
)


def _alter(text: str, changes: dict[str, str]) -> str:
    """One pass, the longest word first, as a spinner does; words put in are not changed again."""
    longest_first = sorted(changes, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda match: changes[match[0]], text)


def _read_back(text: str, table: Table | None = None) -> str:
    for replacement in reversed(undo(text, detect(text, table=table), table=table)):
        text = text[: replacement.start] + replacement.standard + text[replacement.end :]
    return text


def _recovered(text: str) -> float:
    """The share of the names above that stand in a text."""
    return sum(min(text.count(name), wanted) for name, wanted in NAMES.items()) / sum(NAMES.values())


def _draw(style: str, seed: int, *, withheld: float) -> tuple[dict[str, str], Table]:
    """A spinner that draws one word for each standard one, and a table without a share of what it drew."""
    draw = random.Random(seed)
    forms: dict[str, list[Pair]] = {}
    for pair in load_table().pairs:
        if style in pair.styles and pair.kind != "charset" and pair.standard in CLEAN and len(pair.standard) > 1:
            forms.setdefault(pair.standard, []).append(pair)
    chosen = [draw.choice(forms[standard]) for standard in sorted(forms)]
    unknown = draw.sample(chosen, int(len(chosen) * withheld))
    return {pair.standard: pair.changed for pair in chosen}, load_table().without(unknown)


def test_names_of_the_sample_are_counted_by_hand() -> None:
    assert {name: CLEAN.count(name) for name in NAMES} == NAMES


@pytest.mark.parametrize("text", [CLEAN, *NEAR_MISSES])
def test_clean_text_does_not_change_by_a_character(text: str) -> None:
    alteration = detect(text)
    assert not alteration.altered
    assert undo(text, alteration) == []


@pytest.mark.parametrize("style", ["a", "b", "c"])
@pytest.mark.parametrize(("withheld", "floor"), [(0.0, 0.95), (0.25, 0.7), (0.5, 0.4)])
def test_names_come_back_although_words_are_unknown(style: str, withheld: float, floor: float) -> None:
    before, after = [], []
    for seed in range(8):
        changes, table = _draw(style, seed, withheld=withheld)
        altered = _alter(CLEAN, changes)
        assert detect(altered, table=table).altered
        before.append(_recovered(altered))
        after.append(_recovered(_read_back(altered, table)))
    assert sum(before) / len(before) <= 0.25
    assert sum(after) / len(after) >= floor


def test_words_that_no_table_holds_are_found_by_their_places() -> None:
    changes = {"教育": "启诲", "发展": "展进", "人才": "东说念主才", "支持": "支捏", "国家": "国度", "实训": "确训",
               "左右": "傍边", "负责": "厚爱"}  # fmt: skip
    altered = _alter(CLEAN, changes)
    assert _recovered(altered) < 0.7
    text = _read_back(altered)
    assert text.count("市教育局") == 4
    assert text.count("市发展改革委") == 3
    assert "市教育局、市财政局负责，市发展改革委配合" in text


def test_weak_words_are_undone_where_the_standard_word_belongs_only() -> None:
    changes = {"发展": "开展", "服务": "效劳", "计划": "方案", "达到": "到达", "原则": "原那么", "基本": "根本",
               "若干": "假设干"}  # fmt: skip
    text = _read_back(_alter(CLEAN, changes))
    assert "服务经济社会发展" in text
    assert text.count("市发展改革委") == 3
    assert text.count("双高计划") == 2
    assert "积极开展社区教育" in text
    assert "实施方案" in text
    assert "制定本方案" in text


def test_weak_words_stay_where_the_standard_word_is_in_use() -> None:
    changes = {"服务": "效劳", "左右": "傍边", "国家": "国度", "负责": "厚爱", "质量": "质料", "人才": "东说念主才"}
    text = _read_back(_alter(CLEAN, changes))
    assert text == CLEAN


def test_chain_of_changes_is_resolved_in_one_pass() -> None:
    changes = {"服务": "工作", "工作": "责任", "教育": "熟悉", "人才": "东说念主才", "融合": "和会", "联合": "连系",
               "支持": "支捏", "质量": "质料", "左右": "傍边", "计划": "规画"}  # fmt: skip
    text = _read_back(_alter(CLEAN, changes))
    assert "技术服务平台" in text
    assert "职业教育工作领导小组" in text
    assert "市域产教联合体" in text


def test_lost_title_marks_and_brackets_come_back_in_altered_text_only() -> None:
    body = (
        "〔一〕效劳开展的原那么。依据?云溪市职业教育改革假设干意见??云溪市产教融合方案?，"
        "云政发〔2024〕3号。根底稳固。“技能〞"
    )
    alteration = detect(body)
    assert alteration.altered
    text = _read_back(body)
    assert "《云溪市职业教育改革若干意见》《云溪市产教融合" in text
    assert "（一）" in text
    assert "〔2024〕" in text
    assert "“技能”" in text


def test_replacements_are_sorted_and_do_not_overlap() -> None:
    changes, _ = _draw("b", 7, withheld=0.0)
    altered = _alter(CLEAN, changes)
    found = undo(altered, detect(altered))
    assert found
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(altered[item.start : item.end] != item.standard for item in found)


def test_evidence_spans_quote_the_text() -> None:
    altered = _alter(CLEAN, {"人才": "东说念主才", "支持": "支捏", "左右": "傍边", "负责": "厚爱"})
    evidence = detect(altered).evidence
    assert {changed for _, _, changed in evidence} == {"东说念主才", "支捏", "傍边", "厚爱"}
    assert all(altered[start:end] == changed for start, end, changed in evidence)
