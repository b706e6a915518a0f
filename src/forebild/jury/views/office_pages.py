"""What the leaders' and the office's pages have in common: their tabs."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, Refusal
from forebild.shared.forms import show_beside_fields
from forebild.shared.permissions import Permission, may


def office_context(request: HttpRequest, edition: Edition, **more: Any) -> dict[str, Any]:
    """The edition and the tabs between the jury's pages."""
    named = [
        (_("Jury"), "jury:seats"),
        (_("Conflicts"), "jury:register"),
        (_("Calibration"), "jury:calibration_round"),
        (_("Who reads what"), "jury:assignment"),
        (_("Progress"), "jury:progress"),
        (_("Ranking"), "jury:ranking"),
        (_("Statements"), "jury:statements"),
        (_("Near the line"), "jury:near_line"),
        (_("Decisions"), "jury:rulings"),
    ]
    if may(request.user, Permission.RELEASE_SCHEDULE, edition).allowed:
        named.append((_("Release"), "jury:release"))
    tabs: list[dict[str, Any]] = [
        {"label": label, "href": href} for label, name in named if (href := _address(name, edition))
    ]
    for tab in tabs:
        tab["current"] = request.path == tab["href"]
    return {"edition": edition, "jury_tabs": tabs, **more}


def _address(name: str, edition: Edition) -> str:
    try:
        return reverse(name, kwargs={"edition_year": edition.year})
    except NoReverseMatch:
        return ""


def show_refusal(form: BaseForm, refusal: Refusal) -> None:
    """A refusal on the form that caused it, so that nothing typed is lost."""
    if isinstance(refusal, InvalidInput):
        show_beside_fields(form, refusal)
    else:
        form.add_error(None, refusal.reason)
