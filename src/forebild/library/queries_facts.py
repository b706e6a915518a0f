"""The facts of a story as pages need them: a draft's, the company's own, and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.library.facts import FACT_LABELS, FACTS, SIZE_NAMES, Facts, chosen_in, name_of, size_of
from forebild.library.models import GoodExample
from forebild.people.models import Organisation


def drafted_facts(example: GoodExample) -> Facts:
    """What would be laid down if the draft were published as it stands."""
    return Facts(**chosen_in(example.document.fields), **company_facts(example))


def company_facts(example: GoodExample) -> dict[str, Any]:
    """What the company's own page says of it today; the year is the edition's, else that of publication."""
    organisation = example.organisation
    industry, head_count = _main_industry(organisation), _head_count(organisation)
    at = timezone.localtime(example.first_published_at or timezone.now())
    return {
        "county": organisation.county,
        "industry": industry,
        "division": industry[:2],
        "head_count": head_count,
        "size": size_of(head_count),
        "year": example.award.edition.year if example.award else at.year,
    }


def _main_industry(organisation: Organisation) -> str:
    first = organisation.industries.first()
    return first.code if first else ""


def _head_count(organisation: Organisation) -> int | None:
    """The latest year's, in whole persons."""
    latest = organisation.figures.first()
    return round(latest.head_count) if latest else None


def in_words(facts: Facts) -> list[tuple[str, list[str]]]:
    """What readers are shown beside the story: (what, values), only what is known.

    The county is left out: it stands with the company's place.
    """
    lines = [(str(FACT_LABELS[fact]), list(_names(facts, fact))) for fact in FACTS]
    if facts.size:
        lines.insert(0, (_("Size"), [str(SIZE_NAMES[facts.size])]))
    return [(label, values) for label, values in lines if values]


def _names(facts: Facts, fact: str) -> Iterator[str]:
    value = getattr(facts, fact)
    for key in value if isinstance(value, tuple) else filter(None, [value]):
        yield f"{key}. {name_of(fact, key)}" if fact == "goals" else name_of(fact, key)


def value_in_words(name: str, value: Any) -> Any:
    """A field's value as history shows it: of a fact the names of what was chosen, one a line."""
    if name not in FACTS or not value:
        return value
    return "\n".join(name_of(name, str(key)) for key in (value if isinstance(value, list) else [value]))
