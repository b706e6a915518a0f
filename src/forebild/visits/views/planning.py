"""What the office fills in: to whom, what to verify, who goes, which times; booked by hand, or off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.visits import forms
from forebild.visits.models import Claim, Visit
from forebild.visits.queries import answers_of, possible_visitors, responsible_for, visitable_entries
from forebild.visits.services import planning
from forebild.visits.services import times as time_services
from forebild.visits.services.visitors import choose_visitors
from forebild.visits.views.finders import edition_of, planned_claim, planned_visit


def to_visit(visit: Visit, name: str = "visits:office_visit") -> HttpResponse:
    """On to a page of the visit."""
    return redirect(name, edition_year=visit.entry.edition.year, visit_id=visit.public_id)


def _page(request: PersonRequest, template: str, visit: Visit, **more: Any) -> HttpResponse:
    context = {"visit": visit, "edition": visit.entry.edition, **more}
    return render(request, f"visits/{template}.html", context)


@page(Permission.VISIT_PLAN, find=edition_of)
def visit_plan(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Choose the company; who is asked is filled in from the entry where nothing else is said."""
    entries = visitable_entries(edition, request.user)
    form = forms.PlanForm(request.POST or None, entries=entries)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        entry = values.pop("entry")
        owner = responsible_for(entry)
        if owner and not values["contact_email"]:
            values |= {"contact_name": values["contact_name"] or str(owner), "contact_email": owner.email}
        try:
            visit = planning.plan_visit(actor=request.user, entry=entry, **values)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return to_visit(visit, "visits:claims")
    return render(request, "visits/visit_plan.html", {"form": form, "edition": edition})


@page(Permission.VISIT_PLAN, find=planned_visit)
def visit_edit(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Where, how, whom to ask."""
    form = (
        forms.ParticularsForm(request.POST) if request.method == "POST" else forms.ParticularsForm.of(visit)
    )
    if form.is_bound and form.is_valid():
        try:
            planning.change_visit(actor=request.user, visit=visit, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return to_visit(visit)
    return _page(request, "visit_edit", visit, form=form)


@page(Permission.VISIT_PLAN, find=planned_visit)
def claims(request: PersonRequest, visit: Visit) -> HttpResponse:
    """The entry's answers, and the claims picked from them so far."""
    answers = answers_of(visit.entry, (get_language() or "sv")[:2])
    form = forms.ClaimForm(request.POST or None, answers=answers)
    if request.method == "POST" and form.is_valid():
        try:
            planning.add_claim(actor=request.user, visit=visit, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The claim is added. Add the next one, or go on."))
            return to_visit(visit, "visits:claims")
    labels = {answer.key: answer.label for answer in answers}
    found = [(claim, labels.get(claim.question_key, "")) for claim in visit.claims.all()]
    return _page(request, "claims", visit, form=form, answers=answers, claims=found)


@page(Permission.VISIT_PLAN, find=planned_claim)
@require_POST
def claim_remove(request: PersonRequest, claim: Claim) -> HttpResponse:
    """Take a claim away."""
    planning.remove_claim(actor=request.user, claim=claim)
    messages.success(request, _("The claim is removed."))
    return to_visit(claim.visit, "visits:claims")


@page(Permission.VISIT_PLAN, find=planned_visit)
def visitors(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Who goes."""
    jurors = possible_visitors(visit, request.user)
    going = [visitor.juror.public_id for visitor in visit.visitors.current().select_related("juror")]
    form = forms.VisitorsForm(request.POST or None, jurors=jurors, initial={"jurors": going})
    if request.method == "POST" and form.is_valid():
        try:
            choose_visitors(actor=request.user, visit=visit, jurors=list(form.cleaned_data["jurors"]))
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The visitors are chosen and have been told."))
            return to_visit(visit)
    return _page(request, "visitors", visit, form=form)


@page(Permission.VISIT_PLAN, find=planned_visit)
def times(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Some times, sent to the company with a link."""
    form = forms.TimesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            time_services.offer_times(actor=request.user, visit=visit, times=form.times)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The company has been asked. Its answer will stand here."))
            return to_visit(visit)
    return _page(request, "times", visit, form=form, answers=visit.answers.exclude(words=""))


@page(Permission.VISIT_PLAN, find=planned_visit)
def visit_book(request: PersonRequest, visit: Visit) -> HttpResponse:
    """A time agreed by telephone, say."""
    form = forms.BookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            time_services.book_time(actor=request.user, visit=visit, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The visit is booked, and all who come have been told."))
            return to_visit(visit)
    return _page(request, "visit_book", visit, form=form)


@page(Permission.VISIT_PLAN, find=planned_visit)
def visit_cancel(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Call it off, after one question."""
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        planning.cancel_visit(actor=request.user, visit=visit, **form.cleaned_data)
        messages.success(request, _("The visit is cancelled."))
        return to_visit(visit)
    context = {
        "question": _("Cancel the visit to %(company)s?") % {"company": visit.entry.organisation.name},
        "text": _("Those who have been told of it get a letter that it is off. They do not see the reason."),
        "form": form,
        "button": _("Cancel the visit"),
        "danger": True,
        "cancel_href": reverse("visits:office_visit", args=[visit.entry.edition.year, visit.public_id]),
    }
    return render(request, "ui/confirm.html", context)
