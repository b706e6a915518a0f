"""The sides of the room: requests, advisers, figures, hours of support, evaluations."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.people.requests import PersonRequest


def tabs(request: PersonRequest) -> list[dict[str, Any]]:
    """As links; the one that is shown is marked."""
    sides = [
        (_("Requests for help"), "outcomes:follow_up_list"),
        (_("Advisers"), "outcomes:adviser_list"),
        (_("What came of it"), "outcomes:funnel"),
        (_("Hours of support"), "outcomes:support_list"),
        (_("Evaluations"), "outcomes:evaluation_list"),
    ]
    return [
        {"label": label, "href": reverse(name), "current": request.path == reverse(name)}
        for label, name in sides
    ]
