"""What the office types about mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.shared.outbox.markup import SUBJECT_LIMIT
from forebild.shared.outbox.models import Message


class FilterForm(forms.Form):
    """Which messages to show; lives in the address bar."""

    words = forms.CharField(label=_("Search in address, subject and kind"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Message.State.choices]
    )
    batch = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)


class TextForm(forms.Form):
    """The words of a notice; placeholders and buttons are checked by the service."""

    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_LIMIT)
    body = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 18}))


class AddressForm(forms.Form):
    """Whose mailbox to look into."""

    address = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, *args: object, addresses: list[tuple[str, int]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(address, f"{address} ({count})") for address, count in addresses]
        self.fields["address"].choices = [("", _("Everybody")), *choices]  # type: ignore[attr-defined]
