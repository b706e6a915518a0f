"""What companies have answered, for the office to read."""

from __future__ import annotations

from statistics import fmean

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.feedback.models import Answer
from forebild.feedback.queries import answers_in
from forebild.feedback.services import answers as services
from forebild.feedback.views.finders import edition_of, heard_answer
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.FEEDBACK_HEAR, find=edition_of)
@require_safe
def answers(request: PersonRequest, edition: Edition) -> HttpResponse:
    """All answers, unread ones first; how useful the letters were."""
    found = list(answers_in(edition, request.user))
    context = {
        "edition": edition,
        "answers": found,
        "unread_count": sum(answer.read_at is None for answer in found),
        "mean": fmean(answer.usefulness for answer in found) if found else None,
    }
    return render(request, "feedback/answers.html", context)


@page(Permission.FEEDBACK_HEAR, find=heard_answer)
@require_POST
def answer_read(request: PersonRequest, answer: Answer) -> HttpResponse:
    """It has been read."""
    services.note_answer_read(actor=request.user, answer=answer)
    messages.success(request, _("The answer is noted as read. It is kept."))
    return redirect("feedback:answers", edition_year=answer.letter.entry.edition.year)
