"""What happens by the clock."""

from procrastinate.contrib.django import app

from forebild.events.services.events import note_cancellations_left
from forebild.events.services.modes import carry_out_due
from forebild.events.services.registrations import lapse_offers as lapse


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.lapse_offers")
def lapse_offers(timestamp: int) -> None:
    """Every minute: places that nobody answered for go to the next in line."""
    lapse()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.carry_out_mode_changes")
def carry_out_mode_changes(timestamp: int) -> None:
    """Every minute: changes of way whose ten minutes are over are carried out."""
    carry_out_due()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.note_cancellations")
def note_cancellations(timestamp: int) -> None:
    """Every minute: cancellations whose letters have left are past undoing."""
    note_cancellations_left()
