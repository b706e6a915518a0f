"""A meeting is planned with its rules, called, opened, attended, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forebild.deliberation.models import Meeting, Minutes
from forebild.deliberation.queries import meetings_of, usual_rules
from forebild.deliberation.services import agenda, attendance, items, meetings
from forebild.deliberation.tests.sitting import Sitting, gather, make_sitting
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from tests.worlds import make_edition, make_juror, make_office, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def plan(actor: Any, edition: Any, **values: Any) -> Meeting:
    given = {"starts_at": timezone.now() + timedelta(days=1), "quorum": 1, "tie_rule": "falls"}
    return meetings.plan_meeting(actor=actor, edition=edition, **(given | values))


def test_the_chair_the_secretary_and_the_office_plan_and_nobody_else() -> None:
    edition = make_edition()
    chair, member = make_juror(edition, seat="chair").person, make_juror(edition).person
    assert plan(chair, edition, place=" Salen ").place == "Salen"
    assert plan(make_office(), edition).state == "planned"
    for actor in (member, make_person()):
        with pytest.raises(NotAllowed):
            plan(actor, edition)
    assert edition.meetings.count() == 2
    assert Record.objects.filter(action="deliberation.meeting.planned").count() == 2


def test_the_rules_must_be_possible() -> None:
    edition = make_edition()
    office = make_office()
    make_juror(edition)
    make_juror(edition, seat="secretary")  # has no vote
    for values, field in (
        ({"quorum": 2}, "quorum"),
        ({"quorum": 0}, "quorum"),
        ({"tie_rule": "lot"}, "tie_rule"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            plan(office, edition, **values)
        assert set(refusal.value.fields) == {field}
    type(edition).objects.filter(pk=edition.pk).update(state="released", released_at=timezone.now())
    edition.refresh_from_db()
    with pytest.raises(NotNow, match="under way"):
        plan(office, edition)


def test_a_new_meeting_begins_with_the_rules_of_the_one_before() -> None:
    edition, office = make_edition(), make_office()
    for _number in range(4):
        make_juror(edition)
    assert usual_rules(edition) == {"quorum": 3, "tie_rule": "chair"}
    plan(office, edition, quorum=2, tie_rule="falls")
    assert usual_rules(edition) == {"quorum": 2, "tie_rule": "falls"}
    next_year = make_edition(2028)
    make_juror(next_year)
    assert usual_rules(next_year) == {"quorum": 1, "tie_rule": "falls"}


def test_the_rules_stand_from_the_opening_on() -> None:
    sitting = make_sitting(is_open=False)
    secretary, meeting = sitting.people["secretary"], sitting.meeting
    new = {"starts_at": meeting.starts_at, "quorum": 2, "tie_rule": "falls", "place": "Lilla salen"}
    meetings.change_meeting(actor=secretary, meeting=meeting, **new)
    with pytest.raises(InvalidInput):
        meetings.change_meeting(actor=secretary, meeting=meeting, **(new | {"quorum": 9}))
    meetings.open_meeting(actor=secretary, meeting=meeting)
    with pytest.raises(NotNow, match="before it opens"):
        meetings.change_meeting(actor=secretary, meeting=meeting, **(new | {"quorum": 1}))
    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.quorum, stored.tie_rule, stored.place) == (2, "falls", "Lilla salen")


def test_everybody_in_the_jury_is_called_once_and_no_letter_names_an_entry() -> None:
    sitting = make_sitting(is_open=False)
    meeting, chair = sitting.meeting, sitting.people["chair"]
    for _time in range(2):
        assert meetings.call_jury(actor=chair, meeting=meeting) == 5
    letters = Message.objects.filter(kind="deliberation.meeting_called")
    assert letters.count() == 5
    assert {letter.to_person for letter in letters} == {
        seat.person.public_id for seat in sitting.seats.values()
    }
    assert not any("Bolaget" in letter.text for letter in letters)
    assert f"/jury/2027/mote/{meeting.public_id}/" in letters[0].text
    meetings.open_meeting(actor=chair, meeting=meeting)
    with pytest.raises(NotNow):
        meetings.call_jury(actor=chair, meeting=meeting)


def test_members_see_a_meeting_once_they_are_called() -> None:
    sitting = make_sitting(is_open=False)
    bo, chair = sitting.people["bo"], sitting.people["chair"]
    assert list(meetings_of(sitting.edition, bo)) == []
    assert [meeting.item_count for meeting in meetings_of(sitting.edition, chair)] == [3]
    meetings.call_jury(actor=chair, meeting=sitting.meeting)
    assert list(meetings_of(sitting.edition, bo)) == [sitting.meeting]
    assert [meeting.item_count for meeting in meetings_of(sitting.edition, sitting.people["anna"])] == [2]
    assert list(meetings_of(sitting.edition, make_person())) == []


def test_one_meeting_of_a_jury_is_open_at_a_time() -> None:
    sitting = make_sitting()
    secretary = sitting.people["secretary"]
    other = plan(secretary, sitting.edition)
    with pytest.raises(NotNow, match="Another meeting"):
        meetings.open_meeting(actor=secretary, meeting=other)
    meetings.call_off_meeting(actor=secretary, meeting=other)
    with pytest.raises(NotNow):
        meetings.open_meeting(actor=secretary, meeting=other)


def test_coming_and_going_is_noted_with_its_time() -> None:
    sitting = make_sitting()
    meeting, secretary = sitting.meeting, sitting.people["secretary"]
    bo, cia = sitting.seats["bo"], sitting.seats["cia"]
    ways = {bo.public_id: "", cia.public_id: "remote", sitting.seats["chair"].public_id: "room"}
    assert attendance.note_attendance(actor=secretary, meeting=meeting, ways=ways) == 2
    stays = [(stay.juror, stay.way, stay.left_at is None) for stay in meeting.stays.order_by("pk")]
    assert (bo, "room", False) in stays
    assert stays[-1] == (cia, "remote", True)
    assert meeting.stays.filter(juror=cia).count() == 2
    for wrong in ({bo.public_id: "elsewhere"}, {"nobody": "room"}):
        with pytest.raises(InvalidInput):
            attendance.note_attendance(actor=secretary, meeting=meeting, ways=wrong)
    with pytest.raises(NotAllowed):
        attendance.note_attendance(actor=sitting.people["bo"], meeting=meeting, ways={})


def test_attendance_is_noted_while_the_meeting_is_open() -> None:
    sitting = make_sitting(is_open=False)
    with pytest.raises(NotNow, match="not open"):
        gather(sitting)


def close(sitting: Sitting) -> None:
    meetings.close_meeting(actor=sitting.people["secretary"], meeting=sitting.meeting)


def test_closing_ends_all_stays_and_begins_the_minutes() -> None:
    sitting = make_sitting()
    items.take_up(actor=sitting.people["chair"], item=sitting.items["second"])
    with pytest.raises(NotNow, match="still being discussed"):
        close(sitting)
    items.put_off(actor=sitting.people["chair"], item=sitting.items["second"])
    close(sitting)
    stored = Meeting.objects.get()
    assert (stored.state, stored.closed_by) == ("closed", sitting.people["secretary"])
    assert not stored.stays.filter(left_at=None).exists()
    assert Minutes.objects.get().state == "draft"
    with pytest.raises(NotNow):
        close(sitting)
    with pytest.raises(NotNow, match="over"):
        agenda.add_item(actor=sitting.people["chair"], meeting=stored, title="För sent")
