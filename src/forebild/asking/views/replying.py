"""A company's page of one question: the same behind the mailed link and for those who have signed in."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from forebild.asking.forms.company import AnswerForm, DeclineForm, ProposeForm
from forebild.asking.models import Enquiry, PublicAnswer
from forebild.asking.queries.enquiries import public_answer_of
from forebild.asking.services import letters, receptions, replies, showing
from forebild.asking.states import ENQUIRY
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.permissions import Actor

_FORMS: dict[str, type[AnswerForm | DeclineForm | ProposeForm]] = {
    "answer": AnswerForm,
    "decline": DeclineForm,
    "propose": ProposeForm,
}


def reply_page(request: HttpRequest, enquiry: Enquiry, *, actor: Actor = None) -> HttpResponse:
    """The question, and what one can do with it. `actor`: who has signed in; None behind a link."""
    act = request.POST.get("act", "")
    shown = {name: kind(request.POST if name == act else None) for name, kind in _FORMS.items()}
    if request.method == "POST" and _pressed(enquiry, act, shown.get(act), actor):
        return redirect(request.path)
    return render(request, "asking/reply.html", _context(enquiry, shown, actor))


def _pressed(enquiry: Enquiry, act: str, form: forms.Form | None, actor: Actor) -> bool:
    if act == "report":
        replies.report_abuse(enquiry=enquiry, actor=actor)
    elif act == "hide":
        showing.stop_showing(enquiry=enquiry, by=PublicAnswer.By.COMPANY, actor=actor)
    elif act == "stop":
        receptions.stop_reception(reception=enquiry.reception, actor=actor)
    elif form is not None:
        return form.is_valid() and _replied(enquiry, form, actor)
    return True


def _replied(enquiry: Enquiry, form: forms.Form, actor: Actor) -> bool:
    try:
        _reply(enquiry, form, actor)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _reply(enquiry: Enquiry, form: forms.Form, actor: Actor) -> None:
    clean = form.cleaned_data
    if isinstance(form, AnswerForm):
        replies.answer(enquiry=enquiry, actor=actor, **clean)
    elif isinstance(form, DeclineForm):
        replies.decline(enquiry=enquiry, text=form.text(enquiry.language), actor=actor)
    elif isinstance(form, ProposeForm):
        may_read = clean["office_may_read"]
        replies.propose(
            enquiry=enquiry, times=form.times(), text=clean["text"], office_may_read=may_read, actor=actor
        )


def _context(enquiry: Enquiry, shown: Mapping[str, forms.Form], actor: Actor) -> dict[str, object]:
    can_answer = ENQUIRY.allows(enquiry.state, "answer") and not enquiry.is_visit
    can_propose = ENQUIRY.allows(enquiry.state, "propose") and enquiry.is_visit
    is_erased = enquiry.erased_at is not None or enquiry.is_abuse
    return {
        "enquiry": enquiry,
        "reception": enquiry.reception,
        "title": letters.story_title(enquiry.example, get_language() or "sv"),
        "replies": list(enquiry.replies.prefetch_related("times")),
        "public": public_answer_of(enquiry),
        "answer_form": shown["answer"] if can_answer and not is_erased else None,
        "propose_form": shown["propose"] if can_propose and not is_erased else None,
        "decline_form": shown["decline"] if ENQUIRY.allows(enquiry.state, "decline") else None,
        "is_first": enquiry.state == "sent",
        "is_signed_in": actor is not None,
    }
