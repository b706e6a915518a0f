"""The tests read the code's own words, whether or not the Swedish ones are compiled."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield
