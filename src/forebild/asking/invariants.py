"""What must hold of questions to companies; a breach: something that should be erased is still there."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from forebild.asking.models import Enquiry, Reply
from forebild.shared.invariants import invariant
from forebild.shared.links.models import Link


@invariant("What is erased of a question is erased of its answers, and no company has a link to it")
def erased_questions() -> Iterable[str]:
    """An answer that was left, or a link that still opens it."""
    left = Reply.objects.filter(enquiry__erased_at__isnull=False).exclude(Q(text="") & Q(address=""))
    for reply in left.select_related("enquiry"):
        yield f"an answer to the erased question {reply.enquiry.public_id} still has words"
    erased = Enquiry.objects.filter(erased_at__isnull=False).values("public_id")
    open_links = Link.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    for link in open_links.filter(purpose="asking.company", subject_id__in=erased):
        yield f"a link opens the erased question {link.subject_id}"
