"""What is typed on the meeting's pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.deliberation.models import AgendaItem, Decision, Meeting, Motion, Stay
from forebild.deliberation.services.motions import Count, outcomes_for
from forebild.jury.models import Interest, Juror
from forebild.jury.services.rulings import CITATION_LENGTH
from forebild.shared.dates import NoSuchTime, in_swedish_time, swedish_instant
from forebild.shared.ui.forms import LongText, MomentInput


class MeetingForm(forms.Form):
    """When and where, and by which rules."""

    starts_at = forms.DateTimeField(
        label=_("Day and time, Swedish time"),
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    place = forms.CharField(
        label=_("Place, or the address of the video call"), max_length=300, required=False
    )
    quorum = forms.IntegerField(
        label=_("Quorum"),
        help_text=_("So many who may vote on an item must be there. Whoever stands aside does not count."),
        min_value=1,
    )
    tie_rule = forms.ChoiceField(
        label=_("When votes are equal"),
        help_text=_("Lots are not drawn."),
        choices=Meeting.TieRule.choices,
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, meeting: Meeting) -> MeetingForm:
        """Filled in as the meeting stands."""
        wall = in_swedish_time(meeting.starts_at).replace(tzinfo=None)
        return cls(
            initial={
                "starts_at": wall,
                "place": meeting.place,
                "quorum": meeting.quorum,
                "tie_rule": meeting.tie_rule,
            }
        )

    def clean_starts_at(self) -> datetime:
        """The wall clock's time as an instant."""
        try:
            return swedish_instant(self.cleaned_data["starts_at"].replace(tzinfo=None))
        except NoSuchTime:
            raise forms.ValidationError(
                _("The clocks change then: this time does not exist, or exists twice. Choose another.")
            ) from None


class AttendanceForm(forms.Form):
    """Where each in the jury is now."""

    def __init__(self, *args: Any, jurors: Iterable[Juror], ways: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for juror in jurors:
            self.fields[juror.public_id] = forms.ChoiceField(
                label=str(juror.person),
                choices=[*Stay.Way.choices, ("", _("not here"))],
                widget=forms.RadioSelect,
                initial=ways.get(juror.pk, ""),
                required=False,
            )
            self.fields[juror.public_id].says_optional = False  # type: ignore[attr-defined]


class EntriesForm(forms.Form):
    """Which entries to put on the agenda."""

    entries = forms.MultipleChoiceField(label=_("Entries"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, entries: Iterable[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {entry.public_id: entry for entry in entries}
        field = self.fields["entries"]
        field.choices = [(name, entry.organisation.name) for name, entry in self.by_id.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Entry]:
        """The entries themselves."""
        return [self.by_id[name] for name in self.cleaned_data["entries"]]


class PlaceForm(forms.Form):
    """Where an item must stand, and how long it may take."""

    pin = forms.ChoiceField(
        label=_("Place on the agenda"), choices=AgendaItem.Pin.choices, initial=AgendaItem.Pin.FREE
    )
    minutes_planned = forms.IntegerField(label=_("Length in minutes"), min_value=1, initial=10)


class ItemForm(PlaceForm):
    """Something else to take up."""

    title = forms.CharField(label=_("Title"), max_length=160)
    field_order = ["title", "pin", "minutes_planned"]


class MotionForm(forms.Form):
    """What the meeting is to decide."""

    outcome = forms.ChoiceField(label=_("Motion"), widget=forms.RadioSelect)
    text = LongText(
        label=_("In words"),
        help_text=_("Needed for “something else”."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = outcomes_for(item)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            choice for choice in Motion.Outcome.choices if choice[0] in allowed
        ]


class DecisionForm(forms.Form):
    """What the meeting decided."""

    way = forms.ChoiceField(
        label=_("How it was decided"),
        choices=Decision.Way.choices,
        widget=forms.RadioSelect,
    )
    favour = forms.IntegerField(label=_("In favour"), min_value=0, required=False)
    against = forms.IntegerField(label=_("Against"), min_value=0, required=False)
    abstain = forms.IntegerField(label=_("Abstain"), min_value=0, required=False)
    chair = forms.ChoiceField(
        label=_("The chair's vote, when votes are equal"),
        choices=[("", _("not needed")), ("for", _("for")), ("against", _("against"))],
        required=False,
    )
    citation_sv = LongText(
        label=_("Citation in Swedish"),
        help_text=_("Read out and published. Needed for winners and honourable mentions."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": CITATION_LENGTH, "lang": "sv"}),
    )
    citation_en = LongText(
        label=_("Citation in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": CITATION_LENGTH, "lang": "en"}),
    )
    reason = LongText(label=_("Reason, for the record"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, with_citation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_citation:
            del self.fields["citation_sv"], self.fields["citation_en"]
        for name in ("favour", "against", "abstain", "chair", "citation_sv", "citation_en"):
            if name in self.fields:  # the way and the motion say whether they are needed
                self.fields[name].says_optional = False  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        cleaned = self.cleaned_data
        favour, against, abstain = (cleaned.get(name) or 0 for name in ("favour", "against", "abstain"))
        return {
            "way": cleaned["way"],
            "count": Count(favour, against, abstain, cleaned.get("chair", "")),
            "reason": cleaned["reason"],
            "citation_sv": cleaned.get("citation_sv", ""),
            "citation_en": cleaned.get("citation_en", ""),
        }


class JurorChoiceForm(forms.Form):
    """Somebody in the jury."""

    juror = forms.ChoiceField(label=_("Juror"))

    def __init__(self, *args: Any, jurors: Iterable[Juror], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {juror.public_id: juror for juror in jurors}
        self.fields["juror"].choices = [(name, str(juror.person)) for name, juror in self.by_id.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Juror:
        """The juror."""
        return self.by_id[self.cleaned_data["juror"]]


class DissentForm(forms.Form):
    """Why somebody did not agree."""

    text = LongText(
        label=_("Why, in the words that shall stand in the minutes"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DissentOfForm(JurorChoiceForm, DissentForm):
    """The same for somebody who asks the secretary."""

    field_order = ["juror", "text"]


class RecusalForm(JurorChoiceForm):
    """A conflict that comes to light in the middle of the meeting."""

    relation = forms.ChoiceField(
        label=_("What ties the juror to the company"), choices=Interest.Relation.choices
    )
    reason = LongText(label=_("Reason, for the record"), widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """Why, for the record."""

    reason = LongText(label=_("Reason, for the record"), widget=forms.Textarea(attrs={"rows": 3}))


class RemarkForm(forms.Form):
    """What should be changed in the minutes."""

    item = forms.ChoiceField(label=_("About"), required=False)
    text = LongText(
        label=_("What should be changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {item.public_id: item for item in items}
        choices = [(name, str(item)) for name, item in self.by_id.items()]
        self.fields["item"].choices = [("", _("attendance, the beginning or the end")), *choices]  # type: ignore[attr-defined]
        self.fields["item"].says_optional = False  # type: ignore[attr-defined]

    @property
    def chosen(self) -> AgendaItem | None:
        """The item, if it is about one."""
        return self.by_id.get(self.cleaned_data["item"])


class VerifyForm(forms.Form):
    """The SHA-256 of the file that one has."""

    sha256 = forms.RegexField(
        label=_("SHA-256 of your file"),
        regex=r"^\s*[0-9a-fA-F]{64}\s*$",
        error_messages={"invalid": _("A SHA-256 has 64 characters, 0–9 and a–f.")},
    )
