"""The page on which the secretary and the chair lead the meeting, and who is there."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from forebild.deliberation.forms import AttendanceForm
from forebild.deliberation.models import Meeting
from forebild.deliberation.queries import jury_at
from forebild.deliberation.room import now_of
from forebild.deliberation.services import attendance as attendance_services
from forebild.deliberation.services import meetings as services
from forebild.deliberation.views.finders import led_meeting
from forebild.deliberation.views.pages import back_to_lead, form_page, sent
from forebild.deliberation.views.room import part, room_context
from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.MEETING_LEAD, find=led_meeting)
@require_safe
def lead(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """What is discussed, who must leave, what comes next, with the buttons that move the meeting on."""
    context = room_context(request, now_of(meeting, request.user))
    return render(request, "deliberation/lead.html", context)


@page(Permission.MEETING_LEAD, find=led_meeting)
@require_safe
def lead_now(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The part that changes; nothing (204) while `?mark=` still holds."""
    return part(request, now_of(meeting, request.user), "deliberation/parts/lead_now.html")


@page(Permission.MEETING_LEAD, find=led_meeting)
@require_POST
def meeting_do(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Open, close, call the jury, call off: the posted `action`."""
    if request.POST.get("action") == "call":
        count = services.call_jury(actor=request.user, meeting=meeting)
        said = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count)
        messages.success(request, said % {"count": count})
    else:
        act, said = _action(request.POST.get("action", ""))
        act(actor=request.user, meeting=meeting)
        messages.success(request, said)
    return back_to_lead(meeting)


def _action(name: str) -> tuple[Callable[..., None], str]:
    actions = {
        "open": (services.open_meeting, _("The meeting is open. Note who is there.")),
        "close": (services.close_meeting, _("The meeting is closed. The minutes are begun.")),
        "call_off": (services.call_off_meeting, _("The meeting is called off.")),
    }
    if name not in actions:
        raise Http404
    return actions[name]


@page(Permission.MEETING_LEAD, find=led_meeting)
@form_page
def attendance(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Who is there now; coming and going is noted with its time."""
    jurors = list(jury_at(meeting))
    ways = dict(meeting.stays.filter(left_at=None).values_list("juror", "way"))
    form = AttendanceForm(request.POST if request.method == "POST" else None, jurors=jurors, ways=ways)

    def note() -> None:
        attendance_services.note_attendance(actor=request.user, meeting=meeting, ways=form.cleaned_data)

    if sent(form, note):
        messages.success(request, _("Noted."))
        return back_to_lead(meeting)
    context = {
        "meeting": meeting,
        "edition": meeting.edition,
        "form": form,
        "stays": meeting.stays.select_related("juror__person"),
    }
    return render(request, "deliberation/attendance.html", context)
