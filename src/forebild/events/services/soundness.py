"""Whether a registration can be taken as it was typed; what is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import compare_digest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.events import answers
from forebild.events.models import Event, Invitation, Question, Quota
from forebild.events.services import needs
from forebild.events.services.typed import MOST_AT_ONCE, From, Participant
from forebild.shared.errors import InvalidInput


def demand_sound(
    event: Event,
    quota: Quota,
    participants: Sequence[Participant],
    organisation: From,
    questions: Sequence[Question],
    code: str = "",
    invitation: Invitation | None = None,
) -> None:
    """Raises InvalidInput with everything that is missing or wrong, also of what lets one in."""
    wrong = _organisation_faults(quota, organisation)
    if invitation is not None:
        _demand_invited(event, participants, invitation)
    elif event.admission == Event.Admission.CODE and not _is_code(event, code):
        wrong["code"] = _("This is not the event's code. It stands in the invitation.")
    emails = [each.email.strip().lower() for each in participants]
    for place, each in enumerate(participants):
        if emails[place] in emails[:place]:
            wrong[f"{each.field}email"] = _(
                "Each person needs an address of their own: this one stands twice."
            )
        wrong |= {f"{each.field}{name}": text for name, text in _asked_faults(event, questions, each).items()}
    if not 1 <= len(participants) <= MOST_AT_ONCE:
        wrong["participants"] = _("Register at least one person, at most ten at once.")
    if wrong:
        raise InvalidInput(_("Check the registration."), wrong)


def _organisation_faults(quota: Quota, organisation: From) -> dict[str, str]:
    if not organisation.name.strip() and organisation.number.strip():
        return {"organisation": _("Write the name that goes with the number.")}
    if not organisation.name.strip() and quota.audience == Quota.Audience.COMPANIES:
        return {"organisation": _("These places are for companies: write which one you come from.")}
    return {}


def _asked_faults(event: Event, questions: Sequence[Question], each: Participant) -> dict[str, str]:
    wrong = {} if each.answers is None else answers.faults(questions, each.answers)
    return wrong | (needs.fault(each.needs) if event.asks_needs else {})


def _is_code(event: Event, code: str) -> bool:
    typed, known = (each.strip().casefold().encode() for each in (code, event.code))
    return compare_digest(typed, known)


def _demand_invited(event: Event, participants: Sequence[Participant], invitation: Invitation) -> None:
    if invitation.event_id != event.pk:
        raise InvalidInput(_("This invitation is to another event."))
    if len(participants) > 1 + invitation.colleagues:
        raise InvalidInput(
            ngettext(
                "The invitation is for one person.",
                "The invitation is for %(count)d persons at most.",
                1 + invitation.colleagues,
            )
            % {"count": 1 + invitation.colleagues}
        )
