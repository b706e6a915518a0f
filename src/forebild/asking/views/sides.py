"""The sides of the room: questions, figures, companies."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.people.requests import PersonRequest


def tabs(request: PersonRequest) -> list[dict[str, Any]]:
    """As links; the one that is shown is marked."""
    sides = [
        (_("Questions and visits"), "asking:enquiry_list"),
        (_("Figures"), "asking:figures"),
        (_("Companies that answer"), "asking:reception_list"),
    ]
    return [
        {"label": label, "href": reverse(name), "current": request.path == reverse(name)}
        for label, name in sides
    ]
