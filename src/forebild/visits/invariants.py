"""What must hold of site visits; a breach means something was half done."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from forebild.jury.models import NewEvidence, Recusal
from forebild.shared.invariants import invariant
from forebild.visits.models import TimeAnswer, Visit, Visitor
from forebild.visits.states import READABLE


@invariant("Nobody visits a company from which he or she stands aside")
def visitors_who_stand_aside() -> Iterable[str]:
    """A recusal takes the visitor off in its own transaction."""
    aside = Recusal.objects.in_force().filter(juror=OuterRef("juror"), entry=OuterRef("visit__entry"))
    for visitor in Visitor.objects.filter(Exists(aside), ended_at=None).order_by("pk"):
        yield f"visitor {visitor.public_id} stands aside from the entry of visit {visitor.visit_id}"


@invariant("A time that is booked was agreed, and a protocol handed in asks for reasons")
def visits_half_done() -> Iterable[str]:
    """A booked visit without an answer that says its time; a protocol without new evidence of the entry."""
    agreed = TimeAnswer.objects.filter(visit=OuterRef("pk"), begins_at=OuterRef("begins_at"))
    for visit in Visit.objects.filter(~Exists(agreed), begins_at__isnull=False).exclude(state="cancelled"):
        yield f"visit {visit.public_id} has a time that nobody agreed to"
    noted = NewEvidence.objects.filter(entry=OuterRef("entry"), source=NewEvidence.Source.VISIT)
    for visit in Visit.objects.filter(~Exists(noted), state__in=READABLE):
        yield f"visit {visit.public_id} has a protocol of which the jury's reviews know nothing"


@invariant("A signed protocol bears the names of all who went")
def protocols_signed_by_some() -> Iterable[str]:
    """Closed while somebody had not signed."""
    unsigned = Visitor.objects.filter(
        visit=OuterRef("pk"), ended_at=None, signed_at=None, juror__state="serving"
    )
    for visit in Visit.objects.filter(Exists(unsigned), state="signed"):
        yield f"visit {visit.public_id} is signed, but not by all"
