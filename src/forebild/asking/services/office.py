"""What the office does for somebody who waits in vain."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.asking import notices
from forebild.asking.models import Enquiry
from forebild.asking.services import letters
from forebild.asking.services.held import hold_enquiry
from forebild.asking.states import ENQUIRY
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def close_unanswered(*, actor: Actor, enquiry: Enquiry) -> Enquiry:
    """Tell the asker that no answer has come. The company may still answer: better late than never."""
    enquiry = hold_enquiry(enquiry)
    demand(actor, Permission.ENQUIRY_HANDLE, enquiry)
    if enquiry.state == "sent" and not enquiry.is_late:
        raise NotNow(_("The company still has time to answer."))
    ENQUIRY.move(enquiry, "close")
    letters.tell_asker(enquiry, notices.CLOSED)
    audit.record(actor, "asking.enquiry.closed", enquiry)
    return enquiry
