"""What must hold of entries and of the public result; a breach means something was half done."""

from collections.abc import Iterable

from forebild.competition.content import content_hash
from forebild.competition.models import Award, Entry, Submission
from forebild.shared.invariants import invariant

HANDED_IN = ["submitted", "eligible", "ineligible"]


@invariant("An entry that was handed in has what it handed in")
def handed_in_without_submission() -> Iterable[str]:
    """Nobody could say what the jury should read."""
    for entry in Entry.objects.filter(state__in=HANDED_IN, submissions=None):
        yield f"entry {entry.public_id} is {entry.state} without a submission"


@invariant("A submission's hash is that of its content")
def submissions_with_another_hash() -> Iterable[str]:
    """The receipt that the company has would no longer prove anything."""
    for submission in Submission.objects.order_by("pk").iterator(chunk_size=100):
        if content_hash(submission.content) != submission.sha256:
            yield f"submission {submission.public_id} is not what its hash says"


@invariant("An award is public only with its edition")
def awards_before_the_release() -> Iterable[str]:
    """A result that leaks, or a release half carried out."""
    for award in Award.objects.filter(edition__released_at=None):
        yield f"award {award.public_id} is there before its edition is released"
