"""A folder for files, a person who uploads them, and English texts."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_DIR.mkdir()
    return settings.FILES_DIR


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def anna(db):
    return get_user_model().objects.create(email="anna@exempel.example")


@pytest.fixture(autouse=True)
def _in_a_plain_frame(plain_frame):
    """What apps put into the frame has links to pages, and questions to the database, of its own."""
