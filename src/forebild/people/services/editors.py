"""Several editors per company, invited by mail; the one responsible can hand over."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.people import notices
from forebild.people.models import Membership, MembershipQuerySet, Organisation, Person
from forebild.shared import audit
from forebild.shared.errors import NotAllowed, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

INVITATION = "people.editor_invitation"
JOIN = "people.join"
LIFETIME = timedelta(days=14)


@transaction.atomic
def invite_editor(*, actor: Person, organisation: Organisation, email: str) -> None:
    """Send `email` a safe link that makes its reader an editor of `organisation`."""
    demand(actor, Permission.ORGANISATION_HAND_OVER, organisation)
    invited = Person.objects.known_as(email, language=actor.language)
    if _current(organisation).filter(person=invited).exists():
        raise NotNow(_("This person is already an editor."))
    links.revoke(purpose=INVITATION, subject_id=_pair(organisation, invited))
    token = links.issue(
        purpose=INVITATION, subject_id=_pair(organisation, invited), email=invited.email, lifetime=LIFETIME
    )
    queue(
        notice=notices.EDITOR_INVITED,
        to=invited,
        values={
            "inviter": str(actor),
            "company": organisation.name,
            "link": site_url("people:invitation", invited.language, token=token),
            "days": str(LIFETIME.days),
        },
        key=f"people.editor_invited:{new_public_id()}",
        actor=actor,
    )
    audit.record(actor, "people.editor.invited", organisation, invited=invited.public_id)


@transaction.atomic
def accept_invitation(*, link: Link) -> Membership:
    """The invited person, known by the link in his or her own mail, becomes an editor. Works once."""
    links.use(link)
    organisation, person = parties(link)
    membership = _join(organisation, person)
    audit.record(person, "people.editor.joined", organisation)
    return membership


@transaction.atomic
def ask_to_join(*, actor: Person, organisation: Organisation) -> None:
    """Ask the one responsible, by mail, to let `actor` in."""
    owner = _current(organisation).get(part=Membership.Part.OWNER).person
    links.revoke(purpose=JOIN, subject_id=_pair(organisation, actor))
    token = links.issue(
        purpose=JOIN, subject_id=_pair(organisation, actor), email=owner.email, lifetime=LIFETIME
    )
    queue(
        notice=notices.JOIN_ASKED,
        to=owner,
        values={
            "asker": str(actor),
            "email": actor.email,
            "company": organisation.name,
            "link": site_url("people:join_request", owner.language, token=token),
        },
        key=f"people.join_asked:{new_public_id()}",
        actor=actor,
    )
    audit.record(actor, "people.editor.asked_to_join", organisation)


@transaction.atomic
def let_in(*, link: Link) -> Membership:
    """The one responsible says yes to somebody who asked to join. Works once.

    Raises NotAllowed where the letter's reader has handed the company over since.
    """
    links.use(link)
    organisation, asker = parties(link)
    owner = _current(organisation).get(part=Membership.Part.OWNER).person
    if owner.email != link.email:
        raise NotAllowed(_("The one who was asked no longer answers for the company."))
    membership = _join(organisation, asker)
    audit.record(owner, "people.editor.let_in", organisation, joined=asker.public_id)
    return membership


@transaction.atomic
def remove_editor(*, actor: Person, membership: Membership) -> None:
    """End an editor's membership; the one responsible hands over instead of leaving."""
    demand(actor, Permission.ORGANISATION_HAND_OVER, membership.organisation)
    if membership.part == Membership.Part.OWNER:
        raise NotAllowed(_("Hand over to somebody else first: a company must have one person responsible."))
    _end(membership)
    audit.record(actor, "people.editor.removed", membership.organisation, removed=membership.person.public_id)


@transaction.atomic
def leave_organisation(*, actor: Person, organisation: Organisation) -> None:
    """An editor leaves of his or her own accord."""
    membership = _current(organisation).filter(person=actor).first()
    if membership is None:
        raise NotNow(_("You are not an editor of this company."))
    if membership.part == Membership.Part.OWNER:
        raise NotAllowed(_("Hand over to somebody else first: a company must have one person responsible."))
    _end(membership)
    audit.record(actor, "people.editor.left", organisation)


@transaction.atomic
def hand_over(*, actor: Person, organisation: Organisation, successor: Person) -> None:
    """Make one of the editors responsible; the giver stays as an editor."""
    demand(actor, Permission.ORGANISATION_HAND_OVER, organisation)
    current = _current(organisation).select_for_update()
    if not current.filter(person=successor, part=Membership.Part.EDITOR).exists():
        raise NotNow(_("Choose one of the company's editors. Invite the person first."))
    current.filter(person=actor).update(part=Membership.Part.EDITOR)
    current.filter(person=successor).update(part=Membership.Part.OWNER)
    queue(
        notice=notices.HANDED_OVER,
        to=successor,
        values={
            "giver": str(actor),
            "company": organisation.name,
            "link": site_url(
                "people:organisation", successor.language, organisation_id=organisation.public_id
            ),
        },
        key=f"people.handed_over:{organisation.public_id}:{timezone.now().isoformat()}",
        actor=actor,
    )
    audit.record(actor, "people.organisation.handed_over", organisation, successor=successor.public_id)


def _current(organisation: Organisation) -> MembershipQuerySet:
    return Membership.objects.current().filter(organisation=organisation)


def _join(organisation: Organisation, person: Person) -> Membership:
    membership, _made = _current(organisation).get_or_create(
        person=person, defaults={"organisation": organisation, "part": Membership.Part.EDITOR}
    )
    return membership


def _end(membership: Membership) -> None:
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])


def _pair(organisation: Organisation, person: Person) -> str:
    return f"{organisation.public_id}:{person.public_id}"


def parties(link: Link) -> tuple[Organisation, Person]:
    """Whom a link is about: the company and the person who joins it."""
    organisation_id, person_id = link.subject_id.split(":")
    return Organisation.objects.get(public_id=organisation_id), Person.objects.get(public_id=person_id)
