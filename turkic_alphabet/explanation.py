"""Conversion by the plain interpreter: every step with its rule. Converting itself does not need this module."""

from __future__ import annotations

from collections.abc import Sequence

from .interpreter import interpret
from .protection import Protection
from .rules import RuleSet
from .step import Kind, Step


def steps_of(rule_sets: Sequence[RuleSet], protection: Protection, text: str) -> list[Step]:
    """The steps that convert a text, in order and without a gap."""
    steps: list[Step] = []
    for start, end, protected in protection.pieces(text):
        piece = text[start:end]
        if protected:
            steps.append(Step(start, end, piece, piece, "protected"))
        else:
            steps += (step._replace(start=step.start + start, end=step.end + start) for step in _run(rule_sets, piece))
    return steps


def _run(rule_sets: Sequence[RuleSet], piece: str) -> list[Step]:
    if not rule_sets:
        return [Step(0, len(piece), piece, piece, "copied")]
    steps = interpret(rule_sets[0], piece)
    for rules in rule_sets[1:]:
        steps = _composed(steps, interpret(rules, "".join(step.target for step in steps)))
    return steps


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
    kind: Kind = "copied" if kinds == {"copied"} else "repaired" if "repaired" in kinds else "row"
    return Step(
        read[0].start, read[-1].end, "".join(s.source for s in read), "".join(s.target for s in written), kind,
        "; ".join(s.rule for s in both if s.rule), "; ".join(dict.fromkeys(s.citation for s in both if s.citation)),
    )  # fmt: skip
