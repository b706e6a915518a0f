"""The language that a test's pages are in: Swedish."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield
