"""Whom the office invites: pasted addresses, or a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events import addresses
from forebild.events.addresses import Guest
from forebild.events.models import Event
from forebild.events.queries import earlier_events
from forebild.events.services.inviting import MOST_COLLEAGUES, guests_of, holders_of
from forebild.programme.models import Role
from forebild.shared.permissions import Actor
from forebild.shared.ui.forms import LongText


class InviteForm(forms.Form):
    """Addresses, a group, or both."""

    addresses = LongText(
        label=_("Addresses"),
        required=False,
        max_length=60_000,
        help_text=_("Paste them as they are, with names or without: from a mail, a list or a table."),
    )
    group = forms.ChoiceField(label=_("And a group"), required=False)
    colleagues = forms.IntegerField(
        label=_("Each may bring so many colleagues"), min_value=0, max_value=MOST_COLLEAGUES, initial=0
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=[("sv", _("Swedish")), ("en", _("English"))],
        help_text=_("Somebody whom we know is written to in his or her own."),
    )

    def __init__(self, *args: Any, actor: Actor, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.event = actor, event
        self.earlier = {f"event:{each.public_id}": each for each in earlier_events(actor, event)}
        events = [(key, each.title) for key, each in self.earlier.items()]
        roles = [(f"role:{kind}", label) for kind, label in Role.Kind.choices]
        self.fields["group"].choices = [  # type: ignore[attr-defined]
            ("", _now("none")),
            (_now("All who came to"), events),
            (_now("All who work here as"), roles),
        ]
        self.invalid: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Somebody is to be invited."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("addresses", "").strip() and not cleaned.get("group"):
            self.add_error("addresses", _now("Paste some addresses, or choose a group."))
        return cleaned

    def guests(self) -> list[Guest]:
        """Everybody named, those pasted first; `invalid` are the pieces that no mail can go to."""
        pasted = addresses.read(self.cleaned_data["addresses"])
        self.invalid = pasted.invalid
        return [*pasted.guests, *self._group()]

    def _group(self) -> list[Guest]:
        kind, _colon, name = self.cleaned_data["group"].partition(":")
        if kind == "event":
            return guests_of(self.actor, self.earlier[f"event:{name}"])
        return holders_of(self.actor, self.event, name) if kind == "role" else []
