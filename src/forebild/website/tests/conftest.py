"""The tests read the code's own words, whether or not the Swedish ones are compiled."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield
