"""The office's pages about who sits in the jury."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Value
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.jury.forms.conflicts import LiftForm, RecusalForm
from forebild.jury.forms.seats import InviteForm, SeatForm
from forebild.jury.lists import SeatList
from forebild.jury.models import Juror, Recusal
from forebild.jury.queries import interests_in, judged_entries, jury_of, open_readings, recusals_in
from forebild.jury.sectors import sector_name
from forebild.jury.services import conflicts, seats
from forebild.jury.views.finders import edition_of, led_edition, seat_in
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may
from forebild.shared.ui.charts import Bar, BarChart


@page(Permission.RANKING_VIEW, find=edition_of)
def seats_list(request: PersonRequest, edition: Edition) -> HttpResponseBase:
    """Everybody who has been offered a seat, and what the serving ones are together."""
    jury = jury_of(edition, request.user)
    context = {"edition": edition, **_composition(list(jury.filter(state="serving")))}
    may_edit = may(request.user, Permission.JUROR_INVITE, edition).allowed
    rows = jury.select_related("edition").annotate(may_edit=Value(may_edit))
    return show_list(request, SeatList(request.GET, rows), "jury/seats.html", context)


def _composition(serving: list[Juror]) -> dict[str, Any]:
    """Sectors, counties and languages of the serving, the most frequent first."""
    sectors = Counter(
        name
        for juror in serving
        for name in {sector_name(mark.code) for mark in juror.expertise.all() if mark.scheme}
    )
    counties = Counter(juror.get_county_display() or _("Not stated") for juror in serving)
    english = sum(juror.reads_english for juror in serving)
    return {
        "serving_count": len(serving),
        "english_count": english,
        "sector_chart": _bars(_("Industries that the jury knows"), sectors, _("Industry")),
        "county_chart": _bars(_("Where the jurors come from"), counties, _("County")),
    }


def _bars(title: str, counted: Counter[str], heading: str) -> BarChart:
    bars = tuple(Bar(label, count) for label, count in counted.most_common())
    return BarChart(title, bars, label_heading=heading, value_heading=_("Jurors"))


@page(Permission.JUROR_INVITE, find=edition_of)
def seat_invite(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Offer somebody a seat, by mail."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            juror = seats.invite_juror(actor=request.user, edition=edition, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The invitation to %(name)s is on its way.") % {"name": juror.person})
            return redirect("jury:seats", edition_year=edition.year)
    return render(request, "jury/seat_invite.html", {"edition": edition, "form": form})


@page(Permission.JUROR_INVITE, find=seat_in)
def seat_edit(request: PersonRequest, juror: Juror) -> HttpResponse:
    """One seat: what is known of it, corrected."""
    form = SeatForm(request.POST or None, initial=_as_initial(juror))
    if request.method == "POST" and form.is_valid():
        try:
            seats.change_seat(actor=request.user, juror=juror, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("jury:seats", edition_year=juror.edition.year)
    context = {"edition": juror.edition, "form": form, "juror": juror}
    return render(request, "jury/seat_edit.html", context)


def _as_initial(juror: Juror) -> dict[str, Any]:
    return {name: getattr(juror, name) for name in SeatForm.base_fields}


@page(Permission.JUROR_INVITE, find=seat_in)
@require_POST
def seat_remind(request: PersonRequest, juror: Juror) -> HttpResponse:
    """Send the invitation once more."""
    seats.remind_invited(actor=request.user, juror=juror)
    messages.success(request, _("A new invitation to %(name)s is on its way.") % {"name": juror.person})
    return redirect("jury:seats", edition_year=juror.edition.year)


@page(Permission.JUROR_INVITE, find=seat_in)
def seat_end(request: PersonRequest, juror: Juror) -> HttpResponse:
    """End a seat, after a page that tells what that does."""
    if request.method == "POST":
        seats.leave_seat(actor=request.user, juror=juror)
        messages.success(request, _("The seat has ended."))
        return redirect("jury:seats", edition_year=juror.edition.year)
    current = open_readings(juror, request.user)
    context = {
        "question": _("End the seat of %(name)s?") % {"name": juror.person},
        "consequences": [
            {"count": current.count(), "text": _("entries lose this reader")},
            {
                "count": current.filter(review__state="submitted").count(),
                "text": _("reviews handed in no longer count"),
            },
        ],
        "button": _("End the seat"),
        "danger": True,
        "cancel_href": reverse("jury:seats", args=[juror.edition.year]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
def register(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Stated ties and recusals; a conflict that somebody else found is recorded here."""
    form = RecusalForm(
        request.POST or None,
        jurors=jury_of(edition, request.user).filter(state="serving"),
        entries=judged_entries(edition, request.user),
    )
    if form.is_valid():
        try:
            conflicts.record_recusal(actor=request.user, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Recorded. Everything of the entry is closed to the juror."))
            return redirect("jury:register", edition_year=edition.year)
    context = {
        "edition": edition,
        "form": form,
        "interests": interests_in(edition, request.user),
        "recusals": recusals_in(edition, request.user),
    }
    return render(request, "jury/register.html", context)


def _recusal_in(actor: Any, edition_year: int, recusal_id: str) -> Recusal:
    return get_object_or_404(recusals_in(led_edition(actor, edition_year), actor), public_id=recusal_id)


@page(Permission.RECUSAL_RECORD, find=_recusal_in)
def recusal_lift(request: PersonRequest, recusal: Recusal) -> HttpResponse:
    """A recusal was a mistake: lift it, with the reason."""
    form = LiftForm(request.POST or None)
    year = recusal.juror.edition.year
    if form.is_valid():
        try:
            conflicts.lift_recusal(actor=request.user, recusal=recusal, reason=form.cleaned_data["reason"])
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The recusal is lifted."))
            return redirect("jury:register", edition_year=year)
    named = {"juror": recusal.juror.person, "company": recusal.entry.organisation.name}
    context = {
        "question": _("Lift the recusal of %(juror)s from %(company)s?") % named,
        "consequences": [
            {"count": None, "text": _("The juror can be given the entry again.")},
            {"count": None, "text": _("The review that was void stays void.")},
        ],
        "button": _("Lift the recusal"),
        "form": form,
        "cancel_href": reverse("jury:register", args=[year]),
    }
    return render(request, "ui/confirm.html", context)
