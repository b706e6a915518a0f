"""What the worker does for mail."""

from procrastinate.contrib.django import app

from forebild.shared.outbox.jobs import DELIVER, QUEUE
from forebild.shared.outbox.services import deliver_message, forget_old_contents
from forebild.shared.outbox.services import sweep as sweep_outbox


@app.task(name=DELIVER, queue=QUEUE)
def deliver(message: str) -> None:
    """Deliver the message with this public id; harmless to run twice, or after a crash."""
    deliver_message(message)


@app.periodic(cron="* * * * *")
@app.task(name="outbox.sweep", queue=QUEUE, queueing_lock="outbox.sweep", priority=20)
def sweep(timestamp: int) -> None:
    """Every minute: what is due and has no job, what was left behind by a dead worker."""
    sweep_outbox()


@app.periodic(cron="27 3 * * *")
@app.task(name="outbox.forget", queue=QUEUE, queueing_lock="outbox.forget", priority=-20)
def forget(timestamp: int) -> None:
    """Every night: old attachments and letters with codes go."""
    forget_old_contents()
