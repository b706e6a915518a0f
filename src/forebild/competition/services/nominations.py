"""From somebody's tip to the company's own yes: many nominations, one case, one letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.competition import notices
from forebild.competition.models import Case, Entry, Nomination
from forebild.competition.queries import may_begin, nominations_are_open
from forebild.competition.services.entries import start_entry
from forebild.competition.states import CASE
from forebild.people.models import Membership, Person
from forebild.people.services.organisations import OrganisationFacts, find_or_add_organisation
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.pace import source_of
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

ANSWER = "competition.case_answer"
ANSWER_TIME = timedelta(days=30)
# A flood is slowed down: each nomination sends a letter to an address that nobody has proved.
MOST_BY_ONE_PERSON = 10
MOST_FROM_ONE_SOURCE = 60
WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Nominator:
    """Who nominates, as typed; no account is needed."""

    name: str
    email: str
    organisation: str = ""
    language: str = "sv"
    may_be_named: bool = True


@transaction.atomic
def nominate(
    *,
    actor: Any,
    edition: Edition,
    facts: OrganisationFacts,
    nominator: Nominator,
    reason: str,
    address: str = "",
) -> Nomination:
    """Nominate a company. All nominations of one company in an edition are one case.

    The same person's second nomination of the same company returns the first, so that a double click or a
    repeat neither counts twice nor tells anything. `address` is the network address it came from.
    Raises NotNow when nominations are closed or come too fast, InvalidInput for a wrong number.
    """
    now = timezone.now()
    if not nominations_are_open(edition, now):
        raise NotNow(_("Nominations are not open."))
    source = source_of("nomination", address, now)
    _demand_pace(nominator, source, now)
    organisation, _made = find_or_add_organisation(facts=facts)
    case, _opened = Case.objects.get_or_create(edition=edition, organisation=organisation)
    nomination, is_new = Nomination.objects.get_or_create(
        case=case,
        nominator_email=nominator.email.strip().lower(),
        defaults={
            "nominator": actor if actor.is_authenticated else None,
            "nominator_name": nominator.name,
            "nominator_organisation": nominator.organisation,
            "nominator_language": nominator.language,
            "may_be_named": nominator.may_be_named,
            "reason": reason,
            "source": source,
        },
    )
    if is_new:
        _tell_nominator(nomination, notices.NOMINATION_RECEIVED)
        audit.record(actor, "competition.nomination.made", nomination, case=case.public_id)
    return nomination


def _demand_pace(nominator: Nominator, source: str, now: datetime) -> None:
    """Raise NotNow for more in an hour than a person, or a workplace behind one address, sends."""
    if settings.RATE_LIMITS_OFF:
        return
    lately = Nomination.objects.filter(created_at__gt=now - WITHIN)
    by_person = lately.filter(nominator_email=nominator.email.strip().lower()).count()
    from_source = lately.filter(source=source).count() if source else 0
    if by_person >= MOST_BY_ONE_PERSON or from_source >= MOST_FROM_ONE_SOURCE:
        raise NotNow(_("Many nominations have come from you in a short time. Try again in an hour."))


@transaction.atomic
def ask_company(*, actor: Person, case: Case, name: str, email: str) -> None:
    """Send the company its one letter: somebody has nominated you; will you take part?

    Raises NotNow once the call has closed: a yes could not be taken.
    """
    demand(actor, Permission.NOMINATION_HANDLE, case)
    if not may_begin(case.edition, timezone.now(), invited=True):
        raise NotNow(_("The call has closed: the company could not say yes any more."))
    CASE.move(case, "ask", asked_at=timezone.now(), contact_name=name, contact_email=email.strip().lower())
    token = links.issue(
        purpose=ANSWER,
        subject_id=case.public_id,
        email=case.contact_email,
        lifetime=ANSWER_TIME,
        single_use=False,  # whoever declined may have a second thought while the call is open
    )
    language = letter_language(case)
    queue(
        notice=notices.COMPANY_ASKED,
        to=Recipient(email=case.contact_email, language=language),
        values={
            "name": name,
            "company": case.organisation.name,
            "edition": str(case.edition),
            "nominators": _join_names([each.nominator_name for each in named_nominations(case)], language),
            "link": site_url("competition:case_answer", language, token=token),
        },
        key=f"competition.company_asked:{case.public_id}",
        actor=actor,
    )
    audit.record(actor, "competition.case.asked", case)


def letter_language(case: Case) -> str:
    """What a company that nobody has signed in for is written to in: by its country."""
    return "sv" if case.organisation.country == "SE" else "en"


def _join_names(names: list[str], language: str) -> str:
    with override(language):
        return ", ".join(names) or _("somebody who wishes to be anonymous")


def named_nominations(case: Case) -> list[Nomination]:
    """Those whose authors let the company know who they are and what they wrote."""
    return list(case.nominations.filter(may_be_named=True).order_by("created_at", "pk"))


@transaction.atomic
def accept_nomination(*, link: Link) -> Entry:
    """The company says yes by its safe link: its contact becomes responsible for it, and an entry opens."""
    case = case_of(link)
    links.use(link)
    CASE.move(case, "accept", answered_at=timezone.now(), answer_reason="")
    person = Person.objects.known_as(
        case.contact_email, name=case.contact_name, language=letter_language(case)
    )
    owned = Membership.objects.current().filter(organisation=case.organisation, part=Membership.Part.OWNER)
    part = Membership.Part.EDITOR if owned.exists() else Membership.Part.OWNER
    Membership.objects.current().get_or_create(
        person=person, organisation=case.organisation, defaults={"part": part}
    )
    entry = start_entry(actor=person, edition=case.edition, organisation=case.organisation, case=case)
    _tell_nominators(case, notices.NOMINATION_ACCEPTED)
    audit.record(person, "competition.case.accepted", case, entry=entry.public_id)
    return entry


@transaction.atomic
def decline_nomination(*, link: Link, reason: str = "") -> None:
    """The company says no by its safe link; its nominators are thanked and told."""
    case = case_of(link)
    links.use(link)
    CASE.move(case, "decline", answered_at=timezone.now(), answer_reason=reason)
    _tell_nominators(case, notices.NOMINATION_DECLINED)
    audit.record(None, "competition.case.declined", case)


@transaction.atomic
def dismiss_case(*, actor: Person, case: Case, reason: str) -> None:
    """The office sees that the company cannot take part, and says why."""
    demand(actor, Permission.NOMINATION_HANDLE, case)
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why, for the record.")})
    CASE.move(case, "dismiss", answered_at=timezone.now(), answer_reason=reason)
    audit.record(actor, "competition.case.dismissed", case)


def case_of(link: Link) -> Case:
    """The case that a company's link is about."""
    return Case.objects.select_related("organisation", "edition").get(public_id=link.subject_id)


def _tell_nominators(case: Case, notice: Any) -> None:
    for nomination in case.nominations.all():
        _tell_nominator(nomination, notice)


def _tell_nominator(nomination: Nomination, notice: Any) -> None:
    case = nomination.case
    queue(
        notice=notice,
        to=Recipient(email=nomination.nominator_email, language=nomination.nominator_language),
        values={
            "name": nomination.nominator_name,
            "company": case.organisation.name,
            "edition": str(case.edition),
        },
        key=f"{notice.kind}:{nomination.public_id}",
    )
