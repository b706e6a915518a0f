"""The entry's way: started, handed in, perhaps taken back. Its writing is in `drafts`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition import notices
from forebild.competition.content import content_hash, content_of
from forebild.competition.models import Case, Entry, Extension, Submission, Withdrawal
from forebild.competition.queries import (
    deadline_of,
    draft_files,
    form_questions,
    is_open_for,
    latest_submission,
    may_begin,
    missing_in,
)
from forebild.competition.receipt import receipt_pdf
from forebild.competition.signals import entry_withdrawn
from forebild.competition.states import ENTRY
from forebild.people.models import Organisation, Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url
from forebild.shared.writing.services import new_document


@transaction.atomic
def start_entry(
    *,
    actor: Actor,
    edition: Edition,
    organisation: Organisation,
    case: Case | None = None,
    language: str = "",
) -> Entry:
    """Open the company's entry in `edition`, or return the one that it has.

    A company that was nominated (`case`) may open it before the call does, and write once that has opened.
    Raises NotNow when the call is not open.
    """
    demand(actor, Permission.ENTRY_START, organisation)
    # The company's row is held: of two editors who begin at once, the second finds the first one's entry.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    existing = Entry.objects.filter(edition=edition, organisation=organisation).first()
    if existing:
        return _with_case(existing, case)
    if not may_begin(edition, timezone.now(), invited=case is not None):
        raise NotNow(_("The call is not open."))
    entry = Entry.objects.create(
        edition=edition,
        organisation=organisation,
        case=case,
        document=new_document(kind="entry", actor=actor),
        visibility={question.key: question.visibility for question in form_questions(edition)},
        language=language or actor.language,
    )
    audit.record(actor, "competition.entry.started", entry, edition=edition)
    return entry


def _with_case(entry: Entry, case: Case | None) -> Entry:
    """An entry that was begun on the company's own accord remembers the nomination that came later."""
    if case is not None and entry.case_id is None:
        entry.case = case
        entry.save(update_fields=["case"])
    return entry


@transaction.atomic
def submit_entry(*, actor: Actor, entry: Entry, began_at: datetime | None = None) -> Submission:
    """Hand the entry in as it stands: checked whole, frozen with its hash, receipted by mail.

    `began_at`: when the request arrived; that instant decides whether it was in time. Handed in once more
    without a change, the same submission is returned: a double click is one submission.
    Raises NotNow after the deadline, InvalidInput with a text per question when something is missing.
    """
    entry = Entry.objects.select_for_update().get(
        pk=entry.pk
    )  # alone: what hangs on it is read after the wait
    demand(actor, Permission.ENTRY_SUBMIT, entry)
    now = began_at or timezone.now()
    if not is_open_for(entry, now):
        raise NotNow(_("The call has closed. Your draft is kept."))
    _demand_complete(entry)
    content = content_of(entry, form_questions(entry.edition), draft_files(entry))
    latest, digest = latest_submission(entry), content_hash(content)
    if latest is not None and latest.sha256 == digest and entry.state == "submitted":
        return latest
    ENTRY.move(entry, "submit", submitted_at=now)
    submission = Submission.objects.create(
        entry=entry,
        number=latest.number + 1 if latest else 1,
        content=content,
        sha256=digest,
        submitted_by=actor,
        submitted_at=now,
    )
    _send_receipts(actor, submission)
    audit.record(
        actor,
        "competition.entry.submitted",
        entry,
        edition=entry.edition,
        number=submission.number,
        sha256=digest,
    )
    return submission


def _demand_complete(entry: Entry) -> None:
    missing = missing_in(entry)
    if missing:
        raise InvalidInput(
            _("Some answers are missing or need a change before you can submit."),
            {shortcoming.question.key: shortcoming.text for shortcoming in missing},
        )


def _send_receipts(actor: Actor, submission: Submission) -> None:
    """To every editor of the company: that it is in, when, with which hash, and a PDF copy."""
    entry = submission.entry
    copies: dict[str, bytes] = {}
    for person in _editors(entry):
        if person.language not in copies:
            copies[person.language] = receipt_pdf(submission, person.language)
        queue(
            notice=notices.ENTRY_RECEIVED,
            to=person,
            values={
                "company": entry.organisation.name,
                "edition": str(entry.edition),
                "number": str(submission.number),
                "when": in_full(submission.submitted_at, person.language),
                "hash": submission.sha256,
                "link": site_url("competition:entry", person.language, entry_id=entry.public_id),
            },
            key=f"competition.entry_received:{submission.public_id}:{person.public_id}",
            actor=actor,
            attachments=[(receipt_name(person.language), "application/pdf", copies[person.language])],
        )


def receipt_name(language: str) -> str:
    """What the copy is called as a file."""
    return "entry.pdf" if language == "en" else "bidrag.pdf"


def _editors(entry: Entry) -> list[Person]:
    members = entry.organisation.memberships.current().select_related("person").order_by("pk")
    return [membership.person for membership in members]


@transaction.atomic
def withdraw_entry(*, actor: Actor, entry: Entry, reason: str = "") -> Withdrawal:
    """The company takes its entry back; what the jury has begun with it ends, and its editors are told."""
    demand(actor, Permission.ENTRY_WITHDRAW, entry)
    ENTRY.move(entry, "withdraw")
    withdrawal = Withdrawal.objects.create(entry=entry, reason=reason, withdrawn_by=actor)
    for person in _editors(entry):
        queue(
            notice=notices.ENTRY_WITHDRAWN,
            to=person,
            values={
                "company": entry.organisation.name,
                "edition": str(entry.edition),
                "who": str(actor),
                "link": site_url("competition:entry", person.language, entry_id=entry.public_id),
            },
            key=f"competition.entry_withdrawn:{withdrawal.pk}:{person.public_id}",
            actor=actor,
        )
    audit.record(actor, "competition.entry.withdrawn", entry, edition=entry.edition)
    entry_withdrawn.send(Entry, entry=entry)
    return withdrawal


@transaction.atomic
def resume_entry(*, actor: Actor, entry: Entry) -> None:
    """Take a withdrawn entry up again as a draft, while the call is open."""
    demand(actor, Permission.ENTRY_START, entry.organisation)
    if not is_open_for(entry, timezone.now()):
        raise NotNow(_("The call is closed. Write to the programme office if something stopped you."))
    ENTRY.move(entry, "resume", submitted_at=None)
    audit.record(actor, "competition.entry.resumed", entry, edition=entry.edition)


@transaction.atomic
def grant_extension(*, actor: Actor, entry: Entry, until: datetime, reason: str) -> Extension:
    """Give one entrant more time, with a reason; the company is told.

    Raises InvalidInput for a time that has passed or is not later than the deadline that it has.
    """
    demand(actor, Permission.EXTENSION_GRANT, entry)
    deadline = deadline_of(entry)
    if until <= timezone.now():
        raise InvalidInput(_("Check the new deadline."), {"until": _("Choose a time that has not passed.")})
    if deadline is not None and until <= deadline:
        raise InvalidInput(
            _("Check the new deadline."), {"until": _("Choose a later time than the deadline it has now.")}
        )
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why, for the record.")})
    extension = Extension.objects.create(entry=entry, until=until, reason=reason, granted_by=actor)
    for person in _editors(entry):
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
    audit.record(
        actor, "competition.extension.granted", entry, edition=entry.edition, until=until.isoformat()
    )
    return extension
