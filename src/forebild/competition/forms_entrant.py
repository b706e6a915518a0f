"""What a company types: its choice of company and language, its answers, its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from forebild.competition.answers import UPLOADED
from forebild.competition.content import visibility_of
from forebild.competition.models import Entry, EntryFile, Question
from forebild.competition.services.drafts import ALT, LONGEST_ALT, VISIBILITY, kinds_for
from forebild.people.models import Organisation
from forebild.shared.files.forms import UploadField
from forebild.shared.questions.fields import answer_field, typed_answer
from forebild.shared.ui.forms import LongText

_VISIBILITY = [
    ("public", _("Public")),
    ("if_awarded", _("Public if awarded")),
    ("never", _("Never public")),
]


class StartForm(forms.Form):
    """Which of one's companies, and in which language one writes; and one's name, if it is not known."""

    your_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("It stands in receipts and letters, so that your colleagues see who you are."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    company = forms.ChoiceField(label=_("Company"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("The language you write in"),
        widget=forms.RadioSelect,
        choices=[("sv", _("Swedish")), ("en", _("English"))],
    )

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation], asks_name: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if not asks_name:
            del self.fields["your_name"]
        self.organisations = {each.public_id: each for each in organisations}
        company = self.fields["company"]
        company.choices = [(public_id, each.name) for public_id, each in self.organisations.items()]  # type: ignore[attr-defined]
        if len(self.organisations) == 1:
            company.initial = next(iter(self.organisations))

    def organisation(self) -> Organisation:
        """The company chosen."""
        return self.organisations[self.cleaned_data["company"]]


class AnswerForm(forms.Form):
    """The draft's answers to some questions, as they are stored or as they were just typed.

    It judges nothing: what was typed is saved as it stands. `problems` {name: text} are shown beside the
    fields. A file has no field here: it is sent by its own, `upload-<key>`.
    """

    def __init__(
        self,
        entry: Entry,
        questions: Iterable[Question],
        files: Iterable[EntryFile],
        *,
        typed: Mapping[str, Any] | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> None:
        self.problems = dict(problems or {})
        self.labels = {f"upload-{question.key}": question.label for question in questions}
        values = {**_stored(entry, questions, files), **(typed or {})}
        super().__init__(values if self.problems else None, initial=values, auto_id="id_%s")
        for question in questions:
            self.fields.update(_fields_of(question, entry))
        for use in files:
            if use.file.is_picture:
                self.fields[f"{ALT}{use.public_id}"] = _alt_field(entry)
        for field in self.fields.values():
            field.says_optional = getattr(field, "says_optional", False)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nothing is judged here; the problems that are known are shown."""
        for name, text in self.problems.items():
            if name in self.fields:
                self.add_error(name, text)
            else:  # a file's own place shows it, too; the summary says which question it is about
                self.add_error(None, ": ".join(filter(None, [self.labels.get(name), text])))
        return self.cleaned_data


class ReplaceForm(forms.Form):
    """Another file in the place of one."""

    def __init__(self, *args: Any, question: Question, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"] = UploadField(label=_("The new file"), kinds=kinds_for(question))


class WithdrawForm(forms.Form):
    """Taking an entry back needs no reason."""

    reason = LongText(
        label=_("Why do you withdraw?"),
        max_length=500,
        required=False,
        help_text=_("Only the programme office reads this."),
    )


def typed_answers(posted: QueryDict, questions: Iterable[Question]) -> dict[str, Any]:
    """What a plain form sent, as the services take it; a question of boxes is sent with its section."""
    typed: dict[str, Any] = {name: posted[name] for name in posted if name.startswith((VISIBILITY, ALT))}
    for question in questions:
        is_sent = question.key in posted or question.kind == Question.Kind.CHOICES
        if is_sent and question.kind not in UPLOADED:
            typed[question.key] = typed_answer(posted, question.key, question.kind)
    return typed


def _stored(entry: Entry, questions: Iterable[Question], files: Iterable[EntryFile]) -> dict[str, Any]:
    """All that the form can show, by the fields' names."""
    answers = {question.key: entry.document.fields.get(question.key) for question in questions}
    seen_by = {f"{VISIBILITY}{question.key}": visibility_of(question, entry) for question in questions}
    alts = {f"{ALT}{use.public_id}": use.alt(entry.language) for use in files}
    return answers | seen_by | alts


def _fields_of(question: Question, entry: Entry) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if question.kind not in UPLOADED:
        found[question.key] = _answer_field(question, entry)
    if not question.visibility_fixed:
        found[f"{VISIBILITY}{question.key}"] = forms.ChoiceField(
            label=_("Who may read the answer?"), choices=_VISIBILITY, required=False
        )
    return found


def _answer_field(question: Question, entry: Entry) -> forms.Field:
    field = answer_field(question, _BUILDERS)
    if question.kind in {Question.Kind.SHORT, Question.Kind.LONG}:
        field.widget.attrs["lang"] = entry.language
    return field


def _scale(question: Question) -> forms.Field:
    steps = [(str(step), str(step)) for step in range(question.scale_min, question.scale_max + 1)]
    return forms.ChoiceField(widget=forms.RadioSelect, choices=steps)


def _link(question: Question) -> forms.Field:
    return forms.CharField(widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}))


def _alt_field(entry: Entry) -> forms.Field:
    return forms.CharField(
        label=_("What does the picture show?"),
        help_text=_("One sentence, for those who cannot see it."),
        required=False,
        max_length=LONGEST_ALT,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_ALT, "lang": entry.language}),
    )


_BUILDERS: dict[str, Callable[[Question], forms.Field]] = {
    Question.Kind.SCALE: _scale,
    Question.Kind.LINK: _link,
}
