"""The language that a test's pages are in, Swedish; and who runs events."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from forebild.people.models import Person
from tests.worlds import make_office, make_programme


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


@pytest.fixture
def office(db: None) -> Person:
    return make_office(make_programme())
