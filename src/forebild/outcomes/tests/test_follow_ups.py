"""A wish for help: asked under consent, taken care of, handed on, told of, and taken back at any time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from forebild.events.models import Event
from forebild.outcomes.consent import consent_words
from forebild.outcomes.models import FollowUp, Referral
from forebild.outcomes.queries.figures import funnel, past_events, years_of_events
from forebild.outcomes.queries.follow_ups import suggestions
from forebild.outcomes.services import follow_ups as services
from forebild.outcomes.services import referrals
from forebild.outcomes.services.advisers import add_adviser, change_adviser
from forebild.outcomes.tasks import outcomes_by_the_clock
from forebild.outcomes.tests.worlds import REFERRAL, ask, guests, make_adviser, past_event, referred, token
from forebild.people.models import Person
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems
from forebild.shared.links import services as links
from forebild.shared.outbox.models import Message
from tests.races import one_then_other
from tests.worlds import make_company, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db


def asked(office: Person, **changes: Any) -> FollowUp:
    return ask(guests(past_event(office, people=1))[0], **changes)


def accepted(office: Person) -> Referral:
    return referrals.accept_referral(referral=referred(office, asked(office)))


def letters(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=f"outcomes.{kind}").exclude(state="stopped").order_by("pk"))


def tell(referral: Referral, outcome: str = "project", hours: str = "3.5") -> None:
    referrals.tell_outcome(referral=referral, outcome=outcome, hours=Decimal(hours), text="Det gick bra.")


class TestAsking:
    def test_the_words_that_one_agrees_to_are_kept_with_version_and_time(self) -> None:
        follow_up = asked(make_office(), language="en", topics=["other", "finance"])
        assert (follow_up.consent_text, follow_up.consent_version) == (consent_words("en"), 1)
        assert timezone.now() - follow_up.consented_at < timedelta(minutes=1)
        assert (follow_up.topics, follow_up.county) == (["finance", "other"], "06")
        [letter] = letters("help_asked_for")
        assert "robot" in letter.text
        assert letter.language == "en"

    def test_asked_twice_it_is_asked_once(self) -> None:
        [person] = guests(past_event(make_office(), people=1))
        assert ask(person) == ask(person, wish="Något annat.")
        assert (FollowUp.objects.count(), len(letters("help_asked_for"))) == (1, 1)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"topics": []}, "topics"),
            ({"topics": ["gold"]}, "topics"),
            ({"topics": ["other"], "wish": " "}, "wish"),
            ({"wish": "x" * 2001}, "wish"),
            ({"agrees": False}, "agrees"),
        ],
    )
    def test_what_is_missing_is_told_beside_it(self, wrong: dict[str, Any], field: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            asked(make_office(), **wrong)
        assert refused.value.fields.keys() == {field}
        assert not FollowUp.objects.exists()

    def test_only_after_the_event_and_by_who_was_there(self) -> None:
        office = make_office()
        with pytest.raises(NotNow, match="efter evenemanget"):
            ask(guests(past_event(office, people=1, hours_ago=-1))[0])
        event = past_event(office, people=1, title_sv="Ett annat")
        event.registrations.update(state="cancelled")
        with pytest.raises(NotNow, match="efter evenemanget"):
            ask(guests(event)[0])


class TestReferring:
    def test_the_letter_waits_and_can_be_stopped(self) -> None:
        office = make_office()
        referral = referred(office, asked(office))
        [letter] = letters("referred")
        assert (letter.state, letter.to_email) == ("held", "rut@almbolaget.example")
        assert "robot" not in letter.text
        assert "Anna" not in letter.text
        opened = token(REFERRAL, referral)
        referrals.stop_referral(actor=office, referral=referral)
        assert (letters("referred"), FollowUp.objects.get().state) == ([], "taken")
        with pytest.raises(links.LinkExpired):
            links.look_up(opened, REFERRAL)
        again = referred(office, FollowUp.objects.get(), referral.adviser)
        with time_machine.travel(timezone.now() + timedelta(minutes=11)), pytest.raises(NotNow):
            referrals.stop_referral(actor=office, referral=again)

    def test_the_adviser_says_yes_and_the_company_hears_who_it_is(self) -> None:
        referral = accepted(make_office())
        assert referrals.accept_referral(referral=referral).state == "accepted"
        [letter] = letters("handed_on")
        assert "Rut Råd, Almbolaget" in letter.text
        assert letter.to_email == "anna@exempel.example"

    def test_the_adviser_says_no_and_the_office_chooses_another(self) -> None:
        office = make_office()
        referral = referred(office, asked(office))
        referrals.decline_referral(referral=referral, reason=" Har inte tid. ")
        follow_up = FollowUp.objects.get()
        other = make_adviser(office, name="Per", email="per@almbolaget.example", counties=[])
        assert (follow_up.state, [each.adviser for each in suggestions(follow_up)]) == ("taken", [other])
        assert Referral.objects.get(pk=referral.pk).reason == "Har inte tid."
        assert referred(office, follow_up, other).state == "sent"
        with pytest.raises(NotNow):
            referrals.decline_referral(referral=referral)

    def test_suggestions_fit_by_county_and_topic(self) -> None:
        office = make_office()
        far = make_adviser(office, name="Fjärran", email="f@x.example", counties=["25"])
        near = make_adviser(office, name="Nära", email="n@x.example", topics=["skills"])
        fit = make_adviser(office, name="Passar", email="p@x.example")
        make_adviser(office, name="Vilar", email="v@x.example", is_active=False)
        found = suggestions(asked(office))
        assert [each.adviser for each in found] == [fit, near, far]
        assert [each.words for each in found] == [
            "Passar, Almbolaget (finansiering)",
            "Nära, Almbolaget",
            "Fjärran, Almbolaget (finansiering; annat län)",
        ]

    def test_not_to_two_at_once_and_not_to_who_takes_on_none(self) -> None:
        office = make_office()
        follow_up = asked(office)
        resting = make_adviser(office, is_active=False, email="v@x.example")
        with pytest.raises(InvalidInput):
            referred(office, follow_up, resting)
        adviser = make_adviser(office)
        referred(office, follow_up, adviser)
        with pytest.raises(NotNow):
            referred(office, follow_up, adviser)


class TestTelling:
    def test_what_came_of_it_closes_the_request_and_the_company_is_asked_once(self) -> None:
        referral = accepted(make_office())
        tell(referral, "met", "1")
        tell(referral)
        follow_up = FollowUp.objects.get()
        assert (follow_up.state, follow_up.outcome, len(letters("helped"))) == ("closed", "project", 1)
        assert [str(report.hours) for report in referral.reports.all()] == ["3.5", "1.0"]
        assert services.say_whether_it_helped(follow_up=follow_up, helped="yes").helped == "yes"
        assert services.say_whether_it_helped(follow_up=follow_up, helped="no").helped == "no"

    def test_it_may_be_told_after_the_office_has_taken_it_up_again(self) -> None:
        office = make_office()
        referral = accepted(office)
        tell(referral, "nothing", "1")
        services.reopen_follow_up(actor=office, follow_up=FollowUp.objects.get())
        tell(referral)
        assert FollowUp.objects.get().state == "taken"

    def test_whether_it_helped_is_not_asked_before(self) -> None:
        follow_up = asked(make_office())
        with pytest.raises(NotNow):
            services.say_whether_it_helped(follow_up=follow_up, helped="yes")
        with pytest.raises(InvalidInput):
            services.say_whether_it_helped(follow_up=follow_up, helped="perhaps")

    def test_hours_and_outcome_are_checked(self) -> None:
        referral = accepted(make_office())
        with pytest.raises(InvalidInput) as refused:
            tell(referral, "gold", "-1")
        assert refused.value.fields.keys() == {"outcome", "hours"}

    def test_the_adviser_is_asked_after_30_and_90_days_until_it_is_told(self) -> None:
        referral = accepted(make_office())
        now = timezone.now()

        def after(days: int) -> int:
            return referrals.ask_for_outcomes(now=now + timedelta(days=days, minutes=1))

        assert [after(days) for days in (29, 30, 31, 89, 90, 91)] == [0, 1, 0, 0, 1, 0]
        tell(referral)
        assert after(300) == 0
        outcomes_by_the_clock(timestamp=0)
        assert len(letters("outcome_asked")) == 2


class TestTakingBack:
    def test_by_one_press_the_wish_is_erased_and_the_advisers_link_closes(self) -> None:
        referral = accepted(make_office())
        opened = token(REFERRAL, referral)
        withdrawn = services.withdraw(follow_up=FollowUp.objects.get())
        assert services.withdraw(follow_up=withdrawn).state == "withdrawn"
        assert (withdrawn.wish, Referral.objects.get().state) == ("", "ended")
        with pytest.raises(links.LinkExpired):
            links.look_up(opened, REFERRAL)
        [letter] = letters("delete")
        assert "Radera" in letter.text
        assert letter.to_email == "rut@almbolaget.example"
        assert len(letters("help_withdrawn")) == 1
        with pytest.raises(NotNow):
            tell(referral)
        assert list(problems()) == []

    def test_an_adviser_whose_letter_has_not_left_never_hears_of_it(self) -> None:
        office = make_office()
        referral = referred(office, asked(office))
        services.withdraw(follow_up=referral.follow_up)
        assert (letters("referred"), letters("delete")) == ([], [])
        assert Referral.objects.get().state == "ended"

    def test_who_has_taken_it_back_may_ask_again(self) -> None:
        follow_up = asked(make_office())
        services.withdraw(follow_up=follow_up)
        assert ask(follow_up.registration) != follow_up

    def test_control_a_wish_that_stays_is_found(self) -> None:
        referral = accepted(make_office())
        opened = token(REFERRAL, referral)
        FollowUp.objects.update(state="withdrawn", wish="", withdrawn_at=timezone.now())
        assert len(list(problems())) == 1
        Referral.objects.update(state="ended")
        assert len(list(problems())) == 2  # the letter's link, and this one
        assert links.look_up(opened, REFERRAL)


class TestTheOffice:
    def test_somebody_takes_care_of_it_closes_it_and_takes_it_up_again(self) -> None:
        office, colleague = make_office(), make_office(name="Kollegan")
        follow_up = asked(office)
        assert follow_up.is_late is False
        services.take_follow_up(actor=office, follow_up=follow_up)
        assert services.take_follow_up(actor=colleague, follow_up=follow_up).taken_by == colleague
        closed = services.close_follow_up(
            actor=office, follow_up=follow_up, outcome="advice", text=" Ringde. "
        )
        assert (closed.state, closed.outcome_text) == ("closed", "Ringde.")
        with pytest.raises(NotNow):
            services.take_follow_up(actor=office, follow_up=closed)
        again = services.reopen_follow_up(actor=office, follow_up=closed)
        assert (again.state, again.outcome, again.taken_by) == ("taken", "", office)

    def test_nobody_has_taken_care_of_it_in_seven_days(self) -> None:
        follow_up = asked(make_office())
        with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
            assert follow_up.is_late

    def test_closing_ends_what_is_with_an_adviser(self) -> None:
        office = make_office()
        referral = accepted(office)
        with pytest.raises(InvalidInput):
            services.close_follow_up(actor=office, follow_up=referral.follow_up, outcome="gold")
        services.close_follow_up(actor=office, follow_up=referral.follow_up, outcome="nothing")
        assert (Referral.objects.get().state, len(letters("ended")), letters("delete")) == ("ended", 1, [])

    def test_a_request_is_not_taken_up_beside_a_newer_one(self) -> None:
        office = make_office()
        first = asked(office)
        services.close_follow_up(actor=office, follow_up=first, outcome="met")
        ask(first.registration)
        with pytest.raises(NotNow, match="bett om hjälp igen"):
            services.reopen_follow_up(actor=office, follow_up=first)

    @pytest.mark.parametrize(
        "act",
        [
            lambda who, found: services.take_follow_up(actor=who, follow_up=found.follow_up),
            lambda who, found: services.close_follow_up(actor=who, follow_up=found.follow_up, outcome="met"),
            lambda who, found: services.reopen_follow_up(actor=who, follow_up=found.follow_up),
            lambda who, found: referrals.refer(actor=who, follow_up=found.follow_up, adviser=found.adviser),
            lambda who, found: referrals.stop_referral(actor=who, referral=found),
            lambda who, found: add_adviser(actor=who, programme=make_programme(), facts={}),
            lambda who, found: change_adviser(actor=who, adviser=found.adviser, facts={}),
        ],
    )
    def test_only_who_runs_the_event_may(self, act: Any) -> None:
        office = make_office()
        with pytest.raises(NotAllowed):
            act(make_person("Nils"), referred(office, asked(office)))

    def test_an_adviser_has_an_address_of_ones_own(self) -> None:
        office = make_office()
        adviser = make_adviser(office)
        with pytest.raises(InvalidInput) as refused:
            make_adviser(office, email="RUT@almbolaget.example")
        assert refused.value.fields.keys() == {"email"}
        assert change_adviser(actor=office, adviser=adviser, facts={"is_active": False}).is_active is False
        assert change_adviser(actor=office, adviser=adviser, facts={"is_active": False}) == adviser


def test_the_funnel_counts_from_the_event_to_the_outcome() -> None:
    office = make_office()
    event = past_event(office, people=6, county="06")
    people = guests(event)
    adviser = make_adviser(office)
    made = [ask(person) for person in people[:5]]
    sent = [referred(office, each, adviser) for each in made[:4]]
    for each in sent[:3]:
        referrals.accept_referral(referral=each)
    tell(sent[0])
    tell(sent[1], "met")
    referrals.stop_referral(actor=office, referral=sent[3])
    past_event(office, people=3, county="25", kind="seminar", title_sv="Långt bort")
    found = funnel(past_events(office))
    assert (found.came, found.asked, found.referred, found.accepted, found.told) == (9, 5, 3, 3, 2)
    assert {key: count for key, count in found.outcomes.items() if count} == {"project": 1, "met": 1}
    assert funnel(past_events(office, county="25")).came == 3
    assert funnel(past_events(office, kind="forum")).came == 6
    assert funnel(past_events(office, year=1999)).came == 0
    assert funnel(past_events(office, event=event.public_id)).came == 6
    assert years_of_events(office) == sorted(
        {each.begins_at.year for each in Event.objects.all()}, reverse=True
    )
    assert funnel(past_events(make_person("Nils"))).came == 0


@pytest.mark.django_db(transaction=True)
def test_taken_back_and_accepted_at_once_the_company_wins() -> None:
    office = make_office()
    referral = referred(office, asked(office))
    found = one_then_other(
        lambda: services.withdraw(follow_up=referral.follow_up),
        lambda: referrals.accept_referral(referral=referral),
    )
    assert found == ["", "NotNow"]
    assert Referral.objects.get().state == "ended"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_ask_once() -> None:
    [person] = guests(past_event(make_office(), people=1))
    assert one_then_other(lambda: ask(person), lambda: ask(person)) == ["", ""]
    assert FollowUp.objects.count() == 1


def test_the_company_of_a_request_is_the_organisations_own_name() -> None:
    office = make_office()
    company = make_company("Bergs AB", county="24")
    [person] = guests(past_event(office, people=1, company=company))
    follow_up = ask(person)
    assert (follow_up.company, follow_up.county) == ("Bergs AB", "24")
