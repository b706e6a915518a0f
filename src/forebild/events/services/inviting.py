"""Inviting: addresses or a group, first looked over, then letters that wait ten minutes; one reminder.

1. `look_over` says whom it concerns: new, invited before, registered before, no address. Nothing is changed.
2. `invite` makes an invitation and a held letter for each new one; `stop_invitations` within ten minutes.
3. Each answers by the letter's link: registers (`registering.register`), or `decline`s with one press.
4. `remind_invited` writes once more to those who have not answered, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.events import notices
from forebild.events.addresses import Guest
from forebild.events.models import Event, Invitation, InvitationBatch
from forebild.events.services.held import hold
from forebild.events.states import INVITATION, INVITATIONS, LIVE
from forebild.events.where import place_of
from forebild.people.models import Person
from forebild.programme.models import Role
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import in_language
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import HOLD_TIME, Recipient, note_left, queue, stop_held
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url

INVITED = "events.invitation"  # the link's purpose
MOST_AT_A_TIME = 500  # each is a letter
MOST_COLLEAGUES = 9


@dataclass(frozen=True)
class LookedOver:
    """Whom an invitation would go to, and whom not."""

    new: tuple[Guest, ...]
    invited: int  # before
    registered: int  # and not invited
    invalid: tuple[str, ...] = ()


def guests_of(actor: Actor, event: Event) -> list[Guest]:
    """All who had a place at an earlier event that `actor` runs."""
    run = Event.objects.run_by(actor).filter(pk=event.pk)
    found = Person.objects.filter(
        registrations__event__in=run, registrations__state="registered", is_active=True
    )
    return _as_guests(found)


def holders_of(actor: Actor, event: Event, kind: str) -> list[Guest]:
    """All who hold that role in the event's programme now."""
    demand(actor, Permission.EVENT_EDIT, event)
    roles = Role.objects.current().filter(programme=event.programme, kind=kind)
    return _as_guests(Person.objects.filter(roles__in=roles, is_active=True))


def _as_guests(people: Iterable[Person]) -> list[Guest]:
    found = {each.pk: Guest(each.email, each.name, each.language) for each in people}
    return sorted(found.values(), key=lambda each: each.email)


def look_over(event: Event, guests: Iterable[Guest], invalid: Sequence[str] = ()) -> LookedOver:
    """Each address once; who was invited or is registered is left out. Three statements."""
    by_email = {each.email: each for each in guests}
    invited = set(event.invitations.standing().filter(email__in=by_email).values_list("email", flat=True))
    registered = set(
        event.registrations.filter(state__in=LIVE, email__in=by_email).values_list("email", flat=True)
    )
    known = {each.email: each for each in _as_guests(Person.objects.filter(email__in=by_email))}
    new = [
        Guest(email, each.name or known.get(email, each).name, known.get(email, each).language)
        for email, each in by_email.items()
        if email not in invited | registered
    ]
    return LookedOver(tuple(new), len(invited), len(registered - invited), tuple(invalid))


@transaction.atomic
def invite(
    *, actor: Actor, event: Event, guests: Sequence[Guest], colleagues: int = 0, language: str = "sv"
) -> InvitationBatch:
    """An invitation for each who is new; the letters wait ten minutes. `language` where it is not known.

    Raises InvalidInput where nobody is new or too many are, NotNow where nobody could register.
    """
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    now = timezone.now()
    if event.state != "announced" or now >= event.registration_ends_at:
        raise NotNow(_("Announce the event first: those who are invited register by its page."))
    new = look_over(event, guests).new
    _demand_some(new)
    batch = InvitationBatch.objects.create(
        event=event, letter_count=len(new), held_until=now + HOLD_TIME, prepared_by=actor, prepared_at=now
    )
    for guest in new:
        _invite_one(batch, guest, min(colleagues, MOST_COLLEAGUES), language)
    audit.record(actor, "events.invitations.sent", event, count=len(new))
    return batch


def _demand_some(new: Sequence[Guest]) -> None:
    if not new:
        nobody = _("Nobody here is new: all have been invited or are registered.")
        raise InvalidInput(nobody, {"addresses": nobody})
    if len(new) > MOST_AT_A_TIME:
        text = _("At most %(most)d at a time: invite in portions.") % {"most": MOST_AT_A_TIME}
        raise InvalidInput(text, {"addresses": text})


def _invite_one(batch: InvitationBatch, guest: Guest, colleagues: int, language: str) -> None:
    invitation = Invitation.objects.create(
        event=batch.event,
        batch=batch,
        name=guest.name,
        email=guest.email,
        language=guest.language or language,
        colleagues=colleagues,
        invited_at=batch.prepared_at,
    )
    _write(invitation, notices.INVITED, actor=batch.prepared_by, batch=batch)


def _write(
    invitation: Invitation, notice: Notice, *, actor: Actor, batch: InvitationBatch | None = None
) -> None:
    event, language = invitation.event, invitation.language
    token = links.issue(
        purpose=INVITED,
        subject_id=invitation.public_id,
        email=invitation.email,
        lifetime=max(event.ends_at - timezone.now(), timedelta(days=1)),
        single_use=False,
    )
    queue(
        notice=notice,
        to=Recipient(email=invitation.email, language=language),
        values={
            "event": in_language(event, "title", language),
            "when": in_full(event.begins_at, language),
            "where": place_of(event, "room", language),
            "summary": in_language(event, "summary", language),
            "link": site_url("events:invitation", language, token=token),
        },
        key=f"{notice.kind}:{invitation.public_id}",
        actor=actor,
        hold=batch is not None,
        not_before=batch.held_until if batch else None,
        batch=batch.public_id if batch else "",
    )


@transaction.atomic
def stop_invitations(*, actor: Actor, batch: InvitationBatch) -> None:
    """Within the ten minutes: nobody has been asked. Raises NotNow once the letters have left."""
    event = hold(batch.event)
    demand(actor, Permission.EVENT_EDIT, event)
    stop_held(batch=batch, lifecycle=INVITATIONS)
    for invitation in batch.invitations.all():
        INVITATION.move(invitation, "stop")
    audit.record(actor, "events.invitations.stopped", event, count=batch.letter_count)


@transaction.atomic
def decline(*, link: Link, invitation: Invitation) -> Invitation:
    """By the letter's link: no, thank you. Pressed twice it is said once. Raises NotNow once registered."""
    links.use(link)
    if invitation.state == "declined":
        return invitation
    INVITATION.move(invitation, "decline", answered_at=timezone.now())
    audit.record(None, "events.invitation.declined", invitation.event, invitation=invitation.public_id)
    return invitation


@transaction.atomic
def remind_invited(*, actor: Actor, event: Event) -> int:
    """Once more to all who have not answered and were not reminded yet; how many. Raises NotNow for none."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    now = timezone.now()
    waiting = list(to_remind(event))
    if not waiting or event.state != "announced" or now >= event.registration_ends_at:
        raise NotNow(_("There is nobody to remind."))
    for invitation in waiting:
        invitation.event = event
        invitation.reminded_at = now
        invitation.save(update_fields=["reminded_at"])
        _write(invitation, notices.INVITED_AGAIN, actor=actor)
    audit.record(actor, "events.invitations.reminded", event, count=len(waiting))
    return len(waiting)


def to_remind(event: Event) -> Iterable[Invitation]:
    """Those who have not answered and were not reminded."""
    return event.invitations.unanswered().filter(reminded_at=None).order_by("pk")


def note_invitations_left() -> int:
    """By the clock: batches whose letters have left are past stopping; how many."""
    return note_left(InvitationBatch.objects.all(), INVITATIONS)


def in_words(looked: LookedOver) -> list[str]:
    """What a look over says, a sentence each."""
    said = [
        (
            len(looked.new),
            ngettext("%(n)d person is invited.", "%(n)d persons are invited.", len(looked.new)),
        ),
        (
            looked.invited,
            ngettext(
                "%(n)d was invited before and gets no second letter.",
                "%(n)d were invited before and get no second letter.",
                looked.invited,
            ),
        ),
        (
            looked.registered,
            ngettext(
                "%(n)d is registered already and is left out.",
                "%(n)d are registered already and are left out.",
                looked.registered,
            ),
        ),
    ]
    return [text % {"n": count} for count, text in said if count]
