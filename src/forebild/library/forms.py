"""What is typed about good examples: the story, its picture, the company's answer, the reader's search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from forebild.library.facts import FACT_LABELS, FACTS, LISTS, VOCABULARIES
from forebild.library.models import ExamplePicture
from forebild.library.story import EDITABLE, FIELDS, TEXTS
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
COMPARED = FIELD_LABELS | {"picture": _("Picture")} | dict(FACT_LABELS)


class StoryForm(forms.Form):
    """All texts in both languages and the facts beside them; nothing is demanded of a draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            text, _language = name.rsplit("_", 1)
            self.fields[name] = _story_field(text)
        for fact in FACTS:
            self.fields[fact] = _fact_field(fact)

    def changes(self) -> dict[str, Any]:
        """The texts and the facts."""
        return {name: self.cleaned_data[name] for name in EDITABLE}

    def facts(self) -> list[BoundField]:
        """The facts' fields, in order."""
        return [self[fact] for fact in FACTS]


def _fact_field(fact: str) -> forms.ChoiceField:
    """Boxes where several may be chosen; of the others one, or none."""
    label, names = FACT_LABELS[fact], VOCABULARIES[fact].items()
    field: forms.ChoiceField
    if fact in LISTS:
        numbered = [(key, f"{key}. {name}") for key, name in names] if fact == "goals" else list(names)
        field = forms.MultipleChoiceField(
            label=label, required=False, choices=numbered, widget=forms.CheckboxSelectMultiple
        )
    else:
        field = forms.ChoiceField(label=label, required=False, choices=[("", _("Not said")), *names])
    field.says_optional = False  # type: ignore[attr-defined]
    return field


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

    def __init__(self, *args: Any, picture: ExamplePicture | None = None, **kwargs: Any) -> None:
        """With the words of the picture that is there; another file is then not needed."""
        words = ("alt_sv", "alt_en", "permitted_by", "photographer")
        super().__init__(*args, **kwargs)
        if picture is not None:
            self.initial = {name: getattr(picture, name) for name in words}
            self.fields["upload"].required = False
            self.fields["upload"].label = _("Another picture")


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
