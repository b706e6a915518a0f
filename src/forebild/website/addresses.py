"""Addresses of pages by name; a page that is not there has none, and no link to it is drawn."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def url_or_nothing(name: str, *parts: Any, **named: Any) -> str:
    """The page's address, or nothing where the page is not there."""
    try:
        return reverse(name, args=parts, kwargs=named)
    except NoReverseMatch:
        return ""
