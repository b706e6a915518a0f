"""Where a sitting belongs: said by mail and proved by a press there, or at once by somebody signed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment import notices
from forebild.assessment.models import Assessment, Size
from forebild.assessment.services.held import hold
from forebild.assessment.services.opening import SITTING
from forebild.people.models import Organisation
from forebild.people.permissions import acts_for
from forebild.people.reference.counties import COUNTIES
from forebild.people.services.organisations import OrganisationFacts, find_or_add_organisation
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Actor
from forebild.shared.urls import site_url

CONFIRM = "assessment.confirm"  # the purpose of the link that proves an address
_CONFIRM_WITHIN = timedelta(days=14)
KEPT_OPEN = timedelta(days=430)  # a year, and some time to do it again in


@transaction.atomic
def ask_to_save(*, assessment: Assessment, email: str, company: str, number: str = "") -> Assessment:
    """By whoever has it open: a letter goes to the address, and a press there saves it.

    The number says which company it is; nothing is told of what was found by it. Asked again before the
    press, the last address holds.
    """
    assessment = hold(assessment)
    _demand_unsaved(assessment)
    _demand_whole(email, company)
    assessment.email = email.strip().lower()
    assessment.organisation = _by_number(company, number)
    assessment.organisation_name = company.strip()
    assessment.save(update_fields=["email", "organisation", "organisation_name"])
    _take_facts(assessment)
    links.revoke(purpose=CONFIRM, subject_id=assessment.public_id)
    _tell(assessment, CONFIRM, _CONFIRM_WITHIN)
    audit.record(None, "assessment.assessment.save_asked", assessment)
    return assessment


def _demand_unsaved(assessment: Assessment) -> None:
    if assessment.is_saved:
        raise NotNow(_("It is saved already."))


def _demand_whole(email: str, company: str) -> None:
    wrong: dict[str, str] = {}
    try:
        validate_email(email.strip())
    except ValidationError:
        wrong["email"] = _("Write an e-mail address, for example anna@exempel.se.")
    if not company.strip():
        wrong["company"] = _("Write the name of the company.")
    if wrong:
        raise InvalidInput(_("Something is missing."), wrong)


def _by_number(company: str, number: str) -> Organisation | None:
    """The company with that number, made where there is none. Raises InvalidInput for one that cannot be."""
    if not number.strip():
        return None
    return find_or_add_organisation(facts=OrganisationFacts(name=company, number=number))[0]


@transaction.atomic
def confirm_saving(*, link: Link) -> tuple[Assessment, str]:
    """By the link in the mail: it is saved, and the token of its pages.

    Every other way in closes: whoever began it may be somebody else than who has the mailbox.
    """
    links.use(link)
    assessment = hold(Assessment.objects.get(public_id=link.subject_id))
    _demand_unsaved(assessment)
    assessment.confirmed_at = timezone.now()
    assessment.previous = _latest_before(
        assessment, Assessment.objects.filter(email=assessment.email, is_vouched=False)
    )
    assessment.save(update_fields=["confirmed_at", "previous"])
    _name_first(assessment)
    links.revoke(purpose=SITTING, subject_id=assessment.public_id)
    token = _tell(assessment, SITTING, KEPT_OPEN)
    audit.record(None, "assessment.assessment.saved", assessment)
    return assessment, token


@transaction.atomic
def save_to_account(
    *,
    actor: Actor,
    assessment: Assessment,
    organisation: Organisation | None = None,
    company: str = "",
    number: str = "",
) -> Assessment:
    """By somebody signed in: for a company that he or she acts for, or for one that is named."""
    if not actor.is_authenticated:
        raise NotAllowed(_("Sign in first."))
    assessment = hold(assessment)
    _demand_unsaved(assessment)
    if organisation is None:
        _demand_whole(actor.email, company)
        organisation = _by_number(company, number)
    assessment.is_vouched = organisation is not None and acts_for(actor, organisation)
    assessment.organisation, assessment.organisation_name = organisation, company.strip()
    assessment.person, assessment.email = actor, actor.email
    assessment.confirmed_at = timezone.now()
    assessment.previous = _latest_before(assessment, Assessment.objects.for_actor(actor))
    assessment.save()
    _take_facts(assessment)
    _name_first(assessment, actor.name)
    links.revoke(purpose=CONFIRM, subject_id=assessment.public_id)
    audit.record(actor, "assessment.assessment.saved", assessment)
    return assessment


def _latest_before(assessment: Assessment, owned: Any) -> Assessment | None:
    """The last result of the same questions by the same company, of what the same person may read."""
    if assessment.previous_id:
        return assessment.previous
    found: Assessment | None = (
        owned.handed_in()
        .filter(
            question_set__key=assessment.question_set.key,
            organisation=assessment.organisation,
            handed_in_at__lt=assessment.begun_at,
        )
        .exclude(organisation=None)
        .order_by("-handed_in_at")
        .first()
    )
    return found


def _name_first(assessment: Assessment, name: str = "") -> None:
    assessment.answerings.filter(is_first=True).update(email=assessment.email, name=name)


def _take_facts(assessment: Assessment) -> None:
    """What the organisation's own row says, where the sitting says nothing yet."""
    organisation = assessment.organisation
    if organisation is None:
        return
    assessment.county = assessment.county or organisation.county
    assessment.division = assessment.division or _division_of(organisation)
    assessment.size = assessment.size or _size_of(organisation)
    assessment.save(update_fields=["county", "division", "size"])


def _division_of(organisation: Organisation) -> str:
    industry = organisation.industries.first()
    return industry.code[:2] if industry else ""


def _size_of(organisation: Organisation) -> str:
    figures = organisation.figures.first()
    return size_of(float(figures.head_count)) if figures else ""


def size_of(head_count: float) -> str:
    """The size by number of employees; "" below one."""
    if head_count < 1:
        return ""
    steps = ((10, Size.MICRO), (50, Size.SMALL), (250, Size.MEDIUM))
    return str(next((size for limit, size in steps if head_count < limit), Size.LARGE))


@transaction.atomic
def state_facts(*, assessment: Assessment, county: str, division: str, size: str) -> Assessment:
    """Where the company is, what it does, how large it is: who counts as alike. Each may be left out."""
    assessment = hold(assessment)
    wrong: dict[str, str] = {}
    if county and county not in {each.code for each in COUNTIES}:
        wrong["county"] = _("Choose one of the counties.")
    if size and size not in Size.values:
        wrong["size"] = _("Choose one of the sizes.")
    if division and not (len(division) == 2 and division.isdecimal()):
        wrong["division"] = _("Choose one of the industries.")
    if wrong:
        raise InvalidInput(_("Something cannot be right."), wrong)
    assessment.county, assessment.division, assessment.size = county, division, size
    assessment.save(update_fields=["county", "division", "size"])
    return assessment


def _tell(assessment: Assessment, purpose: str, lifetime: timedelta) -> str:
    """Queue the letter with the link; its token."""
    token = links.issue(
        purpose=purpose,
        subject_id=assessment.public_id,
        email=assessment.email,
        lifetime=lifetime,
        single_use=purpose == CONFIRM,
    )
    language, to_confirm = assessment.language, purpose == CONFIRM
    notice = notices.CONFIRM if to_confirm else notices.SAVED
    page = "assessment:confirm" if to_confirm else "assessment:sitting"
    queue(
        notice=notice,
        to=Recipient(assessment.email, language),
        values={"company": assessment.company, "link": site_url(page, language, token=token)},
        key=f"{notice.kind}:{assessment.public_id}:{_mark(timezone.now())}",
    )
    return token


def _mark(at: datetime) -> str:
    return f"{at:%Y%m%d%H%M%S%f}"
