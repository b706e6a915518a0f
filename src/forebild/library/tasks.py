"""What happens by the clock. Publication at an instant is `shared.writing`'s own task."""

from procrastinate.contrib.django import app

from forebild.library.services import rechecks


@app.periodic(cron="40 7 * * *")
@app.task(queueing_lock="library.rechecks")
def rechecks_by_the_clock(timestamp: int) -> None:
    """Every morning: companies are asked whether their stories are still right, reminded once, let be."""
    rechecks.end_unanswered_rechecks()
    rechecks.ask_due_rechecks()
    rechecks.remind_due_rechecks()
