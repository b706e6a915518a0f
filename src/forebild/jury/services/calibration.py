"""The calibration round: opened with its entries and its last day, scored, closed; a step described anew.

open_calibration → declare_trial_free | stand_aside_from_trial → save_trial → submit_trial → close_calibration
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury import notices
from forebild.jury.models import (
    CalibrationEntry,
    CalibrationRound,
    CalibrationSheet,
    Declaration,
    Juror,
    Recusal,
    Sharpening,
)
from forebild.jury.queries import review_phase
from forebild.jury.queries.calibration import eligible_trials, waiting_jurors
from forebild.jury.services.conflicts import demand_relation, stand_aside
from forebild.jury.services.reviews import Mark, demand_all_scored, write_sheet
from forebild.jury.states import CALIBRATION, CALIBRATION_SHEET
from forebild.people.models import Person
from forebild.programme.models import Criterion, Edition
from forebild.programme.services.criteria import reword_step
from forebild.shared import audit
from forebild.shared.dates import swedish_instant
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url

FEWEST, MOST = 2, 3  # entries in a round
LADDER = (timedelta(days=1), timedelta(days=3))  # before the round closes


@transaction.atomic
def open_calibration(
    *, actor: Person, edition: Edition, entries: Collection[Entry], last_day: date
) -> CalibrationRound:
    """Open the round: each serving juror gets a sheet for each entry that nothing ties him or her to.

    Raises InvalidInput for too few or too many entries, one that may not be used, or a last day that is
    past or not before the review opens; NotNow when there is a round already, or the review has opened.
    """
    demand(actor, Permission.CALIBRATION_LEAD, edition)
    Edition.objects.select_for_update(of=["self"]).get(pk=edition.pk)
    if CalibrationRound.objects.filter(edition=edition).exists():
        raise NotNow(_("The edition has had its calibration round."))
    if not edition.criteria.exists():
        raise NotNow(_("There are no criteria to score by yet. Tell the programme office."))
    usable = set(eligible_trials(edition, actor).filter(pk__in=[entry.pk for entry in entries]))
    if not FEWEST <= len(usable) <= MOST or len(usable) != len(entries):
        raise InvalidInput(_("Choose the entries anew."), {"entries": _("Choose two or three entries.")})
    closes_at = _end_of(last_day)
    _demand_before_review(edition, closes_at)
    calibration = CalibrationRound.objects.create(edition=edition, closes_at=closes_at, opened_by=actor)
    CalibrationEntry.objects.bulk_create(
        CalibrationEntry(round=calibration, entry=entry) for entry in sorted(usable, key=lambda e: e.pk)
    )
    audit.record(actor, "jury.calibration.opened", calibration, edition=edition)
    deal_sheets(calibration, actor)
    return calibration


def _end_of(day: date) -> datetime:
    """The instant at which the day is over in Sweden."""
    return swedish_instant(datetime.combine(day + timedelta(days=1), time()))


def _demand_before_review(edition: Edition, closes_at: datetime) -> None:
    now, phase = timezone.now(), review_phase(edition)
    if phase is not None and phase.opens_at <= now:
        raise NotNow(_("The jury has begun to score. A calibration round comes before that."))
    if closes_at <= now:
        raise InvalidInput(_("Check the last day."), {"last_day": _("Choose a day that is still to come.")})
    if phase is not None and closes_at > phase.opens_at:
        raise InvalidInput(
            _("Check the last day."),
            {
                "last_day": _(
                    "Choose a day before the review opens, so that the descriptions can be sharpened."
                )
            },
        )


def deal_sheets(calibration: CalibrationRound, actor: Person | None) -> int:
    """A sheet for each serving juror and entry of the round that lacks one; the jurors are told, once each.

    Called inside a transaction. Nobody gets a sheet for a company that something ties him or her to.
    """
    jurors = (
        Juror.objects.serving()
        .filter(edition=calibration.edition)
        .exclude(seat=Juror.Seat.SECRETARY)
        .exclude(calibration_sheets__trial__round=calibration)
        .select_related("person")
        .order_by("pk")
    )
    dealt = 0
    for juror in jurors:
        trials = calibration.entries.for_actor(juror.person)
        made = CalibrationSheet.objects.bulk_create(
            CalibrationSheet(trial=trial, juror=juror) for trial in trials
        )
        if made:
            _tell(notices.CALIBRATION_OPENED, calibration, juror, "opened", actor)
            dealt += 1
    return dealt


@transaction.atomic
def declare_trial_free(*, actor: Person, sheet: CalibrationSheet) -> None:
    """The juror's word that nothing ties him or her to the company: the entry opens."""
    _hold(sheet)
    demand(actor, Permission.CONFLICT_ANSWER, sheet)
    _declaration, is_new = Declaration.objects.get_or_create(juror=sheet.juror, entry=sheet.trial.entry)
    if is_new:
        audit.record(actor, "jury.conflict.denied", sheet, edition=sheet.juror.edition)


@transaction.atomic
def stand_aside_from_trial(
    *, actor: Person, sheet: CalibrationSheet, relation: str, reason: str = ""
) -> Recusal:
    """The juror stands aside: the entry closes at once, and the sheet counts no more."""
    _hold(sheet)
    demand(actor, Permission.CONFLICT_ANSWER, sheet)
    demand_relation(relation)
    return stand_aside(sheet.juror, sheet.trial.entry, relation, reason, Recusal.Source.DECLARED, actor)


def _hold(sheet: CalibrationSheet) -> None:
    """Lock the sheet and read its state anew. Raises NotNow when it has been closed meanwhile."""
    held = CalibrationSheet.objects.select_for_update(of=["self"]).get(pk=sheet.pk)
    if held.state == "void":
        raise NotNow(_("You no longer read this entry."))
    sheet.state, sheet.revision = held.state, held.revision


def _demand_draft(sheet: CalibrationSheet) -> None:
    if not sheet.trial.round.accepts(timezone.now()):
        raise NotNow(_("The calibration round is closed."))
    if sheet.state != "draft":
        raise NotNow(_("You have handed in this trial review. It stands as it is."))


@transaction.atomic
def save_trial(
    *,
    actor: Person,
    sheet: CalibrationSheet,
    marks: Mapping[str, Mark],
    strengths: str | None = None,
    opportunities: str | None = None,
) -> CalibrationSheet:
    """Keep what the juror has filled in, as `save_review` does. It never counts in the ranking."""
    _hold(sheet)
    demand(actor, Permission.CALIBRATION_SCORE, sheet)
    _demand_draft(sheet)
    write_sheet(sheet, sheet.juror.edition, marks, strengths, opportunities)
    return sheet


@transaction.atomic
def submit_trial(*, actor: Person, sheet: CalibrationSheet) -> CalibrationSheet:
    """Hand it in, for good. Raises InvalidInput with a text per criterion that is not scored."""
    _hold(sheet)
    demand(actor, Permission.CALIBRATION_SCORE, sheet)
    _demand_draft(sheet)
    demand_all_scored(sheet, sheet.juror.edition)
    CALIBRATION_SHEET.move(sheet, "submit", submitted_at=timezone.now())
    audit.record(actor, "jury.calibration.submitted", sheet, edition=sheet.juror.edition)
    return sheet


@transaction.atomic
def close_calibration(*, actor: Person, calibration: CalibrationRound) -> None:
    """Close the round before its last day is over."""
    demand(actor, Permission.CALIBRATION_LEAD, calibration.edition)
    _close(calibration, actor)


def _close(calibration: CalibrationRound, actor: Person | None) -> None:
    CALIBRATION.move(calibration, "close", closed_at=timezone.now())
    audit.record(actor, "jury.calibration.closed", calibration, edition=calibration.edition)


@transaction.atomic
def remind_calibration(*, actor: Person, calibration: CalibrationRound) -> int:
    """Remind those who have sheets left, now; pressed twice within the hour, nobody gets two letters."""
    demand(actor, Permission.CALIBRATION_LEAD, calibration.edition)
    now = timezone.now()
    if not calibration.accepts(now):
        raise NotNow(_("The calibration round is closed."))
    jurors = waiting_jurors(calibration)
    for juror in jurors:
        _tell(notices.CALIBRATION_REMIND, calibration, juror, f"{now:%Y-%m-%dT%H}", actor)
    audit.record(
        actor, "jury.calibration.reminded", calibration, edition=calibration.edition, count=len(jurors)
    )
    return len(jurors)


@transaction.atomic
def tend_calibration_rounds(*, now: datetime | None = None) -> None:
    """By the clock: sheets for jurors who have come since, reminders as the end draws near, and the end."""
    now = now or timezone.now()
    rounds = CalibrationRound.objects.filter(state="open", edition__state="announced")
    for calibration in rounds.select_related("edition__programme").select_for_update(of=["self"]):
        if calibration.closes_at <= now:
            _close(calibration, None)
            continue
        deal_sheets(calibration, None)
        step = next((step for step in LADDER if calibration.closes_at - now <= step), None)
        for juror in waiting_jurors(calibration) if step else []:
            occasion = f"{step}:{calibration.closes_at:%Y-%m-%d}"
            _tell(notices.CALIBRATION_REMIND, calibration, juror, occasion, None)


def _tell(
    notice: Notice, calibration: CalibrationRound, juror: Juror, occasion: str, actor: Person | None
) -> None:
    person, edition = juror.person, calibration.edition
    queue(
        notice=notice,
        to=person,
        values={
            "name": str(person),
            "edition": str(edition),
            "until": in_full(calibration.last_minute, person.language),
            "link": site_url("jury:calibration", person.language, edition_year=edition.year),
        },
        key=f"{notice.kind}:{calibration.public_id}:{juror.public_id}:{occasion}",
        actor=actor,
    )


@transaction.atomic
def sharpen_anchor(
    *, actor: Person, criterion: Criterion, value: int, swedish: str, english: str, reason: str
) -> Sharpening:
    """Describe a step of a criterion anew, from what the round showed; how it read before is kept.

    Raises NotNow without a round or once the jury has begun to score, InvalidInput for a step off the
    scale, an empty text, or no reason.
    """
    edition = criterion.edition
    demand(actor, Permission.CALIBRATION_LEAD, edition)
    if not CalibrationRound.objects.filter(edition=edition).exists():
        raise NotNow(_("There has been no calibration round to learn from."))
    needed = {"swedish": swedish, "reason": reason}
    missing = {name: _("Write something here.") for name, text in needed.items() if not text.strip()}
    if missing:
        raise InvalidInput(_("Something is missing."), missing)
    before = reword_step(criterion=criterion, value=value, swedish=swedish.strip(), english=english.strip())
    sharpening = Sharpening.objects.create(
        criterion=criterion,
        value=value,
        before_sv=before[0],
        before_en=before[1],
        after_sv=swedish.strip(),
        after_en=english.strip(),
        reason=reason.strip(),
        sharpened_by=actor,
    )
    audit.record(actor, "jury.anchor.sharpened", criterion, edition=edition, step=value)
    return sharpening
