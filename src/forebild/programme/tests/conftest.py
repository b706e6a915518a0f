"""An office with its lead, somebody from elsewhere, and pages in the code's own words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from forebild.people.models import Person
from tests.worlds import make_office, make_person


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The tests read the code's own words, whether or not the Swedish ones are compiled."""
    with override("en"):
        yield


@pytest.fixture
def lead(db: None) -> Person:
    return make_office()


@pytest.fixture
def stranger(db: None) -> Person:
    return make_person("Främling")
