"""The row that everything about a visit goes through, one after another."""

from __future__ import annotations

from forebild.visits.models import Visit


def hold(visit: Visit) -> Visit:
    """The visit as it is stored now, held until the transaction ends."""
    related = ("entry__edition__programme", "entry__organisation", "document")
    return Visit.objects.select_for_update(of=["self"]).select_related(*related).get(pk=visit.pk)
