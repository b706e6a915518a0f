"""What several events help with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.assessment.models import Dimension
from forebild.assessment.services.theme_changes import ADD, REMOVE, REPLACE


class ThemeForm(forms.Form):
    """Which dimensions, and what becomes of those that the events have already."""

    dimensions = forms.MultipleChoiceField(
        label=_("The events help with"),
        choices=Dimension,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever is weak in one of these is shown the event as a next step."),
    )
    way = forms.ChoiceField(
        label=_("What the events have already"),
        choices=[
            (ADD, _("keep it, and add these")),
            (REPLACE, _("let these be all")),
            (REMOVE, _("take these away, and keep the others")),
        ],
        initial=ADD,
        widget=forms.RadioSelect,
    )


class EventThemeForm(forms.Form):
    """What an event helps with."""

    dimensions = forms.MultipleChoiceField(
        label=_("What does the event help with?"),
        choices=Dimension,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Companies whose result is lowest there are shown the event as a way to go on."),
    )
