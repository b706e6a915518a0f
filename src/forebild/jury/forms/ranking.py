"""What is typed about the ranking: what ranks and why, and who compares what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.forms.choices import name_choices
from forebild.jury.models import Basis, Juror
from forebild.shared.ui.forms import LongText


class BasisForm(forms.Form):
    """What ranks."""

    basis = forms.ChoiceField(
        label=_("Which figure ranks the entries?"),
        choices=[
            (
                Basis.ADJUSTED,
                _("The adjusted score: what is known of severe and kind jurors is taken out"),
            ),
            (Basis.RAW, _("The raw mean: what the jurors gave, as it stands")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
        help_text=_("The other figure always stands beside it."),
    )


class LateBasisForm(BasisForm):
    """What ranks from now on, when the scores are open."""

    reason = LongText(
        label=_("Why is it changed now?"),
        max_length=1000,
        required=False,
        help_text=_("The scores are open. The change and its reason stay on the ranking page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].says_optional = False  # type: ignore[attr-defined]


def _several(label: Any, help_text: Any, missing: Any) -> forms.ModelMultipleChoiceField[Any]:
    """Some of the rows that `name_choices` puts in."""
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=Juror.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
        error_messages={"required": missing},
    )


class TieBreakForm(forms.Form):
    """Which entries are compared, by whom."""

    entries = _several(
        _("Entries to compare"),
        _("Two to eight. Fewer are told apart sooner."),
        _("Choose at least two entries."),
    )
    jurors = _several(
        _("Jurors who compare"),
        _("Each gets a letter. Nobody is shown an entry that he or she stands aside from."),
        _("Choose at least one juror."),
    )

    def __init__(self, *args: Any, entries: QuerySet[Entry], jurors: QuerySet[Juror], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_choices(self.fields["entries"], entries, "organisation")
        name_choices(self.fields["jurors"], jurors, "person")
