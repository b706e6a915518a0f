"""What is written at the tables. Each press has a `nonce` of its own: sent twice, it is done once.

All goes through the event's notes, one after another, so that of two who change a card the second is told of
the first, and nothing is written once the notes are closed. Every wording is kept (`CardVersion`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput, NotNow, Refusal
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.tables.models import Card, CardVersion, NoteTaker, RoundTable
from forebild.tables.models.cards import LONGEST
from forebild.tables.reference import Addressee, Attribution, Kind
from forebild.tables.services.held import hold_notes

FIELDS = ("kind", "text", "addressee", "attribution", "is_secret")


class TwoHands(Refusal):
    """Somebody else has changed the card since it was opened; `theirs` is how it stands now."""

    def __init__(self, theirs: Card) -> None:
        super().__init__(
            _(
                "Somebody else has changed this card. Their text stands here: save again to replace it "
                "with yours."
            )
        )
        self.theirs = theirs


@transaction.atomic
def write_card(
    *, link: Link, taker: NoteTaker, table: RoundTable | None, nonce: str, fields: Mapping[str, Any]
) -> Card:
    """A new card at the taker's table, or at the one chosen where the taker has them all."""
    _enter(link, taker)
    if pressed := _pressed(taker, nonce):
        return pressed
    table = _table_of(taker, table)
    card = Card(table=table, written_by=taker, **_clean(taker, fields))
    card.save()
    _note(card, taker, CardVersion.Act.WRITTEN, nonce)
    return card


@transaction.atomic
def change_card(
    *, link: Link, taker: NoteTaker, card: Card, version: int, nonce: str, fields: Mapping[str, Any]
) -> Card:
    """Another wording. Raises TwoHands where the card is no longer that of `version`."""
    _enter(link, taker)
    if pressed := _pressed(taker, nonce):
        return pressed
    card = _stored(card)
    if card.version != version:
        raise TwoHands(card)
    if card.deleted_at:
        raise NotNow(_("The card has been deleted. Bring it back first."))
    for name, value in _clean(taker, fields).items():
        setattr(card, name, value)
    return _save(card, taker, CardVersion.Act.CHANGED, nonce)


@transaction.atomic
def delete_card(*, link: Link, taker: NoteTaker, card: Card, nonce: str) -> Card:
    """Off the wall; it can be brought back. Deleted twice it is deleted once."""
    return _turn(link, taker, card, nonce, CardVersion.Act.DELETED)


@transaction.atomic
def restore_card(*, link: Link, taker: NoteTaker, card: Card, nonce: str) -> Card:
    """Bring a deleted card back as it was."""
    return _turn(link, taker, card, nonce, CardVersion.Act.RESTORED)


def _turn(link: Link, taker: NoteTaker, card: Card, nonce: str, act: CardVersion.Act) -> Card:
    _enter(link, taker)
    card = _stored(card)
    is_to_go = act == CardVersion.Act.DELETED
    if bool(card.deleted_at) == is_to_go:
        return card
    card.deleted_at = timezone.now() if is_to_go else None
    return _save(card, taker, act, nonce)


def _enter(link: Link, taker: NoteTaker) -> None:
    """The link is used, and the notes are held and open."""
    notes = hold_notes(taker.event)
    links.use(link)
    if notes.state != "open":
        raise NotNow(_("The notes are closed. Ask the office to open them again."))


def _pressed(taker: NoteTaker, nonce: str) -> Card | None:
    """What the same press has led to, if it was sent before."""
    if not nonce:
        raise InvalidInput(_("Reload the page, and send it once more."))
    version = CardVersion.objects.filter(written_by=taker, nonce=nonce).select_related("card").first()
    return version.card if version else None


def _table_of(taker: NoteTaker, chosen: RoundTable | None) -> RoundTable:
    if taker.table is not None:
        return taker.table
    if chosen is None or chosen.plan.event_id != taker.event_id:
        raise InvalidInput(_("Choose a table."), {"table": _("Choose the table.")})
    return chosen


def _stored(card: Card) -> Card:
    return Card.objects.select_related("table", "said_by__organisation", "written_by").get(pk=card.pk)


def _clean(taker: NoteTaker, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are stored. Raises InvalidInput with a text for each that cannot be."""
    values = {name: fields[name] for name in FIELDS}
    values["text"] = str(values["text"]).strip()
    said_by = fields.get("said_by") or None
    values["said_by"] = taker.event.registrations.filter(public_id=said_by).first() if said_by else None
    if faults := _faults(values, said_by):
        raise InvalidInput(_("The card is not saved yet."), faults)
    return values


def _faults(values: Mapping[str, Any], said_by: str | None) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not values["text"]:
        faults["text"] = _("Write what was said.")
    if len(values["text"]) > LONGEST:
        faults["text"] = _("At most %(most)d characters. Make two cards of it.") % {"most": LONGEST}
    for name, choices in (("kind", Kind), ("addressee", Addressee), ("attribution", Attribution)):
        if values[name] not in choices.values:
            faults[name] = _("Choose one of these.")
    if said_by and values["said_by"] is None:
        faults["said_by"] = _("This person does not come. Choose somebody else.")
    elif values["attribution"] != Attribution.NONE and values["said_by"] is None:
        faults["said_by"] = _("Say who it was, or that nobody is to be named.")
    return faults


def _save(card: Card, taker: NoteTaker, act: CardVersion.Act, nonce: str) -> Card:
    card.version += 1
    card.changed_at = timezone.now()
    card.save()
    _note(card, taker, act, nonce)
    return card


def _note(card: Card, taker: NoteTaker, act: CardVersion.Act, nonce: str) -> None:
    fields = {name: getattr(card, name) for name in FIELDS}
    fields["said_by"] = card.said_by.public_id if card.said_by else ""
    CardVersion.objects.create(
        card=card, number=card.version, act=act, fields=fields, nonce=nonce, written_by=taker
    )
