"""A year later, from the letter: do it again, or be asked no more."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.assessment.queries.sittings import sitting_of_link
from forebild.assessment.services import again as services
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(services.AGAIN)
def again(request: HttpRequest, link: Link) -> HttpResponse:
    """Two buttons."""
    assessment = sitting_of_link(link.subject_id)
    if assessment is None:
        raise Http404
    if request.method == "POST":
        if "no" in request.POST:
            services.ask_no_more(assessment=assessment)
            messages.success(request, _("We do not write about this any more."))
            return redirect("assessment:start")
        _following, token = services.begin_again(link=link)
        return redirect("assessment:questions", token=token, group=1)
    return render(request, "assessment/again.html", {"assessment": assessment})
