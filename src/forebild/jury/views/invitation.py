"""The page behind the link in an invitation: what it takes, the terms, yes or no."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forebild.jury.forms.seats import AcceptForm
from forebild.jury.queries import review_phase
from forebild.jury.services.seats import INVITATION, accept_seat, decline_seat, seat_offered_by
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(INVITATION)
def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    """Yes with the terms and the employer, or no."""
    juror = seat_offered_by(link)
    if request.method == "POST" and request.POST.get("answer") == "no":
        decline_seat(link=link)
        return render(request, "jury/invitation_answered.html", {"juror": juror, "accepted": False})
    form = AcceptForm(request.POST or None, initial={"employer_name": juror.employer_name})
    if form.is_valid():
        try:
            accepted = accept_seat(link=link, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return render(request, "jury/invitation_answered.html", {"juror": accepted, "accepted": True})
    context = {
        "juror": juror,
        "edition": juror.edition,
        "form": form,
        "phases": juror.edition.phases.filter(kind__in=["review", "deliberation", "announcement"]),
        "review": review_phase(juror.edition),
    }
    return render(request, "jury/invitation.html", context)
