import copy
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.utils import translation

from forebild.shared.lists.tests import worlds


@pytest.fixture(scope="session", autouse=True)
def _a_folder_for_static_files():
    """Whitenoise warns where there is none."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _a_site_of_our_own(settings):
    """The tests' own addresses and page frame; static files without a manifest; English."""
    settings.ROOT_URLCONF = "forebild.shared.lists.tests.urls"
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
    frame = "forebild.shared.ui.context.site"  # what the product's own frame shows, and asks the database for
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"].remove(frame)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.LANGUAGE_CODE = "en"
    worlds.greeted.clear()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _answers_may_be_closed():
    """Closing an answer ends the request, which would close the test's own connection to the database."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture
def anna(db):
    return worlds.make_person("anna@exempel.example")


@pytest.fixture
def bo(db):
    return worlds.make_person("bo@exempel.example")


@pytest.fixture
def annas(client, anna):
    """A browser in which Anna has signed in."""
    client.force_login(anna)
    return client
