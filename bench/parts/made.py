"""Graphs of any size in the shape of real ones, about places that do not exist: the same numbers give the same graph."""

import random
from collections.abc import Iterator
from typing import Any

from graph.claims import Facts, Node, Relation

__all__ = ["TASKS", "made_documents"]

TASKS = 200
"""Tasks of one document; with duties, targets, programs and sections it has about a thousand relations."""
_ROLES = ("lead", "responsible", "participate")
_PROGRAMS = 200
_FUNCTIONS = ("教育", "财政", "人力资源和社会保障", "发展和改革", "工业和信息化", "农业农村", "商务", "科学技术")


def made_documents(number: int, agencies: int) -> Iterator[Facts]:
    """So many documents, each of the same size, whose duties fall on so many agencies, on some far more often than on others."""
    for index in range(number):
        yield _document(index, agencies, random.Random(index))


def _document(index: int, agencies: int, chance: random.Random) -> Facts:
    key = f"云政发〔{2020 + index % 10}〕{index}号"
    where = {"basis": "text", "document": key}
    nodes = [
        Node("Document", key, {"key": key, "title": f"云州{index}市职业教育提升行动方案", "doc_number": key, "loaded": True,
             "number_key": key, "title_key": f"云州{index}市职业教育提升行动方案", "date": f"{2020 + index % 10}-03-01",
             "level": "市", "text": "方案" * 500, "basis": "text"}),
    ]  # fmt: skip
    relations: list[Relation] = []
    shared: dict[str, Node] = {}

    def evidence(at: int, **more: Any) -> dict[str, Any]:
        return {
            **where,
            "start": at,
            "end": at + 8,
            "rule": "made",
            "confidence": round(1 - chance.random() ** 16 / 2, 2),  # one in twenty below 0.8
            **more,
        }

    for section in range(5):
        name = f"{key}#{section}"
        nodes.append(
            Node(
                "Section",
                name,
                {"key": name, "number": str(section), "heading": "主要任务", "level": 1, **evidence(section)},
            )
        )
        relations.append(Relation("PART_OF", ("Section", name), ("Document", key), evidence(section)))
    for order in range(TASKS):
        task, at = f"{key}#任务{order}", 100 + order * 50
        deadline = {"deadline": f"{2025 + order % 6}-12"} if order % 3 else {}
        nodes.append(
            Node("Task", task, {"key": task, "number": f"{order}.", "title": f"第{order}项工作", "text": f"做好第{order}项工作。" * 5,
                 "order": order, "open_list": order % 7 == 0, **deadline, **evidence(at)})
        )  # fmt: skip
        relations.append(Relation("PART_OF", ("Task", task), ("Section", f"{key}#{order % 5}"), evidence(at)))
        # Every 40th task names nobody; the numbers of agencies follow a power law.
        chosen = (
            {min(agencies - 1, int(agencies * chance.random() ** 3)) for _ in range(order % 4 + 1)}
            if order % 40
            else set()
        )
        for place, one in enumerate(sorted(chosen)):
            name = f"云州{one // 40}市{_FUNCTIONS[one % 8]}局{one % 40}"
            actor = f"agency:{name}"
            shared[actor] = Node("Agency", actor, {"key": actor, "name": name, "kind": "机关", "level": "市",
                                                   "function": _FUNCTIONS[one % 8], "basis": "text"})  # fmt: skip
            duty = evidence(
                at,
                role=_ROLES[min(place, 2)],
                printed=name,
                actor_start=at + place,
                actor_end=at + place + 3,
                quote=name,
            )
            relations.append(Relation("RESPONSIBLE_FOR", ("Agency", actor), ("Task", task), duty))
        if order % 4 == 0:
            aim = f"{task}/目标"
            nodes.append(Node("Target", aim, {"key": aim, "text": "建成3个基地", "object": "基地", "min": 3.0, "unit": "个",
                                              "comparator": ">=", **deadline, **evidence(at)}))  # fmt: skip
            relations.append(Relation("HAS_TARGET", ("Task", task), ("Target", aim), evidence(at)))
        if order % 2:
            plan = f"行动{int(_PROGRAMS * chance.random() ** 2)}"
            shared[plan] = Node("Program", f"program:{plan}", {"key": f"program:{plan}", "name": plan, "basis": "text"})
            relations.append(
                Relation(
                    "ADVANCES", ("Task", task), ("Program", f"program:{plan}"), evidence(at, printed=plan, quote=plan)
                )
            )
    # Each cites three of fifty documents that are not loaded.
    for cited in chance.sample(range(50), 3):
        title = f"国务院关于第{cited}项改革的实施意见"
        stub = f"cited:{title}"
        shared[title] = Node("Document", stub, {"key": stub, "loaded": False, "basis": "text", "title_key": title})
        cites = evidence(20 + cited, printed=title, quote=f"《{title}》", cited_title=title)
        relations.append(Relation("CITES", ("Document", key), ("Document", stub), cites))
    issuer = next(one for one in shared.values() if one.label == "Agency")
    relations.append(
        Relation(
            "ISSUED_BY",
            ("Document", key),
            (issuer.label, issuer.key),
            evidence(0, printed=str(issuer.properties["name"]), quote=""),
        )
    )
    return Facts(key, (*nodes, *shared.values()), tuple(relations))
