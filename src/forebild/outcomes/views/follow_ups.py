"""The office's pages of those who have asked for help: all of them, and one that is taken care of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.outcomes import notices
from forebild.outcomes.forms.office import CloseForm, ReferForm
from forebild.outcomes.lists import (
    FOLLOW_UP_STATES,
    FOLLOW_UP_TONES,
    REFERRAL_STATES,
    REFERRAL_TONES,
    FollowUpList,
)
from forebild.outcomes.models import FollowUp, Referral
from forebild.outcomes.queries.follow_ups import office_follow_ups, suggestions
from forebild.outcomes.services import follow_ups as services
from forebild.outcomes.services import referrals
from forebild.outcomes.services.letters import refer_values
from forebild.outcomes.views.finders import handled_follow_up, handled_referral
from forebild.outcomes.views.sides import tabs
from forebild.people.requests import PersonRequest
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.outbox.texts import write
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.OFFICE_WORK)
def follow_up_list(request: PersonRequest) -> HttpResponseBase:
    """Everybody who has asked."""
    listing = FollowUpList(request.GET, office_follow_ups(request.user))
    return show_list(request, listing, "outcomes/office/follow_up_list.html", {"tabs": tabs(request)})


@page(Permission.FOLLOW_UP_HANDLE, find=handled_follow_up)
def office_follow_up(request: PersonRequest, follow_up: FollowUp) -> HttpResponse:
    """One request: what is wished, where it stands, what can be done."""
    found = follow_up.referrals.select_related("adviser").prefetch_related("reports")
    context = {
        "follow_up": follow_up,
        "state": FOLLOW_UP_STATES[follow_up.state],
        "tone": FOLLOW_UP_TONES.get(follow_up.state, "neutral"),
        "referrals": [
            {
                "referral": each,
                "state": REFERRAL_STATES[each.state],
                "tone": REFERRAL_TONES.get(each.state, "neutral"),
            }
            for each in found
        ],
        "is_standing": follow_up.state in ("new", "taken", "referred"),
        "can_refer": follow_up.state in ("new", "taken"),
        "history": history_of(follow_up),
    }
    return render(request, "outcomes/office/follow_up.html", context)


@page(Permission.FOLLOW_UP_HANDLE, find=handled_follow_up)
@require_POST
def follow_up_take(request: PersonRequest, follow_up: FollowUp) -> HttpResponse:
    """I take care of it."""
    services.take_follow_up(actor=request.user, follow_up=follow_up)
    messages.success(request, _("You take care of it."))
    return _to(follow_up)


@page(Permission.FOLLOW_UP_HANDLE, find=handled_follow_up)
def refer(request: PersonRequest, follow_up: FollowUp) -> HttpResponse:
    """First whom, then the letter as it will be, then the press."""
    form = ReferForm(request.POST or None, suggestions=suggestions(follow_up))
    letter = None
    if request.method == "POST" and form.is_valid():
        if "send" in request.POST and _sent(request, follow_up, form):
            messages.success(request, _("The letter leaves in ten minutes. Until then you can stop it."))
            return _to(follow_up)
        letter = _letter(follow_up, form)
    context = {"follow_up": follow_up, "form": form, "letter": letter}
    return render(request, "outcomes/office/refer.html", context)


def _sent(request: PersonRequest, follow_up: FollowUp, form: ReferForm) -> bool:
    adviser = form.found[form.cleaned_data["adviser"]]
    try:
        referrals.refer(
            actor=request.user, follow_up=follow_up, adviser=adviser, note=form.cleaned_data["note"]
        )
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _letter(follow_up: FollowUp, form: ReferForm) -> object:
    """What the adviser will be written, with a link that leads nowhere yet."""
    adviser = form.found[form.cleaned_data["adviser"]]
    draft = Referral(follow_up=follow_up, adviser=adviser, note=form.cleaned_data["note"])
    values = refer_values(draft) | {"link": "/"}
    return {"to": adviser, "words": write(notices.REFERRED, adviser.language, values)}


@page(Permission.FOLLOW_UP_HANDLE, find=handled_referral)
@require_POST
def referral_stop(request: PersonRequest, referral: Referral) -> HttpResponse:
    """Within the ten minutes."""
    referrals.stop_referral(actor=request.user, referral=referral)
    messages.success(request, _("The letter is stopped. The adviser has heard nothing."))
    return _to(referral.follow_up)


@page(Permission.FOLLOW_UP_HANDLE, find=handled_follow_up)
def follow_up_close(request: PersonRequest, follow_up: FollowUp) -> HttpResponse:
    """With what came of it."""
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.close_follow_up(actor=request.user, follow_up=follow_up, **form.cleaned_data)
        messages.success(request, _("The request is closed."))
        return _to(follow_up)
    context = {
        "question": _("Close the request of %(company)s?") % {"company": follow_up.company or follow_up.name},
        "form": form,
        "button": _("Close"),
        "cancel_href": reverse("outcomes:office_follow_up", args=[follow_up.public_id]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.FOLLOW_UP_HANDLE, find=handled_follow_up)
@require_POST
def follow_up_reopen(request: PersonRequest, follow_up: FollowUp) -> HttpResponse:
    """Take it up again."""
    services.reopen_follow_up(actor=request.user, follow_up=follow_up)
    messages.success(request, _("The request is taken up again, and you take care of it."))
    return _to(follow_up)


def _to(follow_up: FollowUp) -> HttpResponse:
    return redirect("outcomes:office_follow_up", follow_up_id=follow_up.public_id)
