"""What happens by the clock."""

from procrastinate.contrib.django import app

from forebild.events.services.events import note_cancellations_left
from forebild.events.services.inviting import note_invitations_left
from forebild.events.services.material import note_material_letters_left
from forebild.events.services.modes import carry_out_due
from forebild.events.services.needs import erase_due
from forebild.events.services.registrations import lapse_offers as lapse
from forebild.events.services.reminders import send_due
from forebild.events.services.removed import forget_removed as forget
from forebild.events.services.session_letters import tell_due


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


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.note_material_letters")
def note_material_letters(timestamp: int) -> None:
    """Every minute: letters about material that have left are past undoing."""
    note_material_letters_left()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.note_invitations")
def note_invitations(timestamp: int) -> None:
    """Every minute: invitations whose letters have left are past stopping."""
    note_invitations_left()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.send_reminders")
def send_reminders(timestamp: int) -> None:
    """Every minute: those who have a place are reminded when it is time."""
    send_due()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.tell_of_sessions")
def tell_of_sessions(timestamp: int) -> None:
    """Every minute: whom a changed session concerns is told, ten minutes after the last change."""
    tell_due()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="events.erase_needs")
def erase_needs(timestamp: int) -> None:
    """Every night: food and access needs of events 14 days past are erased."""
    erase_due()


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="events.forget_removed")
def forget_removed(timestamp: int) -> None:
    """Every night: what was taken away round an event a month ago goes for good."""
    forget()
