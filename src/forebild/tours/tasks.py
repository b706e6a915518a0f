"""What happens by the clock."""

from procrastinate.contrib.django import app

from forebild.tours.services import gate, reminders


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="tours.remind_visitors")
def remind_visitors(timestamp: int) -> None:
    """Every hour: what is left to do before a visit, and what is too late."""
    reminders.remind()
    reminders.remind_undecided()
    reminders.tell_late()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="tours.send_gate_lists")
def send_gate_lists(timestamp: int) -> None:
    """Every five minutes: hosts whose visitors' details are due get their list."""
    gate.send_due_lists()


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="tours.erase_details")
def erase_details(timestamp: int) -> None:
    """Every night: details of visitors go, two weeks after the visit."""
    gate.erase_details()
