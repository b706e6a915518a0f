"""The tests read the code's own words, at the English addresses, whatever rooms were tested before."""

from collections.abc import Iterator

import pytest
from django.urls import clear_url_caches
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    clear_url_caches()
    with override("en"):
        yield
    clear_url_caches()
