"""How a block's facts and postings lie in the database: arrays of records of fixed length, little-endian.

    facts       a record per slot, in the slots' order; an empty slot has example 0
    postings    a record per story that says the term: its slot, and how strongly it says it

Changing a record's shape, or the terms that words leave, needs a rebuild of every index: raise SHAPE, and
`forebild migrate` makes them anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from forebild.library.facts import VOCABULARIES, Facts
from forebild.library.queries import SECTORS
from forebild.people.reference.counties import COUNTIES

SHAPE = 3
FACTS = np.dtype(
    [
        ("example", "<i8"),  # the story's row
        ("published", "<i8"),  # seconds since 1970
        ("head_count", "<f4"),  # not a number where it is unknown
        ("technologies", "<u4"),  # a bit per key, in the vocabulary's order; so goals and dimensions
        ("goals", "<u4"),
        ("dimensions", "<u4"),
        ("counties", "u1"),  # 1 + the place in the vocabulary's order; 0 where it is unknown; so the rest
        ("sectors", "u1"),
        ("sizes", "u1"),
        ("cost_bands", "u1"),
        ("time_bands", "u1"),
        ("steps", "u1"),
        ("focus_areas", "u1"),
        ("industry", "S6"),
    ]
)
POSTING = np.dtype([("slot", "<u2"), ("weight", "<f4")])

KEYS: Mapping[str, tuple[str, ...]] = {
    "technologies": tuple(VOCABULARIES["technologies"]),
    "sectors": tuple(SECTORS),
    "sizes": ("micro", "small", "medium", "large"),
    "counties": tuple(county.code for county in COUNTIES),
    "cost_bands": tuple(VOCABULARIES["cost_band"]),
    "time_bands": tuple(VOCABULARIES["time_band"]),
    "steps": tuple(VOCABULARIES["maturity_step"]),
    "focus_areas": tuple(VOCABULARIES["focus_area"]),
    "goals": tuple(VOCABULARIES["goals"]),
    "dimensions": tuple(VOCABULARIES["dimensions"]),
}
"""The values of each facet of `Need`, in the order in which bits and places stand for them."""
SEVERAL = ("technologies", "goals", "dimensions")
_FACT_OF = {
    "counties": "county",
    "sizes": "size",
    "cost_bands": "cost_band",
    "time_bands": "time_band",
    "steps": "maturity_step",
    "focus_areas": "focus_area",
}

Records = NDArray[np.void]


def facts_record(example_id: int, published: int, facts: Facts) -> Records:
    """The one record of a story."""
    record = np.zeros(1, FACTS)
    record["example"], record["published"] = example_id, published
    record["head_count"] = np.nan if facts.head_count is None else facts.head_count
    record["industry"] = facts.industry.encode("ascii", "ignore")[:6]
    record["sectors"] = _place("sectors", sector_of(facts.division))
    for facet, fact in _FACT_OF.items():
        record[facet] = _place(facet, getattr(facts, fact))
    for facet in SEVERAL:
        record[facet] = bits(facet, getattr(facts, facet))
    return record


def sector_of(division: str) -> str:
    """The trade, in a reader's words, that a division (two digits) lies in; "" for none."""
    number = int(division) if division.isdigit() else -1
    return next((key for key, spans in SECTORS.items() if any(number in span for span in spans)), "")


def _place(facet: str, value: str) -> int:
    return KEYS[facet].index(value) + 1 if value in KEYS[facet] else 0


def bits(facet: str, values: Sequence[str]) -> int:
    """A bit for each value that the facet has."""
    return sum(1 << KEYS[facet].index(value) for value in set(values) if value in KEYS[facet])


def facts_of_block(stored: bytes | memoryview) -> Records:
    """A block's facts; they may not be written to."""
    return np.frombuffer(stored, FACTS)


def postings(stored: bytes | memoryview) -> Records:
    """A term's postings in a block; they may not be written to."""
    return np.frombuffer(stored, POSTING)


def posting(slot: int, weight: float) -> Records:
    """The one posting of a story."""
    return np.array([(slot, weight)], POSTING)
