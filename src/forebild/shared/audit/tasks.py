"""Every night: the chain is walked, and readings older than twelve months are forgotten."""

import logging

from procrastinate.contrib.django import app

from forebild.shared.audit import services

log = logging.getLogger(__name__)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="audit.check_chain", pass_context=False)
def check_chain(timestamp: int) -> None:
    """Walk the chain; a broken one is an error in the log, for whoever watches."""
    found = services.check_chain()
    if not found.holds:
        log.error(
            "The log's chain does not hold at position %s: %s", found.position, found.fault or "unsealed"
        )


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="audit.forget_old_reads", pass_context=False)
def forget_old_reads(timestamp: int) -> None:
    """Delete readings that are too old to keep."""
    services.forget_old_reads()
