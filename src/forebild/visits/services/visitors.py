"""Who goes: two of the jury at least, not of one employer, and none whom anything ties to the company."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.jury.models import Juror, Recusal
from forebild.jury.queries import known_conflicts
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand
from forebild.visits import notices
from forebild.visits.models import Visit, Visitor
from forebild.visits.queries import FEWEST_VISITORS, share_an_employer
from forebild.visits.services import letters
from forebild.visits.services.held import hold
from forebild.visits.services.protocol import settle_signatures
from forebild.visits.states import OPEN

MOST_VISITORS = 4


@transaction.atomic
def choose_visitors(*, actor: Person, visit: Visit, jurors: Sequence[Juror]) -> list[Visitor]:
    """These go, and nobody else; those who are new or fall away are told.

    Raises InvalidInput for too few or too many, one with a conflict, two of one employer.
    """
    visit = hold(visit)
    demand(actor, Permission.VISIT_PLAN, visit)
    if visit.state not in OPEN:
        raise NotNow(_("The visit has been made or cancelled. It can no longer be changed."))
    _demand_fit(visit, jurors)
    current = {each.juror_id: each for each in letters.current_visitors(visit)}
    wanted = {juror.pk: juror for juror in jurors}
    for juror_id, visitor in current.items():
        if juror_id not in wanted:
            _end(visitor, "replaced")
            letters.call_off_to(visitor.juror.person, visit)
    # One who left the jury and came back has a row that has not ended.
    Visitor.objects.filter(visit=visit, ended_at=None).exclude(juror__in=wanted).update(
        ended_at=timezone.now(), ended_because="replaced"
    )
    fresh = [
        Visitor.objects.create(visit=visit, juror=juror)
        for key, juror in wanted.items()
        if key not in current
    ]
    for visitor in fresh:
        _tell(visitor, visit)
    audit.record(
        actor,
        "visits.visitors.chosen",
        visit,
        edition=visit.entry.edition,
        jurors=",".join(sorted(juror.public_id for juror in jurors)),
    )
    return list(letters.current_visitors(visit))


def _demand_fit(visit: Visit, jurors: Sequence[Juror]) -> None:
    text = _unfit(visit, jurors)
    if text:
        raise InvalidInput(_("These cannot go together."), {"jurors": text})


def _unfit(visit: Visit, jurors: Sequence[Juror]) -> str:
    """What stands against them; "" where nothing does. Never what ties somebody to the company."""
    if not FEWEST_VISITORS <= len({juror.pk for juror in jurors}) <= MOST_VISITORS:
        return _("Choose two visitors, at most four.")
    edition = visit.entry.edition
    if any(juror.edition_id != edition.pk or juror.state != "serving" for juror in jurors):
        return _("Choose among those who serve in this year's jury.")
    barred = {juror for entry, juror in known_conflicts(edition) if entry == visit.entry_id}
    tied = [str(juror.person) for juror in jurors if juror.public_id in barred]
    if tied:
        return _("Has a conflict of interest: %(names)s. Choose somebody else.") % {"names": ", ".join(tied)}
    if share_an_employer(jurors):
        return _("Two of them have the same employer. Choose visitors from different ones.")
    return ""


def _tell(visitor: Visitor, visit: Visit) -> None:
    """That one is to go; when and where, if that is known."""
    if visit.state == "booked":
        letters.confirm_to(visitor, visit)
    else:
        letters.tell_juror(visit, visitor.juror.person, notices.VISITOR_CHOSEN, occasion=visitor.public_id)


def _end(visitor: Visitor, because: str) -> None:
    visitor.ended_at, visitor.ended_because = timezone.now(), because
    visitor.save(update_fields=["ended_at", "ended_because"])


def end_visits_of(recusal: Recusal) -> None:
    """The juror stands aside from the entry: taken off its visit. Called inside the recusal's transaction.

    What the others wrote stays; whoever planned the visit is told that somebody is missing.
    """
    going = Visitor.objects.filter(juror=recusal.juror, visit__entry=recusal.entry, ended_at=None)
    for visitor in going.select_related("visit", "juror__person").order_by("pk"):
        visit = hold(visitor.visit)
        _end(visitor, "recusal")
        audit.record(
            recusal.recorded_by,
            "visits.visitor.ended",
            visit,
            edition=visit.entry.edition,
            juror=recusal.juror.public_id,
        )
        if visit.state == "booked":
            letters.call_off_to(visitor.juror.person, visit)
        if visit.state != "cancelled":
            letters.tell_planners(
                visit,
                notices.VISITOR_MISSING,
                {"juror": str(visitor.juror.person)},
                occasion=recusal.public_id,
            )
        settle_signatures(visit)
