"""What happens by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from forebild.competition.services.lapses import lapse_unanswered
from forebild.competition.services.reminders import send_due_draft_reminders


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="competition.lapse_cases")
def lapse_cases(timestamp: int) -> None:
    """Every hour: companies that did not answer before the call closed are no longer waited for."""
    lapse_unanswered()


@app.periodic(cron="37 * * * *")
@app.task(queue="mail", queueing_lock="competition.draft_reminders")
def draft_reminders(timestamp: int) -> None:
    """Every hour: companies with a draft hear of it seven days and one day before their deadline."""
    send_due_draft_reminders()
