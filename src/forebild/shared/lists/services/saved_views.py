"""Saving a list's address under a name, and letting go of it."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput, NotAllowed
from forebild.shared.lists.models import LONGEST_NAME, LONGEST_QUERY, SavedView
from forebild.shared.models import swedish_order
from forebild.shared.permissions import Actor, Permission, demand

MOST_VIEWS = 50  # a person's views of one list
_NOT_KEPT = {"page", "format", "separator"}  # where one was, not what one looked at


@transaction.atomic
def save_view(*, actor: Actor, list_key: str, name: str, query: str) -> SavedView:
    """Save `query` (without its question mark) under `name`; the same name again replaces the view.

    Raises NotAllowed for somebody not signed in, InvalidInput for a name or an address that cannot be kept.
    """
    demand(actor, Permission.SIGNED_IN)
    own = SavedView.objects.for_actor(actor).filter(list_key=list_key)
    name, query = _usable_name(name), _usable_query(query)
    if own.exclude(name=name).count() >= MOST_VIEWS:
        raise InvalidInput(
            _("You already have %(count)s views of this list. Delete one first.") % {"count": MOST_VIEWS}
        )
    values = {"query": query, "saved_at": timezone.now(), "name_order": swedish_order(name)}
    view, _made = SavedView.objects.update_or_create(
        person_public_id=actor.public_id, list_key=list_key, name=name, defaults=values
    )
    return view


@transaction.atomic
def delete_view(*, actor: Actor, view: SavedView) -> None:
    """Delete one of the actor's own views; raises NotAllowed for another's."""
    demand(actor, Permission.SIGNED_IN)
    if view.person_public_id != actor.public_id:
        raise NotAllowed(_("Only the person who saved a view can delete it."))
    view.delete()


def _usable_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        reason = _("Give the view a name of at most %(count)s ordinary characters.") % {"count": LONGEST_NAME}
        raise InvalidInput(reason, {"name": reason})
    return name


def _usable_query(query: str) -> str:
    """The query without where one was; what else is of no use in it, the list itself leaves out."""
    pairs = [pair for pair in parse_qsl(query) if pair[0] not in _NOT_KEPT]
    kept = urlencode(pairs, safe=",")
    if len(kept) > LONGEST_QUERY:
        raise InvalidInput(_("This view has too many filters to be saved. Remove some."))
    return kept
