"""What several of the jury's forms choose among."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.jury.models import Juror
from forebild.people.reference.counties import COUNTIES

_NO_COUNTY = ("", _("Not stated"))


def chosen(label: Any) -> forms.ModelChoiceField[Any]:
    """One of the rows that `name_choices` puts in."""
    return forms.ModelChoiceField(
        label=label, queryset=Juror.objects.none(), to_field_name="public_id", empty_label=_("Choose")
    )


def name_choices(field: forms.Field, rows: QuerySet[Any], named_by: str) -> None:
    """Let a field choose among `rows`, shown by the name of what `named_by` leads to."""
    field.queryset = rows  # type: ignore[attr-defined]
    field.label_from_instance = lambda row: str(getattr(row, named_by))  # type: ignore[attr-defined]


def county_choices() -> list[tuple[str, Any]]:
    """All counties; or that none is stated."""
    return [_NO_COUNTY, *((county.code, county.name) for county in COUNTIES)]
