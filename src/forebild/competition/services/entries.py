"""The entry's way: started, written, handed in, perhaps taken back."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition import notices
from forebild.competition.answers import percent_complete, shortcomings
from forebild.competition.models import Case, Entry, Extension, Question, Submission, Withdrawal
from forebild.competition.queries import application_phase, file_counts, form_questions, is_open_for
from forebild.competition.signals import entry_withdrawn
from forebild.competition.states import ENTRY
from forebild.people.models import Organisation, Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url
from forebild.shared.writing.services import Saved, new_document, save_fields


@transaction.atomic
def start_entry(
    *, actor: Person, edition: Edition, organisation: Organisation, case: Case | None = None
) -> Entry:
    """Open the company's entry in `edition`, or return the one that it has.

    Raises NotNow when the call is not open.
    """
    demand(actor, Permission.ENTRY_START, organisation)
    existing = Entry.objects.filter(edition=edition, organisation=organisation).first()
    if existing:
        return existing
    phase = application_phase(edition)
    if edition.state != "announced" or phase is None or not phase.accepts(timezone.now()):
        raise NotNow(_("The call is not open."))
    entry = Entry.objects.create(
        edition=edition,
        organisation=organisation,
        case=case,
        document=new_document(kind="entry", fields={}),
        visibility={q.key: q.visibility for q in form_questions(edition)},
        language=actor.language,
    )
    audit.record(actor, "competition.entry.started", entry, edition=edition.public_id)
    return entry


@transaction.atomic
def save_answers(*, actor: Person, entry: Entry, changes: dict[str, Any], base_revision: int) -> Saved:
    """Keep what was typed, finished or not; nothing is judged before the entry is submitted."""
    demand(actor, Permission.ENTRY_EDIT, entry)
    questions = form_questions(entry.edition)
    saved = save_fields(
        actor=actor,
        document=entry.document,
        changes=changes,
        base_revision=base_revision,
        allowed=[question.key for question in questions],
    )
    entry.document.refresh_from_db()
    keep_progress(entry, questions)
    return saved


def keep_progress(entry: Entry, questions: list[Question] | None = None) -> None:
    """Store how complete the draft is: the one thing of it that the office may know."""
    questions = questions or form_questions(entry.edition)
    percent = percent_complete(questions, entry.document.fields, file_counts(entry))
    Entry.objects.filter(pk=entry.pk).update(percent_complete=percent)
    entry.percent_complete = percent


@transaction.atomic
def choose_visibility(*, actor: Person, entry: Entry, choices: dict[str, str]) -> None:
    """The company says which answers may become public; fixed ones stay as the edition set them."""
    demand(actor, Permission.ENTRY_EDIT, entry)
    free = {q.key for q in form_questions(entry.edition) if not q.visibility_fixed}
    if not set(choices) <= free or not set(choices.values()) <= set(Question.Visibility.values):
        raise InvalidInput(_("Choose who may see each answer."))
    entry.visibility = entry.visibility | choices
    entry.save(update_fields=["visibility"])


@transaction.atomic
def submit_entry(*, actor: Person, entry: Entry, began_at: datetime | None = None) -> Submission:
    """Hand the entry in as it stands: checked whole, frozen with its hash, receipted by mail.

    `began_at`: when the request arrived; that instant decides whether it was in time.
    Raises InvalidInput with a text per question when something is missing or wrong.
    """
    entry = (
        Entry.objects.select_for_update(of=["self"]).select_related("document", "edition").get(pk=entry.pk)
    )
    demand(actor, Permission.ENTRY_SUBMIT, entry)
    now = began_at or timezone.now()
    if not is_open_for(entry, now):
        raise NotNow(_("The call has closed. Your draft is kept."))
    questions = form_questions(entry.edition)
    missing = shortcomings(questions, entry.document.fields, file_counts(entry))
    if missing:
        raise InvalidInput(
            _("Some answers are missing or need a change before you can submit."),
            {shortcoming.question.key: shortcoming.text for shortcoming in missing},
        )
    ENTRY.move(entry, "submit", submitted_at=now)
    submission = _freeze(entry, questions, actor, now)
    _send_receipt(actor, submission)
    audit.record(
        actor, "competition.entry.submitted", entry, number=submission.number, sha256=submission.sha256
    )
    return submission


def _freeze(entry: Entry, questions: list[Question], actor: Person, at: datetime) -> Submission:
    """The submission's own copy of questions, answers, visibility and files, with its SHA-256."""
    keys = {question.key for question in questions}
    content = {
        "questions": [_as_asked(question) for question in questions],
        "answers": {key: value for key, value in entry.document.fields.items() if key in keys},
        "visibility": entry.visibility,
        "files": [
            {
                "question": use.question_key,
                "id": use.public_id,
                "sha256": use.file.sha256,
                "alt_sv": use.alt_sv,
            }
            for use in entry.files.select_related("file")
        ],
        "organisation": entry.organisation.name,
        "language": entry.language,
    }
    return Submission.objects.create(
        entry=entry,
        number=entry.submissions.count() + 1,
        content=content,
        sha256=content_hash(content),
        submitted_by=actor,
        submitted_at=at,
    )


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 over the content as JSON with sorted keys and no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _as_asked(question: Question) -> dict[str, Any]:
    """The question as it was worded when it was answered."""
    return {
        "key": question.key,
        "kind": question.kind,
        "section_sv": question.section.title_sv,
        "section_en": question.section.title_en,
        "label_sv": question.label_sv,
        "label_en": question.label_en,
        "unit": question.unit,
        "choices": question.choices,
        "story_part": question.story_part,
    }


def _send_receipt(actor: Person, submission: Submission) -> None:
    """To every editor of the company: that it is in, when, with which hash, and a PDF copy."""
    from forebild.competition.receipt import receipt_pdf

    entry = submission.entry
    members = entry.organisation.memberships.current().select_related("person")
    for membership in members:
        person = membership.person
        queue(
            notice=notices.ENTRY_RECEIVED,
            to=person,
            values={
                "company": entry.organisation.name,
                "edition": str(entry.edition),
                "number": str(submission.number),
                "hash": submission.sha256,
                "link": site_url("competition:entry", person.language, entry_id=entry.public_id),
            },
            key=f"competition.entry_received:{submission.public_id}:{person.public_id}",
            actor=actor,
            attachments=[("bidrag.pdf", "application/pdf", receipt_pdf(submission, person.language))],
        )


@transaction.atomic
def withdraw_entry(*, actor: Person, entry: Entry, reason: str = "") -> Withdrawal:
    """The company takes its entry back; what the jury has begun with it ends."""
    demand(actor, Permission.ENTRY_WITHDRAW, entry)
    ENTRY.move(entry, "withdraw")
    withdrawal = Withdrawal.objects.create(entry=entry, reason=reason, withdrawn_by=actor)
    audit.record(actor, "competition.entry.withdrawn", entry)
    entry_withdrawn.send(Entry, entry=entry)
    return withdrawal


@transaction.atomic
def resume_entry(*, actor: Person, entry: Entry) -> None:
    """Take a withdrawn entry up again as a draft, while the call is open."""
    demand(actor, Permission.ENTRY_START, entry.organisation)
    if not is_open_for(entry, timezone.now()):
        raise NotNow(_("The call is closed. Write to the programme office if something stopped you."))
    ENTRY.move(entry, "resume", submitted_at=None)
    audit.record(actor, "competition.entry.resumed", entry)


@transaction.atomic
def grant_extension(*, actor: Person, entry: Entry, until: datetime, reason: str) -> Extension:
    """Give one entrant more time, with a reason; the company is told."""
    demand(actor, Permission.EXTENSION_GRANT, entry)
    if until <= timezone.now():
        raise InvalidInput(_("Check the new deadline."), {"until": _("Choose a time that has not passed.")})
    extension = Extension.objects.create(entry=entry, until=until, reason=reason, granted_by=actor)
    for membership in entry.organisation.memberships.current().select_related("person"):
        person = membership.person
        queue(
            notice=notices.EXTENSION_GRANTED,
            to=person,
            values={
                "company": entry.organisation.name,
                "until": in_full(until, person.language),
                "link": site_url("competition:entry", person.language, entry_id=entry.public_id),
            },
            key=f"competition.extension_granted:{extension.pk}:{person.public_id}",
            actor=actor,
        )
    audit.record(actor, "competition.extension.granted", entry, until=until.isoformat())
    return extension
