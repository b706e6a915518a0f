"""A reader asks: written, confirmed by the mailed link within the number for the month, or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.asking.models import Enquiry, Kind, Reception
from forebild.asking.models.enquiry import CONFIRMED_WITHIN, month_of, next_month
from forebild.asking.queries.months import full_words, places_taken
from forebild.asking.services import letters
from forebild.asking.services.erasing import erase, erase_words
from forebild.asking.services.held import hold_enquiry, hold_reception
from forebild.asking.states import ENQUIRY
from forebild.library.models import GoodExample
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.pace import source_of
from forebild.shared.permissions import Actor

LONGEST = 2000
MOST_VISITORS = 50
# A flood is slowed down: each question sends a letter to an address that nobody has proved.
MOST_BY_ONE_PERSON = 5
PERSON_WITHIN = timedelta(days=1)
MOST_FROM_ONE_SOURCE = 20
SOURCE_WITHIN = timedelta(hours=1)


class MonthIsFull(NotNow):
    """The company takes no more this month."""


@dataclass(frozen=True)
class Asker:
    """Who asks, as typed; no account is needed."""

    name: str
    email: str
    company: str
    language: str = "sv"


@dataclass(frozen=True)
class Wish:
    """What is asked, or how many would come and when."""

    kind: str
    text: str
    head_count: int | None = None
    when: str = ""
    office_may_read: bool = False


@transaction.atomic
def ask(*, actor: Actor, example: GoodExample, asker: Asker, wish: Wish, address: str = "") -> Enquiry:
    """Write it down and ask whoever wrote it to confirm. The company hears nothing yet.

    The same words from the same person about the same story are one question. `address` is the network
    address that it came from.
    """
    now = timezone.now()
    _demand_whole(asker, wish)
    email = asker.email.strip().lower()
    reception = _demand_taken(example, wish.kind)
    source = source_of("enquiry", address, now)
    key = _key(example, email, wish)
    existing = Enquiry.objects.filter(key=key).first()
    if existing is not None:
        return existing
    _demand_pace(email, source, now)
    enquiry, is_new = Enquiry.objects.get_or_create(
        key=key,
        defaults={
            "reception": reception,
            "example": example,
            "kind": wish.kind,
            "name": asker.name.strip(),
            "email": email,
            "company": asker.company.strip(),
            "language": asker.language,
            "text": wish.text.strip(),
            "head_count": wish.head_count if wish.kind == Kind.VISIT else None,
            "when": wish.when.strip() if wish.kind == Kind.VISIT else "",
            "office_may_read": wish.office_may_read,
            "source": source,
            "asked_at": now,
            "waits_until": now + CONFIRMED_WITHIN,
        },
    )
    if is_new:
        letters.ask_to_confirm(enquiry)
        audit.record(actor, "asking.enquiry.asked", enquiry, example=example.public_id)
    return enquiry


@transaction.atomic
def send_enquiry(*, enquiry: Enquiry) -> Enquiry:
    """By the link in the asker's mail: it is sent to the company, if the month has a place left.

    The company's row is held, so that of many at once each gets a place of its own, and none more than there
    are. Raises MonthIsFull. Pressed twice it is sent once.
    """
    reception = hold_reception(enquiry.reception)
    enquiry = hold_enquiry(enquiry)
    if enquiry.state != "typed":
        return enquiry
    now = timezone.now()
    _demand_taken(enquiry.example, enquiry.kind)
    _demand_one_at_a_time(enquiry)
    month = month_of(now)
    taken = places_taken(reception, enquiry.kind, month)
    if taken >= reception.cap(enquiry.kind):
        raise MonthIsFull(full_words(enquiry.kind, next_month(month)))
    ENQUIRY.move(enquiry, "send", confirmed_at=now, turn_at=now, month=month, place=taken + 1, remind_on=None)
    letters.tell_of_question(enquiry)
    audit.record(None, "asking.enquiry.sent", enquiry, place=taken + 1)
    return enquiry


@transaction.atomic
def postpone(*, enquiry: Enquiry) -> Enquiry:
    """By the asker's link, when the month is full: write to me when the next one opens."""
    enquiry = hold_enquiry(enquiry)
    if enquiry.state != "typed":
        raise NotNow(_("It has been sent or taken back."))
    opens_on = next_month(month_of(timezone.now()))
    if enquiry.remind_on == opens_on:
        return enquiry
    enquiry.remind_on = opens_on
    enquiry.waits_until = _start_of(opens_on) + CONFIRMED_WITHIN
    enquiry.save(update_fields=["remind_on", "waits_until"])
    audit.record(None, "asking.enquiry.postponed", enquiry, opens_on=opens_on.isoformat())
    return enquiry


@transaction.atomic
def withdraw(*, enquiry: Enquiry) -> Enquiry:
    """By the asker's link, one press, at any time: what both wrote is erased, and the company is told."""
    enquiry = hold_enquiry(enquiry)
    if enquiry.state == "withdrawn":
        return enquiry
    had_reached = enquiry.state in ("sent", "proposed", "agreed")
    ENQUIRY.move(enquiry, "withdraw", **erase_words(enquiry))
    erase(enquiry, by="asker")
    letters.close_links(enquiry, letters.COMPANY)
    if had_reached:
        letters.tell_withdrawn(enquiry)
    audit.record(None, "asking.enquiry.withdrawn", enquiry)
    return enquiry


def _demand_taken(example: GoodExample, kind: str) -> Reception:
    """The company's word, if the story is public and the company takes this kind."""
    reception = Reception.objects.filter(
        programme=example.programme_id, organisation=example.organisation_id
    ).first()
    is_public = GoodExample.objects.public().filter(pk=example.pk).exists()
    if reception is None or not is_public or not reception.takes(kind):
        raise NotNow(_("The company takes no such questions now."))
    return reception


def _demand_one_at_a_time(enquiry: Enquiry) -> None:
    """Nobody takes the month from others, or asks on where a company has called it abuse."""
    same = Enquiry.objects.filter(reception=enquiry.reception, email=enquiry.email).exclude(pk=enquiry.pk)
    if same.filter(is_abuse=True).exists():
        raise NotNow(_("The company takes no more questions from you."))
    if same.filter(kind=enquiry.kind, state="sent").exists():
        raise NotNow(
            _("You have asked this company before, and it has not answered yet. Wait for its answer.")
        )


def _demand_pace(email: str, source: str, now: datetime) -> None:
    if settings.RATE_LIMITS_OFF:
        return
    by_person = Enquiry.objects.filter(email=email, asked_at__gt=now - PERSON_WITHIN).count()
    lately = Enquiry.objects.filter(source=source, asked_at__gt=now - SOURCE_WITHIN)
    if by_person >= MOST_BY_ONE_PERSON:
        raise NotNow(_("You have asked five questions in a day. Ask the next one tomorrow."))
    if source and lately.count() >= MOST_FROM_ONE_SOURCE:
        raise NotNow(_("Many questions have come from your network in a short time. Try again in an hour."))


def _demand_whole(asker: Asker, wish: Wish) -> None:
    wrong: dict[str, str] = {}
    if not asker.name.strip():
        wrong["name"] = _("Write your name.")
    if not asker.company.strip():
        wrong["company"] = _("Write which company you come from.")
    if wish.kind not in Kind.values:
        wrong["kind"] = _("Choose whether you ask or would like to visit.")
    if not wish.text.strip() or len(wish.text) > LONGEST:
        wrong["text"] = _("Write what you would like to know, in at most 2,000 characters.")
    if wish.kind == Kind.VISIT and not 1 <= (wish.head_count or 0) <= MOST_VISITORS:
        wrong["head_count"] = _("Write how many you are, from 1 to 50.")
    if wish.kind == Kind.VISIT and not wish.when.strip():
        wrong["when"] = _("Write when you would like to come.")
    if wrong:
        raise InvalidInput(_("Check what you have written."), wrong)


def _key(example: GoodExample, email: str, wish: Wish) -> str:
    words = "\n".join((example.public_id, email, wish.kind, wish.text.strip()))
    return sha256(words.encode()).hexdigest()


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
