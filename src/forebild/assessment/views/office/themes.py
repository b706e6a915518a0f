"""What events help with, for many events at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from forebild.assessment.forms.themes import ThemeForm
from forebild.assessment.lists_themes import ThemeList
from forebild.assessment.queries.themes import latest_theme_change, own_theme_changes, themed_events
from forebild.assessment.services import theme_changes
from forebild.assessment.views.office.finders import programme_of_office
from forebild.assessment.views.office.sides import tabs
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.shared.lists.pages import chosen_rows, confirm_chosen, show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.OFFICE_WORK, find=programme_of_office)
@require_safe
def theme_list(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """All events with what they help with; the last press can be undone."""
    listing = ThemeList(request.GET, themed_events(request.user, programme))
    context = {"tabs": tabs(request), "change": latest_theme_change(request.user, programme)}
    return show_list(request, listing, "assessment/office/theme_list.html", context)


@page(Permission.OFFICE_WORK, find=programme_of_office)
@require_POST
def theme_set(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Say it of the ticked ones, or of all that the filter finds."""
    listing = ThemeList(request.GET, themed_events(request.user, programme))
    chosen = chosen_rows(request, listing)
    form = ThemeForm(request.POST if "way" in request.POST else None)
    back = reverse("assessment:theme_list")
    if not (chosen.is_confirmed and form.is_valid()):
        return confirm_chosen(request, listing, chosen, action="set", back=back, form=form)
    change = theme_changes.change_themes(actor=request.user, events=chosen.rows, **form.cleaned_data)
    count = len(change.after)
    text = ngettext("%(count)d event is changed.", "%(count)d events are changed.", count)
    messages.success(request, text % {"count": count})
    return redirect(f"{back}{listing.address}")


@page(Permission.OFFICE_WORK, find=programme_of_office)
@require_POST
def theme_undo(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Put the last press back."""
    found = own_theme_changes(request.user, programme)
    change = get_object_or_404(found, public_id=request.POST.get("change", ""))
    count = theme_changes.undo_themes(actor=request.user, change=change)
    text = ngettext("%(count)d event is as it was.", "%(count)d events are as they were.", count)
    messages.success(request, text % {"count": count} if count else _("All of them had been changed since."))
    return redirect("assessment:theme_list")
