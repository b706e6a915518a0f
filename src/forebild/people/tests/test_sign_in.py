"""Signing in by a code from one's mail; the demo's links; the second factor of office and jury."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from forebild.people.models import Person
from forebild.people.services.demo import demo_link
from forebild.shared.errors import NotAllowed
from forebild.shared.outbox.models import Message
from tests.worlds import make_edition, make_juror, make_office, make_person


@pytest.fixture(autouse=True)
def in_english(db: None) -> Any:
    """The code's own words; and no limit left from another test."""
    cache.clear()
    with override("en"):
        yield


def ask_for_code(client: Any, email: str) -> Any:
    return client.post(reverse("people:sign_in"), {"email": email})


def code_for(email: str) -> str:
    """The code in the newest letter to `email`, as it stands in the database."""
    message = Message.objects.filter(to_email=email).latest("pk")
    found = re.search(r"\b\d{6}\b", message.text)
    assert found, message.text
    return found.group()


def confirm(client: Any, code: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def signed_in(client: Any) -> bool:
    return "_auth_user_id" in client.session


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_from_the_letter_signs_in(client):
    person = make_person("Anna")
    assert ask_for_code(client, person.email.upper()).status_code == 302
    assert not signed_in(client)
    answer = confirm(client, code_for(person.email))
    assert (answer.status_code, answer["Location"]) == (302, reverse("website:start"))
    assert client.session["_auth_user_id"] == str(person.pk)


def test_known_and_unknown_get_the_same_answer_and_each_a_code(client):
    known = make_person("Anna")
    first = ask_for_code(client, known.email)
    client.cookies.clear()
    second = ask_for_code(client, "ny@exempel.example")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert code_for(known.email) != ""
    confirm(client, code_for("ny@exempel.example"))
    assert client.session["_auth_user_id"] == str(Person.objects.get(email="ny@exempel.example").pk)


def test_a_wrong_code_may_be_tried_three_times(client):
    person = make_person("Anna")
    ask_for_code(client, person.email)
    code = code_for(person.email)
    for _attempt in range(3):
        confirm(client, wrong(code))
    confirm(client, code)
    assert not signed_in(client)


def test_after_two_wrong_codes_the_right_one_still_works(client):
    person = make_person("Anna")
    ask_for_code(client, person.email)
    code = code_for(person.email)
    for _attempt in range(2):
        assert confirm(client, wrong(code)).status_code == 200
    confirm(client, code)
    assert signed_in(client)


@pytest.mark.parametrize(("seconds", "works"), [(590, True), (610, False)])
def test_a_code_lives_ten_minutes(client, seconds, works):
    person, now = make_person("Anna"), timezone.now()
    with time_machine.travel(now, tick=False):
        ask_for_code(client, person.email)
    code = code_for(person.email)
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        confirm(client, code)
    assert signed_in(client) is works


def test_a_code_works_in_the_browser_that_asked_alone(client):
    person = make_person("Anna")
    ask_for_code(client, person.email)
    elsewhere = Client()
    confirm(elsewhere, code_for(person.email))
    assert not signed_in(elsewhere)


def test_who_may_no_longer_sign_in_gets_the_same_answer_and_no_letter(client):
    person = make_person("Anna", is_active=False)
    answer = ask_for_code(client, person.email)
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_confirm_login_code"))
    assert not Message.objects.exists()
    confirm(client, "000000")
    assert not signed_in(client)


@pytest.mark.parametrize("work", ["office", "jury"])
def test_office_and_jury_need_a_second_factor(client, work):
    person = make_office() if work == "office" else make_juror(make_edition(2027)).person
    client.force_login(person)
    start, explained = reverse("website:start"), reverse("people:second_factor")
    assert client.get(start).status_code == 200
    person.authenticator_set.all().delete()
    answer = client.get(start)
    assert (answer.status_code, answer["Location"]) == (302, explained)
    assert client.get(explained).status_code == 200
    assert client.get("/finns-inte/").status_code == 404
    assert client.get(reverse("mfa_index")).status_code != 500


def test_whoever_has_a_second_factor_is_asked_for_it(client):
    person = make_office()
    ask_for_code(client, person.email)
    answer = confirm(client, code_for(person.email))
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_everybody_else_needs_none(client):
    client.force_login(make_person("Anna"))
    assert client.get(reverse("website:start")).status_code == 200


def test_the_demos_link_asks_first_and_signs_a_sample_person_in(client, settings):
    settings.DEMO = True
    person = make_office(is_sample=True)
    person.authenticator_set.all().delete()
    link = demo_link(person=person).removeprefix(settings.SITE_URL)
    assert client.get(link).status_code == 200
    assert not signed_in(client)
    answer = client.post(link)
    assert (answer.status_code, answer["Location"]) == (302, reverse("website:start"))
    assert client.get(reverse("website:start")).status_code == 200  # as if asked for the second factor
    settings.DEMO = False
    assert client.get(reverse("website:start"))["Location"] == reverse("people:second_factor")


def test_outside_the_demo_its_links_are_not_there(client, settings):
    settings.DEMO = False
    link = demo_link(person=make_person("Anna", is_sample=True)).removeprefix(settings.SITE_URL)
    assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]
    assert not signed_in(client)


def test_a_demo_link_is_for_sample_persons_and_cannot_be_made_up(client, settings):
    settings.DEMO = True
    person = make_person("Anna", is_sample=True)
    link = demo_link(person=person).removeprefix(settings.SITE_URL)
    assert client.post(reverse("people:demo_sign_in", args=[person.public_id])).status_code == 404
    Person.objects.update(is_sample=False)
    assert client.post(link).status_code == 404
    person.refresh_from_db()
    with pytest.raises(NotAllowed):
        demo_link(person=person)
    assert not signed_in(client)


@pytest.mark.django_db(transaction=True)  # allauth tells of the new app once it is committed
def test_setting_up_the_app_leads_past_the_recovery_codes_to_where_one_was_going(client):
    juror = make_juror(make_edition(2027))
    juror.person.authenticator_set.all().delete()
    client.force_login(juror.person)
    wanted = reverse("jury:profile", args=[2027])
    assert client.get(wanted)["Location"] == reverse("people:second_factor")
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    code = f"{hotp_value(form.secret, next(yield_hotp_counters_from_time())):06}"
    answer = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert answer.redirect_chain == [(reverse("mfa_view_recovery_codes"), 302)]  # not asked once more
    codes = juror.person.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(f"<code>{code}</code>" in answer.content.decode() for code in codes)
    assert f'href="{wanted}"' in answer.content.decode()
    assert client.get(wanted).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_hour_later_the_recovery_codes_ask_for_it_again(client):
    juror = make_juror(make_edition(2027))
    juror.person.authenticator_set.all().delete()
    client.force_login(juror.person)
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    code = f"{hotp_value(form.secret, next(yield_hotp_counters_from_time())):06}"
    client.post(reverse("mfa_activate_totp"), {"code": code})
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        answer = client.get(reverse("mfa_view_recovery_codes"))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
