"""The good examples of past years' winners, approved by the companies and published."""

from __future__ import annotations

from datetime import timedelta

from django.utils.text import slugify

from forebild.competition.models import Entry
from forebild.library.models import ExamplePicture, GoodExample
from forebild.library.services.facts import note_facts
from forebild.library.story import FIELDS
from forebild.sample.building.entries import award_of
from forebild.sample.building.world import World
from forebild.sample.entries import SampleEntry, SampleExample
from forebild.shared.models import new_public_id
from forebild.shared.writing import services as writing

_PARTS = {
    "challenge": "challenge",
    "deed": "action",
    "result": "results",
    "lessons": "lessons",
    "first_step": "first_step",
}


def build_examples(world: World) -> None:
    """One good example a winner."""
    for sample in world.sample.entries:
        if sample.example:
            _build_example(world, sample, sample.example)


def _build_example(world: World, sample: SampleEntry, story: SampleExample) -> None:
    award = award_of(world, sample)
    owner = award.organisation.memberships.get(part="owner").person
    picture_id = new_public_id()  # before the picture: the published text names it
    fields = _fields(story) | {"picture": picture_id}
    document = writing.new_document(kind="good_example", fields=fields)
    writing.publish(actor=None, document=document)
    example = GoodExample.objects.create(
        programme=world.programme,
        organisation=award.organisation,
        entry=award.entry,
        award=award,
        slug=f"{slugify(award.organisation_name)}-{award.edition.year}",
        document=document,
        state="published",
        contact_email=owner.email,
        approved_by_name=owner.name,
        approved_at=award.published_at + timedelta(days=40),
        first_published_at=award.published_at + timedelta(days=41),
        approved_revision=document.revision,
    )
    _add_picture(example, award.entry, picture_id, owner.name)
    note_facts(example)


def _add_picture(example: GoodExample, entry: Entry, picture_id: str, permitted_by: str) -> None:
    drawn = entry.files.select_related("file").get()
    ExamplePicture.objects.create(
        public_id=picture_id,
        example=example,
        file=drawn.file,
        alt_sv=drawn.alt_sv,
        alt_en=drawn.alt_en,
        permitted_by=permitted_by,
    )


def _fields(story: SampleExample) -> dict[str, str]:
    texts = {"title": story.title, "ingress": story.lead}
    texts |= {part: story.parts[source] for part, source in _PARTS.items()}
    fields = {
        f"{name}_{language}": getattr(text, language)
        for name, text in texts.items()
        for language in ("sv", "en")
    }
    return {name: fields[name] for name in FIELDS}
