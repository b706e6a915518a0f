"""A question: written, confirmed within the month's number, answered or declined, taken back, erased."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from forebild.asking.invariants import erased_questions
from forebild.asking.models import Enquiry, Reception
from forebild.asking.queries.enquiries import at_least, taken_now
from forebild.asking.services import clock, enquiries, receptions, replies, visits
from forebild.asking.services.enquiries import Asker, MonthIsFull, Wish
from forebild.asking.tests.worlds import (
    ASKER,
    COMPANY,
    RECEPTION,
    agreed,
    answered,
    open_reception,
    proposed,
    sent,
    times,
    typed,
)
from forebild.library.models import GoodExample
from forebild.library.services.examples import withdraw_example
from forebild.library.tests.stories import make_example
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links import services as links
from forebild.shared.outbox.models import Message
from tests.worlds import make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> GoodExample:
    example = make_example("published")
    open_reception(example)
    return example


def letters(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=f"asking.{kind}").order_by("pk"))


class TestAsking:
    def test_the_company_hears_nothing_before_it_is_confirmed(self, story: GoodExample) -> None:
        enquiry = typed(story)
        [letter] = letters("confirm")
        assert (enquiry.state, letter.to_email) == ("typed", "anna@prov.example")
        assert letters("question_sent") == []
        assert "Hur började ni" not in letter.text  # the office could read it in the outbox
        enquiries.send_enquiry(enquiry=enquiry)
        [letter] = letters("question_sent")
        assert letter.to_email == "fragor@bolag.example"
        assert "anna@prov.example" not in letter.text
        assert "Hur började ni" not in letter.text

    def test_the_same_words_twice_are_one_question(self, story: GoodExample) -> None:
        assert typed(story) == typed(story)
        assert len(letters("confirm")) == 1
        assert typed(story, text="Och sedan?") != typed(story)

    def test_pressed_twice_it_is_sent_once(self, story: GoodExample) -> None:
        enquiry = sent(story)
        assert enquiries.send_enquiry(enquiry=enquiry).place == 1
        assert len(letters("question_sent")) == 1

    @pytest.mark.parametrize(
        ("kind", "changes", "field"),
        [
            ("question", {"text": " "}, "text"),
            ("question", {"text": "x" * 2001}, "text"),
            ("visit", {"head_count": 0}, "head_count"),
            ("visit", {"head_count": 51}, "head_count"),
            ("visit", {"when": ""}, "when"),
        ],
    )
    def test_what_is_missing_is_told_beside_its_field(
        self, story: GoodExample, kind: str, changes: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(InvalidInput) as refusal:
            typed(story, kind=kind, **changes)
        assert list(refusal.value.fields) == [field]

    def test_who_asks_and_what_must_be_told(self, story: GoodExample) -> None:
        with pytest.raises(InvalidInput) as refusal:
            enquiries.ask(
                actor=None, example=story, asker=Asker(" ", "a@b.example", ""), wish=Wish("tea", "Te?")
            )
        assert set(refusal.value.fields) == {"name", "company", "kind"}

    def test_nothing_is_taken_that_the_company_does_not_take(self, story: GoodExample) -> None:
        enquiry, visit = typed(story), typed(story, kind="visit")
        open_reception(story, takes_questions=False)
        with pytest.raises(NotNow):
            typed(story, "Bo")
        with pytest.raises(NotNow):
            enquiries.send_enquiry(enquiry=enquiry)
        assert enquiries.send_enquiry(enquiry=visit).state == "sent"

    def test_a_story_that_is_not_public_is_asked_nothing(self, story: GoodExample) -> None:
        enquiry = typed(story)
        withdraw_example(actor=make_office(story.programme), example=story)
        with pytest.raises(NotNow):
            enquiries.send_enquiry(enquiry=enquiry)
        with pytest.raises(NotNow):
            typed(story, "Bo")

    def test_a_company_that_has_said_nothing_takes_nothing(self) -> None:
        example = make_example("published")
        assert Reception.objects.get().is_open is False
        assert taken_now(example).taken == ()
        with pytest.raises(NotNow):
            typed(example)
        Reception.objects.all().delete()
        assert taken_now(example).taken == ()
        with pytest.raises(NotNow):
            typed(example)

    def test_nobody_fills_a_month_alone(self, story: GoodExample) -> None:
        enquiry = sent(story)
        second = typed(story, text="Och sedan?")
        with pytest.raises(NotNow):
            enquiries.send_enquiry(enquiry=second)
        replies.answer(enquiry=enquiry, text="Så här.")
        assert enquiries.send_enquiry(enquiry=second).state == "sent"


class TestFloods:
    @pytest.fixture(autouse=True)
    def limits(self, settings: Any) -> None:
        settings.RATE_LIMITS_OFF = False

    def test_a_person_asks_five_times_a_day(self, story: GoodExample) -> None:
        for number in range(5):
            typed(story, text=f"Fråga {number}")
        with pytest.raises(NotNow):
            typed(story, text="En till")
        assert typed(story, text="Fråga 4").state == "typed"  # the same again is no other
        with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
            assert typed(story, text="En till").state == "typed"

    def test_a_network_asks_twenty_times_an_hour(self, story: GoodExample) -> None:
        def ask(who: str) -> Enquiry:
            asker = Asker(who, f"{who}@prov.example", "Provet AB")
            wish = Wish("question", "Hur?")
            return enquiries.ask(actor=None, example=story, asker=asker, wish=wish, address="192.0.2.7")

        for number in range(20):
            ask(f"a{number}")
        with pytest.raises(NotNow):
            ask("b")
        assert "192.0.2.7" not in str(list(Enquiry.objects.values()))
        assert typed(story, "Bo").source == ""  # where no address is known nobody is counted
        with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
            assert ask("b").state == "typed"


class TestTheMonth:
    def test_when_it_is_full_one_is_told_and_may_be_reminded(self, story: GoodExample) -> None:
        with time_machine.travel("2027-01-20T11:00:00+00:00", tick=False):
            for who in ("Anna", "Bo", "Cia", "Dan", "Eva"):
                sent(story, who)
            late = typed(story, "Fia")
            with pytest.raises(MonthIsFull, match="måndag 1 februari 2027"):
                enquiries.send_enquiry(enquiry=late)
            [question, visit] = taken_now(story).taken
            assert (str(question.full_until), question.full_words.split(".")[0]) == (
                "2027-02-01",
                "Månadens alla frågor är ställda",
            )
            assert (visit.full_until, visit.full_words) == (None, "")
            sent(story, "Fia", kind="visit")  # visits have a number of their own
            enquiries.postpone(enquiry=late)
            enquiries.postpone(enquiry=late)
            assert clock.remind_askers() == 0
        with time_machine.travel("2027-01-31T23:30:00+00:00", tick=False):  # half past midnight in Sweden
            assert clock.lapse_unconfirmed() == 0
            assert clock.remind_askers() == 1
            assert clock.remind_askers() == 0
            assert [letter.to_email for letter in letters("month_open")] == ["fia@prov.example"]
            assert enquiries.send_enquiry(enquiry=late).place == 1
            with pytest.raises(NotNow):
                enquiries.postpone(enquiry=late)

    def test_what_is_taken_back_keeps_its_place(self, story: GoodExample) -> None:
        open_reception(story, question_cap=1)
        enquiries.withdraw(enquiry=sent(story))
        with pytest.raises(MonthIsFull):
            sent(story, "Bo")

    def test_a_lower_number_holds_at_once(self, story: GoodExample) -> None:
        sent(story)
        sent(story, "Bo")
        open_reception(story, question_cap=2)
        with pytest.raises(MonthIsFull):
            sent(story, "Cia")

    def test_the_database_gives_a_place_once(self, story: GoodExample) -> None:
        first, second = sent(story), typed(story, "Bo")
        with pytest.raises(IntegrityError), transaction.atomic():
            Enquiry.objects.filter(pk=second.pk).update(
                state="sent", confirmed_at=timezone.now(), month=first.month, place=first.place
            )


class TestAnswering:
    def test_the_answer_comes_by_mail_without_addresses(self, story: GoodExample) -> None:
        enquiry = answered(story)
        [letter] = letters("answered")
        assert (letter.to_email, letter.is_private) == ("anna@prov.example", True)
        assert "Vi började med en maskin." in letter.text
        assert "fragor@bolag.example" not in letter.text
        assert (enquiry.state, enquiry.days) == ("answered", 0)

    def test_the_company_may_tell_its_own_address(self, story: GoodExample) -> None:
        answered(story, shares_address=True)
        assert "fragor@bolag.example" in letters("answered")[0].text

    def test_an_answer_can_be_added_to_and_no_more_than_five_times(self, story: GoodExample) -> None:
        enquiry = answered(story)
        first = enquiry.answered_at
        for _more in range(4):
            replies.answer(enquiry=enquiry, text="Och så här.")
        with pytest.raises(NotNow):
            replies.answer(enquiry=enquiry, text="Och så här.")
        enquiry.refresh_from_db()
        assert (enquiry.answered_at, enquiry.replies.count()) == (first, 5)

    def test_a_friendly_no_and_a_second_thought(self, story: GoodExample) -> None:
        enquiry = replies.decline(enquiry=sent(story), text="Vi hinner inte.").enquiry
        assert enquiry.state == "declined"
        assert "Vi hinner inte." in letters("declined")[0].text
        assert replies.answer(enquiry=enquiry, text="Jo, så här.").enquiry.state == "answered"
        with pytest.raises(InvalidInput):
            replies.decline(enquiry=sent(story, "Bo"), text=" ")

    def test_words_are_needed_and_few_enough(self, story: GoodExample) -> None:
        for text in ("  ", "x" * 4001):
            with pytest.raises(InvalidInput):
                replies.answer(enquiry=sent(story), text=text)

    def test_questions_are_answered_and_visits_get_times(self, story: GoodExample) -> None:
        with pytest.raises(NotNow):
            replies.answer(enquiry=sent(story, kind="visit"), text="Kom.")
        with pytest.raises(NotNow):
            replies.propose(enquiry=sent(story), times=times(3), text="Kom.")

    def test_a_stranger_cannot_answer_and_an_editor_can(self, story: GoodExample) -> None:
        enquiry = sent(story)
        with pytest.raises(NotAllowed):
            replies.answer(enquiry=enquiry, text="Så.", actor=make_person())
        editor = make_person()
        story.organisation.memberships.create(person=editor, part="owner")
        assert replies.answer(enquiry=enquiry, text="Så.", actor=editor).by == editor

    def test_abuse_is_reported_and_the_same_person_comes_no_more(self, story: GoodExample) -> None:
        enquiry = replies.report_abuse(enquiry=sent(story))
        assert replies.report_abuse(enquiry=enquiry).is_abuse
        assert (enquiry.state, enquiry.answered_at, letters("declined")) == ("declined", None, [])
        with pytest.raises(NotNow, match="från dig"):
            sent(story, text="Hallå igen?")
        assert sent(story, "Bo").state == "sent"


class TestVisits:
    def test_one_of_the_times_is_agreed(self, story: GoodExample) -> None:
        enquiry = proposed(story)
        first, second = enquiry.replies.get().times.all()
        enquiry = visits.agree_to_time(enquiry=enquiry, time_id=second.public_id, shows_email=True)
        assert (enquiry.state, enquiry.agreed_time, enquiry.shows_email) == ("agreed", second.starts_at, True)
        visits.agree_to_time(enquiry=enquiry, time_id=second.public_id)
        assert len(letters("visit_agreed")) == len(letters("visit_booked")) == 1
        with pytest.raises(NotNow):  # the company has been told of the other one
            visits.agree_to_time(enquiry=enquiry, time_id=first.public_id)

    def test_only_a_time_that_holds_and_is_to_come(self, story: GoodExample) -> None:
        enquiry = proposed(story)
        old = enquiry.replies.get().times.all()[0]
        replies.propose(enquiry=enquiry, times=times(20), text="En annan dag.")
        with pytest.raises(InvalidInput):
            visits.agree_to_time(enquiry=enquiry, time_id=old.public_id)
        new = enquiry.replies.last().times.get()
        with time_machine.travel(timezone.now() + timedelta(days=21), tick=False), pytest.raises(NotNow):
            visits.agree_to_time(enquiry=enquiry, time_id=new.public_id)

    def test_none_of_them_suits_and_the_company_is_asked_anew(self, story: GoodExample) -> None:
        enquiry = proposed(story)
        with pytest.raises(InvalidInput):
            visits.refuse_times(enquiry=enquiry, when=" ")
        enquiry = visits.refuse_times(enquiry=enquiry, when="Hellre i april.")
        assert (enquiry.state, enquiry.when, enquiry.reminded_at) == ("sent", "Hellre i april.", None)
        assert len(letters("times_refused")) == 1

    @pytest.mark.parametrize("days", [[], [-1], [1, 2, 3, 4, 5, 6], [-1, 3]])
    def test_from_one_to_five_times_to_come(self, story: GoodExample, days: list[int]) -> None:
        with pytest.raises(InvalidInput):
            replies.propose(enquiry=sent(story, kind="visit"), times=times(*days), text="Kom.")

    def test_an_agreed_visit_is_called_off(self, story: GoodExample) -> None:
        enquiry = replies.decline(enquiry=agreed(story), text="Maskinen står.").enquiry
        assert (enquiry.state, enquiry.agreed_time) == ("declined", None)


class TestTakingBack:
    def test_everything_is_erased_and_the_company_told(self, story: GoodExample) -> None:
        enquiry = proposed(story)
        links.issue(
            purpose=COMPANY,
            subject_id=enquiry.public_id,
            email="x@bolag.example",
            lifetime=timedelta(days=9),
            single_use=False,
        )
        enquiry = enquiries.withdraw(enquiry=enquiry)
        assert enquiries.withdraw(enquiry=enquiry).state == "withdrawn"
        stored = str(Enquiry.objects.values().get()) + str(list(enquiry.replies.values()))
        assert not [word for word in ("Anna", "anna@", "Hur började", "Fråga efter") if word in stored]
        assert not links.is_open(purpose=COMPANY, subject_id=enquiry.public_id)
        assert len(letters("withdrawn")) == 1

    def test_the_company_hears_nothing_of_what_never_reached_it(self, story: GoodExample) -> None:
        enquiries.withdraw(enquiry=typed(story))
        assert letters("withdrawn") == []


class TestTheClock:
    def test_the_company_is_reminded_once_and_then_the_office_sees_it(self, story: GoodExample) -> None:
        enquiry = sent(story)
        office = make_office(story.programme)
        from forebild.asking.services.office import close_unanswered

        with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
            assert clock.remind_companies() == 0
        with time_machine.travel(timezone.now() + timedelta(days=7, hours=1), tick=False):
            assert (clock.remind_companies(), clock.remind_companies()) == (1, 0)
            enquiry.refresh_from_db()
            assert enquiry.is_late is False
            with pytest.raises(NotNow):
                close_unanswered(actor=office, enquiry=enquiry)
        with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
            assert enquiry.is_late is True
            with pytest.raises(NotAllowed):
                close_unanswered(actor=make_person(), enquiry=enquiry)
            assert close_unanswered(actor=office, enquiry=enquiry).state == "closed"
            assert [letter.to_email for letter in letters("closed")] == ["anna@prov.example"]
            assert replies.answer(enquiry=enquiry, text="Bättre sent.").enquiry.state == "answered"
        assert len(letters("reminder")) == 1

    def test_what_nobody_confirms_is_erased_after_a_week(self, story: GoodExample) -> None:
        enquiry = typed(story)
        assert clock.lapse_unconfirmed() == 0
        with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
            assert (clock.lapse_unconfirmed(), clock.lapse_unconfirmed()) == (1, 0)
        enquiry.refresh_from_db()
        assert (enquiry.state, enquiry.email, enquiry.text) == ("lapsed", "", "")
        assert not links.is_open(purpose=ASKER, subject_id=enquiry.public_id)
        assert typed(story).state == "typed"  # the same words may come again

    def test_a_year_later_nothing_is_left_but_counts(self, story: GoodExample) -> None:
        answered(story)
        waiting = sent(story, "Bo")
        with time_machine.travel(timezone.now() + timedelta(days=364), tick=False):
            assert clock.erase_old() == 0
        with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
            assert (clock.erase_old(), clock.erase_old()) == (2, 0)
        rows = list(Enquiry.objects.values())
        from forebild.asking.models import Reply

        stored = str(rows) + str(list(Reply.objects.values()))
        assert not [word for word in ("Anna", "anna@", "Hur började", "en maskin", "Bo") if word in stored]
        assert [(row["kind"], row["state"], row["answered_at"] is not None) for row in rows] == [
            ("question", "closed", False),
            ("question", "answered", True),
        ]
        assert not links.is_open(purpose=COMPANY, subject_id=waiting.public_id)
        with pytest.raises(NotNow):  # signed in, the company can still open its page
            replies.answer(enquiry=waiting, text="Så här.")
        assert list(erased_questions()) == []

    def test_words_that_were_left_are_found(self, story: GoodExample) -> None:
        enquiry = enquiries.withdraw(enquiry=answered(story))
        enquiry.replies.update(text="Kvar.")
        links.issue(
            purpose=COMPANY, subject_id=enquiry.public_id, email="x@b.example", lifetime=timedelta(days=1)
        )
        assert list(erased_questions()) == [
            f"an answer to the erased question {enquiry.public_id} still has words",
            f"a link opens the erased question {enquiry.public_id}",
        ]


class TestReceptions:
    def test_the_company_is_asked_once_when_its_story_becomes_public(self) -> None:
        example = make_example("published")
        [letter] = letters("reception_asked")
        assert letter.to_email == "vd@bolag.example"
        assert receptions.ask_company(example=example) == Reception.objects.get()
        assert len(letters("reception_asked")) == 1

    def test_the_office_asks_again_while_nothing_is_said(self) -> None:
        example, office = make_example("published"), make_office()
        receptions.ask_company(example=example, actor=office)
        assert len(letters("reception_asked")) == 2
        open_reception(example)
        receptions.ask_company(example=example, actor=office)
        assert len(letters("reception_asked")) == 2
        with pytest.raises(NotAllowed):
            receptions.ask_company(example=example, actor=make_person())
        example.contact_email = ""
        assert receptions.ask_company(example=example) is None
        with pytest.raises(NotNow):
            receptions.ask_company(example=example, actor=office)

    def test_another_address_gets_what_waits_and_the_old_links_close(self, story: GoodExample) -> None:
        enquiry = sent(story)
        reception = open_reception(story, email="NY@bolag.example ")
        assert reception.email == "ny@bolag.example"
        assert [letter.to_email for letter in letters("question_sent")] == [
            "fragor@bolag.example",
            "ny@bolag.example",
        ]
        assert letters("reception_changed")[-1].to_email == "ny@bolag.example"
        open_links = links.is_open(purpose=COMPANY, subject_id=enquiry.public_id)
        assert open_links  # the new one
        from forebild.shared.links.models import Link

        old = Link.objects.filter(purpose__in=[COMPANY, RECEPTION], email="fragor@bolag.example")
        assert not old.filter(revoked_at=None).exists()

    @pytest.mark.parametrize(
        ("changes", "field"), [({"email": "nej"}, "email"), ({"question_cap": 0}, "question_cap"),
                               ({"visit_cap": 101}, "visit_cap")]
    )  # fmt: skip
    def test_what_is_wrong_is_told(self, story: GoodExample, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(InvalidInput) as refusal:
            open_reception(story, **changes)
        assert list(refusal.value.fields) == [field]

    def test_one_press_stops_it_and_what_has_come_can_be_answered(self, story: GoodExample) -> None:
        enquiry, reception = sent(story), Reception.objects.get()
        reception = receptions.stop_reception(reception=reception)
        assert (receptions.stop_reception(reception=reception).is_open, taken_now(story).taken) == (False, ())
        with pytest.raises(NotNow):
            sent(story, "Bo")
        assert replies.answer(enquiry=enquiry, text="Så här.").enquiry.state == "answered"

    def test_only_those_who_act_for_the_company(self, story: GoodExample) -> None:
        reception, stranger = Reception.objects.get(), make_person()
        from forebild.asking.tests.worlds import TERMS

        with pytest.raises(NotAllowed):
            receptions.set_reception(reception=reception, terms=TERMS, actor=stranger)
        with pytest.raises(NotAllowed):
            receptions.stop_reception(reception=reception, actor=stranger)
        with pytest.raises(NotAllowed):
            receptions.own_reception(
                actor=stranger, organisation=story.organisation, programme=story.programme
            )


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (24, 10), (5000, 1000)]
)
def test_what_is_public_goes_in_steps(count: int, shown: int) -> None:
    assert at_least(count) == shown
