"""What an entry's readers agree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.jury.forms.choices import name_choices
from forebild.jury.forms.sheets import ScoreSheet
from forebild.jury.models import Juror, Statement
from forebild.jury.services.reviews import MOST_CHARACTERS
from forebild.programme.models import Criterion
from forebild.shared.ui.forms import LongText


class StatementSheet(ScoreSheet):
    """What an entry's readers agree: as the score sheet, with a reason where a score lies far off."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, statement: Statement, criteria: list[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(criteria if statement.is_joint else [], *args, **kwargs)
        for criterion in self.criteria:
            self.fields[f"reason_{criterion.public_id}"] = LongText(
                label=_("Reason, if you go far from what each gave alone"),
                required=False,
                max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for name in ("strengths", "opportunities"):
            field = self.fields[name]
            field.help_text = _(
                "Each on a line of its own. Write to the company: it may be sent as it stands."
            )
            field.says_optional = False  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """As on the score sheet, with the field for the reason."""
        return [row | {"reason": self[f"reason_{row['criterion'].public_id}"]} for row in super().rows]

    def texts(self) -> dict[str, str]:
        """What was filled in, as the document holds it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class LeadForm(forms.Form):
    """Who calls an entry's readers together."""

    lead = forms.ModelChoiceField(
        label=_("Calls the readers together"),
        queryset=Juror.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, jurors: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_choices(self.fields["lead"], jurors, "person")


class HurryForm(forms.Form):
    """Why the readers do not wait for the last review; needed only while one is missing."""

    reason = LongText(
        label=_("Why do you not wait?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].says_optional = False  # type: ignore[attr-defined]


class DissentForm(forms.Form):
    """What a reader thinks instead."""

    dissent = LongText(
        label=_("Your opinion"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The jury's leaders and the office read it. The company does not."),
        error_messages={"required": _("Write what you think instead.")},
    )


class TakeUpForm(forms.Form):
    """Why a statement is taken up again."""

    reason = LongText(
        label=_("Why is it taken up again?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
