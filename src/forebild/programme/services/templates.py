"""Criteria to begin with. The template "Nordic jury" lies as text in `programme/nordic_jury.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.programme.models import Criterion, Edition
from forebild.programme.services.criteria import save_criterion
from forebild.shared.errors import NotNow

_FILE = Path(__file__).parents[1] / "nordic_jury.toml"


@cache
def nordic_jury() -> tuple[Mapping[str, Any], ...]:
    """The criteria in order: {"key", "name", "description": {"sv", "en"}, "anchors": {"1": {"sv", "en"}}}."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))["criteria"])


@transaction.atomic
def use_nordic_jury(*, actor: Person, edition: Edition) -> list[Criterion]:
    """Give an edition without criteria those of the template, to change as one likes.

    Raises NotNow when it has criteria, or once the jury has begun to score.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)  # of two presses the second finds the first's
    if edition.criteria.exists():
        raise NotNow(_("This edition has criteria already. Change those instead."))
    return [
        save_criterion(
            actor=actor,
            edition=edition,
            criterion=Criterion(
                name_sv=each["name"]["sv"],
                name_en=each["name"]["en"],
                description_sv=each["description"]["sv"],
                description_en=each["description"]["en"],
            ),
            anchors={int(step): (text["sv"], text["en"]) for step, text in each["anchors"].items()},
        )
        for each in nordic_jury()
    ]
