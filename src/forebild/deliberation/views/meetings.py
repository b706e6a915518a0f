"""The meetings of a year: those that one leads, those that one takes part in; planning one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forebild.deliberation.forms import MeetingForm
from forebild.deliberation.models import Meeting
from forebild.deliberation.queries import meetings_of, usual_rules
from forebild.deliberation.services import meetings as services
from forebild.deliberation.views.finders import edition_of, jury_edition, led_meeting
from forebild.deliberation.views.pages import back_to_lead, form_page, sent, show_form
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.MEETING_LEAD, find=edition_of)
@require_safe
def meetings(request: PersonRequest, edition: Edition) -> HttpResponse:
    """All meetings of the year, for those who lead them."""
    return _list(request, edition, leads=True)


@page(Permission.MEETING_ATTEND, find=jury_edition)
@require_safe
def my_meetings(request: PersonRequest, edition: Edition) -> HttpResponse:
    """The meetings to which one has been called."""
    return _list(request, edition, leads=False)


def _list(request: PersonRequest, edition: Edition, **more: Any) -> HttpResponse:
    found = list(meetings_of(edition, request.user))
    context = {"edition": edition, "meetings": found, **more}
    return render(request, "deliberation/meetings.html", context)


@page(Permission.MEETING_LEAD, find=edition_of)
@form_page
def meeting_new(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Plan one; the rules are those of the meeting before."""
    form = MeetingForm(request.POST or None, initial=usual_rules(edition))
    made: list[Meeting] = []

    def plan() -> None:
        made.append(services.plan_meeting(actor=request.user, edition=edition, **form.cleaned_data))

    if sent(form, plan):
        messages.success(request, _("The meeting is planned. Put its items on the agenda."))
        return redirect("deliberation:agenda", edition_year=edition.year, meeting_id=made[0].public_id)
    return show_form(
        request,
        None,
        form,
        edition=edition,
        heading=_("Plan a meeting of the jury"),
        button=_("Plan the meeting"),
        back=reverse("deliberation:meetings", args=[edition.year]),
    )


@page(Permission.MEETING_LEAD, find=led_meeting)
@form_page
def meeting_edit(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Other times or rules, before it opens."""
    form = MeetingForm(request.POST) if request.method == "POST" else MeetingForm.of(meeting)
    if sent(form, lambda: services.change_meeting(actor=request.user, meeting=meeting, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return back_to_lead(meeting)
    return show_form(
        request,
        meeting,
        form,
        edition=meeting.edition,
        heading=_("When, where and by which rules"),
        button=_("Save"),
        back=reverse("deliberation:lead", args=[meeting.edition.year, meeting.public_id]),
    )
