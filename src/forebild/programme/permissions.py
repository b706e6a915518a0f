"""Who runs the programme. The office's permissions of the shared rooms are answered here too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.programme.models import Criterion, Edition, Phase, Programme, Role
from forebild.programme.queries import works_in_office
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes

OFFICE_ONLY = _("This page is for the programme office.")
LEAD_ONLY = _("Only the programme lead may do this.")


@rule(Permission.OFFICE_WORK)
def can_work_in_office(actor: Actor, subject: object | None = None) -> Answer:
    """Anybody with a current role in the office."""
    return yes() if works_in_office(actor) else no(OFFICE_ONLY)


def runs(actor: Actor, edition: Edition) -> bool:
    """Whether `actor` runs this very edition."""
    return Edition.objects.run_by(actor).filter(pk=edition.pk).exists()


@rule(Permission.EDITION_PLAN)
def can_plan_edition(actor: Actor, subject: Edition | Phase | Criterion) -> Answer:
    """The office plans the editions that it runs, with all their parts; an archived one is history."""
    edition = subject if isinstance(subject, Edition) else subject.edition
    if not runs(actor, edition):
        return no(OFFICE_ONLY)
    if edition.state == "archived":
        return no(_("This edition is archived. Reopen it to change it."))
    return yes()


def _leads(actor: Actor, subject: Programme | Edition | Role | None) -> bool:
    """Whether `actor` leads the programme that `subject` is or belongs to; any one, without a subject."""
    if not actor.is_authenticated:
        return False
    roles = Role.objects.current().filter(person=actor, kind="lead", edition=None)
    if subject is None:
        return roles.exists()
    programme = subject if isinstance(subject, Programme) else subject.programme
    return roles.filter(programme=programme).exists()


@rule(Permission.PROGRAMME_EDIT)
def can_edit_programme(actor: Actor, subject: Programme | Edition | None = None) -> Answer:
    """The lead answers for the programme itself."""
    return yes() if _leads(actor, subject) else no(LEAD_ONLY)


@rule(Permission.ROLE_GRANT)
def can_grant_role(actor: Actor, subject: Programme | Edition | Role | None = None) -> Answer:
    """The lead decides who works here."""
    return yes() if _leads(actor, subject) else no(LEAD_ONLY)


@rule(Permission.PAGE_EDIT)
def can_edit_page(actor: Actor, subject: object | None = None) -> Answer:
    """The office writes the editorial pages."""
    return can_work_in_office(actor)


@rule(Permission.AUDIT_READ)
def can_read_audit(actor: Actor, subject: object | None = None) -> Answer:
    """The office reads the log, but for whoever works for one edition alone: it tells of all of them."""
    return _works_for_all(actor)


@rule(Permission.OUTBOX_HANDLE)
def can_handle_outbox(actor: Actor, subject: object | None = None) -> Answer:
    """The office sees what mail left, of all editions, and stops or sends again."""
    return _works_for_all(actor)


def _works_for_all(actor: Actor) -> Answer:
    """Whether `actor` has a role in a whole programme, not in one edition alone."""
    if not works_in_office(actor):
        return no(OFFICE_ONLY)
    if not Role.objects.current().filter(person=actor, edition=None).exists():
        return no(_("This page tells of all years. Your role is for one of them."))
    return yes()
