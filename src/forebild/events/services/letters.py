"""What is told by mail: to whoever registers, to each who is registered, and when something changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events import notices
from forebild.events.models import Booking, Cancellation, Event, Quota, Registration
from forebild.events.states import HOLDING
from forebild.events.timetable import lines_of, own_sessions
from forebild.events.where import place_of
from forebild.shared.calendar_file import CONTENT_TYPE, Appointment, calendar_file, method_of
from forebild.shared.links import services as links
from forebild.shared.models import in_language, new_public_id
from forebild.shared.outbox.held import HeldBatch
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.outbox.services.queueing import Attached
from forebild.shared.permissions import Actor
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url

REGISTRATION, BOOKING = "events.registration", "events.booking"
_KEPT_AFTER = timedelta(days=60)  # the link shows what one took part in, and lets one answer afterwards


def tell_of_place(registration: Registration, *, actor: Actor = None) -> None:
    """That there is a place, with a file for the calendar; or the number in the queue."""
    if registration.state == "registered":
        where = {"where": place_of(registration.event, registration.quota.way, language_of(registration))}
        _tell(registration, notices.PLACE, where, actor=actor, attached=(invitation(registration),))
    else:
        _tell(registration, notices.QUEUED, {"number": str(registration.queue_number)}, actor=actor)


def tell_of_offer(registration: Registration) -> None:
    """A place is free: will you have it?"""
    language = language_of(registration)
    until = in_full(registration.offered_until, language)  # type: ignore[arg-type]  # an offer has an end
    _tell(registration, notices.OFFERED, {"until": until})


def tell_of_lapse(registration: Registration) -> None:
    """Nobody answered in time; the place went on."""
    _tell(registration, notices.LAPSED)


def tell_of_cancellation(registration: Registration, *, had_place: bool, actor: Actor = None) -> None:
    """That it is off, with the calendar's own cancellation where there was a place."""
    attached = (invitation(registration, is_cancelled=True),) if had_place else ()
    _tell(registration, notices.CANCELLED, actor=actor, attached=attached)


def tell_of_change(registration: Registration, *, actor: Actor) -> None:
    """Another time or place; the calendar is put right by the same file."""
    where = {"where": place_of(registration.event, registration.quota.way, language_of(registration))}
    attached = (invitation(registration),) if registration.state == "registered" else ()
    _tell(registration, notices.EVENT_CHANGED, where, actor=actor, attached=attached)


def tell_of_sessions(registration: Registration, changes: str) -> None:
    """What has become of sessions that one has chosen, or that are for all; the calendar is put right."""
    attached = (invitation(registration),)
    page = "events:own_programme"
    _tell(registration, notices.SESSIONS_CHANGED, {"changes": changes}, attached=attached, page=page)


def tell_of_mode(registration: Registration, *, actor: Actor) -> None:
    """The event goes on in the other way: that one has a place there, or a number in its queue."""
    if registration.state not in HOLDING:
        return tell_of_place(registration, actor=actor)
    where = {"where": place_of(registration.event, registration.quota.way, language_of(registration))}
    attached = (invitation(registration),)
    return _tell(registration, notices.MODE_CHANGED, where, actor=actor, attached=attached)


def ask_for_way(registration: Registration, *, actor: Actor) -> None:
    """One can take part in either way: which do you choose? Until then one keeps what one has."""
    language = language_of(registration)
    where = {"where": place_of(registration.event, Quota.Way.ROOM, language)}
    _tell(registration, notices.WAY_ASKED, where, actor=actor)


def remind(registration: Registration) -> None:
    """That it is soon; the link leads to where one takes part online, changes, or gives up the place."""
    where = {"where": place_of(registration.event, registration.quota.way, language_of(registration))}
    _tell(registration, notices.REMINDER, where)


def tell_of_event_cancelled(registration: Registration, cancellation: Cancellation) -> None:
    """The event is off; the letter waits as long as that can be undone."""
    reason = in_language(cancellation, "because", language_of(registration))
    has_place = registration.state == "registered"
    attached = (invitation(registration, is_cancelled=True),) if has_place else ()
    _tell(
        registration,
        notices.EVENT_CANCELLED,
        {"reason": reason},
        actor=cancellation.prepared_by,
        attached=attached,
        held_in=cancellation,
    )


def tell_contact(
    booking: Booking, registrations: Sequence[tuple[str, Registration]], *, actor: Actor = None
) -> None:
    """To whoever registered others: how it went for each by the name typed, and one link to change it all.

    How somebody stands who was registered before is not told.
    """
    language, event = booking.language, booking.event
    with override(language):
        lines = [f"{name}: {_outcome(each, booking)}" for name, each in registrations]
    made = next(each for _name, each in registrations if each.booking_id == booking.pk)
    queue(
        notice=notices.BOOKED,
        to=Recipient(email=booking.contact_email, language=language),
        values={
            "name": booking.contact_name,
            **event_words(event, language),
            "where": place_of(event, made.quota.way, language),
            "people": "\n".join(lines),
            "link": site_url("events:booking", language, token=_token(BOOKING, booking, event)),
        },
        key=f"{notices.BOOKED.kind}:{booking.public_id}",
        actor=actor,
    )


def _outcome(registration: Registration, booking: Booking) -> str:
    if registration.booking_id != booking.pk:
        return _("registered before")
    if registration.state == "registered":
        return _("a place")
    return _("number %(number)d in the queue") % {"number": registration.queue_number}


def send_link_again(registration: Registration) -> None:
    """To somebody who registers a second time: how it stands, once more, with a link that works."""
    if registration.state == "offered":
        tell_of_offer(registration)
    else:
        tell_of_place(registration)


def _tell(
    registration: Registration,
    notice: Notice,
    values: dict[str, str] | None = None,
    *,
    actor: Actor = None,
    attached: tuple[Attached, ...] = (),
    held_in: HeldBatch | None = None,
    page: str = "events:registration",
) -> None:
    language, event = language_of(registration), registration.event
    known = {"name": registration.name, **event_words(event, language)}
    if "link" in notice.placeholders:
        token = _token(REGISTRATION, registration, event)
        known["link"] = site_url(page, language, token=token)
    queue(
        notice=notice,
        to=Recipient(email=registration.email, language=language, public_id=registration.person.public_id),
        values=known | (values or {}),
        key=f"{notice.kind}:{registration.public_id}:{held_in.public_id if held_in else new_public_id()}",
        actor=actor,
        attachments=attached,
        hold=held_in is not None,
        not_before=held_in.held_until if held_in else None,
        batch=held_in.public_id if held_in else "",
    )


def language_of(registration: Registration) -> str:
    """What somebody is written to in: that of the page where he or she was registered."""
    return registration.booking.language


def event_words(event: Event, language: str) -> dict[str, str]:
    return {"event": in_language(event, "title", language), "when": in_full(event.begins_at, language)}


def own_token(registration: Registration) -> str:
    """A token of the person's own link, for a letter of a room above that has a page at the same link."""
    return _token(REGISTRATION, registration, registration.event)


def _token(purpose: str, subject: Any, event: Event) -> str:
    return links.issue(
        purpose=purpose,
        subject_id=subject.public_id,
        email=subject.contact_email if isinstance(subject, Booking) else subject.email,
        lifetime=max(event.ends_at - timezone.now(), timedelta()) + _KEPT_AFTER,
        single_use=False,
    )


def invitation(registration: Registration, *, is_cancelled: bool = False) -> Attached:
    """The event as a calendar takes it in; each file replaces the one before: same UID, higher SEQUENCE."""
    registration.sequence += 1
    registration.save(update_fields=["sequence"])
    appointment = appointment_for(registration, is_cancelled=is_cancelled)
    kind = f"{CONTENT_TYPE}; method={method_of(appointment)}"
    return ("event.ics", kind, calendar_file(appointment))


def appointment_for(registration: Registration, *, is_cancelled: bool = False) -> Appointment:
    """What the person keeps free, with the sessions that are for all and those that one has chosen."""
    event, language = registration.event, language_of(registration)
    return Appointment(
        uid=f"{event.public_id}@forebild",
        sequence=registration.sequence,
        begins_at=event.begins_at,
        ends_at=event.ends_at,
        stamped_at=timezone.now(),
        summary=in_language(event, "title", language),
        description=_description(registration, language, is_cancelled=is_cancelled),
        location=place_of(event, registration.quota.way, language),
        url=site_url("events:event", language, slug=event.slug),
        is_cancelled=is_cancelled,
        organiser=(event.programme.organiser, event.contact_email or event.programme.contact_email),
        attendee=(registration.name, registration.email),
    )


def _description(registration: Registration, language: str, *, is_cancelled: bool) -> str:
    """One entry with all of it, not one for each session: mail programs take in one entry a letter, and only
    so can a change, or the cancellation, replace the whole.
    """
    summary = in_language(registration.event, "summary", language)
    programme = "" if is_cancelled else lines_of(own_sessions(registration), language)
    return "\n\n".join(text for text in (summary, programme) if text)
