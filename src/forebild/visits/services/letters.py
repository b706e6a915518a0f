"""What is told by mail: to the company, to those who go, to whoever planned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.jury.models import LEADING, Juror
from forebild.jury.permissions import leads_jury, stands_aside
from forebild.people.models import Person
from forebild.programme.permissions import runs
from forebild.shared.calendar_file import CONTENT_TYPE, Appointment, calendar_file
from forebild.shared.links import services as links
from forebild.shared.models import new_public_id
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.outbox.services.queueing import Attached
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url
from forebild.visits import notices
from forebild.visits.models import Visit, Visitor

ANSWER = "visits.answer"
ANSWER_TIME = timedelta(days=90)
_STEP = 2  # of the calendar file's sequence: a cancellation takes the number between


def language_of(visit: Visit) -> str:
    """What the company is written to in: the contact person's language, else the entry's."""
    person = Person.objects.filter(email=visit.contact_email).first()
    return person.language if person else visit.entry.language


def tell_company(
    visit: Visit,
    notice: Notice,
    values: Mapping[str, str],
    *,
    occasion: str,
    actor: Person | None = None,
    attached: tuple[Attached, ...] = (),
) -> None:
    """Write to the contact person; where the notice has a link, it leads to the page of answers."""
    language = language_of(visit)
    known = {
        "name": visit.contact_name,
        "company": visit.entry.organisation.name,
        "edition": str(visit.entry.edition),
    }
    if "link" in notice.placeholders:
        known["link"] = site_url("visits:visit_answer", language, token=_token(visit))
    queue(
        notice=notice,
        to=Recipient(email=visit.contact_email, language=language),
        values=known | dict(values),
        key=f"{notice.kind}:{visit.public_id}:{occasion}",
        actor=actor,
        attachments=attached,
    )


def _token(visit: Visit) -> str:
    """A link that stays open: the company comes back to see the time, or to ask for another."""
    return links.issue(
        purpose=ANSWER,
        subject_id=visit.public_id,
        email=visit.contact_email,
        lifetime=ANSWER_TIME,
        single_use=False,
    )


def tell_juror(
    visit: Visit,
    person: Person,
    notice: Notice,
    values: Mapping[str, str] | None = None,
    *,
    occasion: str,
    page: str = "visits:visit",
    attached: tuple[Attached, ...] = (),
) -> None:
    """Write to somebody of the jury or the office; the link leads to the visit's page."""
    year, parts = visit.entry.edition.year, {"visit_id": visit.public_id}
    known = {"name": str(person), "company": visit.entry.organisation.name}
    if "link" in notice.placeholders:
        known["link"] = site_url(page, person.language, edition_year=year, **parts)
    queue(
        notice=notice,
        to=person,
        values=known | dict(values or {}),
        key=f"{notice.kind}:{visit.public_id}:{occasion}:{person.public_id}",
        attachments=attached,
    )


def tell_planners(visit: Visit, notice: Notice, values: Mapping[str, str], *, occasion: str) -> None:
    """Write to whoever planned it; to the jury's leaders where that person no longer may know of it."""
    for person in _planners(visit):
        tell_juror(visit, person, notice, values, occasion=occasion, page="visits:office_visit")


def _planners(visit: Visit) -> Iterator[Person]:
    entry, planner = visit.entry, visit.planned_by
    works = runs(planner, entry.edition) or leads_jury(planner, entry.edition)
    if works and not stands_aside(planner, entry):
        yield planner
        return
    leaders = Juror.objects.serving().filter(edition=entry.edition, seat__in=LEADING)
    for juror in leaders.select_related("person"):
        if not stands_aside(juror.person, entry):
            yield juror.person


def confirm(visit: Visit, actor: Person | None) -> None:
    """A time is agreed, or something of it has changed: all who come get it, with a file for the calendar."""
    visit.sequence += _STEP
    visit.save(update_fields=["sequence"])
    visitors = list(current_visitors(visit))
    language = language_of(visit)
    names = joined([str(each.juror.person) for each in visitors], language)
    tell_company(
        visit,
        notices.BOOKED_COMPANY,
        when_and_where(visit, language) | {"visitors": names},
        occasion=str(visit.sequence),
        actor=actor,
        attached=(calendar_of(visit, language),),
    )
    for visitor in visitors:
        confirm_to(visitor, visit)


def confirm_to(visitor: Visitor, visit: Visit) -> None:
    """The visitor's own confirmation, with the file."""
    person = visitor.juror.person
    tell_juror(
        visit,
        person,
        notices.BOOKED_VISITOR,
        when_and_where(visit, person.language) | {"host": host_of(visit)},
        occasion=str(visit.sequence),
        attached=(calendar_of(visit, person.language),),
    )


def call_off(visit: Visit, actor: Person | None, *, is_company_told: bool) -> None:
    """It does not happen: the link stops, and whoever was told of it is told so."""
    links.revoke(purpose=ANSWER, subject_id=visit.public_id)
    occasion = new_public_id()
    if is_company_told:
        files = _cancelling(visit, language_of(visit))
        tell_company(visit, notices.CANCELLED_COMPANY, {}, occasion=occasion, actor=actor, attached=files)
    for visitor in current_visitors(visit):
        call_off_to(visitor.juror.person, visit)


def call_off_to(person: Person, visit: Visit) -> None:
    """The person does not go, or nobody does."""
    tell_juror(
        visit,
        person,
        notices.CANCELLED_VISITOR,
        occasion=new_public_id(),
        attached=_cancelling(visit, person.language),
    )


def _cancelling(visit: Visit, language: str) -> tuple[Attached, ...]:
    """The file that takes it out of a calendar, where it ever stood in one."""
    return (calendar_of(visit, language, is_cancelled=True),) if visit.begins_at else ()


def current_visitors(visit: Visit) -> Iterator[Visitor]:
    """Those who are to go, with their persons."""
    yield from visit.visitors.current().select_related("juror__person")


def when_and_where(visit: Visit, language: str) -> dict[str, str]:
    """The booked time in words and the place, as notices have them."""
    assert visit.begins_at is not None  # noqa: S101 booked visits have a time: the database sees to it
    return {"time": in_full(visit.begins_at, language), "where": visit.where}


def host_of(visit: Visit) -> str:
    """Whom to ask for, and how to reach that person."""
    return ", ".join(filter(None, (visit.host_name or visit.contact_name, visit.host_phone)))


def joined(names: list[str], language: str) -> str:
    """The names as one says them: “Anna, Bo and Eva”."""
    with override(language):
        if len(names) < 2:
            return "".join(names)
        return _("%(others)s and %(last)s") % {"others": ", ".join(names[:-1]), "last": names[-1]}


def calendar_of(visit: Visit, language: str, *, is_cancelled: bool = False) -> Attached:
    """The visit as a file for a calendar."""
    assert visit.begins_at is not None  # noqa: S101 as above
    with override(language):
        summary = _("Site visit: %(company)s") % {"company": visit.entry.organisation.name}
        name = _("site visit.ics")
    appointment = Appointment(
        uid=f"visit-{visit.public_id}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=visit.sequence + is_cancelled,
        begins_at=visit.begins_at,
        ends_at=visit.begins_at + timedelta(minutes=visit.minutes),
        stamped_at=timezone.now(),
        summary=summary,
        description="\n".join(filter(None, (host_of(visit), visit.travel_note, visit.host_note))),
        location="" if visit.is_virtual else visit.place,
        url=visit.link if visit.is_virtual else "",
        is_cancelled=is_cancelled,
    )
    return name, CONTENT_TYPE, calendar_file(appointment)
