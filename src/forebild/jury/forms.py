"""What jurors and the office type, made into clean values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models import CalibrationSheet, Interest, Juror, Review, Score, Statement, step_in_words
from forebild.jury.sectors import SCHEME, sector_choices
from forebild.jury.services.reviews import MOST_CHARACTERS, MOST_IN_REASON, Mark
from forebild.jury.statement_fields import NOT_APPLICABLE
from forebild.people.models import Organisation
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Criterion
from forebild.shared.ui.forms import DayInput, LongText

_NO_COUNTY = ("", _("Not stated"))


def chosen(label: Any) -> forms.ModelChoiceField[Any]:
    """One of the rows that `name_choices` puts in."""
    return forms.ModelChoiceField(
        label=label, queryset=Juror.objects.none(), to_field_name="public_id", empty_label=_("Choose")
    )


def _county_choices() -> list[tuple[str, Any]]:
    return [_NO_COUNTY, *((county.code, county.name) for county in COUNTIES)]


class InviteForm(forms.Form):
    """Somebody to offer a seat."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    seat = forms.ChoiceField(
        label=_("Seat"), choices=Juror.Seat.choices, widget=forms.RadioSelect, initial=Juror.Seat.MEMBER
    )


class SeatForm(forms.Form):
    """What the office may correct of a seat."""

    seat = forms.ChoiceField(label=_("Seat"), choices=Juror.Seat.choices, widget=forms.RadioSelect)
    employer_name = forms.CharField(
        label=_("Employer"),
        max_length=160,
        required=False,
        help_text=_("The plan keeps the juror away from the employer's own entry."),
    )
    county = forms.ChoiceField(label=_("County"), choices=_county_choices, required=False)
    max_load = forms.IntegerField(
        label=_("Most entries to read"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=_("Leave empty to share evenly with the others."),
    )
    reads_english = forms.BooleanField(label=_("Reads entries in English"), required=False)


class AcceptForm(forms.Form):
    """A yes to a seat, with what the plan needs to know."""

    employer_name = forms.CharField(
        label=_("Where do you work?"),
        max_length=160,
        help_text=_("You are not given entries from your own employer."),
    )
    county = forms.ChoiceField(
        label=_("County where you live or work"), choices=_county_choices, required=False
    )
    reads_english = forms.BooleanField(label=_("I can read entries in English"), required=False, initial=True)
    terms_accepted = forms.BooleanField(label=_("I accept the terms"), required=False)


class ExpertiseForm(forms.Form):
    """What a juror knows."""

    sectors = forms.MultipleChoiceField(
        label=_("Industries that you know"),
        choices=sector_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topics = LongText(
        label=_("Subjects that you know"),
        required=False,
        max_length=1000,
        help_text=_("One on each line, for example automation or leadership."),
    )

    @classmethod
    def of(cls, juror: Juror) -> ExpertiseForm:
        """Filled in with what the juror has stated."""
        known = list(juror.expertise.all())
        return cls(
            initial={
                "sectors": [mark.code for mark in known if mark.scheme],
                "topics": "\n".join(mark.code for mark in known if not mark.scheme),
            }
        )

    @property
    def stated_sectors(self) -> list[tuple[str, str]]:
        """(scheme, code) of each ticked sector."""
        return [(SCHEME, code) for code in self.cleaned_data["sectors"]]

    @property
    def stated_topics(self) -> list[str]:
        """One per line."""
        return self.cleaned_data["topics"].split("\n")


class InterestForm(forms.Form):
    """A tie to an organisation, chosen among those found by name."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    relation = forms.ChoiceField(label=_("What ties you to it?"), choices=Interest.Relation.choices)
    since_year = forms.IntegerField(label=_("Since year"), min_value=1950, max_value=2100, required=False)
    until_year = forms.IntegerField(label=_("Until year"), min_value=1950, max_value=2100, required=False)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class ConflictForm(forms.Form):
    """The conflict question."""

    tied = forms.ChoiceField(
        label=_("Does anything tie you to the company, so that your judgement could be doubted?"),
        choices=[("no", _("No, nothing ties me to it")), ("yes", _("Yes, I stand aside"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    relation = forms.ChoiceField(
        label=_("What ties you to it?"),
        choices=[("", _("Choose")), *Interest.Relation.choices],
        required=False,
        help_text=_("Needed only if you stand aside."),
    )
    reason = LongText(
        label=_("A few words about it"),
        required=False,
        max_length=1000,
        help_text=_("Read by the jury's secretary and the programme office only."),
    )

    def clean(self) -> dict[str, Any]:
        """A yes needs its relation."""
        cleaned = super().clean() or {}
        if cleaned.get("tied") == "yes" and not cleaned.get("relation"):
            self.add_error("relation", _("Choose what ties you to the company."))
        return cleaned


class RecusalForm(forms.Form):
    """A conflict that somebody else found."""

    juror = chosen(_("Juror"))
    entry = chosen(_("Entry"))
    relation = forms.ChoiceField(
        label=_("What ties the juror to the company?"), choices=Interest.Relation.choices
    )
    reason = LongText(label=_("Reason"), max_length=1000, required=False)

    def __init__(self, *args: Any, jurors: QuerySet[Any], entries: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_choices(self.fields["juror"], jurors, "person")
        name_choices(self.fields["entry"], entries, "organisation")
        self.fields["reason"].says_optional = False  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Why a recusal was a mistake."""

    reason = LongText(label=_("Why is it lifted?"), max_length=1000, required=False)


def name_choices(field: forms.Field, rows: QuerySet[Any], named_by: str) -> None:
    """Let a field choose among `rows`, shown by the name of what `named_by` leads to."""
    field.queryset = rows  # type: ignore[attr-defined]
    field.label_from_instance = lambda row: str(getattr(row, named_by))  # type: ignore[attr-defined]


class CalibrationForm(forms.Form):
    """Which entries everybody scores first, and until when."""

    entries = forms.ModelMultipleChoiceField(
        label=_("Trial entries"),
        queryset=Entry.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose two or three that differ: one strong, one in the middle, one weaker."),
        error_messages={"required": _("Choose two or three entries.")},
    )
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("A day before the review opens.")
    )

    def __init__(self, *args: Any, entries: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entries"]
        field.queryset = entries
        field.label_from_instance = lambda entry: f"{entry.organisation.name} ({entry.edition.year})"


class SharpenForm(forms.Form):
    """A step of a criterion described anew, and why."""

    swedish = LongText(label=_("In Swedish"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    english = LongText(
        label=_("In English"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = LongText(
        label=_("Why is it described anew?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class LeadForm(forms.Form):
    """Who calls an entry's readers together."""

    lead = forms.ModelChoiceField(
        label=_("Calls the readers together"),
        queryset=Juror.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, jurors: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_choices(self.fields["lead"], jurors, "person")


class HurryForm(forms.Form):
    """Why the readers do not wait for the last review; needed only while one is missing."""

    reason = LongText(
        label=_("Why do you not wait?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].says_optional = False  # type: ignore[attr-defined]


class DissentForm(forms.Form):
    """What a reader thinks instead."""

    dissent = LongText(
        label=_("Your opinion"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The jury's leaders and the office read it. The company does not."),
        error_messages={"required": _("Write what you think instead.")},
    )


class TakeUpForm(forms.Form):
    """Why a statement is taken up again."""

    reason = LongText(
        label=_("Why is it taken up again?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ScoreSheet(forms.Form):
    """The score sheet: per criterion a step and a comment, then strengths and opportunities.

    A draft demands nothing; what is missing is told when the sheet is handed in. `before`: the scores as they
    were handed in, by criterion, where a changed one needs its reason.
    """

    def __init__(
        self,
        criteria: list[Criterion],
        *args: Any,
        before: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.before = criteria, before
        for criterion in criteria:
            self.fields[f"score_{criterion.public_id}"] = _score_field(criterion)
            self.fields[f"comment_{criterion.public_id}"] = LongText(
                label=_("Comment"), required=False, max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            if before is not None:
                step = before.get(criterion.public_id, "")
                self.fields[f"reason_{criterion.public_id}"] = _reason_field(step)
        for name, label in (("strengths", _("Strengths")), ("opportunities", _("What could be better"))):
            self.fields[name] = LongText(
                label=label,
                required=False,
                max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Per criterion: itself and its two fields, for the page."""
        return [
            {
                "criterion": criterion,
                "score": self[f"score_{criterion.public_id}"],
                "comment": self[f"comment_{criterion.public_id}"],
                "reason": self[f"reason_{criterion.public_id}"] if self.before is not None else None,
            }
            for criterion in self.criteria
        ]

    def kept(self, sent: Collection[str]) -> dict[str, Any]:
        """What of the fields `sent` is sound, as `save_review` takes it; the rest stays as it is stored."""
        sound = {name: value for name, value in self.cleaned_data.items() if name in sent}
        parts = ("score", "comment", "reason")
        marks = {
            criterion.public_id: mark_of(*(sound.get(f"{part}_{criterion.public_id}") for part in parts))
            for criterion in self.criteria
            if {f"{part}_{criterion.public_id}" for part in parts} & set(sound)
        }
        return {
            "marks": marks,
            "strengths": sound.get("strengths"),
            "opportunities": sound.get("opportunities"),
        }


def _score_field(criterion: Criterion) -> forms.ChoiceField:
    anchors = {anchor.value: anchor.text for anchor in criterion.anchors.all()}
    steps = [
        (str(value), f"{value} – {anchors[value]}" if value in anchors else str(value))
        for value in range(criterion.scale_min, criterion.scale_max + 1)
    ]
    field = forms.ChoiceField(
        label=criterion.name,
        choices=[*steps, (NOT_APPLICABLE, _("Not applicable"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=criterion.description,
    )
    field.says_optional = False  # type: ignore[attr-defined]  # handing in asks for it
    return field


def _reason_field(step: str) -> forms.CharField:
    """Why the score is another than was handed in; asked for only where it is."""
    return LongText(
        label=_("Why the score has changed"),
        required=False,
        max_length=MOST_IN_REASON,
        help_text=_("You handed in: %(step)s. A change needs its reason, which the jury's leaders read.")
        % {"step": step_in_words(step)},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def mark_of(choice: str | None, comment: str | None, reason: str | None = None) -> Mark:
    """A radio button's value and a comment as the service takes them; None for what was not sent."""
    if choice == NOT_APPLICABLE:
        return Mark(not_applicable=True, comment=comment, change_reason=reason)
    return Mark(
        value=int(choice) if choice else None,
        comment=comment,
        stepped=choice is not None,
        change_reason=reason,
    )


class StatementSheet(ScoreSheet):
    """What an entry's readers agree: as the score sheet, with a reason where a score lies far off."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, statement: Statement, criteria: list[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(criteria if statement.is_joint else [], *args, **kwargs)
        for criterion in self.criteria:
            self.fields[f"reason_{criterion.public_id}"] = LongText(
                label=_("Reason, if you go far from what each gave alone"),
                required=False,
                max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for name in ("strengths", "opportunities"):
            field = self.fields[name]
            field.help_text = _(
                "Each on a line of its own. Write to the company: it may be sent as it stands."
            )
            field.says_optional = False  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """As on the score sheet, with the field for the reason."""
        return [row | {"reason": self[f"reason_{row['criterion'].public_id}"]} for row in super().rows]

    def texts(self) -> dict[str, str]:
        """What was filled in, as the document holds it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


def sheet_values(review: Review | CalibrationSheet | None) -> dict[str, str]:
    """The stored sheet as the form's own values."""
    if review is None:
        return {}
    values = {"strengths": review.strengths, "opportunities": review.opportunities}
    for score in review.scores.all():
        values[f"score_{score.criterion.public_id}"] = _choice_of(score)
        values[f"comment_{score.criterion.public_id}"] = score.comment
        if isinstance(score, Score):
            values[f"reason_{score.criterion.public_id}"] = score.change_reason
    return values


def _choice_of(score: Any) -> str:
    if score.not_applicable:
        return NOT_APPLICABLE
    return "" if score.value is None else str(score.value)
