"""What the asker says to the times of a visit: one of them suits, or none."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.asking import notices
from forebild.asking.models import Enquiry
from forebild.asking.queries.enquiries import proposed_times
from forebild.asking.services import letters
from forebild.asking.services.held import hold_enquiry
from forebild.asking.states import ENQUIRY
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow


@transaction.atomic
def agree_to_time(*, enquiry: Enquiry, time_id: str, shows_email: bool = False) -> Enquiry:
    """By the asker's link: this one. Both get a letter; the same pressed twice is agreed once.

    Raises NotNow for a time that the company has replaced, or that has gone by.
    """
    enquiry = hold_enquiry(enquiry)
    chosen = next((each for each in proposed_times(enquiry) if each.public_id == time_id), None)
    if chosen is None:
        raise InvalidInput(_("Choose a time."), {"time": _("Choose one of the times.")})
    if enquiry.state == "agreed" and enquiry.agreed_time == chosen.starts_at:
        return enquiry
    if chosen.starts_at <= timezone.now():
        raise NotNow(_("That time has gone by. Choose another, or ask for new times."))
    ENQUIRY.move(
        enquiry,
        "agree",
        agreed_at=timezone.now(),
        agreed_time=chosen.starts_at,
        shows_email=shows_email,
    )
    letters.tell_of_visit(enquiry, chosen.starts_at)
    audit.record(None, "asking.enquiry.agreed", enquiry)
    return enquiry


@transaction.atomic
def refuse_times(*, enquiry: Enquiry, when: str) -> Enquiry:
    """By the asker's link: none of them suits, and when would. It is the company's turn again."""
    enquiry = hold_enquiry(enquiry)
    if not when.strip() or len(when) > 200:
        raise InvalidInput(
            _("Check what you have written."),
            {"when": _("Write when it would suit, in at most 200 characters.")},
        )
    ENQUIRY.move(enquiry, "refuse_times", when=when.strip(), turn_at=timezone.now(), reminded_at=None)
    letters.tell_company(enquiry, notices.TIMES_REFUSED)
    audit.record(None, "asking.enquiry.times_refused", enquiry)
    return enquiry
