"""What the office types about editions, dates, criteria, people and pages."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.programme.models import Criterion, Edition, Phase, Programme, Role
from forebild.programme.services.about import OF_EDITION, OF_PROGRAMME
from forebild.programme.services.pages import FIELDS
from forebild.shared.dates import in_swedish_time, swedish_instant
from forebild.shared.ui.forms import DayInput, LongText
from forebild.shared.ui.moments import SwedishMoment
from forebild.shared.writing.models import Document


class PageForm(forms.Form):
    """An editorial page in both languages; nothing is required of a draft."""

    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=120, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    body_sv = LongText(label=_("Text in Swedish"), required=False)
    body_en = LongText(label=_("Text in English"), required=False)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: document.fields.get(name, "") for name in FIELDS})
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]


class NewPageForm(forms.Form):
    """A page's address and first title."""

    title = forms.CharField(label=_("Title in Swedish"), max_length=120)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=40,
        help_text=_("The last part of the address: small letters and hyphens."),
    )


class ReleaseForm(forms.Form):
    """When readers are to see it."""

    at = SwedishMoment(label=_("From"))


class EditionForm(forms.ModelForm):
    """What is said of an edition, and how large its jury's work is."""

    class Meta:
        model = Edition
        fields = OF_EDITION


class NewEditionForm(forms.Form):
    """The year of a new edition."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


class PhaseForm(forms.Form):
    """One phase's dates, in Swedish time."""

    opens_at = SwedishMoment(label=_("Opens"))
    closes_at = SwedishMoment(label=_("Closes"))
    grace_minutes = forms.IntegerField(
        label=_("Grace, minutes"),
        min_value=0,
        max_value=24 * 60,
        help_text=_("Never told: what was begun in time is still accepted for so long."),
    )

    @staticmethod
    def values_of(phase: Phase) -> dict[str, Any]:
        """What the form begins with for a phase that has dates."""
        return {
            "opens_at": in_swedish_time(phase.opens_at).replace(tzinfo=None),
            "closes_at": in_swedish_time(phase.closes_at).replace(tzinfo=None),
            "grace_minutes": phase.grace_minutes,
        }


_ANCHOR_LABELS = {"sv": _("Step %(value)d in Swedish"), "en": _("Step %(value)d in English")}


class CriterionForm(forms.ModelForm):
    """A criterion in both languages, with a text for each step of its scale."""

    class Meta:
        model = Criterion
        fields = [
            "name_sv",
            "name_en",
            "description_sv",
            "description_en",
            "weight",
            "scale_min",
            "scale_max",
            "counted",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {each.value: each for each in self.instance.anchors.all()} if self.instance.pk else {}
        for value in range(self.instance.scale_min, self.instance.scale_max + 1):
            anchor = known.get(value)
            for language, label in (
                ("sv", _("Step %(value)d in Swedish")),
                ("en", _("Step %(value)d in English")),
            ):
                self.fields[f"anchor_{value}_{language}"] = LongText(
                    label=label % {"value": value},
                    required=False,
                    initial=getattr(anchor, f"text_{language}", ""),
                )

    @property
    def anchors(self) -> dict[int, tuple[str, str]]:
        """The texts by step, those with Swedish words."""
        steps = range(self.instance.scale_min, self.instance.scale_max + 1)
        texts = {
            value: (
                self.cleaned_data.get(f"anchor_{value}_sv", ""),
                self.cleaned_data.get(f"anchor_{value}_en", ""),
            )
            for value in steps
        }
        return {value: pair for value, pair in texts.items() if pair[0].strip()}


class RoleForm(forms.Form):
    """Whom to give which role."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    kind = forms.ChoiceField(label=_("Role"), choices=Role.Kind)
    edition = forms.ModelChoiceField(
        label=_("For"),
        queryset=Edition.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("The whole programme, all years"),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput,
        help_text=_("The role ends by itself when the day is over. Leave empty for one without an end."),
    )

    def __init__(self, *args: Any, editions: QuerySet[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]

    @property
    def granted(self) -> dict[str, Any]:
        """The clean values, as the service takes them: a role ends as its last day does, in Swedish time."""
        values = dict(self.cleaned_data)
        day = values.pop("last_day")
        return values | {"until": swedish_instant(datetime.combine(day, time(23, 59))) if day else None}


class ProgrammeForm(forms.ModelForm):
    """The programme's own words about itself."""

    class Meta:
        model = Programme
        fields = OF_PROGRAMME
