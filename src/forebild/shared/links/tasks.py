"""Every night, links that are long past are forgotten, and the addresses with them."""

from procrastinate.contrib.django import app

from forebild.shared.links import services


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="links.forget_old_links", pass_context=False)
def forget_old_links(timestamp: int) -> None:
    """Delete what is too old to keep."""
    services.forget_old_links()
