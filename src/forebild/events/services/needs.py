"""Food and access needs: kept only with consent, apart from all else, and erased.

Nothing of them goes into the log, a letter or an export: those outlive what may be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events.models import Access, Diet, Event, Needs, Registration
from forebild.events.models.needs import KEPT_AFTER
from forebild.events.services.held import hold
from forebild.events.states import LIVE
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.ui.dates import day_in_full

LONGEST = 200  # characters in words of one's own
_CANCELLED_FOR = timedelta(days=1)  # nobody takes the cancellation back after that


@dataclass(frozen=True)
class Typed:
    """What somebody has written of what is needed, and whether the box was ticked."""

    diet: Sequence[str] = ()
    diet_other: str = ""
    access: Sequence[str] = ()
    access_other: str = ""
    is_agreed: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to keep."""
        words = (self.diet_other.strip(), self.access_other.strip())
        return bool(self.diet or self.access or any(words))


NOTHING_SAID = Typed()


def consent_words(event: Event, language: str) -> str:
    """What one says yes to: what for, who reads it, until when."""
    with override(language):
        return _(
            "Yes, the programme office may keep what I have written here about food and access, and use it "
            "for this event alone. It is erased 14 days after the event, as planned now on %(day)s, or as "
            "soon as I ask for it."
        ) % {"day": day_in_full(Needs.erased_at(event.ends_at), language)}


def fault(typed: Typed) -> dict[str, str]:
    """What keeps it from being stored, by the form's field."""
    if typed.says_something and not typed.is_agreed:
        return {"consent": _("Tick this box if we may keep what you have written, or take it away.")}
    codes = [each not in Diet.values for each in typed.diet] + [
        each not in Access.values for each in typed.access
    ]
    too_long = max(len(typed.diet_other), len(typed.access_other)) > LONGEST
    return (
        {"diet_other": _("Choose among what is there, and write at most 200 characters.")}
        if (any(codes) or too_long)
        else {}
    )


def keep(registration: Registration, typed: Typed, language: str) -> None:
    """Store what was said, in place of what was said before; nothing said is nothing stored."""
    if not typed.says_something:
        Needs.objects.filter(registration=registration).delete()
        return
    Needs.objects.update_or_create(
        registration=registration,
        defaults={
            "diet": list(typed.diet),
            "diet_other": typed.diet_other.strip(),
            "access": list(typed.access),
            "access_other": typed.access_other.strip(),
            "consent": consent_words(registration.event, language),
            "consented_at": timezone.now(),
        },
    )


@transaction.atomic
def say_needs(*, link: Link, registration: Registration, typed: Typed, language: str) -> None:
    """By one's own link: say what one needs, or something else than before. Raises InvalidInput, NotNow."""
    event = hold(registration.event)
    links.use(link)
    fresh = Registration.objects.get(pk=registration.pk)
    fresh.event = event
    if wrong := fault(typed):
        raise InvalidInput(_("Check what you need."), wrong)
    is_open = event.state == "announced" and timezone.now() < event.changes_end_at and event.asks_needs
    if not is_open or fresh.state not in LIVE:
        raise NotNow(_("It is too late to change this here. Write to us instead."))
    keep(fresh, typed, language)
    audit.record(None, "events.needs.said", fresh, event=event.public_id)


@transaction.atomic
def withdraw_needs(*, link: Link, registration: Registration) -> None:
    """By one's own link, at any time: take the consent back. What was kept is erased at once."""
    links.use(link)
    if erase_of(registration):
        audit.record(None, "events.needs.withdrawn", registration, event=registration.event.public_id)


def erase_of(registration: Registration) -> bool:
    """Erase what is kept of one; whether there was anything. For whoever does not come any more, too."""
    return bool(Needs.objects.filter(registration=registration).delete()[0])


def erase_due(*, now: datetime | None = None) -> int:
    """By the clock: of events 14 days past, and of those that were cancelled; how many were erased."""
    now = now or timezone.now()
    over = Q(ends_at__lte=now - KEPT_AFTER) | Q(state="cancelled", cancelled_at__lte=now - _CANCELLED_FOR)
    due = Event.objects.filter(over, pk__in=Needs.objects.values("registration__event")).order_by("pk")
    return sum(_erase(event) for event in due)


@transaction.atomic
def _erase(event: Event) -> int:
    count = Needs.objects.filter(registration__event=event).delete()[0]
    audit.record(None, "events.needs.erased", event, count=count)
    return count
