"""The protocol: written by both on their telephones, handed in, signed by each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.jury.models import Assignment, NewEvidence
from forebild.jury.services.second_looks import note_new_evidence
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.files import services as files
from forebild.shared.files.kinds import PICTURES
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document
from forebild.visits import notices
from forebild.visits.models import Claim, Visit, Visitor, VisitPicture
from forebild.visits.protocol import FINDINGS, missing
from forebild.visits.queries import FEWEST_VISITORS
from forebild.visits.services import letters
from forebild.visits.services.held import hold
from forebild.visits.states import VISIT

MOST_PICTURES = 20


@transaction.atomic
def save_protocol(
    *,
    actor: Person,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    tab: str = "",
) -> writing.Saved:
    """Keep what a visitor has written, finished or not; the other's words are never overwritten.

    Raises NotNow once it is handed in, InvalidInput for a finding that there is not.
    """
    visitor = Visitor.objects.current().filter(visit__document=document, juror__person=actor).first()
    if visitor is None:
        raise NotAllowed(_("You do not make this visit any more."))
    visit = _held(actor, visitor)
    _demand_writing(visit)
    wrong = [
        name
        for name, value in changes.items()
        if name.startswith("finding_") and value not in ("", None, *FINDINGS)
    ]
    if wrong:
        raise InvalidInput(
            _("Something could not be saved."), dict.fromkeys(wrong, _("Choose one of the answers."))
        )
    return writing.save_fields(
        actor=actor, document=document, changes=changes, base_revision=base_revision, allowed=allowed, tab=tab
    )


def _held(actor: Person, visitor: Visitor) -> Visit:
    """The visit, held; the right to it is asked for behind the lock, so that no recusal is missed."""
    visit = hold(visitor.visit)
    related = ("juror", "visit__entry__edition")
    demand(actor, Permission.VISIT_MAKE, Visitor.objects.select_related(*related).get(pk=visitor.pk))
    return visit


def _demand_writing(visit: Visit) -> None:
    if visit.state in ("handed_in", "signed"):
        raise NotNow(_("The protocol is handed in. Take it up again to change it."))
    if visit.state != "booked":
        raise NotNow(_("The visit has no time yet, or was cancelled."))


@transaction.atomic
def add_picture(
    *, actor: Person, visitor: Visitor, upload: Any, caption: str, people: str, claim: Claim | None = None
) -> VisitPicture:
    """A picture from the visit, with what it shows and that those in it have said yes."""
    visit = _held(actor, visitor)
    _demand_writing(visit)
    wrong = {}
    if not caption.strip():
        wrong["caption"] = _("Say what the picture shows, for those who cannot see it.")
    if people not in VisitPicture.People.values:
        wrong["people"] = _("Say whether anybody can be recognised, and has agreed.")
    if claim is not None and claim.visit_id != visit.pk:
        wrong["claim"] = _("Choose one of the claims.")
    if wrong:
        raise InvalidInput(_("Something is missing about the picture."), wrong)
    if visit.pictures.count() >= MOST_PICTURES:
        raise NotNow(_("There are twenty pictures already. Remove one first."))
    picture = VisitPicture.objects.create(
        visit=visit,
        claim=claim,
        file=files.store(upload, actor=actor, kinds=PICTURES),
        caption=caption.strip(),
        people=people,
        added_by=actor,
    )
    audit.record(actor, "visits.picture.added", visit, edition=visit.entry.edition, picture=picture.public_id)
    return picture


@transaction.atomic
def remove_picture(*, actor: Person, visitor: Visitor, picture: VisitPicture) -> None:
    """Take a picture away, file and all: somebody in it may have thought better of it."""
    visit = _held(actor, visitor)
    _demand_writing(visit)
    stored = picture.file
    audit.record(
        actor, "visits.picture.removed", visit, edition=visit.entry.edition, picture=picture.public_id
    )
    picture.delete()
    files.remove(stored)


@transaction.atomic
def hand_in_protocol(*, actor: Person, visitor: Visitor) -> Visit:
    """Hand the protocol in and sign it. The other visitors are asked to sign, readers told that it is there.

    From now on a juror who changes a score of the entry gives a reason.
    Raises NotNow before the visit or while a visitor is missing, InvalidInput with a text per missing field.
    """
    visit = _held(actor, visitor)
    _demand_writing(visit)
    _demand_made(visit)
    lacking = missing(visit.claims.all(), visit.document.fields)
    if lacking:
        raise InvalidInput(_("Something is missing in the protocol."), {n: _wanted(n) for n in lacking})
    now = timezone.now()
    VISIT.move(visit, "hand_in", handed_in_at=now, handed_in_by=actor)
    writing.save_fields(
        actor=actor,
        document=visit.document,
        changes={},
        base_revision=visit.document.revision,
        allowed=[],
        note="submitted",
    )
    _sign(visitor)
    note_new_evidence(actor=actor, entry=visit.entry, source=NewEvidence.Source.VISIT)
    _tell_of_protocol(visit, visitor, f"{now:%Y%m%dT%H%M%S}")
    audit.record(
        actor,
        "visits.protocol.handed_in",
        visit,
        edition=visit.entry.edition,
        revision=visit.document.revision,
    )
    return visit


def _demand_made(visit: Visit) -> None:
    if visit.begins_at is None or visit.begins_at > timezone.now():
        raise NotNow(_("The visit has not begun. Hand the protocol in when it is made."))
    if visit.visitors.current().count() < FEWEST_VISITORS:
        raise NotNow(_("A visit is made by two. The programme office must choose one more visitor first."))


def _wanted(name: str) -> str:
    if name.startswith("finding_"):
        return _("Choose what you found, or that it could not be seen.")
    return {"met": _("Write whom you met."), "impression": _("Write your impression as a whole.")}[name]


def _sign(visitor: Visitor) -> None:
    Visitor.objects.filter(pk=visitor.pk).update(signed_at=timezone.now())


def _tell_of_protocol(visit: Visit, writer: Visitor, occasion: str) -> None:
    """The others to sign; whoever planned it; and once, the jurors whose reviews it may change."""
    for each in letters.current_visitors(visit):
        if each.pk != writer.pk:
            letters.tell_juror(visit, each.juror.person, notices.PROTOCOL_TO_SIGN, occasion=occasion)
    letters.tell_planners(visit, notices.PROTOCOL_HANDED_IN, {}, occasion=occasion)
    visitors = visit.visitors.current().values("juror")
    readers = Assignment.objects.current().filter(entry=visit.entry, review__state="submitted")
    for assignment in readers.exclude(juror__in=visitors).select_related("juror__person"):
        letters.tell_juror(visit, assignment.juror.person, notices.PROTOCOL_TO_READ, occasion="first")


@transaction.atomic
def reopen_protocol(*, actor: Person, visitor: Visitor) -> Visit:
    """Take the protocol up again before all have signed; those who had, sign anew."""
    visit = _held(actor, visitor)
    VISIT.move(visit, "reopen", handed_in_at=None, handed_in_by=None)
    visit.visitors.update(signed_at=None)
    audit.record(actor, "visits.protocol.reopened", visit, edition=visit.entry.edition)
    return visit


@transaction.atomic
def sign_protocol(*, actor: Person, visitor: Visitor) -> Visit:
    """The visitor's word that it was so. With the last one's the protocol is closed."""
    visit = _held(actor, visitor)
    if visit.state != "handed_in":
        raise NotNow(_("There is nothing to sign now."))
    if visit.visitors.current().filter(pk=visitor.pk, signed_at__isnull=False).exists():
        raise NotNow(_("You have signed already."))
    _sign(visitor)
    audit.record(
        actor, "visits.protocol.signed", visit, edition=visit.entry.edition, revision=visit.document.revision
    )
    settle_signatures(visit)
    return visit


def settle_signatures(visit: Visit) -> None:
    """Close a protocol that all who went have signed. Called inside a transaction that holds the visit."""
    going = visit.visitors.current()
    if visit.state == "handed_in" and going.exists() and not going.filter(signed_at=None).exists():
        VISIT.move(visit, "sign")
