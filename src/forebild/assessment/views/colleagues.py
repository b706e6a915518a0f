"""Several people of one company: whom one asks, where they differ, and a colleague's own page."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from forebild.assessment.answers import fields_of
from forebild.assessment.differences import Difference, differences_of
from forebild.assessment.forms.saving import InviteForm, PresentForm
from forebild.assessment.models import Answering
from forebild.assessment.queries.sittings import answerings_of
from forebild.assessment.services import colleagues as services
from forebild.assessment.services.answering import finish_answering, present_oneself
from forebild.assessment.services.opening import SITTING
from forebild.assessment.views.sittings import Sitting, colleague_at, sitting_at
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(SITTING)
def colleagues(request: HttpRequest, link: Link) -> HttpResponse:
    """Who answers, and further ones."""
    found = sitting_at(request, link)
    form = InviteForm(request.POST or None, initial={"sender": found.answering.name})
    if request.method == "POST" and form.is_valid() and _invited(request, found, form):
        return redirect(request.path)
    people = answerings_of(found.assessment)
    context = {"sitting": found, "form": form, "people": people, "most": services.MOST}
    return render(request, "assessment/colleagues.html", context)


def _invited(request: HttpRequest, found: Sitting, form: InviteForm) -> bool:
    try:
        invited = services.invite_colleagues(
            assessment=found.assessment, emails=form.addresses(), sender=form.cleaned_data["sender"]
        )
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    text = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", len(invited))
    messages.success(request, text % {"count": len(invited)})
    return True


@safe_link(SITTING)
def colleague_remove(request: HttpRequest, link: Link, answering_id: str) -> HttpResponse:
    """Asks, then takes a colleague's answers away."""
    found = sitting_at(request, link)
    people = answerings_of(found.assessment)
    chosen = next((each for each in people if each.public_id == answering_id and not each.is_first), None)
    if chosen is None:
        raise Http404
    if request.method == "POST":
        services.remove_colleague(assessment=found.assessment, answering=chosen)
        messages.success(request, _("The answers are taken away."))
        return redirect("assessment:colleagues", token=found.token)
    context = {
        "question": _("Take away %(name)s?") % {"name": chosen.name or chosen.email},
        "text": _("The link closes, and what has been answered is erased. This cannot be undone."),
        "button": _("Take away"),
        "danger": True,
        "cancel_href": request.path.rsplit("/", 3)[0] + "/",
    }
    return render(request, "ui/confirm.html", context)


@safe_link(SITTING)
def differences(request: HttpRequest, link: Link) -> HttpResponse:
    """Question by question where they differ, with a proposal; the first one settles."""
    found = sitting_at(request, link)
    done = [each for each in answerings_of(found.assessment) if each.is_first or each.done_at]
    language = get_language() or "sv"
    differing = differences_of(found.assessment, found.asked, done, _names(done), language)
    if request.method == "POST":
        return _settled(request, found, differing)
    context = {
        "sitting": found,
        "people": done,
        "differences": differing,
        "open_count": sum(not each.is_settled for each in differing),
    }
    return render(request, "assessment/differences.html", context)


def _names(answerings: Sequence[Answering]) -> list[str]:
    return [each.name or (_("You") if each.is_first else each.email) for each in answerings]


def _settled(request: HttpRequest, found: Sitting, differing: Sequence[Difference]) -> HttpResponse:
    """What was chosen of the choices that there are; a question left open stays open."""
    chosen: dict[str, dict[str, object] | None] = {}
    for each in differing:
        if (key := request.POST.get(f"d_{each.question.key}")) is not None:
            answer = each.answer_of(key)
            chosen[each.question.key] = fields_of(answer) if answer else None
    services.settle_answers(assessment=found.assessment, chosen=chosen)
    messages.success(request, _("Saved. These answers hold for the company."))
    return redirect("assessment:sitting", token=found.token)


@safe_link(services.COLLEAGUE)
def colleague(request: HttpRequest, link: Link) -> HttpResponse:
    """A colleague's own page: who one is, how far one has come, that one is done."""
    found = colleague_at(request, link)
    answering = found.answering
    form = PresentForm(request.POST or None, initial={"name": answering.name, "part": answering.part})
    if request.method == "POST":
        if "done" in request.POST:
            finish_answering(answering=answering)
            return redirect(request.path)
        if form.is_valid():
            present_oneself(answering=answering, **form.cleaned_data)
            return redirect("assessment:colleague_questions", token=found.token, group=1)
    counts = found.answered_counts
    context = {
        "sitting": found,
        "form": form,
        "answered_count": sum(done for done, _all in counts),
        "question_count": sum(every for _done, every in counts),
    }
    return render(request, "assessment/colleague.html", context)
