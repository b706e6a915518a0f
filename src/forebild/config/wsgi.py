"""The door for a web server: it opens when what every page needs is in memory.

That takes two and a half seconds, once; left out, whoever comes first to each page waits for a share of them.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.validators import validate_email
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import translation


def _load_addresses() -> None:
    """Views come with their addresses; each language has its own, and its texts."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            get_resolver()._populate()


def _load_templates() -> None:
    for folder in get_app_template_dirs("templates"):
        if settings.PACKAGE_DIR in Path(folder).parents:
            for place in sorted(Path(folder).rglob("*.*")):
                get_template(place.relative_to(folder).as_posix())


def _load_patterns() -> None:
    """Those that Django makes out of long expressions at their first use."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = "sv"
    translation.get_language_from_request(request, check_path=True)
    validate_email("namn@exempel.example")


def _load_words() -> None:
    """The search's lists: what compounds are made of, what says the same, what slips are near to."""
    from forebild.library.search.queries import load_words  # possible when the application is made

    load_words()


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
application = get_wsgi_application()
_load_addresses()
_load_templates()
_load_patterns()
_load_words()
