"""The public result: written all at once, by the release and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from forebild.competition.models import Award, Entry
from forebild.programme.models import Edition


@dataclass(frozen=True)
class Result:
    """What becomes public of one entry; `outcome` is one of Award.Outcome."""

    entry: Entry
    outcome: str
    citation_sv: str = ""
    citation_en: str = ""


@transaction.atomic
def publish_awards(
    *, edition: Edition, results: Sequence[Result], published_at: datetime, chair_name: str = ""
) -> list[Award]:
    """Write the public rows. The caller has seen to it that it may be done, and when.

    `chair_name` is who signs the diplomas, as things stood then.
    """
    return Award.objects.bulk_create(unsaved_awards(edition, results, published_at, chair_name))


def unsaved_awards(
    edition: Edition, results: Sequence[Result], published_at: datetime, chair_name: str = ""
) -> list[Award]:
    """The rows as they would be written: a preview shows these, so that it cannot differ from the result."""
    return [
        Award(
            edition=edition,
            entry=result.entry,
            organisation=result.entry.organisation,
            organisation_name=result.entry.organisation.name,
            outcome=result.outcome,
            citation_sv=result.citation_sv,
            citation_en=result.citation_en,
            published_at=published_at,
            chair_name=chair_name,
        )
        for result in results
    ]
