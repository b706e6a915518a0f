"""Series of events: made, named, described, given up while empty."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from forebild.events.models import Series
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand

_PLAIN = str.maketrans("åäöÅÄÖ", "aaoAAO")


@transaction.atomic
def make_series(*, actor: Actor, programme: Programme, words: Mapping[str, str]) -> Series:
    """A series without events yet; its address follows its first Swedish name, and stays."""
    demand(actor, Permission.EVENT_EDIT, programme)
    series = Series(programme=programme, **words)
    base = slugify(series.name_sv.translate(_PLAIN))[:70] or "serie"
    taken = set(Series.objects.filter(programme=programme).values_list("slug", flat=True))
    series.slug = next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)
    series.save()
    audit.record(actor, "events.series.made", series)
    return series


@transaction.atomic
def change_series(*, actor: Actor, series: Series, words: Mapping[str, str]) -> Series:
    """Another name or description."""
    demand(actor, Permission.EVENT_EDIT, series)
    for name, value in words.items():
        setattr(series, name, value)
    series.save(update_fields=list(words))
    audit.record(actor, "events.series.changed", series)
    return series


@transaction.atomic
def remove_series(*, actor: Actor, series: Series) -> None:
    """Only one without events. Raises NotNow otherwise."""
    demand(actor, Permission.EVENT_EDIT, series)
    if series.events.exists():
        raise NotNow(_("There are events in this series. Take them out of it first."))
    audit.record(actor, "events.series.removed", series)
    series.delete()
