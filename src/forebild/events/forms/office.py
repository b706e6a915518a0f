"""What the office types about events."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, Quota, Series
from forebild.events.models.event import usual_reminders
from forebild.events.services.reminders import MOST_DAYS
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Edition, Programme
from forebild.shared.ui.forms import LongText
from forebild.shared.ui.moments import SwedishTime

_TEXT = ("title_sv", "title_en", "summary_sv", "summary_en", "body_sv", "body_en")
_PLACE = ("mode", "venue", "address", "municipality", "county", "join_link", "join_minutes")
_ASKED = ("asks_needs", "reminder_days")
_ADMISSION = ("admission", "code", "is_listed", "offer_hours", "contact_email")


class DaysBefore(forms.CharField):
    """Some numbers of days, typed with commas between: "7, 1"."""

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        """The days, the most first, each once."""
        typed = [piece for piece in re.split(r"[\s,;]+", str(value or "")) if piece]
        if not all(piece.isdecimal() and 1 <= int(piece[:4]) <= MOST_DAYS for piece in typed):
            raise forms.ValidationError(
                _now("Write numbers of days, at most %(most)d, with a comma between.") % {"most": MOST_DAYS}
            )
        return sorted({int(piece) for piece in typed}, reverse=True)

    def prepare_value(self, value: Any) -> Any:
        """As they are typed."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class EventForm(forms.Form):
    """An event's facts. What is needed only once it is shown is not asked for before."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices)
    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    summary_sv = forms.CharField(label=_("In one sentence, Swedish"), max_length=240)
    summary_en = forms.CharField(label=_("In one sentence, English"), max_length=240, required=False)
    body_sv = LongText(label=_("Description in Swedish"), max_length=8000, required=False)
    body_en = LongText(label=_("Description in English"), max_length=8000, required=False)
    mode = forms.ChoiceField(label=_("How"), choices=Event.Mode.choices, widget=forms.RadioSelect)
    begins_at = SwedishTime(label=_("Begins, Swedish time"))
    ends_at = SwedishTime(label=_("Ends"))
    venue = forms.CharField(label=_("Venue"), max_length=120, required=False)
    address = forms.CharField(label=_("Street address"), max_length=160, required=False)
    municipality = forms.CharField(label=_("Municipality"), max_length=60, required=False)
    county = forms.ChoiceField(
        label=_("County"), required=False, choices=[("", "–"), *((c.code, c.name) for c in COUNTIES)]
    )
    join_link = forms.URLField(
        label=_("Link to the online meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Told only to those who take part online, and only shortly before it begins."),
    )
    join_minutes = forms.IntegerField(
        label=_("The link opens, minutes before"), min_value=0, max_value=1440, initial=15
    )
    edition = forms.ModelChoiceField(
        label=_("Belongs to the edition"), queryset=Edition.objects.none(), required=False
    )
    series = forms.ModelChoiceField(label=_("Series"), queryset=Series.objects.none(), required=False)
    opens_at = SwedishTime(label=_("Registration opens"), required=False)
    closes_at = SwedishTime(
        label=_("Registration closes"), required=False, help_text=_("If nothing is said: when it begins.")
    )
    changes_until = SwedishTime(
        label=_("Last time to change or cancel by oneself"),
        required=False,
        help_text=_("If nothing is said: when it begins."),
    )
    admission = forms.ChoiceField(
        label=_("Who may register"), choices=Event.Admission.choices, widget=forms.RadioSelect, initial="open"
    )
    code = forms.CharField(label=_("Code"), max_length=40, required=False)
    is_listed = forms.BooleanField(label=_("Show it in the calendar"), required=False, initial=True)
    offer_hours = forms.IntegerField(
        label=_("A place that is offered from the queue is kept, hours"),
        min_value=1,
        max_value=336,
        initial=48,
    )
    contact_email = forms.EmailField(label=_("Questions are sent to"), required=False)
    asks_needs = forms.BooleanField(
        label=_("Ask for food and access needs"),
        required=False,
        initial=True,
        help_text=_("Kept apart, read by the office alone, and erased 14 days after the event."),
    )
    reminder_days = DaysBefore(
        label=_("Remind, days before"),
        required=False,
        initial=usual_reminders,
        help_text=_("Those who take part online are reminded on the day itself, too. Nothing: no reminder."),
    )

    groups = (
        (_("What it is"), ("kind", *_TEXT, "series")),
        (_("When"), ("begins_at", "ends_at")),
        (_("Where and how"), _PLACE),
        (_("Registration"), ("opens_at", "closes_at", "changes_until", *_ADMISSION, *_ASKED, "edition")),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = programme.event_series.all()  # type: ignore[attr-defined]
        self.fields["edition"].queryset = programme.editions.order_by("-year")  # type: ignore[attr-defined]

    @property
    def drawn_groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields in their groups, each with its heading."""
        return [(heading, [self[name] for name in names]) for heading, names in self.groups]

    @classmethod
    def of(cls, event: Event, data: Any = None) -> EventForm:
        """Filled in with what is known."""
        initial = {name: getattr(event, name) for name in cls.base_fields}
        return cls(data, programme=event.programme, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Times that follow each other; a code where one is needed."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _now("It ends before it begins."))
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _now("It closes before it opens."))
        if cleaned.get("admission") == Event.Admission.CODE and not cleaned.get("code"):
            self.add_error("code", _now("Write the code that people are to give."))
        return cleaned


class QuotaForm(forms.ModelForm):
    """Places of one kind."""

    per_company = forms.IntegerField(
        label=_("Most from one company"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Nothing: no limit."),
    )
    opens_at = SwedishTime(
        label=_("Opens later than the registration"),
        required=False,
        help_text=_("For example when companies are let in first."),
    )

    class Meta:
        model = Quota
        fields = ("name_sv", "name_en", "way", "audience", "places", "per_company", "opens_at")
        help_texts = {"places": _("Nothing: no limit.")}


class ReasonForm(forms.Form):
    """Why: it stands in the log."""

    reason = LongText(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CancelEventForm(forms.Form):
    """Why the event is off: it stands in the letter."""

    because_sv = LongText(
        label=_("Why, in Swedish"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    because_en = LongText(
        label=_("Why, in English"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ModeForm(forms.Form):
    """How the event is to be held from now on."""

    mode = forms.ChoiceField(label=_("From now on"), choices=Event.Mode.choices, widget=forms.RadioSelect)
    places = forms.IntegerField(
        label=_("Places of the new way"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Nothing: no limit."),
    )
    join_link = forms.URLField(
        label=_("Link to the online meeting"), max_length=500, required=False, assume_scheme="https"
    )

    @classmethod
    def of(cls, event: Event, data: Any = None) -> ModeForm:
        """With the ways that the event does not have now."""
        form = cls(data, initial={"join_link": event.join_link})
        others = [choice for choice in Event.Mode.choices if choice[0] != event.mode]
        form.fields["mode"].choices = others  # type: ignore[attr-defined]
        return form
