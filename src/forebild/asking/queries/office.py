"""What the office sees: that something was asked, when, and how it stands; figures of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import QuerySet

from forebild.asking.models import Enquiry, Kind, Reception
from forebild.shared.permissions import Actor


def office_enquiries(actor: Actor) -> QuerySet[Enquiry]:
    """All that reached the companies, with what their lines show."""
    related = ("reception__organisation", "example__document", "example__organisation", "public_answer")
    return Enquiry.objects.for_actor(actor).select_related(*related)


def office_receptions(actor: Actor) -> QuerySet[Reception]:
    """Every company that was asked or has spoken."""
    return Reception.objects.for_actor(actor).select_related("organisation", "programme")


@dataclass(frozen=True)
class Line:
    """One month's or one story's figures. `median_days` is None where nothing is answered."""

    label: str
    asked: int
    answered: int
    median_days: float | None
    visits: int


@dataclass(frozen=True)
class Figures:
    """All together, by month (the first first) and by story (the most asked first)."""

    whole: Line
    months: tuple[tuple[date, Line], ...]
    stories: tuple[tuple[str, Line], ...]  # the story's public id


def figures(enquiries: QuerySet[Enquiry]) -> Figures:
    """One statement; what was asked of stories, never by whom."""
    rows = list(enquiries.select_related("example__document", "example__organisation"))
    by_month: dict[date, list[Enquiry]] = {}
    by_story: dict[str, list[Enquiry]] = {}
    for row in rows:
        by_month.setdefault(row.month or date.min, []).append(row)
        by_story.setdefault(row.example.public_id, []).append(row)
    counts = Counter({story: len(found) for story, found in by_story.items()})
    return Figures(
        whole=_line("", rows),
        months=tuple((month, _line("", by_month[month])) for month in sorted(by_month)),
        stories=tuple(
            (story, _line(str(by_story[story][0].example.organisation), by_story[story]))
            for story, _count in counts.most_common()
        ),
    )


def _line(label: str, rows: Sequence[Enquiry]) -> Line:
    days = [row.days for row in rows if row.days is not None]
    return Line(
        label=label,
        asked=len(rows),
        answered=len(days),
        median_days=median(days) if days else None,
        visits=sum(row.kind == Kind.VISIT and row.agreed_at is not None for row in rows),
    )
