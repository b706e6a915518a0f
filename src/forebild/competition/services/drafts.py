"""Writing the draft: answers, who may read them, files. Nothing is judged before it is submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.answers import UPLOADED, percent_complete
from forebild.competition.models import Entry, EntryFile, Question
from forebild.competition.queries import draft_files, form_questions, uploads_of
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.files import services as files
from forebild.shared.files.examine import Examined, examine
from forebild.shared.files.kinds import ALLOWED, PICTURES, Kind
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.writing.services import Saved, save_fields

MOST_FILES = 5  # that answer one question
LONGEST_ALT = 200
VISIBILITY = "visibility-"  # + a question's key: who may read the answer
ALT = "alt-"  # + a file's public id: what the picture shows


@transaction.atomic
def save_answers(
    *, actor: Actor, entry: Entry, changes: Mapping[str, Any], base_revision: int, tab: str = ""
) -> Saved:
    """Keep what was typed, by somebody who last saw `base_revision`.

    `changes` maps a question's key to its value, `visibility-<key>` to public, if_awarded or never, and
    `alt-<file>` to what a picture shows. Errors as `writing.services.save_fields`.
    """
    entry = _held(actor, entry)
    questions = form_questions(entry.edition)
    answers, seen_by, alts = _sorted_out(changes)
    written = [question.key for question in questions if question.kind not in UPLOADED]
    saved = save_fields(
        actor=actor,
        document=entry.document,
        changes=answers,
        base_revision=base_revision,
        allowed=written,
        tab=tab,
    )
    if seen_by:
        _choose(entry, questions, seen_by)
    if alts:
        _describe(entry, alts)
    _keep_progress(entry, questions)
    return saved


@transaction.atomic
def choose_visibility(*, actor: Actor, entry: Entry, choices: Mapping[str, str]) -> None:
    """The company says which answers may become public; fixed ones stay as the edition set them."""
    entry = _held(actor, entry)
    _choose(entry, form_questions(entry.edition), choices)


@transaction.atomic
def add_file(*, actor: Actor, entry: Entry, question: Question, upload: Any) -> EntryFile:
    """Answer a question with one more file. Raises InvalidInput for a file that is not taken."""
    entry = _held(actor, entry)
    demand_upload(question, _count(entry, question))
    use = EntryFile.objects.create(
        entry=entry,
        question_key=question.key,
        file=files.store(_looked_through(question, upload), actor=actor),
        position=1 + entry.files.count(),
    )
    _after_files(actor, "competition.entry.file_added", entry, use)
    return use


@transaction.atomic
def replace_file(*, actor: Actor, use: EntryFile, question: Question, upload: Any) -> EntryFile:
    """Put another file in the place of one. A new picture needs a new description."""
    entry = _held(actor, use.entry)
    new = EntryFile.objects.create(
        entry=entry,
        question_key=use.question_key,
        file=files.store(_looked_through(question, upload), actor=actor),
        position=use.position,
    )
    _take_away(entry, use)
    _after_files(actor, "competition.entry.file_replaced", entry, new)
    return new


@transaction.atomic
def remove_file(*, actor: Actor, use: EntryFile) -> None:
    """Take a file out of the draft; one that has been handed in is kept with what was handed in."""
    entry = _held(actor, use.entry)
    _take_away(entry, use)
    _after_files(actor, "competition.entry.file_removed", entry, use)


def demand_upload(question: Question, count: int) -> None:
    """Raise InvalidInput unless the question takes one more file beside the `count` that there are."""
    if question.kind not in UPLOADED:
        raise InvalidInput(_("This question is not answered with a file."))
    if count >= MOST_FILES:
        raise InvalidInput(_("There are five files already. Take one away first."))


def kinds_for(question: Question) -> frozenset[Kind]:
    """Which kinds of file answer the question."""
    return PICTURES if question.kind == Question.Kind.PICTURE else ALLOWED


def _held(actor: Actor, entry: Entry) -> Entry:
    """The entry's row, held: editors come one after another, and the state and the hour are asked anew."""
    held = Entry.objects.select_for_update().get(pk=entry.pk)
    demand(actor, Permission.ENTRY_EDIT, held)
    return held


def _sorted_out(changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """Answers, visibilities by question, descriptions by file."""

    def after(prefix: str) -> dict[str, str]:
        found = {name: value for name, value in changes.items() if name.startswith(prefix)}
        return {name.removeprefix(prefix): str(value) for name, value in found.items()}

    answers = {name: value for name, value in changes.items() if not name.startswith((VISIBILITY, ALT))}
    return answers, after(VISIBILITY), after(ALT)


def _choose(entry: Entry, questions: list[Question], choices: Mapping[str, str]) -> None:
    free = {question.key for question in questions if not question.visibility_fixed}
    if not set(choices) <= free or not set(choices.values()) <= set(Question.Visibility.values):
        raise InvalidInput(_("Choose who may see each answer."))
    entry.visibility = {**entry.visibility, **choices}
    entry.save(update_fields=["visibility"])


def _describe(entry: Entry, alts: Mapping[str, str]) -> None:
    """Store the descriptions; one of a picture that another editor has just taken away goes with it."""
    for use in entry.files.current().filter(public_id__in=alts):
        text = " ".join(alts[use.public_id].split())
        if len(text) > LONGEST_ALT:
            raise InvalidInput(
                _("Describe the picture in at most 200 characters."),
                {f"{ALT}{use.public_id}": _("Describe the picture in at most 200 characters.")},
            )
        setattr(use, f"alt_{entry.language}", text)
        use.save(update_fields=["alt_sv", "alt_en"])


def _looked_through(question: Question, upload: Any) -> Examined:
    return upload if isinstance(upload, Examined) else examine(upload, kinds_for(question))


def _count(entry: Entry, question: Question) -> int:
    return entry.files.current().filter(question_key=question.key).count()


def _take_away(entry: Entry, use: EntryFile) -> None:
    """Delete the file, unless a submission holds it: then it only leaves the draft."""
    if any(_holds(content, use) for content in entry.submissions.values_list("content", flat=True)):
        EntryFile.objects.filter(pk=use.pk).update(removed_at=timezone.now())
        return
    stored = use.file
    EntryFile.objects.filter(pk=use.pk).delete()
    files.remove(stored)


def _holds(content: Mapping[str, Any], use: EntryFile) -> bool:
    return any(file["id"] == use.public_id for file in content["files"])


def _after_files(actor: Actor, action: str, entry: Entry, use: EntryFile) -> None:
    _keep_progress(entry, form_questions(entry.edition))
    audit.record(actor, action, entry, edition=entry.edition, file=use.public_id)


def _keep_progress(entry: Entry, questions: list[Question]) -> None:
    """Store how complete the draft is: the one thing of it that the office may know."""
    uploads = uploads_of(entry, questions, draft_files(entry))
    entry.percent_complete = percent_complete(questions, entry.document.fields, uploads)
    entry.save(update_fields=["percent_complete"])
