"""One more review of an entry near the line: one press, one letter, one row that says why."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury import notices
from forebild.jury.certainty import standings_of
from forebild.jury.extra_reviews import readers_of
from forebild.jury.models import Assignment, ExtraReview, Juror
from forebild.jury.queries import ranking_state, review_phase
from forebild.jury.services.assignments import assign_one
from forebild.jury.services.rulings import hold
from forebild.people.models import Person
from forebild.programme.models import Phase
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url


@transaction.atomic
def ask_one_more(*, actor: Person, entry: Entry, juror: Juror) -> ExtraReview:
    """Give the juror the entry, and tell him or her by mail until when.

    Raises NotNow when the review is not open, the scores are not, or the juror has a conflict, a colleague
    who reads it, the entry already, or no room.
    """
    demand(actor, Permission.EXTRA_REVIEW_ASK, entry)
    hold(entry.edition)
    phase = _open_phase(entry)
    if not ranking_state(entry.edition).is_open:
        raise NotNow(_("The scores are not open yet."))
    chance = _chance(actor, entry)
    _demand_free(actor, entry, juror)
    assignment = assign_one(actor=actor, juror=juror, entry=entry)
    extra = ExtraReview.objects.create(assignment=assignment, chance=chance, asked_by=actor)
    audit.record(actor, "jury.extra_review.asked", assignment, edition=entry.edition, chance=round(chance, 3))
    _tell(assignment, phase, actor)
    return extra


def _open_phase(entry: Entry) -> Phase:
    phase, now = review_phase(entry.edition), timezone.now()
    if phase is None or not phase.opens_at <= now < phase.closes_at:
        raise NotNow(_("The jury's review is not open now."))
    return phase


def _chance(actor: Person, entry: Entry) -> float:
    """Of being above the line, as the one who asks sees it."""
    edition = entry.edition
    standing = standings_of(edition, actor, ranking_state(edition).basis).by_entry.get(entry.public_id)
    if standing is None or standing.adjusted is None:
        raise NotNow(_("Too little is scored yet to say which entries are near the line."))
    return standing.adjusted.p_top


def _demand_free(actor: Person, entry: Entry, juror: Juror) -> None:
    """What assigning by hand does not ask: a colleague at the entry, and room."""
    readers = readers_of(entry.edition, actor)
    if (entry.public_id, juror.public_id) in readers.colleagues:
        raise NotNow(_("Somebody of the same employer reads this entry."))
    if readers.room.get(juror.public_id, 0) < 1:
        raise NotNow(_("This juror has as many entries as agreed. Choose somebody else."))


def _tell(assignment: Assignment, phase: Phase, actor: Person) -> None:
    person, edition = assignment.juror.person, assignment.entry.edition
    queue(
        notice=notices.EXTRA_REVIEW_ASKED,
        to=person,
        values={
            "name": str(person),
            "edition": str(edition),
            "company": assignment.entry.organisation.name,
            "until": in_full(phase.closes_at, person.language),
            "link": site_url(
                "jury:review_edit",
                person.language,
                edition_year=edition.year,
                assignment_id=assignment.public_id,
            ),
        },
        key=f"jury.extra_review_asked:{assignment.public_id}",
        actor=actor,
    )
