"""The conflict question, and the one act that closes an entry to a juror."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury import notices
from forebild.jury.models import (
    LEADING,
    Assignment,
    CalibrationSheet,
    Declaration,
    Interest,
    Juror,
    Recusal,
)
from forebild.jury.services.assignments import end_assignments
from forebild.jury.services.consensus import let_member_go
from forebild.jury.signals import juror_recused
from forebild.jury.states import CALIBRATION_SHEET
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url


@transaction.atomic
def declare_no_conflict(*, actor: Person, assignment: Assignment) -> Declaration:
    """The juror's word that nothing ties him or her to the company: the entry opens."""
    hold_assignment(assignment)
    demand(actor, Permission.CONFLICT_ANSWER, assignment)
    declaration, is_new = Declaration.objects.get_or_create(juror=assignment.juror, entry=assignment.entry)
    if is_new:
        audit.record(actor, "jury.conflict.denied", assignment, edition=assignment.entry.edition)
    return declaration


@transaction.atomic
def declare_recusal(*, actor: Person, assignment: Assignment, relation: str, reason: str = "") -> Recusal:
    """The juror stands aside, now or late: text, scores, comments and mail of the entry close at once."""
    hold_assignment(assignment)
    demand(actor, Permission.CONFLICT_ANSWER, assignment)
    demand_relation(relation)
    return stand_aside(assignment.juror, assignment.entry, relation, reason, Recusal.Source.DECLARED, actor)


@transaction.atomic
def answer_for_entry(
    *, actor: Person, juror: Juror, entry: Entry, relation: str = "", reason: str = ""
) -> Recusal | None:
    """The conflict question for an entry that the juror does not read, but is to meet in another way.

    Without a `relation` it is the word that nothing ties him or her to the company.
    """
    demand(actor, Permission.JURY_SERVE, juror)
    if juror.edition_id != entry.edition_id:
        raise NotNow(_("This juror sits in another edition's jury."))
    if relation:
        demand_relation(relation)
        return stand_aside(juror, entry, relation, reason, Recusal.Source.DECLARED, actor)
    if Recusal.objects.in_force().filter(juror=juror, entry=entry).exists():
        raise NotNow(_("You stand aside from this entry."))
    _declaration, is_new = Declaration.objects.get_or_create(juror=juror, entry=entry)
    if is_new:
        audit.record(actor, "jury.conflict.denied", juror, edition=entry.edition, entry=entry.public_id)
    return None


@transaction.atomic
def record_recusal(*, actor: Person, juror: Juror, entry: Entry, relation: str, reason: str) -> Recusal:
    """Somebody else found a conflict: the secretary or the office records it, with the reason."""
    demand(actor, Permission.RECUSAL_RECORD, entry)
    if juror.edition_id != entry.edition_id:
        raise InvalidInput(_("This juror sits in another edition's jury."))
    demand_relation(relation)
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why: it goes on record.")})
    return stand_aside(juror, entry, relation, reason, Recusal.Source.OFFICE, actor)


def hold_assignment(assignment: Assignment) -> None:
    """Lock the row that both reading and standing aside go through, and see that it is still current.

    Raises NotNow when it has ended while we waited.
    """
    held = Assignment.objects.select_for_update(of=["self"]).get(pk=assignment.pk)
    if held.state == "ended":
        raise NotNow(_("You no longer read this entry."))
    assignment.state = held.state


def demand_relation(relation: str) -> None:
    if relation not in Interest.Relation.values:
        raise InvalidInput(
            _("Say what ties the juror to the company."), {"relation": _("Choose one of the answers.")}
        )


def stand_aside(
    juror: Juror, entry: Entry, relation: str, reason: str, source: str, recorded_by: Person
) -> Recusal:
    """Close an entry to a juror, once permission is given. Step by step, in one transaction:

    1. The recusal row. 2. The declaration is taken back. 3. The assignment ends and its review is void.
    4. Sheets of the calibration round are void. 5. What the entry's readers agreed is taken up again.
    6. The chair is told that a seat is free; the record says who and when, never the reason.
    7. Those above the jury hear of it, and close what they have of the entry.
    """
    recusal, is_new = Recusal.objects.in_force().get_or_create(
        juror=juror,
        entry=entry,
        defaults={"relation": relation, "reason": reason, "source": source, "recorded_by": recorded_by},
    )
    if not is_new:
        return recusal
    Declaration.objects.filter(juror=juror, entry=entry).delete()
    end_assignments(juror.assignments.filter(entry=entry), because="recusal")
    _void_calibration_sheets(juror, entry)
    let_member_go(juror, entry, recorded_by)
    if entry.edition_id == juror.edition_id:  # of another year's entry no reader is missing
        _tell_leaders(recusal)
    audit.record(
        recorded_by,
        "jury.recusal.recorded",
        recusal,
        edition=entry.edition,
        juror=juror.public_id,
        entry=entry.public_id,
    )
    juror_recused.send(Recusal, recusal=recusal)
    return recusal


def _void_calibration_sheets(juror: Juror, entry: Entry) -> None:
    """Also those for another year's entry of the same company."""
    sheets = CalibrationSheet.objects.filter(
        juror__person=juror.person, trial__entry__organisation=entry.organisation
    )
    for sheet in sheets.exclude(state="void").select_for_update(of=["self"]).order_by("pk"):
        CALIBRATION_SHEET.move(sheet, "void")


def _tell_leaders(recusal: Recusal) -> None:
    """The chair and the secretary learn that a reader is missing, unless they stand aside themselves."""
    leaders = (
        Juror.objects.serving()
        .filter(edition=recusal.entry.edition, seat__in=LEADING)
        .exclude(recusals__in=Recusal.objects.in_force().filter(entry=recusal.entry))
        .select_related("person")
    )
    for leader in leaders:
        queue(
            notice=notices.RECUSAL_RECORDED,
            to=leader.person,
            values={
                "juror": str(recusal.juror.person),
                "company": recusal.entry.organisation.name,
                "link": site_url(
                    "jury:progress", leader.person.language, edition_year=recusal.entry.edition.year
                ),
            },
            key=f"jury.recusal_recorded:{recusal.public_id}:{leader.public_id}",
        )


@transaction.atomic
def lift_recusal(*, actor: Person, recusal: Recusal, reason: str) -> None:
    """A recusal was a mistake: lifted with a reason. The void review stays void."""
    demand(actor, Permission.RECUSAL_RECORD, recusal)
    recusal = Recusal.objects.select_for_update(of=["self"]).get(pk=recusal.pk)
    if recusal.lifted_at is not None:
        raise NotNow(_("This recusal has been lifted already."))
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why: it goes on record.")})
    recusal.lifted_by, recusal.lifted_at, recusal.lifted_reason = actor, timezone.now(), reason
    recusal.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
    audit.record(actor, "jury.recusal.lifted", recusal, edition=recusal.entry.edition)
