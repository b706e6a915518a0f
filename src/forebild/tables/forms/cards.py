"""A card as a note-taker writes it on a phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Registration
from forebild.shared.models import new_public_id
from forebild.shared.ui.forms import LongText
from forebild.tables.models import Card, NoteTaker, RoundTable
from forebild.tables.models.cards import LONGEST
from forebild.tables.queries import people_at, tables_of
from forebild.tables.reference import Addressee, Attribution, Kind


class CardForm(forms.Form):
    """`nonce` is this form's own: sent twice it is one card. `version`: the one that was opened."""

    table = forms.ModelChoiceField(
        label=_("Table"), queryset=RoundTable.objects.none(), to_field_name="public_id"
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.CHALLENGE
    )
    text = LongText(
        label=_("What was said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    addressee = forms.ChoiceField(
        label=_("Addressed to"), choices=Addressee.choices, initial=Addressee.NOBODY
    )
    said_by = forms.ChoiceField(label=_("Who said it"), required=False)
    attribution = forms.ChoiceField(
        label=_("Who may be named outside the table"),
        choices=Attribution.choices,
        widget=forms.RadioSelect,
        initial=Attribution.NONE,
    )
    is_secret = forms.BooleanField(
        label=_("It stays in the room"),
        required=False,
        help_text=_("Read only by those who take notes at this table, and by the programme lead."),
    )
    nonce = forms.CharField(max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, taker: NoteTaker, card: Card | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].says_optional = False  # type: ignore[attr-defined]
        people = [(each.public_id, _name(each)) for each in people_at(taker)]
        if card and card.said_by and card.said_by.public_id not in dict(people):
            people.append((card.said_by.public_id, _name(card.said_by)))
        self.fields["said_by"].choices = [("", _now("Not stated")), *people]  # type: ignore[attr-defined]
        if taker.table_id or card:
            del self.fields["table"]
        else:
            self.fields["table"].queryset = tables_of(taker.event)  # type: ignore[attr-defined]

    @classmethod
    def new(cls, taker: NoteTaker) -> CardForm:
        """An empty one."""
        return cls(taker=taker, initial={"nonce": new_public_id()})

    @classmethod
    def of(cls, taker: NoteTaker, card: Card) -> CardForm:
        """A card as it stands."""
        names = ("kind", "text", "addressee", "attribution", "is_secret", "version")
        known = {name: getattr(card, name) for name in names}
        known["said_by"] = card.said_by.public_id if card.said_by else ""
        return cls(taker=taker, card=card, initial={**known, "nonce": new_public_id()})

    def show_theirs(self, theirs: Card, reason: str) -> None:
        """Both texts are kept: one's own in the field, theirs beside it. The next press replaces theirs."""
        self.add_error("text", reason)
        self.add_error("text", f"«{theirs.text}»")
        self.data = {**self.data.dict(), "version": str(theirs.version)}  # type: ignore[attr-defined]


def _name(registration: Registration) -> str:
    return ", ".join(filter(None, (registration.name, registration.organisation_shown)))
