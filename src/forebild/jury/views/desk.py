"""The juror's own desk: which entries, the conflict question, what one knows, whom one is tied to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.jury.conflict_form import ConflictForm
from forebild.jury.forms.seats import ExpertiseForm, InterestForm
from forebild.jury.models import Assignment, Interest, Juror
from forebild.jury.queries import (
    asked_to_compare,
    interests_in,
    organisations_named,
    ranking_choice,
    review_phase,
)
from forebild.jury.queries import desk as entries_on_desk
from forebild.jury.queries.calibration import own_trials
from forebild.jury.queries.statements import own_statements
from forebild.jury.sectors import sector_name
from forebild.jury.services import conflicts, seats
from forebild.jury.views.finders import own_assignment, own_seat
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


def state_on_desk(assignment: Assignment) -> str:
    """unanswered, open, begun or done, as the juror meets it. From the `desk` query."""
    if not assignment.is_declared:  # type: ignore[attr-defined]  # annotated by the query
        return "unanswered"
    if assignment.state == "done":
        return "done"
    return "begun" if hasattr(assignment, "review") else "open"


@page(Permission.JURY_SERVE, find=own_seat)
def desk(request: PersonRequest, juror: Juror) -> HttpResponse:
    """My entries, the state of each, and the next thing to do."""
    rows = [(assignment, state_on_desk(assignment)) for assignment in entries_on_desk(juror)]
    phase = review_phase(juror.edition)
    following = next(
        (
            assignment
            for wanted in ("begun", "open", "unanswered")
            for assignment, state in rows
            if state == wanted
        ),
        None,
    )
    trials = list(own_trials(juror))
    context = {
        "juror": juror,
        "edition": juror.edition,
        "trials_left": any(
            each.state == "draft" and each.trial.round.accepts(timezone.now()) for each in trials
        ),
        "has_trials": bool(trials),
        "statements": own_statements(juror),
        "rows": rows,
        "done_count": sum(state == "done" for _assignment, state in rows),
        "following": following,
        "phase": phase,
        "is_open": phase is not None and phase.accepts(timezone.now()),
        "comparing": asked_to_compare(juror),
        "ranks": ranking_choice(juror.edition),
        "is_early": phase is not None and timezone.now() < phase.opens_at,
    }
    return render(request, "jury/desk.html", context)


@page(Permission.CONFLICT_ANSWER, find=own_assignment)
def conflict(request: PersonRequest, assignment: Assignment) -> HttpResponse:
    """The question before anything but the names is shown. It can be answered with yes later, too."""
    form = ConflictForm(request.POST or None)
    year = assignment.entry.edition.year
    if form.is_valid():
        if not form.stated:
            conflicts.declare_no_conflict(actor=request.user, assignment=assignment)
            return redirect("jury:review_edit", edition_year=year, assignment_id=assignment.public_id)
        conflicts.declare_recusal(
            actor=request.user,
            assignment=assignment,
            **form.stated,
        )
        messages.success(request, _("Thank you. You stand aside, and the entry is closed to you."))
        return redirect("jury:desk", edition_year=year)
    organisation = assignment.entry.organisation
    context = {
        "assignment": assignment,
        "edition": assignment.entry.edition,
        "organisation": organisation,
        "sectors": ", ".join(sector_name(industry.code) for industry in organisation.industries.all()),
        "form": form,
    }
    return render(request, "jury/conflict.html", context)


@page(Permission.JURY_SERVE, find=own_seat)
def profile(request: PersonRequest, juror: Juror) -> HttpResponse:
    """What I know, and whom I am tied to."""
    form = ExpertiseForm(request.POST) if request.method == "POST" else ExpertiseForm.of(juror)
    if form.is_bound and form.is_valid():
        seats.state_expertise(
            actor=request.user, juror=juror, sectors=form.stated_sectors, topics=form.stated_topics
        )
        messages.success(request, _("Saved."))
        return redirect("jury:profile", edition_year=juror.edition.year)
    return render(request, "jury/profile.html", _profile_context(request, juror, form=form))


@page(Permission.JURY_SERVE, find=own_seat)
def interests(request: PersonRequest, juror: Juror) -> HttpResponse:
    """State a tie: search by name, choose among the names found, say what it is."""
    text = request.GET.get("q", "")
    found = organisations_named(text, juror.edition, request.user)
    form = InterestForm(request.POST or None, organisations=found)
    if form.is_valid():
        try:
            seats.state_interest(actor=request.user, juror=juror, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. You are not given entries from it."))
            return redirect("jury:profile", edition_year=juror.edition.year)
    context = {
        "juror": juror,
        "edition": juror.edition,
        "form": form,
        "q": text,
        "found_count": len(found),
    }
    return render(request, "jury/interests.html", context)


def _profile_context(request: PersonRequest, juror: Juror, **more: Any) -> dict[str, Any]:
    ties = interests_in(juror.edition, request.user).filter(juror=juror)
    return {"juror": juror, "edition": juror.edition, "interests": ties, **more}


def _own_interest(actor: Any, edition_year: int, interest_id: str) -> Interest:
    juror = own_seat(actor, edition_year)
    ties = interests_in(juror.edition, actor).filter(juror=juror).select_related("juror__edition")
    return get_object_or_404(ties, public_id=interest_id)


@page(Permission.SIGNED_IN, find=_own_interest)
@require_POST
def interest_remove(request: PersonRequest, interest: Interest) -> HttpResponse:
    """Take a stated tie back."""
    year = interest.juror.edition.year
    seats.withdraw_interest(actor=request.user, interest=interest)
    messages.success(request, _("Removed."))
    return redirect("jury:profile", edition_year=year)
