"""What is typed without an account after an event: the evaluation and, apart from it, a wish for help."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.outcomes.models import Question
from forebild.outcomes.models.follow_up import Outcome, Topic
from forebild.shared.ui.forms import LongText, Number

_ENDS = {
    Question.Kind.FIVE: _("1 is not good, 5 is very good."),
    Question.Kind.TEN: _("0 is not at all likely, 10 is very likely."),
}


class EvaluationForm(forms.Form):
    """The questions; each may be left out, and so none says that it is optional."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            field = _field_of(question)
            field.says_optional = False  # type: ignore[attr-defined]
            self.fields[question.key] = field
        self._scales = {q.key for q in questions if q.kind in (Question.Kind.FIVE, Question.Kind.TEN)}

    @property
    def drawn(self) -> list[tuple[Any, bool]]:
        """Each field, and whether it is a scale."""
        return [(self[name], name in self._scales) for name in self.fields]


def _field_of(question: Question) -> forms.Field:
    if question.kind == Question.Kind.TEXT:
        area = forms.Textarea(attrs={"rows": 3})
        return LongText(label=question.text, max_length=2000, required=False, widget=area)
    if question.kind == Question.Kind.SEVERAL:
        return forms.TypedMultipleChoiceField(
            label=question.text,
            choices=list(enumerate(question.choices)),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.TypedChoiceField(
        label=question.text,
        choices=_choices_of(question),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_ENDS.get(Question.Kind(question.kind), "") if question.is_usual else "",
    )


def _choices_of(question: Question) -> list[tuple[int, str]]:
    if question.kind == Question.Kind.CHOICE:
        return list(enumerate(question.choices))
    return [(step, str(step)) for step in (range(1, 6) if question.kind == Question.Kind.FIVE else range(11))]


class HelpForm(forms.Form):
    """A wish for help, and the consent that it takes."""

    topics = forms.MultipleChoiceField(
        label=_("What would you like help with?"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    wish = LongText(
        label=_("Say more"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example which company you heard of, or what you want to try."),
    )
    agrees = forms.BooleanField(label=_("I agree"), required=False)

    def __init__(self, *args: Any, consent: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"].label = consent


class DeclineForm(forms.Form):
    """Why not; it may be left out."""

    reason = forms.CharField(label=_("Why not"), max_length=300, required=False)


class ReportForm(forms.Form):
    """What has come of it so far."""

    outcome = forms.ChoiceField(
        label=_("What has come of it so far?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    hours = Number(
        label=_("Your hours in all, so far"),
        unit=_("hours"),
        min_value=Decimal(0),
        max_value=Decimal(1000),
        decimal_places=1,
        max_digits=6,
        localize=True,
    )
    text = LongText(
        label=_("In your own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The office reads it."),
    )
