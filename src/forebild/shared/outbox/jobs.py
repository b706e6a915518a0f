"""Asking the worker to deliver, as part of the business transaction."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from forebild.shared.outbox.models import JOB_LOCK, Message

DELIVER = "outbox.deliver"
QUEUE = "mail"
# Always Django's own connection, so that the job is there if and only if the message is; a task's own
# `defer` would, inside a worker, use the worker's connection and be there first.
_OWN_CONNECTION = JobManager(DjangoConnector())


def schedule(message: Message, *, is_new: bool = False) -> None:
    """A job that delivers the message when it is due; nothing where one is already waiting."""
    job = configure_task(
        name=DELIVER,
        job_manager=_OWN_CONNECTION,
        queue=QUEUE,
        queueing_lock=f"{JOB_LOCK}{message.public_id}",
        schedule_at=message.not_before,
        priority=10 if message.is_urgent else 0,
    )
    if is_new:  # nothing can be waiting for it
        job.defer(message=message.public_id)
        return
    # A savepoint of its own: a refused insert must not end the business transaction.
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(message=message.public_id)


def schedule_all(messages: Sequence[Message]) -> int:
    """A job for each; returns how many messages there were."""
    for message in messages:
        schedule(message)
    return len(messages)
