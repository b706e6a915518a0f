"""What stands on the pages of events about what came of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from forebild.events.beside import Note
from forebild.events.models import Event, Registration
from forebild.outcomes.models import Evaluation
from forebild.outcomes.permissions import can_edit_evaluation
from forebild.outcomes.queries.evaluations import asked_count, evaluation_of
from forebild.shared.ui.dates import in_short


def help_note(registration: Registration, actor: Any) -> Note | None:
    """After the event, for whoever was there: the way to asking for help.

    The same whether one has asked or not: the page is also read by whoever registered one. The address is
    below the page's own, whose token lets one in.
    """
    event = registration.event
    if (
        registration.state != "registered"
        or event.state != "announced"
        or not event.is_over_at(timezone.now())
    ):
        return None
    return Note(
        _("Would you like help to take the next step?"),
        (_("We can put you in touch with an adviser. Here you also take back what you have asked for."),),
        "hjalp/",
        _("Ask for help"),
    )


def evaluation_note(event: Event, actor: Any) -> Note | None:
    """How the evaluation stands, for those who run the event."""
    if event.state != "announced" or not can_edit_evaluation(actor, event).allowed:
        return None
    href = reverse("outcomes:evaluation", args=[event.public_id])
    return Note(_("Evaluation"), (_standing(event, evaluation_of(event)),), href, _("The evaluation"))


def _standing(event: Event, evaluation: Evaluation | None) -> str:
    if evaluation is None:
        if event.is_over_at(timezone.now()):
            return _("Nobody has been asked.")
        return _("Those who come are asked two hours after the end.")
    evaluation.event = event
    if evaluation.state == "planned":
        send_at = evaluation.send_at
        if send_at is None:
            return _("It is sent when you press.")
        return _("It is sent %(at)s.") % {"at": in_short(send_at, get_language() or "sv")}
    if evaluation.state == "skipped":
        return _("Nobody is asked.")
    counts = {"answers": evaluation.answer_count, "asked": asked_count(evaluation)}
    return _("%(answers)d of %(asked)d have answered.") % counts


def follow_up_note(event: Event, actor: Any) -> Note | None:
    """How many have asked for help, for those who run the event."""
    if not event.is_over_at(timezone.now()) or not can_edit_evaluation(actor, event).allowed:
        return None
    states = list(event.follow_ups.values_list("state", flat=True))
    if not states:
        return None
    waiting = states.count("new")
    asked = ngettext(
        "%(count)d person has asked for help.", "%(count)d persons have asked for help.", len(states)
    )
    new = ngettext("%(count)d waits for somebody.", "%(count)d wait for somebody.", waiting)
    lines = [asked % {"count": len(states)}, *([new % {"count": waiting}] if waiting else [])]
    href = f"{reverse('outcomes:follow_up_list')}?event={event.public_id}"
    return Note(_("Help after the event"), tuple(lines), href, _("Those who have asked"))
