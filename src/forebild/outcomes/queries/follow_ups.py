"""Requests for help, their referrals, and the advisers that may suit."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from forebild.events.models import Registration
from forebild.outcomes.consent import consent_words
from forebild.outcomes.models import Adviser, FollowUp, Referral
from forebild.outcomes.models.follow_up import words_of
from forebild.outcomes.states import OPEN
from forebild.programme.models import Programme
from forebild.shared.permissions import Actor


def own_follow_up(registration: Registration) -> FollowUp | None:
    """What somebody has asked for at an event, and not taken back."""
    found = FollowUp.objects.filter(registration=registration).exclude(state="withdrawn")
    return found.select_related("event").first()


def asked_elsewhere(programme: Programme, email: str) -> FollowUp | None:
    """What somebody has asked for without having been at an event, and somebody waits for."""
    return FollowUp.objects.standing().filter(programme=programme, event=None, email__iexact=email).first()


def consent_shown(language: str) -> str:
    """The words that one agrees to, for rooms above that ask for the same."""
    return consent_words(language)


def follow_up_of_link(follow_up_id: str) -> FollowUp | None:
    """What a company's link is about."""
    related = ("event", "programme", "organisation", "registration__person")
    return FollowUp.objects.select_related(*related).filter(public_id=follow_up_id).first()


def referral_of_link(referral_id: str) -> Referral | None:
    """What an adviser's link is about."""
    related = ("follow_up__event", "follow_up__programme", "follow_up__organisation", "adviser")
    return Referral.objects.select_related(*related).filter(public_id=referral_id).first()


def office_follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """Those from the events that `actor` runs, with the adviser who has it."""
    latest = Referral.objects.in_force().filter(follow_up=OuterRef("pk"))
    return (
        FollowUp.objects.for_actor(actor)
        .select_related("event", "organisation", "taken_by")
        .annotate(adviser_name=Subquery(latest.values("adviser__name")[:1]))
    )


def office_advisers(actor: Actor) -> QuerySet[Adviser]:
    """Those of the programme, with how many companies they have and have told of."""

    def count(*states: str) -> Count:
        return Count("referrals", filter=Q(referrals__state__in=states))

    return Adviser.objects.for_actor(actor).annotate(open_count=count(*OPEN), told_count=count("told"))


@dataclass(frozen=True)
class Suggestion:
    """An adviser who knows `topics` of what is asked for, and whether the county is his or hers."""

    adviser: Adviser
    topics: tuple[str, ...]
    is_near: bool

    @property
    def words(self) -> str:
        """Who it is, and why."""
        why = [words_of(list(self.topics))] if self.topics else []
        if not self.is_near:
            why.append(_("another county"))
        return f"{self.adviser} ({'; '.join(why)})" if why else str(self.adviser)


def suggestions(follow_up: FollowUp) -> list[Suggestion]:
    """Advisers who take on companies, the most fitting first; those who have said no to this one left out."""
    declined = follow_up.referrals.filter(state="declined").values("adviser")
    advisers = Adviser.objects.filter(programme=follow_up.programme_id, is_active=True)
    found = [
        Suggestion(
            adviser,
            tuple(topic for topic in follow_up.topics if topic in adviser.topics),
            not adviser.counties or follow_up.county in adviser.counties,
        )
        for adviser in advisers.exclude(pk__in=declined)
    ]
    return sorted(found, key=lambda each: (not each.is_near, -len(each.topics), each.adviser.name))
