"""What a team's sheet holds, what is missing on it, when an agreed score lies far from the independents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury.models import Assignment, Juror, Score, Statement
from forebild.jury.models.reviews import MOST_CHARACTERS
from forebild.jury.queries.statements import points
from forebild.programme.models import Criterion
from forebild.shared.errors import InvalidInput

NOT_APPLICABLE = "na"
TEXTS = ("strengths", "opportunities")
FAR = 0.25  # of the scale's length from the independents' mean: on 1–5 more than one step


def team_of(entry: Entry) -> list[Juror]:
    """Those who read the entry now, by name."""
    readings = (
        Assignment.objects.current()
        .filter(entry=entry, juror__state="serving")
        .select_related("juror__person", "juror__edition")
        .order_by("juror__person__name", "juror__pk")
    )
    return [reading.juror for reading in readings]


def least_burdened(team: list[Juror], led: Mapping[Juror, int]) -> Juror:
    """The one of the team who leads the fewest; the first by name where several do."""
    return min(team, key=lambda juror: led[juror])


def fields_of(statement: Statement) -> list[str]:
    """The names of all that is written in the statement."""
    if not statement.is_joint:
        return list(TEXTS)
    ids = [criterion.public_id for criterion in statement.entry.edition.criteria.all()]
    return [*(f"{part}_{public_id}" for public_id in ids for part in ("score", "comment", "reason")), *TEXTS]


def drafted_text(texts: Iterable[str]) -> str:
    """What several wrote, a point a line, what two wrote alike once."""
    return "\n".join(dict.fromkeys(point for text in texts for point in points(text)))


def demand_values(statement: Statement, changes: Mapping[str, Any]) -> None:
    """Raise InvalidInput for a score that is no step of its scale, and for a text too long."""
    wrong: dict[str, str] = {}
    steps = {
        f"score_{each.public_id}": {"", NOT_APPLICABLE, *_steps(each)}
        for each in statement.entry.edition.criteria.all()
    }
    for name, value in changes.items():
        if name in steps and value not in steps[name]:
            wrong[name] = _("Choose a step on the scale, or not applicable.")
        elif len(str(value)) > MOST_CHARACTERS:
            wrong[name] = _("Write at most 4,000 characters.")
    if wrong:
        raise InvalidInput(_("Something could not be saved."), wrong)


def _steps(criterion: Criterion) -> list[str]:
    return [str(value) for value in range(criterion.scale_min, criterion.scale_max + 1)]


@dataclass(frozen=True)
class AgreedMark:
    """A criterion as the team filled it in; no value: not applicable."""

    criterion: Criterion
    value: int | None
    comment: str
    reason: str


def demand_agreed(statement: Statement) -> list[AgreedMark]:
    """The team's scores. Raises InvalidInput, with a text a field, for what is missing.

    1. A step or *not applicable* for each criterion, where the statement is joint.
    2. A reason where the step lies far from what each gave alone.
    3. At least one strength and one opportunity.
    """
    fields = statement.document.fields
    missing = {name: _("Write at least one, each on a line of its own.") for name in TEXTS
               if not points(fields.get(name))}  # fmt: skip
    marks: list[AgreedMark] = []
    given = independent_scores(statement.entry)
    criteria = statement.entry.edition.criteria.all() if statement.is_joint else ()
    for criterion in criteria:
        public_id = criterion.public_id
        step = str(fields.get(f"score_{public_id}") or "")
        if not step:
            missing[f"score_{public_id}"] = _("Choose a step, or not applicable.")
            continue
        mark = AgreedMark(
            criterion,
            None if step == NOT_APPLICABLE else int(step),
            str(fields.get(f"comment_{public_id}") or ""),
            str(fields.get(f"reason_{public_id}") or "").strip(),
        )
        if not mark.reason and is_far(mark.value, given.get(criterion.pk, []), criterion):
            missing[f"reason_{public_id}"] = _("This lies far from what each gave alone. Say why.")
        marks.append(mark)
    if missing:
        raise InvalidInput(_("Something is missing before it can be handed over."), missing)
    return marks


def is_far(agreed: int | None, given: list[int], criterion: Criterion) -> bool:
    """Whether an agreed step lies outside what anybody gave, or far from their mean."""
    if agreed is None or not given:
        return False
    if not min(given) <= agreed <= max(given):
        return True
    length = criterion.scale_max - criterion.scale_min
    return abs(agreed - sum(given) / len(given)) > FAR * length


def independent_scores(entry: Entry) -> dict[int, list[int]]:
    """criterion → the steps that the counted reviews gave it."""
    given: dict[int, list[int]] = {}
    rows = (
        Score.objects.filter(review__state="submitted", review__assignment__entry=entry, value__isnull=False)
        .exclude(review__assignment__state="ended")
        .values_list("criterion", "value")
    )
    for criterion, value in rows:
        given.setdefault(criterion, []).append(value or 0)
    return given
