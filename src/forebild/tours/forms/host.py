"""What the host fills in: what visitors must know, and what the host must know of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.shared.ui.forms import LongText
from forebild.shared.ui.moments import SwedishTime
from forebild.tours.models import Question, Stop

_LINES = forms.Textarea(attrs={"rows": 3})


class KitForm(forms.Form):
    """All of it is optional: what is left empty is not asked of anybody."""

    contact_name = forms.CharField(label=_("Who receives the visitors"), max_length=120, required=False)
    contact_phone = forms.CharField(label=_("Telephone on the day"), max_length=40, required=False)
    seats = forms.IntegerField(
        label=_("How many you can receive"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Nothing: no limit."),
    )
    per_company = forms.IntegerField(
        label=_("Most from one company"), required=False, min_value=1, max_value=1000
    )
    unwelcome = LongText(
        label=_("Companies that you do not receive"),
        required=False,
        max_length=2000,
        widget=_LINES,
        help_text=_("A company a line, by name or number. They are not told why."),
    )
    keeps_out_industry = forms.BooleanField(
        label=_("We do not receive companies of our own industry"), required=False
    )
    safety = LongText(
        label=_("Safety rules"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Every visitor confirms them before the visit."),
    )
    clothes = forms.CharField(
        label=_("Shoes and clothes"),
        required=False,
        max_length=300,
        help_text=_("For example: sturdy shoes. Helmet and vest are lent."),
    )
    asks = forms.MultipleChoiceField(
        label=_("What must you know of each visitor?"),
        required=False,
        choices=Stop.Asked.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask for as little as you can. It is erased two weeks after the visit."),
    )
    identity_until = SwedishTime(
        label=_("When do you need it, at the latest?"),
        required=False,
        help_text=_("From then on the list stands at your link. Whoever is late does not stand on it."),
    )
    terms = LongText(
        label=_("What visitors may not tell others"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Each accepts it by name. The text is kept as it was accepted."),
    )
    photos = forms.ChoiceField(
        label=_("Photographs"), choices=Stop.Photos.choices, widget=forms.RadioSelect, initial="ask"
    )
    food = forms.CharField(label=_("What is served"), required=False, max_length=300)
    agenda = LongText(
        label=_("Agenda"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A line a point, for example: 10.00 A walk through the press hall."),
    )

    groups = (
        (_("The visit"), ("contact_name", "contact_phone", "agenda", "food")),
        (_("Whom you receive"), ("seats", "per_company", "unwelcome", "keeps_out_industry")),
        (_("At your place"), ("safety", "clothes", "photos", "terms")),
        (_("The list for the gate"), ("asks", "identity_until")),
    )
    on_screen = ("contact_name", "contact_phone", "agenda", "unwelcome", "keeps_out_industry")

    def __init__(self, *args: Any, stop: Stop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stop = stop
        if stop.is_virtual:
            for name in set(self.fields) - set(self.on_screen):
                del self.fields[name]

    @classmethod
    def of(cls, stop: Stop, data: Any = None, *, with_draft: bool = True) -> KitForm:
        """Filled in with the host's draft where there is one, else with what holds."""
        initial: dict[str, Any] = {name: getattr(stop, name) for name in cls.base_fields if name != "terms"}
        initial["terms"] = stop.terms.text if stop.terms else ""
        if with_draft and stop.draft:
            initial |= {name: _drafted(name, stop.draft.get(name, [])) for name in cls.base_fields}
        return cls(data, initial=initial, stop=stop)

    @property
    def drawn_groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields in their groups, each with its heading; no empty group."""
        groups = [
            (heading, [self[name] for name in names if name in self.fields]) for heading, names in self.groups
        ]
        return [(heading, fields) for heading, fields in groups if fields]

    @property
    def typed(self) -> dict[str, list[str]]:
        """What stands in the fields, right or wrong: the draft."""
        return {name: self.data.getlist(name) for name in self.fields}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever must be known has a name, and the list a day."""
        cleaned = super().clean() or {}
        if asks := cleaned.get("asks"):
            cleaned["asks"] = [each for each in Stop.Asked.values if each in {*asks, Stop.Asked.FULL_NAME}]
            if not cleaned.get("identity_until") and "identity_until" not in self.errors:
                self.add_error("identity_until", _now("Say until when you need the details."))
        return cleaned


def _drafted(name: str, values: list[str]) -> Any:
    return values if name == "asks" else (values[0] if values else "")


class AnswerForm(forms.Form):
    """The host's answer to a question."""

    text = LongText(
        label=_("Your answer"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_live = forms.BooleanField(label=_("Answered live, during the visit"), required=False)

    @classmethod
    def of(cls, question: Question, data: Any = None) -> AnswerForm:
        """Filled in with what was answered."""
        initial = {"text": question.answer, "is_live": question.is_live}
        return cls(data, initial=initial, prefix=question.public_id)
