"""What the office types while it builds the entry form: parts, questions, where a question is to stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forebild.competition.form_changes import DETAILS, FOR_ALL, WORDING, faults, story_choices
from forebild.competition.models import Question, Section
from forebild.competition.queries_form import Stage
from forebild.competition.services.form_questions import CONFIRM
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.questions.choices import as_lines, from_lines
from forebild.shared.ui.forms import LongText

Seen = Question.Visibility
LONGEST_ANSWER = 20_000  # characters; a third of what the document itself holds
KINDS = {
    Question.Kind.SHORT: gettext_lazy("A line or two: a heading, a name, a sum in one sentence."),
    Question.Kind.LONG: gettext_lazy("Several paragraphs, with a counter when you set a limit."),
    Question.Kind.NUMBER: gettext_lazy("A figure with its unit, for example 1 250 kkr."),
    Question.Kind.CHOICE: gettext_lazy("One answer among those that you name."),
    Question.Kind.CHOICES: gettext_lazy("Any number of the answers that you name."),
    Question.Kind.SCALE: gettext_lazy("A step on a scale, for example from 1 to 5."),
    Question.Kind.FILE: gettext_lazy("Up to five documents, tables, presentations or pictures."),
    Question.Kind.PICTURE: gettext_lazy("Up to five pictures, each with a description."),
    Question.Kind.LINK: gettext_lazy("An address on the web."),
}


def _few_lines() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


class SectionForm(forms.ModelForm):
    """A part's title and introduction in both languages."""

    intro_sv = LongText(
        label=gettext_lazy("Introduction in Swedish"),
        required=False,
        help_text=gettext_lazy("Stands above the questions: what this part is about, how much to write."),
    )
    intro_en = LongText(label=gettext_lazy("Introduction in English"), required=False)

    class Meta:
        model = Section
        fields = ["title_sv", "title_en", "intro_sv", "intro_en"]


class QuestionForm(forms.ModelForm):
    """A question with the details that its kind needs; once the call has closed its words alone."""

    hint_sv = LongText(
        label=gettext_lazy("Help in Swedish"),
        required=False,
        widget=_few_lines(),
        help_text=gettext_lazy("Stands under the question: what a good answer tells, what to leave out."),
    )
    hint_en = LongText(label=gettext_lazy("Help in English"), required=False, widget=_few_lines())
    max_length = forms.IntegerField(
        label=gettext_lazy("Most characters"),
        required=False,
        min_value=10,
        max_value=LONGEST_ANSWER,
        help_text=gettext_lazy("A page of text is about 2 500. Empty means no limit."),
    )
    choices = LongText(
        label=gettext_lazy("Answers to choose among"),
        required=False,
        help_text=gettext_lazy(
            "One on each line, in the order in which they are shown: Swedish | English. "
            "What has been chosen follows an answer that you reword or move."
        ),
    )
    story_part = forms.ChoiceField(
        label=gettext_lazy("Becomes in a good example"),
        required=False,
        help_text=gettext_lazy(
            "When an awarded company’s example is drafted, the answer is put there. A chosen answer is "
            "recognised when it is worded as the example’s own choices, a figure by its unit."
        ),
    )

    class Meta:
        model = Question
        fields = [
            *WORDING,
            "max_length",
            "unit",
            "choices",
            "scale_min",
            "scale_max",
            "required",
            "visibility",
            "visibility_fixed",
            "story_part",
        ]
        help_texts = {
            "unit": gettext_lazy("Stands after the box, for example kkr, hours or per cent."),
            "visibility": gettext_lazy(
                "The office and the jury always read it. This is about everybody else."
            ),
            "visibility_fixed": gettext_lazy(
                "Otherwise the company begins with this and chooses for itself."
            ),
        }
        widgets = {"visibility": forms.RadioSelect}

    def __init__(
        self, data: Any = None, *, instance: Question, stage: Stage, is_answered: bool = False
    ) -> None:
        super().__init__(data, instance=instance)
        self.fields["choices"].says_optional = False  # type: ignore[attr-defined]  # where it is asked at all
        self.fields["visibility"].choices = [(value, capfirst(label)) for value, label in Seen.choices]  # type: ignore[attr-defined]
        becomes = [("", _("Nothing")), *story_choices(instance.kind)]
        self.fields["story_part"].choices = becomes  # type: ignore[attr-defined]
        if is_answered:
            self.fields["visibility"].help_text = _(
                "Companies have answered. It can only be changed to never public, fixed."
            )
        words_only = stage is Stage.WORDING
        kept = WORDING if words_only else (*WORDING, *FOR_ALL, *DETAILS[instance.kind])
        for name in set(self.fields) - set(kept):
            del self.fields[name]
        self.initial["choices"] = as_lines(instance.choices)

    def clean_choices(self) -> list[dict[str, str]]:
        """The lines as choices; a reworded one keeps its value."""
        try:
            return from_lines(self.cleaned_data["choices"], self.instance.choices)
        except InvalidInput as invalid:
            raise forms.ValidationError(invalid.reason) from invalid

    def _post_clean(self) -> None:
        """All mistakes at once: what fields cannot see alone stands beside them, too."""
        super()._post_clean()  # type: ignore[misc]  # Django's own step, which the stubs leave out
        for name, text in faults(self.instance).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, text)

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under headings, in order; only headings that have any."""
        named = [
            (_("The question"), WORDING),
            (_("The answer"), ("max_length", "unit", "choices", "scale_min", "scale_max", "required")),
            (_("Who may read the answer"), ("visibility", "visibility_fixed")),
            (_("Afterwards"), ("story_part",)),
        ]
        found = [(title, [self[name] for name in names if name in self.fields]) for title, names in named]
        return [(title, fields) for title, fields in found if fields]

    @property
    def confirmations(self) -> list[BoundField]:
        """The boxes to tick for what companies will notice."""
        return [self[name] for name in self.fields if name.startswith(CONFIRM)]

    def show(self, invalid: InvalidInput) -> None:
        """Put a refusal beside its fields; consequences get a box of their own to say yes in."""
        for name in invalid.fields:
            if name.startswith(CONFIRM):
                self.fields[name] = forms.BooleanField(label=_("Save it anyway"), required=False)
        show_beside_fields(self, invalid)


class PlaceForm(forms.Form):
    """Which part a question is to stand in."""

    section = forms.ChoiceField(label=gettext_lazy("Part"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, sections: Iterable[Section], current: Section) -> None:
        super().__init__(data)
        self.sections = {each.public_id: each for each in sections if each.pk != current.pk}
        self.fields["section"].choices = [(name, each.title) for name, each in self.sections.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Section:
        """The part chosen."""
        return self.sections[self.cleaned_data["section"]]


def confirmed_in(posted: Mapping[str, Any]) -> list[str]:
    """The marks of the consequences that have been said yes to."""
    return [name.removeprefix(CONFIRM) for name in posted if name.startswith(CONFIRM)]
