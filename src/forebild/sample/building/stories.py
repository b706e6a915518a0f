"""The library's stories: those that came out over the years, as history, and what became of them since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify

from forebild.competition.models import Award
from forebild.library.facts import LISTS, chosen_in, size_of
from forebild.library.models import Afterwards, ExampleFacts, ExamplePicture, GoodExample, Recheck
from forebild.library.queries import SECTORS
from forebild.library.search.services import rebuild
from forebild.sample.building.world import World
from forebild.sample.scenes import draw_scene, scene_alt
from forebild.sample.stories import SampleStory
from forebild.shared.dates import SWEDEN
from forebild.shared.files import services as files
from forebild.shared.files.models import StoredFile
from forebild.shared.models import new_public_id
from forebild.shared.writing.models import Document, Version

_YEAR = timedelta(days=365)
_ANSWERS_WITHIN = timedelta(days=6)


def build_stories(world: World) -> None:
    """All that have been public: text, history, facts, picture and what the companies have said since."""
    stories = [story for story in world.sample.stories if story.state in ("published", "withdrawn")]
    awards = {award.entry_id: award for award in Award.objects.select_related("edition")}
    pictures = {story.company: new_public_id() for story in stories}
    documents = _documents(stories, pictures)
    made = GoodExample.objects.bulk_create(
        _example(world, story, document, awards) for story, document in zip(stories, documents, strict=True)
    )
    world.examples = {story.company: row for story, row in zip(stories, made, strict=True)}
    _add_pictures(world, stories, pictures)
    ExampleFacts.objects.bulk_create(_facts(world, story) for story in stories)
    Afterwards.objects.bulk_create(_afterwards(world, stories))
    Recheck.objects.bulk_create(_rechecks(world, stories))
    rebuild(world.programme)


def came_out_at(story: SampleStory) -> datetime:
    """Stories are published at nine in the morning."""
    return datetime.combine(story.published_on, time(9), SWEDEN)


def sector_of(industry: str) -> str:
    """The library's word for a trade, by SNI code."""
    division = int(industry[:2])
    return next(sector for sector, ranges in SECTORS.items() if any(division in each for each in ranges))


def _documents(stories: list[SampleStory], pictures: dict[str, str]) -> list[Document]:
    """Each written three weeks before, and published as it was: two revisions."""
    documents = Document.objects.bulk_create(_document(story, pictures[story.company]) for story in stories)
    Version.objects.bulk_create(
        version
        for story, document in zip(stories, documents, strict=True)
        for version in _versions(document, came_out_at(story))
    )
    return documents


def _document(story: SampleStory, picture: str) -> Document:
    at = came_out_at(story)
    fields = story.fields() | _chosen(story) | {"picture": picture}
    change = {"revision": 1, "at": (at - timedelta(days=21)).isoformat(), "hand": "", "by": ""}
    return Document(
        kind="good_example",
        fields=fields,
        field_changes=dict.fromkeys(fields, change),
        revision=2,
        created_at=at - timedelta(days=21),
        updated_at=at,
        published_fields=fields,
        published_revision=2,
        published_at=at,
    )


def _versions(document: Document, at: datetime) -> Iterator[Version]:
    written = at - timedelta(days=21)
    yield Version(
        document=document, revision=1, fields=document.fields, changed=sorted(document.fields),
        begun_at=written, saved_at=written, note=Version.Note.CREATED,
    )  # fmt: skip
    yield Version(
        document=document, revision=2, fields=document.fields, begun_at=at, saved_at=at,
        note=Version.Note.PUBLISHED,
    )  # fmt: skip


def _example(world: World, story: SampleStory, document: Document, awards: dict[int, Award]) -> GoodExample:
    company, at = world.sample.company(story.company), came_out_at(story)
    entry = world.entries[story.entry] if story.entry else None
    return GoodExample(
        programme=world.programme,
        organisation=world.organisations[story.company],
        entry=entry,
        award=awards[entry.pk] if entry else None,
        slug=f"{slugify(company.name)}-{story.edition or at.year}",
        document=document,
        state="published",
        contact_email=company.contacts[0].email,
        approved_by_name=company.contacts[0].name,
        approved_at=at - timedelta(days=1),
        approved_revision=2,
        checked_at=_last_checked(world, at) or at - timedelta(days=1),
        first_published_at=at,
        created_at=at - timedelta(days=21),
    )


def _last_checked(world: World, at: datetime) -> datetime | None:
    """When the company last said that it is still right: some days after the last birthday."""
    years = (world.now - _ANSWERS_WITHIN - at) // _YEAR
    return at + years * _YEAR + _ANSWERS_WITHIN if years >= 1 else None


def _add_pictures(world: World, stories: list[SampleStory], pictures: dict[str, str]) -> None:
    """A drawing a trade, stored once; each story uses it with a description of its own."""
    trades = {story.company: sector_of(world.sample.company(story.company).sni) for story in stories}
    drawn = {trade: _stored(trade) for trade in sorted(set(trades.values()))}
    ExamplePicture.objects.bulk_create(
        ExamplePicture(
            public_id=pictures[story.company],
            example=world.examples[story.company],
            file=drawn[trades[story.company]],
            alt_sv=scene_alt(trades[story.company]).sv,
            alt_en=scene_alt(trades[story.company]).en,
            permitted_by=world.sample.company(story.company).contacts[0].name,
        )
        for story in stories
    )


def _stored(trade: str) -> StoredFile:
    upload = SimpleUploadedFile(f"{trade}.png", draw_scene(trade), content_type="image/png")
    return files.store(upload, actor=None)


def _facts(world: World, story: SampleStory) -> ExampleFacts:
    company = world.sample.company(story.company)
    place: dict[str, Any] = {
        "county": company.county,
        "industry": company.sni,
        "division": company.sni[:2],
        "head_count": company.head_count,
        "size": size_of(company.head_count),
        "year": story.edition or story.published_on.year,
    }
    return ExampleFacts(
        example=world.examples[story.company], noted_at=came_out_at(story), **_chosen(story), **place
    )


def _chosen(story: SampleStory) -> dict[str, Any]:
    """The facts as the form stores them: lists in their vocabulary's order."""
    return {name: list(value) if name in LISTS else value for name, value in chosen_in(story.facts).items()}


def _afterwards(world: World, stories: Iterable[SampleStory]) -> Iterator[Afterwards]:
    for story in stories:
        name = world.sample.company(story.company).contacts[0].name
        for years, text in story.afterwards.items():
            at = came_out_at(story) + years * _YEAR + _ANSWERS_WITHIN
            yield Afterwards(
                example=world.examples[story.company], years=years, text_sv=text.sv, text_en=text.en,
                told_by_name=name, told_at=at, published_at=at + timedelta(days=3), published_by_name=name,
            )  # fmt: skip


def _rechecks(world: World, stories: Iterable[SampleStory]) -> Iterator[Recheck]:
    """The latest time that each company was asked, and its yes."""
    for story in stories:
        answered_at = _last_checked(world, came_out_at(story))
        if answered_at:
            contact = world.sample.company(story.company).contacts[0]
            yield Recheck(
                example=world.examples[story.company], email=contact.email,
                asked_at=answered_at - _ANSWERS_WITHIN,
                answered_at=answered_at, answer=Recheck.Answer.RIGHT, answered_by_name=contact.name,
            )  # fmt: skip
