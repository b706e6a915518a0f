"""The company reads its letter and answers it once: signed in, or by the link in the mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forebild.feedback.forms import AnswerForm
from forebild.feedback.models import Answer, Letter
from forebild.feedback.services import answers as services
from forebild.feedback.services.sending import ANSWER
from forebild.feedback.views.finders import own_letter
from forebild.feedback.views.reading import reading_of
from forebild.people.requests import PersonRequest
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.FEEDBACK_READ, find=own_letter)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: PersonRequest, letter: Letter) -> HttpResponse:
    """The letter, to read and to print, and the answer."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.answer_letter(actor=request.user, letter=letter, **form.cleaned_data)
        messages.success(request, _("Thank you. The office reads your answer."))
        return redirect("feedback:letter", entry_id=letter.entry.public_id)
    return _letter_page(request, letter, form, is_own=True)


@safe_link(ANSWER)
def letter_answer(request: HttpRequest, link: Link) -> HttpResponse:
    """The same from the mail, without signing in; opening the page changes nothing."""
    letter = services.letter_of(link)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.answer_by_link(link=link, **form.cleaned_data)
        return render(request, "feedback/answered.html", {"letter": letter})
    return _letter_page(request, letter, form, is_own=False)


def _letter_page(request: HttpRequest, letter: Letter, form: AnswerForm, *, is_own: bool) -> HttpResponse:
    answer: Answer | None = getattr(letter, "answer", None)
    context = {
        "letter": letter,
        "reading": reading_of(letter),
        "answer": answer,
        "form": None if answer else form,
        "is_own": is_own,
    }
    return render(request, "feedback/letter.html", context)
