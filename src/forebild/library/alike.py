"""Whom stories shall be like: one's own company, or three answers; kept in the address alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from forebild.engine.likeness.problem import Profile
from forebild.library.facts import DIMENSIONS, SIZE_NAMES, SIZES
from forebild.library.likeness import profile_of, profile_of_answers
from forebild.library.queries import SECTOR_NAMES, SECTORS
from forebild.people.models import Organisation
from forebild.people.reference.counties import COUNTIES

_LARGE = 400.0  # persons: somewhere among those that are large


@dataclass(frozen=True)
class Like:
    """Whom the reader has said that stories shall be like, and in which words that is shown."""

    profile: Profile
    label: str


class LikeForm(forms.Form):
    """Three questions, and a fourth that narrows: what one wants to lift."""

    my_sector = forms.ChoiceField(
        label=_("What do you make?"),
        required=False,
        choices=[("", _("Choose a trade")), *SECTOR_NAMES.items()],
    )
    my_size = forms.ChoiceField(
        label=_("How many are you?"), required=False, choices=[("", _("Choose a size")), *SIZE_NAMES.items()]
    )
    my_county = forms.ChoiceField(
        label=_("Where are you?"),
        required=False,
        choices=[("", _("Choose a county")), *((county.code, county.name) for county in COUNTIES)],
    )
    dimension = forms.ChoiceField(
        label=_("What do you want to lift?"),
        required=False,
        choices=[("", _("Anything")), *DIMENSIONS.items()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]


def like_in(query: QueryDict, companies: list[Organisation]) -> Like | None:
    """One of one's own companies, where the address names it; else the answers, if there are any."""
    company = next((each for each in companies if each.public_id == query.get("like")), None)
    if company is not None:
        return Like(profile_of(company), company.name)
    sector, size, county = _known_answers(query)
    if not (sector or size or county):
        return None
    names = [
        str(SECTOR_NAMES.get(sector, "")),
        str(SIZE_NAMES.get(size, "")),
        next((each.name for each in COUNTIES if each.code == county), ""),
    ]
    profile = profile_of_answers(
        head_count=_middle(size) if size else None, industry=_code_of(sector), county=county
    )
    return Like(profile, ", ".join(filter(None, names)))


def _known_answers(query: QueryDict) -> tuple[str, str, str]:
    form = LikeForm(query)
    form.is_valid()
    return tuple(form.cleaned_data.get(name, "") for name in ("my_sector", "my_size", "my_county"))


def _middle(size: str) -> float:
    """A head count in the middle of a size class, as ratios go: the root of its ends' product."""
    low, high = SIZES[size]
    return _LARGE if high is None else float(round((max(low, 1) * high) ** 0.5))


def _code_of(sector: str) -> str:
    """A division in the middle of a trade; none for what has no trade in common."""
    ranges = SECTORS.get(sector, ()) if sector != "other" else ()
    return f"{ranges[0][len(ranges[0]) // 2]:02}" if ranges else ""
