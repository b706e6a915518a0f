"""What happens by the clock: reminders, months that open, what was never confirmed, what is a year old."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from forebild.asking import notices
from forebild.asking.models import Enquiry
from forebild.asking.models.enquiry import KEPT, REMINDED_AFTER
from forebild.asking.services import letters
from forebild.asking.services.erasing import erase, erase_words
from forebild.asking.services.held import hold_enquiry
from forebild.asking.states import ENQUIRY
from forebild.shared import audit


def remind_companies(*, now: datetime | None = None) -> int:
    """Once, a week after it became the company's turn; how many letters."""
    now = now or timezone.now()
    due = Enquiry.objects.filter(state="sent", reminded_at=None, turn_at__lte=now - REMINDED_AFTER)
    return sum(_remind(each, now) for each in due.order_by("pk"))


@transaction.atomic
def _remind(enquiry: Enquiry, now: datetime) -> bool:
    enquiry = hold_enquiry(enquiry)
    if enquiry.state != "sent" or enquiry.reminded_at is not None:
        return False
    enquiry.reminded_at = now
    enquiry.save(update_fields=["reminded_at"])
    letters.tell_company(enquiry, notices.REMINDER)
    return True


def remind_askers(*, now: datetime | None = None) -> int:
    """On the first of the month, those who asked for it: now it is open; how many letters."""
    today = timezone.localdate(now or timezone.now())
    due = Enquiry.objects.filter(state="typed", remind_on__lte=today)
    return sum(_tell_open(each) for each in due.order_by("pk"))


@transaction.atomic
def _tell_open(enquiry: Enquiry) -> bool:
    enquiry = hold_enquiry(enquiry)
    if enquiry.state != "typed" or enquiry.remind_on is None:
        return False
    enquiry.remind_on = None
    enquiry.save(update_fields=["remind_on"])
    letters.tell_asker(enquiry, notices.MONTH_OPEN)
    return True


def lapse_unconfirmed(*, now: datetime | None = None) -> int:
    """Erase what nobody has confirmed in a week; how many."""
    due = Enquiry.objects.filter(state="typed", waits_until__lt=now or timezone.now())
    return sum(_lapse(each, now or timezone.now()) for each in due.order_by("pk"))


@transaction.atomic
def _lapse(enquiry: Enquiry, now: datetime) -> bool:
    enquiry = hold_enquiry(enquiry)
    if enquiry.state != "typed" or enquiry.waits_until >= now:
        return False
    ENQUIRY.move(enquiry, "lapse", **erase_words(enquiry))
    letters.close_links(enquiry, letters.ASKER)
    audit.record(None, "asking.enquiry.lapsed", enquiry)
    return True


def erase_old(*, now: datetime | None = None) -> int:
    """Erase what is a year old, and close its links; that it was asked and answered stays. How many."""
    due = Enquiry.objects.filter(erased_at=None, asked_at__lte=(now or timezone.now()) - KEPT)
    return sum(_erase(each) for each in due.order_by("pk"))


@transaction.atomic
def _erase(enquiry: Enquiry) -> bool:
    enquiry = hold_enquiry(enquiry)
    if enquiry.erased_at is not None:
        return False
    if ENQUIRY.allows(enquiry.state, "close"):
        ENQUIRY.move(enquiry, "close")  # nobody can answer it any more
    for name, value in erase_words(enquiry).items():
        setattr(enquiry, name, value)
    enquiry.save()
    erase(enquiry)
    letters.close_links(enquiry, letters.ASKER, letters.COMPANY)
    audit.record(None, "asking.enquiry.erased", enquiry)
    return True
