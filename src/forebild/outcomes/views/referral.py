"""The adviser's page, behind the link in a mail: what the company wishes, yes or no, and what came of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forebild.outcomes.forms.answering import DeclineForm, ReportForm
from forebild.outcomes.models import Referral
from forebild.outcomes.queries.follow_ups import referral_of_link
from forebild.outcomes.services import letters
from forebild.outcomes.services import referrals as services
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(letters.REFERRAL)
def referral(request: HttpRequest, link: Link) -> HttpResponse:
    """Exactly what the company has agreed to; nothing once it is declined or ended."""
    found = referral_of_link(link.subject_id)
    if found is None:
        raise Http404
    form = ReportForm(request.POST if request.POST.get("act") == "tell" else None)
    if request.method == "POST" and _pressed(request, found, form):
        return redirect(request.path)
    context = {
        "referral": found,
        "follow_up": found.follow_up,
        "form": form,
        "decline": DeclineForm(),
        "last": found.reports.first(),
        "is_open": found.state in ("sent", "accepted", "told"),
    }
    return render(request, "outcomes/referral.html", context)


def _pressed(request: HttpRequest, found: Referral, form: ReportForm) -> bool:
    act = request.POST.get("act", "")
    if act == "accept":
        services.accept_referral(referral=found)
    elif act == "decline":
        services.decline_referral(referral=found, reason=request.POST.get("reason", "")[:300])
    elif act == "tell":
        if not form.is_valid():
            return False
        services.tell_outcome(referral=found, **form.cleaned_data)
    return True
