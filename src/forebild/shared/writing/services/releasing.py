"""What readers see: nothing, a published version, and at an instant the next one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import NotNow, Overtaken
from forebild.shared.permissions import Actor
from forebild.shared.writing.hands import hand_of
from forebild.shared.writing.models import Document, Fields, Version
from forebild.shared.writing.services.rows import adopt, locked, write
from forebild.shared.writing.signals import document_published


@transaction.atomic
def publish(*, actor: Actor, document: Document, expected_revision: int | None = None) -> None:
    """Let readers see the draft as it stands, now; a release that waits is called off.

    Raises Overtaken when the draft is no longer at `expected_revision`, the one that was approved.
    """
    stored = _as_expected(document, expected_revision)
    now = timezone.now()
    stored.release_at = stored.release_revision = None
    _show(stored, stored.fields, stored.revision + 1, now)
    write(stored, {}, hand=hand_of(actor), note=Version.Note.PUBLISHED, now=now)
    adopt(document, stored)
    document_published.send(Document, document=document)


@transaction.atomic
def schedule_release(
    *, actor: Actor, document: Document, at: datetime, expected_revision: int | None = None
) -> None:
    """Let readers see the draft *as it stands now* from `at` on, whatever is typed until then.

    Raises NotNow for an instant that has passed, Overtaken as `publish` does.
    """
    now = timezone.now()
    if at <= now:
        raise NotNow(_("The time of release has already passed. Choose a later one, or publish at once."))
    stored = _as_expected(document, expected_revision)
    stored.release_at, stored.release_revision = at, stored.revision + 1
    write(stored, {}, hand=hand_of(actor), note=Version.Note.SCHEDULED, now=now)
    adopt(document, stored)


@transaction.atomic
def cancel_release(*, document: Document) -> None:
    """Call off the release that waits, if there is one; what is published stays published."""
    stored = locked(document)
    stored.release_at = stored.release_revision = None
    stored.save(update_fields=["release_at", "release_revision"])
    adopt(document, stored)


@transaction.atomic
def unpublish(*, document: Document) -> None:
    """Let readers see nothing, and call off a release that waits."""
    stored = locked(document)
    stored.release_at = stored.release_revision = None
    stored.published_fields = stored.published_revision = stored.published_at = None
    stored.save()
    adopt(document, stored)


def release_due_documents() -> int:
    """Release everything whose instant has come, each in a transaction of its own; answers how many."""
    due = Document.objects.due(timezone.now()).values_list("pk", flat=True)
    return sum(_release(key) for key in list(due))


@transaction.atomic
def _release(key: int) -> bool:
    """Release one document, unless another worker did or it was called off meanwhile."""
    now = timezone.now()
    stored = Document.objects.select_for_update().filter(pk=key, release_at__lte=now).first()
    if stored is None or stored.release_revision is None:
        return False
    version = stored.versions.get(revision=stored.release_revision, note=Version.Note.SCHEDULED)
    _show(stored, version.fields, version.revision, stored.release_at or now)
    stored.release_at = stored.release_revision = None
    stored.save()
    document_published.send(Document, document=stored)
    return True


def _as_expected(document: Document, expected_revision: int | None) -> Document:
    stored = locked(document)
    if expected_revision is not None and stored.revision != expected_revision:
        raise Overtaken(_("The text has changed since you read it. Read it again before it is published."))
    return stored


def _show(stored: Document, fields: Fields, revision: int, at: datetime) -> None:
    """Readers see these fields. The first time of publishing is kept: it is the date a reader is shown."""
    stored.published_fields, stored.published_revision = fields, revision
    stored.published_at = stored.published_at or at
