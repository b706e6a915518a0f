"""What the company decides of its result: sharing, letters, deleting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.assessment.services import again
from forebild.assessment.services import withdrawing as services
from forebild.assessment.services.opening import SITTING
from forebild.assessment.views.sittings import sitting_at
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link

_ACTS = {
    "share": services.share_result,
    "unshare": services.stop_sharing,
    "ask": again.let_be_asked,
    "silence": again.ask_no_more,
}


@safe_link(SITTING)
def settings(request: HttpRequest, link: Link) -> HttpResponse:
    """Who may read it, whether we write next year, and the way to deleting it."""
    found = sitting_at(request, link)
    if request.method == "POST":
        if act := _ACTS.get(request.POST.get("act", "")):
            act(assessment=found.assessment)
            messages.success(request, _("Saved."))
        return redirect(request.path)
    return render(request, "assessment/settings.html", {"sitting": found})


@safe_link(SITTING)
def delete(request: HttpRequest, link: Link) -> HttpResponse:
    """Asks, then erases."""
    found = sitting_at(request, link)
    if request.method == "POST":
        services.withdraw_assessment(assessment=found.assessment)
        messages.success(request, _("The self-assessment is deleted, with every answer."))
        return redirect("assessment:start")
    context = {
        "question": _("Delete the self-assessment?"),
        "text": _(
            "Every answer, the result, the next steps, your address and the company's name are erased, and "
            "all links close. From the next time the figures are made you are in none of them. What is kept "
            "is that a self-assessment was begun and deleted, and when, and the letters that we have sent "
            "you. If you have asked for an adviser, that is taken back by the link in that letter."
        ),
        "button": _("Delete it"),
        "danger": True,
        "cancel_href": request.path.rsplit("/", 2)[0] + "/",
    }
    return render(request, "ui/confirm.html", context)
