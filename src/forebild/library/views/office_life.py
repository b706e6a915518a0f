"""A story's life in the office: begun without an award, planned, remarked on, rechecked, followed up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forebild.library.forms_life import AfterwardsForm, NewStoryForm, RemarkForm, ScheduleForm
from forebild.library.models import Afterwards, GoodExample, Remark
from forebild.library.queries_life import (
    afterwards_for,
    rechecks_of,
    remarks_for,
    remarks_on,
    withdrawals_of,
)
from forebild.library.services import afterwards as afterwards_services
from forebild.library.services import rechecks, remarks, scheduling, starting
from forebild.library.views.office import office_example, to_example
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission

form_page = require_http_methods(["GET", "HEAD", "POST"])


def programme_now(actor: Actor) -> Programme:
    """The programme that a new story belongs to."""
    programme = current_programme()
    if programme is None:
        raise Http404
    return programme


def office_remark(actor: Actor, example_id: str, remark_id: str) -> Remark:
    """A remark about a story that the office works with."""
    return get_object_or_404(remarks_for(actor), example__public_id=example_id, public_id=remark_id)


def office_afterwards(actor: Actor, example_id: str, years: int) -> Afterwards:
    """What is kept of one of the years after."""
    return get_object_or_404(afterwards_for(actor), example__public_id=example_id, years=years)


@page(Permission.EXAMPLE_EDIT, find=programme_now)
@form_page
def example_new(request: PersonRequest, programme: Programme) -> HttpResponse:
    """A story about a company that never entered."""
    form = NewStoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            example = starting.start_about(
                actor=request.user,
                programme=programme,
                company=form.facts(),
                contact_email=form.cleaned_data["contact_email"],
            )
        except InvalidInput as invalid:
            show_refusal(form, invalid)
        else:
            messages.success(request, _("The story is begun. Write it, then send it to the company."))
            return to_example(example)
    return render(request, "library/example_new.html", {"form": form})


@page(Permission.EXAMPLE_PUBLISH, find=office_example)
@form_page
def example_schedule(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Show the approved text from an instant on."""
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            scheduling.schedule_example(actor=request.user, example=example, **form.cleaned_data)
        except NotNow as refusal:
            form.add_error("at", refusal.reason)
        else:
            messages.success(request, _("The story is published by itself. Until then it can be called off."))
            return to_example(example)
    return render(request, "library/example_schedule.html", {"example": example, "form": form})


@page(Permission.EXAMPLE_PUBLISH, find=office_example)
@require_POST
def example_unschedule(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Call it off."""
    scheduling.unschedule_example(actor=request.user, example=example)
    messages.success(request, _("The publication is called off. The company’s approval stands."))
    return to_example(example)


@page(Permission.EXAMPLE_EDIT, find=office_example)
@form_page
def example_remarks(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """All that has been said about the draft, and something more."""
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remarks.say_remark(actor=request.user, example=example, **form.cleaned_data)
        messages.success(request, _("Your remark stands beside the draft."))
        return redirect(_remarks_address(example))
    context = {"example": example, "form": form, "threads": remarks_on(example), "reply_form": RemarkForm()}
    return render(request, "library/example_remarks.html", context)


def _remarks_address(example: GoodExample) -> str:
    return reverse("library:example_remarks", kwargs={"example_id": example.public_id})


@page(Permission.EXAMPLE_EDIT, find=office_remark)
@form_page
def remark_answer(request: PersonRequest, remark: Remark) -> HttpResponse:
    """Answer in a thread; what answers a wish is read by the company."""
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remarks.say_remark(actor=request.user, example=remark.example, answers=remark, **form.cleaned_data)
        return HttpResponseRedirect(f"{_remarks_address(remark.example)}#{remark.public_id}")
    context = {"example": remark.example, "form": form, "thread": remark}
    return render(request, "library/remark_answer.html", context)


@page(Permission.EXAMPLE_EDIT, find=office_remark)
@require_POST
def remark_settle(request: PersonRequest, remark: Remark) -> HttpResponse:
    """Nothing is left to do about it; or, with `again`, there is after all."""
    if "again" in request.POST:
        remarks.reopen_remark(actor=request.user, remark=remark)
    else:
        remarks.settle_remark(actor=request.user, remark=remark)
    return HttpResponseRedirect(f"{_remarks_address(remark.example)}#{remark.public_id}")


@page(Permission.EXAMPLE_EDIT, find=office_example)
@form_page
def example_afterwards(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """When the company was asked, what it answered, and what happened after one, two, three years."""
    kept = {row.years: row for row in example.afterwards.all()}
    saved = request.POST.get("years", "")
    forms = {
        years: AfterwardsForm(request.POST if saved == str(years) else None, row=kept.get(years), years=years)
        for years, _name in Afterwards.YEARS
    }
    chosen = next((years for years in forms if saved == str(years)), None)
    if chosen is not None and forms[chosen].is_valid() and _kept(request, example, chosen, forms[chosen]):
        return redirect("library:example_afterwards", example_id=example.public_id)
    context = {
        "example": example,
        "years": [(years, name, forms[years], kept.get(years)) for years, name in Afterwards.YEARS],
        "rechecks": rechecks_of(example),
        "withdrawals": withdrawals_of(example),
        "form": forms.get(chosen or 0),
    }
    return render(request, "library/example_afterwards.html", context)


def _kept(request: PersonRequest, example: GoodExample, years: int, form: AfterwardsForm) -> bool:
    try:
        afterwards_services.save_afterwards(
            actor=request.user, example=example, years=years, **form.cleaned_data
        )
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, _("It is saved. Readers see it when you publish it."))
    return True


@page(Permission.EXAMPLE_PUBLISH, find=office_afterwards)
@require_POST
def afterwards_show(request: PersonRequest, afterwards: Afterwards) -> HttpResponse:
    """Show it with the story; or, with `hide`, take it from readers."""
    if "hide" in request.POST:
        afterwards_services.hide_afterwards(actor=request.user, afterwards=afterwards)
        messages.success(request, _("Readers do not see it any more."))
    else:
        afterwards_services.publish_afterwards(actor=request.user, afterwards=afterwards)
        messages.success(request, _("It stands with the story."))
    return redirect("library:example_afterwards", example_id=afterwards.example.public_id)


@page(Permission.EXAMPLE_EDIT, find=office_example)
@require_POST
def recheck_ask(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Ask the company now whether the story is still right."""
    rechecks.ask_recheck(actor=request.user, example=example)
    messages.success(request, _("The company has been asked."))
    return redirect("library:example_afterwards", example_id=example.public_id)
