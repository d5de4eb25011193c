"""Which items become tasks, in prose, lists and tables."""

import pytest

from nlp.tasks import read_outline
from nlp.work import make_work_text


def tasks(text: str) -> list[tuple[str, str, list[str]]]:
    work = make_work_text(text).text
    return [
        (draft.task.id, draft.task.title, [f"{duty.name.text} {duty.role}" for duty in draft.duties.found])
        for draft in read_outline(work).drafts
    ]


def test_goals_and_principles_are_no_tasks() -> None:
    text = "一、总体要求\n（一）指导思想\n坚持改革。\n（二）工作目标\n到2025年建成体系。\n二、重点任务\n（一）优化布局\n调整专业设置。\n"
    assert tasks(text) == [("二/（一）", "优化布局", [])]


def test_paragraphs_with_their_own_bodies_are_tasks() -> None:
    text = (
        "一、支持平台建设\n培育各类平台，形成若干示范应用场景。（责任单位：省工信厅）\n"
        "推动企业上云，建立服务商资源池并动态管理。（责任单位：省财政厅）\n"
    )
    assert tasks(text) == [
        ("一/第1段", "培育各类平台，形成若干示范应用场景", ["省工信厅 responsible"]),
        ("一/第2段", "推动企业上云，建立服务商资源池并动态管理", ["省财政厅 responsible"]),
    ]


def test_table_whose_cells_came_one_a_line() -> None:
    text = "附件2\n\n任务清单\n\n序号\n\n工作内容\n\n责任部门\n\n1\n\n建立培训基地\n\n市教育局，市财政局\n\n2\n\n组织技能大赛\n\n市人社局等\n\n扫一扫\n"
    assert tasks(text) == [
        ("附件2/1", "建立培训基地", ["市教育局 responsible", "市财政局 responsible"]),
        ("附件2/2", "组织技能大赛", ["市人社局 responsible"]),
    ]


def test_annex_list_is_no_task() -> None:
    text = (
        "一、任务\n（一）优化布局\n调整专业设置。\n\n附件：1.领导小组名单\n2.任务清单\n\n云岭市人民政府\n2024年3月1日\n"
    )
    assert [task[0] for task in tasks(text)] == ["一/（一）"]


def test_item_with_its_own_bodies_above_sub_items_is_a_task_too() -> None:
    text = "一、改革\n（一）精简审批，强化责任。（省财政厅牵头）具体措施：1．编制事项清单并公布。（省司法厅负责）2．建立审查机制并监督。（省财政厅负责）"
    assert [(task[0], task[2]) for task in tasks(text)] == [
        ("一/（一）/本项", ["省财政厅 lead"]),
        ("一/（一）/1", ["省司法厅 responsible"]),
        ("一/（一）/2", ["省财政厅 responsible"]),
    ]


def test_list_of_duties_by_body() -> None:
    text = "一、职责分工\n市教育局：负责统筹职业教育工作，完善相关制度。\n市财政局：负责落实经费保障，加强资金监管。\n"
    assert [(task[0], task[2]) for task in tasks(text)] == [
        ("一/第1段", ["市教育局 responsible"]),
        ("一/第2段", ["市财政局 responsible"]),
    ]


def test_paragraphs_about_the_duties_of_each_body_are_tasks() -> None:
    text = "一、部门职责\n县教育局负责学校布局调整，会同县人社局制定招生计划。\n县财政局负责落实经费，统筹各类资金。\n"
    assert [(task[0], sorted(task[2])) for task in tasks(text)] == [
        ("一/第1段", ["县人社局 participate", "县教育局 responsible"]),
        ("一/第2段", ["县财政局 responsible"]),
    ]


SEPARATED = {
    "tabs": "任务清单\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n1\t新建基地\t市教育局\t市财政局、市人社局\t2025年6月底\n2\t培训教师\t市人社局\t/\t长期坚持\n",
    "bars": "任务清单\n|序号|工作任务|牵头单位|配合单位|完成时限|\n|---|---|---|---|---|\n|1|新建基地|市教育局|市财政局、市人社局|2025年6月底|\n|2|培训教师|市人社局|—|长期坚持|\n",
    "gaps": "任务清单\n序号   工作任务   牵头单位   配合单位   完成时限\n1   新建基地   市教育局   市财政局、市人社局   2025年6月底\n2   培训教师   市人社局   无   长期坚持\n",
}  # fmt: skip


@pytest.mark.parametrize("text", SEPARATED.values(), ids=SEPARATED.keys())
def test_table_of_separated_lines(text: str) -> None:
    assert tasks(text) == [
        ("1", "新建基地", ["市教育局 lead", "市财政局 participate", "市人社局 participate"]),
        ("2", "培训教师", ["市人社局 lead"]),
    ]


def test_row_of_a_merged_cell_keeps_its_number() -> None:
    text = "序号\t任务\t措施\t责任单位\n1\t改善环境\t改造农村厕所\t县卫健局\n\t\t建设水站\t县水利局\n2\t铺路\t硬化道路\t县交通局\n"
    assert [(task[0], task[1], task[2]) for task in tasks(text)] == [
        ("1", "改造农村厕所", ["县卫健局 responsible"]),
        ("1~2", "建设水站", ["县水利局 responsible"]),
        ("2", "硬化道路", ["县交通局 responsible"]),
    ]


def test_lines_with_gaps_that_name_no_bodies_are_no_table() -> None:
    assert tasks("姓名   职务   电话\n王林   局长   1234\n李木   科长   5678\n") == []


def test_items_below_the_name_of_a_body_are_its_tasks() -> None:
    text = "一、任务分工\n（一）市公安局\n1.整治超员超速。\n2.会同市教育局开展宣传。\n（二）市水利局\n1.清理河道。（市财政局配合）\n"
    assert [(task[1], task[2]) for task in tasks(text)] == [
        ("整治超员超速", ["市公安局 responsible"]),
        ("会同市教育局开展宣传", ["市公安局 responsible", "市教育局 participate"]),
        ("清理河道", ["市水利局 responsible", "市财政局 participate"]),
    ]


def test_lines_that_name_a_body_divide_a_list() -> None:
    text = "各乡镇人民政府：\n现将任务印发给你们。\n县财政局\n1.落实经费。\n2.加强监管。\n县教育局：\n1.新建学校。\n2.培训教师。\n云岭县人民政府\n"
    assert [(task[1], task[2]) for task in tasks(text)] == [
        ("落实经费", ["县财政局 responsible"]),
        ("加强监管", ["县财政局 responsible"]),
        ("新建学校", ["县教育局 responsible"]),
        ("培训教师", ["县教育局 responsible"]),
    ]


def test_bodies_of_a_heading_hold_for_what_stands_below_it() -> None:
    text = "一、改革\n（一）深化合作（市教育局牵头）\n1.共建学院。\n2.开展培训。（市人社局负责）\n"
    assert [(task[1], task[2]) for task in tasks(text)] == [
        ("共建学院", ["市教育局 lead"]),
        ("开展培训", ["市人社局 responsible"]),
    ]


def test_what_has_been_reached_is_no_goal() -> None:
    text = "一、发展基础\n建成学校12所。\n二、发展目标\n建成学校20所。\n三、任务\n（一）办学\n扩大规模。\n"
    work = make_work_text(text).text
    assert [work[low:high] for low, high in read_outline(work).goals] == ["发展目标\n建成学校20所。"]
