"""A request for help: made by somebody who came, taken care of by the office, closed, or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Registration
from forebild.events.services.letters import language_of
from forebild.outcomes.consent import VERSION, consent_words
from forebild.outcomes.models import FollowUp
from forebild.outcomes.models.follow_up import Outcome, Topic
from forebild.outcomes.services import letters
from forebild.outcomes.services.held import hold_follow_up
from forebild.outcomes.states import FOLLOW_UP, IN_FORCE, OPEN, REFERRAL, STANDING
from forebild.outcomes.who_came import who_came
from forebild.people.models import Organisation
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.outbox.services import stop_batch
from forebild.shared.permissions import Actor, Permission, demand

LONGEST = 2000


@dataclass(frozen=True)
class Asker:
    """Who asks for an adviser without having been at an event."""

    programme: Programme
    name: str
    email: str
    organisation: Organisation | None
    company: str
    county: str


@transaction.atomic
def ask_for_help(
    *, registration: Registration, topics: list[str], wish: str, agrees: bool, language: str = ""
) -> FollowUp:
    """By one's own link after the event. Asked twice it is asked once.

    `language` is that of the page, whose words one has agreed to.
    """
    Registration.objects.select_for_update().get(
        pk=registration.pk
    )  # of two presses the second finds the first
    standing = FollowUp.objects.filter(registration=registration, state__in=STANDING).first()
    if standing is not None:
        return standing
    event = registration.event
    if not event.is_over_at(timezone.now()) or not who_came(event).filter(pk=registration.pk).exists():
        raise NotNow(_("One can ask for help after the event, if one was there."))
    _demand_whole(topics, wish, agrees)
    language = language or language_of(registration)
    organisation = registration.organisation
    follow_up = FollowUp.objects.create(
        programme=event.programme,
        event=event,
        registration=registration,
        name=registration.name,
        email=registration.email,
        organisation=organisation,
        organisation_name=registration.organisation_name,
        county=(organisation.county if organisation else "") or event.county,
        language=language,
        topics=[topic for topic in Topic.values if topic in topics],
        wish=wish.strip(),
        consent_version=VERSION,
        consent_text=consent_words(language),
    )
    letters.tell_what_was_asked(follow_up)
    audit.record(None, "outcomes.follow_up.asked", follow_up, event=event.public_id, consent_version=VERSION)
    return follow_up


def _demand_whole(topics: list[str], wish: str, agrees: bool) -> None:
    wrong: dict[str, str] = {}
    if not topics or not set(topics) <= set(Topic.values):
        wrong["topics"] = _("Choose what it is about.")
    if len(wish) > LONGEST:
        wrong["wish"] = _("Write at most 2,000 characters.")
    if topics == [Topic.OTHER] and not wish.strip():
        wrong["wish"] = _("Write what you would like help with.")
    if not agrees:
        wrong["agrees"] = _("Without your consent nobody can be told. Tick the box, or leave the page.")
    if wrong:
        raise InvalidInput(_("Check the request."), wrong)


@transaction.atomic
def ask_for_adviser(
    *, asker: Asker, topics: list[str], wish: str, agrees: bool, language: str = "sv"
) -> FollowUp:
    """From a self-assessment, by whoever has saved it: the same wish, the same consent, without an event.

    Asked twice it is asked once.
    """
    Programme.objects.select_for_update().get(pk=asker.programme.pk)  # of two presses the second finds it
    standing = FollowUp.objects.filter(
        programme=asker.programme, event=None, email__iexact=asker.email, state__in=STANDING
    ).first()
    if standing is not None:
        return standing
    _demand_whole(topics, wish, agrees)
    follow_up = FollowUp.objects.create(
        programme=asker.programme,
        name=asker.name,
        email=asker.email,
        organisation=asker.organisation,
        organisation_name=asker.company,
        county=asker.county,
        language=language,
        topics=[topic for topic in Topic.values if topic in topics],
        wish=wish.strip(),
        consent_version=VERSION,
        consent_text=consent_words(language),
    )
    letters.tell_what_was_asked(follow_up)
    audit.record(None, "outcomes.follow_up.asked", follow_up, event="", consent_version=VERSION)
    return follow_up


def _standing_like(follow_up: FollowUp) -> QuerySet[FollowUp]:
    """Other requests of the same person that somebody waits for."""
    if follow_up.registration is not None:
        return FollowUp.objects.standing().filter(registration=follow_up.registration)
    return FollowUp.objects.standing().filter(
        programme=follow_up.programme, event=None, email__iexact=follow_up.email
    )


@transaction.atomic
def withdraw(*, follow_up: FollowUp) -> FollowUp:
    """By one's own link, one press: the adviser's link closes at once, and the wish is erased.

    Taken back twice it stays taken back.
    """
    follow_up = hold_follow_up(follow_up)
    if follow_up.state == "withdrawn":
        return follow_up
    FOLLOW_UP.move(follow_up, "withdraw", withdrawn_at=timezone.now(), wish="")
    end_referrals(follow_up)
    letters.tell_withdrawn(follow_up)
    event = follow_up.event.public_id if follow_up.event else ""
    audit.record(None, "outcomes.follow_up.withdrawn", follow_up, event=event)
    return follow_up


def end_referrals(follow_up: FollowUp, states: tuple[str, ...] = IN_FORCE) -> None:
    """Close the adviser's link. One whose letter has left is told to delete; another never hears of it."""
    for referral in follow_up.referrals.filter(state__in=states).select_related("adviser"):
        referral.follow_up = follow_up
        was_held = referral.may_be_stopped
        REFERRAL.move(referral, "end")
        links.revoke(purpose=letters.REFERRAL, subject_id=referral.public_id)
        if was_held:
            stop_batch(batch=referral.public_id)
        elif follow_up.state == "withdrawn":
            letters.ask_to_delete(referral)
        else:
            letters.tell_ended(referral)


@transaction.atomic
def say_whether_it_helped(*, follow_up: FollowUp, helped: str) -> FollowUp:
    """By one's own link, one press; it may be pressed anew."""
    follow_up = hold_follow_up(follow_up)
    if helped not in FollowUp.Helped.values:
        raise InvalidInput(_("Choose one of the answers."))
    if follow_up.helped_asked_at is None or follow_up.state == "withdrawn":
        raise NotNow(_("This is asked later."))
    follow_up.helped = helped
    follow_up.save(update_fields=["helped"])
    audit.record(None, "outcomes.follow_up.helped", follow_up, helped=helped)
    return follow_up


@transaction.atomic
def take_follow_up(*, actor: Actor, follow_up: FollowUp) -> FollowUp:
    """I take care of it; taken by a colleague, it is handed over."""
    follow_up = hold_follow_up(follow_up)
    demand(actor, Permission.FOLLOW_UP_HANDLE, follow_up)
    if follow_up.state not in STANDING:
        raise NotNow(_("It is closed or taken back."))
    if follow_up.state == "new":
        FOLLOW_UP.move(follow_up, "take")
    follow_up.taken_by = actor
    follow_up.save(update_fields=["taken_by"])
    audit.record(actor, "outcomes.follow_up.taken", follow_up)
    return follow_up


@transaction.atomic
def close_follow_up(*, actor: Actor, follow_up: FollowUp, outcome: str, text: str = "") -> FollowUp:
    """What came of it; an adviser who has it and has told nothing yet is told that it has ended."""
    follow_up = hold_follow_up(follow_up)
    demand(actor, Permission.FOLLOW_UP_HANDLE, follow_up)
    if outcome not in Outcome.values:
        raise InvalidInput(_("Choose an outcome."), {"outcome": _("Choose what came of it.")})
    closed: dict[str, Any] = {"outcome": outcome, "outcome_text": text.strip(), "closed_at": timezone.now()}
    FOLLOW_UP.move(follow_up, "close", **closed)
    end_referrals(follow_up, OPEN)
    audit.record(actor, "outcomes.follow_up.closed", follow_up, outcome=outcome)
    return follow_up


@transaction.atomic
def reopen_follow_up(*, actor: Actor, follow_up: FollowUp) -> FollowUp:
    """Take it up again: closed by mistake, or it goes on."""
    follow_up = hold_follow_up(follow_up)
    demand(actor, Permission.FOLLOW_UP_HANDLE, follow_up)
    if _standing_like(follow_up).exists():
        raise NotNow(_("The same person has asked again since. Take care of that request instead."))
    FOLLOW_UP.move(follow_up, "reopen", outcome="", outcome_text="", closed_at=None, taken_by=actor)
    audit.record(actor, "outcomes.follow_up.reopened", follow_up)
    return follow_up
