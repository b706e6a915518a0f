"""What must hold of letters to entrants; a breach means that something was sent half done, or twice."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from forebild.feedback.models import Dispatch, Letter, LetterDecision
from forebild.shared.invariants import invariant
from forebild.shared.outbox.models import Message


@invariant("A letter to an entrant leaves as it was approved")
def letters_without_approval() -> Iterable[str]:
    """Approved or sent, though the last word about it was another."""
    last = LetterDecision.objects.filter(letter=OuterRef("pk")).order_by("-decided_at", "-pk")
    letters = Letter.objects.filter(state__in=["approved", "sent"])
    for letter in letters.annotate(word=Subquery(last.values("kind")[:1])).exclude(
        word__isnull=False, word="approved"
    ):
        yield f"letter {letter.public_id} is {letter.state} and not approved"


@invariant("A company has its letter once")
def letters_sent_twice() -> Iterable[str]:
    """Two that were not stopped, about one entry to one person."""
    keys = Message.objects.filter(kind="feedback.entrant_letter").exclude(state="stopped")
    sent = Counter(_letter_and_person(key) for key in keys.values_list("key", flat=True))
    for (letter, person), count in sent.items():
        if count > 1:
            yield f"letter {letter} went {count} times to person {person}"


def _letter_and_person(key: str) -> tuple[str, str]:
    _kind, letter, _dispatch, person = key.split(":")
    return letter, person


@invariant("A dispatch has as many letters as were to be sent")
def dispatches_with_letters_missing() -> Iterable[str]:
    """Somebody would wait for a letter that was never written."""
    for dispatch in Dispatch.objects.order_by("pk"):
        written = Message.objects.filter(batch=dispatch.public_id).count()
        if written != dispatch.letter_count:
            yield f"dispatch {dispatch.public_id} has {written} letters of {dispatch.letter_count}"
