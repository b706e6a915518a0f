"""Approved letters leave, and the jurors are thanked: one press each, ten minutes to stop it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forebild.feedback.forms import CountForm
from forebild.feedback.models import Dispatch
from forebild.feedback.notices import JUROR_THANKS
from forebild.feedback.services import sending as services
from forebild.feedback.views.finders import edition_of, open_dispatch
from forebild.feedback.views.letters import to_letters
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.outbox.texts import preview
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

form_page = require_http_methods(["GET", "HEAD", "POST"])


@page(Permission.FEEDBACK_SEND, find=edition_of)
@form_page
def letters_send(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Which letters would leave, and the button that sends exactly those."""
    sendable = services.sendable_letters(edition, request.user)
    form = CountForm(request.POST or None, initial={"expected_count": len(sendable)})
    if request.method == "POST" and form.is_valid():
        services.send_letters(actor=request.user, edition=edition, **form.cleaned_data)
        messages.success(request, _("The letters leave in ten minutes. Until then you can stop them."))
        return to_letters(edition)
    return render(
        request, "feedback/letters_send.html", {"edition": edition, "sendable": sendable, "form": form}
    )


@page(Permission.FEEDBACK_SEND, find=open_dispatch)
@require_POST
def letters_stop(request: PersonRequest, dispatch: Dispatch) -> HttpResponse:
    """Stop what is still held."""
    services.stop_letters(actor=request.user, dispatch=dispatch)
    messages.success(request, _("The letters are stopped. None has left."))
    return to_letters(dispatch.edition)


@page(Permission.FEEDBACK_SEND, find=edition_of)
@form_page
def thanks(request: PersonRequest, edition: Edition) -> HttpResponse:
    """How the jurors are thanked, with made-up figures: each one's own are that juror's alone."""
    if request.method == "POST":
        services.thank_jurors(actor=request.user, edition=edition)
        messages.success(request, _("The thanks leave in ten minutes. Until then you can stop them."))
        return to_letters(edition)
    sample = preview(JUROR_THANKS, (get_language() or "sv")[:2])
    is_done = edition.dispatches.filter(kind="thanks").exclude(state="stopped").exists()
    context = {"edition": edition, "sample": sample, "is_done": is_done}
    return render(request, "feedback/thanks.html", context)
