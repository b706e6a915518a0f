"""What the pages about who reads what have in common: readers per entry, loads, the figures of a proposal."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.engine.assignment.problem import UNKNOWN
from forebild.jury.causes import competence_name
from forebild.jury.models import AssignmentPlan, Juror
from forebild.jury.plans import Pair, PlanFigures, plan_figures, stored_problem
from forebild.jury.problems import competence_key
from forebild.jury.queries import current_pairs, judged_entries, jury_of
from forebild.programme.models import Edition
from forebild.shared.ui.charts import Bar, BarChart

WORST_SHOWN = 8


class Floor:
    """The edition's entries and serving jurors by public id, as far as the reader may know of them."""

    def __init__(self, edition: Edition, actor: Any) -> None:
        self.edition = edition
        self.entry_rows = judged_entries(edition, actor)
        self.juror_rows = jury_of(edition, actor).filter(state="serving")
        self.reader_rows = self.juror_rows.exclude(seat=Juror.Seat.SECRETARY)
        self.entries = {entry.public_id: entry for entry in self.entry_rows}
        self.jurors = {juror.public_id: juror for juror in self.juror_rows}

    @cached_property
    def current(self) -> list[Pair]:
        """(juror, entry) of what is assigned now."""
        return [(juror, entry) for juror, entry in current_pairs(self.edition) if entry in self.entries]

    def pairs_of(self, plan: AssignmentPlan) -> list[Pair]:
        """(juror, entry) of the plan."""
        return [(j, e) for j, e in plan.pairs if e in self.entries and j in self.jurors]

    def by_entry(self, pairs: list[Pair]) -> list[tuple[Entry, list[Juror]]]:
        """Each entry with its readers, both by name."""
        readers: dict[str, list[Juror]] = defaultdict(list)
        order = {juror: place for place, juror in enumerate(self.jurors)}
        for juror, entry in sorted(pairs, key=lambda pair: order[pair[0]]):
            readers[entry].append(self.jurors[juror])
        return [(entry, readers[public_id]) for public_id, entry in self.entries.items()]

    def load_chart(self, pairs: list[Pair], title: str) -> BarChart:
        """Entries per juror."""
        loads = Counter(juror for juror, _entry in pairs)
        bars = tuple(Bar(str(juror.person), loads[public_id]) for public_id, juror in self.jurors.items())
        return BarChart(title, bars, label_heading=_("Juror"), value_heading=_("Entries"))

    @property
    def competences(self) -> list[tuple[str, str]]:
        """(key, name) of everything that some serving juror knows, for a form."""
        keys = {competence_key(mark) for juror in self.jurors.values() for mark in juror.expertise.all()}
        return sorted(((key, competence_name(key)) for key in keys), key=lambda pair: pair[1].casefold())


@dataclass(frozen=True)
class Side:
    """A proposal as one reader may see it."""

    plan: AssignmentPlan
    floor: Floor
    pairs: list[Pair]
    figures: PlanFigures | None

    @classmethod
    def of(cls, plan: AssignmentPlan, floor: Floor) -> Side:
        """The proposal among what the reader may know of."""
        pairs = floor.pairs_of(plan)
        return cls(plan, floor, pairs, plan_figures(stored_problem(plan), pairs))

    @property
    def worst_entry(self) -> Entry | None:
        """The entry that is served worst."""
        return self.floor.entries[self.figures.worst_entry] if self.figures else None

    @property
    def is_open(self) -> bool:
        """Whether the search ended before it was clear how well the worst-served entry can be served."""
        reached, bound = (self.plan.figures.get(name, 0) for name in ("floor", "floor_bound"))
        return not self.plan.by_hand and bool(reached < (1 - UNKNOWN) * bound)

    @property
    def added_count(self) -> int:
        """Readings that nobody has now."""
        return len(set(self.pairs) - set(self.floor.current))

    @property
    def kept_count(self) -> int:
        """Readings as now."""
        return len(set(self.pairs) & set(self.floor.current))

    @property
    def moving(self) -> list[tuple[Entry, list[Juror], list[Juror]]]:
        """Entries that somebody gives up, with who leaves and who comes."""
        previous = {(juror, entry) for entry, juror in self.plan.problem.get("previous", [])}
        gone = (set(self.floor.current) & previous) - set(self.pairs)
        new = set(self.pairs) - set(self.floor.current)
        jurors, entries = self.floor.jurors, self.floor.entries
        return [
            (
                entry,
                [jurors[juror] for juror, named in sorted(gone) if named == public_id and juror in jurors],
                [jurors[juror] for juror, named in sorted(new) if named == public_id],
            )
            for public_id, entry in entries.items()
            if any(named == public_id for _juror, named in gone)
        ]

    @property
    def left_out(self) -> list[Entry]:
        """Entries without a reader."""
        read = {entry for _juror, entry in self.pairs}
        return [entry for public_id, entry in self.floor.entries.items() if public_id not in read]

    @property
    def load_chart(self) -> BarChart:
        """Entries per juror."""
        return self.floor.load_chart(self.pairs, _("Entries per juror in the proposal"))

    @property
    def worst_chart(self) -> BarChart:
        """How well the worst-served entries are served, the worst first."""
        means = self.figures.means if self.figures else {}
        worst = sorted(means, key=lambda entry: (means[entry], entry))[:WORST_SHOWN]
        bars = tuple(
            Bar(self.floor.entries[entry].organisation.name, round(means[entry], 2)) for entry in worst
        )
        return BarChart(
            _("The entries whose readers suit them least"),
            bars,
            label_heading=_("Company"),
            value_heading=_("Suits, of 1"),
        )

    @property
    def loads(self) -> dict[str, int]:
        """Entries per juror, by public id."""
        counted = Counter(juror for juror, _entry in self.pairs)
        return {juror: counted[juror] for juror in self.floor.jurors}

    @property
    def by_entry(self) -> list[tuple[Entry, list[Juror]]]:
        """Each entry with its readers."""
        return self.floor.by_entry(self.pairs)
