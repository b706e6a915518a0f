"""What happens by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from forebild.feedback.services.sending import note_letters_left


@app.periodic(cron="* * * * *")
@app.task(queue="release", queueing_lock="feedback_letters_left")
def feedback_letters_left(timestamp: int) -> None:
    """Every minute: letters whose ten minutes are over are noted as gone."""
    note_letters_left()
