"""What somebody changes afterwards, by the own link: details and answers, food and access."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.events.answers import FIELD
from forebild.events.forms.asked import (
    NEEDS,
    AskedField,
    add_answer_faults,
    add_needs_faults,
    answer_fields,
    asked_fields,
    needs_fields,
    typed_answers,
    typed_needs,
)
from forebild.events.models import Event, Needs, Question, Registration
from forebild.events.services.needs import Typed

_NAME = forms.TextInput(attrs={"autocomplete": "name"})


class DetailsForm(forms.Form):
    """One's own details and answers, after registering."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=_NAME)
    title = forms.CharField(label=_("What you do there"), max_length=120, required=False)
    no_photo = forms.BooleanField(label=_("I would rather not be in pictures"), required=False)

    def __init__(self, *args: Any, questions: Sequence[Question] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields.update(answer_fields(questions))

    @classmethod
    def of(
        cls, registration: Registration, questions: Sequence[Question] = (), data: Any = None
    ) -> DetailsForm:
        """Filled in with what is known, or as it was typed."""
        known = {name: getattr(registration, name) for name in cls.base_fields}
        answered = {f"{FIELD}{key}": value for key, value in registration.answers.items()}
        return cls(data, initial=known | answered, prefix=registration.public_id, questions=questions)

    @property
    def asked(self) -> list[AskedField]:
        """The office's questions."""
        return asked_fields(self, self.questions)

    def clean(self) -> dict[str, Any]:
        """What must be answered is."""
        cleaned = super().clean() or {}
        add_answer_faults(self, self.questions)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What was answered, by the questions' keys."""
        return typed_answers(self.cleaned_data, self.questions)


class NeedsForm(forms.Form):
    """What one needs, said or changed afterwards."""

    kept: Needs | None = None

    def __init__(self, *args: Any, event: Event, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields.update(needs_fields(event, language))

    @classmethod
    def of(cls, registration: Registration, language: str, data: Any = None) -> NeedsForm:
        """Filled in with what is kept. The box is ticked anew each time: the old yes was to the old words."""
        kept = Needs.objects.filter(registration=registration).first()
        initial = {name: getattr(kept, name) for name in NEEDS[:-1]} if kept else {}
        form = cls(data, event=registration.event, language=language, initial=initial, prefix="needs")
        form.kept = kept
        return form

    def clean(self) -> dict[str, Any]:
        """Nothing is kept without consent."""
        cleaned = super().clean() or {}
        add_needs_faults(self)
        return cleaned

    def typed(self) -> Typed:
        """What was written."""
        return typed_needs(self.cleaned_data)
