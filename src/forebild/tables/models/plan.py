"""Who sits at which table in which round."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, Registration
from forebild.shared.models import PublicIdModel
from forebild.tables.states import PLAN


class Round(NamedTuple):
    """A round of conversations; `at` is a clock time as the office writes it, or ""."""

    number: int
    name: str
    at: str

    @property
    def title(self) -> str:
        """What it is called, with its time."""
        name = self.name or _now("Round %(number)d") % {"number": self.number}
        return f"{self.at} {name}".strip()


class TablePlanQuerySet(models.QuerySet["TablePlan"]):
    def for_actor(self, actor: Any) -> TablePlanQuerySet:
        """Those of events that `actor` runs."""
        return self.filter(event__in=Event.objects.run_by(actor))


class TablePlan(PublicIdModel):
    """How an event's tables are made up, and the question as the engine last answered it."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="table_plan")
    state = models.CharField(max_length=9, default=PLAN.start, editable=False)
    rounds_json = models.JSONField(default=list)  # [[name, at], …]
    weights = models.JSONField(default=dict)  # {"size": 1, "sector": 1, "county": 1}; 0: not looked at
    parts_colleagues = models.BooleanField(_("people of one organisation never at one table"), default=True)
    seed = models.PositiveIntegerField(default=0)
    problem = models.JSONField(default=dict, editable=False)  # as `forebild engine group` reads it
    figures = models.JSONField(default=dict, editable=False)  # what the engine's answer was worth
    solved_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TablePlanQuerySet.as_manager()

    class Meta:
        constraints = [PLAN.constraint()]

    @property
    def rounds(self) -> list[Round]:
        """In order, numbered from 1."""
        return [Round(number, name, at) for number, (name, at) in enumerate(self.rounds_json, start=1)]


class RoundTable(PublicIdModel):
    """A table; online it is a room of its own, with a link."""

    plan = models.ForeignKey(TablePlan, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"))
    host = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="hosted_tables"
    )
    join_link = models.URLField(_("link to the table's online room"), max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="table_number_once"),
            models.UniqueConstraint(fields=["plan", "host"], name="one_table_a_host"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=1000), name="a_table_has_seats"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called."""
        told = _now("Table %(number)d") % {"number": self.number}
        return f"{told}, {self.name}" if self.name else told


class Seating(models.Model):
    """A person at a table in a round. `is_locked`: the engine leaves it where it is."""

    plan = models.ForeignKey(TablePlan, on_delete=models.CASCADE, related_name="seatings")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="seatings")
    round = models.PositiveSmallIntegerField()
    table = models.ForeignKey(RoundTable, on_delete=models.CASCADE, related_name="seatings")
    is_locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["round", "table__number", "registration__number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "registration", "round"], name="one_seat_a_round")
        ]


class Apart(PublicIdModel):
    """Two who are not to meet, with no reason asked for: it would be a secret of its own."""

    plan = models.ForeignKey(TablePlan, on_delete=models.CASCADE, related_name="aparts")
    one = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "one", "other"], name="apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="apart_in_one_order"),
        ]


class SeatChange(models.Model):
    """A seat changed after the engine's answer. Those of one `batch` were made, and are undone, together."""

    plan = models.ForeignKey(TablePlan, on_delete=models.CASCADE, related_name="changes")
    batch = models.CharField(max_length=26)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField()
    before = models.ForeignKey(RoundTable, on_delete=models.CASCADE, null=True, related_name="+")
    after = models.ForeignKey(RoundTable, on_delete=models.CASCADE, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
