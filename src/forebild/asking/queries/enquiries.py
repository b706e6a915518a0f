"""One question as its two parties see it, and what of all of them is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.asking.models import Enquiry, Kind, PublicAnswer, Reception, Reply, VisitTime
from forebild.asking.models.enquiry import month_of, next_month
from forebild.asking.queries.months import full_words
from forebild.library.models import GoodExample
from forebild.people.models import Organisation
from forebild.programme.models import Programme

STEPS = (5, 10, 25, 50, 100, 250, 500, 1000)  # fewer than five tell who asked; after that, in steps
_RELATED = (
    "reception__organisation",
    "reception__programme",
    "example__document",
    "example__organisation",
    "public_answer",
)


def enquiry_of_link(enquiry_id: str) -> Enquiry | None:
    """What a link is about."""
    return Enquiry.objects.select_related(*_RELATED).filter(public_id=enquiry_id).first()


def reception_of_link(reception_id: str) -> Reception | None:
    """What a company's link of settings is about."""
    related = ("organisation", "programme")
    return Reception.objects.select_related(*related).filter(public_id=reception_id).first()


def reception_of(programme: Programme, organisation: Organisation) -> Reception | None:
    """The company's word, if it was asked or has spoken."""
    return Reception.objects.filter(programme=programme, organisation=organisation).first()


def own_enquiries(organisation: Organisation) -> QuerySet[Enquiry]:
    """All that have reached a company, for those who act for it; what is erased tells only that it was."""
    reached = Enquiry.objects.reached().filter(reception__organisation=organisation)
    return reached.select_related(*_RELATED)


def proposed_times(enquiry: Enquiry) -> list[VisitTime]:
    """The times that hold: those of the last proposal."""
    last = enquiry.replies.filter(kind=Reply.Kind.TIMES).last()
    return list(last.times.all()) if last else []


def public_answer_of(enquiry: Enquiry) -> PublicAnswer | None:
    """What the company has offered to show, or is shown; nothing that was taken away."""
    found: PublicAnswer | None = getattr(enquiry, "public_answer", None)
    return found if found is not None and found.taken_away_at is None else None


def at_least(count: int) -> int:
    """The step that `count` has reached, 0 below the first: a figure that reveals nobody."""
    return max((step for step in STEPS if step <= count), default=0)


@dataclass(frozen=True)
class Open:
    """What a story's company takes just now. `full_until`: the day on which the next month opens."""

    kind: str
    full_until: date | None

    @property
    def label(self) -> str:
        """What the button says."""
        return _("May we visit?") if self.kind == Kind.VISIT else _("Ask the company")

    @property
    def full_words(self) -> str:
        """When the next month opens; "" while there is room."""
        return full_words(self.kind, self.full_until) if self.full_until else ""


@dataclass(frozen=True)
class Now:
    """What a story's company takes just now, and how many of the story's questions it has answered."""

    taken: tuple[Open, ...]
    answered: int


def taken_now(example: GoodExample) -> Now:
    """One statement, also for a company that was never asked."""
    month = month_of(timezone.now())

    def count(**wanted: object) -> Count:
        return Count("enquiries", filter=Q(**{f"enquiries__{name}": value for name, value in wanted.items()}))

    counts = {kind: count(kind=kind, month=month) for kind in Kind.values}
    reception = (
        Reception.objects.filter(programme=example.programme_id, organisation=example.organisation_id)
        .annotate(answered=count(example=example, answered_at__isnull=False), **counts)
        .first()
    )
    if reception is None:
        return Now((), 0)
    is_full = {kind: getattr(reception, kind) >= reception.cap(kind) for kind in Kind.values}
    taken = (
        Open(kind, next_month(month) if is_full[kind] else None)
        for kind in Kind.values
        if reception.takes(kind)
    )
    return Now(tuple(taken), reception.answered)


def public_answers(example: GoodExample) -> list[PublicAnswer]:
    """What both have let be shown, the first first."""
    shown = PublicAnswer.objects.filter(
        enquiry__example=example, asker_yes_at__isnull=False, taken_away_at=None
    )
    return list(shown)
