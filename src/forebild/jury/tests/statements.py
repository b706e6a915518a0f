"""Entries whose readers have scored alone, for the tests of what they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forebild.competition.models import Entry
from forebild.jury.models import Assignment, ConsensusChoice, Juror, Statement
from forebild.jury.services.consensus import agree_statement, name_lead
from forebild.jury.services.reviews import Mark, save_review, submit_review
from forebild.jury.services.statements import draft_statement, save_statement
from forebild.programme.models import Edition
from tests.worlds import make_assignment, make_company, make_edition, make_entry, make_juror, make_office


@dataclass
class Team:
    """An entry, those who read it (the first calls together), and its statement."""

    edition: Edition
    entry: Entry
    office: Any
    jurors: list[Juror]
    readings: list[Assignment]
    statement: Statement

    @property
    def lead(self) -> Any:
        return self.jurors[0].person

    def fields(self, step: str = "3", **more: str) -> dict[str, str]:
        """All that must be filled in."""
        scores = {f"score_{each.public_id}": step for each in self.edition.criteria.all()}
        return {**scores, "strengths": "Modet.\nFarten.", "opportunities": "Mät mer.", **more}

    def save(self, actor: Any, **changes: str) -> Any:
        self.statement.document.refresh_from_db()
        return save_statement(
            actor=actor,
            document=self.statement.document,
            changes=changes,
            base_revision=self.statement.document.revision,
            allowed=list(changes),
        )

    def agree(self, **changes: str) -> None:
        """Filled in and handed over by the lead."""
        self.save(self.lead, **self.fields() | changes)
        self.fresh()
        agree_statement(
            actor=self.lead, statement=self.statement, expected_revision=self.statement.document.revision
        )
        self.fresh()

    def fresh(self) -> Statement:
        self.statement = Statement.objects.select_related("document", "entry__edition__programme").get(
            pk=self.statement.pk
        )
        return self.statement


def hand_in(reading: Assignment, value: int = 3, **texts: str) -> None:
    """The reader's own review, all criteria alike."""
    marks = {each.public_id: Mark(value) for each in reading.entry.edition.criteria.all()}
    save_review(actor=reading.juror.person, assignment=reading, marks=marks, **texts)
    submit_review(actor=reading.juror.person, assignment=reading)


def make_team(*values: int | None, edition: Edition | None = None, name: str = "Verkstaden AB") -> Team:
    """An entry with a reader for each value: what he or she gave alone, or None where nothing is in yet."""
    edition = edition or make_edition(2027)
    office = make_office()
    ConsensusChoice.objects.get_or_create(edition=edition, defaults={"chosen_by": office})
    entry = make_entry(edition, make_company(name))
    jurors = [make_juror(edition, f"Ledamot {number}") for number in range(1, len(values) + 1)]
    readings = [make_assignment(juror, entry, is_declared=True) for juror in jurors]
    statement = name_lead(actor=office, entry=entry, juror=jurors[0])
    for reading, value in zip(readings, values, strict=True):
        if value is not None:
            hand_in(reading, value, strengths=f"Styrka {reading.juror.person}.")
    team = Team(edition, entry, office, jurors, readings, statement)
    team.fresh()
    return team


def make_written(edition: Edition, office: Any, *texts: tuple[str, str]) -> Statement:
    """A statement begun from reviews with these strengths and opportunities."""
    entry = make_entry(edition)
    for strengths, opportunities in texts:
        reading = make_assignment(make_juror(edition), entry, is_declared=True)
        hand_in(reading, 4, strengths=strengths, opportunities=opportunities)
    return draft_statement(actor=office, entry=entry)
