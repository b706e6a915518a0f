"""Finding a time: some are offered, the company answers from the mail, all who come get it in writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from forebild.shared.outbox.models import Message
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.visits import notices
from forebild.visits.models import OfferedTime, TimeAnswer, Visit
from forebild.visits.queries import shortcomings
from forebild.visits.services import letters
from forebild.visits.services.held import hold
from forebild.visits.states import VISIT

FEWEST_TIMES, MOST_TIMES = 2, 5
A_DAY = timedelta(days=1)


@transaction.atomic
def offer_times(*, actor: Person, visit: Visit, times: Sequence[datetime]) -> list[OfferedTime]:
    """Let the company choose among `times`; links and times of an earlier round stop working.

    Raises NotNow while something of the plan is missing, InvalidInput for times that cannot be.
    """
    visit = hold(visit)
    demand(actor, Permission.VISIT_PLAN, visit)
    _demand_whole(visit)
    _demand_times(times)
    _call_off_booked(visit)
    VISIT.move(visit, "offer", offer_round=visit.offer_round + 1, begins_at=None, booked_at=None)
    made = OfferedTime.objects.bulk_create(
        OfferedTime(visit=visit, offer_round=visit.offer_round, begins_at=time) for time in sorted(times)
    )
    links.revoke(purpose=letters.ANSWER, subject_id=visit.public_id)
    language = letters.language_of(visit)
    letters.tell_company(
        visit,
        notices.TIMES_OFFERED,
        {
            "times": "\n".join(in_full(each.begins_at, language) for each in made),
            "minutes": str(visit.minutes),
            "where": visit.where,
        },
        occasion=new_public_id(),
        actor=actor,
    )
    audit.record(actor, "visits.times.offered", visit, edition=visit.entry.edition, count=len(made))
    return made


def _demand_whole(visit: Visit) -> None:
    if missing := shortcomings(visit):
        raise NotNow(" ".join(str(text) for text in missing))


def _demand_times(times: Sequence[datetime]) -> None:
    now = timezone.now()
    text = ""
    if not FEWEST_TIMES <= len(times) <= MOST_TIMES:
        text = _("Offer at least two times, at most five.")
    elif len(set(times)) != len(times):
        text = _("The same time stands there twice.")
    elif min(times) <= now:
        text = _("Choose times that have not passed.")
    if text:
        raise InvalidInput(_("Check the times."), {"times": text})


@transaction.atomic
def book_time(*, actor: Person, visit: Visit, begins_at: datetime, words: str = "") -> Visit:
    """A time agreed in another way than by the link; also another than was booked."""
    visit = hold(visit)
    demand(actor, Permission.VISIT_PLAN, visit)
    _demand_whole(visit)
    if begins_at <= timezone.now():
        raise InvalidInput(_("Check the time."), {"begins_at": _("Choose a time that has not passed.")})
    VISIT.move(visit, "book", begins_at=begins_at, booked_at=timezone.now())
    TimeAnswer.objects.create(
        visit=visit, kind=TimeAnswer.Kind.BOOKED, begins_at=begins_at, words=words, name=str(actor)
    )
    letters.confirm(visit, actor)
    audit.record(actor, "visits.time.booked", visit, edition=visit.entry.edition, begins_at=begins_at)
    return visit


def visit_of(link: Link) -> Visit:
    """The visit that a company's link is about."""
    related = ("entry__edition__programme", "entry__organisation")
    return Visit.objects.select_related(*related).get(public_id=link.subject_id)


@transaction.atomic
def accept_time(*, link: Link, time: str, name: str, phone: str = "", note: str = "") -> Visit:
    """The company chooses one of the times offered, by its public id, and says whom to ask for.

    Raises NotNow when the times are no longer on offer, or this one has passed.
    """
    visit = hold(visit_of(link))
    links.use(link)
    chosen = visit.offered_times.filter(offer_round=visit.offer_round, public_id=time).first()
    if chosen is None or visit.state != "offered":
        raise NotNow(_("These times are no longer on offer. Open the page again to see what is."))
    if chosen.begins_at <= timezone.now():
        raise NotNow(_("This time has passed. Choose another, or say that none fits."))
    if not name.strip():
        raise InvalidInput(_("Say whom to ask for."), {"name": _("Write the name of whoever receives us.")})
    VISIT.move(
        visit,
        "accept",
        begins_at=chosen.begins_at,
        booked_at=timezone.now(),
        host_name=name.strip(),
        host_phone=phone.strip(),
        host_note=note.strip(),
    )
    _note(visit, TimeAnswer.Kind.ACCEPTED, words=note, name=name, begins_at=chosen.begins_at)
    letters.confirm(visit, None)
    audit.record(None, "visits.time.accepted", visit, edition=visit.entry.edition, begins_at=chosen.begins_at)
    return visit


@transaction.atomic
def decline_times(*, link: Link, words: str, name: str = "") -> Visit:
    """None fits; the company says what would."""
    return _ask_for_times(link, "decline", TimeAnswer.Kind.DECLINED, words, name)


@transaction.atomic
def ask_for_another_time(*, link: Link, words: str, name: str = "") -> Visit:
    """The company cannot at the booked time after all. The visitors are told; new times come."""
    return _ask_for_times(link, "ask_again", TimeAnswer.Kind.REOPENED, words, name)


def _ask_for_times(link: Link, action: str, kind: str, words: str, name: str) -> Visit:
    visit = hold(visit_of(link))
    links.use(link)
    if not words.strip():
        raise InvalidInput(_("Say what would fit."), {"words": _("Write some days and times that fit you.")})
    if visit.begins_at is not None and visit.begins_at <= timezone.now():
        raise NotNow(_("The visit's time has come. Write to the programme office."))
    VISIT.after(visit.state, action)
    _call_off_booked(visit)
    VISIT.move(visit, action, begins_at=None, booked_at=None)
    _note(visit, kind, words=words, name=name)
    letters.tell_planners(visit, notices.NEW_TIME_WANTED, {"words": words.strip()}, occasion=new_public_id())
    verb = "visits.time.declined" if action == "decline" else "visits.time.reopened"
    audit.record(None, verb, visit, edition=visit.entry.edition)
    return visit


def _call_off_booked(visit: Visit) -> None:
    """Those who have the time in their calendars are told that it no longer holds."""
    if visit.state == "booked":
        for visitor in letters.current_visitors(visit):
            letters.call_off_to(visitor.juror.person, visit)


def _note(visit: Visit, kind: str, *, words: str, name: str, begins_at: datetime | None = None) -> None:
    TimeAnswer.objects.create(
        visit=visit, kind=kind, words=words.strip(), name=name.strip(), begins_at=begins_at
    )


@transaction.atomic
def send_due_reminders(*, now: datetime | None = None) -> int:
    """The day before, company and visitors are reminded, once; answers with how many visits.

    A visit agreed within the last day is not reminded of: its confirmation has just come.
    """
    now = now or timezone.now()
    due = Visit.objects.filter(state="booked", begins_at__gt=now, begins_at__lte=now + A_DAY)
    due = due.filter(booked_at__lte=F("begins_at") - A_DAY)
    reminded = 0
    for visit in due.select_related("entry__edition__programme", "entry__organisation").order_by("pk"):
        occasion = f"{visit.begins_at:%Y%m%dT%H%M}"
        key = f"{notices.REMIND_COMPANY.kind}:{visit.public_id}:{occasion}"
        if Message.objects.filter(key=key).exists():
            continue
        _remind(visit, occasion)
        reminded += 1
    return reminded


def _remind(visit: Visit, occasion: str) -> None:
    language = letters.language_of(visit)
    letters.tell_company(
        visit, notices.REMIND_COMPANY, letters.when_and_where(visit, language), occasion=occasion
    )
    for visitor in letters.current_visitors(visit):
        person = visitor.juror.person
        letters.tell_juror(
            visit,
            person,
            notices.REMIND_VISITOR,
            letters.when_and_where(visit, person.language),
            occasion=occasion,
        )
