"""What the office does with nominated companies: whom to write to, ask several at once, remind once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition import notices
from forebild.competition.models import Case
from forebild.competition.queries import may_begin
from forebild.competition.queries_office import nominations_contact, was_reminded
from forebild.competition.services.nominations import ANSWER, ANSWER_TIME, ask_company, letter_language
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.links import services as links
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Permission, demand, may
from forebild.shared.urls import site_url


@dataclass(frozen=True)
class Asked:
    """How many companies were asked, and how many were not: asked before, or nobody to write to."""

    asked_count: int
    left_out_count: int


@transaction.atomic
def set_contact(*, actor: Person, case: Case, name: str, email: str) -> None:
    """Whom to ask at the company. Raises NotNow once it has been asked, InvalidInput for a wrong address."""
    demand(actor, Permission.NOMINATION_HANDLE, case)
    _check_contact(name, email)
    changes = {"contact_name": name.strip(), "contact_email": email.strip().lower()}
    if not Case.objects.filter(pk=case.pk, state="new").update(**changes):
        raise NotNow(_("The company has had its letter. Whom it went to can no longer be changed."))
    case.contact_name, case.contact_email = changes["contact_name"], changes["contact_email"]
    audit.record(actor, "competition.case.contact_set", case, edition=case.edition)


def _check_contact(name: str, email: str) -> None:
    wrong = {}
    if not name.strip():
        wrong["name"] = _("Write the name of the person that you ask.")
    try:
        validate_email(email.strip())
    except ValidationError:
        wrong["email"] = _("Write an e-mail address, for example name@company.example.")
    if wrong:
        raise InvalidInput(_("Say whom to ask."), wrong)


def ask_cases(*, actor: Person, cases: Iterable[Case]) -> Asked:
    """Ask each company that has somebody to write to and has not been asked; each in its own transaction."""
    asked, left_out = 0, 0
    for case in cases:
        if _ask(actor, case):
            asked += 1
        else:
            left_out += 1
    return Asked(asked, left_out)


def _ask(actor: Person, case: Case) -> bool:
    contact = nominations_contact(case)
    if case.state != "new" or contact is None or not may(actor, Permission.NOMINATION_HANDLE, case).allowed:
        return False
    try:
        ask_company(actor=actor, case=case, name=contact.name, email=contact.email)
    except (
        NotNow,
        Overtaken,
    ):  # the call has closed, or a colleague asked it a moment ago: it has its one letter
        return False
    return True


@transaction.atomic
def remind_company(*, actor: Person, case: Case) -> None:
    """Write once more to a company that has not answered, with a link of its own. Only once.

    Raises NotNow when it has answered, was never asked, or has been reminded.
    """
    case = (
        Case.objects.select_for_update(of=("self",)).select_related("organisation", "edition").get(pk=case.pk)
    )
    demand(actor, Permission.NOMINATION_HANDLE, case)
    if case.state != "asked":
        raise NotNow(_("Only a company that has been asked and has not answered is reminded."))
    if not may_begin(case.edition, timezone.now(), invited=True):
        raise NotNow(_("The call has closed: the company could not say yes any more."))
    if was_reminded(case):
        raise NotNow(_("The company has been reminded once. That is enough."))
    token = links.issue(
        purpose=ANSWER,
        subject_id=case.public_id,
        email=case.contact_email,
        lifetime=ANSWER_TIME,
        single_use=False,
    )
    language = letter_language(case)
    queue(
        notice=notices.COMPANY_REMINDED,
        to=Recipient(email=case.contact_email, language=language),
        values={
            "name": case.contact_name,
            "company": case.organisation.name,
            "edition": str(case.edition),
            "link": site_url("competition:case_answer", language, token=token),
        },
        key=notices.reminder_key(case.public_id),
        actor=actor,
    )
    audit.record(actor, "competition.case.reminded", case, edition=case.edition)
