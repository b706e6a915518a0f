"""The score sheet, as a form and as stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.jury.models import CalibrationSheet, Review, Score, step_in_words
from forebild.jury.services.reviews import MOST_CHARACTERS, MOST_IN_REASON, Mark
from forebild.jury.statement_fields import NOT_APPLICABLE
from forebild.programme.models import Criterion
from forebild.shared.ui.forms import LongText


class ScoreSheet(forms.Form):
    """The score sheet: per criterion a step and a comment, then strengths and opportunities.

    A draft demands nothing; what is missing is told when the sheet is handed in. `before`: the scores as they
    were handed in, by criterion, where a changed one needs its reason.
    """

    def __init__(
        self,
        criteria: list[Criterion],
        *args: Any,
        before: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.before = criteria, before
        for criterion in criteria:
            self.fields[f"score_{criterion.public_id}"] = _score_field(criterion)
            self.fields[f"comment_{criterion.public_id}"] = LongText(
                label=_("Comment"), required=False, max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            if before is not None:
                step = before.get(criterion.public_id, "")
                self.fields[f"reason_{criterion.public_id}"] = _reason_field(step)
        for name, label in (("strengths", _("Strengths")), ("opportunities", _("What could be better"))):
            self.fields[name] = LongText(
                label=label,
                required=False,
                max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Per criterion: itself and its two fields, for the page."""
        return [
            {
                "criterion": criterion,
                "score": self[f"score_{criterion.public_id}"],
                "comment": self[f"comment_{criterion.public_id}"],
                "reason": self[f"reason_{criterion.public_id}"] if self.before is not None else None,
            }
            for criterion in self.criteria
        ]

    def kept(self, sent: Collection[str]) -> dict[str, Any]:
        """What of the fields `sent` is sound, as `save_review` takes it; the rest stays as it is stored."""
        sound = {name: value for name, value in self.cleaned_data.items() if name in sent}
        parts = ("score", "comment", "reason")
        marks = {
            criterion.public_id: mark_of(*(sound.get(f"{part}_{criterion.public_id}") for part in parts))
            for criterion in self.criteria
            if {f"{part}_{criterion.public_id}" for part in parts} & set(sound)
        }
        return {
            "marks": marks,
            "strengths": sound.get("strengths"),
            "opportunities": sound.get("opportunities"),
        }


def _score_field(criterion: Criterion) -> forms.ChoiceField:
    anchors = {anchor.value: anchor.text for anchor in criterion.anchors.all()}
    steps = [
        (str(value), f"{value} – {anchors[value]}" if value in anchors else str(value))
        for value in range(criterion.scale_min, criterion.scale_max + 1)
    ]
    field = forms.ChoiceField(
        label=criterion.name,
        choices=[*steps, (NOT_APPLICABLE, _("Not applicable"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=criterion.description,
    )
    field.says_optional = False  # type: ignore[attr-defined]  # handing in asks for it
    return field


def _reason_field(step: str) -> forms.CharField:
    """Why the score is another than was handed in; asked for only where it is."""
    return LongText(
        label=_("Why the score has changed"),
        required=False,
        max_length=MOST_IN_REASON,
        help_text=_("You handed in: %(step)s. A change needs its reason, which the jury's leaders read.")
        % {"step": step_in_words(step)},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def mark_of(choice: str | None, comment: str | None, reason: str | None = None) -> Mark:
    """A radio button's value and a comment as the service takes them; None for what was not sent."""
    if choice == NOT_APPLICABLE:
        return Mark(not_applicable=True, comment=comment, change_reason=reason)
    return Mark(
        value=int(choice) if choice else None,
        comment=comment,
        stepped=choice is not None,
        change_reason=reason,
    )


def sheet_values(review: Review | CalibrationSheet | None) -> dict[str, str]:
    """The stored sheet as the form's own values."""
    if review is None:
        return {}
    values = {"strengths": review.strengths, "opportunities": review.opportunities}
    for score in review.scores.all():
        values[f"score_{score.criterion.public_id}"] = _choice_of(score)
        values[f"comment_{score.criterion.public_id}"] = score.comment
        if isinstance(score, Score):
            values[f"reason_{score.criterion.public_id}"] = score.change_reason
    return values


def _choice_of(score: Any) -> str:
    if score.not_applicable:
        return NOT_APPLICABLE
    return "" if score.value is None else str(score.value)
