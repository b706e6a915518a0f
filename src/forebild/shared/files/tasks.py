"""Every night, what a crash or a rollback left on disk is cleared away."""

from procrastinate.contrib.django import app

from forebild.shared.files import services


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="files.sweep_orphans", pass_context=False)
def sweep_orphans(timestamp: int) -> None:
    """Clear away files without a row that are older than a day."""
    services.sweep_orphans()
