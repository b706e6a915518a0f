"""Collections, and stories that belong to them, for tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.competition.models import Award
from forebild.library.collections.models import Collection
from forebild.library.collections.services import begin_collection, publish_collection, save_collection
from forebild.library.models import GoodExample
from forebild.library.tests.stories import make_example
from forebild.people.models import Person
from forebild.programme.models import Edition
from tests.worlds import make_company, make_edition, make_programme


def make_story(
    office: Person, name: str, *, county: str = "06", year: int = 2026, **fields: Any
) -> GoodExample:
    """A public story by a company of this name; awarded in `year`, unless it is 2026, as `outcome` says."""
    outcome = fields.pop("outcome", "winner")
    example = make_example(
        "published", make_company(f"{name} AB", county=county), office, **{"title_sv": name} | fields
    )
    edition = Edition.objects.filter(year=year).first() or make_edition(
        year, state="released", released_at=timezone.now()
    )
    Award.objects.filter(pk=example.award_id).update(edition=edition, outcome=outcome)
    return GoodExample.objects.get(pk=example.pk)


def make_collection(
    office: Person, title: str = "Robotar", *, public: bool = True, **fields: Any
) -> Collection:
    """A collection with these fields; public, if anything belongs to it."""
    collection = begin_collection(actor=office, programme=make_programme(), title=title)
    change(office, collection, **fields)
    if public:
        publish_collection(actor=office, collection=collection)
    return collection


def change(office: Person, collection: Collection, **fields: Any) -> None:
    """Save these fields of its draft."""
    collection.document.refresh_from_db()
    save_collection(
        actor=office,
        document=collection.document,
        changes=fields,
        base_revision=collection.document.revision,
        allowed=list(fields),
    )
