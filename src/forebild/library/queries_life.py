"""What is said about a story's draft, and what has kept it true."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from forebild.library.models import Afterwards, GoodExample, Recheck, Remark, Withdrawal
from forebild.shared.permissions import Actor


def remarks_on(example: GoodExample) -> list[Remark]:
    """The threads about a draft with what has been answered in them: the open ones first, then the latest."""
    replies = Prefetch("replies", Remark.objects.order_by("said_at", "pk"))
    threads = example.remarks.filter(answers=None).prefetch_related(replies)
    return sorted(threads, key=lambda each: (each.is_settled, -each.said_at.timestamp()))


def wishes_of(example: GoodExample) -> list[Remark]:
    """The company's own wishes with the office's answers, for the company to read; the latest first."""
    replies = Prefetch("replies", Remark.objects.order_by("said_at", "pk"))
    wishes = example.remarks.filter(answers=None, voice=Remark.Voice.COMPANY)
    return list(wishes.prefetch_related(replies).order_by("-said_at", "-pk"))


def remarks_for(actor: Actor) -> QuerySet[Remark]:
    """Those about stories that `actor` works with."""
    return Remark.objects.filter(example__in=GoodExample.objects.for_actor(actor)).select_related(
        "example__document", "example__organisation"
    )


def afterwards_for(actor: Actor) -> QuerySet[Afterwards]:
    """What happened after the stories that `actor` works with."""
    return Afterwards.objects.filter(example__in=GoodExample.objects.for_actor(actor)).select_related(
        "example"
    )


def afterwards_shown(example: GoodExample) -> list[Afterwards]:
    """What readers are told of the years after."""
    return list(example.afterwards.filter(published_at__isnull=False))


def rechecks_of(example: GoodExample) -> list[Recheck]:
    """Every time that the company was asked, the latest first."""
    return list(example.rechecks.all())


def withdrawals_of(example: GoodExample) -> list[Withdrawal]:
    """Every time that it was taken back, the latest first."""
    return list(example.withdrawals.all())


def gone_since(example: GoodExample) -> datetime | None:
    """When it was last taken back; nothing for one that was before this was kept."""
    last = example.withdrawals.first()
    return last.withdrawn_at if last else None
