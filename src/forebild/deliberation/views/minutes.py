"""The minutes: read and approved by the jurors, written and sealed by the secretary, verified by anybody."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from forebild.deliberation.forms import ReasonForm, RemarkForm, VerifyForm
from forebild.deliberation.minutes_content import CLOSING, OPENING, content_of, note_of, visible
from forebild.deliberation.minutes_pdf import minutes_pdf
from forebild.deliberation.minutes_words import in_words
from forebild.deliberation.models import Meeting, Minutes
from forebild.deliberation.permissions import can_approve_minutes
from forebild.deliberation.queries import (
    closed_items,
    items_of,
    latest_minutes,
    missing_approvals,
    remarks_on,
    sealing_of,
)
from forebild.deliberation.services import minutes as services
from forebild.deliberation.views.finders import led_minutes, minutes_as_file, minutes_of, sealed
from forebild.deliberation.views.pages import form_page, seat_in_jury, sent, show_form
from forebild.jury.queries import seat_of
from forebild.people.requests import PersonRequest
from forebild.shared.errors import NotNow
from forebild.shared.pages import page, refused
from forebild.shared.permissions import Permission
from forebild.shared.writing.views import autosave

OK = 200


def _shown(minutes: Minutes, actor: Any) -> tuple[dict[str, Any], bool]:
    """(what the minutes say to `actor`, whether anything is left out)."""
    content = minutes.content if minutes.state != "draft" else content_of(minutes)
    closed = closed_items(minutes.meeting, actor)
    seen = visible(content, closed)
    return seen, len(seen["items"]) != len(content["items"])


@page(Permission.MEETING_ATTEND, find=minutes_of)
@require_safe
def minutes(request: PersonRequest, found: Minutes) -> HttpResponse:
    """What was sent round or sealed, without what is closed to the reader."""
    return _show(request, found)


def _show(request: PersonRequest, found: Minutes, form: RemarkForm | None = None) -> HttpResponse:
    actor, meeting = request.user, found.meeting
    seat = seat_of(actor, meeting.edition)
    content, _is_partial = _shown(found, actor)
    is_asked = found.state == "circulated" and can_approve_minutes(actor, found).allowed
    own = found.approvals.filter(round=found.round, juror=seat).first()
    context = {
        "meeting": meeting,
        "edition": meeting.edition,
        "minutes": found,
        "said": in_words(content),
        "approvals": services.approvals_of(found),
        "missing": missing_approvals(found) if found.state == "circulated" else [],
        "is_asked": is_asked and own is None,
        "own": own,
        "form": form or RemarkForm(items=_remarkable(found, actor)),
    }
    return render(request, "deliberation/minutes.html", context)


def _remarkable(found: Minutes, actor: Any) -> list[Any]:
    """The items that the reader may say something about."""
    closed = closed_items(found.meeting, actor)
    return [
        item for item in items_of(found.meeting, actor) if item.taken_up_at and item.public_id not in closed
    ]


@page(Permission.MINUTES_APPROVE, find=minutes_of)
@require_POST
def minutes_approve(request: PersonRequest, found: Minutes) -> HttpResponse:
    """Approve, or ask for another wording: the posted `action`."""
    meeting = found.meeting
    seat = seat_in_jury(request.user, meeting)
    if request.POST.get("action") == "approve":
        round_ = int(request.POST.get("round", "0") or 0)
        services.approve_minutes(actor=request.user, minutes=found, juror=seat, round_=round_)
        messages.success(request, _("You have approved the minutes."))
        return redirect(
            "deliberation:minutes", edition_year=meeting.edition.year, meeting_id=meeting.public_id
        )
    form = RemarkForm(request.POST, items=_remarkable(found, request.user))

    def remark() -> None:
        services.remark_on_minutes(
            actor=request.user, minutes=found, juror=seat, item=form.chosen, text=form.cleaned_data["text"]
        )

    if sent(form, remark):
        messages.success(request, _("Your remark has reached the secretary."))
        return redirect(
            "deliberation:minutes", edition_year=meeting.edition.year, meeting_id=meeting.public_id
        )
    return _show(request, found, form)


@page(Permission.MEETING_ATTEND, find=minutes_as_file)
@require_safe
def minutes_file(request: PersonRequest, found: Minutes) -> HttpResponse:
    """The sealed file; for somebody to whom an item is closed, an extract made without it."""
    meeting = found.meeting
    content, is_partial = _shown(found, request.user)
    if is_partial:
        pdf = minutes_pdf(
            found,
            content,
            approved=services.approvals_of(found),
            sealed_at=found.sealed_at or timezone.now(),
            is_extract=True,
        )
    else:
        pdf = bytes(found.pdf or b"")
    name = f"protokoll-{meeting.edition.year}-{found.number}{'-utdrag' if is_partial else ''}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@page(Permission.MEETING_LEAD, find=led_minutes)
@require_safe
def minutes_edit(request: PersonRequest, found: Minutes) -> HttpResponse:
    """What the records say, with room for the secretary's words; who has approved; the way to the seal."""
    meeting = found.meeting
    content, is_partial = _shown(found, request.user)
    context = {
        "meeting": meeting,
        "edition": meeting.edition,
        "minutes": found,
        "said": in_words(content),
        "fields": _fields(found, request.user),
        "is_partial": is_partial,
        "approvals": services.approvals_of(found),
        "missing": list(missing_approvals(found)) if found.state == "circulated" else [],
        "remarks": remarks_on(found, request.user),
        "versions": meeting.minutes.defer("pdf", "content").exclude(state="draft"),
    }
    return render(request, "deliberation/minutes_edit.html", context)


def _fields(found: Minutes, actor: Any) -> list[dict[str, str]]:
    """What the secretary writes in: name, label, text."""
    labels = {OPENING: _("At the opening"), CLOSING: _("At the end")}
    labels |= {note_of(item): str(item) for item in items_of(found.meeting, actor)}
    names = services.note_names(found.meeting, actor)
    texts = found.document.fields
    return [{"name": name, "label": labels[name], "text": str(texts.get(name) or "")} for name in names]


@page(Permission.MEETING_LEAD, find=led_minutes)
@require_POST
def minutes_autosave(request: PersonRequest, found: Minutes) -> HttpResponse:
    """Save what is being written; without script, the form's own button comes here and goes back."""
    meeting = found.meeting
    allowed = services.note_names(meeting, request.user)
    answer: JsonResponse = autosave(request, found.document, allowed, save=services.save_notes)
    if request.content_type == "application/json":
        return answer
    if answer.status_code != OK:
        return refused(request, NotNow(json.loads(answer.content)["error"]))
    messages.success(request, _("Saved."))
    return _back(meeting)


@page(Permission.MEETING_LEAD, find=led_minutes)
@require_POST
def minutes_do(request: PersonRequest, found: Minutes) -> HttpResponse:
    """Send round, take back, seal: the posted `action`."""
    meeting = found.meeting
    action = request.POST.get("action")
    if action == "circulate":
        count = services.circulate(actor=request.user, minutes=found)
        said = ngettext(
            "%(count)d juror is asked to approve.", "%(count)d jurors are asked to approve.", count
        )
        messages.success(request, said % {"count": count})
    elif action == "take_back":
        services.take_back(actor=request.user, minutes=found)
        messages.success(request, _("The minutes are yours to change again. All will be asked anew."))
    elif action == "seal":
        services.seal(actor=request.user, minutes=found)
        messages.success(request, _("The minutes are sealed."))
    else:
        raise Http404
    return _back(meeting)


@page(Permission.MEETING_LEAD, find=led_minutes)
@form_page
def minutes_reopen(request: PersonRequest, found: Minutes) -> HttpResponse:
    """A new version of sealed minutes, with the reason."""
    meeting = found.meeting
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if sent(form, lambda: services.reopen_minutes(actor=request.user, minutes=found, **form.cleaned_data)):
        messages.success(request, _("There is a new version. The sealed one stands until it is sealed too."))
        return _back(meeting)
    return show_form(
        request,
        meeting,
        form,
        edition=meeting.edition,
        heading=_("Reopen the minutes"),
        lead=_("The sealed version stays as it is. A new one goes round to be approved."),
        button=_("Begin a new version"),
        back=reverse("deliberation:minutes_edit", args=[meeting.edition.year, meeting.public_id]),
    )


def _back(meeting: Meeting) -> HttpResponse:
    return redirect(
        "deliberation:minutes_edit", edition_year=meeting.edition.year, meeting_id=meeting.public_id
    )


@page(Permission.PUBLIC, find=sealed)
@require_safe
def verify(request: PersonRequest, found: Minutes) -> HttpResponse:
    """Whether a file is the sealed one: its SHA-256 against the one that the log keeps; nothing more."""
    form = VerifyForm(request.GET if "sha256" in request.GET else None)
    is_same = None
    if form.is_bound and form.is_valid():
        is_same = form.cleaned_data["sha256"].strip().lower() == found.sha256
    newest = latest_minutes(found.meeting)
    context = {
        "minutes": found,
        "edition": found.meeting.edition,
        "form": form,
        "is_same": is_same,
        "position": sealing_of(found),
        "is_replaced": found.state == "replaced" and newest is not None,
    }
    return render(request, "deliberation/verify.html", context)
