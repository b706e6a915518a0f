"""What the jury says of an entry: a team agrees on it, or the secretary writes it from the reviews.

choose_consensus → name_leads, name_lead → open_statement → save_statement → agree_statement → take_stand
draft_statement                         → save_statement                  → approve_statement

The independent reviews are read here and never written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury import notices
from forebild.jury.consensus import (
    NOT_APPLICABLE,
    demand_agreed,
    demand_values,
    drafted_text,
    fields_of,
    least_burdened,
    team_of,
)
from forebild.jury.models import (
    AgreedScore,
    Assignment,
    ConsensusChoice,
    Juror,
    Review,
    Stand,
    Statement,
)
from forebild.jury.permissions import reading_of
from forebild.jury.queries import judged_entries
from forebild.jury.states import STATEMENT
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document

KIND = "statement"


@transaction.atomic
def choose_consensus(*, actor: Person, edition: Edition, used: bool) -> None:
    """Let teams agree on scores in this edition, or not. Raises NotNow once a statement has been begun."""
    demand(actor, Permission.CONSENSUS_LEAD, edition)
    Edition.objects.select_for_update(of=["self"]).get(pk=edition.pk)
    if Statement.objects.filter(entry__edition=edition).exists():
        raise NotNow(_("Statements have been begun. How they are made can no longer be changed."))
    if used:
        _choice, is_new = ConsensusChoice.objects.get_or_create(
            edition=edition, defaults={"chosen_by": actor}
        )
        changed, verb = is_new, "jury.consensus.chosen"
    else:
        changed = bool(ConsensusChoice.objects.filter(edition=edition).delete()[0])
        verb = "jury.consensus.dropped"
    if changed:
        audit.record(actor, verb, edition, edition=edition)


@transaction.atomic
def name_lead(*, actor: Person, entry: Entry, juror: Juror) -> Statement:
    """Say who calls the entry's team together and hands over what it has agreed."""
    demand(actor, Permission.CONSENSUS_LEAD, entry)
    _demand_consensus(entry.edition)
    if juror not in team_of(entry):
        raise InvalidInput(
            _("Choose one of those who read the entry."), {"lead": _("Choose one of the readers.")}
        )
    statement = _statement_for(actor, entry)
    statement.lead = juror
    statement.save(update_fields=["lead"])
    audit.record(actor, "jury.statement.led", statement, edition=entry.edition, juror=juror.public_id)
    return statement


@transaction.atomic
def name_leads(*, actor: Person, edition: Edition) -> int:
    """A lead for each entry that has readers and no lead, evenly shared; answers with how many were named."""
    demand(actor, Permission.CONSENSUS_LEAD, edition)
    _demand_consensus(edition)
    led = dict.fromkeys(edition.jurors.all(), 0)
    teams = [(entry, team_of(entry)) for entry in judged_entries(edition, actor)]
    for entry, team in teams:
        lead = lead_of(entry, team)
        if lead is not None:
            led[lead] += 1
    named = 0
    for entry, team in teams:
        if team and lead_of(entry, team) is None:
            lead = least_burdened(team, led)
            name_lead(actor=actor, entry=entry, juror=lead)
            led[lead] += 1
            named += 1
    return named


def lead_of(entry: Entry, team: list[Juror]) -> Juror | None:
    """The lead, as long as he or she is of the team."""
    statement = Statement.objects.filter(entry=entry).select_related("lead").first()
    return statement.lead if statement and statement.lead in team else None


def _demand_consensus(edition: Edition) -> None:
    if not ConsensusChoice.objects.filter(edition=edition).exists():
        raise NotNow(_("In this edition the readers do not agree on scores together."))


def _statement_for(actor: Person, entry: Entry) -> Statement:
    """The entry's joint statement, held; made where there is none."""
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)
    existing = Statement.objects.select_for_update(of=["self"]).filter(entry=entry).first()
    if existing:
        return existing
    document = writing.new_document(kind=KIND, fields={}, actor=actor)
    return Statement.objects.create(entry=entry, is_joint=True, document=document)


def _hold(statement: Statement) -> None:
    """Lock the row that writing and standing aside both go through, and read its state anew."""
    held = Statement.objects.select_for_update(of=["self"]).get(pk=statement.pk)
    statement.state, statement.lead_id = held.state, held.lead_id
    statement.agreed_revision = held.agreed_revision


@transaction.atomic
def open_statement(*, actor: Person, statement: Statement, reason: str = "") -> None:
    """Let the team begin. Before all its reviews are in, the lead (or who leads the jury) says why.

    Raises NotAllowed to another, InvalidInput without a reason.
    """
    _hold(statement)
    demand(actor, Permission.STATEMENT_READ, statement)
    if open_reviews(statement.entry):
        _demand_may_hurry(actor, statement)
        if not reason.strip():
            raise InvalidInput(_("Give the reason."), {"reason": _("Say why the team does not wait.")})
    _open(statement, actor, reason.strip())


def _demand_may_hurry(actor: Person, statement: Statement) -> None:
    reading = reading_of(actor, statement.entry)
    if reading is not None and reading.juror_id == statement.lead_id:
        return
    demand(actor, Permission.CONSENSUS_LEAD, statement.entry)


def open_reviews(entry: Entry) -> int:
    """How many of the entry's readers have not handed in."""
    current = Assignment.objects.current().filter(entry=entry, juror__state="serving")
    return current.exclude(review__state="submitted").count()


def open_when_all_in(entry: Entry, actor: Person) -> None:
    """The team may begin when the last independent review is in. Called inside a transaction."""
    statement = (
        Statement.objects.select_for_update(of=["self"])
        .filter(entry=entry, state="waiting")
        .select_related("entry__edition", "entry__organisation", "lead")
        .first()
    )
    if statement is not None and not open_reviews(entry):
        _open(statement, actor, "")


def _open(statement: Statement, actor: Person, reason: str) -> None:
    STATEMENT.move(statement, "open", opened_at=timezone.now(), opened_because=reason)
    audit.record(actor, "jury.statement.opened", statement, edition=statement.entry.edition)
    for juror in team_of(statement.entry):
        _tell(notices.CONSENSUS_OPENED, statement, juror, "opened", actor)


@transaction.atomic
def draft_statement(*, actor: Person, entry: Entry) -> Statement:
    """Begin a statement from what the reviewers wrote. Asked again, it gives back the one that there is.

    Raises NotNow where teams agree, and for an entry out of competition.
    """
    demand(actor, Permission.CONSENSUS_LEAD, entry)
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)
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
    _hold(statement)
    demand(actor, Permission.STATEMENT_WRITE, statement)
    _demand_open(statement)
    demand_values(statement, changes)
    return writing.save_fields(
        actor=actor,
        document=document,
        changes=changes,
        base_revision=base_revision,
        allowed=set(allowed) & set(fields_of(statement)),
        tab=tab,
    )


def _demand_open(statement: Statement) -> None:
    if statement.state == "waiting":
        raise NotNow(_("The team has not begun yet."))
    if statement.state != "open":
        raise NotNow(_("This has been handed over. Take it up again to change it."))


@transaction.atomic
def agree_statement(*, actor: Person, statement: Statement, expected_revision: int) -> None:
    """The lead hands over what the team has agreed: its scores become rows beside the independent ones.

    Raises NotAllowed to another than the lead, Overtaken when the text is another than the one shown,
    InvalidInput with a text per criterion for what is missing, and for a score far off without a reason.
    """
    _hold(statement)
    demand(actor, Permission.STATEMENT_WRITE, statement)
    reading = reading_of(actor, statement.entry)
    if not statement.is_joint or reading is None or reading.juror_id != statement.lead_id:
        raise NotAllowed(_("The one who calls the team together hands over."))
    _demand_open(statement)
    _demand_revision(statement, expected_revision)
    marks = demand_agreed(statement)
    statement.scores.all().delete()
    AgreedScore.objects.bulk_create(
        AgreedScore(
            statement=statement,
            criterion=mark.criterion,
            value=mark.value,
            not_applicable=mark.value is None,
            comment=mark.comment,
            reason=mark.reason,
        )
        for mark in marks
    )
    _agree(statement, actor)
    audit.record(actor, "jury.statement.agreed", statement, edition=statement.entry.edition)
    _note_stand(statement, reading.juror, "")
    for juror in team_of(statement.entry):
        if juror != reading.juror:
            _tell(notices.STATEMENT_AGREED, statement, juror, str(statement.agreed_revision), actor)


def _agree(statement: Statement, actor: Person) -> None:
    STATEMENT.move(
        statement,
        "agree",
        agreed_by=actor,
        agreed_at=timezone.now(),
        agreed_revision=statement.document.revision,
        reopened_because="",
    )


def _demand_revision(statement: Statement, expected: int) -> None:
    document = Document.objects.select_for_update().get(pk=statement.document_id)
    statement.document = document
    if document.revision != expected:
        raise Overtaken(_("The text has been changed since you opened it. Read it once more."))


@transaction.atomic
def take_stand(*, actor: Person, statement: Statement, dissent: str = "") -> Stand:
    """A member stands behind what was handed over; or, with a `dissent`, does not, and says why."""
    _hold(statement)
    demand(actor, Permission.STATEMENT_WRITE, statement)
    reading = reading_of(actor, statement.entry)
    if reading is None or not statement.is_joint:
        raise NotAllowed(_("Only those who have read the entry take a stand."))
    if statement.state != "agreed":
        raise NotNow(_("There is nothing to take a stand on now."))
    stand = _note_stand(statement, reading.juror, dissent.strip())
    audit.record(
        actor,
        "jury.statement.stood",
        statement,
        edition=statement.entry.edition,
        stands_behind=stand.stands_behind,
    )
    return stand


def _note_stand(statement: Statement, juror: Juror, dissent: str) -> Stand:
    stand, _made = Stand.objects.update_or_create(
        statement=statement,
        juror=juror,
        defaults={
            "revision": statement.agreed_revision or 0,
            "stands_behind": not dissent,
            "dissent": dissent,
            "said_at": timezone.now(),
        },
    )
    return stand


@transaction.atomic
def approve_statement(*, actor: Person, statement: Statement, expected_revision: int) -> None:
    """This may be sent to the company.

    Raises NotNow for what a team has not handed over, InvalidInput without a strength and an opportunity,
    Overtaken when the text is another than the one shown.
    """
    _hold(statement)
    demand(actor, Permission.STATEMENT_APPROVE, statement)
    if statement.is_joint and statement.state == "open":
        raise NotNow(_("The team has not handed it over yet."))
    _demand_revision(statement, expected_revision)
    if not statement.is_joint:
        demand_agreed(statement)
        _agree(statement, actor)
    STATEMENT.move(statement, "approve", approved_by=actor, approved_at=timezone.now())
    audit.record(actor, "jury.statement.approved", statement, edition=statement.entry.edition)


@transaction.atomic
def reopen_statement(*, actor: Person, statement: Statement, reason: str) -> None:
    """Take it up again, with a reason; what was approved may not be sent until it is approved anew."""
    _hold(statement)
    demand(actor, Permission.STATEMENT_APPROVE, statement)
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why it is taken up again.")})
    _reopen(statement, reason.strip(), actor)


def _reopen(statement: Statement, reason: str, actor: Person) -> None:
    STATEMENT.move(statement, "reopen", approved_by=None, approved_at=None, reopened_because=reason)
    audit.record(actor, "jury.statement.reopened", statement, edition=statement.entry.edition)


def let_member_go(juror: Juror, entry: Entry, actor: Person) -> None:
    """A juror stands aside: what was agreed or made with his or her part is taken up again.

    Called inside a transaction, after the assignment has ended.
    """
    statement = Statement.objects.select_for_update(of=["self"]).filter(entry=entry).first()
    if statement is None or not juror.assignments.filter(entry=entry).exists():
        return
    statement.stands.filter(juror=juror).delete()
    if statement.lead_id == juror.pk:
        Statement.objects.filter(pk=statement.pk).update(lead=None)
    if statement.state in {"agreed", "approved"}:
        _reopen(statement, _("One who took part stands aside from the entry."), actor)


def _tell(notice: Notice, statement: Statement, juror: Juror, occasion: str, actor: Person) -> None:
    entry = statement.entry
    queue(
        notice=notice,
        to=juror.person,
        values={
            "name": str(juror.person),
            "company": entry.organisation.name,
            "link": site_url(
                "jury:statement_edit",
                juror.person.language,
                edition_year=entry.edition.year,
                statement_id=statement.public_id,
            ),
        },
        key=f"{notice.kind}:{statement.public_id}:{juror.public_id}:{occasion}",
        actor=actor,
    )


__all__ = [
    "NOT_APPLICABLE",
    "agree_statement",
    "approve_statement",
    "choose_consensus",
    "draft_statement",
    "let_member_go",
    "name_lead",
    "name_leads",
    "open_reviews",
    "open_statement",
    "open_when_all_in",
    "reopen_statement",
    "save_statement",
    "take_stand",
]
