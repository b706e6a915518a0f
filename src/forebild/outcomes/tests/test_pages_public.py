"""What opens behind the links: the evaluation, asking for help, the company's own page, the adviser's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forebild.events.tests.worlds import token_for
from forebild.outcomes.models import FollowUp, Heap, Referral
from forebild.outcomes.services import evaluations, referrals
from forebild.outcomes.tests.worlds import (
    ANSWERS,
    EVALUATION,
    FOLLOW_UP,
    REFERRAL,
    ask,
    guests,
    past_event,
    referred,
    sent,
    token,
)
from forebild.shared.outbox.models import Message
from tests.worlds import make_office

pytestmark = pytest.mark.django_db
WISH = {"topics": ["finance", "visit"], "wish": "Vi vill se en robot.", "agrees": "on"}


def page(name: str, purpose: str, subject: Any) -> str:
    return reverse(f"outcomes:{name}", args=[token(purpose, subject)])


def test_the_evaluation_is_answered_once_and_leads_on_to_asking_for_help() -> None:
    event = past_event(make_office())
    sent(make_office(), event)
    address, client = page("evaluation_answer", EVALUATION, guests(event)[0]), Client()
    shown = client.get(address)
    assert "Ingen kan se vem som har svarat vad" in shown.text
    assert shown.text.count('type="radio"') == 5 + 11 + 4
    after = client.post(address, ANSWERS)
    assert after.url == f"{address}hjalp/"
    assert "Tack för dina svar" in client.get(after.url).text
    assert Heap.objects.get(question__key="recommend").fresh == [8]
    assert "Du har svarat" in client.get(address).text
    assert client.post(address, ANSWERS | {"overall": "1"}).url == address
    assert Heap.objects.get(question__key="overall").fresh == [4]


def test_what_was_typed_stays_when_something_is_wrong() -> None:
    event = past_event(make_office())
    sent(make_office(), event)
    address, client = page("evaluation_answer", EVALUATION, guests(event)[0]), Client()
    long = client.post(address, {"better": "x" * 2001, "overall": "4"})
    assert (long.status_code, "x" * 2001 in long.text, "checked" in long.text) == (200, True, True)
    assert "Svara på minst en fråga" in client.post(address, {"better": " "}).text
    help_page = f"{address}hjalp/"
    wrong = client.post(help_page, WISH | {"agrees": ""})
    assert "Utan ditt samtycke" in wrong.text
    assert "Vi vill se en robot." in wrong.text
    assert not FollowUp.objects.exists()


def test_a_closed_evaluation_says_so_and_still_leads_to_help() -> None:
    office = make_office()
    event = past_event(office)
    evaluation = sent(office, event)
    evaluations.close_evaluation(actor=office, evaluation=evaluation)
    address, client = page("evaluation_answer", EVALUATION, guests(event)[0]), Client()
    assert "Utvärderingen är stängd" in client.get(address).text
    assert client.post(address, ANSWERS).status_code == 302
    assert Client().get(f"{address}hjalp/").status_code == 200


def test_links_of_what_is_not_there_are_not_found() -> None:
    event = past_event(make_office())
    for name in ("evaluation_answer", "evaluation_help"):
        assert Client().get(reverse(f"outcomes:{name}", args=[token(EVALUATION, event)])).status_code == 404
    assert Client().get(page("evaluation_answer", EVALUATION, guests(event)[0])).status_code == 404
    assert Client().get(page("follow_up", FOLLOW_UP, event)).status_code == 404
    assert Client().get(page("referral", REFERRAL, event)).status_code == 404
    assert Client().get(reverse("outcomes:own_help", args=["okänd"])).status_code == 404


def test_help_is_asked_for_from_ones_own_registration_and_taken_back() -> None:
    event = past_event(make_office())
    registration, client = guests(event)[0], Client()
    own = reverse("events:registration", args=[token_for(registration)])
    assert 'href="hjalp/"' in client.get(own).text
    address = f"{own}hjalp/"
    assert "Anna" in client.get(address).text
    assert client.post(address, WISH).url == address
    shown = client.get(address).text
    assert "Vi vill se en robot." in shown
    assert 'href="hjalp/"' in client.get(own).text  # as before: the page tells others nothing
    client.post(address, {"withdraw": "yes"})
    assert FollowUp.objects.get().state == "withdrawn"
    assert "Vi vill se en robot." not in client.get(address).text


def test_before_the_event_there_is_no_such_way() -> None:
    event = past_event(make_office(), hours_ago=-2)
    own = reverse("events:registration", args=[token_for(guests(event)[0])])
    assert 'href="hjalp/"' not in Client().get(own).text
    refused = Client().post(f"{own}hjalp/", WISH)
    assert "efter evenemanget" in refused.text


def test_whoever_registered_others_asks_for_oneself_alone() -> None:
    event = past_event(make_office(), people=1)
    registration = guests(event)[0]
    booking = registration.booking
    address = reverse("outcomes:booking_help", args=[token_for(booking)])
    assert "Anna" in Client().get(address).text
    type(booking).objects.filter(pk=booking.pk).update(contact_email="annan@exempel.example")
    shown = Client().get(address).text
    assert "Var och en ber för egen del" in shown
    assert "Anna" not in shown


def test_the_company_sees_what_it_asked_for_says_whether_it_helped_and_takes_it_back() -> None:
    office = make_office()
    referral = referrals.accept_referral(referral=referred(office, ask(guests(past_event(office))[0])))
    address, client = page("follow_up", FOLLOW_UP, referral.follow_up), Client()
    assert "Hjälpte det?" not in client.get(address).text
    referrals.tell_outcome(referral=referral, outcome="met", hours=2)  # type: ignore[arg-type]
    assert "Hjälpte det?" in client.get(address).text
    client.post(address, {"helped": "partly"})
    assert "Du har svarat: det hjälpte lite" in client.get(address).text
    assert client.post(address, {}).url == address  # nothing was pressed
    client.post(address, {"withdraw": "yes"})
    shown = client.get(address).text
    assert "Taget tillbaka" in shown
    assert "robot" not in shown


def test_the_adviser_reads_says_yes_and_tells() -> None:
    office = make_office()
    referral = referred(office, ask(guests(past_event(office))[0]))
    address, client = page("referral", REFERRAL, referral), Client()
    shown = client.get(address).text
    assert [word in shown for word in ("Vi vill köpa en robot.", "anna@exempel.example", "Bergs")] == [
        True
    ] * 3
    client.post(address, {"act": "accept"})
    wrong = client.post(address, {"act": "tell", "outcome": "met", "hours": "många", "text": "Vi sågs."})
    assert (wrong.status_code, "Vi sågs." in wrong.text) == (200, True)
    client.post(address, {"act": "tell", "outcome": "met", "hours": "1,5", "text": "Vi sågs."})
    assert "vi har träffats, 1,5 timmar" in client.get(address).text
    assert client.post(address, {}).url == address


def test_the_adviser_says_no_and_the_wish_is_gone_from_the_page() -> None:
    office = make_office()
    referral = referred(office, ask(guests(past_event(office))[0]))
    address, client = page("referral", REFERRAL, referral), Client()
    client.post(address, {"act": "decline", "reason": "Semester."})
    shown = client.get(address).text
    assert "Du har tackat nej" in shown
    assert "robot" not in shown
    assert Referral.objects.get().reason == "Semester."
    assert client.post(address, {"act": "accept"}).status_code == 409


def test_taken_back_the_advisers_page_is_gone() -> None:
    office = make_office()
    follow_up = ask(guests(past_event(office))[0])
    address = page("referral", REFERRAL, referred(office, follow_up))
    Client().post(page("follow_up", FOLLOW_UP, follow_up), {"withdraw": "yes"})
    gone = Client().get(address)
    assert (gone.status_code, "robot" in gone.text) == (410, False)


def test_a_letter_opens_what_it_says() -> None:
    office = make_office()
    event = past_event(office)
    sent(office, event)
    words = (
        Message.objects.filter(kind="outcomes.evaluation", to_email="anna@exempel.example").get().text.split()
    )
    address = "/" + next(word for word in words if "://" in word).split("/", 3)[3]
    assert Client().get(address).status_code == 200
