"""A lifecycle as a table, and the one safe way to move a row along it.

An app's `states.py` writes the table down:

    ENTRY = Lifecycle("entry", start="draft", moves={("draft", "submit"): "submitted", …})

A service asks for the move: `ENTRY.move(entry, "submit", submitted_at=now)`. The update names the
state that it expects (compare and set), so of two at once exactly one succeeds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from forebild.shared.errors import NotNow, Overtaken


@dataclass(frozen=True)
class Lifecycle:
    """States and the actions that lead from one to the next."""

    name: str
    start: str
    moves: Mapping[tuple[str, str], str]

    @cached_property
    def states(self) -> tuple[str, ...]:
        """All states, the start first, then in the order in which the table reaches them."""
        seen = dict.fromkeys([self.start])
        for (before, _action), after in self.moves.items():
            seen.update(dict.fromkeys([before, after]))
        return tuple(seen)

    def allows(self, state: str, action: str) -> bool:
        """Whether `action` may be done in `state`."""
        return (state, action) in self.moves

    def after(self, state: str, action: str) -> str:
        """The state that `action` leads to from `state`.

        Raises NotNow when the table has no such move.
        """
        if not self.allows(state, action):
            raise NotNow(_("This can no longer be done: it has already moved on. Reload the page."))
        return self.moves[state, action]

    def move(self, row: models.Model, action: str, **changes: Any) -> None:
        """Move `row` by `action` and save `changes` with it, in one update.

        Raises NotNow for a move that the table lacks, Overtaken when the stored state is no longer the
        one that `row` was read with.
        """
        before: str = row.state  # type: ignore[attr-defined]
        changes["state"] = self.after(before, action)
        manager = type(row)._base_manager
        if manager.filter(pk=row.pk, state=before).update(**changes) != 1:
            raise Overtaken(_("Somebody else was a moment before you. Reload the page to see what they did."))
        for field, value in changes.items():
            setattr(row, field, value)

    def constraint(self) -> models.CheckConstraint:
        """The database's own guard: no state outside the table is ever stored."""
        return models.CheckConstraint(
            condition=models.Q(state__in=self.states), name=f"{self.name}_state_is_known"
        )
