"""The field that a form shows for a question, and what a plain form sent for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django import forms
from django.http import QueryDict
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext_lazy as _

from forebild.shared.questions.answers import (
    CHOICE,
    CHOICES,
    LONG,
    NO,
    NUMBER,
    SHORT,
    YES,
    YES_NO,
    Asked,
    choice_label,
)
from forebild.shared.ui.forms import NumberInput, plain_line_breaks


class Worded(Asked, Protocol):
    """A question with its words, in the language of the page."""

    @property
    def label(self) -> Any: ...
    @property
    def hint(self) -> Any: ...
    @property
    def required(self) -> bool: ...
    @property
    def unit(self) -> str: ...


Builder = Callable[[Any], forms.Field]


def answer_field(question: Worded, more: Mapping[str, Builder] | None = None) -> forms.Field:
    """Its field, which demands nothing: what is missing or wrong is the rule's to say, not the field's.

    `more` builds the kinds that only one form knows.
    """
    field = {**BUILDERS, **(more or {})}[question.kind](question)
    field.label = question.label
    field.help_text = linebreaksbr(question.hint, autoescape=True)  # the look takes help as it stands
    field.required = False
    field.says_optional = not question.required  # type: ignore[attr-defined]  # see shared.ui.forms
    return field


def typed_answer(posted: QueryDict, name: str, kind: str) -> Any:
    """What a plain form sent under `name`: a list where several may be chosen, else a text.

    Boxes that are all empty send nothing at all.
    """
    if kind == CHOICES:
        return posted.getlist(name)
    return plain_line_breaks(str(posted.get(name, "")))


def _short(question: Worded) -> forms.Field:
    """One line; with a limit it is a small box with a counter, which a line has no place for."""
    if not question.max_length:
        return forms.CharField(strip=False)
    return forms.CharField(
        strip=False, widget=forms.Textarea(attrs={"rows": 2, "maxlength": question.max_length})
    )


def _long(question: Worded) -> forms.Field:
    limit = {"maxlength": question.max_length} if question.max_length else {}
    return forms.CharField(strip=False, widget=forms.Textarea(attrs={"rows": 8, **limit}))


def _number(question: Worded) -> forms.Field:
    return forms.CharField(widget=NumberInput(unit=question.unit))


def _choice(question: Worded) -> forms.Field:
    return forms.ChoiceField(widget=forms.RadioSelect, choices=_offered(question))


def _choices(question: Worded) -> forms.Field:
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=_offered(question))


def _yes_no(question: Worded) -> forms.Field:
    return forms.ChoiceField(widget=forms.RadioSelect, choices=[(YES, _("Yes")), (NO, _("No"))])


def _offered(question: Worded) -> list[tuple[str, str]]:
    return [(each["value"], choice_label(each)) for each in question.choices]


BUILDERS: dict[str, Builder] = {
    SHORT: _short,
    LONG: _long,
    NUMBER: _number,
    CHOICE: _choice,
    CHOICES: _choices,
    YES_NO: _yes_no,
}
