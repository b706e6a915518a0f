"""Addresses of pages by name, and a public page's address in every language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language

from forebild.shared.permissions import Permission
from forebild.shared.urls import site_url


def url_or_nothing(name: str, *parts: Any, **named: Any) -> str:
    """The page's address, or nothing where the page is not there: no link to it is drawn."""
    try:
        return reverse(name, args=parts, kwargs=named)
    except NoReverseMatch:
        return ""


def public_addresses(request: HttpRequest) -> list[dict[str, str]]:
    """The public page's whole address in each language, its own first; none for pages that are not public.

    A page behind a safe link has none either: its address is the recipient's alone.
    """
    match = getattr(request, "resolver_match", None)
    if match is None or getattr(match.func, "permission", None) is not Permission.PUBLIC:
        return []
    if "token" in match.kwargs:
        return []
    here = get_language()
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != here)
    return [
        {"language": code, "href": settings.SITE_URL + translate_url(request.path, code)}
        for code in languages
    ]


def in_each_language(name: str, parts: dict[str, Any]) -> list[dict[str, str]]:
    """The named page's whole address in each language, Swedish first."""
    return [{"language": code, "href": site_url(name, code, **parts)} for code, _name in settings.LANGUAGES]
