"""Reads of the calibration round: what a juror scores, how he or she judges beside the others, how far all
agree. What a conflict has closed to the reader was never counted.

How severe a juror is, that juror alone is told: `own_measure` names no other, and `agreement` names nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pstdev
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from forebild.competition.models import Award, Entry
from forebild.engine.calibration.problem import Problem, Review
from forebild.engine.calibration.solve import calibrate
from forebild.jury.models import (
    CalibrationEntry,
    CalibrationRound,
    CalibrationScore,
    CalibrationSheet,
    Declaration,
    Juror,
    Sharpening,
)
from forebild.jury.queries import recused_entries
from forebild.programme.models import Criterion, Edition

FEWEST_OTHERS = 2  # who must have handed in, before a juror is compared with them
FEWEST_SHEETS = 3  # of an entry, before its scores tell how far the jurors agree
Z90 = 1.645


def calibration_of(edition: Edition) -> CalibrationRound | None:
    """The edition's round, if there has been one."""
    return CalibrationRound.objects.filter(edition=edition).select_related("edition__programme").first()


def eligible_trials(edition: Edition, actor: Any) -> QuerySet[Entry]:
    """The entries that a round may use: awarded ones of earlier editions, and this edition's in competition.

    Without those closed to `actor`. The latest edition first.
    """
    awarded = Award.objects.filter(entry=OuterRef("pk"))
    earlier = Q(edition__programme=edition.programme, edition__year__lt=edition.year) & Q(Exists(awarded))
    return (
        Entry.objects.filter(earlier | Q(edition=edition, state="eligible"))
        .exclude(pk__in=recused_entries(actor))
        .select_related("organisation", "edition__programme")
        .order_by("-edition__year", "organisation__name_order", "pk")
    )


def own_trials(juror: Juror) -> QuerySet[CalibrationSheet]:
    """The juror's sheets, with `is_declared`; those of companies that something ties to are not there."""
    declared = Declaration.objects.filter(juror=juror, entry=OuterRef("trial__entry"))
    return (
        CalibrationSheet.objects.for_actor(juror.person)
        .filter(juror=juror)
        .annotate(is_declared=Exists(declared))
        .select_related("trial__entry__organisation", "trial__entry__edition", "trial__round")
        .order_by("trial__pk")
    )


def waiting_jurors(calibration: CalibrationRound) -> list[Juror]:
    """Serving jurors with a sheet left: those whom a reminder goes to."""
    left = CalibrationSheet.objects.filter(juror=OuterRef("pk"), trial__round=calibration, state="draft")
    jurors = Juror.objects.serving().filter(Exists(left)).select_related("person")
    return list(jurors.order_by("person__name", "pk"))


def sharpenings_of(edition: Edition) -> QuerySet[Sharpening]:
    """What has been described anew, the latest first."""
    return Sharpening.objects.filter(criterion__edition=edition).select_related("criterion", "sharpened_by")


def trial_jurors(calibration: CalibrationRound, actor: Any) -> QuerySet[Juror]:
    """The serving jurors with `sheet_count` and `done_count`, of the entries that `actor` may know of."""
    open_to_actor = Q(calibration_sheets__trial__in=calibration.entries.for_actor(actor).values("pk")) & ~Q(
        calibration_sheets__state="void"
    )
    done = open_to_actor & Q(calibration_sheets__state="submitted")
    return (
        Juror.objects.serving()
        .filter(edition=calibration.edition)
        .select_related("person")
        .annotate(
            sheet_count=Count("calibration_sheets", filter=open_to_actor, distinct=True),
            done_count=Count("calibration_sheets", filter=done, distinct=True),
        )
        .filter(sheet_count__gt=0)
        .order_by("person__name", "pk")
    )


@dataclass(frozen=True)
class CriterionMeasure:
    """One criterion: one's own mean, the others' mean, and from the lowest to the highest of their means."""

    criterion: Criterion
    own: float
    others: float
    low: float
    high: float


@dataclass(frozen=True)
class OwnMeasure:
    """A juror beside the others. `severity` in points: below 0 stricter, above 0 kinder than they are;
    with nine chances in ten it lies from `low` to `high`. `spread`: how far one's scores lie apart."""

    entry_count: int
    other_count: int
    severity: float
    low: float
    high: float
    spread: float
    others_spread: float
    criteria: tuple[CriterionMeasure, ...]

    @property
    def is_telling(self) -> bool:
        """Whether the severity is more than chance would make."""
        return self.low > 0 or self.high < 0


def own_measure(juror: Juror) -> OwnMeasure | None:
    """How the juror judges beside the rest; None before all own sheets are in, or with too few others.

    Only of the entries that the juror has scored.
    """
    sheets = list(own_trials(juror))
    if not sheets or any(sheet.state != "submitted" for sheet in sheets):
        return None
    trials = [sheet.trial_id for sheet in sheets]
    marks = _marks(trials)
    own = [mark for mark in marks if mark.juror == juror.pk]
    others = [mark for mark in marks if mark.juror != juror.pk]
    other_jurors = {mark.juror for mark in others}
    if len(other_jurors) < FEWEST_OTHERS or not own:
        return None
    criteria = {each.pk: each for each in juror.edition.criteria.all()}
    severity, deviation = _severity(marks, criteria, juror.pk)
    return OwnMeasure(
        entry_count=len(trials),
        other_count=len(other_jurors),
        severity=severity,
        low=severity - Z90 * deviation,
        high=severity + Z90 * deviation,
        spread=pstdev(mark.value for mark in own),
        others_spread=fmean(
            pstdev(mark.value for mark in others if mark.juror == each) for each in other_jurors
        ),
        criteria=tuple(_criterion_measures(own, others, criteria.values())),
    )


@dataclass(frozen=True)
class _Mark:
    juror: int
    trial: int
    criterion: int
    value: int


def _marks(trials: Iterable[int]) -> list[_Mark]:
    """What has been handed in for these entries of the round."""
    rows = CalibrationScore.objects.filter(
        sheet__trial__in=list(trials),
        sheet__state="submitted",
        sheet__juror__state="serving",
        value__isnull=False,
    ).order_by("pk")
    found = rows.values_list("sheet__juror", "sheet__trial", "criterion", "value")
    return [_Mark(juror, trial, criterion, value or 0) for juror, trial, criterion, value in found]


def _severity(marks: list[_Mark], criteria: dict[int, Criterion], juror: int) -> tuple[float, float]:
    """The juror's severity and how uncertain it is, by the calibration engine, from whole weighted scores."""
    totals: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for mark in marks:
        if criteria[mark.criterion].counted:
            totals[mark.trial, mark.juror].append((float(criteria[mark.criterion].weight), mark.value))
    reviews = tuple(
        Review(str(trial), str(each), sum(w * value for w, value in parts) / sum(w for w, _v in parts))
        for (trial, each), parts in sorted(totals.items())
    )
    answer = calibrate(
        Problem(
            entries=tuple(sorted({review.entry for review in reviews})),
            jurors=tuple(sorted({review.juror for review in reviews})),
            reviews=reviews,
        )
    )
    found = {result.juror: result for result in answer.jurors}.get(str(juror))
    return (found.severity, found.severity_sd) if found else (0.0, 0.0)


def _criterion_measures(
    own: list[_Mark], others: list[_Mark], criteria: Iterable[Criterion]
) -> Iterable[CriterionMeasure]:
    for criterion in criteria:
        mine = [mark.value for mark in own if mark.criterion == criterion.pk]
        theirs: dict[int, list[int]] = defaultdict(list)
        for mark in others:
            if mark.criterion == criterion.pk:
                theirs[mark.juror].append(mark.value)
        means = [fmean(values) for values in theirs.values()]
        if mine and means:
            yield CriterionMeasure(criterion, fmean(mine), fmean(means), min(means), max(means))


@dataclass(frozen=True)
class TrialRange:
    """The scores of one entry on one criterion: how many, from, to; nothing where they are too few."""

    count: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class CriterionAgreement:
    """A criterion: the standard deviation of its scores within entries (None: too few), and each range."""

    criterion: Criterion
    spread: float | None
    ranges: tuple[TrialRange, ...]


@dataclass(frozen=True)
class Agreement:
    """How far the jurors agree, the criterion they differ most on first; no juror is named or singled out."""

    trials: tuple[CalibrationEntry, ...]
    criteria: tuple[CriterionAgreement, ...]

    @property
    def tells(self) -> bool:
        """Whether enough has been handed in."""
        return any(each.spread is not None for each in self.criteria)


def agreement(calibration: CalibrationRound, actor: Any) -> Agreement:
    """Of the entries that `actor` may know of; a constant number of SQL statements."""
    trials = tuple(
        calibration.entries.for_actor(actor).select_related("entry__organisation", "entry__edition")
    )
    marks = _marks(trial.pk for trial in trials)
    given: dict[tuple[int, int], list[int]] = defaultdict(list)
    for mark in marks:
        given[mark.criterion, mark.trial].append(mark.value)
    criteria = calibration.edition.criteria.prefetch_related("anchors")
    rows = [_criterion_agreement(each, [given[each.pk, trial.pk] for trial in trials]) for each in criteria]
    rows.sort(key=lambda row: -(row.spread if row.spread is not None else -1))
    return Agreement(trials, tuple(rows))


def _criterion_agreement(criterion: Criterion, scores: list[list[int]]) -> CriterionAgreement:
    telling = [values for values in scores if len(values) >= FEWEST_SHEETS]
    spread = sqrt(fmean(pstdev(values) ** 2 for values in telling)) if telling else None
    ranges = tuple(
        TrialRange(len(values), min(values), max(values))
        if len(values) >= FEWEST_SHEETS
        else TrialRange(len(values))
        for values in scores
    )
    return CriterionAgreement(criterion, spread, ranges)
