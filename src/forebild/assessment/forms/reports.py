"""How many reports whoever sends them saw."""

from django import forms


class CountForm(forms.Form):
    """Posted back, so that exactly those are sent."""

    expected_count = forms.IntegerField(widget=forms.HiddenInput)
