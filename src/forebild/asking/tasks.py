"""What happens by the clock."""

from procrastinate.contrib.django import app

from forebild.asking.services import clock


@app.periodic(cron="10 7 * * *")
@app.task(queueing_lock="asking.letters")
def letters_by_the_clock(timestamp: int) -> None:
    """Every morning: companies that have not answered in a week, and those who wait for a new month."""
    clock.remind_companies()
    clock.remind_askers()


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="asking.erasing")
def erasing_by_the_clock(timestamp: int) -> None:
    """Every night: what was never confirmed, and what is a year old."""
    clock.lapse_unconfirmed()
    clock.erase_old()
