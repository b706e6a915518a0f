"""The sides of the room in the office: figures, all assessments, sets of questions, events, reports."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.people.requests import PersonRequest


def tabs(request: PersonRequest) -> list[dict[str, Any]]:
    """As links; the one that is shown is marked."""
    sides = [
        (_("Figures"), "assessment:figures"),
        (_("All self-assessments"), "assessment:assessment_list"),
        (_("Sets of questions"), "assessment:set_list"),
        (_("What the events help with"), "assessment:theme_list"),
    ]
    return [
        {"label": label, "href": reverse(name), "current": request.path == reverse(name)}
        for label, name in sides
    ]
