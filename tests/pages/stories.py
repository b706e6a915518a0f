"""A story's life, as many of each thing as one asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.library.models import Afterwards, Recheck, Remark, Withdrawal
from forebild.library.purposes import RECHECK
from forebild.shared.links import services as links


def grow_stories(rows: Any, number: int) -> None:
    """One more remark with an answer, one more question without; at most three years are told of."""
    example, said = rows.example, {"text": f"Nr {number}", "revision": 1, "said_by": rows.office}
    thread = Remark.objects.create(example=example, **said)
    rows.remark = Remark.objects.filter(example=example, answers=None).earliest("pk")
    for each in {thread, rows.remark}:
        Remark.objects.create(example=example, answers=each, **said)
    Recheck.objects.filter(example=example, ended_at=None).update(ended_at=timezone.now())
    then = timezone.now() - timedelta(days=400 + number)
    rows.recheck = Recheck.objects.create(example=example, email="vd@bolag.example", asked_at=then)
    Withdrawal.objects.create(example=example, wish="office", reason="Fel.", name="Lea")
    if number < len(Afterwards.YEARS):
        told = {"text_sv": "Halva tiden.", "text_en": "Half.", "told_by_name": "Vera"}
        Afterwards.objects.create(
            example=example, years=number + 1, published_at=timezone.now() if number % 2 else None, **told
        )


def remark(rows: Any) -> dict[str, Any]:
    return {"example_id": rows.example.public_id, "remark_id": rows.remark.public_id}


def recheck_link(rows: Any) -> dict[str, Any]:
    token = links.issue(
        purpose=RECHECK, subject_id=rows.recheck.public_id, email="a@b.example", lifetime=timedelta(days=1)
    )
    return {"token": token}
