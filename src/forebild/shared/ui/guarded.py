"""A form that anybody may send: a trap and a clock keep robots out instead of riddles for people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "shared.guarded_form"
LEAST_SECONDS = 3  # nobody reads the page and fills it in in less
MOST_SECONDS = 24 * 3600


def opened_now() -> str:
    """A signed note of when the form was opened."""
    return signing.TimestampSigner(salt=SALT).sign("opened")


class GuardedForm(forms.Form):
    """Drawn with `ui/forms/guard.html`; the view that shows it gives `opened`."""

    # A person does not see it, and a robot fills it in.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_from_robot(self) -> bool:
        """Whether the trap was filled in."""
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        """A form sent back at once, or left open for days, is to be sent once more; nothing typed is lost."""
        cleaned = super().clean() or {}
        try:
            note = signing.TimestampSigner(salt=SALT)
            note.unsign(cleaned.get("opened", ""), max_age=MOST_SECONDS)
        except signing.BadSignature:
            self.add_error(None, _("The page had been open for a long time. Send it once more."))
        else:
            self._demand_time_to_write(note, cleaned["opened"])
        return cleaned

    def _demand_time_to_write(self, note: signing.TimestampSigner, opened: str) -> None:
        try:
            note.unsign(opened, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return
        self.add_error(None, _("That was quick. Wait a few seconds and send it once more."))

    def opened_anew(self) -> None:
        """Give a form that is shown again a fresh note of the time."""
        typed = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict: what was ticked stays several
        typed["opened"] = opened_now()
        self.data = typed
