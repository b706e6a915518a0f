"""What happens by the clock."""

from procrastinate.contrib.django import app

from forebild.visits.services.times import send_due_reminders


@app.periodic(cron="23 * * * *")
@app.task(queue="mail", queueing_lock="visit_reminders")
def visit_reminders(timestamp: int) -> None:
    """Every hour: whoever has a visit the next day is reminded."""
    send_due_reminders()
