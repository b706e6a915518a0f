"""What a company takes: asked after publication, said by the company, stopped by one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.asking.models import Reception
from forebild.asking.models.reception import MOST_A_MONTH
from forebild.asking.services import letters
from forebild.asking.services.held import hold_reception
from forebild.asking.states import WAITING
from forebild.library.models import GoodExample
from forebild.people.models import Organisation
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.permissions import Actor, Permission, demand


@dataclass(frozen=True)
class Terms:
    """What a company says: who answers, what it takes, how many of each a month."""

    name: str
    email: str
    takes_questions: bool
    takes_visits: bool
    question_cap: int
    visit_cap: int

    @property
    def fields(self) -> dict[str, object]:
        """As they are stored."""
        return vars(self) | {"name": self.name.strip(), "email": self.email.strip().lower()}


@transaction.atomic
def ask_company(*, example: GoodExample, actor: Actor = None) -> Reception | None:
    """Ask once, when its first story has become public; or again, by the office, while it has said nothing.

    Nothing is asked where nobody at the company is known.
    """
    if actor is not None:
        demand(actor, Permission.ENQUIRY_HANDLE, example)
    if not example.contact_email:
        if actor is not None:
            raise NotNow(_("Nobody at the company is known. Write who approves the story, on its page."))
        return None
    reception, is_new = Reception.objects.get_or_create(
        programme=example.programme,
        organisation=example.organisation,
        defaults={"email": example.contact_email, "asked_at": timezone.now()},
    )
    if not is_new and (actor is None or reception.set_at is not None):
        return reception
    reception = hold_reception(reception)
    reception.email, reception.asked_at = example.contact_email, timezone.now()
    reception.save(update_fields=["email", "asked_at"])
    letters.ask_company(reception, example, actor=actor)
    audit.record(actor, "asking.reception.asked", reception, example=example.public_id)
    return reception


@transaction.atomic
def set_reception(*, reception: Reception, terms: Terms, actor: Actor = None) -> Reception:
    """The company's word, by its link or signed in. Another address gets the links; the old ones close."""
    if actor is not None:
        demand(actor, Permission.RECEPTION_SET, reception.organisation)
    _demand_whole(terms)
    reception = hold_reception(reception)
    was_email, was_set = reception.email, reception.set_at is not None
    _store(reception, terms.fields | {"set_at": timezone.now()})
    if reception.email != was_email:
        _hand_over(reception)
    if reception.email != was_email or not was_set:
        letters.tell_new_contact(reception)
    said = {name: getattr(reception, name) for name in ("takes_questions", "takes_visits")}
    audit.record(actor, "asking.reception.set", reception, **said)
    return reception


@transaction.atomic
def own_reception(*, actor: Actor, organisation: Organisation, programme: Programme) -> Reception:
    """The company's own row, made where those who act for it speak before anybody has asked."""
    demand(actor, Permission.RECEPTION_SET, organisation)
    reception, _is_new = Reception.objects.get_or_create(
        programme=programme, organisation=organisation, defaults={"email": actor.email}
    )
    return reception


@transaction.atomic
def stop_reception(*, reception: Reception, actor: Actor = None) -> Reception:
    """No more questions, no more visits: one press. What has come already can still be answered."""
    if actor is not None:
        demand(actor, Permission.RECEPTION_SET, reception.organisation)
    reception = hold_reception(reception)
    if reception.is_open:
        _store(reception, {"takes_questions": False, "takes_visits": False, "set_at": timezone.now()})
        audit.record(actor, "asking.reception.stopped", reception)
    return reception


def _store(reception: Reception, changes: Mapping[str, object]) -> None:
    for name, value in changes.items():
        setattr(reception, name, value)
    reception.save(update_fields=list(changes))


def _hand_over(reception: Reception) -> None:
    """Whoever answered before can no longer; what waits is sent to the new one."""
    links.revoke(purpose=letters.RECEPTION, subject_id=reception.public_id)
    for enquiry in reception.enquiries.exclude(state__in=("typed", "lapsed", "withdrawn")):
        letters.close_links(enquiry, letters.COMPANY)
    related = ("example__document", "example__organisation")
    for enquiry in reception.enquiries.filter(state__in=WAITING).select_related(*related):
        enquiry.reception = reception
        letters.tell_of_question(enquiry)


def _demand_whole(terms: Terms) -> None:
    wrong: dict[str, str] = {}
    try:
        validate_email(terms.email.strip())
    except ValidationError:
        wrong["email"] = _("Write an e-mail address.")
    for name, cap in (("question_cap", terms.question_cap), ("visit_cap", terms.visit_cap)):
        if not 1 <= cap <= MOST_A_MONTH:
            wrong[name] = _("Write a number from 1 to 100.")
    if wrong:
        raise InvalidInput(_("Check what you have written."), wrong)
