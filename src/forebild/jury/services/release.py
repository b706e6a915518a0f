"""The instant at which the world may know: set by one, confirmed by another, done in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from forebild.competition.services.awards import Result, publish_awards
from forebild.jury.models import Juror, Release, Ruling
from forebild.jury.queries import shortcomings_of_result
from forebild.jury.services.rulings import hold
from forebild.jury.signals import edition_released
from forebild.jury.states import RELEASE
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.programme.states import EDITION
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Refusal
from forebild.shared.permissions import Permission, demand

log = logging.getLogger(__name__)
RELEASE_EDITION = "jury.release_edition"  # the task by its name: tasks call services, never the reverse
PUBLIC = [Ruling.Outcome.WINNER, Ruling.Outcome.MENTION, Ruling.Outcome.FINALIST]


@transaction.atomic
def schedule_release(*, actor: Person, edition: Edition, release_at: datetime) -> Release:
    """Set the instant. Raises NotNow while a decision is missing or waits for its second person."""
    demand(actor, Permission.RELEASE_SCHEDULE, edition)
    hold(edition)
    if edition.releases.exclude(state="called_off").exists():
        raise NotNow(_("A release is already scheduled."))
    if edition.state != "announced":
        raise NotNow(_("Only an edition that is under way can be released."))
    if release_at <= timezone.now():
        raise InvalidInput(
            _("Check the time of the release."), {"release_at": _("Choose a time that has not passed.")}
        )
    _demand_complete(edition)
    release = Release.objects.create(edition=edition, release_at=release_at, scheduled_by=actor)
    audit.record(actor, "jury.release.scheduled", release, edition=edition, release_at=release_at)
    return release


def _demand_complete(edition: Edition) -> None:
    """Every entry has an approved ruling, and there is a winner or the word that there is none.

    The refusal counts nothing: the person may stand aside from the very entry that is missing.
    """
    if shortcomings_of_result(edition):
        raise NotNow(_("The result is not complete. The page of decisions shows what is missing."))


@transaction.atomic
def confirm_release(*, actor: Person, release: Release) -> None:
    """A second person confirms; from now on the clock decides. Raises NotNow once the instant has passed."""
    demand(actor, Permission.RELEASE_SCHEDULE, release)
    hold(release.edition)
    if release.release_at <= timezone.now():
        raise NotNow(
            _("The time has passed without a second person. Call the release off and set a new time.")
        )
    _demand_complete(release.edition)
    RELEASE.move(release, "confirm", confirmed_by=actor, confirmed_at=timezone.now())
    job = app.configure_task(RELEASE_EDITION, queue="release", schedule_at=release.release_at)
    job.defer(release_id=release.pk)
    audit.record(actor, "jury.release.confirmed", release, edition=release.edition)


@transaction.atomic
def call_off_release(*, actor: Person, release: Release) -> None:
    """Stop a release that has not happened. Either of the two may."""
    demand(actor, Permission.RELEASE_SCHEDULE, release.edition)
    RELEASE.move(release, "call_off")
    audit.record(actor, "jury.release.called_off", release, edition=release.edition)


@transaction.atomic
def carry_out_release(*, release: Release) -> bool:
    """Publish everything at once, if it is time; False when it is not, or was called off, or has happened.

    1. The release's row is held, and its state says that nobody else has done it. 2. The edition becomes
    released. 3. The public rows are written. 4. Those above are told, still in this transaction.
    Raises NotNow when the result is no longer complete (a company withdrew): then nothing is published.
    """
    release = (
        Release.objects.select_for_update(of=["self"]).select_related("edition__programme").get(pk=release.pk)
    )
    edition, now = release.edition, timezone.now()
    if release.state != "confirmed" or now < release.release_at:
        return False
    hold(edition)
    _demand_complete(edition)
    RELEASE.move(release, "release", released_at=now)
    EDITION.move(edition, "release", released_at=now)
    publish_awards(
        edition=edition, results=results_of(edition), published_at=now, chair_name=chair_name(edition)
    )
    audit.record(None, "jury.release.carried_out", release, edition=edition)
    edition_released.send(Edition, edition=edition)
    return True


def carry_out_due_releases() -> int:
    """Carry out every release that is due; one that cannot be is logged and stops no other. How many were."""
    done = 0
    for release in Release.objects.filter(state="confirmed", release_at__lte=timezone.now()):
        try:
            done += carry_out_release(release=release)
        except Refusal as refusal:
            log.error("Release %s could not be carried out: %s", release.public_id, refusal.reason)
    return done


def results_of(edition: Edition, rulings: Sequence[Ruling] | None = None) -> list[Result]:
    """What becomes public, from the approved rulings (or those given) about entries still in competition."""
    if rulings is None:
        rulings = list(edition.rulings.filter(state="approved").select_related("entry__organisation"))
    return [
        Result(ruling.entry, ruling.outcome, ruling.citation_sv, ruling.citation_en)
        for ruling in rulings
        if ruling.outcome in PUBLIC and ruling.entry is not None and ruling.entry.state == "eligible"
    ]


def chair_name(edition: Edition) -> str:
    """The chair's name, "" where there is none."""
    chair = Juror.objects.serving().filter(edition=edition, seat="chair").select_related("person").first()
    return str(chair.person) if chair else ""
