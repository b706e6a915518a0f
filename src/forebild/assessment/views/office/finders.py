"""How the office's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from forebild.programme.models import Programme
from forebild.programme.queries import current_programme


def programme_of_office(actor: Any, **_parts: Any) -> Programme:
    """The programme whose office it is."""
    programme = current_programme()
    if programme is None:
        raise Http404
    return programme
