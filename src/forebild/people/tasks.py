"""What happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from procrastinate.contrib.django import app

from forebild.people.models import Person

UNCONFIRMED_KEPT = timedelta(days=7)


@app.periodic(cron="17 3 * * *")
@app.task(queue="cleaning", queueing_lock="forget_unconfirmed")
def forget_unconfirmed(timestamp: int) -> None:
    """Forget addresses that somebody typed and never confirmed; whoever is tied to anything stays."""
    stale = Person.objects.filter(last_login=None, created_at__lt=timezone.now() - UNCONFIRMED_KEPT)
    unused = [person.pk for person in stale.iterator() if not _is_tied(person)]
    Person.objects.filter(pk__in=unused).delete()


def _is_tied(person: Person) -> bool:
    """Whether any row anywhere refers to the person."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: person}).exists()
        for relation in person._meta.related_objects
    )


@app.periodic(cron="7 3 * * *")
@app.task(queue="cleaning", queueing_lock="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Delete sessions that have ended, with what was kept in them."""
    SessionStore.clear_expired()
