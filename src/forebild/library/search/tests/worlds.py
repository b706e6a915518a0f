"""Stories as the search sees them: rows written at once, without the way that led to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.text import slugify

from forebild.library.models import ExampleFacts, GoodExample
from forebild.library.search.services import index_example
from forebild.people.models import Organisation
from forebild.shared.writing.models import Document
from tests.worlds import make_company, make_programme

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
FACTS = frozenset(field.name for field in ExampleFacts._meta.fields)


def put(
    name: str, *, company: Organisation | None = None, days: int = 0, is_indexed: bool = True, **told: Any
) -> GoodExample:
    """A public story of this title, out since `days` days into 2026; `told` are its facts and its texts."""
    facts = {key: value for key, value in told.items() if key in FACTS}
    fields = {"title_sv": name} | {key: value for key, value in told.items() if key not in FACTS}
    document = Document.objects.create(
        kind="good_example", fields=fields, published_fields=fields, published_revision=1, published_at=BEGAN
    )
    example = GoodExample.objects.create(
        programme=make_programme(),
        organisation=company or make_company(),
        document=document,
        slug=slugify(name),
        state="published",
        approved_at=BEGAN,
        first_published_at=BEGAN + timedelta(days=days),
    )
    ExampleFacts.objects.create(example=example, **facts)
    if is_indexed:
        index_example(example)
    return example
