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
from forebild.shared.outbox.services.queueing import checked_address
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

INVITATION = "jury.invitation"
LIFETIME = timedelta(days=45)
TERMS_VERSION = "2026-11"  # the text in templates/jury/terms.html


@transaction.atomic
def invite_juror(
    *, actor: Person, edition: Edition, name: str, email: str, seat: str = Juror.Seat.MEMBER
) -> Juror:
    """Offer somebody a seat, by a mail with a safe link; also once more to one who declined or has left.

    Raises NotNow for one who has been invited and not answered, or serves.
    """
    demand(actor, Permission.JUROR_INVITE, edition)
    if edition.state in {"released", "archived"}:
        raise NotNow(_("The result is out. The jury has done its work."))
    _demand_no_other_chair(edition, seat)
    person = Person.objects.known_as(checked_address(email), name=name)
    juror = Juror.objects.filter(edition=edition, person=person).first()
    if juror is None:
        juror = Juror.objects.create(edition=edition, person=person, seat=seat)
    elif JUROR.allows(juror.state, "invite"):
        JUROR.move(juror, "invite", seat=seat, answered_at=None)
    else:
        raise NotNow(_("This person has been invited already."))
    _send_invitation(actor, juror)
    audit.record(actor, "jury.juror.invited", juror, edition=edition, seat=seat)
    return juror


@transaction.atomic
def remind_invited(*, actor: Person, juror: Juror) -> None:
    """Send the invitation once more; the earlier link stops working."""
    demand(actor, Permission.JUROR_INVITE, juror.edition)
    if juror.state != "invited":
        raise NotNow(_("This person has answered already."))
    _send_invitation(actor, juror)
    audit.record(actor, "jury.juror.reminded", juror, edition=juror.edition)


def _demand_no_other_chair(edition: Edition, seat: str, juror: Juror | None = None) -> None:
    """A jury has one chair."""
    others = edition.jurors.filter(seat=Juror.Seat.CHAIR, state__in=["invited", "serving"])
    if seat == Juror.Seat.CHAIR and others.exclude(pk=juror.pk if juror else 0).exists():
        raise InvalidInput(
            _("The jury has a chair already."),
            {"seat": _("Choose another seat, or change the chair's first.")},
        )


@transaction.atomic
def change_seat(
    *,
    actor: Person,
    juror: Juror,
    seat: str,
    employer_name: str,
    county: str = "",
    max_load: int | None = None,
    reads_english: bool = True,
) -> None:
    """The office corrects what is known of a seat. Raises InvalidInput for a second chair."""
    demand(actor, Permission.JUROR_INVITE, juror.edition)
    if juror.state not in {"invited", "serving"}:
        raise NotNow(_("This seat has ended."))
    _demand_no_other_chair(juror.edition, seat, juror)
    juror.seat, juror.county, juror.max_load, juror.reads_english = seat, county, max_load, reads_english
    juror.employer_name = employer_name.strip()
    juror.employer = _organisation_named(juror.employer_name)
    juror.save(
        update_fields=[
            "seat", "county", "max_load", "reads_english", "employer_name", "employer"
        ]
    )  # fmt: skip
    audit.record(actor, "jury.juror.changed", juror, edition=juror.edition, seat=seat)


def _organisation_named(name: str) -> Organisation | None:
    """The one organisation of this name, so that an entry of the juror's employer is known as a conflict."""
    found = Organisation.objects.filter(name__iexact=name)[:2]
    return found[0] if len(found) == 1 else None


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
def accept_seat(
    *,
    link: Link,
    employer_name: str,
    terms_accepted: bool,
    county: str = "",
    reads_english: bool = True,
) -> Juror:
    """Take the seat, on its terms. The employer is asked for because it decides conflicts."""
    if not terms_accepted:
        raise InvalidInput(
            _("You need to accept the terms to take the seat."),
            {"terms_accepted": _("Tick the box if you accept the terms.")},
        )
    juror = seat_offered_by(link)
    if juror.edition.state in {"released", "archived"}:
        raise NotNow(_("The result is out. The jury has done its work."))
    links.use(link)
    JUROR.move(
        juror,
        "accept",
        answered_at=timezone.now(),
        terms_version=TERMS_VERSION,
        employer_name=employer_name.strip(),
        employer=_organisation_named(employer_name.strip()),
        county=county,
        reads_english=reads_english,
    )
    audit.record(juror.person, "jury.juror.accepted", juror, edition=juror.edition, terms=TERMS_VERSION)
    return juror


@transaction.atomic
def decline_seat(*, link: Link) -> Juror:
    """Say no to the seat."""
    juror = seat_offered_by(link)
    links.use(link)
    JUROR.move(juror, "decline", answered_at=timezone.now())
    audit.record(juror.person, "jury.juror.declined", juror, edition=juror.edition)
    return juror


@transaction.atomic
def leave_seat(*, actor: Person, juror: Juror) -> None:
    """The office ends a seat; access ends with it, and what is unread goes back."""
    demand(actor, Permission.JUROR_INVITE, juror.edition)
    JUROR.move(juror, "leave")
    links.revoke(purpose=INVITATION, subject_id=juror.public_id)
    end_assignments(juror.assignments.all(), because="left")
    audit.record(actor, "jury.juror.left", juror, edition=juror.edition)


@transaction.atomic
def state_expertise(
    *, actor: Person, juror: Juror, sectors: Iterable[tuple[str, str]], topics: Iterable[str]
) -> None:
    """Replace what the juror says to know: sectors as (scheme, code), topics in words."""
    demand(actor, Permission.JURY_SERVE, juror)
    juror.expertise.all().delete()
    wanted = dict.fromkeys([*sectors, *(("", topic.strip()[:60]) for topic in topics if topic.strip())])
    Expertise.objects.bulk_create(Expertise(juror=juror, scheme=scheme, code=code) for scheme, code in wanted)
    audit.record(actor, "jury.expertise.stated", juror, edition=juror.edition, count=len(wanted))


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
    if relation not in Interest.Relation.values:
        raise InvalidInput(_("Say what ties you to it."), {"relation": _("Choose one of the answers.")})
    interest, _made = Interest.objects.update_or_create(
        juror=juror,
        organisation=organisation,
        relation=relation,
        defaults={"since_year": since_year, "until_year": until_year},
    )
    audit.record(
        actor,
        "jury.interest.stated",
        juror,
        edition=juror.edition,
        organisation=organisation.public_id,
    )
    return interest


@transaction.atomic
def withdraw_interest(*, actor: Person, interest: Interest) -> None:
    """The juror takes a stated tie back; the record remembers it."""
    demand(actor, Permission.JURY_SERVE, interest.juror)
    organisation = interest.organisation.public_id
    interest.delete()
    audit.record(
        actor,
        "jury.interest.withdrawn",
        interest.juror,
        edition=interest.juror.edition,
        organisation=organisation,
    )
