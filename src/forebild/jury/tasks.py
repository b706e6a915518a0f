"""What happens by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from forebild.jury.models import Release
from forebild.jury.services.calibration import tend_calibration_rounds
from forebild.jury.services.letters import note_letters_left
from forebild.jury.services.release import RELEASE_EDITION, carry_out_due_releases, carry_out_release
from forebild.jury.services.reminders import send_due_reminders


@app.task(name=RELEASE_EDITION, queue="release", retry=10)
def release_edition(release_id: int) -> None:
    """Carry a confirmed release out at its instant."""
    carry_out_release(release=Release.objects.get(pk=release_id))


@app.periodic(cron="* * * * *")
@app.task(queue="release", queueing_lock="due_releases")
def due_releases(timestamp: int) -> None:
    """Every minute: no confirmed release that is due is left, whatever happened to its own job."""
    carry_out_due_releases()


@app.periodic(cron="* * * * *")
@app.task(queue="release", queueing_lock="letters_left")
def letters_left(timestamp: int) -> None:
    """Every minute: letters whose ten minutes are over are noted as gone."""
    note_letters_left()


@app.periodic(cron="7 * * * *")
@app.task(queue="mail", queueing_lock="due_reminders")
def due_reminders(timestamp: int) -> None:
    """Every hour: jurors with something left hear of it seven days, two days and one day before the end."""
    send_due_reminders()


@app.periodic(cron="17 * * * *")
@app.task(queue="mail", queueing_lock="calibration_rounds")
def calibration_rounds(timestamp: int) -> None:
    """Every hour: calibration rounds are closed when their last day is over, and jurors reminded before."""
    tend_calibration_rounds()
