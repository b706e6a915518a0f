"""What the office narrows the figures by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.asking.models import Enquiry, Kind
from forebild.shared.ui.forms import DayInput


class FiguresFilter(forms.Form):
    """Kept in the address; what cannot be understood is left out."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Kind.choices])
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("To and including"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]

    def narrowed(self, enquiries: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
        """Those within the days, both included, in Swedish time."""
        self.is_valid()
        wanted = {"kind": "kind", "since": "confirmed_at__date__gte", "until": "confirmed_at__date__lte"}
        said = {field: self.cleaned_data.get(name) for name, field in wanted.items()}
        return enquiries.filter(**{field: value for field, value in said.items() if value})
