"""What the office types while it writes a set of questions; each page is the fields of one part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.assessment.models import Dimension
from forebild.assessment.services.set_parts import OWN
from forebild.assessment.set_draft import MISSING_BEFORE
from forebild.assessment.set_words import EFFORT_NAMES, KIND_NAMES, field_name
from forebild.shared.ui.forms import LongText

_HINTS = {
    "weight": _("1 is usual. A question with 2 counts twice as much as one with 1."),
    "low": _("From this figure up to where the next step begins."),
    "gives": _("Is said with a next step: “Whoever is ill can be replaced the same day.”"),
    "source": _("Is said to the company, for example whose model the dimensions follow."),
}
_LINES = {"about", "source", "help", "gives"}


class WholeNumber(forms.CharField):
    """A whole number from 0, kept as it was typed: autosave keeps texts, and the two must be alike."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}), **options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if typed and not typed.isdecimal():
            raise forms.ValidationError(_("Write a whole number in figures, from 0."))
        return typed


def _text(name: str) -> forms.Field:
    stem = name.rpartition(".")[2].rpartition("_")[0]
    rows = 3 if stem in _LINES else 1
    widget = forms.Textarea(attrs={"rows": 3}) if rows > 1 else forms.TextInput()
    return LongText(widget=widget) if rows > 1 else forms.CharField(widget=widget, max_length=400)


_FIELDS: dict[str, Callable[[str], forms.Field]] = {
    "points": lambda _name: WholeNumber(),
    "weight": lambda _name: WholeNumber(),
    "low": lambda _name: WholeNumber(),
    "effort": lambda _name: forms.ChoiceField(choices=[("", "–"), *EFFORT_NAMES.items()]),
    "may_not_apply": lambda _name: forms.BooleanField(),
    "exclusive": lambda _name: forms.BooleanField(),
}


class PartForm(forms.Form):
    """The fields `names` of a set's document. None is demanded: what is missing is `set_checks`' to say."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, names: Iterable[str], fields: Mapping[str, Any], revision: int
    ) -> None:
        super().__init__(data, initial={**fields, "revision": revision})
        self.names = list(names)
        for name in self.names:
            last = name.rpartition(".")[2]
            field = _FIELDS.get(last, _text)(name)
            field.label, field.required = field_name(name), False
            field.says_optional = False  # type: ignore[attr-defined]  # see shared.ui.forms
            field.help_text = _HINTS.get(last.removesuffix("_sv"), "")
            self.fields[name] = field

    def typed(self) -> dict[str, Any]:
        """What was typed, to be saved."""
        return {name: self.cleaned_data[name] for name in self.names}


class RevisionForm(forms.Form):
    """Which text a question was asked about."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class BeginSetForm(forms.Form):
    """What a new set is called."""

    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)


class DimensionForm(forms.Form):
    """Which dimension to add: one of the six that are not there yet, or one of the office's own."""

    key = forms.ChoiceField(label=_("Dimension"), widget=forms.RadioSelect)
    name_sv = forms.CharField(
        label=_("Name in Swedish"),
        max_length=120,
        required=False,
        help_text=_("Only for one of your own. Good examples and events are tied to the six others alone."),
    )

    def __init__(self, data: Any = None, *, known: Iterable[str]) -> None:
        super().__init__(data)
        left = [(each.value, each.label) for each in Dimension if each.value not in set(known)]
        self.fields["key"].choices = [*left, (OWN, _("One of our own"))]  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """What is asked, and how it is answered; the rest is written on the question's own page."""

    text_sv = forms.CharField(label=_("The question in Swedish"), max_length=400)
    kind = forms.ChoiceField(
        label=_("How companies answer"), choices=list(KIND_NAMES.items()), widget=forms.RadioSelect
    )


class PlaceForm(forms.Form):
    """Another dimension for a question."""

    dimension = forms.ChoiceField(label=_("Dimension"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["dimension"].choices = list(choices)  # type: ignore[attr-defined]


class MappingForm(forms.Form):
    """For each question, which one of the version before it is; the proposal is the one with the same key."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Iterable[tuple[str, str]],
        earlier: Iterable[tuple[str, str]],
        known: Mapping[str, str],
        revision: int,
    ) -> None:
        questions = list(questions)
        initial = {f"m.{key}": known.get(key, MISSING_BEFORE) for key, _label in questions}
        super().__init__(data, initial={**initial, "revision": revision})
        choices = [(MISSING_BEFORE, _("it was not asked before")), *earlier]
        for key, label in questions:
            self.fields[f"m.{key}"] = forms.ChoiceField(label=label, choices=choices)

    def clean(self) -> dict[str, Any]:
        """No question of before is two questions now."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen: dict[str, str] = {}
        for name, was in list(cleaned.items()):
            if name.startswith("m.") and was != MISSING_BEFORE:
                if was in chosen:
                    self.add_error(name, _("The same earlier question has been chosen above."))
                chosen[was] = name
        return cleaned

    def typed(self) -> dict[str, Any]:
        """What was chosen, to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name.startswith("m.")}
