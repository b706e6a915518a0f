"""What has been told already, by releases of either kind."""

from __future__ import annotations

from forebild.assessment.models import ToldGroup
from forebild.assessment.told import Members, read
from forebild.programme.models import Programme


def told_before(programme: Programme, key: str) -> frozenset[Members]:
    """Every group of results of one set that a figure has been told of. One statement."""
    found = ToldGroup.objects.filter(programme=programme, key=key)
    return frozenset(read(results) for results in found.values_list("results", flat=True))
