"""The office's pages of an event's programme: sessions in order of time, and who speaks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events.forms.programme import MoveForm, SessionForm, SpeakerForm
from forebild.events.lists import SeatList
from forebild.events.models import Event, Session, Speaker
from forebild.events.services import sessions as services
from forebild.events.services import speakers as speaker_services
from forebild.events.session_changes import waiting
from forebild.events.timetable import days_of, sessions_of, warnings_of
from forebild.events.views.finders import any_speaker, removed_of, run_event, run_session, run_speaker
from forebild.people.requests import PersonRequest
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

TOLD_HERE = (
    *(f"events.session.{verb}" for verb in ("added", "changed", "moved", "removed", "restored", "told")),
    *(f"events.speaker.{verb}" for verb in ("added", "changed", "removed", "restored")),
)


@page(Permission.EVENT_EDIT, find=run_event)
def programme(request: PersonRequest, event: Event) -> HttpResponse:
    """Everything in order of time, with what collides; what was taken out, to be put back."""
    sessions = sessions_of(event)
    warnings = warnings_of(event, sessions)
    for session in sessions:
        session.warnings = warnings.get(session.public_id, [])  # type: ignore[attr-defined]  # for the template
    context = {
        "event": event,
        "days": days_of(sessions),
        "warning_count": len(warnings),
        "speakers": event.speakers.select_related("picture__file"),
        "removed": event.sessions.exclude(removed_at=None).order_by("-removed_at"),
        "removed_speakers": removed_of(event.speakers),
        "waiting": waiting(event, timezone.now()),
        "history": history_of(event, actions=TOLD_HERE),
    }
    return render(request, "events/office/programme.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
def session_new(request: PersonRequest, event: Event) -> HttpResponse:
    """A further session; it begins where the last one ends, unless something else is typed."""
    last = event.sessions.planned().last()
    begins = last.ends_at if last else event.begins_at
    form = SessionForm(request.POST or None, event=event, initial={"begins_at": begins})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_session(actor=request.user, event=event, facts=form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, event, _("The session is in the programme."))
    return render(request, "events/office/session_edit.html", {"event": event, "form": form})


@page(Permission.EVENT_EDIT, find=run_session)
def session_edit(request: PersonRequest, session: Session) -> HttpResponse:
    """Other words, time, room or speakers."""
    form = SessionForm.of(session, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_session(actor=request.user, session=session, facts=form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, session.event, _("The session is saved."))
    context = {"event": session.event, "form": form, "session": session}
    return render(request, "events/office/session_edit.html", context)


@page(Permission.REGISTRATION_HANDLE, find=run_session)
def session_seats(request: PersonRequest, session: Session) -> HttpResponseBase:
    """Who has chosen it."""
    seats = session.seats.select_related("session__event", "registration__organisation")
    context = {"event": session.event, "session": session}
    return show_list(request, SeatList(request.GET, seats), "events/office/session_seats.html", context)


@page(Permission.EVENT_EDIT, find=run_session)
def session_move(request: PersonRequest, session: Session) -> HttpResponse:
    """To another time; alone, or with all that comes after it."""
    form = MoveForm(request.POST or None, initial={"begins_at": session.begins_at})
    if request.method == "POST" and form.is_valid():
        moved = services.move_session(actor=request.user, session=session, **form.cleaned_data)
        text = _("The session is moved.") if len(moved) == 1 else _("%(count)d sessions are moved.")
        return _done(request, session.event, text % {"count": len(moved)})
    context = {"event": session.event, "form": form, "session": session}
    return render(request, "events/office/session_move.html", context)


@page(Permission.EVENT_EDIT, find=run_session)
@require_POST
def session_copy(request: PersonRequest, session: Session) -> HttpResponse:
    """The same once more, right after it."""
    services.copy_session(actor=request.user, session=session)
    return _done(request, session.event, _("The copy stands right after it. Move it to where it belongs."))


@page(Permission.EVENT_EDIT, find=run_session)
@require_POST
def session_remove(request: PersonRequest, session: Session) -> HttpResponse:
    """Out of the programme; it can be put back."""
    services.remove_session(actor=request.user, session=session)
    return _done(request, session.event, _("The session is taken out. You can put it back, below."))


@page(Permission.EVENT_EDIT, find=run_session)
@require_POST
def session_restore(request: PersonRequest, session: Session) -> HttpResponse:
    """Back into the programme."""
    services.restore_session(actor=request.user, session=session)
    return _done(request, session.event, _("The session is back in the programme."))


@page(Permission.EVENT_EDIT, find=run_event)
def speaker_new(request: PersonRequest, event: Event) -> HttpResponse:
    """Somebody to put at sessions."""
    form = SpeakerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        speaker_services.add_speaker(actor=request.user, event=event, **form.said())
        return _done(request, event, _("The speaker is added. Put him or her at a session."))
    return render(request, "events/office/speaker_edit.html", {"event": event, "form": form})


@page(Permission.EVENT_EDIT, find=run_speaker)
def speaker_edit(request: PersonRequest, speaker: Speaker) -> HttpResponse:
    """Other facts, another picture."""
    form = SpeakerForm(request.POST or None, request.FILES or None, speaker=speaker)
    if request.method == "POST" and form.is_valid():
        speaker_services.change_speaker(actor=request.user, speaker=speaker, **form.said())
        return _done(request, speaker.event, _("The speaker is saved."))
    context = {
        "event": speaker.event,
        "form": form,
        "speaker": speaker,
        "can_remove": not speaker.sessions.exists(),
    }
    return render(request, "events/office/speaker_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_speaker)
@require_POST
def speaker_remove(request: PersonRequest, speaker: Speaker) -> HttpResponse:
    """Somebody who stands at no session."""
    speaker_services.remove_speaker(actor=request.user, speaker=speaker)
    text = _("The speaker is removed. You can put him or her back, below.")
    return _done(request, speaker.event, text)


@page(Permission.EVENT_EDIT, find=any_speaker)
@require_POST
def speaker_restore(request: PersonRequest, speaker: Speaker) -> HttpResponse:
    """Back among the speakers."""
    speaker_services.restore_speaker(actor=request.user, speaker=speaker)
    return _done(request, speaker.event, _("The speaker is back."))


def _done(request: PersonRequest, event: Event, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("events:programme", event_id=event.public_id)
