"""How well a juror suits an entry, from what the juror says to know: 0 (nothing in common) to 1."""

from __future__ import annotations

from forebild.competition.models import Entry
from forebild.jury.models import Juror
from forebild.people.reference.sni import distance

_NOTHING_STATED = 0.3  # neither a match nor a miss


def affinity(juror: Juror, entry: Entry) -> float:
    """The best match between the juror's sectors and the company's industries.

    `juror.expertise` and `entry.organisation.industries` should be prefetched.
    """
    known = [(mark.scheme, mark.code) for mark in juror.expertise.all() if mark.scheme]
    industries = [(industry.scheme, industry.code) for industry in entry.organisation.industries.all()]
    if not known or not industries:
        return _NOTHING_STATED
    return max(_nearness(one, other) for one in known for other in industries)


def _nearness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """1 for the same code, less with each step apart in the tree, 0 where nothing is known to be shared."""
    steps = distance(one, other)
    return 0.0 if steps is None else 1.0 / (1.0 + steps)
