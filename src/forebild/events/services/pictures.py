"""Pictures at an event's page: from the event, of a speaker, a logo. None without who allowed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from forebild.events.models import Event, EventPicture, Material
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.files import services as files
from forebild.shared.files.examine import Examined
from forebild.shared.files.kinds import PICTURES
from forebild.shared.files.models import StoredFile
from forebild.shared.permissions import Actor, Permission, demand


@dataclass(frozen=True)
class NewPicture:
    """A picture as it is handed in: what it shows, who took it, who says that it may be shown."""

    upload: UploadedFile[Any] | Examined
    alt_sv: str
    permitted_by: str
    alt_en: str = ""
    photographer: str = ""


@transaction.atomic
def add_picture(*, actor: Actor, event: Event, picture: NewPicture) -> EventPicture:
    """A picture from the event."""
    demand(actor, Permission.EVENT_EDIT, event)
    kept = keep_picture(actor, event, EventPicture.Use.AFTERWARDS, picture)
    audit.record(actor, "events.picture.added", event, picture=kept.public_id)
    return kept


@transaction.atomic
def change_picture(*, actor: Actor, picture: EventPicture, words: dict[str, str]) -> EventPicture:
    """Other words about it: `alt_sv alt_en photographer permitted_by`."""
    demand(actor, Permission.EVENT_EDIT, picture)
    _demand_words(words)
    for name, value in words.items():
        setattr(picture, name, value.strip())
    picture.save(update_fields=list(words))
    audit.record(actor, "events.picture.changed", picture.event, picture=picture.public_id)
    return picture


@transaction.atomic
def remove_picture(*, actor: Actor, picture: EventPicture) -> None:
    """Take it away at once, as whoever is in it may ask."""
    demand(actor, Permission.EVENT_EDIT, picture)
    audit.record(actor, "events.picture.removed", picture.event, picture=picture.public_id)
    drop_picture(picture)


def keep_picture(actor: Actor, event: Event, use: str, picture: NewPicture) -> EventPicture:
    """Store it for `use`; the caller asked whether the actor may. Raises InvalidInput for what lacks."""
    words = {
        "alt_sv": picture.alt_sv,
        "alt_en": picture.alt_en,
        "photographer": picture.photographer,
        "permitted_by": picture.permitted_by,
    }
    _demand_words(words)
    stored = files.store(picture.upload, actor=actor, kinds=PICTURES)
    words = {name: text.strip() for name, text in words.items()}
    return EventPicture.objects.create(event=event, use=use, file=stored, **words)


def _demand_words(words: dict[str, str]) -> None:
    missing = {
        name: text
        for name, text in (
            ("alt_sv", _("Describe the picture for those who cannot see it.")),
            ("permitted_by", _("Write who has said that the picture may be shown.")),
        )
        if not words[name].strip()
    }
    if missing:
        raise InvalidInput(_("Something about the picture is missing."), missing)


def drop_picture(picture: EventPicture | None) -> None:
    """The picture, and its file where no copy of the event shows it."""
    if picture is not None:
        stored = picture.file
        picture.delete()
        drop_file(stored)


def drop_file(stored: StoredFile) -> None:
    """The file, unless it is still used."""
    used = (EventPicture.objects.filter(file=stored), Material.with_removed.filter(file=stored))
    if not any(rows.exists() for rows in used):
        files.remove(stored)
