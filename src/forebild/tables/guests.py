"""Those who come to an event's tables, with what the plan mixes them by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from forebild.events.models import Event, Registration
from forebild.people.models import Organisation
from forebild.people.reference import sni
from forebild.people.reference.sizes import SizeClass, size_class

UNKNOWN = "unknown"  # a value like any other: those of whom nothing is known are spread too
COMPANY = "company"
NAMES = {
    COMPANY: gettext_lazy("Organisation"),
    "size": gettext_lazy("Size"),
    "sector": gettext_lazy("Industry"),
    "county": gettext_lazy("County"),
}
ATTRIBUTES = ("size", "sector", "county")  # those that the office may choose among


@dataclass(frozen=True)
class Guest:
    """Somebody with a place. `values` by attribute, as the engine compares them."""

    registration: Registration
    values: dict[str, str]

    @property
    def id(self) -> str:
        """The same as the registration's."""
        return self.registration.public_id

    def shown(self, attribute: str) -> str:
        """A value as a person reads it."""
        value = self.values[attribute]
        return _("not known") if value in ("", UNKNOWN) else _SHOWN[attribute](self.registration, value)


def guests_of(event: Event) -> list[Guest]:
    """Everybody who has a place, in the order in which they registered. Three statements."""
    rows = (
        event.registrations.filter(state="registered")
        .select_related("organisation", "quota")
        .prefetch_related("organisation__figures", "organisation__industries")
    )
    return [guest_of(each) for each in rows.order_by("number")]


def guest_of(registration: Registration) -> Guest:
    """One of them."""
    organisation = registration.organisation
    size = _size(organisation)
    values = {
        COMPANY: registration.company,
        "size": size.code if size else UNKNOWN,
        "sector": _sector(organisation),
        "county": (organisation.county if organisation else "") or UNKNOWN,
    }
    return Guest(registration, values)


def _size(organisation: Organisation | None) -> SizeClass | None:
    figures = list(organisation.figures.all()) if organisation else []
    return size_class(int(figures[0].head_count)) if figures else None


def _sector(organisation: Organisation | None) -> str:
    industries = list(organisation.industries.all()) if organisation else []
    return f"{industries[0].scheme}:{industries[0].code[:2]}" if industries else UNKNOWN


def _is_english() -> bool:
    return (get_language() or "sv").startswith("en")


def _size_shown(registration: Registration, _code: str) -> str:
    size = _size(registration.organisation)
    return (size.en if _is_english() else size.sv) if size else ""


def _sector_shown(_registration: Registration, value: str) -> str:
    scheme, _colon, code = value.partition(":")
    try:
        return sni.title(scheme, code, get_language() or "sv")
    except sni.CodeError:
        return code


def _county_shown(registration: Registration, _code: str) -> str:
    return str(registration.organisation.get_county_display()) if registration.organisation else ""


_SHOWN: dict[str, Callable[[Registration, str], str]] = {
    COMPANY: lambda registration, _value: registration.organisation_shown,
    "size": _size_shown,
    "sector": _sector_shown,
    "county": _county_shown,
}
