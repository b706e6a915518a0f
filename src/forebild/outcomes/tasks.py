"""What happens by the clock."""

from procrastinate.contrib.django import app

from forebild.outcomes.services import evaluations, referrals


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="outcomes.evaluations")
def evaluations_by_the_clock(timestamp: int) -> None:
    """Every minute: evaluations are sent, those who have not answered are reminded, and all end in time."""
    evaluations.note_sendings_left()
    evaluations.close_due()
    evaluations.send_due()
    evaluations.remind_due()


@app.periodic(cron="20 7 * * *")
@app.task(queueing_lock="outcomes.outcomes")
def outcomes_by_the_clock(timestamp: int) -> None:
    """Every morning: advisers who have told nothing for 30 and 90 days are asked."""
    referrals.ask_for_outcomes()
