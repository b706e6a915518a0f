"""Who may do what with nominations and entries.

A draft belongs to the company: the office knows that it exists, never what it says. Who corrects a company's
facts is answered here, too: people do not know what an office is.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Award, Case, CitationCorrection, Entry, Question, Section
from forebild.competition.queries import is_open_for
from forebild.competition.states import ENTRY
from forebild.people.models import Organisation
from forebild.people.permissions import acts_for
from forebild.programme.models import Edition
from forebild.programme.permissions import OFFICE_ONLY, can_work_in_office, runs
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes

EDITORS_ONLY = _("Only the company's own editors may do this.")
CLOSED = _("The call is closed. Write to the programme office if something stopped you.")

MOVED_ON = _("The entry can no longer be changed.")


@rule(Permission.FORM_BUILD)
def can_build_form(actor: Actor, subject: Edition | Section | Question) -> Answer:
    """The office of the edition. What may be changed at what time the services say."""
    return yes() if runs(actor, _edition_of(subject)) else no(OFFICE_ONLY)


def _edition_of(subject: Edition | Section | Question) -> Edition:
    section = subject.section if isinstance(subject, Question) else subject
    return section.edition if isinstance(section, Section) else section


@rule(Permission.ORGANISATION_CORRECT)
def can_correct_organisation(actor: Actor, organisation: Organisation) -> Answer:
    """The office of an edition in which the company is nominated or has an entry."""
    run = Edition.objects.run_by(actor)
    for rows in (Case.objects.for_actor(actor), Entry.objects.for_actor(actor)):
        if rows.filter(organisation=organisation, edition__in=run).exists():
            return yes()
    return no(OFFICE_ONLY)


@rule(Permission.NOMINATION_HANDLE)
def can_handle_nomination(actor: Actor, case: Case | None = None) -> Answer:
    """The office of the edition."""
    if case is None:
        return can_work_in_office(actor)
    return yes() if runs(actor, case.edition) else no(OFFICE_ONLY)


@rule(Permission.ENTRY_LIST)
def can_list_entries(actor: Actor, subject: object | None = None) -> Answer:
    """The office sees the list of all entries."""
    return can_work_in_office(actor)


@rule(Permission.ENTRY_START)
def can_start_entry(actor: Actor, organisation: Organisation | None = None) -> Answer:
    """Those who act for the company; without a company yet, anybody signed in may begin."""
    if organisation is None:
        return yes() if actor.is_authenticated else no(EDITORS_ONLY)
    return yes() if acts_for(actor, organisation) else no(EDITORS_ONLY)


@rule(Permission.ENTRY_EDIT)
def can_edit_entry(actor: Actor, entry: Entry) -> Answer:
    """The company's editors, while the call is open for them."""
    if not acts_for(actor, entry.organisation):
        return no(EDITORS_ONLY)
    if entry.state not in {"draft", "submitted"}:
        return no(MOVED_ON)
    return yes() if is_open_for(entry, timezone.now()) else no(CLOSED)


@rule(Permission.ENTRY_SUBMIT)
def can_submit_entry(actor: Actor, entry: Entry) -> Answer:
    """The company's editors. Whether it is in time the service decides, by when the request began."""
    if not acts_for(actor, entry.organisation):
        return no(EDITORS_ONLY)
    return yes() if ENTRY.allows(entry.state, "submit") else no(MOVED_ON)


@rule(Permission.ENTRY_WITHDRAW)
def can_withdraw_entry(actor: Actor, entry: Entry) -> Answer:
    """The company's editors, until it is decided."""
    if not acts_for(actor, entry.organisation):
        return no(EDITORS_ONLY)
    if not ENTRY.allows(entry.state, "withdraw"):
        return no(_("The entry can no longer be withdrawn here. Write to the programme office."))
    return yes()


@rule(Permission.ENTRY_READ)
def can_read_entry(actor: Actor, entry: Entry) -> Answer:
    """What was submitted: the company, and the office of the edition. A draft: the company alone."""
    if acts_for(actor, entry.organisation):
        return yes()
    if not runs(actor, entry.edition):
        return no(OFFICE_ONLY)
    if entry.submitted_at is None:
        return no(_("A draft belongs to the company. You can read the entry once it is submitted."))
    return yes()


@rule(Permission.EXTENSION_GRANT)
def can_grant_extension(actor: Actor, entry: Entry) -> Answer:
    """The office of the edition."""
    return yes() if runs(actor, entry.edition) else no(OFFICE_ONLY)


@rule(Permission.ELIGIBILITY_DECIDE)
def can_decide_eligibility(actor: Actor, entry: Entry) -> Answer:
    """The office of the edition, for what has been submitted."""
    if not runs(actor, entry.edition):
        return no(OFFICE_ONLY)
    if entry.state not in {"submitted", "eligible", "ineligible"}:
        return no(_("Only a submitted entry is checked."))
    return yes()


@rule(Permission.CITATION_CORRECT)
def can_correct_citation(actor: Actor, subject: Award | CitationCorrection) -> Answer:
    """The office of the edition, once the result is out; not who stands aside from the entry."""
    award = subject.award if isinstance(subject, CitationCorrection) else subject
    is_closed = not Entry.objects.for_actor(actor).filter(pk=award.entry_id).exists()
    if is_closed or not runs(actor, award.edition):
        return no(OFFICE_ONLY)
    if award.edition.released_at is None:
        return no(_("The result is not out yet. Until then the decision itself is changed."))
    return yes()


@rule(Permission.CITATION_APPROVE)
def can_approve_citation(actor: Actor, correction: CitationCorrection) -> Answer:
    """A second person among those who may correct it."""
    if correction.proposed_by_id == actor.pk:
        return no(_("A correction takes two persons. Somebody else approves what you have proposed."))
    return can_correct_citation(actor, correction)
