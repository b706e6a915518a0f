"""The facts of published stories: laid down with the publication and given to the search, gone with it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from forebild.library.facts import FACTS, LISTS, chosen_in
from forebild.library.models import ExampleFacts, GoodExample
from forebild.library.queries_facts import company_facts
from forebild.library.search.services import forget_example, index_example


@transaction.atomic
def note_facts(example: GoodExample) -> ExampleFacts:
    """Lay down the facts of what is published now, with the company's place, trade and size of today.

    Called in the transaction that publishes.
    """
    chosen = chosen_in(example.document.published_fields or {})
    values = {fact: chosen.get(fact, [] if fact in LISTS else "") for fact in FACTS}
    row, _is_new = ExampleFacts.objects.update_or_create(
        example=example,
        defaults=values | company_facts(example) | {"noted_at": timezone.now()},
    )
    example.facts = row
    index_example(example)
    return row


@transaction.atomic
def forget_facts(example: GoodExample) -> None:
    """Take the facts of a withdrawn story away: no filter or count finds it any more."""
    ExampleFacts.objects.filter(example=example).delete()
    forget_example(example)
    forget_read_facts(example)


def forget_read_facts(example: GoodExample) -> None:
    """Let the caller's object read them anew: Django remembers also that there were none."""
    example._state.fields_cache.pop("facts", None)
