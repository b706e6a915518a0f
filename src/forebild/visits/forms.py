"""What office, companies and visitors type, made into clean values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.competition.content import ReadAnswer
from forebild.competition.models import Entry
from forebild.jury.models import Juror
from forebild.shared.files.forms import UploadField
from forebild.shared.files.kinds import PICTURES
from forebild.shared.ui.dates import in_full
from forebild.shared.ui.forms import LongText
from forebild.shared.ui.moments import SwedishTime
from forebild.visits.models import Claim, OfferedTime, Visit, VisitPicture
from forebild.visits.protocol import FINDINGS, field_names, finding_of, note_of
from forebild.visits.services.times import MOST_TIMES

_FEW_ROWS = forms.Textarea(attrs={"rows": 3})


class ParticularsForm(forms.Form):
    """Where, how, and whom to ask."""

    form = forms.ChoiceField(
        label=_("How"), choices=Visit.Form.choices, widget=forms.RadioSelect, initial=Visit.Form.PHYSICAL
    )
    place = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("For a visit at the company.")
    )
    link = forms.URLField(
        label=_("Link to the video meeting"),
        required=False,
        assume_scheme="https",
        help_text=_("For a visit by video."),
    )
    travel_note = LongText(label=_("How to get there"), max_length=500, required=False, widget=_FEW_ROWS)
    minutes = forms.IntegerField(label=_("Length in minutes"), initial=90)
    contact_name = forms.CharField(label=_("Who is asked at the company"), max_length=120)
    contact_email = forms.EmailField(label=_("E-mail of that person"))

    @classmethod
    def of(cls, visit: Visit) -> ParticularsForm:
        """Filled in with what is known."""
        return cls(initial={name: getattr(visit, name) for name in cls.base_fields})


class PlanForm(ParticularsForm):
    """A visit to begin: to which company."""

    entry = forms.ModelChoiceField(
        label=_("Company"),
        queryset=Entry.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose"),
    )
    field_order = ["entry"]

    def __init__(self, *args: Any, entries: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = entries  # type: ignore[attr-defined]
        self.fields["entry"].label_from_instance = lambda entry: entry.organisation.name  # type: ignore[attr-defined]
        # Filled in from the company's own, where left empty.
        for name in ("contact_name", "contact_email"):
            self.fields[name].required = False
            self.fields[name].help_text = _now("Left empty, it is the one responsible for the entry.")


class ClaimForm(forms.Form):
    """A passage of an answer, and what to look for."""

    question_key = forms.ChoiceField(label=_("From which answer"))
    quote = LongText(
        label=_("What the entry says"),
        max_length=1000,
        help_text=_("Copy the words as they stand in the answer."),
        widget=_FEW_ROWS,
    )
    look_for = LongText(
        label=_("What to look for"),
        max_length=1000,
        required=False,
        help_text=_("What the visitors are to see, ask or measure."),
        widget=_FEW_ROWS,
    )

    def __init__(self, *args: Any, answers: Iterable[ReadAnswer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(answer.key, answer.label) for answer in answers]
        self.fields["question_key"].choices = choices  # type: ignore[attr-defined]


class VisitorsForm(forms.Form):
    """Who goes."""

    jurors = forms.ModelMultipleChoiceField(
        label=_("Visitors"),
        queryset=Juror.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two at least, not of one employer. Whoever has a conflict of interest is not shown."),
        error_messages={"required": _("Choose two visitors, at most four.")},
    )

    def __init__(self, *args: Any, jurors: QuerySet[Juror], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurors"].queryset = jurors  # type: ignore[attr-defined]
        self.fields["jurors"].label_from_instance = _who  # type: ignore[attr-defined]


def _who(juror: Any) -> str:
    """Name, employer, and what speaks for the juror or against; from `possible_visitors`."""
    parts = [str(juror.person), juror.employer_name, _now("reads the entry") if juror.reads else ""]
    if juror.visit_count:
        parts.append(_now("visits so far: %(count)d") % {"count": juror.visit_count})
    return " · ".join(part for part in parts if part)


class TimesForm(forms.Form):
    """Some times to choose among."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_TIMES + 1):
            field = SwedishTime(
                label=_now("Time %(number)d") % {"number": number}, required=number <= _USUAL_TIMES
            )
            self.fields[f"time_{number}"] = field

    @property
    def times(self) -> list[datetime]:
        """Those filled in."""
        return [value for value in self.cleaned_data.values() if value is not None]


_USUAL_TIMES = 2  # what must be filled in; three are good


class BookForm(forms.Form):
    """A time agreed in another way."""

    begins_at = SwedishTime(label=_("Day and time, Swedish time"))
    words = LongText(label=_("How it was agreed"), max_length=1000, required=False, widget=_FEW_ROWS)


class ReasonForm(forms.Form):
    """Why, for the record."""

    reason = LongText(label=_("Reason, for the record"), max_length=500, widget=_FEW_ROWS)


class AnswerForm(forms.Form):
    """The company's yes to one of the times."""

    time = forms.ChoiceField(
        label=_("Which time fits you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the times, or say below that none fits.")},
    )
    name = forms.CharField(label=_("Whom do we ask for?"), max_length=120)
    phone = forms.CharField(label=_("Telephone, for the day itself"), max_length=40, required=False)
    note = LongText(
        label=_("What should we think of?"),
        max_length=1000,
        required=False,
        help_text=_("Which entrance, protective shoes, whether pictures may be taken, food."),
        widget=_FEW_ROWS,
    )

    def __init__(self, *args: Any, times: Sequence[OfferedTime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        choices = [(each.public_id, in_full(each.begins_at, language)) for each in times]
        self.fields["time"].choices = choices  # type: ignore[attr-defined]


class WishForm(forms.Form):
    """None fits, or not any more; what would."""

    words = LongText(label=_("Which days and times would fit you?"), max_length=1000, widget=_FEW_ROWS)


class ProtocolForm(forms.Form):
    """The protocol. A draft demands nothing; what is missing is told when it is handed in."""

    def __init__(self, claims: Sequence[Claim], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = claims
        for claim in claims:
            self.fields[finding_of(claim)] = forms.ChoiceField(
                label=_now("What did you find?"),
                choices=list(FINDINGS.items()),
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[note_of(claim)] = _text(_now("Note"), 2)
        self.fields["met"] = _text(_now("Whom you met"), 2)
        self.fields["took_place"] = _text(_now("When it began and ended, if not as planned"), 1, needed=False)
        self.fields["impression"] = _text(_now("Your impression as a whole"), 4)
        for claim in claims:
            self.fields[finding_of(claim)].says_optional = False  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Per claim: itself and its two fields, for the page."""
        return [
            {"claim": claim, "finding": self[finding_of(claim)], "note": self[note_of(claim)]}
            for claim in self.claims
        ]

    @property
    def texts(self) -> dict[str, str]:
        """What was filled in, by the document's field names."""
        return {name: self.cleaned_data.get(name, "") for name in field_names(self.claims)}


def _text(label: str, rows: int, *, needed: bool = True) -> forms.CharField:
    field = LongText(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows})
    )
    field.says_optional = not needed  # type: ignore[attr-defined]  # handing in asks for it
    return field


class PictureForm(forms.Form):
    """A picture from the visit."""

    upload = UploadField(kinds=PICTURES, label=_("Picture"))
    caption = forms.CharField(label=_("What the picture shows"), max_length=250)
    people = forms.ChoiceField(
        label=_("People in the picture"),
        choices=VisitPicture.People.choices,
        widget=forms.RadioSelect,
        help_text=_("Ask before you take the picture. Somebody who changes their mind has it removed."),
    )
    claim = forms.ModelChoiceField(
        label=_("Which claim it is about"),
        queryset=Claim.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("The visit as a whole"),
    )

    def __init__(self, *args: Any, claims: QuerySet[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = claims  # type: ignore[attr-defined]
        self.fields["claim"].label_from_instance = lambda claim: claim.quote[:60]  # type: ignore[attr-defined]
