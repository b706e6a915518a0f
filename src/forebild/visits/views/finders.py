"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.jury.models import Juror
from forebild.programme.models import Edition
from forebild.programme.queries import current_programme
from forebild.shared.permissions import Permission, may
from forebild.visits.models import Claim, Visit, Visitor, VisitPicture
from forebild.visits.queries import visits_in


def edition_of(actor: Any, edition_year: int) -> Edition:
    """The edition of that year."""
    editions = Edition.objects.for_actor(actor).select_related("programme")
    return get_object_or_404(editions, programme=current_programme(), year=edition_year)


def planned_visit(actor: Any, edition_year: int, visit_id: str, **_rest: Any) -> Visit:
    """A visit of that year, for those who plan its visits; to all others it is not there."""
    edition = edition_of(actor, edition_year)
    if not may(actor, Permission.VISIT_PLAN, edition).allowed:
        raise Http404
    found = visits_in(edition, actor).select_related("document", "entry__edition__programme")
    return get_object_or_404(found, public_id=visit_id)


def planned_claim(actor: Any, edition_year: int, visit_id: str, claim_id: str) -> Claim:
    """A claim of such a visit."""
    visit = planned_visit(actor, edition_year, visit_id)
    return get_object_or_404(visit.claims.select_related("visit__entry__edition"), public_id=claim_id)


def own_seat(actor: Any, edition_year: int) -> Juror:
    """The seat that the person has in that year's jury."""
    seats = Juror.objects.for_actor(actor).serving().select_related("edition__programme", "person")
    return get_object_or_404(seats, person=actor, edition=edition_of(actor, edition_year))


def known_visit(actor: Any, edition_year: int, visit_id: str) -> Visit:
    """A visit that the person makes or may read of."""
    related = ("entry__edition__programme", "entry__organisation", "document", "handed_in_by")
    visits = Visit.objects.for_actor(actor).exclude(state="cancelled").select_related(*related)
    return get_object_or_404(visits, public_id=visit_id, entry__edition=edition_of(actor, edition_year))


def known_picture(actor: Any, edition_year: int, visit_id: str, picture_id: str) -> VisitPicture:
    """A picture of such a visit."""
    visit = known_visit(actor, edition_year, visit_id)
    return get_object_or_404(visit.pictures.select_related("file", "visit"), public_id=picture_id)


def own_visitor(actor: Any, edition_year: int, visitor_id: str, **_rest: Any) -> Visitor:
    """One's own place in a visit: the address tells visit and person at once."""
    related = (
        "juror__person",
        "juror__edition",
        "visit__document",
        "visit__entry__organisation",
        "visit__entry__edition__programme",
    )
    visitors = Visitor.objects.for_actor(actor).select_related(*related)
    return get_object_or_404(
        visitors, public_id=visitor_id, visit__entry__edition=edition_of(actor, edition_year)
    )
