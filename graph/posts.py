"""A person's post taken apart: 市教育局党组书记、局长 says 市教育局 and 党组书记、局长."""

import re

__all__ = ["split_post"]

_TITLE = (
    r"(?:党组|党委|党工委|党总支|纪委|机关党委)?(?:第一|常务|专职|兼职)?副?"
    r"(?:书记|局长|主任委员|主任|厅长|部长|县长|市长|区长|省长|镇长|乡长|州长|旗长|行长|院长|校长|所长|处长|科长|司长|秘书长|"
    r"主席|会长|理事长|总经理|董事长|经理|台长|社长|站长|队长|馆长|检察长|署长|总监|总编辑|主编|负责人|政委|司令员|"
    r"总工程师|总经济师|总规划师|教育督学|督学|调研员|[一二三四]级(?:调研员|巡视员|主任科员)|巡视员|干部|教授|研究员)"
)
_POST = re.compile(
    rf"^(?P<body>[一-龥（）“”·A-Za-z0-9]{{2,30}}?(?:局|委员会|委|厅|部|办公室|办|政府|人大常委会|人大|政协|公司|集团|银行|支行|分行|"
    rf"大学|学院|学校|中专|中学|小学|中心|院|会|署|处|所|站|台|社|镇|乡|街道|园区|开发区|法院|检察院|支队|大队|队))"
    rf"(?P<title>(?:常委|党组成员|党委委员)?{_TITLE}.{{0,12}}|常委|党组成员|党委委员|委员)$"
)


def split_post(post: str) -> tuple[str, str] | None:
    """The body and the title in it; None where the post names no body (副市长) or is not understood."""
    found = _POST.match(re.sub(r"\s+", "", post))
    return (found["body"], found["title"]) if found else None
