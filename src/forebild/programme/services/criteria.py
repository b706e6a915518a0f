"""What the jury scores: added, changed, moved, removed, while no edition's result depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.programme.models import Anchor, Criterion, Edition, Phase
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand

Anchors = Mapping[int, tuple[str, str]]  # step → (Swedish, English)


@transaction.atomic
def save_criterion(*, actor: Person, edition: Edition, criterion: Criterion, anchors: Anchors) -> Criterion:
    """Add `criterion`, or keep its changes, with the text of each step.

    Raises NotNow once the jury has begun to score.
    """
    demand(actor, Permission.EDITION_PLAN, edition)
    _demand_unscored(edition)
    is_new = criterion.pk is None
    if is_new:
        criterion.edition = edition
        criterion.position = (edition.criteria.aggregate(last=Max("position"))["last"] or 0) + 1
    criterion.save()
    criterion.anchors.all().delete()
    Anchor.objects.bulk_create(
        Anchor(criterion=criterion, value=value, text_sv=swedish, text_en=english)
        for value, (swedish, english) in anchors.items()
    )
    action = "programme.criterion.added" if is_new else "programme.criterion.changed"
    audit.record(actor, action, criterion, edition=edition.public_id)
    return criterion


@transaction.atomic
def move_criterion(*, actor: Person, criterion: Criterion, step: int) -> None:
    """Move it up (−1) or down (+1) among the others; at the end nothing happens.

    Raises NotNow once the jury has begun to score.
    """
    demand(actor, Permission.EDITION_PLAN, criterion.edition)
    _demand_unscored(criterion.edition)
    order = list(criterion.edition.criteria.select_for_update().order_by("position", "pk"))
    place = [each.pk for each in order].index(criterion.pk)
    target = max(0, min(len(order) - 1, place + step))
    order.insert(target, order.pop(place))
    for position, each in enumerate(order, start=1):
        Criterion.objects.filter(pk=each.pk).update(position=position)


@transaction.atomic
def remove_criterion(*, actor: Person, criterion: Criterion) -> None:
    """Take it away.

    Raises NotNow once the jury has begun to score, and for the last one of an announced edition.
    """
    demand(actor, Permission.EDITION_PLAN, criterion.edition)
    edition = Edition.objects.select_for_update().get(pk=criterion.edition_id)  # the last two, one at a time
    _demand_unscored(edition)
    if edition.state != "planned" and edition.criteria.count() == 1:
        raise NotNow(_("The jury needs at least one criterion. Add another before you remove this one."))
    audit.record(actor, "programme.criterion.removed", criterion, edition=criterion.edition.public_id)
    criterion.delete()


def reword_step(*, criterion: Criterion, value: int, swedish: str, english: str) -> tuple[str, str]:
    """Describe one step anew; answers with how it read before. Called inside a transaction, demanded.

    Raises NotNow once the jury has begun to score, InvalidInput for a step off the scale.
    """
    _demand_unscored(criterion.edition)
    if not criterion.scale_min <= value <= criterion.scale_max:
        raise InvalidInput(_("The scale has no such step."))
    anchor = Anchor.objects.select_for_update().filter(criterion=criterion, value=value).first()
    before = (anchor.text_sv, anchor.text_en) if anchor else ("", "")
    Anchor.objects.update_or_create(
        criterion=criterion, value=value, defaults={"text_sv": swedish, "text_en": english}
    )
    return before


def _demand_unscored(edition: Edition) -> None:
    review = edition.phases.filter(kind=Phase.Kind.REVIEW).first()
    if edition.state != "planned" and review is not None and review.opens_at <= timezone.now():
        raise NotNow(_("The jury has begun to score. The criteria stand as they are."))


def unsaved_copy(criterion: Criterion, **changes: Any) -> Criterion:
    """A new criterion that reads like `criterion`."""
    kept = {
        field: getattr(criterion, field)
        for field in (
            "position",
            "name_sv",
            "name_en",
            "description_sv",
            "description_en",
            "weight",
            "scale_min",
            "scale_max",
            "counted",
        )
    }
    return Criterion(**kept | changes)
