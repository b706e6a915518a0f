"""What the office types of a question to those who register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Question
from forebild.events.services.questions import CHOOSING, LEADING, answers_that_lead
from forebild.shared.errors import InvalidInput
from forebild.shared.questions.choices import as_lines, from_lines
from forebild.shared.ui.forms import LongText

KINDS = {
    Question.Kind.YES_NO: _("A question that is answered with yes or no."),
    Question.Kind.CHOICE: _("One answer among those that you name."),
    Question.Kind.CHOICES: _("Any number of the answers that you name."),
    Question.Kind.SHORT: _("A line in their own words."),
    Question.Kind.LONG: _("Some sentences in their own words."),
    Question.Kind.NUMBER: _("A figure, with its unit."),
}
_WORDS = (Question.Kind.SHORT, Question.Kind.LONG)


class QuestionForm(forms.ModelForm):
    """A question with the details that its kind needs."""

    choices = LongText(
        label=_("Answers to choose among"),
        required=False,
        help_text=_("One on each line: Swedish | English. What has been chosen follows a reworded answer."),
    )
    asked_after = forms.ChoiceField(
        label=_("When it is asked"),
        required=False,
        help_text=_("A question may depend on the answer to one that stands before it."),
    )

    class Meta:
        model = Question
        fields = (
            *("label_sv", "label_en", "hint_sv", "hint_en", "choices", "unit", "max_length"),
            *("required", "asked_after"),
        )
        help_texts = {"unit": _("Stands after the box, for example persons or km.")}

    def __init__(self, data: Any = None, *, instance: Question, before: list[Question]) -> None:
        super().__init__(data, instance=instance)
        needless = {
            "choices": instance.kind not in CHOOSING,
            "unit": instance.kind != Question.Kind.NUMBER,
            "max_length": instance.kind not in _WORDS,
        }
        for name in [name for name, is_needless in needless.items() if is_needless]:
            del self.fields[name]
        if "choices" in self.fields:
            self.fields["choices"].says_optional = False  # type: ignore[attr-defined]
            self.initial["choices"] = as_lines(instance.choices)
        self.leads = {each.public_id: each for each in before if each.kind in LEADING}
        self.fields["asked_after"].choices = [("", _("always")), *map(_group, self.leads.values())]  # type: ignore[attr-defined]
        if instance.asked_if is not None:
            self.initial["asked_after"] = f"{instance.asked_if.public_id}:{instance.asked_if_value}"
        if not self.leads:
            del self.fields["asked_after"]

    def clean_choices(self) -> list[dict[str, str]]:
        """The lines as choices; a reworded one keeps its value."""
        try:
            return from_lines(self.cleaned_data["choices"], self.instance.choices)
        except InvalidInput as invalid:
            raise forms.ValidationError(invalid.reason) from invalid

    def question(self) -> Question:
        """The question as it was typed, not yet stored."""
        question: Question = self.save(commit=False)
        lead, _colon, value = self.cleaned_data.get("asked_after", "").partition(":")
        question.asked_if, question.asked_if_value = self.leads.get(lead), value
        return question


def _group(question: Question) -> tuple[str, list[tuple[str, str]]]:
    """The answers to a question, under its words."""
    return question.label, [
        (f"{question.public_id}:{value}", f"{question.label} {words}")
        for value, words in answers_that_lead(question)
    ]
