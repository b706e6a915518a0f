"""Reads that several apps need."""

from __future__ import annotations

from typing import Any

from forebild.programme.models import Programme, Role


def current_programme() -> Programme | None:
    """The programme that the public site shows: the one begun last."""
    return Programme.objects.order_by("-started_on", "-pk").first()


def works_in_office(actor: Any) -> bool:
    """Whether `actor` has any current role in the office."""
    return bool(actor.is_authenticated) and Role.objects.current().filter(person=actor).exists()
