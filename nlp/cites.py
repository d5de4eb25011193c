"""Other documents that a document names: 《…》 with their numbers, and what it does to them."""

import re
from typing import Literal

from graph.reading import Citation
from nlp.head import NUMBER

__all__ = ["find_cites"]

_TITLE = re.compile(r"《([^《》\n]{3,90}(?:《[^《》]{2,60}》[^《》\n]{0,30})?)》")
_DOCUMENT = re.compile(
    r"(?:意见|方案|办法|条例|规定|通知|规划|计划|纲要|决定|细则|目录|规范|标准|法|要点|清单|制度|措施|指南|章程|公约|准则|规程|规则|批复|函|公报|报告|任务|政策|蓝皮书|白皮书|要求)"
    r"(?:（[^（）]{1,24}）)?$"
)
_TO_COME = re.compile(r"(?:出台|制定|制订|研究制定|研究出台|起草|编制|印发实施|研究起草|发布)(?:实施|完善)?$")
_REPLACED = re.compile(r"^[^。；\n]{0,30}(?:同时)?(?:废止|停止执行|不再执行)")
_IMPLEMENTED = re.compile(r"(?:贯彻落实|贯彻|落实|根据|按照|依据|遵照|执行)(?:好)?[^。；]{0,90}$")


def find_cites(text: str, own_title: str | None, opening: int) -> list[Citation]:
    """The documents named, each once, at its first place; `opening` is where the first numbered item begins.

    Not counted: the document's own title and documents that are only to be issued (制定《…》).
    """
    whole = own_title or ""
    own = {_bare(own_title or ""), *(_bare(inner) for inner in _TITLE.findall(own_title or ""))}
    cites: dict[str, Citation] = {}
    for match in _TITLE.finditer(text):
        title = re.sub(r"\s+", " ", match[1]).strip()
        if not _DOCUMENT.search(title):
            continue
        before = text[max(0, match.start() - 100) : match.start()]
        if (
            _bare(title) in own
            or ("印发" in whole and title in whole and f"〈{title}〉" not in whole)
            or _TO_COME.search(before.rstrip())
            or re.search("(?:现将|印发|修订后的)$", before.rstrip())
        ):
            continue
        number = (
            NUMBER.match(text, match.end() + 1)
            if text[match.end() : match.end() + 1] in "（(" and text[match.end() :]
            else None
        )
        relation: Literal["cites", "implements", "replaces"] = "cites"
        sentence = re.split("[。；\n]", before)[-1]
        if _REPLACED.match(text[match.end() : match.end() + 60]) or sentence.rstrip().endswith(
            ("代替", "替代", "废止", "取代")
        ):
            relation = "replaces"
        elif match.start() < opening and _IMPLEMENTED.search(sentence):
            relation = "implements"
        if title not in cites:
            cites[title] = Citation(
                title, match.start(1), match.end(1), title, _number(text[number.start() : number.end()]) if number else None, relation,
                "cite.title", 0.97,
            )  # fmt: skip
    return list(cites.values())


def _number(words: str) -> str:
    """The number of a document as such numbers are written: 国发〔2019〕4号."""
    return re.sub(r"\s", "", words).replace("（", "〔").replace("）", "〕")


def _bare(title: str) -> str:
    return re.sub(r"[《》〈〉“”\s]|^.{0,30}关于印发|的通知$", "", title)
