"""The gallery's form: every kind of field."""

from django import forms
from django.utils.translation import pgettext_lazy

from forebild.shared.ui.forms import ONE_TIME_CODE, DayInput, LongText, MomentInput, Number


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=pgettext_lazy("gallery", "The company’s name"), max_length=160)
    email = forms.EmailField(
        label=pgettext_lazy("gallery", "Your e-mail address"),
        help_text=pgettext_lazy("gallery", "We write to it only about this entry."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    challenge = LongText(
        label=pgettext_lazy("gallery", "What was the challenge?"),
        max_length=600,
        help_text=pgettext_lazy("gallery", "Think of a reader who works in another trade."),
    )
    turnover = Number(
        label=pgettext_lazy("gallery", "Turnover last year"),
        unit=pgettext_lazy("gallery", "million kronor"),
        min_value=0,
    )
    size = forms.ChoiceField(
        label=pgettext_lazy("gallery", "How many work there?"),
        choices=[
            ("s", pgettext_lazy("gallery", "1–9")),
            ("m", pgettext_lazy("gallery", "10–49")),
            ("l", pgettext_lazy("gallery", "50–249")),
        ],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label=pgettext_lazy("gallery", "What is the entry about?"),
        choices=[
            ("data", pgettext_lazy("gallery", "Data from machines")),
            ("people", pgettext_lazy("gallery", "New ways of working")),
            ("climate", pgettext_lazy("gallery", "Less waste and energy")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    county = forms.ChoiceField(
        label=pgettext_lazy("gallery", "County"),
        choices=[("", ""), ("24", "Västerbotten"), ("06", "Jönköping"), ("12", "Skåne")],
    )
    visited_on = forms.DateField(
        label=pgettext_lazy("gallery", "Day of the visit"), widget=DayInput, required=False
    )
    opens_at = forms.DateTimeField(
        label=pgettext_lazy("gallery", "Opens"),
        widget=MomentInput,
        required=False,
        help_text=pgettext_lazy("gallery", "Swedish time."),
    )
    picture = forms.FileField(
        label=pgettext_lazy("gallery", "A picture of the work"),
        required=False,
        help_text=pgettext_lazy("gallery", "JPEG or PNG, at most 10 MB."),
    )
    code = forms.CharField(
        label=pgettext_lazy("gallery", "Code from the mail"),
        required=False,
        widget=forms.TextInput(attrs=ONE_TIME_CODE),
    )
    agreed = forms.BooleanField(
        label=pgettext_lazy("gallery", "I may enter the competition for the company.")
    )
