"""Industries: codes of SNI 2007 and NACE 2.1."""

from __future__ import annotations


def sector_distance(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How far apart two (scheme, code) are: 0 the same, 1 nothing in common; by the digits they share."""
    if one[0] != other[0]:
        return 1.0
    first, second = one[1].replace(".", ""), other[1].replace(".", "")
    shared = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        shared += 1
    return 1.0 - min(shared, 4) / 4
