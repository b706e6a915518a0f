"""The office's figures are released: each month by the clock, or by a press when enough is new."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.models import FigureRelease, QuestionSet
from forebild.assessment.office_figures import Release, make_release
from forebild.assessment.queries.releases import count_since, counted_sittings, latest_release
from forebild.assessment.queries.told import told_before
from forebild.assessment.services.told import note_told
from forebild.engine.disclosure.problem import FEWEST_AMONG_THEMSELVES
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand

EVERY = timedelta(days=28)
_AT_LEAST = timedelta(hours=20)  # between two presses


@transaction.atomic
def release_figures(*, actor: Actor, programme: Programme, key: str) -> FigureRelease:
    """Figures as of now. Raises NotNow when too little is new, or the last ones are of today."""
    demand(actor, Permission.ASSESSMENT_FIGURES, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)  # of two presses one releases
    before = latest_release(programme, key)
    if before and timezone.now() - before.made_at < _AT_LEAST:
        raise NotNow(_("The figures are of today. New ones can be made tomorrow."))
    if count_since(programme, key, before) < FEWEST_AMONG_THEMSELVES:
        raise NotNow(_("Fewer than six companies have answered since. New figures would tell of each."))
    return _release(actor, programme, key, before)


def release_due_figures() -> int:
    """By the clock: figures that are four weeks old, where enough is new; how many releases were made."""
    programme = current_programme()
    keys = QuestionSet.objects.exclude(state="draft").order_by().values_list("key", flat=True).distinct()
    return sum(_release_if_due(programme, key) for key in keys) if programme else 0


@transaction.atomic
def _release_if_due(programme: Programme, key: str) -> bool:
    Programme.objects.select_for_update().get(pk=programme.pk)
    before = latest_release(programme, key)
    is_due = before is None or timezone.now() - before.made_at >= EVERY
    if not is_due or count_since(programme, key, before) < FEWEST_AMONG_THEMSELVES:
        return False
    _release(None, programme, key, before)
    return True


def _release(
    actor: Actor | None, programme: Programme, key: str, before: FigureRelease | None
) -> FigureRelease:
    latest = QuestionSet.objects.filter(key=key).exclude(state="draft").order_by("-version")[0]
    bands = [band["key"] for band in latest.data["bands"]]
    told = told_before(programme, key)
    out = Release(**(before.data if before else {}), told=told)
    made = make_release(counted_sittings(programme, key), bands, str(timezone.localdate()), out)
    note_told(programme, key, made.told - told)
    release = FigureRelease.objects.create(
        programme=programme,
        key=key,
        made_by=actor,
        data={"groups": dict(made.groups), "changes": dict(made.changes)},
    )
    audit.record(actor, "assessment.figures.released", None, key=key, groups=len(made.groups))
    return release
