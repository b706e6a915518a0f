"""Who may act for an organisation."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forebild.people.models import Membership, MembershipQuerySet, Organisation
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes


def acts_for(actor: Actor, organisation: Organisation) -> bool:
    """Whether `actor` is a current editor of `organisation`, or responsible for it."""
    return bool(actor.is_authenticated) and _memberships(actor, organisation).exists()


def _memberships(actor: Actor, organisation: Organisation) -> MembershipQuerySet:
    return Membership.objects.current().filter(person=actor, organisation=organisation)


@rule(Permission.ORGANISATION_EDIT)
def can_edit_organisation(actor: Actor, organisation: Organisation) -> Answer:
    """Those who act for it keep its facts true."""
    return yes() if acts_for(actor, organisation) else no(_("You do not act for this company."))


@rule(Permission.ORGANISATION_HAND_OVER)
def can_hand_over_organisation(actor: Actor, subject: Organisation | Membership) -> Answer:
    """Only the one responsible hands the company over, invites and removes editors."""
    organisation = subject.organisation if isinstance(subject, Membership) else subject
    if not actor.is_authenticated or not _memberships(actor, organisation).filter(part="owner").exists():
        return no(_("Only the person responsible for the company may do this."))
    return yes()


@rule(Permission.DEMO_MAILBOX)
def can_read_demo_mailbox(actor: Actor, subject: object | None = None) -> Answer:
    """The mailbox exists in the demo only."""
    return yes() if settings.DEMO else no(_("There is no mailbox page here."))
