"""A seat in the jury: offered, taken with its terms, left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.jury import notices
from forebild.jury.models import Expertise, Interest, Juror
from forebild.jury.services.assignments import end_assignments
from forebild.jury.states import JUROR
from forebild.people.models import Organisation, Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

INVITATION = "jury.invitation"
LIFETIME = timedelta(days=45)
TERMS_VERSION = "2026-11"  # the text in templates/jury/terms.html


@transaction.atomic
def invite_juror(
    *, actor: Person, edition: Edition, name: str, email: str, seat: str = Juror.Seat.MEMBER
) -> Juror:
    """Offer somebody a seat, by a mail with a safe link. Raises NotNow for one who has a seat already."""
    demand(actor, Permission.JUROR_INVITE, edition)
    person = Person.objects.known_as(email, name=name)
    if Juror.objects.filter(edition=edition, person=person).exists():
        raise NotNow(_("This person has been invited already."))
    juror = Juror.objects.create(edition=edition, person=person, seat=seat)
    _send_invitation(actor, juror)
    audit.record(actor, "jury.juror.invited", juror, edition=edition.public_id, seat=seat)
    return juror


@transaction.atomic
def remind_invited(*, actor: Person, juror: Juror) -> None:
    """Send the invitation once more; the earlier link stops working."""
    demand(actor, Permission.JUROR_INVITE, juror.edition)
    if juror.state != "invited":
        raise NotNow(_("This person has answered already."))
    _send_invitation(actor, juror)


def _send_invitation(actor: Person, juror: Juror) -> None:
    links.revoke(purpose=INVITATION, subject_id=juror.public_id)
    person = juror.person
    token = links.issue(purpose=INVITATION, subject_id=juror.public_id, email=person.email, lifetime=LIFETIME)
    queue(
        notice=notices.JUROR_INVITED,
        to=person,
        values={
            "name": str(person),
            "edition": str(juror.edition),
            "link": site_url("jury:invitation", person.language, token=token),
        },
        key=f"jury.juror_invited:{juror.public_id}:{new_public_id()}",
        actor=actor,
    )


def seat_offered_by(link: Link) -> Juror:
    """The seat that an invitation's link is about."""
    return Juror.objects.select_related("person", "edition").get(public_id=link.subject_id)


@transaction.atomic
def accept_seat(*, link: Link, employer_name: str, terms_accepted: bool) -> Juror:
    """Take the seat, on its terms. The employer is asked for because it decides conflicts."""
    if not terms_accepted:
        raise InvalidInput(
            _("You need to accept the terms to take the seat."),
            {"terms_accepted": _("Tick the box if you accept the terms.")},
        )
    juror = seat_offered_by(link)
    links.use(link)
    JUROR.move(
        juror,
        "accept",
        answered_at=timezone.now(),
        terms_version=TERMS_VERSION,
        employer_name=employer_name.strip(),
    )
    audit.record(juror.person, "jury.juror.accepted", juror, terms=TERMS_VERSION)
    return juror


@transaction.atomic
def decline_seat(*, link: Link) -> Juror:
    """Say no to the seat."""
    juror = seat_offered_by(link)
    links.use(link)
    JUROR.move(juror, "decline", answered_at=timezone.now())
    audit.record(juror.person, "jury.juror.declined", juror)
    return juror


@transaction.atomic
def leave_seat(*, actor: Person, juror: Juror) -> None:
    """The office ends a seat; access ends with it, and what is unread goes back."""
    demand(actor, Permission.JUROR_INVITE, juror.edition)
    JUROR.move(juror, "leave")
    end_assignments(juror.assignments.current(), because="left")
    audit.record(actor, "jury.juror.left", juror)


@transaction.atomic
def state_expertise(
    *, actor: Person, juror: Juror, sectors: Iterable[tuple[str, str]], topics: Iterable[str]
) -> None:
    """Replace what the juror says to know: sectors as (scheme, code), topics in words."""
    demand(actor, Permission.JURY_SERVE, juror)
    juror.expertise.all().delete()
    wanted = [*sectors, *(("", topic.strip()) for topic in topics if topic.strip())]
    Expertise.objects.bulk_create(
        Expertise(juror=juror, scheme=scheme, code=code) for scheme, code in dict.fromkeys(wanted)
    )
    audit.record(actor, "jury.expertise.stated", juror, count=len(set(wanted)))


@transaction.atomic
def state_interest(
    *,
    actor: Person,
    juror: Juror,
    organisation: Organisation,
    relation: str,
    since_year: int | None = None,
    until_year: int | None = None,
) -> Interest:
    """Tell of a tie to an organisation before any entry is assigned: the plan then keeps away from it."""
    demand(actor, Permission.JURY_SERVE, juror)
    interest = Interest.objects.create(
        juror=juror,
        organisation=organisation,
        relation=relation,
        since_year=since_year,
        until_year=until_year,
    )
    audit.record(actor, "jury.interest.stated", juror, organisation=organisation.public_id)
    return interest
