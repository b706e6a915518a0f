"""Times offered, answered from the mail, booked by hand, moved, reminded of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from forebild.jury.services.conflicts import record_recusal
from forebild.shared import invariants
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links.services import LinkExpired, look_up
from forebild.shared.outbox.models import Message
from forebild.visits.models import Claim, OfferedTime, TimeAnswer, Visit
from forebild.visits.services import planning, times
from forebild.visits.services.letters import ANSWER, joined
from forebild.visits.tasks import visit_reminders
from forebild.visits.tests.worlds import Going, days_ahead, let_it_begin, plan
from tests.worlds import make_juror, make_person

pytestmark = pytest.mark.django_db


def texts(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=f"visits.{kind}").order_by("pk").values_list("text", flat=True))


def address(text: str) -> str:
    whole = next(word for word in text.split() if "/besok/svar/" in word)
    return "/" + whole.split("://")[1].partition("/")[2]


def test_the_company_gets_the_times_in_swedish_time_with_weekday_and_a_link() -> None:
    going = plan()
    made = times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(7, 5, 6))
    assert [each.begins_at for each in made] == days_ahead(5, 6, 7)
    [text] = texts("times_offered")
    assert "Verkgatan 1" in text
    assert text.count("kl.") == 3
    assert Message.objects.get(kind="visits.times_offered").to_email == "vera@verket.example"
    assert going.refresh().state == "offered"


def test_a_plan_that_is_not_whole_is_not_sent() -> None:
    going = plan(place="", contact_email="")
    Claim.objects.all().delete()
    going.visit.visitors.all().delete()
    for act in (
        lambda: times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(1, 2)),
        lambda: times.book_time(actor=going.office, visit=going.visit, begins_at=days_ahead(1)[0]),
    ):
        with pytest.raises(NotNow) as refusal:
            act()
        assert refusal.value.reason.count(".") == 4
    assert not Message.objects.filter(kind="visits.times_offered").exists()


@pytest.mark.parametrize("days", [(), (3,), (1, 2, 3, 4, 5, 6), (2, 2), (-1, 2)])
def test_times_that_cannot_be_are_refused(days: tuple[int, ...]) -> None:
    going = plan()
    with pytest.raises(InvalidInput) as refusal:
        times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(*days))
    assert list(refusal.value.fields) == ["times"]
    assert not OfferedTime.objects.exists()


def test_only_those_who_plan_offer_and_book() -> None:
    going = plan()
    for person in (going.person(0), going.owner, make_person()):
        with pytest.raises(NotAllowed):
            times.offer_times(actor=person, visit=going.visit, times=days_ahead(1, 2))
        with pytest.raises(NotAllowed):
            times.book_time(actor=person, visit=going.visit, begins_at=days_ahead(1)[0])


def test_opening_the_link_changes_nothing_and_choosing_books() -> None:
    going = plan("offered")
    page, company = address(texts("times_offered")[0]), Client()
    shown = company.get(page)
    assert shown.status_code == 200
    assert going.refresh().state == "offered"
    assert not TimeAnswer.objects.exists()
    time = going.visit.offered_times.all()[1]
    answer = {
        "answer": "yes",
        "time": time.public_id,
        "name": "Vera",
        "phone": "070-1",
        "note": "Skyddsskor.",
    }
    assert company.post(page, answer).url == page
    visit = going.refresh()
    assert (visit.state, visit.begins_at, visit.host_name, visit.host_phone) == (
        "booked", time.begins_at, "Vera", "070-1",
    )  # fmt: skip
    assert TimeAnswer.objects.get().words == "Skyddsskor."
    assert "bokat" in company.get(page).text
    told = Message.objects.filter(kind__startswith="visits.booked")
    assert sorted(told.values_list("to_email", flat=True)) == sorted(
        [going.owner.email, *(juror.person.email for juror in going.jurors)]
    )
    for message in told:
        file = message.attachments.get()
        assert file.content_type == "text/calendar"
        assert f"DTSTART:{time.begins_at:%Y%m%dT%H%M%SZ}".encode() in bytes(file.content)
    assert "Anna Ek och Bo By" in texts("booked_company")[0]
    assert list(invariants.problems()) == []


def test_nothing_typed_is_lost_when_no_time_is_chosen() -> None:
    going = plan("offered")
    page = address(texts("times_offered")[0])
    answer = Client().post(page, {"answer": "yes", "name": "Vera", "note": "Ring först."})
    assert "Ring först." in answer.text
    assert going.refresh().state == "offered"


def test_none_fits_is_told_to_whoever_planned_and_new_times_replace_the_old() -> None:
    going = plan("offered")
    page = address(texts("times_offered")[0])
    assert Client().post(page, {"answer": "no", "words": " "}).status_code == 200
    assert going.refresh().state == "offered"
    Client().post(page, {"answer": "no", "words": "Helst en torsdag."})
    assert going.refresh().state == "wished"
    [told] = Message.objects.filter(kind="visits.new_time_wanted")
    assert (told.to_email, "Helst en torsdag." in told.text) == (going.office.email, True)
    assert "ny" in Client().get(page).text
    times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(10, 11))
    assert Client().get(page).status_code == 410
    fresh = address(texts("times_offered")[1])
    assert [each.begins_at for each in Client().get(fresh).context["times"]] == days_ahead(10, 11)


def test_a_time_of_an_earlier_round_or_one_that_has_passed_cannot_be_chosen() -> None:
    going = plan("offered")
    old = going.visit.offered_times.all()[0]
    times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(10, 11))
    with pytest.raises(NotNow):
        times.accept_time(link=going.link(), time=old.public_id, name="Vera")
    passed = OfferedTime.objects.filter(offer_round=2)[0]
    OfferedTime.objects.filter(pk=passed.pk).update(begins_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotNow, match="passerat"):
        times.accept_time(link=going.link(), time=passed.public_id, name="Vera")
    whole = OfferedTime.objects.filter(offer_round=2)[1]
    with pytest.raises(InvalidInput):
        times.accept_time(link=going.link(), time=whole.public_id, name=" ")
    assert going.refresh().state == "offered"
    page = address(texts("times_offered")[1])
    assert Client().post(page, {"answer": "yes", "time": passed.public_id, "name": "Vera"}).status_code == 200
    assert going.refresh().state == "offered"


def test_two_presses_book_once() -> None:
    going = plan("booked")
    offered = going.visit.offered_times.all()[1]
    with pytest.raises(NotNow):
        times.accept_time(link=going.link(), time=offered.public_id, name="Vera")
    with pytest.raises(NotNow):
        times.decline_times(link=going.link(), words="Torsdag.")
    assert TimeAnswer.objects.count() == 1


def test_the_company_asks_for_another_time_and_the_visitors_hear_of_it() -> None:
    going = plan("booked")
    page = address(texts("booked_company")[0])
    Client().post(page, {"answer": "no", "words": "Maskinen kom inte."})
    visit = going.refresh()
    assert (visit.state, visit.begins_at, visit.booked_at) == ("wished", None, None)
    told = Message.objects.filter(kind="visits.cancelled_visitor")
    assert sorted(told.values_list("to_email", flat=True)) == sorted(j.person.email for j in going.jurors)
    assert all(b"STATUS:CANCELLED" in bytes(message.attachments.get().content) for message in told)
    assert list(invariants.problems()) == []


def test_once_the_time_has_come_it_is_not_moved_from_the_mail() -> None:
    going = plan("made")
    page = address(texts("booked_company")[0])
    answer = Client().post(page, {"answer": "no", "words": "Vi hann inte."})
    assert "kansliet" in answer.text
    assert going.refresh().state == "booked"


def test_the_office_books_by_telephone_and_moves() -> None:
    going = plan()
    first, second = days_ahead(3, 4)
    with pytest.raises(InvalidInput):
        times.book_time(actor=going.office, visit=going.visit, begins_at=timezone.now())
    times.book_time(actor=going.office, visit=going.visit, begins_at=first, words="Ringde.")
    times.book_time(actor=going.office, visit=going.visit, begins_at=second)
    assert going.refresh().begins_at == second
    assert list(TimeAnswer.objects.values_list("kind", "begins_at")) == [
        ("booked", second),
        ("booked", first),
    ]
    sequences = [
        bytes(m.attachments.get().content)
        for m in Message.objects.filter(kind="visits.booked_company").order_by("pk")
    ]
    assert [b"SEQUENCE:2" in sequences[0], b"SEQUENCE:4" in sequences[1]] == [True, True]
    times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(8, 9))
    assert Message.objects.filter(kind="visits.cancelled_visitor").count() == 2


def test_a_cancelled_visits_link_stops_working() -> None:
    going = plan("offered")
    page = address(texts("times_offered")[0])
    planning.cancel_visit(actor=going.office, visit=going.visit, reason="Snö.")
    assert Client().get(page).status_code == 410
    with pytest.raises(LinkExpired):
        look_up(page.rstrip("/").rpartition("/")[2], ANSWER)


def remind(going: Going, hours: float) -> int:
    begins_at = going.refresh().begins_at
    assert begins_at is not None
    return times.send_due_reminders(now=begins_at - timedelta(hours=hours))


def test_the_day_before_all_who_come_are_reminded_once() -> None:
    going = plan("booked")
    assert [remind(going, hours) for hours in (25, 23, 22, -1)] == [0, 1, 0, 0]
    told = Message.objects.filter(kind__startswith="visits.remind")
    assert sorted(told.values_list("to_email", flat=True)) == sorted(
        [going.owner.email, *(juror.person.email for juror in going.jurors)]
    )


def test_what_was_agreed_within_the_day_or_is_no_longer_booked_is_not_reminded_of() -> None:
    going = plan("booked")
    begins_at = going.visit.begins_at
    assert begins_at is not None
    Visit.objects.update(booked_at=begins_at - timedelta(hours=20))
    assert remind(going, 5) == 0
    Visit.objects.update(booked_at=begins_at - timedelta(days=3))
    times.ask_for_another_time(link=going.link(), words="Torsdag.")
    assert times.send_due_reminders(now=begins_at - timedelta(hours=5)) == 0


def test_a_planner_who_stands_aside_hears_nothing_more_and_the_leaders_do() -> None:
    going = plan("offered")
    edition = going.entry.edition
    seat = make_juror(edition, person=going.office)
    chair, aside = (
        make_juror(edition, "Ordföranden", seat="chair"),
        make_juror(edition, "Sek", seat="secretary"),
    )
    for juror in (seat, aside):
        record_recusal(actor=chair.person, juror=juror, entry=going.entry, relation="family", reason="Kusin.")
    times.decline_times(link=going.link(), words="Torsdag.")
    assert [m.to_email for m in Message.objects.filter(kind="visits.new_time_wanted")] == [chair.person.email]


def test_the_database_keeps_a_booked_visit_with_a_time() -> None:
    plan("booked")
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.update(begins_at=None)


def test_a_time_that_nobody_agreed_to_is_told() -> None:
    going = plan("booked")
    let_it_begin(going.visit)
    assert list(invariants.problems()) == []
    TimeAnswer.objects.all().delete()
    [(sentence, problem)] = invariants.problems()
    assert "agreed" in sentence
    assert going.visit.public_id in problem


def test_the_company_is_written_to_in_its_own_language() -> None:
    going = plan()
    going.owner.language = "en"
    going.owner.save()
    times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(5, 6))
    assert "would like to see" in texts("times_offered")[0]
    planning.change_visit(actor=going.office, visit=going.visit, contact_email="ny@verket.example")
    times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(5, 6))
    assert "vill gärna se" in texts("times_offered")[1]


def test_names_are_said_as_one_says_them() -> None:
    assert [joined(names, "sv") for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A och B", "A, B och C",
    ]  # fmt: skip


def test_a_wish_has_words() -> None:
    going = plan("offered")
    with pytest.raises(InvalidInput) as refusal:
        times.decline_times(link=going.link(), words=" ")
    assert list(refusal.value.fields) == ["words"]


def test_chosen_in_two_windows_the_second_is_told() -> None:
    going = plan("booked")
    page = address(texts("booked_company")[0])
    offered = going.visit.offered_times.all()[1]
    answer = Client().post(page, {"answer": "yes", "time": offered.public_id, "name": "Vera"})
    assert "gäller inte längre" in answer.text
    assert going.refresh().begins_at != offered.begins_at


def test_the_clock_reminds() -> None:
    plan("booked")
    Visit.objects.update(
        begins_at=timezone.now() + timedelta(hours=20), booked_at=timezone.now() - timedelta(days=5)
    )
    visit_reminders(0)
    assert len(texts("remind_visitor")) == 2
