"""What the office types about a collection: its texts, its rule, the stories picked by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.library.collections.rule import RULE_FIELDS, TEXT_FIELDS
from forebild.library.facets import FACETS
from forebild.shared.ui.forms import LongText

LABELS = {
    "title": _("Title"),
    "ingress": _("In two sentences"),
    "body": _("Text above the stories"),
}
FIELD_LABELS = {f"{text}_{language}": label for text, label in LABELS.items() for language in ("sv", "en")}
_YEARS = {"min_value": 2000, "max_value": 2100, "required": False}
RULE_LABELS = {
    **{key: facet.label for key, facet in FACETS.items()},
    "outcome": _("Award"),
    "year_from": _("From year"),
    "year_to": _("To year"),
    "picked": _("Picked by hand"),
}


class NewCollectionForm(forms.Form):
    """Its first title; the address is made of it."""

    title = forms.CharField(label=_("Title in Swedish"), max_length=120)


class TextsForm(forms.Form):
    """The texts in both languages; nothing is demanded of a draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXT_FIELDS:
            self.fields[name] = _text_field(name.rsplit("_", 1)[0])

    def texts(self) -> dict[str, str]:
        """The texts alone."""
        return {name: self.cleaned_data[name] for name in TEXT_FIELDS}


def _text_field(text: str) -> forms.CharField:
    field: forms.CharField
    if text == "title":
        field = forms.CharField(label=LABELS[text], required=False, max_length=120)
    else:
        rows = 3 if text == "ingress" else 6
        field = LongText(label=LABELS[text], required=False, widget=forms.Textarea(attrs={"rows": rows}))
    field.says_optional = False  # type: ignore[attr-defined]
    return field


class RuleForm(forms.Form):
    """Which stories the rule finds: any of the values chosen in a facet, every facet chosen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Award"),
        required=False,
        choices=[
            ("", _("With or without an award")),
            ("winner", _("Winners")),
            ("mention", _("Honourable mentions")),
            ("awarded", _("Winners and honourable mentions")),
        ],
    )
    year_from = forms.IntegerField(label=RULE_LABELS["year_from"], **_YEARS)  # type: ignore[arg-type]
    year_to = forms.IntegerField(label=RULE_LABELS["year_to"], **_YEARS)  # type: ignore[arg-type]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, facet in FACETS.items():
            self.fields[key] = forms.MultipleChoiceField(
                label=str(facet.label),
                required=False,
                choices=list(facet.names.items()),
                widget=forms.CheckboxSelectMultiple,
            )
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last year is not before the first."""
        said = self.cleaned_data
        first, last = said.get("year_from"), said.get("year_to")
        if first and last and last < first:
            self.add_error("year_to", _("The last year is before the first."))
        return said

    def rule(self) -> dict[str, Any]:
        """The rule alone."""
        return {name: self.cleaned_data[name] for name in RULE_FIELDS}

    def facets(self) -> list[tuple[forms.BoundField, int]]:
        """Each facet's field, and how many of its values are chosen."""
        return [(self[key], len(self[key].value() or ())) for key in FACETS]


class PickForm(forms.Form):
    """One step in the order by hand."""

    action = forms.ChoiceField(choices=[(each, each) for each in ("add", "remove", "up", "down")])
    story = forms.CharField(max_length=26)
    revision = forms.IntegerField()
