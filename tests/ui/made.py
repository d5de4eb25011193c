"""Graphs of any size about places that do not exist, for tests and benchmarks of the page."""

from collections.abc import Iterator

from graph.facts import facts_of
from graph.reading import Head, Mention, Reading, Responsibility, Section, Target, Task
from graph.store import Store

__all__ = ["fill", "readings"]

_STEMS = ("教育", "财政", "人力资源和社会保障", "工业和信息化", "农业农村", "发展和改革", "商务", "文化和旅游", "民政", "科学技术",
          "自然资源", "交通运输", "卫生健康", "应急管理", "审计", "统计", "水利", "林业", "医疗保障", "市场监督管理")  # fmt: skip
_PROGRAMS = ("双高计划", "产教联合体", "现代学徒制", "双师型教师队伍建设", "专业群建设")


def readings(documents: int, tasks: int, *, cities: int = 50) -> Iterator[Reading]:
    """Readings of so many documents of so many tasks; each city has twenty bureaus, which share the tasks."""
    for number in range(documents):
        city = f"云{chr(0x4E00 + number % cities)}市"
        title = f"{city}职业教育提升行动方案之{number}"
        lines = [title, "一、主要任务"]
        named = []
        for item in range(1, tasks + 1):
            at = (number // cities + item) % len(_STEMS)
            bureaus = [f"{city}{_STEMS[(at + step) % len(_STEMS)]}局" for step in range(3)]
            program = _PROGRAMS[item % len(_PROGRAMS)]
            named.append((bureaus, program))
            lines.append(
                f"{item}. 推进{program}第{item}项工作，建成基地{item}个。（{bureaus[0]}牵头，{bureaus[1]}、{bureaus[2]}配合）"
            )
        text = "\n".join(lines)
        head = Head(f"云〔{number}〕号", text, title, title, f"云〔{number}〕号", f"{city}人民政府", f"{city}人民政府",
                    f"20{20 + number % 8}-0{1 + number % 9}-15", city, None, "市", sha256="0" * 64)  # fmt: skip
        reading = Reading("made", head, [Section("s", "一、", "主要任务", 1, len(title) + 1, len(text))])
        for item, (bureaus, program) in enumerate(named, 1):
            line = lines[item + 1]
            start = text.index(line)
            deadline = f"20{25 + item % 6}-1{item % 3}" if item % 2 else None
            task = Task(f"t{item}", f"{item}.", f"推进{program}第{item}项工作", "s", start, start + len(line), deadline)
            for role, name in zip(("lead", "participate", "participate"), bureaus, strict=True):
                at = text.index(name, start)
                task.responsibilities.append(
                    Responsibility(name, name, "Agency", role, at, at + len(name), rule="r", confidence=0.9)
                )  # type: ignore[arg-type]
            at = text.index(program, start)
            task.programs.append(Mention(program, program, at, at + len(program), "p"))
            aim = f"建成基地{item}个"
            at = text.index(aim, start)
            task.targets.append(Target(aim, "基地", at, at + len(aim), item, None, "个", ">=", deadline))
            reading.tasks.append(task)
        yield reading


def fill(store: Store, documents: int, tasks: int, *, cities: int = 50) -> None:
    """Load such documents."""
    for reading in readings(documents, tasks, cities=cities):
        store.load(facts_of(reading))
