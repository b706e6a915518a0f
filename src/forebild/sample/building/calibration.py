"""What came before and beside the reading of 2027: a closed calibration round, and the first statements.

All jurors scored three awarded entries of earlier years; one step was described anew from what that showed.
Two statements are begun from the reviews, one of them approved.
All jurors scored three awarded entries of earlier years; one step was described anew from what it showed. Two
statements are begun from the reviews, one of them approved.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Count, Q

from forebild.jury.models import (
    CalibrationEntry,
    CalibrationRound,
    CalibrationScore,
    CalibrationSheet,
    Declaration,
    Sharpening,
)
from forebild.jury.queries import judged_entries
from forebild.jury.services.statements import approve_statement, draft_statement, save_statement
from forebild.people.models import Person
from forebild.programme.models import Anchor
from forebild.sample.building.world import World
from forebild.sample.editions import JUDGING
from forebild.sample.entries import SampleEntry
from forebild.sample.jury import jurors_of
from forebild.sample.reviews import score_entry

_LEVELS = (4.4, 3.7, 3.0)  # one strong, one in the middle, one weaker
_SEED = 2026
_STRENGTHS = "Ni mätte före och efter och visar siffrorna.\nOperatörerna var med från första dagen."
_OPPORTUNITIES = (
    "Berätta vad det kostade, också i tid.\n"
    "Beskriv vad ett mindre företag skulle behöva för att göra likadant."
)


def build_calibration(world: World, office: Person) -> None:
    """The round, as it was closed the day before the review opened."""
    edition = world.editions[JUDGING]
    closed_at = edition.phases.get(kind="review").opens_at - timedelta(days=1)
    calibration = CalibrationRound.objects.create(
        edition=edition,
        state="closed",
        closes_at=closed_at,
        opened_by=office,
        opened_at=closed_at - timedelta(days=10),
        closed_at=closed_at,
    )
    for sample in _trials(world):
        trial = CalibrationEntry.objects.create(round=calibration, entry=world.entries[sample.key])
        _score(world, trial, sample, closed_at - timedelta(days=4))
    _sharpen(world, office, closed_at - timedelta(hours=5))


def _trials(world: World) -> list[SampleEntry]:
    """The awarded entries of the last years, the latest first."""
    awarded = [each for each in world.sample.entries if each.outcome and each.edition < JUDGING]
    awarded.sort(key=lambda each: (-each.edition, each.key))
    return [replace(each, quality=level) for each, level in zip(awarded, _LEVELS, strict=False)]


def _score(world: World, trial: CalibrationEntry, sample: SampleEntry, at: datetime) -> None:
    """Everybody whom nothing ties to the company has handed in."""
    for juror_sample in jurors_of(JUDGING):
        juror = world.jurors[JUDGING, juror_sample.key]
        if not CalibrationEntry.objects.for_actor(juror.person).filter(pk=trial.pk).exists():
            continue
        Declaration.objects.create(juror=juror, entry=trial.entry, declared_at=at)
        sheet = CalibrationSheet.objects.create(
            trial=trial, juror=juror, state="submitted", revision=1, saved_at=at, submitted_at=at
        )
        CalibrationScore.objects.bulk_create(
            CalibrationScore(sheet=sheet, criterion=world.criteria[JUDGING, key], value=value)
            for key, value in score_entry(juror_sample, sample, _SEED).items()
        )


def _sharpen(world: World, office: Person, at: datetime) -> None:
    """A step that was read differently; the text that stands now is the new one."""
    anchor = Anchor.objects.filter(criterion__edition=world.editions[JUDGING]).order_by("pk").last()
    if anchor is not None:
        Sharpening.objects.create(
            criterion=anchor.criterion,
            value=anchor.value,
            before_sv="Mycket bra.",
            before_en="Very good.",
            after_sv=anchor.text_sv,
            after_en=anchor.text_en,
            reason="Några läste steget som något som ingen i världen har gjort, andra som nytt i branschen.",
            sharpened_by=office,
            sharpened_at=at,
        )


def build_statements(world: World, office: Person) -> None:
    """One approved, one begun: of the entries that have most reviews."""
    handed_in = Count("assignments__review", filter=Q(assignments__review__state="submitted"))
    entries = judged_entries(world.editions[JUDGING], office).annotate(handed_in=handed_in)
    entries = entries.order_by("-handed_in", "pk")
    for place, entry in enumerate(entries[:2]):
        statement = draft_statement(actor=office, entry=entry)
        document = statement.document
        save_statement(
            actor=office,
            document=document,
            changes={"strengths": _STRENGTHS, "opportunities": _OPPORTUNITIES},
            base_revision=document.revision,
            allowed=["strengths", "opportunities"],
        )
        if place == 0:
            approve_statement(actor=office, statement=statement, expected_revision=document.revision)
