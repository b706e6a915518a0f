"""Planning a visit: to whom, where, what to verify; and calling it off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services.queueing import checked_address
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing.services import new_document
from forebild.visits.models import Claim, Visit
from forebild.visits.protocol import finding_of, note_of
from forebild.visits.queries import answers_of, stands_in
from forebild.visits.services import letters
from forebild.visits.services.held import hold
from forebild.visits.states import OPEN, VISIT

MOST_CLAIMS = 12
PARTICULARS = ("form", "place", "link", "travel_note", "minutes", "contact_name", "contact_email")


@transaction.atomic
def plan_visit(*, actor: Person, entry: Entry, **particulars: Any) -> Visit:
    """Begin a visit to the company of an entry in competition; `particulars` as in PARTICULARS.

    Raises NotNow for an entry that has one, InvalidInput for an address that no mail can go to.
    """
    demand(actor, Permission.VISIT_PLAN, entry)
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)  # of two presses one plans it
    if entry.state != "eligible" or entry.edition.state != "announced":
        raise NotNow(_("Only a company with an entry in competition is visited."))
    if entry.visits.exclude(state="cancelled").exists():
        raise NotNow(_("A visit to this company is planned already."))
    visit = Visit.objects.create(
        entry=entry,
        planned_by=actor,
        document=new_document(kind="visit_protocol", actor=actor),
        **_checked(particulars),
    )
    audit.record(actor, "visits.visit.planned", visit, edition=entry.edition, entry=entry.public_id)
    return visit


def _checked(particulars: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, tidied. InvalidInput for an address where no mail can go, a visit of no length."""
    values = {name: _tidy(value) for name, value in particulars.items() if name in PARTICULARS}
    if email := values.get("contact_email"):
        try:
            values["contact_email"] = checked_address(email.lower())
        except InvalidInput as invalid:
            raise InvalidInput(invalid.reason, {"contact_email": _("Check the address.")}) from invalid
    if not 15 <= values.get("minutes", 90) <= 480:
        raise InvalidInput(
            _("Check the length."), {"minutes": _("Write a number of minutes between 15 and 480.")}
        )
    return values


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


@transaction.atomic
def change_visit(*, actor: Person, visit: Visit, **particulars: Any) -> Visit:
    """Correct where, how and whom to ask. Once booked, all who come are told what is new."""
    visit = hold(visit)
    demand(actor, Permission.VISIT_PLAN, visit)
    _demand_open(visit)
    values = _checked(particulars)
    changed = [name for name, value in values.items() if value != getattr(visit, name)]
    for name in changed:
        setattr(visit, name, values[name])
    visit.save(update_fields=changed)
    if changed:
        audit.record(
            actor, "visits.visit.changed", visit, edition=visit.entry.edition, what=",".join(changed)
        )
    if visit.state == "booked" and set(changed) - {"contact_name"}:
        letters.confirm(visit, actor)
    return visit


def _demand_open(visit: Visit) -> None:
    if visit.state not in OPEN:
        raise NotNow(_("The visit has been made or cancelled. It can no longer be changed."))


@transaction.atomic
def add_claim(*, actor: Person, visit: Visit, question_key: str, quote: str, look_for: str = "") -> Claim:
    """Pick a passage of what the company handed in, and say what to look for.

    Raises InvalidInput for words that do not stand in that answer: what is verified is what was claimed.
    """
    visit = hold(visit)
    demand(actor, Permission.VISIT_PLAN, visit)
    _demand_open(visit)
    answers = {answer.key: answer for answer in answers_of(visit.entry, visit.entry.language)}
    if question_key not in answers:
        raise InvalidInput(_("Choose an answer."), {"question_key": _("Choose one of the answers.")})
    quote = quote.strip()
    if not quote or not stands_in(quote, answers[question_key].text):
        raise InvalidInput(
            _("The quotation is not from the answer."),
            {"quote": _("Copy the words as they stand in the answer that you have chosen.")},
        )
    if visit.claims.count() >= MOST_CLAIMS:
        raise NotNow(_("There are twelve claims already. Nobody can verify more in one visit."))
    last = visit.claims.order_by("position").last()
    claim = Claim.objects.create(
        visit=visit,
        position=last.position + 1 if last else 1,
        question_key=question_key,
        quote=quote,
        look_for=look_for.strip(),
    )
    audit.record(actor, "visits.claim.added", visit, edition=visit.entry.edition, claim=claim.public_id)
    return claim


@transaction.atomic
def remove_claim(*, actor: Person, claim: Claim) -> None:
    """Take a claim away, unless a visitor has noted something of it."""
    visit = hold(claim.visit)
    demand(actor, Permission.VISIT_PLAN, visit)
    _demand_open(visit)
    noted = visit.document.fields
    if noted.get(finding_of(claim)) or noted.get(note_of(claim)) or claim.pictures.exists():
        raise NotNow(_("A visitor has noted something of this claim. It stays."))
    audit.record(actor, "visits.claim.removed", visit, edition=visit.entry.edition, claim=claim.public_id)
    claim.delete()


@transaction.atomic
def cancel_visit(*, actor: Person, visit: Visit, reason: str) -> Visit:
    """Call the visit off, with the reason for the record. Company and visitors are told that it is off."""
    visit = hold(visit)
    demand(actor, Permission.VISIT_PLAN, visit)
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why: it goes on record.")})
    return _cancel(visit, actor, reason.strip())


def cancel_visits_of(entry: Entry, *, because: str) -> None:
    """The entry has left the competition. Called inside a transaction."""
    for visit in Visit.objects.filter(entry=entry, state__in=OPEN).order_by("pk"):
        _cancel(hold(visit), None, because)


def _cancel(visit: Visit, actor: Person | None, reason: str) -> Visit:
    was_told = visit.state != "planned"
    VISIT.move(visit, "cancel", cancelled_at=timezone.now(), cancelled_by=actor, cancelled_because=reason)
    letters.call_off(visit, actor, is_company_told=was_told)
    audit.record(actor, "visits.visit.cancelled", visit, edition=visit.entry.edition)
    return visit
