"""Which decisions contradict each other: each says something of a thing, and needs other things to be there."""

from collections.abc import Callable, Mapping, Sequence

from graph.errors import UsageError
from graph.model import model
from graph.resolve.applying import link_of
from graph.resolve.bodies import Bodies
from graph.resolve.judgement import FIELDS, Decision, Ground, Identity, Verdict, root_of

__all__ = ["Locate", "check", "describe", "what_of"]

Locate = Callable[[Decision], Identity | None]
"""The identity that a decision's ground has in its document now; None where that is not known."""


def check(before: Sequence[Decision], new: Decision, locate: Locate) -> None:
    """Hold a decision against those in force before it.

    Raises:
        UsageError: it contradicts one of them, or says it again; the message names both.
    """
    bodies = Bodies.of(before)
    if new.verdict in (Verdict.SAME, Verdict.DIFFERENT) and new.other is not None and new.document is None:
        _check_pair(before, new, bodies)
        bodies = Bodies.of([*before, new])
    said: dict[tuple[object, ...], tuple[Decision, str]] = {}
    needed: dict[tuple[object, ...], tuple[Decision, str]] = {}
    for one in before:
        own, needs = _slots(one, bodies, locate)
        said |= {slot: (one, value) for slot, value in own.items()}
        needed |= {slot: (one, value) for slot, value in needs.items()}
    # What joins two bodies brings together what was said of either, so that all is looked at again.
    for one in [*before, new] if new.verdict is Verdict.SAME else [new]:
        own, needs = _slots(one, bodies, locate)
        for slot, value in own.items():
            if slot in said and said[slot][0] is not one:
                _refuse(said[slot][0], one, again=said[slot][1] == value)
            if slot in needed and needed[slot][1] != value:
                _refuse(needed[slot][0], one)
        for slot, value in needs.items():
            if slot in said and said[slot][1] != value:
                _refuse(said[slot][0], one)


def _check_pair(before: Sequence[Decision], new: Decision, bodies: Bodies) -> None:
    assert new.ground is not None and new.other is not None
    groups = bodies.group(new.ground.key), bodies.group(new.other.key)
    if new.verdict is Verdict.SAME:
        if groups[0] == groups[1]:
            _refuse(_joining(before, new, bodies), new, again=True)
        for one in before:
            if one.verdict is Verdict.DIFFERENT and one.ground and one.other:
                keys = one.ground.key, one.other.key
                if (keys[0] in groups[0] and keys[1] in groups[1]) or (keys[1] in groups[0] and keys[0] in groups[1]):
                    _refuse(one, new)
    elif groups[0] == groups[1]:
        _refuse(_joining(before, new, bodies), new)
    else:
        pair = {new.ground.key, new.other.key}
        for one in before:
            if (
                one.verdict is Verdict.DIFFERENT
                and one.ground
                and one.other
                and {one.ground.key, one.other.key} == pair
            ):
                _refuse(one, new, again=True)


def _joining(before: Sequence[Decision], new: Decision, bodies: Bodies) -> Decision:
    """The last decision that made the two the same."""
    assert new.ground is not None and new.other is not None
    pair = new.ground.key, new.other.key
    same = [
        one
        for one in before
        if one.verdict is Verdict.SAME and one.ground and bodies.leader(one.ground.key) == bodies.leader(pair[0])
    ]
    for end in range(len(same) + 1):
        found = Bodies.of(same[:end])
        if found.leader(pair[0]) == found.leader(pair[1]):
            return same[end - 1]
    return same[-1]


def _slots(
    one: Decision, bodies: Bodies, locate: Locate
) -> tuple[dict[tuple[object, ...], str], dict[tuple[object, ...], str]]:
    """What a decision says, each thing with its value, and what must hold for it."""
    ground = one.ground
    if ground is None or one.verdict in (Verdict.SAME, Verdict.UNDO):
        return {}, {}
    if one.verdict is Verdict.DIFFERENT:
        return ({("apart", ground.key, ground.document): "yes"} if one.other is None else {}), {}
    if one.document is None:
        subject: tuple[object, ...] = (root_of(ground.type), bodies.leader(ground.key))
    else:
        subject = (one.document, *(locate(one) or ground.identity))
    exists = _exists(one, ground, subject)
    match one.verdict:
        case Verdict.RIGHT | Verdict.WRONG if ground.field:
            other = one.other.key if one.other else ""
            return {(*subject, other, "field"): one.verdict.value}, {exists: Verdict.RIGHT.value}
        case Verdict.RIGHT | Verdict.WRONG:
            own = {(*subject, "holds"): one.verdict.value}
            if one.verdict is Verdict.RIGHT and ground.type == "RESPONSIBLE_FOR":
                own[(*subject, Verdict.REROLE.value)] = ground.detail
            return own, ({} if ground.other == "" else {exists: Verdict.RIGHT.value})
        case Verdict.ADD:
            assert one.other is not None
            ends = (one.other.key, subject[2]) if link_of(one) == "RESPONSIBLE_FOR" else (subject[2], one.other.key)
            link = (one.document, link_of(one), *ends, one.value, "", "holds")
            return {link: Verdict.RIGHT.value}, {exists: Verdict.RIGHT.value}
        case Verdict.NOTE:
            return {}, {(*subject, "holds"): Verdict.RIGHT.value}
        case _:
            needs = {(*subject, "holds"): Verdict.RIGHT.value, exists: Verdict.RIGHT.value}
            return {(*subject, one.verdict.value): one.value}, needs


def _exists(one: Decision, ground: Ground, subject: tuple[object, ...]) -> tuple[object, ...]:
    """What must not be wrong for this to be said: the task or target that it is about."""
    if one.document is None:
        return (*subject, "holds")
    _, root, key, other, *_ = (*subject, "", "")
    task = other if root in ("RESPONSIBLE_FOR",) else key
    kind = "Target" if root == "Target" else "Task"
    return (one.document, kind, task, "", "", "", "holds")


def _refuse(earlier: Decision, new: Decision, *, again: bool = False) -> None:
    if again:
        raise UsageError(f"{describe(earlier)}已经这样说了，不必重复")
    raise UsageError(
        f"{describe(new)}与{describe(earlier)}相矛盾；如要改判，请先撤销后者：zeren review undo {earlier.id}"
    )


def describe(decision: Decision) -> str:
    """A decision in one line: who, when, what."""
    who = f"{decision.by} {decision.time[:10]} 的结论（编号 {decision.id}）"
    return f"{who}“{decision.verdict.label}：{what_of(decision)}”"


def what_of(decision: Decision) -> str:
    """What a decision is about and what it makes of it, in words."""
    ground, other, value = decision.ground, decision.other, _in_words(decision)
    if ground is None:
        return decision.undoes
    name = f"{ground.name} — {ground.other_name}" if ground.other_name else ground.name
    if ground.type == "RESPONSIBLE_FOR":
        name += f"（{_roles()[ground.detail]}）"
    if ground.field:
        name += f"（{FIELDS[ground.field]}）"
    if decision.verdict is Verdict.ADD and other is not None:
        return f"{name} ＋ {other.name}" + (f"（{value}）" if value else "")
    if decision.verdict is Verdict.DIFFERENT and other is None:
        return f"{name}（只在这份文件里）"
    if other is not None:
        return f"{name}、{other.name}"
    return f"{name} → {value}" if value else name


def _in_words(decision: Decision) -> str:
    if decision.verdict in (Verdict.REROLE, Verdict.ADD):
        return _roles().get(decision.value, decision.value)
    if decision.verdict is Verdict.RETYPE:
        return model().node(decision.value).label
    return decision.value


def _roles() -> Mapping[str, str]:
    return model().relation("RESPONSIBLE_FOR").properties["role"].values
