"""What the host has changed, in words: field, before, after, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.shared.ui.dates import in_short
from forebild.tours.forms.host import KitForm
from forebild.tours.models import KitChange, Stop

MOST_SHOWN = 30


@dataclass(frozen=True)
class Changed:
    """A line of the list of changes."""

    label: str
    before: str
    after: str
    by: str
    at: datetime


def changes_in_words(stop: Stop) -> list[Changed]:
    """The latest first. One statement."""
    changes = stop.kit_changes.select_related("actor")[:MOST_SHOWN]
    return [_in_words(change, stop) for change in changes]


def _in_words(change: KitChange, stop: Stop) -> Changed:
    label = KitForm.base_fields[change.field].label
    by = change.actor.name if change.actor else _("the host")
    before, after = (_value(change.field, value) for value in (change.before, change.after))
    return Changed(str(label), before, after, by, change.at)


def _value(field: str, value: str) -> str:
    if not value:
        return _("nothing")
    if field == "identity_until":
        return in_short(datetime.fromisoformat(value), get_language() or "sv")
    if field == "asks":
        return ", ".join(str(Stop.Asked(each).label) for each in value.split(", "))
    if field == "photos":
        return str(Stop.Photos(value).label)
    return _("yes") if field == "keeps_out_industry" else value
