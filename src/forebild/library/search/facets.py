"""Ways to narrow, with how many stories each value would find."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from forebild.library.facts import FACT_LABELS, SIZE_NAMES, VOCABULARIES
from forebild.library.queries import SECTOR_NAMES
from forebild.library.search.need import FACETS, Facet, FacetValue, Need
from forebild.library.search.records import KEYS, SEVERAL, Records, bits
from forebild.people.reference.counties import BY_CODE

Mask = NDArray[np.bool_]

LABELS: Mapping[str, str | Promise] = {
    "technologies": FACT_LABELS["technologies"],
    "sectors": _("Trade"),
    "sizes": _("Size"),
    "counties": _("County"),
    "cost_bands": FACT_LABELS["cost_band"],
    "time_bands": FACT_LABELS["time_band"],
    "steps": FACT_LABELS["maturity_step"],
    "focus_areas": FACT_LABELS["focus_area"],
    "goals": FACT_LABELS["goals"],
    "dimensions": FACT_LABELS["dimensions"],
}
NAMES: Mapping[str, Mapping[str, str | Promise]] = {
    "technologies": VOCABULARIES["technologies"],
    "sectors": SECTOR_NAMES,
    "sizes": SIZE_NAMES,
    "counties": {code: county.name for code, county in BY_CODE.items()},
    "cost_bands": VOCABULARIES["cost_band"],
    "time_bands": VOCABULARIES["time_band"],
    "steps": VOCABULARIES["maturity_step"],
    "focus_areas": VOCABULARIES["focus_area"],
    "goals": VOCABULARIES["goals"],
    "dimensions": VOCABULARIES["dimensions"],
}


def masks(facts: Records, need: Need) -> dict[str, Mask]:
    """For each facet in which something is chosen, the stories that have one of the chosen values."""
    return {facet: _having(facts, facet, need.chosen(facet)) for facet in FACETS if need.chosen(facet)}


def _having(facts: Records, facet: str, values: tuple[str, ...]) -> Mask:
    if facet in SEVERAL:
        held: Mask = (facts[facet] & np.uint32(bits(facet, values))) != 0
        return held
    wanted = [KEYS[facet].index(value) + 1 for value in values if value in KEYS[facet]]
    return np.isin(facts[facet], wanted)


def all_of(chosen: Mapping[str, Mask], length: int, besides: str = "") -> Mask:
    """What every facet lets through, but for one."""
    through = np.ones(length, np.bool_)
    for facet, mask in chosen.items():
        if facet != besides:
            through &= mask
    return through


def facets(facts: Records, need: Need, chosen: Mapping[str, Mask]) -> tuple[Facet, ...]:
    """Every facet over the stories that the words find; values that find nothing only where chosen."""
    return tuple(_facet(facts[all_of(chosen, len(facts), facet)], facet, need) for facet in FACETS)


def _facet(facts: Records, facet: str, need: Need) -> Facet:
    counts, picked = _counts(facts, facet), need.chosen(facet)
    values = tuple(
        FacetValue(value, str(NAMES[facet][value]), count, value in picked)
        for value, count in zip(KEYS[facet], counts, strict=True)
        if count or value in picked
    )
    return Facet(facet, str(LABELS[facet]), values)


def _counts(facts: Records, facet: str) -> list[int]:
    column, keys = facts[facet], KEYS[facet]
    if facet in SEVERAL:
        return [int(np.count_nonzero(column & np.uint32(1 << place))) for place in range(len(keys))]
    return [int(count) for count in np.bincount(column, minlength=len(keys) + 1)[1 : len(keys) + 1]]
