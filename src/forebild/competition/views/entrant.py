"""A company's own entries: where they are, starting one, handing it in, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.competition.beside import COMPANY, notes_beside
from forebild.competition.content import read_content
from forebild.competition.forms_entrant import StartForm, WithdrawForm
from forebild.competition.models import Entry
from forebild.competition.queries import (
    application_phase,
    deadline_of,
    draft_files,
    form_questions,
    form_sections,
    has_unsubmitted_changes,
    is_open_for,
    latest_submission,
    may_begin,
    missing_in,
    own_entries,
    own_organisations,
    running_edition,
)
from forebild.competition.receipt import receipt_pdf
from forebild.competition.services import entries
from forebild.competition.steps import form_steps, links_to, timeline_of
from forebild.competition.views.finders import own_entry, submission_of
from forebild.competition.ways import ENTRY, ways_from
from forebild.people.requests import PersonRequest
from forebild.people.services.names import state_name
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may


@page(Permission.SIGNED_IN)
def entry_list(request: HttpRequest) -> HttpResponse:
    """All entries that one writes in, and the way to a new one."""
    edition = running_edition()
    context = {
        "entries": list(own_entries(request.user)),
        "edition": edition,
        "phase": application_phase(edition) if edition else None,
        "may_begin": edition is not None and may_begin(edition, timezone.now()),
    }
    return render(request, "competition/entries.html", context)


@page(Permission.ENTRY_START)
def entry_start(request: PersonRequest) -> HttpResponse:
    """Choose the company and the language; a company that is not here yet is registered first."""
    edition = running_edition()
    if edition is None or not may_begin(edition, timezone.now()):
        return _call_closed(request, edition)
    organisations = list(own_organisations(request.user))
    language = (get_language() or "sv")[:2]
    form = StartForm(
        request.POST or None,
        organisations=organisations,
        asks_name=not request.user.name,
        initial={"language": language},
    )
    if request.method == "POST" and form.is_valid():
        if "your_name" in form.cleaned_data:
            state_name(actor=request.user, name=form.cleaned_data["your_name"])
        entry = entries.start_entry(
            actor=request.user,
            edition=edition,
            organisation=form.organisation(),
            language=form.cleaned_data["language"],
        )
        return redirect("competition:entry", entry_id=entry.public_id)
    context = {
        "form": form,
        "edition": edition,
        "phase": application_phase(edition),
        "organisations": organisations,
    }
    return render(request, "competition/entry_start.html", context)


def _call_closed(request: HttpRequest, edition: Edition | None) -> HttpResponse:
    phase = application_phase(edition) if edition else None
    context = {"edition": edition, "phase": phase, "is_early": phase and timezone.now() < phase.opens_at}
    return render(request, "competition/call_closed.html", context)


@page(Permission.ENTRY_READ, find=own_entry)
def entry_status(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Where my entry is, what to do next, what happens when."""
    now, latest, deadline = timezone.now(), latest_submission(entry), deadline_of(entry)
    sections = list(form_sections(entry.edition))
    questions, files = form_questions(entry.edition), draft_files(entry)
    is_open = is_open_for(entry, now)
    phase = application_phase(entry.edition)
    context = {
        "entry": entry,
        "latest": latest,
        "submissions": entry.submissions.all(),
        "deadline": deadline,
        "is_open": is_open,
        "opens_at": phase.opens_at if phase and now < phase.opens_at else None,
        "has_changes": has_unsubmitted_changes(entry, latest),
        "steps": form_steps(entry, sections, questions, files),
        "first_section": _first_unfinished(entry, sections),
        "missing_count": len(missing_in(entry)),
        "timeline": timeline_of(entry, deadline, latest, now),
        "editors": entry.organisation.memberships.current().select_related("person").order_by("since"),
        "notes": notes_beside(COMPANY, entry, request.user),
        "lacks_facts": not entry.organisation.industries.exists() or not entry.organisation.figures.exists(),
        "may_invite": may(request.user, Permission.ORGANISATION_HAND_OVER, entry.organisation).allowed,
        "may_withdraw": may(request.user, Permission.ENTRY_WITHDRAW, entry).allowed,
        "ways": ways_from(ENTRY, entry),
    }
    return render(request, "competition/entry.html", context)


def _first_unfinished(entry: Entry, sections: list[Any]) -> Any:
    """Where to go on writing: the first section that lacks something, else the first of all."""
    missing = missing_in(entry)
    unfinished = missing[0].question.section_id if missing else None
    return next((each for each in sections if each.pk == unfinished), sections[0] if sections else None)


@page(Permission.ENTRY_SUBMIT, find=own_entry)
def entry_submit(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What is missing, as links; when nothing is, one button."""
    began_at = timezone.now()
    status = 200
    if request.method == "POST":
        try:
            submission = entries.submit_entry(actor=request.user, entry=entry, began_at=began_at)
        except InvalidInput:
            status = 400
        else:
            return redirect("competition:entry_receipt", entry_id=entry.public_id, number=submission.number)
    latest = latest_submission(entry)
    context = {
        "entry": entry,
        "missing": links_to(entry, missing_in(entry)),
        "latest": latest,
        "has_changes": has_unsubmitted_changes(entry, latest),
        "deadline": deadline_of(entry),
        "is_open": is_open_for(entry, began_at),
    }
    return render(request, "competition/entry_submit.html", context, status=status)


@page(Permission.ENTRY_READ, find=own_entry)
def entry_receipt(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What was handed in, when, with which hash."""
    submission = submission_of(entry, request)
    context = {
        "entry": entry,
        "submission": submission,
        "sections": read_content(submission.content, entry.language),
        "is_open": is_open_for(entry, timezone.now()),
        "deadline": deadline_of(entry),
    }
    return render(request, "competition/entry_receipt.html", context)


@page(Permission.ENTRY_READ, find=own_entry)
def entry_receipt_pdf(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The same as a PDF to keep."""
    submission = submission_of(entry, request)
    language = (get_language() or "sv")[:2]
    response = HttpResponse(receipt_pdf(submission, language), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{entries.receipt_name(language)}"'
    return response


@page(Permission.ENTRY_WITHDRAW, find=own_entry)
def entry_withdraw(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Take the entry back, after one question."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entries.withdraw_entry(actor=request.user, entry=entry, reason=form.cleaned_data["reason"])
        messages.success(request, _("The entry is withdrawn."))
        return redirect("competition:entry", entry_id=entry.public_id)
    context = {"entry": entry, "form": form, "is_open": is_open_for(entry, timezone.now())}
    return render(request, "competition/entry_withdraw.html", context)


@page(Permission.ENTRY_READ, find=own_entry)
def entry_resume(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Take a withdrawn entry up again; only a button does it."""
    if request.method == "POST":
        entries.resume_entry(actor=request.user, entry=entry)
        messages.success(request, _("The entry is a draft again. Everything you wrote is there."))
    return redirect("competition:entry", entry_id=entry.public_id)
