"""What the jury says of an entry: written, approved so that it may be sent, taken up again.

draft_statement → save_statement → approve_statement → reopen_statement

Where an entry's readers agree on it together, `services.consensus` begins it and hands it over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury.models import ConsensusChoice, Review, Statement
from forebild.jury.statement_fields import demand_agreed, demand_values, drafted_text, fields_of
from forebild.jury.states import STATEMENT
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document

KIND = "statement"


@transaction.atomic
def draft_statement(*, actor: Person, entry: Entry) -> Statement:
    """Begin a statement from what the reviewers wrote. Asked again, it gives back the one that there is.

    Raises NotNow where teams agree, and for an entry out of competition.
    """
    demand(actor, Permission.CONSENSUS_LEAD, entry)
    Edition.objects.select_for_update(of=["self"]).get(pk=entry.edition_id)  # so does `choose_consensus`
    existing = Statement.objects.filter(entry=entry).first()
    if existing:
        return existing
    if ConsensusChoice.objects.filter(edition=entry.edition).exists():
        raise NotNow(_("In this edition the entry's readers write together. Name who calls them together."))
    if entry.state != "eligible":
        raise NotNow(_("Only entries in competition get a statement."))
    reviews = list(
        Review.objects.counted()
        .filter(assignment__entry=entry)
        .exclude(assignment__state="ended")
        .order_by("submitted_at", "pk")
    )
    fields = {
        "strengths": drafted_text(review.strengths for review in reviews),
        "opportunities": drafted_text(review.opportunities for review in reviews),
    }
    statement = Statement.objects.create(
        entry=entry,
        is_joint=False,
        document=writing.new_document(kind=KIND, fields=fields, actor=actor),
        state="open",
        opened_at=timezone.now(),
    )
    audit.record(actor, "jury.statement.drafted", statement, edition=entry.edition)
    return statement


@transaction.atomic
def save_statement(
    *,
    actor: Person,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    tab: str = "",
) -> writing.Saved:
    """Keep what somebody wrote. Raises NotNow unless it is open, InvalidInput for a score off its scale."""
    statement = Statement.objects.select_related("entry__edition").get(document=document)
    hold_statement(statement)
    demand(actor, Permission.STATEMENT_WRITE, statement)
    demand_open(statement)
    demand_values(statement, changes)
    return writing.save_fields(
        actor=actor,
        document=document,
        changes=changes,
        base_revision=base_revision,
        allowed=set(allowed) & set(fields_of(statement)),
        tab=tab,
    )


@transaction.atomic
def approve_statement(*, actor: Person, statement: Statement, expected_revision: int) -> None:
    """This may be sent to the company.

    Raises NotNow for what a team has not handed over, InvalidInput without a strength and an opportunity,
    Overtaken when the text is another than the one shown.
    """
    hold_statement(statement)
    demand(actor, Permission.STATEMENT_APPROVE, statement)
    if statement.is_joint and statement.state == "open":
        raise NotNow(_("The team has not handed it over yet."))
    demand_revision(statement, expected_revision)
    if not statement.is_joint:
        demand_agreed(statement)
        note_agreed(statement, actor)
    STATEMENT.move(statement, "approve", approved_by=actor, approved_at=timezone.now())
    audit.record(actor, "jury.statement.approved", statement, edition=statement.entry.edition)


@transaction.atomic
def reopen_statement(*, actor: Person, statement: Statement, reason: str) -> None:
    """Take it up again, with a reason; what was approved may not be sent until it is approved anew."""
    hold_statement(statement)
    demand(actor, Permission.STATEMENT_APPROVE, statement)
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why it is taken up again.")})
    reopen_at_once(statement, reason.strip(), actor)


def hold_statement(statement: Statement) -> None:
    """Lock the row that writing and standing aside both go through, and read its state anew."""
    held = Statement.objects.select_for_update(of=["self"]).get(pk=statement.pk)
    statement.state, statement.lead_id = held.state, held.lead_id
    statement.agreed_revision = held.agreed_revision


def demand_open(statement: Statement) -> None:
    if statement.state == "waiting":
        raise NotNow(_("The team has not begun yet."))
    if statement.state != "open":
        raise NotNow(_("This has been handed over. Take it up again to change it."))


def demand_revision(statement: Statement, expected: int) -> None:
    document = Document.objects.select_for_update().get(pk=statement.document_id)
    statement.document = document
    if document.revision != expected:
        raise Overtaken(_("The text has been changed since you opened it. Read it once more."))


def note_agreed(statement: Statement, actor: Person) -> None:
    STATEMENT.move(
        statement,
        "agree",
        agreed_by=actor,
        agreed_at=timezone.now(),
        agreed_revision=statement.document.revision,
        reopened_because="",
    )


def reopen_at_once(statement: Statement, reason: str, actor: Person) -> None:
    STATEMENT.move(statement, "reopen", approved_by=None, approved_at=None, reopened_because=reason)
    audit.record(actor, "jury.statement.reopened", statement, edition=statement.entry.edition)
