"""Narrowing a queryset so that no row comes twice, whatever its conditions look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP


def narrowed(rows: QuerySet[Any], condition: Q) -> QuerySet[Any]:
    """`rows` for which `condition` holds, each once.

    A condition on a row's many (its memberships) would give the row once for each that fits: then the fitting
    rows are named by key instead.
    """
    if not any(leads_to_many(rows.model, path) for path in _paths(condition)):
        return rows.filter(condition)
    return rows.filter(pk__in=rows.model._base_manager.filter(condition).values("pk"))


def leads_to_many(model: type[Model], path: str) -> bool:
    """Whether a lookup such as `memberships__person__name` passes a relation to many rows."""
    for part in path.split(LOOKUP_SEP):
        try:
            step = model._meta.get_field(part)
        except FieldDoesNotExist:  # an annotation or a lookup such as `icontains`: the walk ends
            return False
        if step.one_to_many or step.many_to_many:
            return True
        if not step.related_model:
            return False
        model = step.related_model
    return False


def _paths(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _paths(child)
        elif isinstance(child, tuple):
            yield child[0]
