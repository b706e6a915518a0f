"""A conflict that somebody else found, and a recusal that was a mistake."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.jury.forms.choices import chosen, name_choices
from forebild.jury.models import Interest
from forebild.shared.ui.forms import LongText


class RecusalForm(forms.Form):
    """A conflict that somebody else found."""

    juror = chosen(_("Juror"))
    entry = chosen(_("Entry"))
    relation = forms.ChoiceField(
        label=_("What ties the juror to the company?"), choices=Interest.Relation.choices
    )
    reason = LongText(label=_("Reason"), max_length=1000, required=False)

    def __init__(self, *args: Any, jurors: QuerySet[Any], entries: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_choices(self.fields["juror"], jurors, "person")
        name_choices(self.fields["entry"], entries, "organisation")
        self.fields["reason"].says_optional = False  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Why a recusal was a mistake."""

    reason = LongText(label=_("Why is it lifted?"), max_length=1000, required=False)
