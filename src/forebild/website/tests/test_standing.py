"""What the dashboard says of a release that is set and does not happen by itself, of visits and meetings."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from forebild.deliberation.models import Meeting, Minutes
from forebild.jury.models import Recusal, Release
from forebild.programme.models import Edition
from forebild.shared.writing.services import new_document
from forebild.visits.models import Visit
from forebild.visits.services.planning import plan_visit
from forebild.website.attention import attention
from forebild.website.standing import standing_of
from tests.worlds import make_company, make_edition, make_entry, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db
WAITS, OVERDUE = "release waits for a second person", "release has not happened at its time"


@pytest.mark.parametrize(
    ("state", "minutes", "said"),
    [
        ("scheduled", 60, [WAITS]),
        ("scheduled", -3, [OVERDUE]),
        ("confirmed", 60, []),
        ("confirmed", -1, []),  # the clock is at it
        ("confirmed", -3, [OVERDUE]),
        ("called_off", -3, []),
    ],
)
def test_a_release_that_needs_somebody_is_told(state: str, minutes: int, said: list[str]) -> None:
    edition, office = make_edition(2027), make_office()
    confirmed: dict[str, Any] = {}
    if state == "confirmed":
        confirmed = {"confirmed_by": make_person(), "confirmed_at": timezone.now()}
    Release.objects.create(
        edition=edition,
        state=state,
        release_at=timezone.now() + timedelta(minutes=minutes),
        scheduled_by=office,
        **confirmed,
    )
    found = [item for item in attention(standing_of(edition, office)) if "release" in item.text]
    assert [item.text for item in found] == said
    assert {item.href for item in found} <= {reverse("jury:release", args=[2027])}


def visited(edition: Edition, office: Any, *states: str) -> list[Visit]:
    """A visit to a company of its own in each state; booked ones began an hour ago."""
    made = []
    for state in states:
        visit = plan_visit(actor=office, entry=make_entry(edition, make_company()))
        at, by = timezone.now() - timedelta(hours=1), {}
        if state in ("handed_in", "signed"):
            by = {"handed_in_at": at, "handed_in_by": office}
        if state == "cancelled":
            by = {"cancelled_at": at}
        Visit.objects.filter(pk=visit.pk).update(state=state, begins_at=at, **by)
        made.append(visit)
    return made


def said_of(edition: Edition, actor: Any, room: str) -> dict[str, tuple[int, str]]:
    """What is said of one room: how many, and the query of the list that shows them."""
    start = reverse(room, args=[edition.year])
    found = attention(standing_of(edition, actor))
    return {
        item.text: (item.count, item.href.removeprefix(start))
        for item in found
        if item.href.startswith(start)
    }


def test_what_site_visits_wait_for_is_told_with_the_list_that_shows_it() -> None:
    edition, office = make_edition(2027), make_office()
    states = ("planned", "offered", "offered", "wished", "booked", "handed_in", "signed", "cancelled")
    made = visited(edition, office, *states)
    told = {
        "site visit has no time proposed": (1, "?state=planned"),
        "site visits wait for an answer about the time": (2, "?state=offered"),
        "company needs another time for its visit": (1, "?state=wished"),
        "site visit is made and has no protocol": (1, "?state=booked"),
        "visit's protocol lacks a signature": (1, "?state=handed_in"),
    }
    assert said_of(edition, office, "visits:visit_list") == told
    Visit.objects.filter(pk=made[4].pk).update(begins_at=timezone.now() + timedelta(hours=1))
    assert said_of(edition, office, "visits:visit_list").keys() == told.keys() - {
        "site visit is made and has no protocol"
    }
    edition.state = "archived"
    assert said_of(edition, office, "visits:visit_list") == {}


def test_a_visit_that_a_recusal_has_closed_is_in_no_count() -> None:
    edition, office = make_edition(2027), make_office()
    visit = visited(edition, office, "wished")[0]
    seat = make_juror(edition, person=office)
    assert len(said_of(edition, office, "visits:visit_list")) == 1
    Recusal.objects.create(
        juror=seat, entry=visit.entry, relation="other", source="declared", recorded_by=office
    )
    assert said_of(edition, office, "visits:visit_list") == {}


@pytest.mark.parametrize(
    ("state", "called", "minutes", "said"),
    [
        ("planned", False, "", "meeting is planned, and the jury is not called"),
        ("planned", True, "", ""),
        ("open", True, "", ""),
        ("closed", True, "", "meeting is over, and its minutes are not sent round"),
        ("closed", True, "draft", "meeting is over, and its minutes are not sent round"),
        ("closed", True, "circulated", "meeting's minutes wait for approval"),
        ("closed", True, "sealed", ""),
        ("called_off", False, "", ""),
    ],
)
def test_what_a_meeting_waits_for_is_told(state: str, called: bool, minutes: str, said: str) -> None:
    edition, office = make_edition(2027), make_office()
    now = timezone.now()
    opened = {"opened_by": office, "opened_at": now} if state in ("open", "closed") else {}
    closed = {"closed_by": office, "closed_at": now} if state == "closed" else {}
    meeting = Meeting.objects.create(
        edition=edition,
        starts_at=now,
        quorum=1,
        tie_rule="chair",
        state=state,
        planned_by=office,
        called_at=now if called else None,
        **opened,
        **closed,
    )
    if minutes:
        sealed = {"sealed_by": office, "sealed_at": now, "sha256": "a" * 64, "pdf": b"%PDF"}
        Minutes.objects.create(
            meeting=meeting,
            state=minutes,
            document=new_document(kind="minutes", actor=office),
            circulated_at=now if minutes != "draft" else None,
            made_by=office,
            **(sealed if minutes == "sealed" else {}),
        )
    assert said_of(edition, office, "deliberation:meetings") == ({said: (1, "")} if said else {})
