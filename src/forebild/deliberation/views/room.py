"""The meeting on a juror's phone, and on the chair's screen: what is discussed, and the secret vote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.deliberation.forms import DissentForm
from forebild.deliberation.models import Decision, Meeting, StrawVote
from forebild.deliberation.room import Now, now_of
from forebild.deliberation.services import motions, straw
from forebild.deliberation.views.finders import followed_decision, followed_vote, meeting_of
from forebild.deliberation.views.pages import form_page, seat_in_jury, sent, show_form
from forebild.jury.permissions import is_still_reading
from forebild.people.requests import PersonRequest
from forebild.shared.known import known_of
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

NO_CONTENT = 204


@page(Permission.MEETING_ATTEND, find=meeting_of)
@require_safe
def room(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The meeting as one person may see it now."""
    now = now_of(meeting, request.user)
    return render(request, "deliberation/room.html", room_context(request, now))


@page(Permission.MEETING_ATTEND, find=meeting_of)
@require_safe
def room_now(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The part that changes; nothing (204) while `?mark=` still holds."""
    return part(request, now_of(meeting, request.user), "deliberation/parts/room_now.html")


def part(request: PersonRequest, now: Now, template: str) -> HttpResponse:
    """What has changed since the page was drawn, or that nothing has."""
    if request.GET.get("mark") == now.mark:
        return HttpResponse(status=NO_CONTENT)
    return render(request, template, room_context(request, now))


def room_context(request: PersonRequest, now: Now) -> dict[str, Any]:
    """What both screens show of the moment."""
    edition, entry = now.meeting.edition, now.discussed.item.entry if now.discussed else None
    return {
        "now": now,
        "meeting": now.meeting,
        "edition": edition,
        "known": known_of([entry], request.user).get(entry.pk, []) if entry else [],
        "is_reading": entry is not None and is_still_reading(request.user, edition),
    }


def back_to_room(meeting: Meeting) -> HttpResponse:
    """On to the meeting's page."""
    return redirect("deliberation:room", edition_year=meeting.edition.year, meeting_id=meeting.public_id)


@page(Permission.STRAW_VOTE_CAST, find=followed_vote)
@require_POST
def vote(request: PersonRequest, straw_vote: StrawVote) -> HttpResponse:
    """One press: for, against or abstain."""
    meeting = straw_vote.motion.item.meeting
    straw.cast_straw_vote(
        actor=request.user,
        straw_vote=straw_vote,
        juror=seat_in_jury(request.user, meeting),
        choice=request.POST.get("choice", ""),
    )
    messages.success(request, _("Your vote is cast. Nobody can see what you voted."))
    return back_to_room(meeting)


@page(Permission.DISSENT_NOTE, find=followed_decision)
@form_page
def dissent(request: PersonRequest, decision: Decision) -> HttpResponse:
    """Have it noted that one did not agree."""
    meeting = decision.motion.item.meeting
    form = DissentForm(request.POST if request.method == "POST" else None)
    if sent(
        form,
        lambda: motions.note_own_dissent(
            actor=request.user,
            decision=decision,
            juror=seat_in_jury(request.user, meeting),
            text=form.cleaned_data["text"],
        ),
    ):
        messages.success(request, _("Noted. It stands in the minutes with your name."))
        return back_to_room(meeting)
    return show_form(
        request,
        meeting,
        form,
        edition=meeting.edition,
        heading=_("Note that you did not agree"),
        lead=str(decision.motion),
        button=_("Note it in the minutes"),
        back=back_to_room(meeting).headers["Location"],
    )
