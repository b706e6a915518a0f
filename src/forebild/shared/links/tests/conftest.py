"""A link, and a frame for its pages."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from forebild.shared.links import services as links


def issue(**changes):
    values = {
        "purpose": "test.answer",
        "subject_id": "case-1",
        "email": "anna@exempel.example",
        "lifetime": timedelta(days=14),
    }
    return links.issue(**values | changes)


@pytest.fixture
def token(db):
    return issue()


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "forebild.shared.links.tests.urls"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def client(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture(autouse=True)
def _in_a_plain_frame(plain_frame):
    """What apps put into the frame has links to pages, and questions to the database, of its own."""
