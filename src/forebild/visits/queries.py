"""Reads used in more than one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.competition.closures import without_closed
from forebild.competition.content import ReadAnswer
from forebild.competition.models import Entry
from forebild.competition.queries import latest_submission, submitted_sections
from forebild.jury.models import Assignment, Declaration, Juror
from forebild.jury.queries import judged_entries, known_conflicts, recused_entries
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.visits.models import OfferedTime, Visit, Visitor
from forebild.visits.states import READABLE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FEWEST_VISITORS = 2


def visits_in(edition: Edition, actor: Any) -> QuerySet[Visit]:
    """The edition's visits that `actor` may know of, with how many claims and visitors each has."""
    current = Q(visitors__ended_at=None, visitors__juror__state="serving")
    return (
        Visit.objects.for_actor(actor)
        .filter(entry__edition=edition)
        .select_related("entry__organisation", "entry__edition", "planned_by")
        .prefetch_related(Prefetch("visitors", Visitor.objects.current().select_related("juror__person")))
        .annotate(
            claim_count=Count("claims", distinct=True),
            visitor_count=Count("visitors", filter=current, distinct=True),
        )
        .order_by("entry__organisation__name_order", "pk")
    )


def visits_due(edition: Edition, actor: Any, now: datetime) -> dict[str, int]:
    """How many visits, of those that `actor` may know of, wait for somebody; one statement.

    planned: no times offered; offered: the company has not answered; wished: none fits; unwritten: made, and
    without protocol; unsigned: a protocol lacks a signature.
    """
    return (
        Visit.objects.for_actor(actor)
        .filter(entry__edition=edition)
        .aggregate(
            planned=Count("pk", filter=Q(state="planned"), distinct=True),
            offered=Count("pk", filter=Q(state="offered"), distinct=True),
            wished=Count("pk", filter=Q(state="wished"), distinct=True),
            unwritten=Count("pk", filter=Q(state="booked", begins_at__lt=now), distinct=True),
            unsigned=Count("pk", filter=Q(state="handed_in"), distinct=True),
        )
    )


def visits_of_juror(juror: Juror) -> QuerySet[Visit]:
    """Those that the juror makes (`is_own`), and those that he or she may read of."""
    going = Visitor.objects.current().filter(juror=juror, visit=OuterRef("pk"))
    declared = Declaration.objects.filter(juror=juror, entry=OuterRef("entry"))
    reads = Assignment.objects.for_actor(juror.person).filter(entry=OuterRef("entry"))
    return (
        Visit.objects.for_actor(juror.person)
        .filter(entry__edition=juror.edition)
        .exclude(state="cancelled")
        .annotate(
            is_own=Exists(going),
            is_declared=Exists(declared),
            is_unsigned=Exists(going.filter(signed_at=None)),
            is_reader=Exists(reads),
        )
        .filter(Q(is_own=True) | Q(is_reader=True, state__in=["handed_in", "signed"]))
        .select_related("entry__organisation", "entry__edition")
        .order_by("begins_at", "pk")
    )


def visits_told(entries: Iterable[Entry], actor: Any) -> QuerySet[Visit]:
    """Those with a protocol, as far as a jury that sits together is told of them: to everybody who serves in
    it, and those who run it, but for entries that a conflict has closed."""
    serving = Juror.objects.serving().filter(person=actor).values("edition")
    told = Q(entry__edition__in=serving) | Q(pk__in=Visit.objects.for_actor(actor).values("pk"))
    visits = Visit.objects.filter(told, state__in=READABLE, entry__in=list(entries))
    related = visits.select_related("entry__edition", "document").prefetch_related("claims")
    return without_closed(related, actor, "entry").order_by("pk")


def visitor_of(visit: Visit, actor: Any) -> Visitor | None:
    """The place that `actor` has among those who go, if any."""
    found = Visitor.objects.current().filter(visit=visit, juror__person=actor)
    return found.select_related("juror__person", "juror__edition", "visit__entry__edition").first()


def visitable_entries(edition: Edition, actor: Any) -> QuerySet[Entry]:
    """Entries in competition without a visit, in Swedish order; none that is closed to `actor`."""
    live = Visit.objects.filter(entry=OuterRef("pk")).exclude(state="cancelled")
    return judged_entries(edition, actor).filter(~Exists(live))


def possible_visitors(visit: Visit, actor: Any) -> QuerySet[Juror]:
    """Serving jurors whom nothing known ties to the company; `reads`: who has the entry to read.

    `visit_count` counts what else each visits, without what is closed to `actor`.
    """
    barred = {juror for entry, juror in known_conflicts(visit.entry.edition) if entry == visit.entry_id}
    reading = Assignment.objects.current().filter(juror=OuterRef("pk"), entry=visit.entry)
    counted = Q(visits__ended_at=None) & ~Q(visits__visit__state="cancelled")
    counted &= ~Q(visits__visit__entry__in=recused_entries(actor))
    return (
        Juror.objects.serving()
        .filter(edition=visit.entry.edition)
        .exclude(public_id__in=barred)
        .select_related("person", "edition")
        .annotate(reads=Exists(reading), visit_count=Count("visits", filter=counted, distinct=True))
        .order_by("person__name", "pk")
    )


def share_an_employer(jurors: Iterable[Juror]) -> bool:
    """Whether two of them work for one employer, by its row or by its name."""
    seen: set[object] = set()
    for juror in jurors:
        marks = {mark for mark in (juror.employer_id, juror.employer_name.strip().casefold()) if mark}
        if marks & seen:
            return True
        seen |= marks
    return False


def offered_times(visit: Visit) -> QuerySet[OfferedTime]:
    """What the company may choose among now."""
    return visit.offered_times.filter(offer_round=visit.offer_round)


def open_times(visit: Visit, now: datetime) -> QuerySet[OfferedTime]:
    """… without what has passed."""
    return offered_times(visit).filter(begins_at__gt=now)


def responsible_for(entry: Entry) -> Person | None:
    """Who answers for the company here: the one asked where nobody else is named."""
    owner = entry.organisation.memberships.current().filter(part="owner").select_related("person").first()
    return owner.person if owner else None


def answers_of(entry: Entry, language: str) -> list[ReadAnswer]:
    """The answers in words of what was handed in last: what claims are picked from."""
    sections = submitted_sections(latest_submission(entry), language)
    return [answer for section in sections for answer in section.answers if answer.text]


def stands_in(quote: str, text: str) -> bool:
    """Whether the words stand in the text, line breaks and double spaces aside."""
    return " ".join(quote.split()) in " ".join(text.split())


def shortcomings(visit: Visit) -> list[StrOrPromise]:
    """What is missing before the company can be asked, as sentences."""
    rules: list[tuple[bool, StrOrPromise]] = [
        (visit.claims.exists(), _("Pick at least one claim to verify.")),
        (
            visit.visitors.current().count() >= FEWEST_VISITORS,
            _("Choose two visitors."),
        ),
        (bool(visit.where), _("Say where the visit is.")),
        (bool(visit.contact_email and visit.contact_name), _("Say who is asked at the company.")),
    ]
    return [text for is_met, text in rules if not is_met]
