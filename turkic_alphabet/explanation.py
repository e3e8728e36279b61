"""Conversion by the plain interpreter: every step with its rule. Converting itself does not need this module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .hub import hub
from .interpreter import interpret
from .letters import graphemes
from .marks import MARKS, SPELLING
from .protection import Spans, pieces_of
from .rules import RuleSet
from .segments import Units
from .step import Kind, Step
from .unmarking import Unmarking


def steps_of(rule_sets: Sequence[RuleSet], spans: Spans, text: str) -> list[Step]:
    """The steps that convert a text, in order and without a gap."""
    steps: list[Step] = []
    for start, end, protected in pieces_of(spans, 0, len(text)):
        piece = text[start:end]
        if protected:
            steps.append(Step(start, end, piece, piece, "protected"))
        else:
            steps += (step._replace(start=step.start + start, end=step.end + start) for step in _run(rule_sets, piece))
    return steps


def with_marks_shown(steps: Sequence[Step], units: Units, pieces: Mapping[int, str]) -> list[Step]:
    """The steps of a plain conversion, with the marks that the lossless one adds."""
    result, unit = [], 0
    for step in steps:
        target = ""
        while unit < len(units) and units.ends[2 * unit] <= step.end:
            target += pieces.get(unit, units.written(unit))
            unit += 1
        result.append(step._replace(target=target, marks=_named(target) if target != step.target else ""))
    return result


def steps_of_marked(rule_sets: Sequence[RuleSet], unmarking: Unmarking, text: str) -> list[Step]:
    """The steps that convert a text with marks."""
    marked, units = unmarking.units(text)
    spans = unmarking.spans(marked)
    plain: dict[tuple[int, int], Step] = {}
    for a, b, protected in pieces_of(spans, 0, len(marked.bare)):
        if protected:
            plain |= {(at, at + 1): Step(0, 0, "", marked.bare[at], "protected") for at in range(a, b)}
            continue
        prefix = ""
        for step in _run(rule_sets, marked.bare[a:b]):
            plain[step.start + a, step.end + a] = step._replace(target=prefix + step.target)
            prefix = step.target if step.kind == "prefix" else ""
    result, start, at = list[Step](), 0, 0
    for unit, end in zip(units, marked.ends(unit.end for unit in units), strict=True):
        source = text[start:end]
        found = plain.get((at, unit.end))
        if found and found.target == unit.text and len(source) == unit.end - at:
            result.append(found._replace(start=start, end=end, source=source))
        else:
            result.append(Step(start, end, source, unit.text, "marked", marks=_named(source)))
        start, at = end, unit.end
    return result


def _named(text: str) -> str:
    return " ".join(f"VS{ord(c) - ord(SPELLING[0]) + 1}" for c in text if c in MARKS)


def _run(rule_sets: Sequence[RuleSet], piece: str) -> list[Step]:
    if not rule_sets:  # from the common alphabet to itself
        return [Step(a, b, piece[a:b], piece[a:b], _own_kind(form)) for a, b, form in graphemes(piece)]
    steps = interpret(rule_sets[0], piece)
    for rules in rule_sets[1:]:
        steps = _composed(steps, interpret(rules, "".join(step.target for step in steps)))
    return steps


def _own_kind(form: str) -> Kind:
    small = hub().case.lower(form)
    return "row" if small in hub().letters or small in hub().bases or form in hub().variants else "copied"


def _composed(first: list[Step], second: list[Step]) -> list[Step]:
    """The steps of two conversions in a row: the smallest spans whose edges both have.

    What the second writes before it reads anything, and what the first leaves unwritten, goes with what follows.
    """
    result: list[Step] = []
    waiting: list[Step] = []
    writing: list[Step] = []
    middle = taken = 0
    for number, step in enumerate(first):
        waiting.append(step)
        middle += len(step.target)
        last = number == len(first) - 1
        while taken < len(second) and (second[taken].end <= middle if last else second[taken].start < middle):
            writing.append(second[taken])
            taken += 1
        reached = second[taken - 1].end if taken else 0
        if reached == middle and (step.target or last):
            result.append(_merged(waiting, writing))
            waiting, writing = [], []
    return result


def _merged(read: list[Step], written: list[Step]) -> Step:
    both = [*read, *written]
    kinds = {step.kind for step in both}
    kind: Kind = "repaired" if "repaired" in kinds else "row"
    if kinds <= {"copied", "kept"}:
        kind = max(kinds)
    return Step(
        read[0].start, read[-1].end, "".join(s.source for s in read), "".join(s.target for s in written), kind,
        "; ".join(s.rule for s in both if s.rule), "; ".join(dict.fromkeys(s.citation for s in both if s.citation)),
    )  # fmt: skip
