"""Who stands aside from what, who has answered that nothing ties, and all that must not meet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from forebild.competition.models import Entry
from forebild.jury.models import (
    Assignment,
    Declaration,
    Interest,
    Juror,
    Recusal,
)
from forebild.people.models import Membership, Organisation
from forebild.programme.models import Edition


def recused_entries(actor: Any) -> QuerySet[Any, Any]:
    """Keys of the entries from which `actor` stands aside, in any seat; handed down to the competition."""
    if not actor.is_authenticated:
        return Entry.objects.none().values("pk")
    return Recusal.objects.in_force().filter(juror__person=actor).values("entry")


def recusals_in(edition: Edition, actor: Any) -> QuerySet[Recusal]:
    """All recusals, also lifted ones, without those of entries closed to `actor`."""
    return (
        Recusal.objects.filter(juror__edition=edition)
        .exclude(entry__in=recused_entries(actor))
        .select_related(
            "juror__person",
            "juror__edition__programme",
            "entry__organisation",
            "entry__edition",
            "recorded_by",
            "lifted_by",
        )
        .order_by("-recorded_at", "-pk")
    )


def interests_in(edition: Edition, actor: Any) -> QuerySet[Interest]:
    """The ties that jurors have stated, without those to companies whose entries are closed to `actor`."""
    return (
        Interest.objects.filter(juror__in=Juror.objects.for_actor(actor).filter(edition=edition))
        .exclude(organisation__in=_closed_companies(edition, actor))
        .select_related("juror__person", "organisation")
        .order_by("juror__person__name", "organisation__name_order")
    )


def organisations_named(text: str, edition: Edition, actor: Any) -> QuerySet[Organisation]:
    """Organisations whose name holds `text`, for stating ties: names only, at most twenty.

    A company whose entry is closed to `actor` is not found: that it takes part is part of what is closed.
    """
    if len(text.strip()) < 2:
        return Organisation.objects.none()
    named = Organisation.objects.filter(name__icontains=text.strip())
    named = named.exclude(pk__in=_closed_companies(edition, actor))
    return Organisation.objects.filter(pk__in=named.order_by("name_order").values("pk")[:20]).order_by(
        "name_order"
    )


def _closed_companies(edition: Edition, actor: Any) -> QuerySet[Any, Any]:
    return Entry.objects.filter(edition=edition, pk__in=recused_entries(actor)).values("organisation")


def answered_conflict(juror: Juror, entry: Entry) -> bool:
    """Whether the juror has said that nothing ties him or her to the entry's company, as a reader or not."""
    return Declaration.objects.filter(juror=juror, entry=entry).exists()


def is_declared(assignment: Assignment) -> bool:
    """Whether the juror has said that nothing ties him or her to the entry's company."""
    return answered_conflict(assignment.juror, assignment.entry)


def known_conflicts(edition: Edition) -> list[tuple[int, str]]:
    """(entry key, juror public id) of all that must not meet: recusals, stated ties, one's employer."""
    recusals = Recusal.objects.in_force().filter(entry__edition=edition)
    ties = Interest.objects.filter(juror__edition=edition, organisation__entries__edition=edition)
    employed = Juror.objects.filter(edition=edition, employer__entries__edition=edition)
    members = Membership.objects.current().filter(
        person__seats__edition=edition, organisation__entries__edition=edition
    )
    pairs = {
        *recusals.values_list("entry", "juror__public_id"),
        *ties.values_list("organisation__entries", "juror__public_id"),
        *employed.values_list("employer__entries", "public_id"),
        *members.values_list("organisation__entries", "person__seats__public_id"),
    }
    in_edition = set(edition.entries.values_list("pk", flat=True))
    seats = set(edition.jurors.values_list("public_id", flat=True))
    return sorted((entry, juror) for entry, juror in pairs if entry in in_edition and juror in seats)
