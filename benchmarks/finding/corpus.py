"""A database with generated stories in it: in the benchmark's own home, thrown away after each run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from forebild.shared import postgres

if TYPE_CHECKING:
    from forebild.library.models import ExampleFacts, GoodExample
    from forebild.programme.models import Programme
    from forebild.sample.thousands import MadeStory

_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


@contextmanager
def database() -> Iterator[None]:
    """An empty one, migrated; its server runs as long as the block does."""
    with tempfile.TemporaryDirectory(prefix="forebild-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        os.environ["FOREBILD_HOME"], os.environ["FOREBILD_SECRET_KEY"] = str(home), "only-for-measuring"
        os.environ["DJANGO_SETTINGS_MODULE"] = "forebild.config.settings"
        os.environ.pop("DATABASE_URL", None)
        postgres.start(home, safe=False)
        postgres.make_database(home, "forebild")
        try:
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", interactive=False, verbosity=0)
            yield
        finally:
            postgres.stop(home)


def publish(name: str, stories: Sequence[MadeStory]) -> tuple[Programme, dict[int, MadeStory]]:
    """A programme with these stories published in bulk, not yet indexed; the stories by their rows' keys."""
    from forebild.library.models import ExampleFacts, GoodExample
    from forebild.people.models import Organisation
    from forebild.programme.models import Programme
    from forebild.shared.models import swedish_order
    from forebild.shared.writing.models import Document

    programme = Programme.objects.create(
        name_sv=name, summary_sv=name, organiser=name, contact_email="b@b.example", started_on="2020-01-01"
    )
    companies = Organisation.objects.bulk_create(
        Organisation(
            kind="foreign",
            name=story.company,
            name_order=swedish_order(story.company),
            foreign_number=f"{name}-{story.number}",
            county=story.county,
        )
        for story in stories
    )
    documents = Document.objects.bulk_create(
        Document(
            kind="good_example",
            fields=dict(story.fields),
            published_fields=dict(story.fields),
            published_revision=1,
            published_at=_BEGAN,
        )
        for story in stories
    )
    examples = GoodExample.objects.bulk_create(
        GoodExample(
            programme=programme,
            organisation=company,
            document=document,
            slug=f"{name}-{story.number}",
            state="published",
            approved_at=_BEGAN,
            first_published_at=_BEGAN + timedelta(hours=story.number),
        )
        for story, company, document in zip(stories, companies, documents, strict=True)
    )
    ExampleFacts.objects.bulk_create(
        _facts(example, story) for example, story in zip(examples, stories, strict=True)
    )
    return programme, {example.pk: story for example, story in zip(examples, stories, strict=True)}


def _facts(example: GoodExample, story: MadeStory) -> ExampleFacts:
    from forebild.library.facts import FACTS, size_of
    from forebild.library.models import ExampleFacts

    return ExampleFacts(
        example=example,
        county=story.county,
        industry=story.sni,
        division=story.sni[:2],
        head_count=story.head_count,
        size=size_of(story.head_count),
        year=2026,
        **{fact: story.fields[fact] for fact in FACTS},
    )
