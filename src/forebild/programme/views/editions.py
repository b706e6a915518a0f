"""Where the office plans: the editions, and one edition with its dates and criteria."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.people.requests import PersonRequest
from forebild.programme.forms import CriterionForm, EditionForm, NewEditionForm, PhaseForm
from forebild.programme.models import Criterion, Edition, Phase
from forebild.programme.queries import current_programme, timeline
from forebild.programme.services import criteria, editions
from forebild.programme.services.about import save_edition
from forebild.programme.services.templates import use_nordic_jury
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission


def run_edition(actor: Actor, edition_year: int) -> Edition:
    """One that the actor runs."""
    return get_object_or_404(Edition.objects.for_actor(actor).select_related("programme"), year=edition_year)


def criterion_of_run(actor: Actor, edition_year: int, criterion_id: str) -> Criterion:
    """A criterion of an edition that the actor runs."""
    return get_object_or_404(run_edition(actor, edition_year).criteria, public_id=criterion_id)


def phase_of_run(actor: Actor, edition_year: int, kind: str) -> Phase:
    """A phase of an edition that the actor runs; a new one, not saved, where it has no dates yet."""
    edition = run_edition(actor, edition_year)
    if kind not in Phase.Kind.values:
        raise Http404
    return edition.phases.filter(kind=kind).first() or Phase(edition=edition, kind=kind)


@page(Permission.OFFICE_WORK)
def edition_list(request: PersonRequest) -> HttpResponse:
    """All editions, the latest first."""
    listed = Edition.objects.for_actor(request.user).select_related("programme")
    return render(request, "programme/edition_list.html", {"editions": listed})


@page(Permission.OFFICE_WORK)
def edition_new(request: PersonRequest) -> HttpResponse:
    """A new year: first what its dates would be, then the one press that makes it."""
    programme = current_programme()
    if programme is None:
        raise Http404
    latest = Edition.objects.for_actor(request.user).filter(programme=programme).first()
    form = NewEditionForm(request.POST or None, initial={"year": latest.year + 1 if latest else None})
    context: dict[str, Any] = {"form": form, "source": latest}
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        if "make" in request.POST or latest is None:
            try:
                made = (
                    editions.copy_edition(actor=request.user, source=latest, year=year)
                    if latest
                    else editions.plan_edition(actor=request.user, programme=programme, year=year)
                )
            except InvalidInput as invalid:
                show_beside_fields(form, invalid)
            else:
                messages.success(request, _("The edition is there. Nobody outside the office sees it yet."))
                return redirect("programme:edition_plan", edition_year=made.year)
        shift = editions.shift_between(latest.year, year) if latest else None
        if latest and shift is not None:
            moved = editions.shifted_phases(latest, None, shift)
            context["moves"] = list(zip(latest.phases.all(), moved, strict=True))
    return render(request, "programme/edition_new.html", context)


@page(Permission.EDITION_PLAN, find=run_edition)
def edition_plan(request: PersonRequest, edition: Edition) -> HttpResponse:
    """One edition: what is set, what is missing, what comes next."""
    form = EditionForm(request.POST or None, instance=edition)
    if request.method == "POST" and form.is_valid():
        save_edition(actor=request.user, edition=form.save(commit=False))
        messages.success(request, _("The edition is saved."))
        return redirect("programme:edition_plan", edition_year=edition.year)
    dated = {phase.kind: phase for phase in edition.phases.all()}
    context = {
        "edition": edition,
        "form": form,
        "timeline": timeline(edition),
        "phases": [(kind, label, dated.get(kind)) for kind, label in Phase.Kind.choices],
        "criteria": edition.criteria.prefetch_related("anchors"),
    }
    return render(request, "programme/edition_plan.html", context)


@page(Permission.EDITION_PLAN, find=phase_of_run)
def phase_edit(request: PersonRequest, phase: Phase) -> HttpResponse:
    """One phase's dates, in Swedish time."""
    form = PhaseForm(request.POST or None, initial=PhaseForm.values_of(phase) if phase.pk else None)
    if request.method == "POST" and form.is_valid():
        try:
            editions.set_phase(
                actor=request.user, edition=phase.edition, kind=phase.kind, **form.cleaned_data
            )
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The dates are saved."))
            return redirect("programme:edition_plan", edition_year=phase.edition.year)
    return render(request, "programme/phase_edit.html", {"phase": phase, "form": form})


@page(Permission.EDITION_PLAN, find=run_edition)
def criterion_new(request: PersonRequest, edition: Edition) -> HttpResponse:
    """One more criterion; or, for an edition without any, all of the template's at once."""
    if "nordic_jury" in request.POST:
        use_nordic_jury(actor=request.user, edition=edition)
        messages.success(request, _("The criteria are there. Change what does not fit."))
        return redirect("programme:edition_plan", edition_year=edition.year)
    return _criterion_form(request, Criterion(edition=edition))


@page(Permission.EDITION_PLAN, find=criterion_of_run)
def criterion_edit(request: PersonRequest, criterion: Criterion) -> HttpResponse:
    """A criterion and what each step of its scale means."""
    return _criterion_form(request, criterion)


def _criterion_form(request: PersonRequest, criterion: Criterion) -> HttpResponse:
    form = CriterionForm(request.POST or None, instance=criterion)
    if request.method == "POST" and form.is_valid():
        criteria.save_criterion(
            actor=request.user,
            edition=criterion.edition,
            criterion=form.save(commit=False),
            anchors=form.anchors,
        )
        messages.success(request, _("The criterion is saved."))
        return redirect("programme:edition_plan", edition_year=criterion.edition.year)
    context = {"criterion": criterion, "edition": criterion.edition, "form": form}
    return render(request, "programme/criterion_edit.html", context)


@page(Permission.EDITION_PLAN, find=criterion_of_run)
def criterion_move(request: PersonRequest, criterion: Criterion) -> HttpResponse:
    """One place up or down."""
    if request.method == "POST":
        step = -1 if request.POST.get("direction") == "up" else 1
        criteria.move_criterion(actor=request.user, criterion=criterion, step=step)
    return redirect("programme:edition_plan", edition_year=criterion.edition.year)


@page(Permission.EDITION_PLAN, find=criterion_of_run)
def criterion_remove(request: PersonRequest, criterion: Criterion) -> HttpResponse:
    """Away with it, after one question."""
    year = criterion.edition.year
    if request.method == "POST":
        criteria.remove_criterion(actor=request.user, criterion=criterion)
        messages.success(request, _("The criterion is removed."))
        return redirect("programme:edition_plan", edition_year=year)
    context = {
        "question": _("Remove the criterion %(name)s?") % {"name": criterion.name},
        "button": _("Remove"),
        "danger": True,
        "cancel_href": reverse("programme:edition_plan", args=[year]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EDITION_PLAN, find=run_edition)
def edition_announce(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Let the public see the edition, after one question."""
    if request.method == "POST":
        editions.announce_edition(actor=request.user, edition=edition)
        messages.success(request, _("The edition is public."))
        return redirect("programme:edition_plan", edition_year=edition.year)
    context = {
        "question": _("Announce %(edition)s?") % {"edition": edition.name},
        "text": _("Everybody can then see the edition, its dates and how to take part."),
        "button": _("Announce"),
        "cancel_href": reverse("programme:edition_plan", args=[edition.year]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EDITION_PLAN, find=run_edition)
def edition_archive(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Close a released edition, after one question."""
    if request.method == "POST":
        editions.archive_edition(actor=request.user, edition=edition)
        messages.success(request, _("The edition is archived."))
        return redirect("programme:edition_list")
    context = {
        "question": _("Archive %(edition)s?") % {"edition": edition.name},
        "text": _("It stays public, and nothing of it can be changed any more. The lead can reopen it."),
        "button": _("Archive"),
        "cancel_href": reverse("programme:edition_plan", args=[edition.year]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.PROGRAMME_EDIT, find=run_edition)
def edition_reopen(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Take an archived edition up again, after one question."""
    if request.method == "POST":
        editions.reopen_edition(actor=request.user, edition=edition)
        messages.success(request, _("The edition is open for changes again."))
        return redirect("programme:edition_plan", edition_year=edition.year)
    context = {
        "question": _("Reopen %(edition)s?") % {"edition": edition.name},
        "button": _("Reopen"),
        "cancel_href": reverse("programme:edition_list"),
    }
    return render(request, "ui/confirm.html", context)
