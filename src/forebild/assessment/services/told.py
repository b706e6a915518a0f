"""What a release tells is noted, so that each after it, of either kind, is held against it."""

from __future__ import annotations

from collections.abc import Iterable

from forebild.assessment.models import ToldGroup
from forebild.assessment.told import Members, digest_of, kept
from forebild.programme.models import Programme


def note_told(programme: Programme, key: str, groups: Iterable[Members]) -> None:
    """Called in the release's transaction; a group that was told before stands there once."""
    rows = [
        ToldGroup(programme=programme, key=key, digest=digest_of(each), results=kept(each)) for each in groups
    ]
    ToldGroup.objects.bulk_create(rows, ignore_conflicts=True)
