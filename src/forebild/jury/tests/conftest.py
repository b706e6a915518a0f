import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_swedish():
    """A page in English, asked for by one test, must not turn the next one English."""
    with translation.override("sv"):
        yield
