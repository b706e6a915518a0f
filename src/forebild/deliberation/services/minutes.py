"""The minutes: begun when the meeting closes, written, sent round, approved, sealed; perhaps reopened."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.deliberation import notices
from forebild.deliberation.minutes_content import CLOSING, OPENING, content_of, note_of
from forebild.deliberation.minutes_pdf import minutes_pdf
from forebild.deliberation.models import AgendaItem, Approval, Meeting, Minutes, Remark
from forebild.deliberation.queries import attendees, closed_items, items_of, missing_approvals
from forebild.deliberation.states import MINUTES
from forebild.jury.models import Juror
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document


def begin_minutes(
    actor: Person, meeting: Meeting, *, because: str = "", before: Minutes | None = None
) -> Minutes:
    """An empty version, or one that goes on from the version before; in the caller's transaction."""
    minutes = Minutes.objects.create(
        meeting=meeting,
        number=before.number + 1 if before else 1,
        document=writing.new_document(
            kind="minutes",
            fields=before.document.fields if before else {OPENING: "", CLOSING: ""},
            actor=actor,
        ),
        because=because,
        made_by=actor,
    )
    audit.record(actor, "deliberation.minutes.begun", minutes, edition=meeting.edition, number=minutes.number)
    return minutes


def note_names(meeting: Meeting, actor: Any) -> list[str]:
    """The fields that `actor` may write in: beginning, end, and each item not closed to that person."""
    closed = closed_items(meeting, actor)
    items = [item for item in items_of(meeting, actor) if item.taken_up_at and item.public_id not in closed]
    return [OPENING, *(note_of(item) for item in items), CLOSING]


@transaction.atomic
def save_notes(
    *,
    actor: Person,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    tab: str = "",
) -> writing.Saved:
    """Save what the secretary writes, as long as it is a draft."""
    minutes = _held(Minutes.objects.get(document=document))
    demand(actor, Permission.MEETING_LEAD, minutes.meeting)
    if minutes.state != "draft":
        raise NotNow(_("The minutes have been sent round. Take them back to change them."))
    names = set(note_names(minutes.meeting, actor)) & set(allowed)
    return writing.save_fields(
        actor=actor,
        document=document,
        changes={name: value for name, value in changes.items() if name in names},
        base_revision=base_revision,
        allowed=names,
        tab=tab,
    )


@transaction.atomic
def circulate(*, actor: Person, minutes: Minutes) -> int:
    """Freeze what the minutes say and ask everybody who was there to approve; how many were asked."""
    demand(actor, Permission.MEETING_LEAD, minutes.meeting)
    minutes = _held(minutes)
    readers = list(attendees(minutes.meeting))
    if not readers:
        raise NotNow(_("Nobody is noted as having been at the meeting. There is nobody to approve."))
    MINUTES.move(
        minutes,
        "circulate",
        content=content_of(minutes),
        round=minutes.round + 1,
        circulated_at=timezone.now(),
    )
    for juror in readers:
        _ask(minutes, juror)
    audit.record(actor, "deliberation.minutes.circulated", minutes, edition=minutes.meeting.edition)
    return len(readers)


def _ask(minutes: Minutes, juror: Juror) -> None:
    meeting, language = minutes.meeting, juror.person.language
    queue(
        notice=notices.MINUTES_CIRCULATED,
        to=juror.person,
        values={
            "name": juror.person.name,
            "edition": meeting.edition.name,
            "when": in_full(meeting.opened_at or meeting.starts_at, language),
            "link": site_url(
                "deliberation:minutes",
                language,
                edition_year=meeting.edition.year,
                meeting_id=meeting.public_id,
            ),
        },
        key=f"deliberation.minutes_circulated:{minutes.public_id}:{minutes.round}:{juror.public_id}",
    )


@transaction.atomic
def take_back(*, actor: Person, minutes: Minutes) -> None:
    """Change what was sent round: the approvals are of another text, and are asked for anew."""
    demand(actor, Permission.MEETING_LEAD, minutes.meeting)
    MINUTES.move(_held(minutes), "take_back")
    audit.record(actor, "deliberation.minutes.taken_back", minutes, edition=minutes.meeting.edition)


@transaction.atomic
def approve_minutes(*, actor: Person, minutes: Minutes, juror: Juror, round_: int) -> None:
    """A juror agrees with what was sent round, but for what he or she was out for. Twice is once."""
    demand(actor, Permission.MINUTES_APPROVE, minutes)
    minutes = _held_circulated(minutes)
    if minutes.round != round_:
        raise NotNow(_("The minutes have been changed since you read them. Read them again."))
    _approval, is_new = Approval.objects.get_or_create(minutes=minutes, round=round_, juror=juror)
    if is_new:
        edition = minutes.meeting.edition
        audit.record(actor, "deliberation.minutes.approved", minutes, edition=edition, juror=juror.public_id)


@transaction.atomic
def remark_on_minutes(
    *, actor: Person, minutes: Minutes, juror: Juror, item: AgendaItem | None, text: str
) -> Remark:
    """A juror asks for another wording, of an item that he or she sees or of the rest."""
    demand(actor, Permission.MINUTES_APPROVE, minutes)
    minutes = _held_circulated(minutes)
    if item is not None and item.public_id in closed_items(minutes.meeting, actor):
        raise InvalidInput(_("Choose one of the items."), {"item": _("Choose one of the items.")})
    if not text.strip():
        raise InvalidInput(_("Say what should be changed."), {"text": _("Say what should be changed.")})
    remark = Remark.objects.create(
        minutes=minutes, round=minutes.round, juror=juror, item=item, text=text.strip()
    )
    edition = minutes.meeting.edition
    audit.record(actor, "deliberation.minutes.remarked", minutes, edition=edition, juror=juror.public_id)
    return remark


@transaction.atomic
def seal(*, actor: Person, minutes: Minutes) -> str:
    """Make the archive file of what everybody has approved; its SHA-256, which the log keeps in its chain."""
    demand(actor, Permission.MEETING_LEAD, minutes.meeting)
    minutes = _held(minutes)
    MINUTES.after(minutes.state, "seal")  # may it be done at all, before the file is made
    if missing := list(missing_approvals(minutes)):
        raise NotNow(_("Not yet approved by: %s.") % ", ".join(str(juror.person) for juror in missing))
    now = timezone.now()
    pdf = minutes_pdf(minutes, minutes.content, approved=approvals_of(minutes), sealed_at=now)
    sha256 = hashlib.sha256(pdf).hexdigest()
    MINUTES.move(minutes, "seal", sealed_by=actor, sealed_at=now, sha256=sha256, pdf=pdf)
    _replace_before(minutes)
    audit.record(
        actor,
        "deliberation.minutes.sealed",
        minutes,
        edition=minutes.meeting.edition,
        number=minutes.number,
        sha256=sha256,
    )
    return sha256


def approvals_of(minutes: Minutes) -> list[tuple[str, Any]]:
    """(name, when) of who has approved this round, in that order."""
    approvals = minutes.approvals.filter(round=minutes.round).select_related("juror__person")
    return [(str(one.juror.person), one.approved_at) for one in approvals.order_by("approved_at", "pk")]


def _replace_before(minutes: Minutes) -> None:
    """The version before stays as it was sealed, and says that there is a newer one."""
    for before in minutes.meeting.minutes.filter(state="sealed").exclude(pk=minutes.pk):
        MINUTES.move(before, "replace")


@transaction.atomic
def reopen_minutes(*, actor: Person, minutes: Minutes, reason: str) -> Minutes:
    """Sealed minutes are wrong: a new version, which says why; the old one stays until this is sealed."""
    demand(actor, Permission.MEETING_LEAD, minutes.meeting)
    minutes = _held(minutes)
    if (
        minutes.state != "sealed"
        or minutes.meeting.minutes.exclude(state__in=["sealed", "replaced"]).exists()
    ):
        raise NotNow(_("There is a version that is not sealed yet. Change that one."))
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why: it goes on record.")})
    newer = begin_minutes(actor, minutes.meeting, because=reason.strip(), before=minutes)
    audit.record(actor, "deliberation.minutes.reopened", newer, edition=minutes.meeting.edition)
    return newer


def _held(minutes: Minutes) -> Minutes:
    """The row as it stands, locked: sending round, approving and sealing come one after the other."""
    held = Minutes.objects.select_for_update(of=["self"]).select_related(
        "meeting__edition__programme", "document"
    )
    return held.get(pk=minutes.pk)


def _held_circulated(minutes: Minutes) -> Minutes:
    held = _held(minutes)
    if held.state != "circulated":
        raise NotNow(_("The minutes are not out to be approved now."))
    return held
