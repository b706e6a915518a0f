"""The rows that everything goes through, one after another."""

from __future__ import annotations

from forebild.outcomes.models import Evaluation, FollowUp, Referral


def hold(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it is stored now, held until the transaction ends."""
    held = Evaluation.objects.select_for_update(of=["self"]).select_related("event__programme")
    return held.get(pk=evaluation.pk)


def hold_follow_up(follow_up: FollowUp) -> FollowUp:
    """The request as it is stored now, held until the transaction ends."""
    held = FollowUp.objects.select_for_update(of=["self"])
    return held.select_related("event", "programme", "organisation", "registration__person").get(
        pk=follow_up.pk
    )


def hold_referral(referral: Referral) -> Referral:
    """The referral as it is stored now, with its request, which is held."""
    follow_up = hold_follow_up(referral.follow_up)
    fresh = Referral.objects.select_related("adviser", "sent_by").get(pk=referral.pk)
    fresh.follow_up = follow_up
    return fresh
