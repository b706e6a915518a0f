"""The office's questions and what somebody needs, as parts of a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events import answers
from forebild.events.answers import FIELD
from forebild.events.models import Access, Diet, Event, Question
from forebild.events.services import needs
from forebild.events.services.needs import LONGEST, Typed
from forebild.shared.questions.fields import answer_field

NEEDS = ("diet", "diet_other", "access", "access_other", "consent")
_FOOD = ("diet", "diet_other")


@dataclass(frozen=True)
class AskedField:
    """A question's field; `lead` is the field and `value` the answer that it depends on, `words` says it."""

    field: BoundField
    lead: str = ""
    value: str = ""
    words: str = ""


def answer_fields(questions: Iterable[Question]) -> dict[str, forms.Field]:
    """A field for each, by the form's name for it."""
    return {f"{FIELD}{question.key}": answer_field(question) for question in questions}


def asked_fields(form: forms.BaseForm, questions: Iterable[Question]) -> list[AskedField]:
    """The fields as they are drawn, each with what it depends on."""
    return [_asked_field(form, question) for question in questions]


def _asked_field(form: forms.BaseForm, question: Question) -> AskedField:
    field, lead = form[f"{FIELD}{question.key}"], question.asked_if
    if lead is None:
        return AskedField(field)
    words = _now("Only if you answered “%(answer)s” to “%(question)s”.") % {
        "answer": answers.in_words(lead, question.asked_if_value),
        "question": lead.label,
    }
    return AskedField(field, form[f"{FIELD}{lead.key}"].html_name, question.asked_if_value, words)


def typed_answers(cleaned: dict[str, Any], questions: Iterable[Question]) -> dict[str, Any]:
    """What was answered, by the questions' keys."""
    return {question.key: cleaned.get(f"{FIELD}{question.key}") for question in questions}


def add_answer_faults(form: forms.BaseForm, questions: Sequence[Question]) -> None:
    """What is missing or wrong, beside its field."""
    for name, text in answers.faults(questions, typed_answers(form.cleaned_data, questions)).items():
        if name not in form.errors:
            form.add_error(name, text)


def needs_fields(event: Event, language: str) -> dict[str, forms.Field]:
    """Food, for those who meet in a room; what it takes to take part; the consent, never ticked before."""
    fields: dict[str, forms.Field] = {
        "diet": forms.MultipleChoiceField(
            label=_("Food"), choices=Diet.choices, widget=forms.CheckboxSelectMultiple, required=False
        ),
        "diet_other": forms.CharField(label=_("Other about food"), max_length=LONGEST, required=False),
        "access": forms.MultipleChoiceField(
            label=_("To be able to take part"),
            choices=Access.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        "access_other": forms.CharField(
            label=_("Other that we should know"), max_length=LONGEST, required=False
        ),
        "consent": forms.BooleanField(label=needs.consent_words(event, language), required=False),
    }
    for name in NEEDS:  # all of it is, and the heading says so
        fields[name].says_optional = False  # type: ignore[attr-defined]
    return {name: field for name, field in fields.items() if event.has_room or name not in _FOOD}


def typed_needs(cleaned: dict[str, Any]) -> Typed:
    """What was written of it."""
    return Typed(
        diet=cleaned.get("diet") or (),
        diet_other=cleaned.get("diet_other") or "",
        access=cleaned.get("access") or (),
        access_other=cleaned.get("access_other") or "",
        is_agreed=bool(cleaned.get("consent")),
    )


def add_needs_faults(form: forms.BaseForm) -> None:
    """Nothing is kept without consent: said beside its field."""
    for name, text in needs.fault(typed_needs(form.cleaned_data)).items():
        form.add_error(name if name in form.fields else None, text)
