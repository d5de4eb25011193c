"""Lists of people with posts."""

from nlp.groups import find_groups
from nlp.work import make_work_text

LIST = """云岭市产教融合工作领导小组成员名单

组  长:白 朗  市委副书记、市政府市长
副 组 长:柳 青 市政府副市长
成  员:何大山 市教育局局长
     钟 灵 市农业农村局局长、市扶贫办主任(兼)

领导小组办公室设在市教育局,何大山同志兼任办公室主任。
"""


def test_group_list_gives_people_roles_and_posts() -> None:
    text = make_work_text(LIST).text
    (group,) = find_groups(text, 0, len(text))
    assert group.name == "云岭市产教融合工作领导小组"
    assert group.office_in == "市教育局"
    assert [(member.person, member.role_in_group, member.posts) for member in group.members] == [
        ("白朗", "组长", ["市委副书记", "市政府市长"]),
        ("柳青", "副组长", ["市政府副市长"]),
        ("何大山", "成员", ["市教育局局长"]),
        ("钟灵", "成员", ["市农业农村局局长", "市扶贫办主任"]),
        ("何大山", "办公室主任", ["市教育局局长"]),
    ]


def test_prose_about_a_group_is_no_list() -> None:
    text = "设立由市长担任组长，分管副市长担任副组长的工作领导小组，加强统筹。\n"
    assert find_groups(text, 0, len(text)) == []
