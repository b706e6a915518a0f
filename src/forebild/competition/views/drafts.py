"""Writing an entry: its sections, its files, how others will see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.competition import pending
from forebild.competition.answers import UPLOADED, shortcomings
from forebild.competition.content import content_of, read_content, visibility_of
from forebild.competition.forms_entrant import AnswerForm, ReplaceForm, typed_answers
from forebild.competition.models import Entry, EntryFile, Section
from forebild.competition.queries import draft_files, form_questions, missing_in, uploads_of
from forebild.competition.services import drafts
from forebild.competition.steps import form_steps, links_to
from forebild.competition.views.finders import file_of, own_entry, question_of, section_of
from forebild.competition.views.rows import question_rows
from forebild.shared.errors import InvalidInput
from forebild.shared.files.responses import file_response
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may
from forebild.shared.writing.services import Saved
from forebild.shared.writing.views import autosave


@pending.kept_when_signed_out
@page(Permission.ENTRY_EDIT, find=own_entry)
def entry_section(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One section of the form. Its button saves whatever there is, finished or not, and goes on."""
    section, sections = section_of(entry, request)
    if request.method == "POST":
        return _save_section(request, entry, section, sections)
    kept = pending.take(request, entry)
    if kept:
        messages.info(request, _("You were signed out. What you wrote is here again: save it."))
        return _show_section(request, entry, section, sections, typed=kept.typed, revision=kept.revision)
    return _show_section(request, entry, section, sections)


def _save_section(
    request: HttpRequest, entry: Entry, section: Section, sections: list[Section]
) -> HttpResponse:
    """1. The texts. 2. The file, if one was sent. 3. On to where the pressed button leads."""
    posted = request.POST
    typed = typed_answers(posted, section.questions.all())
    theirs = {key for key in typed if f"theirs-{key}" in posted}
    changes = {key: value for key, value in typed.items() if key not in theirs}
    try:
        saved = drafts.save_answers(
            actor=request.user, entry=entry, changes=changes, base_revision=_revision(request)
        )
        entry = own_entry(request.user, entry.public_id)
        _store_uploads(request, entry, section)
    except InvalidInput as invalid:
        problems = invalid.fields or {"": invalid.reason}
        return _show_section(request, entry, section, sections, typed=typed, problems=problems, status=400)
    if saved.conflicts:
        return _show_section(request, entry, section, sections, typed=changes, saved=saved, status=409)
    return redirect(_onward(request, entry, section, sections))


def _revision(request: HttpRequest) -> int:
    """Which revision the form was made from; none, or nonsense, is the oldest: nothing is overwritten."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() else 0


def _store_uploads(request: HttpRequest, entry: Entry, section: Section) -> None:
    """Store what was sent. Raises InvalidInput with the file's own reason, under its field."""
    for question in section.questions.all():
        upload = request.FILES.get(f"upload-{question.key}")
        if upload is None:
            continue
        try:
            drafts.add_file(actor=request.user, entry=entry, question=question, upload=upload)
        except InvalidInput as invalid:
            raise InvalidInput(invalid.reason, {f"upload-{question.key}": invalid.reason}) from invalid


def _onward(request: HttpRequest, entry: Entry, section: Section, sections: list[Section]) -> str:
    """The next section, or to look it all through; back here after an upload; to a file to change it."""
    here = reverse("competition:entry_section", args=[entry.public_id, section.public_id])
    if "upload" in request.POST:
        return f"{here}#upload-{request.POST['upload']}" if _is_key(request.POST["upload"], section) else here
    if "file" in request.POST:
        file = next((each for each in draft_files(entry) if each.public_id == request.POST["file"]), None)
        return (
            reverse("competition:entry_file_edit", args=[entry.public_id, file.public_id]) if file else here
        )
    if "stay" in request.POST:
        messages.success(request, _("Saved. You can go on whenever you like."))
        return here
    later = sections[sections.index(section) + 1 :]
    if later:
        return reverse("competition:entry_section", args=[entry.public_id, later[0].public_id])
    return reverse("competition:entry_preview", args=[entry.public_id])


def _is_key(key: str, section: Section) -> bool:
    return any(question.key == key for question in section.questions.all())


def _show_section(
    request: HttpRequest,
    entry: Entry,
    section: Section,
    sections: list[Section],
    *,
    typed: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    saved: Saved | None = None,
    revision: int | None = None,
    status: int = 200,
) -> HttpResponse:
    questions, files = list(section.questions.all()), draft_files(entry)
    if problems is None and "visa" in request.GET:
        uploads = uploads_of(entry, questions, files)
        found = shortcomings(questions, entry.document.fields, uploads)
        problems = {_field_name(each.question, files): each.text for each in found}
    here = [use for use in files if _is_key(use.question_key, section)]
    form = AnswerForm(entry, questions, here, typed=typed, problems=problems)
    context = {
        "entry": entry,
        "section": section,
        "number": sections.index(section) + 1,
        "count": len(sections),
        "form": form,
        "rows": question_rows(questions, here, form, saved=saved, problems=problems),
        "revision": entry.document.revision if revision is None else revision,
        "keeps_local_copy": not _has_secrets(questions, entry),
        "steps": form_steps(entry, sections, form_questions(entry.edition), files, current=section),
        "sign_in_url": f"{reverse('people:sign_in')}?next={request.path}",
    }
    return render(request, "competition/entry_section.html", context, status=status)


def _field_name(question: Any, files: list[EntryFile]) -> str:
    """The field beside which a shortcoming is told: for a picture that lacks words, the words' own."""
    if question.kind not in UPLOADED:
        return str(question.key)
    mute = [use for use in files if use.question_key == question.key and use.file.is_picture]
    return f"{drafts.ALT}{mute[0].public_id}" if mute else f"upload-{question.key}"


def _has_secrets(questions: list[Any], entry: Entry) -> bool:
    """Whether an answer here may never be public: such a text is not left behind in a browser."""
    return any(visibility_of(question, entry) == "never" for question in questions)


@page(Permission.ENTRY_READ, find=own_entry)
def entry_autosave(request: HttpRequest, entry: Entry) -> JsonResponse:
    """What the browser saves while one writes. After the deadline it answers why not, as a text."""

    def save(*, document: Any, allowed: Any, **asked: Any) -> Saved:
        return drafts.save_answers(entry=entry, **asked)

    return autosave(request, entry.document, _names(entry), save=save)


def _names(entry: Entry) -> list[str]:
    """Every field that a section's form can hold."""
    keys = [question.key for question in form_questions(entry.edition)]
    alts = [f"{drafts.ALT}{use.public_id}" for use in draft_files(entry)]
    return [*keys, *(f"{drafts.VISIBILITY}{key}" for key in keys), *alts]


@page(Permission.ENTRY_READ, find=own_entry)
def entry_file(request: HttpRequest, entry: Entry) -> FileResponse:
    """One's own file: a picture as a small one in the page, or whole to keep."""
    use = file_of(entry, request)
    small = "liten" in request.GET
    return file_response(use.file, inline=small, rendition=480 if small else None)


@page(Permission.ENTRY_EDIT, find=own_entry)
def entry_file_edit(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Put another file in this one's place, or take it away."""
    use = file_of(entry, request)
    question = question_of(entry, use.question_key)
    back = _place_of(entry, question)
    if request.method == "POST" and "remove" in request.POST:
        drafts.remove_file(actor=request.user, use=use)
        messages.success(request, _("The file has been taken away."))
        return redirect(back)
    form = ReplaceForm(request.POST or None, request.FILES or None, question=question)
    if request.method == "POST" and form.is_valid():
        drafts.replace_file(actor=request.user, use=use, question=question, upload=form.cleaned_data["file"])
        messages.success(request, _("The file has been replaced."))
        return redirect(back)
    context = {"entry": entry, "use": use, "question": question, "form": form, "back": back}
    return render(request, "competition/entry_file.html", context)


def _place_of(entry: Entry, question: Any) -> str:
    section = reverse("competition:entry_section", args=[entry.public_id, question.section.public_id])
    return f"{section}#upload-{question.key}"


@page(Permission.ENTRY_READ, find=own_entry)
def entry_preview(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The whole draft as others will read it, with who may, and what is missing."""
    questions, files = form_questions(entry.edition), draft_files(entry)
    missing = missing_in(entry)
    context = {
        "entry": entry,
        "sections": read_content(content_of(entry, questions, files), entry.language),
        "missing": links_to(entry, missing),
        "may_edit": may(request.user, Permission.ENTRY_EDIT, entry).allowed,
    }
    return render(request, "competition/entry_preview.html", context)
