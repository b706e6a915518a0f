"""The language that a test's pages are in: Swedish, unless the test asks for the code's own words."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    """A page in English, asked for by one test, must not turn the next one English."""
    with translation.override("sv"):
        yield


@pytest.fixture
def in_english(in_swedish: None) -> Iterator[None]:
    """The code's own words, whether or not the Swedish ones are compiled."""
    with translation.override("en"):
        yield
