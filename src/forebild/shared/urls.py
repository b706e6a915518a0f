"""Addresses for mails: whole, in the reader's language, from the configured site and never a request."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def site_url(name: str, language: str, **parts: Any) -> str:
    """The whole address of page `name` in `language` ("sv" or "en")."""
    with override(language):
        return f"{settings.SITE_URL}{reverse(name, kwargs=parts)}"
