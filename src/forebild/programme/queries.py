"""Reads that several apps need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from forebild.programme.models import Edition, EditorialPage, Phase, Programme, Role


def current_programme() -> Programme | None:
    """The programme that the public site shows: the one begun last."""
    return Programme.objects.order_by("-started_on", "-pk").first()


def programme_with_pages() -> Programme | None:
    """The same, with `published_slugs`: the addresses of the pages that readers find. One statement."""
    pages = EditorialPage.objects.filter(programme=OuterRef("pk"), document__published_at__isnull=False)
    programmes = Programme.objects.annotate(published_slugs=ArraySubquery(pages.values("slug")))
    return programmes.order_by("-started_on", "-pk").first()


def works_in_office(actor: Any) -> bool:
    """Whether `actor` has any current role in the office."""
    return bool(actor.is_authenticated) and Role.objects.current().filter(person=actor).exists()


@dataclass(frozen=True)
class Stretch:
    """A phase as people see it: `state` is done, current or todo."""

    phase: Phase
    state: str

    @property
    def label(self) -> str:
        """What it is called."""
        return str(self.phase.get_kind_display()).capitalize()


def timeline(edition: Edition, at: datetime | None = None) -> list[Stretch]:
    """The edition's phases in order of time, and where we are among them."""
    now = at or timezone.now()

    def state(phase: Phase) -> str:
        if phase.closes_at <= now:
            return "done"
        return "current" if phase.opens_at <= now else "todo"

    return [Stretch(phase, state(phase)) for phase in edition.phases.order_by("opens_at", "closes_at")]
