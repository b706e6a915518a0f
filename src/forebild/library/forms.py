"""What is typed about good examples: the story, its picture, the company's answer, the reader's search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.library.story import FIELDS, TEXTS
from forebild.shared.files.forms import UploadField
from forebild.shared.files.kinds import PICTURES
from forebild.shared.ui.forms import LongText

LABELS = {
    "title": _("Title"),
    "ingress": _("In two sentences"),
    "challenge": _("The challenge"),
    "deed": _("What they did"),
    "result": _("The result"),
    "lessons": _("What they learnt"),
    "first_step": _("A first step for others"),
}
FIELD_LABELS = {f"{text}_{language}": LABELS[text] for text in TEXTS for language in ("sv", "en")}


class StoryForm(forms.Form):
    """All texts in both languages; nothing is demanded of a draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            text, _language = name.rsplit("_", 1)
            self.fields[name] = _story_field(text)

    def texts(self) -> dict[str, str]:
        """The texts alone."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def _story_field(text: str) -> forms.CharField:
    field: forms.CharField
    if text == "title":
        field = forms.CharField(label=LABELS[text], required=False, max_length=120)
    else:
        rows = 3 if text == "ingress" else 7
        field = LongText(label=LABELS[text], required=False, widget=forms.Textarea(attrs={"rows": rows}))
    field.says_optional = False  # type: ignore[attr-defined]  # needed before it is sent, not while it is written
    return field


class PictureForm(forms.Form):
    """A picture, what it shows, and who allows it."""

    upload = UploadField(kinds=PICTURES, label=_("Picture"))
    alt_sv = forms.CharField(label=_("What the picture shows, in Swedish"), max_length=250)
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=250, required=False)
    permitted_by = forms.CharField(label=_("Who has said that it may be shown"), max_length=120)
    photographer = forms.CharField(label=_("Photographer"), max_length=120, required=False)


class AskForm(forms.Form):
    """Who at the company gets the link."""

    email = forms.EmailField(label=_("E-mail of the one who approves"))


class ApproveForm(forms.Form):
    """The yes, to the revision that was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Your name"), max_length=120)


class WishForm(forms.Form):
    """What should be changed."""

    wish = LongText(label=_("What should be changed?"), widget=forms.Textarea(attrs={"rows": 4}))
