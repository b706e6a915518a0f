"""Whether a line is as it must be after every step, counted again without the solver."""

from __future__ import annotations

from collections.abc import Iterator

from forebild.engine.waiting_list.problem import Line, Standing

RULES = {
    "too_many": "More places are taken or offered than there are.",
    "idle": "A place stands free while somebody waits who may have it.",
}


def check(line: Line) -> list[str]:
    """The rules (keys of RULES) that the line breaks. `too_many` is no fault of the queue where places were
    taken away; nobody is offered one before they suffice again.
    """
    return list(_broken(line))


def _broken(line: Line) -> Iterator[str]:
    standings = [claim.standing for claim in line.claims]
    taken = standings.count(Standing.SEATED) + standings.count(Standing.OFFERED)
    if line.places is not None and taken > line.places:
        yield "too_many"
    if line.places is None or taken < line.places:
        for claim in line.claims:
            if claim.standing == Standing.WAITING and not _company_is_full(line, claim.company):
                yield "idle"
                return


def _company_is_full(line: Line, company: str) -> bool:
    if not company or line.per_company is None:
        return False
    colleagues = [claim.standing for claim in line.claims if claim.company == company]
    return colleagues.count(Standing.SEATED) + colleagues.count(Standing.OFFERED) >= line.per_company
