"""The office's pages of entries. Of a draft they say that it is there and how far it has come, no more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from forebild.competition.beside import OFFICE, notes_beside
from forebild.competition.comparison import differences
from forebild.competition.content import ReadSection, read_content
from forebild.competition.forms_office import ExtensionForm
from forebild.competition.lists import (
    ENTRY_STATES,
    ENTRY_TONES,
    OUTCOME_TONES,
    OUTCOMES,
    EntryList,
    county_name,
    eligibility_so_far,
    main_sector,
)
from forebild.competition.models import Entry
from forebild.competition.queries import deadline_of
from forebild.competition.queries_office import office_entries
from forebild.competition.services.eligibility import check_entries
from forebild.competition.services.entries import grant_extension
from forebild.competition.services.reminders import remind_drafts
from forebild.competition.views.office.finders import entry_of_run, handed_in_file, run_edition
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput
from forebild.shared.files.responses import file_response
from forebild.shared.forms import show_beside_fields
from forebild.shared.lists.pages import chosen_rows, confirm_chosen, show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may


@page(Permission.ENTRY_LIST, find=run_edition)
def entry_list(request: PersonRequest, edition: Edition) -> HttpResponseBase:
    """All entries of the edition."""
    listing = EntryList(request.GET, office_entries(request.user, edition))
    return show_list(request, listing, "competition/office/entries.html", {"edition": edition})


@page(Permission.ENTRY_LIST, find=run_edition)
def entries_remind(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Remind those whose drafts are not handed in. What is no draft falls away before it is counted."""
    back = reverse("competition:office_entries", args=[edition.year])
    if request.method != "POST":
        return redirect(back)
    listing = EntryList(request.GET, office_entries(request.user, edition).filter(state="draft"))
    chosen = chosen_rows(request, listing)
    if not chosen.is_confirmed:
        return confirm_chosen(request, listing, chosen, action="remind", back=back)
    done = remind_drafts(actor=request.user, entries=chosen.rows)
    told = ngettext(
        "%(count)d company has been reminded.",
        "%(count)d companies have been reminded.",
        done.reminded_count,
    )
    left = _("Left in peace: %(count)d (handed in meanwhile, or the call is closed for them).")
    _tell(request, told % {"count": done.reminded_count}, left, done.left_out_count)
    return redirect(f"{back}{listing.address}")


@page(Permission.ENTRY_LIST, find=run_edition)
def entries_check(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Let the rules find for several entries at once."""
    back = reverse("competition:office_entries", args=[edition.year])
    if request.method != "POST":
        return redirect(back)
    listing = EntryList(request.GET, office_entries(request.user, edition))
    chosen = chosen_rows(request, listing)
    if not chosen.is_confirmed:
        return confirm_chosen(request, listing, chosen, action="check", back=back)
    done = check_entries(actor=request.user, entries=chosen.rows)
    told = ngettext(
        "%(count)d entry has been checked.", "%(count)d entries have been checked.", done.checked_count
    )
    left = _("Left out: %(count)d (drafts, withdrawn or decided already).")
    _tell(request, told % {"count": done.checked_count}, left, done.left_out_count)
    return redirect(f"{back}{listing.address}")


def _tell(request: PersonRequest, told: str, left: str, left_out_count: int) -> None:
    messages.success(request, f"{told} {left % {'count': left_out_count}}" if left_out_count else told)


@page(Permission.ENTRY_LIST, find=entry_of_run)
def entry(request: PersonRequest, entry: Entry) -> HttpResponse:
    """One entry. Who reads what the company keeps secret is noted."""
    context = {
        "entry": entry,
        "state": ENTRY_STATES[entry.state],
        "tone": ENTRY_TONES.get(entry.state, "neutral"),
        "county": county_name(entry.organisation),
        "sector": main_sector(entry.organisation),
        "deadline": deadline_of(entry),
        "outcome": OUTCOMES[eligibility_so_far(entry)],
        "outcome_tone": OUTCOME_TONES.get(eligibility_so_far(entry), "neutral"),
        "notes": notes_beside(OFFICE, entry, request.user),
        "ruling": entry.eligibility_rulings.select_related("ruled_by").first(),
        "extensions": entry.extensions.select_related("granted_by").order_by("-granted_at"),
        "history": history_of(entry),
        **_what_was_handed_in(request, entry),
    }
    return render(request, "competition/office/entry.html", context)


def _what_was_handed_in(request: PersonRequest, entry: Entry) -> dict[str, Any]:
    """The submissions and the latest one's text, for those who may read it: not of a draft."""
    if not may(request.user, Permission.ENTRY_READ, entry).allowed:
        return {}
    submissions = list(entry.submissions.select_related("submitted_by"))
    sections = read_content(submissions[0].content, (get_language() or "sv")[:2])
    if _holds_secrets(sections):
        audit.record_read(request.user, entry, "office")
    return {"submissions": submissions, "sections": sections}


def _holds_secrets(sections: tuple[ReadSection, ...]) -> bool:
    return any(
        answer.is_answered and answer.visibility == "never"
        for section in sections
        for answer in section.answers
    )


@page(Permission.ENTRY_READ, find=entry_of_run)
def entry_compare(request: PersonRequest, entry: Entry) -> HttpResponse:
    """What changed from one submission (?from=) to a later one (?to=)."""
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(number.isdecimal() and len(number) < 5 for number in numbers):
        raise Http404
    before, after = (get_object_or_404(entry.submissions, number=number) for number in numbers)
    audit.record_read(request.user, entry, "office comparison")
    context = {
        "entry": entry,
        "before": before,
        "after": after,
        "differences": differences(before.content, after.content, (get_language() or "sv")[:2]),
    }
    return render(request, "competition/office/entry_compare.html", context)


def _entry_for_file(actor: Any, edition_year: int, entry_id: str, file_id: str) -> Entry:
    entry = entry_of_run(actor, edition_year, entry_id)
    entry.wanted_file_id = file_id  # type: ignore[attr-defined]  # carried past the question of permission
    return entry


@page(Permission.ENTRY_READ, find=_entry_for_file)
def entry_file(request: PersonRequest, entry: Entry) -> FileResponse:
    """A file as it was handed in."""
    use = handed_in_file(entry, entry.wanted_file_id)  # type: ignore[attr-defined]
    small = "liten" in request.GET
    return file_response(use.file, inline=small, rendition=480 if small else None)


@page(Permission.EXTENSION_GRANT, find=entry_of_run)
def entry_extend(request: PersonRequest, entry: Entry) -> HttpResponse:
    """Give one company more time."""
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant_extension(actor=request.user, entry=entry, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("More time is given. The company is told by mail."))
            return redirect(
                "competition:office_entry", edition_year=entry.edition.year, entry_id=entry.public_id
            )
    context = {"entry": entry, "form": form, "deadline": deadline_of(entry)}
    return render(request, "competition/office/entry_extend.html", context)
