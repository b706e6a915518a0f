"""What the office reads of cases and entries: each whole list in a constant number of statements."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from forebild.competition import notices
from forebild.competition.closures import without_closed
from forebild.competition.models import Award, Case, EligibilityFinding, EligibilityRule, Entry, Extension
from forebild.people.models import Membership, Organisation, OrganisationFigures
from forebild.programme.models import Edition
from forebild.shared.outbox.models import Message


class Contact(NamedTuple):
    """Whom to write to at a company."""

    name: str
    email: str


class CheckLine(NamedTuple):
    """A rule and what was found by it, if anything."""

    rule: EligibilityRule
    finding: EligibilityFinding | None


def office_cases(actor: Any, edition: Edition) -> QuerySet[Case]:
    """The edition's nominated companies, with how many people nominated each; three statements."""
    return (
        Case.objects.for_actor(actor)
        .filter(edition=edition)
        .select_related("organisation", "edition__programme")
        .prefetch_related("organisation__industries")
        .annotate(nomination_count=Count("nominations"))
    )


def office_entries(actor: Any, edition: Edition) -> QuerySet[Entry]:
    """The edition's entries with what the office may know of each; a draft's text is not fetched at all."""
    figures = OrganisationFigures.objects.filter(organisation=OuterRef("organisation")).order_by("-year")
    return (
        Entry.objects.for_actor(actor)
        .filter(edition=edition, edition__in=Edition.objects.run_by(actor))
        .select_related("organisation", "edition__programme")
        .prefetch_related("organisation__industries", "findings")
        .annotate(
            head_count=Subquery(figures.values("head_count")[:1]),
            saved_at=F("document__updated_at"),
            has_extension=Exists(Extension.objects.filter(entry=OuterRef("pk"))),
        )
    )


def office_organisations(actor: Any, edition: Edition) -> QuerySet[Organisation]:
    """The companies nominated or entered in the edition, as far as `actor` may know of them."""
    nominated = Case.objects.for_actor(actor).filter(edition=edition).values("organisation")
    entered = Entry.objects.for_actor(actor).filter(edition=edition).values("organisation")
    return Organisation.objects.filter(Q(pk__in=nominated) | Q(pk__in=entered))


def awards_of(entry: Entry) -> QuerySet[Award]:
    """What the entry was awarded (one, or nothing), once the result is out."""
    out = Award.objects.filter(entry=entry, edition__released_at__isnull=False)
    return out.select_related("edition__programme", "entry")


def nominations_contact(case: Case) -> Contact | None:
    """Whom the case's letter goes to: the person noted, else the one responsible for the company here."""
    if case.contact_email:
        return Contact(case.contact_name, case.contact_email)
    owner = (
        Membership.objects.current()
        .filter(organisation=case.organisation_id, part=Membership.Part.OWNER)
        .select_related("person")
        .first()
    )
    return Contact(owner.person.name or owner.person.email, owner.person.email) if owner else None


def was_reminded(case: Case) -> bool:
    """Whether the company has had its one reminder."""
    return Message.objects.filter(key=notices.reminder_key(case.public_id)).exists()


def checklist(entry: Entry) -> list[CheckLine]:
    """Every rule of the edition with what was found of this entry; two statements."""
    found = {finding.rule_id: finding for finding in entry.findings.select_related("found_by")}
    return [CheckLine(rule, found.get(rule.pk)) for rule in entry.edition.eligibility_rules.all()]


def findings_by(rule: EligibilityRule, actor: Any) -> QuerySet[EligibilityFinding]:
    """What was found by the rule, without the entries that a conflict of interest has closed to `actor`."""
    return without_closed(rule.findings.all(), actor, "entry")
