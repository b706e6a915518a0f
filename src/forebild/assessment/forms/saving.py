"""Where a sitting belongs, who counts as alike, whom one asks: what is typed around the questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.assessment.models import Size
from forebild.people.models import Organisation
from forebild.people.reference import sni
from forebild.people.reference.counties import COUNTIES

_OTHER = "other"  # company than those that one acts for


def _company() -> forms.CharField:
    return forms.CharField(
        label=_("Company"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


def _number() -> forms.CharField:
    return forms.CharField(
        label=_("Organisation number"),
        max_length=40,
        required=False,
        help_text=_("With it you count in the figures for companies like you. They never show one company."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SaveForm(forms.Form):
    """Without an account: an address, the company."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "You get a link there. It is saved when you have pressed the button on the page it opens."
        ),
    )
    company = _company()
    number = _number()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "company"):
            self.fields[name].says_optional = False  # type: ignore[attr-defined]  # the service asks for them


class AccountForm(forms.Form):
    """Signed in: one of the companies that one acts for, or another."""

    which = forms.ChoiceField(label=_("For which company?"), widget=forms.RadioSelect)
    company = _company()
    number = _number()

    def __init__(self, *args: Any, own: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {each.public_id: each for each in own}
        choices = [(key, each.name) for key, each in self.own.items()]
        self.fields["which"].choices = [*choices, (_OTHER, _("Another company"))]  # type: ignore[attr-defined]
        if own:
            self.fields["company"].label = _("Name of the other company")
            self.initial.setdefault("which", own[0].public_id)
        else:
            del self.fields["which"]
            self.fields["company"].says_optional = False  # type: ignore[attr-defined]

    def organisation(self) -> Organisation | None:
        """The one that one acts for, if it is one of those."""
        return self.own.get(self.cleaned_data.get("which", ""))


class FactsForm(forms.Form):
    """Who counts as alike; each may be left out."""

    size = forms.ChoiceField(
        label=_("How many work there?"),
        choices=[("", _("I would rather not say")), *Size.choices],
        required=False,
    )
    division = forms.ChoiceField(label=_("Industry"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "sv")[:2]
        unsaid = ("", _("I would rather not say"))
        titles = [(each.code, getattr(each, language)) for each in sni.divisions(sni.SNI_2007_SCHEME)]
        self.fields["division"].choices = [unsaid, *titles]  # type: ignore[attr-defined]
        self.fields["county"].choices = [unsaid, *((each.code, each.name) for each in COUNTIES)]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]  # the first choice says so


class InviteForm(forms.Form):
    """Whom one asks to answer, and who asks."""

    sender = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    emails = forms.CharField(
        label=_("Their e-mail addresses"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. Choose people who see different parts of the company."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]  # the service asks for both

    def addresses(self) -> list[str]:
        """Each address that was written, however they were parted."""
        text = self.cleaned_data["emails"].replace(",", " ").replace(";", " ")
        return text.split()


class PresentForm(forms.Form):
    """Who answers."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    part = forms.CharField(
        label=_("What you do there"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
