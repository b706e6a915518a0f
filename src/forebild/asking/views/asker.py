"""The reader's pages: the question, then behind the mailed link all that becomes of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from forebild.asking.forms.asking import AskForm, OtherTimesForm, TimesForm
from forebild.asking.models import Enquiry, Kind
from forebild.asking.queries.enquiries import (
    enquiry_of_link,
    proposed_times,
    public_answer_of,
    taken_now,
)
from forebild.asking.queries.months import full_until, full_words
from forebild.asking.services import enquiries, letters, showing, visits
from forebild.library.likeness import similar_stories
from forebild.library.models import GoodExample
from forebild.library.queries import public_example
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission
from forebild.shared.ui.dates import in_full

_IN_VAIN = ("declined", "closed")


def asked_example(actor: Actor, slug: str) -> GoodExample:
    """A published story."""
    found = public_example(slug)
    if found is None:
        raise Http404
    return found


@page(Permission.PUBLIC, find=asked_example)
def ask(request: HttpRequest, example: GoodExample) -> HttpResponse:
    """A question, or the wish to visit: `?om=besok`. Where the month is full, that is said first."""
    kind = Kind.VISIT if request.GET.get("om") == "besok" else Kind.QUESTION
    taken = {each.kind: each for each in taken_now(example).taken}
    form = AskForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid() and _asked(request, example, form):
        return redirect("asking:asked", slug=example.slug)
    context = {
        "example": example,
        "title": letters.story_title(example, get_language() or "sv"),
        "form": form,
        "is_visit": kind == Kind.VISIT,
        "taken": taken.get(kind),
        "others": [each for name, each in taken.items() if name != kind],
        "similar": _similar(example) if kind not in taken or taken[kind].full_until else (),
    }
    return render(request, "asking/ask.html", context)


def _asked(request: HttpRequest, example: GoodExample, form: AskForm) -> bool:
    try:
        enquiries.ask(
            actor=request.user,
            example=example,
            asker=form.asker(get_language() or "sv"),
            wish=form.wish(),
            address=request.META.get("REMOTE_ADDR", ""),
        )
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


@page(Permission.PUBLIC, find=asked_example)
@require_safe
def asked(request: HttpRequest, example: GoodExample) -> HttpResponse:
    """Open your mail: the same for everybody, so that it tells nothing."""
    return render(request, "asking/asked.html", {"example": example})


@safe_link(letters.ASKER)
def enquiry(request: HttpRequest, link: Link) -> HttpResponse:
    """Confirm it, see what has come of it, choose a time, let it be shown, take it back."""
    found = enquiry_of_link(link.subject_id)
    if found is None:
        raise Http404
    forms = _forms(request, found)
    if request.method == "POST" and _pressed(request, found, forms):
        return redirect(request.path)
    return render(request, "asking/enquiry.html", _context(found) | forms)


def _forms(request: HttpRequest, found: Enquiry) -> dict[str, TimesForm | OtherTimesForm]:
    if found.state not in ("proposed", "agreed"):
        return {}
    act, language = request.POST.get("act"), get_language() or "sv"
    times = [(each.public_id, in_full(each.starts_at, language)) for each in proposed_times(found)]
    return {
        "times_form": TimesForm(request.POST if act == "agree" else None, times=times),
        "other_form": OtherTimesForm(request.POST if act == "refuse" else None),
    }


def _pressed(request: HttpRequest, found: Enquiry, forms: dict[str, TimesForm | OtherTimesForm]) -> bool:
    """Whether it was done; if not, the page says why, beside what was typed."""
    act = request.POST.get("act", "")
    if act == "send":
        return _sent(found)
    if act == "agree" and "times_form" in forms:
        return _agreed(found, forms["times_form"])
    if act == "refuse" and "other_form" in forms:
        return _refused(found, forms["other_form"])
    if act == "postpone":
        enquiries.postpone(enquiry=found)
    elif act == "show":
        showing.agree_to_show(enquiry=found, offered_at=request.POST.get("offered_at", ""))
    elif act == "hide":
        showing.stop_showing(enquiry=found, by="asker")
    elif act == "withdraw":
        enquiries.withdraw(enquiry=found)
    return True


def _sent(found: Enquiry) -> bool:
    try:
        enquiries.send_enquiry(enquiry=found)
    except enquiries.MonthIsFull:
        return False  # the page says it, and what one can do
    return True


def _agreed(found: Enquiry, form: TimesForm | OtherTimesForm) -> bool:
    if not form.is_valid():
        return False
    try:
        visits.agree_to_time(
            enquiry=found, time_id=form.cleaned_data["time"], shows_email=form.cleaned_data["shows_email"]
        )
    except NotNow as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _refused(found: Enquiry, form: TimesForm | OtherTimesForm) -> bool:
    if form.is_valid():
        visits.refuse_times(enquiry=found, when=form.cleaned_data["when"])
    return form.is_valid()


def _similar(example: GoodExample) -> list[dict[str, object]]:
    """Stories to turn to instead."""
    language = get_language() or "sv"
    return [
        {
            "slug": each.example.slug,
            "title": letters.story_title(each.example, language),
            "company": each.example.organisation.name,
            "reasons": each.reasons,
        }
        for each in similar_stories(example, 3)
    ]


def _context(found: Enquiry) -> dict[str, object]:
    opens_on = full_until(found.reception, found.kind) if found.state == "typed" else None
    public = public_answer_of(found)
    is_taken = found.reception.takes(found.kind) and found.example.document.is_published
    looks_on = bool(opens_on) or (found.state == "typed" and not is_taken) or found.state in _IN_VAIN
    return {
        "enquiry": found,
        "title": letters.story_title(found.example, get_language() or "sv"),
        "full_words": full_words(found.kind, opens_on) if opens_on else "",
        "is_taken": is_taken,
        "looks_on": looks_on,
        "similar": _similar(found.example) if looks_on else (),
        "replies": list(found.replies.prefetch_related("times")),
        "public": public,
        "offered_at": public.company_yes_at.isoformat() if public else "",
        "may_withdraw": found.state not in ("withdrawn", "lapsed"),
    }
