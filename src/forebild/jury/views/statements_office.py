"""The edition's statements as the leaders and the office meet them: how they are made, how far, approved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forebild.competition.models import Entry
from forebild.jury.forms.statements import LeadForm, TakeUpForm
from forebild.jury.models import Juror
from forebild.jury.queries import judged_entries
from forebild.jury.queries.statements import consensus_choice, statements_of
from forebild.jury.services import consensus
from forebild.jury.services import statements as services
from forebild.jury.views.finders import edition_of, led_edition
from forebild.jury.views.statements import statement_of, to_statement
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.CONSENSUS_LEAD, find=edition_of)
def statements(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Each entry: reviews in, who calls its readers together, how far its statement has come."""
    entries: list[Any] = list(judged_entries(edition, request.user))
    by_entry = statements_of(edition, request.user)
    rows = [(entry, by_entry.get(entry.pk)) for entry in entries]
    choice = consensus_choice(edition)
    context = {
        "rows": rows,
        "choice": choice,
        "is_begun": bool(by_entry),
        "approved_count": sum(each.state == "approved" for each in by_entry.values()),
        "lacks_leads": choice is not None
        and any(entry.assigned_count and (each is None or each.lead is None) for entry, each in rows),
    }
    return render(request, "jury/statements.html", {"edition": edition, **context})


@page(Permission.CONSENSUS_LEAD, find=edition_of)
@require_POST
def consensus_choose(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Let readers agree on scores, or not."""
    used = request.POST.get("used") == "yes"
    consensus.choose_consensus(actor=request.user, edition=edition, used=used)
    if used:
        messages.success(request, _("The readers of an entry agree on its scores."))
    else:
        messages.success(request, _("Statements are written from the reviews."))
    return redirect("jury:statements", edition_year=edition.year)


@page(Permission.CONSENSUS_LEAD, find=edition_of)
@require_POST
def leads_name(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Somebody who calls together for each entry that lacks one, evenly shared."""
    count = consensus.name_leads(actor=request.user, edition=edition)
    text = ngettext("%(count)d entry has got one.", "%(count)d entries have got one.", count)
    messages.success(request, text % {"count": count})
    return redirect("jury:statements", edition_year=edition.year)


def entry_to_state(actor: Any, edition_year: int, entry_id: str) -> Entry:
    """An entry in competition of an edition that the person leads; not one that a conflict has closed."""
    entries = judged_entries(led_edition(actor, edition_year), actor).select_related(
        "organisation", "edition__programme"
    )
    return get_object_or_404(entries, public_id=entry_id)


@page(Permission.CONSENSUS_LEAD, find=entry_to_state)
def statement_begin(request: PersonRequest, entry: Entry) -> HttpResponse:
    """Where readers agree: who calls them together. Else: begin a statement from the reviews."""
    if consensus_choice(entry.edition) is None:
        if request.method == "POST":
            return to_statement(services.draft_statement(actor=request.user, entry=entry))
        return render(request, "ui/confirm.html", _begin_context(entry))
    readers = Juror.objects.for_actor(request.user).serving()
    readers = readers.filter(assignments__entry=entry, assignments__state__in=["open", "done"])
    form = LeadForm(request.POST or None, jurors=readers.select_related("person").distinct())
    if form.is_valid():
        consensus.name_lead(actor=request.user, entry=entry, juror=form.cleaned_data["lead"])
        messages.success(request, _("Saved."))
        return redirect("jury:statements", edition_year=entry.edition.year)
    context = {
        "question": _("Who calls the readers of %(company)s together?")
        % {"company": entry.organisation.name},
        "text": _("That person hands over what all have agreed."),
        "button": _("Save"),
        "form": form,
        "cancel_href": reverse("jury:statements", args=[entry.edition.year]),
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)


def _begin_context(entry: Entry) -> dict[str, Any]:
    return {
        "question": _("Write a statement about %(company)s?") % {"company": entry.organisation.name},
        "text": _(
            "It begins with what the jurors have written, a point on each line. You edit it from there."
        ),
        "consequences": [
            {"count": entry.review_count, "text": _("reviews are in")},  # type: ignore[attr-defined]  # annotated
        ],
        "button": _("Begin"),
        "cancel_href": reverse("jury:statements", args=[entry.edition.year]),
    }


@page(Permission.STATEMENT_APPROVE, find=statement_of)
@require_POST
def statement_approve(request: PersonRequest, statement: Any) -> HttpResponse:
    """It may be sent to the company."""
    shown = request.POST.get("revision", "")
    services.approve_statement(
        actor=request.user,
        statement=statement,
        expected_revision=int(shown) if shown.isdigit() else 0,
    )
    messages.success(request, _("The statement is approved and may be sent."))
    return to_statement(statement)


@page(Permission.STATEMENT_APPROVE, find=statement_of)
def statement_reopen(request: PersonRequest, statement: Any) -> HttpResponse:
    """Take it up again, with a reason."""
    form = TakeUpForm(request.POST or None)
    if form.is_valid():
        services.reopen_statement(actor=request.user, statement=statement, **form.cleaned_data)
        messages.success(request, _("The statement is open again."))
        return to_statement(statement)
    context = {
        "question": _("Take the statement up again?"),
        "text": _("It may not be sent until it has been approved anew."),
        "button": _("Take the statement up again"),
        "form": form,
        "cancel_href": reverse(
            "jury:statement_edit", args=[statement.entry.edition.year, statement.public_id]
        ),
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)
