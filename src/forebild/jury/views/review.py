"""Reading and scoring one entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.competition.beside import JUROR, notes_beside
from forebild.competition.queries import latest_submission, submitted_sections
from forebild.jury.forms.sheets import ScoreSheet, sheet_values
from forebild.jury.models import Assignment, Review
from forebild.jury.models.reviews import Sheet
from forebild.jury.queries import (
    desk,
    is_declared,
    is_open_to,
    newest_evidence,
    peer_reviews,
    review_phase,
    sheet_of,
)
from forebild.jury.queries.statements import own_statements
from forebild.jury.services import reviews
from forebild.jury.views.desk import state_on_desk
from forebild.jury.views.finders import own_assignment
from forebild.people.requests import PersonRequest
from forebild.programme.models import Criterion, Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Refusal
from forebild.shared.files.responses import file_response
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.dates import clock

Before = dict[str, str] | None
"""Scores as they were handed in, by criterion, where a change of them needs its reason."""


@page(Permission.CONFLICT_ANSWER, find=own_assignment)
def review_edit(request: PersonRequest, assignment: Assignment) -> HttpResponse:
    """The entry and the score sheet. Before the conflict question is answered, the question instead."""
    if not is_declared(assignment):
        return redirect(_address("jury:conflict", assignment))
    review = sheet_of(assignment)
    criteria = list(assignment.entry.edition.criteria.prefetch_related("anchors"))
    if request.method != "POST":
        audit.record_read(request.user, assignment.entry, "jury desk")
        sheet = ScoreSheet(criteria, initial=sheet_values(review), before=_scores_before(assignment, review))
        return _show_sheet(request, assignment, review, sheet)
    sheet = ScoreSheet(criteria, request.POST, before=_scores_before(assignment, review))
    if sheet.is_valid():
        try:
            return _carry_out(request, assignment, sheet)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(sheet, refusal)
    return _show_sheet(request, assignment, review, sheet)


def _scores_before(assignment: Assignment, review: Review | None) -> Before:
    """The scores as they were handed in, where new evidence asks for a reason to change them."""
    if review is None or newest_evidence(assignment.entry) is None:
        return None
    before: dict[str, str] | None = review.scores_before
    return before


def _carry_out(request: PersonRequest, assignment: Assignment, sheet: ScoreSheet) -> HttpResponse:
    """What was typed is kept first, whatever was pressed; then it is handed in, or the next one opens."""
    actor, wish = request.user, request.POST.get("then", "")
    reviews.save_review(actor=actor, assignment=assignment, **sheet.kept(sheet.fields))
    if wish == "submit":
        reviews.submit_review(actor=actor, assignment=assignment)
        messages.success(request, _("Your review is handed in."))
        return redirect(_following(assignment))
    messages.success(request, _("Saved %(time)s.") % {"time": clock(timezone.now(), get_language() or "sv")})
    return redirect(_following(assignment) if wish == "next" else _address("jury:review_edit", assignment))


def _address(name: str, assignment: Assignment, **more: str) -> str:
    parts = {"edition_year": assignment.entry.edition.year, "assignment_id": assignment.public_id}
    return reverse(name, kwargs=parts | more)


def _following(assignment: Assignment) -> str:
    """The next entry that is not handed in, after this one and round again; the desk when there is none."""
    own = list(desk(assignment.juror))
    here = next((at for at, each in enumerate(own) if each.pk == assignment.pk), -1)
    order = [each for each in own[here + 1 :] + own[: here + 1] if each.pk != assignment.pk]
    left = next((each for each in order if state_on_desk(each) != "done"), None)
    if left is None:
        return reverse("jury:desk", kwargs={"edition_year": assignment.entry.edition.year})
    return _address("jury:review_edit", left)


def _show_sheet(
    request: PersonRequest, assignment: Assignment, review: Review | None, sheet: ScoreSheet
) -> HttpResponse:
    phase = review_phase(assignment.entry.edition)
    is_submitted = review is not None and review.state == "submitted"
    context = {
        "assignment": assignment,
        "edition": assignment.entry.edition,
        "organisation": assignment.entry.organisation,
        "sections": submitted_sections(latest_submission(assignment.entry), (get_language() or "sv")[:2]),
        "file_view": "jury:entry_file",
        "reading_id": assignment.public_id,
        "sheet": sheet,
        "review": review,
        "is_submitted": is_submitted,
        "is_open": is_open_to(assignment, review, timezone.now()),
        "phase": phase,
        "evidence": newest_evidence(assignment.entry),
        "changes": list(review.score_changes.select_related("criterion")) if review else [],
        "notes": notes_beside(JUROR, assignment.entry, request.user),
        "following": _following(assignment),
        "statement": next(
            (each for each in own_statements(assignment.juror) if each.entry_id == assignment.entry_id), None
        ),
        "peers": _peer_table(assignment, sheet.criteria) if is_submitted else None,
    }
    return render(request, "jury/review_edit.html", context, status=422 if sheet.errors else 200)


def _peer_table(assignment: Assignment, criteria: list[Criterion]) -> dict[str, Any]:
    """The others' scores, without names: a column each, in an order that tells nothing."""
    others = peer_reviews(assignment)
    given = [{score.criterion_id: score for score in review.scores.all()} for review in others]
    return {
        "columns": [{"label": _("Criterion")}]
        + [
            {"label": _("Juror %(number)s") % {"number": number}, "number": True}
            for number in range(1, len(others) + 1)
        ],
        "rows": [
            (criterion, [_step_of(scores.get(criterion.pk)) for scores in given]) for criterion in criteria
        ],
        "others": others,
    }


def _step_of(score: Any) -> str:
    return "–" if score is None or score.value is None else str(score.value)


@page(Permission.REVIEW_WRITE, find=own_assignment)
@require_POST
def review_autosave(request: PersonRequest, assignment: Assignment) -> JsonResponse:
    """Keep the fields that changed. The protocol is that of `ui/js/autosave.js`."""

    def keep(sheet: ScoreSheet, sent: dict[str, str]) -> Review:
        return reviews.save_review(actor=request.user, assignment=assignment, **sheet.kept(sent.keys()))

    before = _scores_before(assignment, sheet_of(assignment))
    return autosave_sheet(request, assignment.entry.edition, keep, before)


def autosave_sheet(
    request: PersonRequest,
    edition: Edition,
    keep: Callable[[ScoreSheet, dict[str, str]], Sheet],
    before: Before = None,
) -> JsonResponse:
    """Let `keep` store what of the sent fields is sound; answer as the script expects.

    `before` holds the scores as they were handed in, where a change needs its reason.
    """
    try:
        sent = _sent_fields(request)
        kept = keep(_sound_sheet(edition, sent, before), sent)
    except InvalidInput as refusal:
        return JsonResponse({"error": refusal.reason, "fields": refusal.fields}, status=400)
    except Refusal as refusal:
        return JsonResponse({"error": refusal.reason}, status=409)
    saved_at = clock(kept.saved_at, get_language() or "sv")
    return JsonResponse(
        {"revision": kept.revision, "saved_at": saved_at, "others": [], "conflicts": {}, "updates": {}}
    )


def _sent_fields(request: PersonRequest) -> dict[str, str]:
    """The fields of the request's body. Raises InvalidInput for anything else than texts by name."""
    try:
        fields = json.loads(request.body)["fields"]
        sound = all(isinstance(value, str) for value in fields.values())
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise InvalidInput(_("This could not be read. Reload the page."))
    return dict(fields)


def _sound_sheet(edition: Edition, sent: dict[str, str], before: Before) -> ScoreSheet:
    sheet = ScoreSheet(list(edition.criteria.prefetch_related("anchors")), sent, before=before)
    if not sheet.is_valid():
        raise InvalidInput(
            _("Something could not be saved."),
            {name: str(errors[0]) for name, errors in sheet.errors.items()},
        )
    return sheet


@page(Permission.REVIEW_WRITE, find=own_assignment)
@require_POST
def review_reopen(request: PersonRequest, assignment: Assignment) -> HttpResponse:
    """Take the handed-in sheet up again."""
    reviews.reopen_review(actor=request.user, assignment=assignment)
    messages.success(request, _("The review is open again. Hand it in when you are done."))
    return redirect(_address("jury:review_edit", assignment))


def _read_file(actor: Any, edition_year: int, assignment_id: str, file_id: str) -> Assignment:
    return own_assignment(actor, edition_year, assignment_id)


@page(Permission.REVIEW_WRITE, find=_read_file)
def entry_file(request: PersonRequest, assignment: Assignment) -> HttpResponseBase:
    """A file of the entry, if it is part of what was handed in."""
    submission = latest_submission(assignment.entry)
    handed_in = {each["id"] for each in submission.content.get("files", [])} if submission else set()
    files = assignment.entry.files.filter(public_id__in=handed_in).select_related("file")
    wanted = request.resolver_match.kwargs["file_id"] if request.resolver_match else ""
    return file_response(get_object_or_404(files, public_id=wanted).file, inline=True, rendition=960)
