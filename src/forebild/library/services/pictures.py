"""A good example's picture: taken along from the entry, given by the office, taken away again."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from forebild.competition.models import Submission
from forebild.competition.queries import submitted_file
from forebild.library.models import ExamplePicture, GoodExample
from forebild.library.story import public_picture
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.files import services as files
from forebild.shared.files.examine import Examined
from forebild.shared.files.kinds import PICTURES
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing import services as writing


@transaction.atomic
def take_along(*, actor: Person, example: GoodExample, submission: Submission) -> None:
    """The picture that the company let be public, with its description; the company's word permits it."""
    demand(actor, Permission.EXAMPLE_EDIT, example)
    handed_in = public_picture(submission.content)
    use = submitted_file(submission, handed_in["id"]) if handed_in else None
    if use is None:
        return
    picture = ExamplePicture.objects.create(
        example=example,
        file=use.file,
        alt_sv=use.alt_sv or use.alt_en,
        alt_en=use.alt_en,
        permitted_by=str(submission.submitted_by),
    )
    _choose_picture(actor, example, picture.public_id)
    audit.record(actor, "library.picture.added", example, picture=picture.public_id)


@transaction.atomic
def add_picture(
    *,
    actor: Person,
    example: GoodExample,
    upload: UploadedFile[Any] | Examined,
    alt_sv: str,
    alt_en: str,
    permitted_by: str,
    photographer: str = "",
) -> ExamplePicture:
    """Give the example its picture; it is approved and published together with the text."""
    demand(actor, Permission.EXAMPLE_EDIT, example)
    demand_draft(example)
    words = _words(alt_sv, alt_en, permitted_by, photographer)
    picture = ExamplePicture.objects.create(
        example=example, file=files.store(upload, actor=actor, kinds=PICTURES), **words
    )
    _choose_picture(actor, example, picture.public_id)
    audit.record(actor, "library.picture.added", example, picture=picture.public_id)
    return picture


@transaction.atomic
def describe_picture(
    *,
    actor: Person,
    example: GoodExample,
    alt_sv: str,
    alt_en: str,
    permitted_by: str,
    photographer: str = "",
) -> ExamplePicture:
    """Say something else of the draft's picture; what is published with it keeps its own words.

    Raises NotNow where there is no picture.
    """
    demand(actor, Permission.EXAMPLE_EDIT, example)
    demand_draft(example)
    chosen = str(example.document.fields.get("picture") or "")
    before = example.pictures.filter(public_id=chosen).first()
    if before is None:
        raise NotNow(_("There is no picture to describe."))
    words = _words(alt_sv, alt_en, permitted_by, photographer)
    picture = ExamplePicture.objects.create(example=example, file=before.file, **words)
    _choose_picture(actor, example, picture.public_id)
    audit.record(actor, "library.picture.described", example, picture=picture.public_id)
    return picture


def _words(alt_sv: str, alt_en: str, permitted_by: str, photographer: str) -> dict[str, str]:
    """What is said of a picture. Raises InvalidInput where what must be said is missing."""
    missing = {
        name: text
        for name, value, text in (
            ("alt_sv", alt_sv, _("Describe the picture for those who cannot see it.")),
            ("permitted_by", permitted_by, _("Write who has said that the picture may be shown.")),
        )
        if not value.strip()
    }
    if missing:
        raise InvalidInput(_("Something about the picture is missing."), missing)
    said = {"alt_sv": alt_sv, "alt_en": alt_en, "permitted_by": permitted_by, "photographer": photographer}
    return {name: value.strip() for name, value in said.items()}


@transaction.atomic
def remove_picture(*, actor: Person, example: GoodExample) -> None:
    """Let the draft have no picture; the file stays for what is still published with it."""
    demand(actor, Permission.EXAMPLE_EDIT, example)
    demand_draft(example)
    _choose_picture(actor, example, "")
    audit.record(actor, "library.picture.removed", example)


def _choose_picture(actor: Person, example: GoodExample, public_id: str) -> None:
    document = example.document
    document.refresh_from_db()
    writing.save_fields(
        actor=actor,
        document=document,
        changes={"picture": public_id},
        base_revision=document.revision,
        allowed=["picture"],
    )


def demand_draft(example: GoodExample) -> None:
    """Raises NotNow unless it is a draft: what was sent out stands as it was sent."""
    if example.state != "draft":
        raise NotNow(_("The text stands as it was sent to the company. Take it up again to change it."))
