"""What the plan is worth, and why somebody sits where he or she does, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forebild.engine.grouping.explain import Alike, explain
from forebild.engine.grouping.problem import Plan
from forebild.shared.ui.charts import Bar, BarChart
from forebild.shared.ui.dates import number
from forebild.tables.guests import NAMES
from forebild.tables.problems import Board

CAUSES = {
    "given": gettext_lazy("both seats were settled beforehand"),
    "crowded": gettext_lazy("there are more of them than tables, and no table has more than its share"),
    "barred": gettext_lazy("no single exchange keeps every rule"),
    "dearer": gettext_lazy("every exchange that parts them makes the plan worse elsewhere"),
    "missed": gettext_lazy("if %(leaves)s and %(enters)s change places, the plan becomes better"),
}


@dataclass(frozen=True)
class Told:
    """One round of one person, as the page tells it."""

    round: str
    table: str
    is_settled: bool
    new: list[str]
    again: list[str]
    alike: list[str]


def told_of(board: Board, person: str) -> list[Told]:
    """Round by round. Raises KeyError for somebody without a seat in every round."""
    titles = {each.number: each.title for each in board.plan.rounds}
    names = {guest.id: guest.registration.name for guest in board.guests}
    return [
        Told(
            titles[visit.round],
            board.table_by_id[visit.table].title,
            visit.given,
            [names[each] for each in visit.new],
            [names[each] for each in visit.again],
            [_alike(one, names) for one in visit.alike],
        )
        for visit in explain(board.problem, board.standing, person)
    ]


def _alike(one: Alike, names: dict[str, str]) -> str:
    change = one.exchange
    people = (
        {"leaves": names.get(change.leaves, ""), "enters": names.get(change.enters, "")} if change else {}
    )
    return _("The same as %(name)s in %(what)s: %(why)s.") % {
        "name": names[one.person],
        "what": ", ".join(str(NAMES[each]).lower() for each in one.attributes),
        "why": str(CAUSES[one.cause]) % people if people else str(CAUSES[one.cause]),
    }


@dataclass(frozen=True)
class Worth:
    """A plan's figures for the page: a line an attribute, the mixing index, who meets again."""

    plan: Plan

    @property
    def rows(self) -> list[tuple[str, int, int, int]]:
        """(attribute, meetings of people not alike, the most that there can be, per cent)."""
        return [
            (str(NAMES[mix.attribute]), mix.mixed, mix.bound, percent(mix.index)) for mix in self.plan.mixes
        ]

    @property
    def mixing(self) -> int:
        """Per cent of the best that there can be."""
        return percent(self.plan.mixing)

    @property
    def chart(self) -> BarChart:
        """How well each attribute is mixed."""
        return BarChart(
            _("How well the tables are mixed"),
            tuple(Bar(name, share) for name, _mixed, _bound, share in self.rows),
            description=_("The share of the best that tables of these sizes allow; 100 is the most."),
            unit="%",
            label_heading=_("Mixed by"),
            value_heading=_("Of the best possible"),
        )

    @property
    def again(self) -> str:
        """Who meets again, as a sentence."""
        count, fewest = self.plan.repeats, self.plan.fewest_repeats
        if not count:
            return _("Nobody meets the same person twice.")
        told = ngettext("%(n)d meeting again.", "%(n)d meetings again.", count) % {"n": count}
        if count == fewest:
            return f"{told} {_('No plan with these tables has fewer.')}"
        return f"{told} {_('At least %(n)d cannot be avoided.') % {'n': fewest}}"


def percent(share: float) -> int:
    """Rounded down, so that 100 is said of the best alone."""
    return int(share * 100 + 1e-9)


Read = Callable[[Worth], str]


def compared(before: Plan, after: Plan, language: str) -> list[tuple[str, str, str]]:
    """What a change does: (figure, before, after)."""
    one, other = Worth(before), Worth(after)
    rows: Iterable[tuple[str, Read]] = [
        (_("Mixing index"), lambda worth: f"{worth.mixing}\u00a0%"),
        (_("Meetings again"), lambda worth: number(worth.plan.repeats, language)),
        *(
            (name, lambda worth, at=at: f"{worth.rows[at][3]}\u00a0%")
            for at, (name, *_rest) in enumerate(one.rows)
        ),
    ]
    return [(name, read(one), read(other)) for name, read in rows]
