"""What is left to read after an event; and the letter that it is there, held for ten minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events import notices
from forebild.events.models import Event, Material, MaterialLetters, Registration
from forebild.events.queries import took_part
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.states import MATERIAL_LETTERS
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.files import services as files
from forebild.shared.files.examine import Examined
from forebild.shared.links import services as links
from forebild.shared.models import in_language
from forebild.shared.outbox.services import HOLD_TIME, Recipient, note_left, queue, stop_held
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.urls import site_url

_LINK_LASTS = timedelta(days=90)


@transaction.atomic
def add_material(
    *,
    actor: Actor,
    event: Event,
    title_sv: str,
    title_en: str = "",
    audience: str = Material.Audience.EVERYBODY,
    upload: UploadedFile[Any] | Examined | None = None,
    link: str = "",
) -> Material:
    """A file or a link, one of the two."""
    demand(actor, Permission.EVENT_EDIT, event)
    if (upload is not None) == bool(link):
        text = _("Choose a file or write a link: one of the two.")
        raise InvalidInput(text, {"upload": text})
    stored = files.store(upload, actor=actor) if upload else None
    material: Material = Material.objects.create(
        event=event,
        title_sv=title_sv.strip(),
        title_en=title_en.strip(),
        audience=audience,
        file=stored,
        link=link,
    )
    audit.record(actor, "events.material.added", event, material=material.public_id, audience=audience)
    return material


@transaction.atomic
def change_material(
    *, actor: Actor, material: Material, title_sv: str, title_en: str, audience: str
) -> Material:
    """Another title, or others who may see it."""
    demand(actor, Permission.EVENT_EDIT, material)
    material.title_sv, material.title_en, material.audience = title_sv.strip(), title_en.strip(), audience
    material.save(update_fields=["title_sv", "title_en", "audience"])
    audit.record(
        actor, "events.material.changed", material.event, material=material.public_id, audience=audience
    )
    return material


@transaction.atomic
def remove_material(*, actor: Actor, material: Material) -> None:
    """Take it away, with its file; it can be put back."""
    demand(actor, Permission.EVENT_EDIT, material)
    audit.record(actor, "events.material.removed", material.event, material=material.public_id)
    material.set_removed(is_removed=True)


@transaction.atomic
def restore_material(*, actor: Actor, material: Material) -> None:
    """Put back what was taken away, for those who could see it before."""
    demand(actor, Permission.EVENT_EDIT, material)
    material.set_removed(is_removed=False)
    audit.record(actor, "events.material.restored", material.event, material=material.public_id)


@transaction.atomic
def tell_of_material(*, actor: Actor, event: Event) -> MaterialLetters:
    """Write to all who took part that there is something to read. It waits ten minutes, and can be stopped.

    Raises NotNow before the event is over, where there is nothing to read, or while such a letter waits.
    """
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    now = timezone.now()
    if why := why_not_tell(event):
        raise NotNow(why)
    told = list(took_part(event))
    batch = MaterialLetters.objects.create(
        event=event, letter_count=len(told), held_until=now + HOLD_TIME, prepared_by=actor
    )
    for registration in told:
        registration.event = event
        _tell(registration, batch)
    audit.record(actor, "events.material.sent", event, letters=len(told))
    return batch


def why_not_tell(event: Event) -> str:
    """What stands in the way of the letter; "" where nothing does."""
    if event.state != "announced" or not event.is_over_at(timezone.now()):
        return _("The letter can be sent when the event is over.")
    if not event.material.exists() and not event.pictures.filter(use="afterwards").exists():
        return _("There is nothing to read or look at yet.")
    if not took_part(event).exists():
        return _("Nobody took part.")
    if event.material_letters.filter(state="held").exists():
        return _("Such a letter already waits to leave.")
    return ""


def _tell(registration: Registration, batch: MaterialLetters) -> None:
    """By the own link, which leads to what is for those who were registered too."""
    event, language = registration.event, letters.language_of(registration)
    token = links.issue(
        purpose=letters.REGISTRATION,
        subject_id=registration.public_id,
        email=registration.email,
        lifetime=_LINK_LASTS,
        single_use=False,
    )
    queue(
        notice=notices.MATERIAL,
        to=Recipient(email=registration.email, language=language, public_id=registration.person.public_id),
        values={
            "name": registration.name,
            "event": in_language(event, "title", language),
            "link": site_url("events:own_programme", language, token=token),
        },
        key=f"{notices.MATERIAL.kind}:{registration.public_id}:{batch.public_id}",
        actor=batch.prepared_by,
        hold=True,
        not_before=batch.held_until,
        batch=batch.public_id,
    )


@transaction.atomic
def stop_material_letters(*, actor: Actor, event: Event) -> None:
    """Undo it while the letters wait. Raises NotNow once they have left."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    batch = event.material_letters.filter(state="held").first()
    if batch is None:
        raise NotNow(_("The letters have left."))
    stop_held(batch=batch, lifecycle=MATERIAL_LETTERS)
    audit.record(actor, "events.material.stopped", event)


def note_material_letters_left() -> int:
    """By the clock: letters that have left are past undoing; how many batches."""
    return note_left(MaterialLetters.objects.all(), MATERIAL_LETTERS)
