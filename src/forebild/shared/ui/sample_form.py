"""The gallery's form: every kind of field."""

from django import forms
from django.utils.translation import gettext_lazy

from forebild.shared.ui.forms import ONE_TIME_CODE, DayInput, LongText, MomentInput, Number


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=gettext_lazy("The company’s name"), max_length=160)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We write to it only about this entry."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    challenge = LongText(
        label=gettext_lazy("What was the challenge?"),
        max_length=600,
        help_text=gettext_lazy("Think of a reader who works in another trade."),
    )
    turnover = Number(
        label=gettext_lazy("Turnover last year"), unit=gettext_lazy("million kronor"), min_value=0
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How many work there?"),
        choices=[("s", gettext_lazy("1–9")), ("m", gettext_lazy("10–49")), ("l", gettext_lazy("50–249"))],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What is the entry about?"),
        choices=[
            ("data", gettext_lazy("Data from machines")),
            ("people", gettext_lazy("New ways of working")),
            ("climate", gettext_lazy("Less waste and energy")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    county = forms.ChoiceField(
        label=gettext_lazy("County"),
        choices=[("", ""), ("24", "Västerbotten"), ("06", "Jönköping"), ("12", "Skåne")],
    )
    visited_on = forms.DateField(label=gettext_lazy("Day of the visit"), widget=DayInput, required=False)
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens"),
        widget=MomentInput,
        required=False,
        help_text=gettext_lazy("Swedish time."),
    )
    picture = forms.FileField(
        label=gettext_lazy("A picture of the work"),
        required=False,
        help_text=gettext_lazy("JPEG or PNG, at most 10 MB."),
    )
    code = forms.CharField(
        label=gettext_lazy("Code from the mail"),
        required=False,
        widget=forms.TextInput(attrs=ONE_TIME_CODE),
    )
    agreed = forms.BooleanField(label=gettext_lazy("I may enter the competition for the company."))
