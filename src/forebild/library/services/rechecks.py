"""Stories that stay true: once a year the company is asked by a safe link, reminded once, and answers.

ask → (remind once) → right | changes | take back; or nobody answers, and it is asked again the year after.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.library import notices
from forebild.library.models import GoodExample, Recheck
from forebild.library.purposes import RECHECK, RECHECK_TIME
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.links import services as links
from forebild.shared.models import new_public_id
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

A_YEAR = timedelta(days=365)
REMIND_AFTER = timedelta(days=14)


def due_for_recheck(now: datetime) -> QuerySet[GoodExample]:
    """Published, with somebody to ask, a year after the company's last word and the last question."""
    lately = Recheck.objects.filter(example=OuterRef("pk"), asked_at__gt=now - A_YEAR)
    last_word = Coalesce("checked_at", "approved_at", "first_published_at")
    return (
        GoodExample.objects.filter(state="published")
        .exclude(contact_email="")
        .annotate(last_word=last_word)
        .filter(~Exists(lately), last_word__lte=now - A_YEAR)
    )


def ask_due_rechecks(*, now: datetime | None = None) -> int:
    """Ask every company whose year has gone; each in a transaction of its own. Answers with how many."""
    now = now or timezone.now()
    return sum(_ask_if_due(key, now) for key in list(due_for_recheck(now).values_list("pk", flat=True)))


@transaction.atomic
def _ask_if_due(key: int, now: datetime) -> bool:
    """Unless another worker has, or something has happened to the story meanwhile."""
    GoodExample.objects.select_for_update(of=["self"]).get(pk=key)
    example = due_for_recheck(now).select_related("organisation", "programme").filter(pk=key).first()
    if example is not None:
        _ask(example, None, now)
    return example is not None


@transaction.atomic
def ask_recheck(*, actor: Person, example: GoodExample) -> Recheck:
    """The office asks out of turn. NotNow unless it is public, has an address, and no question waits."""
    demand(actor, Permission.EXAMPLE_EDIT, example)
    held = GoodExample.objects.select_for_update(of=["self"]).select_related("organisation", "programme")
    example = held.get(pk=example.pk)
    if example.state != "published":
        raise NotNow(_("Only a story that is public is asked about."))
    if not example.contact_email:
        raise NotNow(_("There is nobody to ask: the story has no address to the company."))
    if example.rechecks.filter(answered_at=None, ended_at=None).exists():
        raise NotNow(_("The company has been asked and has not answered yet."))
    return _ask(example, actor, timezone.now())


def _ask(example: GoodExample, actor: Person | None, now: datetime) -> Recheck:
    recheck = Recheck.objects.create(example=example, email=example.contact_email, asked_at=now)
    _write(recheck, example, notices.RECHECK, actor)
    audit.record(actor, "library.recheck.asked", example)
    return recheck


def remind_due_rechecks(*, now: datetime | None = None) -> int:
    """Remind, once, those who have not answered in two weeks; answers with how many."""
    now = now or timezone.now()
    due = standing().filter(reminded_at=None, asked_at__lte=now - REMIND_AFTER)
    return sum(_remind(key, now) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    held = standing().select_for_update(of=["self"], skip_locked=True).filter(pk=key, reminded_at=None)
    recheck = held.select_related("example__organisation", "example__programme").first()
    if recheck is None:
        return False
    recheck.reminded_at = now
    recheck.save(update_fields=["reminded_at"])
    _write(recheck, recheck.example, notices.RECHECK_REMINDER, None)
    audit.record(None, "library.recheck.reminded", recheck.example)
    return True


def end_unanswered_rechecks(*, now: datetime | None = None) -> int:
    """Wait no longer for those whose links have run out; the office's list says that nobody answered."""
    now = now or timezone.now()
    return standing().filter(asked_at__lte=now - RECHECK_TIME).update(ended_at=now)


def standing() -> QuerySet[Recheck]:
    """Those that wait for an answer."""
    return Recheck.objects.filter(answered_at=None, ended_at=None)


def _write(recheck: Recheck, example: GoodExample, notice: Notice, actor: Person | None) -> None:
    """A letter with a link of its own: what the first letter's link was is stored nowhere."""
    left = max(recheck.asked_at + RECHECK_TIME - timezone.now(), timedelta(days=1))
    token = links.issue(purpose=RECHECK, subject_id=recheck.public_id, email=recheck.email, lifetime=left)
    queue(
        notice=notice,
        to=Recipient(email=recheck.email, language="sv"),
        values={
            "company": example.organisation.name,
            "programme": example.programme.name_sv,
            "story_link": site_url("library:example", "sv", slug=example.slug),
            "link": site_url("library:example_recheck", "sv", token=token),
        },
        key=f"{notice.kind}:{recheck.public_id}:{new_public_id()}",
        actor=actor,
    )
