"""What happens by the clock."""

from procrastinate.contrib.django import app

from forebild.assessment.services import (
    again,
    beginning,
    benchmarks,
    entrant_reports,
    figure_releases,
)


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="assessment.unsaved")
def assessments_by_night(timestamp: int) -> None:
    """Every night: what nobody has saved in thirty days is forgotten."""
    beginning.forget_unsaved()


@app.periodic(cron="20 4 * * 1")
@app.task(queueing_lock="assessment.benchmarks")
def benchmarks_by_week(timestamp: int) -> None:
    """Every Monday: the figures that companies are compared with."""
    benchmarks.release_all()


@app.periodic(cron="10 8 * * *")
@app.task(queueing_lock="assessment.again")
def assessments_by_morning(timestamp: int) -> None:
    """Every morning: those whose result is a year old are asked whether to do it again."""
    again.ask_again_due()


@app.periodic(cron="40 4 * * *")
@app.task(queueing_lock="assessment.figures")
def figures_by_night(timestamp: int) -> None:
    """Every night: the office's figures that are four weeks old are made anew, where enough is new."""
    figure_releases.release_due_figures()


@app.periodic(cron="* * * * *")
@app.task(queue="release", queueing_lock="assessment.reports")
def reports_by_the_clock(timestamp: int) -> None:
    """Every minute: reports whose ten minutes are over are noted as gone."""
    entrant_reports.note_reports_left()
