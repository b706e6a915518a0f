"""What the office wishes of the plan: the question to the engine, changes by hand, settled seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.jury.forms.choices import chosen, name_choices
from forebild.jury.models import SeatRule


class PlanForm(forms.Form):
    """What the engine is asked for."""

    per_entry = forms.IntegerField(label=_("Readers per entry"), min_value=1, max_value=20)
    seed = forms.IntegerField(
        label=_("Variant"),
        min_value=0,
        max_value=9999,
        initial=0,
        help_text=_("The same number gives the same plan. Change it to see an equally good one."),
    )

    required = forms.MultipleChoiceField(
        label=_("Every entry needs a reader who knows"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    moves = forms.ChoiceField(
        label=_("What is shared out already"),
        choices=[
            ("", _("stays; only what is missing is added")),
            ("yes", _("may move, as little as possible, and never where a review has been begun")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    newcomers = forms.IntegerField(
        label=_("At least so many entries for a juror who has none"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=_("Only when entries may move: for a juror who has joined late."),
    )

    def __init__(self, *args: Any, competences: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["required"].choices = competences  # type: ignore[attr-defined]
        if not competences:
            del self.fields["required"]

    @property
    def wish(self) -> dict[str, Any]:
        """As `propose_assignment` takes it."""
        sent = self.cleaned_data
        return {
            "per_entry": sent["per_entry"],
            "seed": sent["seed"],
            "required": sent.get("required", ()),
            "moves": sent["moves"] == "yes",
            "newcomers": sent["newcomers"] or 0,
        }


class ChangeForm(forms.Form):
    """One entry of a proposal: who gets it, who gives it up."""

    entry = chosen(_("Entry"))
    gives = chosen(_("Give it to"))
    takes = chosen(_("Take it from"))
    accepted = forms.BooleanField(label=_("I have read the warnings. Do it anyway"), required=False)
    about = forms.CharField(required=False, widget=forms.HiddenInput)  # the change that was warned about

    def __init__(
        self,
        *args: Any,
        jurors: QuerySet[Any],
        entries: QuerySet[Any],
        is_warned: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        name_choices(self.fields["entry"], entries, "organisation")
        for name in ("gives", "takes"):
            name_choices(self.fields[name], jurors, "person")
            self.fields[name].required = False
            self.fields[name].empty_label = _("Nobody")  # type: ignore[attr-defined]
        if not is_warned:
            del self.fields["accepted"]

    @property
    def change(self) -> dict[str, Any]:
        """As `adjust_plan` takes it."""
        return {name: self.cleaned_data[name] for name in ("entry", "gives", "takes")}

    @property
    def key(self) -> str:
        """The change as one word: a tick counts for the warnings of this change alone."""
        return ":".join(row.public_id if row else "" for row in self.change.values())

    @property
    def is_accepted(self) -> bool:
        """Whether the warnings of just this change have been accepted."""
        return bool(self.data.get("accepted")) and self.cleaned_data["about"] == self.key


class SettleForm(forms.Form):
    """One seat that every later proposal keeps to. Its page asks for a juror and an entry twice."""

    kind = forms.ChoiceField(label=_("In every proposal"), choices=SeatRule.Kind.choices)
    juror = chosen(_("Juror"))
    entry = chosen(_("Entry"))
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, jurors: QuerySet[Any], entries: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "settle_%s"} | kwargs)
        name_choices(self.fields["juror"], jurors, "person")
        name_choices(self.fields["entry"], entries, "organisation")


class ReaderForm(forms.Form):
    """One more reader for one entry."""

    juror = chosen(_("Juror"))
    entry = chosen(_("Entry"))

    def __init__(self, *args: Any, jurors: QuerySet[Any], entries: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_choices(self.fields["juror"], jurors, "person")
        name_choices(self.fields["entry"], entries, "organisation")
