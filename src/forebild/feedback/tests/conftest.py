"""The language that a test's pages are in: the code's own words, whether or not the Swedish are compiled."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page in Swedish, asked for by one test, must not turn the next one Swedish."""
    with translation.override("en"):
        yield
