"""Which items become tasks, in prose, lists and tables."""

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
