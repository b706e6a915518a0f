"""What the office types around an event: co-hosts, material, series, copies of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import CoHost, Material, Series
from forebild.events.services.pictures import NewPicture
from forebild.shared.files.forms import UploadField
from forebild.shared.files.kinds import PICTURES
from forebild.shared.ui.forms import DayInput, LongText

_EVERY = [
    (1, _("every day")),
    (7, _("every week")),
    (14, _("every other week")),
    (28, _("every fourth week")),
]


class HostForm(forms.Form):
    """A co-host. Its logo is described by its name."""

    name = forms.CharField(label=_("Name"), max_length=120)
    link = forms.URLField(label=_("Link"), max_length=300, required=False, assume_scheme="https")
    upload = UploadField(kinds=PICTURES, label=_("Logo"), required=False)
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    def __init__(self, *args: Any, host: CoHost | None = None, **kwargs: Any) -> None:
        known = {"name": host.name, "link": host.link} if host else {}
        super().__init__(*args, **{"initial": known, **kwargs})
        if host is None or host.logo is None:
            del self.fields["without_logo"]

    def said(self) -> dict[str, Any]:
        """What the services of co-hosts ask for."""
        clean = dict(self.cleaned_data)
        name, upload = clean["name"], clean.pop("upload")
        logo = NewPicture(upload, f"Logotyp: {name}"[:250], name, f"Logo: {name}"[:250]) if upload else None
        return {**clean, "logo": logo}


class MaterialForm(forms.Form):
    """A file or a link."""

    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    upload = UploadField(label=_("File"), required=False)
    link = forms.URLField(
        label=_("Or a link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("For example to a film."),
    )
    audience = forms.ChoiceField(
        label=_("Who may see it"),
        choices=Material.Audience.choices,
        initial=Material.Audience.EVERYBODY,
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, material: Material, data: Any = None) -> MaterialForm:
        """For the words about what is there."""
        names = ("title_sv", "title_en", "audience")
        form = cls(data, initial={name: getattr(material, name) for name in names})
        del form.fields["upload"], form.fields["link"]
        return form


class SeriesForm(forms.ModelForm):
    """A series: its name, and what it is about."""

    body_sv = LongText(label=_("Description in Swedish"), max_length=4000, required=False)
    body_en = LongText(label=_("Description in English"), max_length=4000, required=False)

    class Meta:
        model = Series
        fields = ("name_sv", "name_en", "body_sv", "body_en")


class CopyForm(forms.Form):
    """On which days the event is to be held again."""

    first = forms.DateField(label=_("The first day"), widget=DayInput)
    count = forms.IntegerField(label=_("How many times"), min_value=1, max_value=30, initial=1)
    every = forms.TypedChoiceField(
        label=_("How often"), choices=_EVERY, coerce=int, initial=7, help_text=_("When it is more than once.")
    )

    def days(self) -> list[date]:
        """Each of the days."""
        clean = self.cleaned_data
        return [clean["first"] + timedelta(days=clean["every"] * place) for place in range(clean["count"])]

    def clean_first(self) -> date:
        """A day in a calendar that anybody keeps."""
        first: date = self.cleaned_data["first"]
        if not 2000 <= first.year < 2100:
            raise forms.ValidationError(_now("Check the year."))
        return first


class CopyLaterForm(forms.Form):
    """How much later several events are to be held again."""

    weeks = forms.IntegerField(
        label=_("Weeks later"),
        min_value=1,
        max_value=520,
        initial=52,
        help_text=_("52 weeks later is the same weekday a year later."),
    )
