"""Letters in the making: all of a year, and the queue in which each is read, changed and approved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forebild.feedback import queries
from forebild.feedback.content import TEXTS
from forebild.feedback.forms import LABELS, LetterForm, ReturnForm
from forebild.feedback.models import Letter
from forebild.feedback.permissions import can_approve_letters, can_send_letters
from forebild.feedback.services import letters as services
from forebild.feedback.views.finders import edition_of, handled_letter
from forebild.feedback.views.reading import reading_of
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, Overtaken
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.writing import views as writing

form_page = require_http_methods(["GET", "HEAD", "POST"])
STATES = ("draft", "waiting", "approved", "sent")


def to_letters(edition: Edition) -> HttpResponse:
    """Back to the page that shows them all."""
    return redirect("feedback:letters", edition_year=edition.year)


def to_letter(letter: Letter) -> HttpResponse:
    """To the letter's own page."""
    return redirect(
        "feedback:letter_edit", edition_year=letter.entry.edition.year, letter_id=letter.public_id
    )


@page(Permission.FEEDBACK_WRITE, find=edition_of)
@require_safe
def letters(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Every letter with its state, what is to do next, and what has been sent."""
    actor = request.user
    found = list(queries.letters_in(edition, actor))
    counts = Counter(letter.state for letter in found)
    context = {
        "edition": edition,
        "letters": found,
        "counts": [(state, counts[state]) for state in STATES],
        "waiting_count": counts["waiting"],
        "approved_count": counts["approved"],
        "settled_count": counts["approved"] + counts["sent"],
        "undrafted_count": queries.entries_without_letter(edition, actor).count(),
        "dispatches": queries.dispatches_in(edition, actor),
        "unread_count": queries.answers_in(edition, actor).filter(read_at=None).count(),
        "may_approve": can_approve_letters(actor, edition).allowed,
        "may_send": can_send_letters(actor, edition).allowed,
    }
    return render(request, "feedback/letters.html", context)


@page(Permission.FEEDBACK_WRITE, find=edition_of)
@require_POST
def letters_draft(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Begin a letter to everybody who has none."""
    count = services.draft_letters(actor=request.user, edition=edition)
    said = ngettext("%(count)d letter is begun.", "%(count)d letters are begun.", count)
    messages.success(request, said % {"count": count})
    return to_letters(edition)


@page(Permission.FEEDBACK_APPROVE, find=edition_of)
@require_safe
def queue(request: PersonRequest, edition: Edition) -> HttpResponse:
    """On to the first letter that waits for approval; when none does, back to them all."""
    first = queries.letters_in(edition, request.user).filter(state="waiting").first()
    return to_letter(first) if first else to_letters(edition)


@dataclass(frozen=True)
class Place:
    """Where a letter stands among those of its state that one may see."""

    number: int
    count: int
    before: Letter | None
    after: Letter | None


def _place_of(letter: Letter, actor: Any) -> Place:
    same = queries.letters_in(letter.entry.edition, actor).filter(state=letter.state)
    row = list(same)
    at = next(number for number, each in enumerate(row) if each.pk == letter.pk)
    return Place(at + 1, len(row), row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None)


@page(Permission.FEEDBACK_WRITE, find=handled_letter)
@form_page
def letter_edit(request: PersonRequest, letter: Letter) -> HttpResponse:
    """Read it, write in it, hand it over, approve it; on to the next."""
    fields = {**letter.document.fields, "revision": letter.document.revision}
    form = LetterForm(request.POST or None, initial=fields, language=letter.language)
    if request.method == "POST" and form.is_valid():
        after = _place_of(letter, request.user).after
        if _saved(request, letter, form) and _done(request, letter, form):
            is_next = request.POST.get("then") == "approve" and after
            return to_letter(after if is_next and after else letter)
    return _letter_page(request, letter, form)


def _saved(request: PersonRequest, letter: Letter, form: LetterForm) -> bool:
    """Keep what was typed; another's text is never overwritten, nor approved unread."""
    saved = services.save_letter(
        actor=request.user,
        document=letter.document,
        changes=form.texts(),
        base_revision=form.cleaned_data["revision"],
    )
    for name, conflict in saved.conflicts.items():
        form.add_error(
            name, _("Somebody else has changed this meanwhile: %(theirs)s") % {"theirs": conflict.theirs}
        )
    if saved.updates and request.POST.get("then"):
        raise Overtaken(_("The text has been changed since you opened it. Read it once more."))
    return not saved.conflicts


def _done(request: PersonRequest, letter: Letter, form: LetterForm) -> bool:
    """What the pressed button says, after saving."""
    try:
        if request.POST.get("then") == "hand_over":
            services.hand_over_letter(actor=request.user, letter=letter)
            messages.success(request, _("The letter waits for the jury’s chair."))
        elif request.POST.get("then") == "approve":
            services.approve_letter(
                actor=request.user, letter=letter, expected_revision=letter.document.revision
            )
            messages.success(
                request, _("The letter to %(company)s is approved.") % {"company": letter.entry.organisation}
            )
        else:
            messages.success(request, _("The text is saved."))
    except InvalidInput as invalid:
        show_beside_fields(form, invalid)
        return False
    return True


def _letter_page(
    request: PersonRequest, letter: Letter, form: LetterForm, return_form: ReturnForm | None = None
) -> HttpResponse:
    actor, edition = request.user, letter.entry.edition
    may_approve = can_approve_letters(actor, letter).allowed
    all_letters = queries.letters_in(edition, actor)
    context = {
        "edition": edition,
        "letter": letter,
        "form": form,
        "return_form": return_form or ReturnForm(),
        "reading": reading_of(letter, shows_bands=queries.may_see_bands(actor, edition)),
        "decisions": letter.decisions.select_related("decided_by"),
        "place": _place_of(letter, actor),
        "total_count": all_letters.count(),
        "settled_count": all_letters.filter(state__in=["approved", "sent"]).count(),
        "may_approve": may_approve,
        "is_open": letter.state == "draft" or (letter.state == "waiting" and may_approve),
    }
    return render(request, "feedback/letter_edit.html", context)


@page(Permission.FEEDBACK_WRITE, find=handled_letter)
def letter_autosave(request: PersonRequest, letter: Letter) -> HttpResponse:
    """Save while one writes."""
    return writing.autosave(request, letter.document, TEXTS, save=services.save_letter)


@page(Permission.FEEDBACK_APPROVE, find=handled_letter)
@require_POST
def letter_return(request: PersonRequest, letter: Letter) -> HttpResponse:
    """Back to the writer."""
    form = ReturnForm(request.POST)
    if form.is_valid():
        services.return_letter(actor=request.user, letter=letter, **form.cleaned_data)
        messages.success(request, _("The letter is returned to the writer."))
        return to_letters(letter.entry.edition)
    fields = {**letter.document.fields, "revision": letter.document.revision}
    unbound = LetterForm(initial=fields, language=letter.language)
    return _letter_page(request, letter, unbound, form)


@page(Permission.FEEDBACK_APPROVE, find=handled_letter)
@require_POST
def letter_reopen(request: PersonRequest, letter: Letter) -> HttpResponse:
    """Take an approved one up again."""
    services.reopen_letter(actor=request.user, letter=letter)
    messages.success(request, _("The letter can be changed, and needs a new approval."))
    return to_letter(letter)


def _addresses(letter: Letter) -> dict[str, str]:
    names = ("letter_edit", "letter_history", "letter_compare", "letter_restore")
    parts = {"edition_year": letter.entry.edition.year, "letter_id": letter.public_id}
    return {name: reverse(f"feedback:{name}", kwargs=parts) for name in names}


@page(Permission.FEEDBACK_WRITE, find=handled_letter)
def letter_history(request: PersonRequest, letter: Letter) -> HttpResponse:
    """Every version of its text."""
    addresses = _addresses(letter)
    return writing.history_page(
        request,
        letter.document,
        title=letter.entry.organisation.name,
        compare_url=addresses["letter_compare"],
        back_url=addresses["letter_edit"],
    )


@page(Permission.FEEDBACK_WRITE, find=handled_letter)
def letter_compare(request: PersonRequest, letter: Letter) -> HttpResponse:
    """Two versions, word by word."""
    addresses = _addresses(letter)
    return writing.compare_page(
        request,
        letter.document,
        {name: str(label) for name, label in LABELS.items()},
        title=letter.entry.organisation.name,
        history_url=addresses["letter_history"],
        restore_url=addresses["letter_restore"] if letter.state in ("draft", "waiting") else "",
    )


@page(Permission.FEEDBACK_WRITE, find=handled_letter)
def letter_restore(request: PersonRequest, letter: Letter) -> HttpResponseBase:
    """An earlier version comes back."""
    return writing.restore(
        request, letter.document, back_url=_addresses(letter)["letter_edit"], restore=services.restore_letter
    )
