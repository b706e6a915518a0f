"""Hours of support: all organisations, and one with what its hours are made of."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.outcomes.forms.office import LimitForm, SupportForm
from forebild.outcomes.lists import SupportList
from forebild.outcomes.models import SupportEntry
from forebild.outcomes.permissions import Supported
from forebild.outcomes.queries.figures import years_of_events
from forebild.outcomes.queries.support import (
    Hours,
    events_of,
    limit_of,
    support_hours,
    support_of,
    supported_organisations,
    told_for,
    unknown_count,
)
from forebild.outcomes.services import support as services
from forebild.outcomes.views.finders import kept_entry, programme_of_office, supported
from forebild.outcomes.views.sides import tabs
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.SUPPORT_KEEP, find=programme_of_office)
def support_list(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """In the year that is chosen, or in all."""
    year = _year(request.GET.get("year", ""))
    limit = limit_of(programme)
    organisations = supported_organisations(support_hours(programme, year), limit)
    context = {
        "tabs": tabs(request),
        "year": year,
        "years": years_of_events(request.user),
        "limit": limit,
        "unknown": unknown_count(programme, year),
    }
    return show_list(
        request, SupportList(request.GET, organisations, limit), "outcomes/office/support_list.html", context
    )


def _year(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) == 4 else None


@page(Permission.SUPPORT_KEEP, find=programme_of_office)
def support_limit(request: PersonRequest, programme: Programme) -> HttpResponse:
    """From how many hours on an organisation is marked."""
    form = LimitForm(request.POST or None, initial={"hours": limit_of(programme)})
    if request.method == "POST" and form.is_valid():
        services.set_limit(actor=request.user, programme=programme, **form.cleaned_data)
        messages.success(request, _("The limit is saved."))
        return redirect("outcomes:support_list")
    return render(request, "outcomes/office/support_limit.html", {"form": form})


@page(Permission.SUPPORT_KEEP, find=supported)
def support(request: PersonRequest, subject: Supported) -> HttpResponse:
    """What the hours of one organisation are made of, year by year and in all."""
    programme, organisation = subject.programme, subject.organisation
    context = {
        "organisation": organisation,
        "hours": support_hours(programme, None, organisation).get(organisation.pk, Hours()),
        "this_year": support_hours(programme, timezone.localdate().year, organisation).get(
            organisation.pk, Hours()
        ),
        "limit": limit_of(programme),
        "events": events_of(organisation, programme),
        "reports": told_for(organisation, programme),
        "entries": support_of(organisation, programme),
    }
    return render(request, "outcomes/office/support.html", context)


@page(Permission.SUPPORT_KEEP, find=supported)
def support_new(request: PersonRequest, subject: Supported) -> HttpResponse:
    """Hours that neither an event nor an adviser tells of."""
    form = SupportForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        services.add_support(
            actor=request.user,
            programme=subject.programme,
            organisation=subject.organisation,
            facts=form.cleaned_data,
        )
        messages.success(request, _("The hours are added."))
        return redirect("outcomes:support", organisation_id=subject.organisation.public_id)
    return _form_page(request, subject.organisation, form)


@page(Permission.SUPPORT_KEEP, find=kept_entry)
def support_edit(request: PersonRequest, entry: SupportEntry) -> HttpResponse:
    """Put it right; what stood there before is kept."""
    form = SupportForm.of(entry, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_support(actor=request.user, entry=entry, facts=form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return _back(request, entry, _("The hours are saved."))
    return _form_page(request, entry.organisation, form, entry=entry)


@page(Permission.SUPPORT_KEEP, find=kept_entry)
@require_POST
def support_remove(request: PersonRequest, entry: SupportEntry) -> HttpResponse:
    """It counts no more."""
    services.remove_support(actor=request.user, entry=entry)
    return _back(request, entry, _("The hours are taken away. You can undo it."))


@page(Permission.SUPPORT_KEEP, find=kept_entry)
@require_POST
def support_undo(request: PersonRequest, entry: SupportEntry) -> HttpResponse:
    """As it stood before."""
    services.undo_support(actor=request.user, entry=entry)
    return _back(request, entry, _("The last change is undone."))


def _back(request: PersonRequest, entry: SupportEntry, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("outcomes:support", organisation_id=entry.organisation.public_id)


def _form_page(request: PersonRequest, organisation: Any, form: SupportForm, **more: Any) -> HttpResponse:
    context = {"organisation": organisation, "form": form, **more}
    return render(request, "outcomes/office/support_edit.html", context)
