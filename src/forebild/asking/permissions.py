"""Who says what a company takes, who answers for it, who looks after what waits."""

from __future__ import annotations

from forebild.asking.models import Enquiry
from forebild.people.models import Organisation
from forebild.people.permissions import can_edit_organisation
from forebild.programme.permissions import can_work_in_office
from forebild.shared.permissions import Actor, Answer, Permission, rule


@rule(Permission.RECEPTION_SET)
def can_set_reception(actor: Actor, organisation: Organisation) -> Answer:
    """Those who act for the company; whom the questions go to does it by the link in the mail."""
    return can_edit_organisation(actor, organisation)


@rule(Permission.ENQUIRY_ANSWER)
def can_answer_enquiry(actor: Actor, enquiry: Enquiry) -> Answer:
    """Those who act for the company; whom the questions go to does it by the link in the mail."""
    return can_edit_organisation(actor, enquiry.reception.organisation)


@rule(Permission.ENQUIRY_HANDLE)
def can_handle_enquiry(actor: Actor, subject: object | None = None) -> Answer:
    """The office: that something was asked and when, never what, but where one of the two lets it read."""
    return can_work_in_office(actor)
