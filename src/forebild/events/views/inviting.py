"""The office's pages of who is invited to an event."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forebild.events.forms.inviting import InviteForm
from forebild.events.lists import InvitationList
from forebild.events.models import Event
from forebild.events.services import inviting as services
from forebild.events.views.finders import run_event
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.EVENT_EDIT, find=run_event)
def invitation_list(request: PersonRequest, event: Event) -> HttpResponseBase:
    """Who is invited, and what each has said."""
    context = {
        "event": event,
        "batch": event.invitation_batches.filter(state="held").first(),
        "remind_count": len(list(services.to_remind(event))),
    }
    listing = InvitationList(request.GET, event.invitations.standing().select_related("event"))
    return show_list(request, listing, "events/office/invitation_list.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
def invite(request: PersonRequest, event: Event) -> HttpResponse:
    """First whom it concerns; and, pressed once more, the letters."""
    form = InviteForm(request.POST or None, actor=request.user, event=event)
    looked = None
    if request.method == "POST" and form.is_valid():
        guests = form.guests()
        if "decide" in request.POST:
            try:
                services.invite(
                    actor=request.user,
                    event=event,
                    guests=guests,
                    colleagues=form.cleaned_data["colleagues"],
                    language=form.cleaned_data["language"],
                )
            except (InvalidInput, NotNow) as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(
                    request, _("The letters leave in ten minutes. Until then you can stop them.")
                )
                return redirect("events:invitation_list", event_id=event.public_id)
        else:
            looked = services.look_over(event, guests, form.invalid)
    context = {
        "event": event,
        "form": form,
        "looked": looked,
        "effects": services.in_words(looked) if looked else [],
    }
    return render(request, "events/office/invite.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def invitations_stop(request: PersonRequest, event: Event) -> HttpResponse:
    """Within the ten minutes."""
    batch = get_object_or_404(event.invitation_batches.select_related("event"), state="held")
    services.stop_invitations(actor=request.user, batch=batch)
    messages.success(request, _("The invitations are stopped. Nobody has been told anything."))
    return redirect("events:invitation_list", event_id=event.public_id)


@page(Permission.EVENT_EDIT, find=run_event)
def invitations_remind(request: PersonRequest, event: Event) -> HttpResponse:
    """Once more to those who have not answered, after one question."""
    back = reverse("events:invitation_list", args=[event.public_id])
    if request.method == "POST":
        count = services.remind_invited(actor=request.user, event=event)
        text = ngettext("%(n)d person is reminded.", "%(n)d persons are reminded.", count)
        messages.success(request, text % {"n": count})
        return redirect(back)
    count = len(list(services.to_remind(event)))
    context = {
        "question": _("Remind those who have not answered?"),
        "text": _("Each is reminded once, and never again."),
        "consequences": [{"count": count, "text": _("get a letter")}],
        "button": _("Remind"),
        "cancel_href": back,
    }
    return render(request, "ui/confirm.html", context)
