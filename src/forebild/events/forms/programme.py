"""What the office types about an event's programme, sessions and speakers, and about pictures on its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, EventPicture, Session, Speaker
from forebild.events.services.pictures import NewPicture
from forebild.events.services.sessions import COPIED
from forebild.shared.files.forms import UploadField
from forebild.shared.files.kinds import PICTURES
from forebild.shared.ui.forms import LongText
from forebild.shared.ui.moments import SwedishTime

_FEW_ROWS = forms.Textarea(attrs={"rows": 4})


class SessionForm(forms.Form):
    """A part of the programme."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=160)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    begins_at = SwedishTime(label=_("Begins, Swedish time"))
    ends_at = SwedishTime(label=_("Ends"))
    room = forms.CharField(label=_("Room"), max_length=80, required=False)
    track = forms.CharField(label=_("Track"), max_length=80, required=False)
    speakers = forms.ModelMultipleChoiceField(
        label=_("Speakers"),
        queryset=Speaker.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    abstract_sv = LongText(
        label=_("What it is about, in Swedish"), max_length=2000, required=False, widget=_FEW_ROWS
    )
    abstract_en = LongText(
        label=_("What it is about, in English"), max_length=2000, required=False, widget=_FEW_ROWS
    )
    places = forms.IntegerField(
        label=_("Seats to choose"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Nothing: everybody is welcome, and nobody need choose it."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speakers = event.speakers.all()
        self.fields["speakers"].queryset = speakers  # type: ignore[attr-defined]
        if not speakers:
            del self.fields["speakers"]

    @classmethod
    def of(cls, session: Session, data: Any = None) -> SessionForm:
        """Filled in with what is known."""
        initial = {name: getattr(session, name) for name in COPIED} | {"speakers": session.speakers.all()}
        return cls(data, event=session.event, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Times that follow each other."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _now("It ends before it begins."))
        return cleaned


class MoveForm(forms.Form):
    """When a session begins from now on."""

    begins_at = SwedishTime(label=_("Begins, Swedish time"))
    with_later = forms.BooleanField(
        label=_("Move everything that comes after it just as far"), required=False
    )


class PictureForm(forms.Form):
    """A picture, what it shows, and who allows it."""

    upload = UploadField(kinds=PICTURES, label=_("Picture"))
    alt_sv = forms.CharField(label=_("What the picture shows, in Swedish"), max_length=250)
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=250, required=False)
    permitted_by = forms.CharField(
        label=_("Who has said that it may be shown"),
        max_length=120,
        help_text=_(
            "Show nobody who would rather not be in pictures: the list of those registered says who."
        ),
    )
    photographer = forms.CharField(label=_("Photographer"), max_length=120, required=False)

    words = ("alt_sv", "alt_en", "permitted_by", "photographer")

    @classmethod
    def of(cls, picture: EventPicture, data: Any = None) -> PictureForm:
        """For the words about a picture that is there."""
        form = cls(data, initial={name: getattr(picture, name) for name in cls.words})
        del form.fields["upload"]
        return form

    def picture(self) -> NewPicture:
        """What was handed in."""
        return NewPicture(**self.cleaned_data)


class SpeakerForm(forms.Form):
    """Who speaks, with a picture perhaps."""

    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    bio_sv = LongText(
        label=_("Short about the speaker, in Swedish"), max_length=1000, required=False, widget=_FEW_ROWS
    )
    bio_en = LongText(
        label=_("Short about the speaker, in English"), max_length=1000, required=False, widget=_FEW_ROWS
    )
    upload = UploadField(kinds=PICTURES, label=_("Picture"), required=False)
    alt_sv = forms.CharField(label=_("What the picture shows, in Swedish"), max_length=250, required=False)
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=250, required=False)
    permitted_by = forms.CharField(
        label=_("Who has said that it may be shown"), max_length=120, required=False
    )
    photographer = forms.CharField(label=_("Photographer"), max_length=120, required=False)
    without_picture = forms.BooleanField(label=_("Take the picture away"), required=False)

    facts = ("name", "title", "organisation", "bio_sv", "bio_en")

    def __init__(self, *args: Any, speaker: Speaker | None = None, **kwargs: Any) -> None:
        known = {name: getattr(speaker, name) for name in self.facts} if speaker else {}
        super().__init__(*args, **{"initial": known, **kwargs})
        if speaker is None or speaker.picture is None:
            del self.fields["without_picture"]

    def clean(self) -> dict[str, Any]:
        """With a picture comes what it shows and who allows it."""
        cleaned = super().clean() or {}
        if cleaned.get("upload"):
            for name, text in (
                ("alt_sv", _now("Describe the picture for those who cannot see it.")),
                ("permitted_by", _now("Write who has said that the picture may be shown.")),
            ):
                if not cleaned.get(name):
                    self.add_error(name, text)
        return cleaned

    def said(self) -> dict[str, Any]:
        """What the services of speakers ask for."""
        clean = self.cleaned_data
        words = {name: clean[name] for name in ("upload", *PictureForm.words)}
        said: dict[str, Any] = {"facts": {name: clean[name] for name in self.facts}}
        said["picture"] = NewPicture(**words) if clean["upload"] else None
        if clean.get("without_picture"):
            said["without_picture"] = True
        return said
