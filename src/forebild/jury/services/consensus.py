"""An entry's readers agree: who calls them together, when they begin, what they hand over, who stands by it.

choose_consensus → name_leads, name_lead → open_statement → save_statement → agree_statement → take_stand

The independent reviews are read here and never written.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury import notices
from forebild.jury.models import AgreedScore, Assignment, ConsensusChoice, Juror, Stand, Statement
from forebild.jury.permissions import reading_of
from forebild.jury.queries import judged_entries
from forebild.jury.services.statements import (
    KIND,
    demand_open,
    demand_revision,
    hold_statement,
    note_agreed,
    reopen_at_once,
)
from forebild.jury.statement_fields import demand_agreed, least_burdened, team_of
from forebild.jury.states import STATEMENT
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url
from forebild.shared.writing import services as writing


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


@transaction.atomic
def open_statement(*, actor: Person, statement: Statement, reason: str = "") -> None:
    """Let the team begin. Before all its reviews are in, the lead (or who leads the jury) says why.

    Raises NotAllowed to another, InvalidInput without a reason.
    """
    hold_statement(statement)
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
def agree_statement(*, actor: Person, statement: Statement, expected_revision: int) -> None:
    """The lead hands over what the team has agreed: its scores become rows beside the independent ones.

    Raises NotAllowed to another than the lead, Overtaken when the text is another than the one shown,
    InvalidInput with a text per criterion for what is missing, and for a score far off without a reason.
    """
    hold_statement(statement)
    demand(actor, Permission.STATEMENT_WRITE, statement)
    reading = reading_of(actor, statement.entry)
    if not statement.is_joint or reading is None or reading.juror_id != statement.lead_id:
        raise NotAllowed(_("The one who calls the team together hands over."))
    demand_open(statement)
    demand_revision(statement, expected_revision)
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
    note_agreed(statement, actor)
    audit.record(actor, "jury.statement.agreed", statement, edition=statement.entry.edition)
    _note_stand(statement, reading.juror, "")
    for juror in team_of(statement.entry):
        if juror != reading.juror:
            _tell(notices.STATEMENT_AGREED, statement, juror, str(statement.agreed_revision), actor)


@transaction.atomic
def take_stand(*, actor: Person, statement: Statement, dissent: str = "") -> Stand:
    """A member stands behind what was handed over; or, with a `dissent`, does not, and says why."""
    hold_statement(statement)
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


def let_member_go(juror: Juror, entry: Entry, actor: Person) -> None:
    """A juror stands aside: what was agreed or made with his or her part is taken up again.

    Called inside a transaction, after the assignment has ended.
    """
    statement = Statement.objects.select_for_update(of=["self"]).filter(entry=entry).first()
    if statement is None or not juror.assignments.filter(entry=entry).exists():
        return
    statement.stands.filter(juror=juror).delete()
    if statement.state in {"agreed", "approved"}:
        reopen_at_once(statement, _("One who took part stands aside from the entry."), actor)


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
