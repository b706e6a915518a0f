"""Reads of saved views."""

from forebild.shared.lists.models import SavedView, SavedViewQuerySet
from forebild.shared.permissions import Actor


def saved_views(actor: Actor, list_key: str) -> SavedViewQuerySet:
    """The actor's own views of one list, by name in Swedish order."""
    return SavedView.objects.for_actor(actor).filter(list_key=list_key).order_by("name_order", "pk")
