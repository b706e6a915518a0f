"""The log of a quota, replayed: every step is judged by the rule that it claims to follow.

A step says what was done, not what came of it; so a log that replays to the claims as they stand proves that
nobody was passed by, that no place was given twice, and that what was done against the order has a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from forebild.engine.errors import BadProblem
from forebild.engine.waiting_list.problem import HOLDING, Claim, Line, Standing
from forebild.engine.waiting_list.solve import gets_place_at_once, offers


@dataclass(frozen=True)
class Step:
    """One line of the log. `action` is a key of `_DEEDS`; `number` is the queue number given by "wait";
    `places` and `per_company` belong to "limit"; `reason` must stand where the order is broken.
    """

    action: str
    claim: str = ""
    number: int = 0
    company: str = ""
    places: int | None = None
    per_company: int | None = None
    reason: str = ""


def replay(steps: Iterable[Step]) -> Line:
    """The line that the log leads to. Raises BadProblem, naming the step, for one that breaks a rule."""
    line = Line(places=0)
    for index, step in enumerate(steps):
        deed = _DEEDS.get(step.action)
        if deed is None:
            raise BadProblem(f"steps[{index}].action", f'"{step.action}" is no action')
        try:
            line = deed(line, step)
        except _Wrong as wrong:
            raise BadProblem(f"steps[{index}]", str(wrong)) from wrong
    return line


class _Wrong(Exception):
    """The step breaks a rule, and which."""


def _limit(line: Line, step: Step) -> Line:
    return replace(line, places=step.places, per_company=step.per_company)


def _seat(line: Line, step: Step) -> Line:
    """Somebody who comes, or comes back, takes a free place that nobody waits for."""
    if not gets_place_at_once(line, step.company):
        raise _Wrong("no place was free for somebody new")
    return _with(line, Claim(step.claim, Standing.SEATED, _known(line, step).number, step.company))


def _wait(line: Line, step: Step) -> Line:
    if gets_place_at_once(line, step.company):
        raise _Wrong("a place was free")
    if step.number != 1 + max((claim.number for claim in line.claims), default=0):
        raise _Wrong("the queue number is not the next one")
    return _with(line, Claim(step.claim, Standing.WAITING, step.number, step.company))


def _offer(line: Line, step: Step) -> Line:
    following = offers(line)
    if not following or following[0] != step.claim:
        raise _Wrong("somebody else was next")
    return _to(line, step, Standing.WAITING, Standing.OFFERED)


def _give(line: Line, step: Step) -> Line:
    """The office gives a free place out of turn, with a reason."""
    if not step.reason.strip():
        raise _Wrong("the order was broken without a reason")
    if line.free == 0 and _known(line, step).standing != Standing.OFFERED:
        raise _Wrong("no place was free")
    claim = _known(line, step)
    return _with(line, replace(claim, standing=Standing.SEATED, company=step.company or claim.company))


def _move_in(line: Line, step: Step) -> Line:
    """Somebody who has a place comes from another quota, with it: by the event's own change, not by turn."""
    if not step.reason.strip():
        raise _Wrong("somebody was moved without a reason")
    return _with(line, Claim(step.claim, Standing.SEATED, _known(line, step).number, step.company))


def _walk_in(line: Line, step: Step) -> Line:
    """Somebody who stands at the door is let in, places or none, with a reason."""
    if not step.reason.strip():
        raise _Wrong("somebody was let in without a reason")
    claim = _known(line, step)
    return _with(line, replace(claim, standing=Standing.SEATED, company=step.company or claim.company))


def _accept(line: Line, step: Step) -> Line:
    return _to(line, step, Standing.OFFERED, Standing.SEATED)


def _end_offer(line: Line, step: Step) -> Line:
    return _to(line, step, Standing.OFFERED, Standing.OUT)


def _go(line: Line, step: Step) -> Line:
    claim = _known(line, step)
    if claim.standing == Standing.OUT:
        raise _Wrong("whoever is out cannot leave")
    return _with(line, replace(claim, standing=Standing.OUT))


def _count_with(line: Line, step: Step) -> Line:
    """Somebody turns out to come from another company than was thought."""
    if not step.reason.strip():
        raise _Wrong("somebody was counted with others without a reason")
    return _with(line, replace(_known(line, step), company=step.company))


def _to(line: Line, step: Step, before: Standing, after: Standing) -> Line:
    claim = _known(line, step)
    if claim.standing != before:
        raise _Wrong(f"the claim is {claim.standing}, not {before}")
    return _with(line, replace(claim, standing=after))


def _known(line: Line, step: Step) -> Claim:
    new = Claim(step.claim, Standing.OUT, company=step.company)
    return next((claim for claim in line.claims if claim.id == step.claim), new)


def _with(line: Line, claim: Claim) -> Line:
    old = next((each for each in line.claims if each.id == claim.id), None)
    if old is not None and old.standing in HOLDING and claim.standing == Standing.WAITING:
        raise _Wrong("whoever has a place does not wait")
    others = tuple(each for each in line.claims if each.id != claim.id)
    return replace(line, claims=(*others, claim))


_DEEDS = {
    "limit": _limit,
    "seat": _seat,
    "wait": _wait,
    "offer": _offer,
    "accept": _accept,
    "decline": _end_offer,
    "expire": _end_offer,
    "leave": _go,
    "cancel": _go,
    "give": _give,
    "move_in": _move_in,
    "move_out": _go,
    "walk_in": _walk_in,
    "company": _count_with,
}
