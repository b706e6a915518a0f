"""A next step: planned, ticked, replaced, brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.assessment.forms.steps import PlanForm, ReplaceForm
from forebild.assessment.models import NextStep
from forebild.assessment.queries.sittings import standing_steps
from forebild.assessment.services import steps as services
from forebild.assessment.services.opening import SITTING
from forebild.assessment.shown_steps import other_steps, shown_steps
from forebild.assessment.views.sittings import Sitting, sitting_at
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link

_MOST = 20  # that are offered instead


def _step_at(request: HttpRequest, link: Link, step_id: str) -> tuple[Sitting, NextStep]:
    """One that stands in this sitting. Raises Http404."""
    found = sitting_at(request, link)
    step = next((each for each in standing_steps(found.assessment) if each.public_id == step_id), None)
    if step is None or found.assessment.state != "handed_in":
        raise Http404
    step.assessment = found.assessment
    return found, step


@safe_link(SITTING)
def step(request: HttpRequest, link: Link, step_id: str) -> HttpResponse:
    """Who takes it and by when; done or not."""
    found, chosen = _step_at(request, link, step_id)
    form = PlanForm(request.POST or None, initial={"who": chosen.who, "due_on": chosen.due_on})
    if request.method == "POST":
        if act := request.POST.get("act"):
            return _acted(found, chosen, act)
        if form.is_valid():
            services.plan_step(step=chosen, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("assessment:sitting", token=found.token)
    [shown] = shown_steps(found.assessment, found.asked, [chosen], get_language() or "sv")
    return render(request, "assessment/step.html", {"sitting": found, "shown": shown, "form": form})


def _acted(found: Sitting, chosen: NextStep, act: str) -> HttpResponse:
    """Ticked, unticked, or the replaced one brought back."""
    if act == "undo":
        services.undo_replacement(step=chosen)
    elif act in ("done", "undone"):
        services.tick_step(step=chosen, done=act == "done")
    return redirect("assessment:sitting", token=found.token)


@safe_link(SITTING)
def step_replace(request: HttpRequest, link: Link, step_id: str) -> HttpResponse:
    """Another in its place."""
    found, chosen = _step_at(request, link, step_id)
    standing = {(each.question, each.option) for each in standing_steps(found.assessment)}
    others = [
        each
        for each in services.candidates_of(found.assessment, found.asked)
        if (each.question, each.option) not in standing
    ]
    language = get_language() or "sv"
    form = ReplaceForm(request.POST or None, others=other_steps(found.asked, others[:_MOST], language))
    if request.method == "POST" and form.is_valid():
        try:
            services.replace_step(step=chosen, by=form.cleaned_data["by"])
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The step is replaced. You can bring the earlier one back."))
            return redirect("assessment:sitting", token=found.token)
    [shown] = shown_steps(found.assessment, found.asked, [chosen], language)
    context = {"sitting": found, "shown": shown, "form": form, "others": others}
    return render(request, "assessment/step_replace.html", context)
