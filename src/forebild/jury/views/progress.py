"""How far the jury has come, and a reminder to those who are behind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.jury.queries import judged_entries, jury_of, review_phase
from forebild.jury.services.reminders import LADDER, remind_readers
from forebild.jury.views.finders import edition_of
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition, Phase
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Bar, BarChart


@page(Permission.RANKING_VIEW, find=edition_of)
def progress(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Per juror and per entry, and what the reminders will do."""
    jurors: list[Any] = list(jury_of(edition, request.user).filter(state="serving").exclude(assigned_count=0))  # type: ignore[misc]
    entries: list[Any] = list(judged_entries(edition, request.user))
    phase = review_phase(edition)
    behind = [juror for juror in jurors if juror.done_count < juror.assigned_count]
    context = {
        "jurors": jurors,
        "entries": entries,
        "done_count": sum(entry.review_count for entry in entries),
        "all_count": sum(entry.assigned_count for entry in entries),
        "thin_entries": [entry for entry in entries if entry.assigned_count < edition.reviews_per_entry],
        "juror_chart": _juror_chart(jurors),
        "entry_chart": _entry_chart(entries),
        "behind": behind,
        "phase": phase,
        "reminders": _coming_reminders(phase),
        "is_open": phase is not None and phase.opens_at <= timezone.now() < phase.closes_at,
    }
    return render(request, "jury/progress.html", {"edition": edition, **context})


def _juror_chart(jurors: list[Any]) -> BarChart:
    bars = tuple(
        Bar(f"{juror.person} ({juror.done_count}/{juror.assigned_count})", _percent(juror))
        for juror in jurors
    )
    return BarChart(
        _("Handed in per juror"), bars, unit="%", label_heading=_("Juror"), value_heading=_("Handed in")
    )


def _percent(juror: Any) -> int:
    return int(100 * juror.done_count // juror.assigned_count)


def _entry_chart(entries: list[Any]) -> BarChart:
    bars = tuple(
        Bar(f"{entry.organisation.name} ({entry.review_count}/{entry.assigned_count})", entry.review_count)
        for entry in sorted(entries, key=lambda entry: entry.review_count)  # where most is left, first
    )
    return BarChart(
        _("Reviews per entry"), bars, label_heading=_("Company"), value_heading=_("Reviews handed in")
    )


def _coming_reminders(phase: Phase | None) -> list[Any]:
    """The instants at which the ladder's coming steps are taken."""
    if phase is None:
        return []
    moments = (phase.closes_at - step for step in sorted(LADDER, reverse=True))
    return [moment for moment in moments if moment > timezone.now()]


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
def reviews_remind(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Remind everybody who is behind, after a page that says who they are."""
    if request.method == "POST":
        count = remind_readers(actor=request.user, edition=edition)
        text = ngettext("%(count)d juror is reminded.", "%(count)d jurors are reminded.", count)
        messages.success(request, text % {"count": count})
        return redirect("jury:progress", edition_year=edition.year)
    jurors: list[Any] = list(jury_of(edition, request.user).filter(state="serving"))
    behind = [juror for juror in jurors if juror.done_count < juror.assigned_count]
    context = {
        "question": _("Remind those who have something left?"),
        "text": _("Each gets one letter, with a link to the desk."),
        "consequences": [
            {"count": juror.assigned_count - juror.done_count, "text": str(juror.person)} for juror in behind
        ],
        "button": _("Send the reminder"),
        "cancel_href": reverse("jury:progress", args=[edition.year]),
    }
    return render(request, "ui/confirm.html", context)
