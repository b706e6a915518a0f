"""One page of questions, as the set asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.assessment.answers import answer_names, excludes, field_names
from forebild.assessment.asked import AskedQuestion
from forebild.assessment.wording import choices_of
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind
from forebild.shared.ui.forms import LongText


@dataclass(frozen=True)
class Drawn:
    """A question on the page: its fields, what the answer rests on, what was answered last year."""

    question: AskedQuestion
    fields: list[Any]
    evidence: Any
    text: str
    hint: str
    before: str = ""

    @property
    def is_grid(self) -> bool:
        """Whether it has several rows, with a heading over them."""
        return self.question.kind == Kind.GRID

    @property
    def alone(self) -> str:
        """The options that tolerate no other, for the script: parted by spaces."""
        if self.question.kind != Kind.TICKS:
            return ""
        return " ".join(sorted({*self.question.exclusive, NOT_APPLICABLE}))

    @property
    def says_evidence(self) -> bool:
        """Whether the line for what it rests on is open."""
        return bool(self.evidence.value() or self.evidence.errors)


class GroupForm(forms.Form):
    """The questions of one page; each may be left for later. `before`: last time's answers in words."""

    def __init__(
        self,
        *args: Any,
        questions: Iterable[AskedQuestion],
        before: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.before = tuple(questions), before or {}
        language = get_language() or "sv"
        for question in self.questions:
            for name, label in _labels(question, language):
                self.fields[name] = _field(question, label, language)
            self.fields[f"e_{question.key}"] = LongText(
                label=_("What your answer rests on"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_(
                    "A line for yourselves, or the address of a page: what will you want to remember?"
                ),
            )
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]  # the page says it of all

    @property
    def drawn(self) -> list[Drawn]:
        """The questions as they stand on the page."""
        language = get_language() or "sv"
        return [
            Drawn(
                question,
                [self[name] for name in answer_names(question)],
                self[f"e_{question.key}"],
                question.text.in_(language),
                question.hint.in_(language),
                self.before.get(question.key, ""),
            )
            for question in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        """Nothing beside an option that tolerates no other."""
        cleaned = super().clean() or {}
        for question in self.questions:
            name = f"q_{question.key}"
            if question.kind == Kind.TICKS and excludes(question, cleaned.get(name) or []):
                alone = {"alone": self._alone(question, cleaned[name])}
                text = _now("You have ticked “%(alone)s” together with something else. Keep one of them.")
                self.add_error(name, text % alone)
        return cleaned

    def _alone(self, question: AskedQuestion, ticked: list[str]) -> str:
        labels = dict(self.fields[f"q_{question.key}"].choices)  # type: ignore[attr-defined]
        return str(next(labels[key] for key in ticked if key in question.exclusive or key == NOT_APPLICABLE))

    def answers(self) -> dict[str, Any]:
        """The document's fields."""
        return {name: self.cleaned_data.get(name, "") for name in field_names(self.questions)}


def _labels(question: AskedQuestion, language: str) -> list[tuple[str, str]]:
    """Field name and label: of a grid each row, else the question itself."""
    names = answer_names(question)
    if question.kind != Kind.GRID:
        return [(names[0], question.text.in_(language))]
    return [(name, row.name.in_(language)) for name, row in zip(names, question.rows, strict=True)]


def _field(question: AskedQuestion, label: str, language: str) -> forms.Field:
    choices = choices_of(question, language)
    hint = "" if question.kind == Kind.GRID else question.hint.in_(language)  # a grid has it over its rows
    if question.kind == Kind.TICKS:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=hint,
        )
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect, help_text=hint
    )
