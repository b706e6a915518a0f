"""What the office types: tables and rounds, a move, a settled seat, who takes notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.tables.guests import ATTRIBUTES, NAMES
from forebild.tables.models import RoundTable, TablePlan
from forebild.tables.problems import Board
from forebild.tables.services.plans import MOST_TABLES, Setup, usual_seats
from forebild.tables.services.seats import Move

_ROUND = re.compile(r"^(?:(\d{1,2})[.:](\d{2})\s*)?(.*)$")
_WEIGHTS = [(1, _("as much as the others")), (3, _("much")), (0, _("not at all"))]
_CHOOSE = ("", _("Choose"))
_NOBODY = ("", _("Nobody"))


class SetupForm(forms.Form):
    """Tables, rounds, and what the tables are mixed by."""

    tables = forms.IntegerField(label=_("Number of tables"), min_value=1, max_value=MOST_TABLES)
    seats = forms.IntegerField(label=_("Chairs at each table"), min_value=2, max_value=100)
    rounds = forms.CharField(
        label=_("Rounds"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, with its time first if you like: 10.15 What stops us"),
    )
    size = forms.TypedChoiceField(label=NAMES["size"], choices=_WEIGHTS, coerce=int)
    sector = forms.TypedChoiceField(label=NAMES["sector"], choices=_WEIGHTS, coerce=int)
    county = forms.TypedChoiceField(label=NAMES["county"], choices=_WEIGHTS, coerce=int)
    parts_colleagues = forms.BooleanField(
        label=_("Keep people of one organisation apart"), required=False, initial=True
    )

    @classmethod
    def of(cls, plan: TablePlan, tables: list[RoundTable], data: Any = None) -> SetupForm:
        """Filled in with how it is now."""
        lines = [f"{each.at} {each.name}".strip() for each in plan.rounds]
        seats = usual_seats(table.seats for table in tables)
        known = {"tables": len(tables), "seats": seats, "rounds": "\n".join(lines)}
        weights = {name: plan.weights.get(name, 0) for name in ATTRIBUTES}
        return cls(data, initial={**known, **weights, "parts_colleagues": plan.parts_colleagues})

    def clean_rounds(self) -> list[tuple[str, str]]:
        """(name, at) of each line; a clock time is written the Swedish way."""
        lines = [line.strip() for line in self.cleaned_data["rounds"].splitlines() if line.strip()]
        return [_round(line) for line in lines]

    @property
    def setup(self) -> Setup:
        """As the service takes it."""
        clean = self.cleaned_data
        return Setup(
            clean["tables"],
            clean["seats"],
            clean["rounds"],
            {name: clean[name] for name in ATTRIBUTES},
            clean["parts_colleagues"],
        )


def _round(line: str) -> tuple[str, str]:
    hours, minutes, name = _ROUND.match(line).groups()  # type: ignore[union-attr]  # it matches every line
    if hours is None or int(hours) > 23 or int(minutes) > 59:
        return line[:80], ""
    return name[:80], f"{int(hours):02d}.{minutes}"


class TableForm(forms.Form):
    """One table."""

    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("Such as its subject: Skills")
    )
    seats = forms.IntegerField(label=_("Chairs"), min_value=1, max_value=100)
    host_id = forms.ChoiceField(label=_("Host, who stays at the table in every round"), required=False)
    join_link = forms.URLField(
        label=_("Link to the table's online room"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Told only to those who take part online, and only when the event's own link is told."),
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["host_id"], people_choices(board, _NOBODY))


class MoveForm(forms.Form):
    """Somebody to another table, perhaps in exchange."""

    person = forms.ChoiceField(label=_("Who"))
    round = forms.TypedChoiceField(label=_("Round"), coerce=int)
    table = forms.ChoiceField(label=_("To the table"))
    instead = forms.ChoiceField(
        label=_("In exchange for"),
        required=False,
        help_text=_("Somebody at that table, where no chair is free. The two change places."),
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["person"], people_choices(board, _CHOOSE))
        _offer(self.fields["instead"], people_choices(board, _NOBODY))
        _offer(self.fields["round"], [(each.number, each.title) for each in board.plan.rounds])
        _offer(self.fields["table"], table_choices(board.tables))

    @property
    def move(self) -> Move:
        """As the service takes it."""
        clean = self.cleaned_data
        return Move(clean["person"], clean["round"], clean["table"], clean["instead"])


class SettleForm(forms.Form):
    """A seat that every later plan keeps."""

    prefix = "settle"

    person = forms.ChoiceField(label=_("Who"))
    round = forms.TypedChoiceField(label=_("Round"), coerce=int)
    table = forms.ChoiceField(label=_("Table"))

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["person"], people_choices(board, _CHOOSE))
        _offer(self.fields["round"], [(each.number, each.title) for each in board.plan.rounds])
        _offer(self.fields["table"], table_choices(board.tables))


class ApartForm(forms.Form):
    """Two who are not to sit together."""

    prefix = "apart"

    one = forms.ChoiceField(label=_("One"))
    other = forms.ChoiceField(label=_("The other"))

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            _offer(self.fields[name], people_choices(board, _CHOOSE))

    def clean(self) -> dict[str, Any]:
        """Two different persons."""
        cleaned = super().clean() or {}
        if cleaned.get("one") and cleaned.get("one") == cleaned.get("other"):
            self.add_error("other", _now("Choose somebody else."))
        return cleaned


class NoteTakerForm(forms.Form):
    """Who takes notes, and where."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Of the person, or of the table."))
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("If you give one, the link is sent there too.")
    )
    table = forms.ModelChoiceField(
        label=_("Table"),
        queryset=RoundTable.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("All tables"),
    )

    def __init__(self, *args: Any, tables: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = tables  # type: ignore[attr-defined]


def people_choices(board: Board, first: tuple[str, Any]) -> list[tuple[str, Any]]:
    """Those who come, by name, each with the organisation."""
    people = [
        (guest.id, ", ".join(filter(None, (guest.registration.name, guest.registration.organisation_shown))))
        for guest in board.guests
    ]
    return [first, *sorted(people, key=lambda pair: str(pair[1]).casefold())]


def table_choices(tables: Iterable[RoundTable]) -> list[tuple[str, Any]]:
    """The tables by number."""
    return [_CHOOSE, *((table.public_id, table.title) for table in tables)]


def _offer(field: forms.Field, choices: Iterable[tuple[Any, Any]]) -> None:
    field.choices = list(choices)  # type: ignore[attr-defined]
