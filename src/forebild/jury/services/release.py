"""The instant at which the world may know: set by one, confirmed by another, done in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.services.awards import Result, publish_awards
from forebild.jury.models import Release, Ruling
from forebild.jury.signals import edition_released
from forebild.jury.states import RELEASE
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.programme.states import EDITION
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand

PUBLIC = [Ruling.Outcome.WINNER, Ruling.Outcome.MENTION, Ruling.Outcome.FINALIST]


@transaction.atomic
def schedule_release(*, actor: Person, edition: Edition, release_at: datetime) -> Release:
    """Set the instant. Raises NotNow while a decision is missing or waits for its second person."""
    demand(actor, Permission.RELEASE_SCHEDULE, edition)
    if release_at <= timezone.now():
        raise InvalidInput(
            _("Check the time of the release."), {"release_at": _("Choose a time that has not passed.")}
        )
    _demand_complete(edition)
    if edition.releases.exclude(state="called_off").exists():
        raise NotNow(_("A release is already scheduled."))
    release = Release.objects.create(edition=edition, release_at=release_at, scheduled_by=actor)
    audit.record(actor, "jury.release.scheduled", release, release_at=release_at.isoformat())
    return release


def _demand_complete(edition: Edition) -> None:
    """Every entry in competition has an approved ruling, and there is a winner or the word that there is none."""
    standing = edition.rulings.standing()
    if standing.exclude(state="approved").exists():
        raise NotNow(_("A decision waits for its second person."))
    undecided = edition.entries.in_competition().exclude(pk__in=standing.exclude(entry=None).values("entry"))
    count = undecided.count()
    if count:
        raise NotNow(_("%(count)d entries have no decision yet.") % {"count": count})
    if not standing.filter(outcome__in=[Ruling.Outcome.WINNER, Ruling.Outcome.NO_AWARD]).exists():
        raise NotNow(_("Decide on a winner, or that there is no award this year."))


@transaction.atomic
def confirm_release(*, actor: Person, release: Release) -> None:
    """A second person confirms; from now on the clock decides."""
    demand(actor, Permission.RELEASE_SCHEDULE, release)
    RELEASE.move(release, "confirm", confirmed_by=actor, confirmed_at=timezone.now())
    from forebild.jury.tasks import release_edition

    release_edition.configure(schedule_at=release.release_at).defer(release_id=release.pk)
    audit.record(actor, "jury.release.confirmed", release)


@transaction.atomic
def call_off_release(*, actor: Person, release: Release) -> None:
    """Stop a release that has not happened. Either of the two may."""
    demand(actor, Permission.RELEASE_SCHEDULE, release.edition)
    RELEASE.move(release, "call_off")
    audit.record(actor, "jury.release.called_off", release)


@transaction.atomic
def carry_out_release(*, release: Release) -> bool:
    """Publish everything at once, if it is time; False when it is not, or was called off, or has happened.

    1. The release's own state says that nobody else does it too. 2. The edition becomes released.
    3. The public rows are written. 4. Those above are told, still in this transaction.
    """
    release = Release.objects.select_for_update(of=["self"]).select_related("edition").get(pk=release.pk)
    now = timezone.now()
    if release.state != "confirmed" or now < release.release_at:
        return False
    _demand_complete(release.edition)
    RELEASE.move(release, "release", released_at=now)
    EDITION.move(release.edition, "release", released_at=now)
    rulings = release.edition.rulings.filter(state="approved", outcome__in=PUBLIC)
    publish_awards(
        edition=release.edition,
        results=[
            Result(ruling.entry, ruling.outcome, ruling.citation_sv, ruling.citation_en)
            for ruling in rulings.select_related("entry__organisation")
        ],
        published_at=now,
    )
    audit.record(None, "jury.release.carried_out", release)
    edition_released.send(Edition, edition=release.edition)
    return True
