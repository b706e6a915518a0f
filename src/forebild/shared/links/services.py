"""Safe links: made for a mail, looked up when opened, used when the reader presses the button."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import Refusal
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from forebild.shared.permissions import Actor

KEPT_AFTER_EXPIRY = timedelta(days=90)  # so that a late reader is told "expired" and not "unknown"


class LinkRefused(Refusal):
    """The link cannot be used, and why."""


class LinkUnknown(LinkRefused):
    """No such link for this purpose."""


class LinkExpired(LinkRefused):
    """Its time is over, or it was called back."""


class LinkUsed(LinkRefused):
    """It works once, and that was before."""


def issue(
    *,
    purpose: str,
    subject_id: str,
    email: str,
    lifetime: timedelta,
    single_use: bool = True,
    person: Actor | None = None,
) -> str:
    """Make a link and return its token (130 bits): this is the only time that it can be had.

    The token is bound to `purpose`, a dotted name ("competition.case_answer"). `email` is where it is sent.
    """
    token = f"link-{new_public_id()}"  # the log's filter knows tokens by this beginning
    now = timezone.now()
    Link.objects.create(
        digest=_digest(token, purpose),
        purpose=str(purpose),
        subject_id=subject_id,
        email=email,
        person=person.public_id if person else "",
        single_use=single_use,
        issued_at=now,
        expires_at=now + lifetime,
    )
    return token


def look_up(token: str, purpose: str) -> Link:
    """The link that `token` opens for `purpose`; one SQL statement whatever the answer.

    Raises LinkUnknown (also for another purpose's token), LinkUsed, LinkExpired (also when called back).
    """
    link = Link.objects.filter(digest=_digest(token, purpose), purpose=str(purpose)).first()
    if link is None:
        raise LinkUnknown(_("We do not know this link. Open the mail again and copy the whole link."))
    _demand_open(link, timezone.now())
    return link


def use(link: Link) -> None:
    """Spend `link`, in the caller's transaction: of two at once exactly one succeeds.

    A rollback gives it back. A link for repeated use stays open, and remembers its first use.
    Raises LinkUsed or LinkExpired, and RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A link is used in the transaction of what it lets one do.")
    now = timezone.now()
    open_links = Link.objects.filter(pk=link.pk, revoked_at=None, expires_at__gt=now)
    if open_links.filter(used_at=None).update(used_at=now) == 1:
        link.used_at = now
        return
    link.refresh_from_db()
    _demand_open(link, now)


def revoke(*, purpose: str, subject_id: str) -> int:
    """Call back every link for `purpose` about `subject_id` that is neither used nor expired; how many."""
    now = timezone.now()
    return _open_links(purpose, subject_id, now).update(revoked_at=now)


def is_open(*, purpose: str, subject_id: str) -> bool:
    """Whether somebody may have a link for `purpose` about `subject_id` that still works."""
    return _open_links(purpose, subject_id, timezone.now()).exists()


def _open_links(purpose: str, subject_id: str, now: datetime) -> QuerySet[Link]:
    return Link.objects.filter(
        Q(used_at=None) | Q(single_use=False),
        purpose=str(purpose),
        subject_id=subject_id,
        revoked_at=None,
        expires_at__gt=now,
    )


def forget_old_links(*, now: datetime | None = None) -> int:
    """Delete links that expired more than 90 days ago, addresses and all; how many."""
    before = (now or timezone.now()) - KEPT_AFTER_EXPIRY
    return Link.objects.filter(expires_at__lt=before).delete()[0]


def _demand_open(link: Link, now: datetime) -> None:
    if link.single_use and link.used_at is not None:
        raise LinkUsed(_("This link works only once and has been used. What you did then is saved."))
    if link.revoked_at is not None:
        raise LinkExpired(_("This link has been replaced or withdrawn. Look for a later mail from us."))
    if link.expires_at <= now:
        raise LinkExpired(_("The time for this link is over. Reply to the mail to get a new one."))


def _digest(token: str, purpose: str) -> str:
    return hashlib.sha256(f"{purpose}:{token}".encode("utf-8", "replace")).hexdigest()
