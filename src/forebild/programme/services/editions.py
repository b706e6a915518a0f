"""A new year: from last year's edition with its dates shifted, or from a template."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.programme.models import Anchor, Edition, Phase, Programme
from forebild.programme.services.criteria import unsaved_copy
from forebild.programme.signals import edition_copied
from forebild.programme.states import EDITION
from forebild.shared import audit
from forebild.shared.dates import in_swedish_time
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def plan_edition(*, actor: Person, programme: Programme, year: int) -> Edition:
    """Begin an empty edition. Raises InvalidInput for a year that has one."""
    demand(actor, Permission.OFFICE_WORK)
    _demand_free(programme, year)
    edition = Edition.objects.create(programme=programme, year=year)
    audit.record(actor, "programme.edition.planned", edition, year=year)
    return edition


@transaction.atomic
def copy_edition(*, actor: Person, source: Edition, year: int) -> Edition:
    """Begin an edition as a copy of `source`: dates, criteria, and what the apps above hang on an edition.

    Dates move by whole weeks, as many as come nearest to the years between, so that a Tuesday stays a
    Tuesday; the clock on the wall stays the same across summer time.
    """
    demand(actor, Permission.OFFICE_WORK)
    _demand_free(source.programme, year)
    copy = Edition.objects.create(
        programme=source.programme,
        year=year,
        intro_sv=source.intro_sv,
        intro_en=source.intro_en,
        reviews_per_entry=source.reviews_per_entry,
        finalist_count=source.finalist_count,
        copied_from=source,
    )
    shift = shift_between(source.year, year)
    Phase.objects.bulk_create(shifted_phases(source, copy, shift))
    _copy_criteria(source, copy)
    edition_copied.send(Edition, source=source, copy=copy, shift=shift)
    audit.record(actor, "programme.edition.copied", copy, source=source.public_id)
    return copy


def _demand_free(programme: Programme, year: int) -> None:
    if programme.editions.filter(year=year).exists():
        raise InvalidInput(
            _("There is an edition for that year already."), {"year": _("Choose another year.")}
        )


def shift_between(year: int, later: int) -> timedelta:
    """The whole weeks that come nearest to the years between."""
    return timedelta(weeks=round((later - year) * 365.2425 / 7))


def shifted_phases(source: Edition, copy: Edition | None, shift: timedelta) -> list[Phase]:
    """The phases of `source`, not saved, moved by `shift`; also to show before anything is written."""
    return [
        Phase(
            edition=copy,
            kind=phase.kind,
            opens_at=_shifted(phase.opens_at, shift),
            closes_at=_shifted(phase.closes_at, shift),
            grace_minutes=phase.grace_minutes,
        )
        for phase in source.phases.all()
    ]


def _shifted(instant: datetime, shift: timedelta) -> datetime:
    """The same wall-clock time, `shift` later, in Swedish time."""
    return in_swedish_time(instant) + shift  # aware arithmetic within one zone keeps the wall clock


def _copy_criteria(source: Edition, copy: Edition) -> None:
    for criterion in source.criteria.prefetch_related("anchors"):
        twin = unsaved_copy(criterion, edition=copy)
        twin.save()
        Anchor.objects.bulk_create(
            Anchor(criterion=twin, value=each.value, text_sv=each.text_sv, text_en=each.text_en)
            for each in criterion.anchors.all()
        )


@transaction.atomic
def announce_edition(*, actor: Person, edition: Edition) -> None:
    """Show the edition and its dates to the public. Raises NotNow while dates or criteria are missing."""
    demand(actor, Permission.EDITION_PLAN, edition)
    missing = [
        label
        for kind, label in Phase.Kind.choices
        if kind in {"application", "review"} and not edition.phases.filter(kind=kind).exists()
    ]
    if missing:
        raise NotNow(_("Set the dates first: %(phases)s.") % {"phases": ", ".join(map(str, missing))})
    if not edition.criteria.exists():
        raise NotNow(_("Add at least one criterion first."))
    EDITION.move(edition, "announce")
    audit.record(actor, "programme.edition.announced", edition)


@transaction.atomic
def archive_edition(*, actor: Person, edition: Edition) -> None:
    """Close a released edition for good: nothing of it is edited any more."""
    demand(actor, Permission.EDITION_PLAN, edition)
    EDITION.move(edition, "archive")
    audit.record(actor, "programme.edition.archived", edition)


@transaction.atomic
def reopen_edition(*, actor: Person, edition: Edition) -> None:
    """Take an archived edition up again; the lead alone may."""
    demand(actor, Permission.PROGRAMME_EDIT, edition)
    EDITION.move(edition, "reopen")
    audit.record(actor, "programme.edition.reopened", edition)


@transaction.atomic
def set_phase(
    *, actor: Person, edition: Edition, kind: str, opens_at: datetime, closes_at: datetime, grace_minutes: int
) -> Phase:
    """Set or move one phase. Raises InvalidInput when it would close before it opens."""
    demand(actor, Permission.EDITION_PLAN, edition)
    if closes_at <= opens_at:
        raise InvalidInput(_("Check the dates."), {"closes_at": _("The end must come after the beginning.")})
    before = edition.phases.filter(kind=kind).values_list("closes_at", flat=True).first()
    phase, __ = Phase.objects.update_or_create(
        edition=edition,
        kind=kind,
        defaults={"opens_at": opens_at, "closes_at": closes_at, "grace_minutes": grace_minutes},
    )
    audit.record(
        actor,
        "programme.phase.set",
        edition,
        kind=kind,
        closed_before=before.isoformat() if before else None,
        closes_at=closes_at.isoformat(),
    )
    return phase
