"""Seats: offered, taken with their terms, changed, ended; and the pages that do it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forebild.jury.models import Expertise, Interest, Juror
from forebild.jury.queries import known_conflicts, organisations_named
from forebild.jury.services import seats
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.outbox.models import Message
from tests.worlds import (
    client_of,
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(2027)


@pytest.fixture
def office(edition):
    return make_office()


def invite(office, edition, **more):
    values = {"name": "Ny Ledamot", "email": "Ny@exempel.example"}
    return seats.invite_juror(actor=office, edition=edition, **values | more)


def link_in_mail():
    """The token in the latest letter."""
    return re.search(r"(link-\w+)", Message.objects.latest("pk").text)[1]


def link_to(juror):
    token = links.issue(
        purpose=seats.INVITATION, subject_id=juror.public_id, email="x@x.example", lifetime=timedelta(1)
    )
    return links.look_up(token, seats.INVITATION)


def test_who_declined_or_left_can_be_asked_once_more(edition, office):
    for state in ("declined", "left"):
        juror = make_juror(edition, state=state, answered_at=timezone.now())
        again = invite(office, edition, email=juror.person.email, seat="deputy")
        assert (again.pk, again.state, again.seat, again.answered_at) == (juror.pk, "invited", "deputy", None)
        with pytest.raises(NotNow):
            invite(office, edition, email=juror.person.email)
    assert Message.objects.filter(kind="jury.juror_invited").count() == 2


def test_an_invitation_makes_a_seat_and_a_letter(edition, office):
    juror = invite(office, edition)
    assert (juror.state, juror.seat, juror.person.email) == ("invited", "member", "ny@exempel.example")
    assert Message.objects.get().to_person == juror.person.public_id


def test_an_invitation_is_refused(edition, office):
    invite(office, edition, seat="chair")
    with pytest.raises(NotNow):
        invite(office, edition)
    with pytest.raises(InvalidInput) as refusal:
        invite(office, edition, email="andra@exempel.example", seat="chair")
    assert "seat" in refusal.value.fields
    with pytest.raises(InvalidInput):
        invite(office, edition, email="inte en adress")
    with pytest.raises(NotAllowed):
        invite(make_person(), edition, email="c@exempel.example")
    edition.state = "released"
    with pytest.raises(NotNow):
        invite(office, edition, email="d@exempel.example")
    assert Juror.objects.count() == 1


def test_a_second_letter_calls_the_first_link_back(edition, office):
    juror = invite(office, edition)
    first = link_in_mail()
    seats.remind_invited(actor=office, juror=juror)
    with pytest.raises(links.LinkExpired):
        links.look_up(first, seats.INVITATION)
    seats.accept_seat(
        link=links.look_up(link_in_mail(), seats.INVITATION), employer_name="X", terms_accepted=True
    )
    juror.refresh_from_db()
    with pytest.raises(NotNow):
        seats.remind_invited(actor=office, juror=juror)


def test_a_yes_needs_the_terms_and_finds_the_employer(edition, office):
    employer = make_company("Arbetsgivaren AB")
    entry = make_entry(edition, employer)
    juror = invite(office, edition)
    link = links.look_up(link_in_mail(), seats.INVITATION)
    with pytest.raises(InvalidInput):
        seats.accept_seat(link=link, employer_name="", terms_accepted=False)
    taken = seats.accept_seat(link=link, employer_name=" arbetsgivaren ab ", terms_accepted=True, county="25")
    assert (taken.state, taken.employer, taken.county) == ("serving", employer, "25")
    assert taken.terms_version == seats.TERMS_VERSION
    assert known_conflicts(edition) == [(entry.pk, juror.public_id)]
    with pytest.raises(links.LinkUsed):
        seats.accept_seat(link=link, employer_name="", terms_accepted=True)


def test_a_no_and_a_yes_too_late(edition, office):
    juror = make_juror(edition, state="invited")
    assert seats.decline_seat(link=link_to(juror)).state == "declined"
    late = make_juror(edition, state="invited")
    edition.released_at = edition.phases.first().opens_at
    edition.state = "released"
    edition.save()
    with pytest.raises(NotNow):
        seats.accept_seat(link=link_to(late), employer_name="", terms_accepted=True)
    assert Link.objects.filter(subject_id=late.public_id, used_at=None).exists()


def test_a_seat_is_changed_while_it_lasts(edition, office):
    juror, chair = make_juror(edition), make_juror(edition, seat="chair")
    values = {"seat": "deputy", "employer_name": "Någon annanstans", "max_load": 7}
    seats.change_seat(actor=office, juror=juror, **values)
    juror.refresh_from_db()
    assert (juror.seat, juror.max_load, juror.employer) == ("deputy", 7, None)
    seats.change_seat(actor=office, juror=chair, seat="chair", employer_name="")
    with pytest.raises(InvalidInput):
        seats.change_seat(actor=office, juror=juror, seat="chair", employer_name="")
    with pytest.raises(NotAllowed):
        seats.change_seat(actor=juror.person, juror=juror, **values)
    with pytest.raises(NotNow):
        seats.change_seat(actor=office, juror=make_juror(edition, state="left"), **values)


def test_an_ended_seat_ends_its_readings(edition, office):
    juror = make_juror(edition)
    assignment = make_assignment(juror, make_entry(edition))
    with pytest.raises(NotAllowed):
        seats.leave_seat(actor=juror.person, juror=juror)
    seats.leave_seat(actor=office, juror=juror)
    assignment.refresh_from_db()
    assert (juror.state, assignment.ended_because) == ("left", "left")


def test_expertise_is_replaced_and_doubled_words_are_one(edition):
    juror = make_juror(edition)
    for sectors in ([("sni2007", "25")], [("sni2007", "28"), ("sni2007", "28")]):
        seats.state_expertise(
            actor=juror.person, juror=juror, sectors=sectors, topics=["ledning", " ", "ledning "]
        )
    stated = Expertise.objects.order_by("-scheme").values_list("scheme", "code")
    assert list(stated) == [("sni2007", "28"), ("", "ledning")]
    with pytest.raises(NotAllowed):
        seats.state_expertise(actor=make_person(), juror=juror, sectors=[], topics=[])


def test_a_tie_is_stated_once_and_taken_back(edition):
    juror, company = make_juror(edition), make_company("Bolaget Tie AB")
    entry = make_entry(edition, company)
    for year in (2019, 2020):
        tie = seats.state_interest(
            actor=juror.person, juror=juror, organisation=company, relation="board", since_year=year
        )
    assert Interest.objects.get().since_year == 2020
    assert known_conflicts(edition) == [(entry.pk, juror.public_id)]
    with pytest.raises(InvalidInput):
        seats.state_interest(actor=juror.person, juror=juror, organisation=company, relation="x")
    with pytest.raises(NotAllowed):
        seats.withdraw_interest(actor=make_person(), interest=tie)
    seats.withdraw_interest(actor=juror.person, interest=tie)
    assert known_conflicts(edition) == []


def test_names_are_found_by_a_part_of_at_least_two_letters(edition):
    juror, company = make_juror(edition), make_company("Öbolaget AB")
    assert list(organisations_named("öbol", edition, juror.person)) == [company]
    assert not organisations_named("ö", edition, juror.person)


class TestPages:
    def test_the_invitation_is_read_without_harm_and_answered_with_yes(self, client, edition):
        juror = make_juror(edition, state="invited")
        token = links.issue(
            purpose=seats.INVITATION, subject_id=juror.public_id, email="x@x.example", lifetime=timedelta(1)
        )
        address = reverse("jury:invitation", args=[token])
        for _reading in range(2):
            assert client.get(address).status_code == 200
        missing = client.post(address, {"answer": "yes", "employer_name": "Verket"})
        assert "terms_accepted" in missing.context["form"].errors
        assert "Verket" in missing.text
        done = client.post(address, {"answer": "yes", "employer_name": "Verket", "terms_accepted": "on"})
        assert "Välkommen" in done.text
        juror.refresh_from_db()
        assert juror.state == "serving"
        assert client.get(address).status_code == 410

    def test_a_no(self, client, edition):
        juror = make_juror(edition, state="invited")
        token = links.issue(
            purpose=seats.INVITATION, subject_id=juror.public_id, email="x@x.example", lifetime=timedelta(1)
        )
        client.post(reverse("jury:invitation", args=[token]), {"answer": "no"})
        juror.refresh_from_db()
        assert juror.state == "declined"

    def test_the_office_invites_corrects_reminds_and_ends(self, client, edition, office):
        client.force_login(office)
        invited = {"name": "Ny", "email": "ny@exempel.example", "seat": "chair"}
        assert client.post(reverse("jury:seat_invite", args=[2027]), invited).status_code == 302
        again = client.post(
            reverse("jury:seat_invite", args=[2027]), invited | {"email": "b@exempel.example"}
        )
        assert "seat" in again.context["form"].errors
        same = client.post(reverse("jury:seat_invite", args=[2027]), invited | {"seat": "member"})
        assert same.context["form"].non_field_errors()
        juror = Juror.objects.get()
        parts = [2027, juror.public_id]
        form = {"seat": "chair", "employer_name": "Verket", "max_load": "3"}
        assert client.post(reverse("jury:seat_edit", args=parts), form).status_code == 302
        assert client.post(reverse("jury:seat_remind", args=parts)).status_code == 302
        other = make_juror(edition)
        wrong = client.post(reverse("jury:seat_edit", args=[2027, other.public_id]), {"seat": "chair"})
        assert "seat" in wrong.context["form"].errors
        assert client.post(reverse("jury:seat_end", args=parts)).status_code == 302
        juror.refresh_from_db()
        assert (juror.state, juror.max_load, juror.employer_name) == ("left", 3, "Verket")
        assert Message.objects.count() == 2

    def test_a_juror_states_what_one_knows_and_whom_one_is_tied_to(self, client, edition):
        juror, company = make_juror(edition), make_company("Grannbolaget AB")
        client.force_login(juror.person)
        client.post(reverse("jury:profile", args=[2027]), {"sectors": ["25"], "topics": "ledning\r\nmätning"})
        assert juror.expertise.count() == 3
        address = reverse("jury:interests", args=[2027]) + "?q=grann"
        assert "Grannbolaget AB" in client.get(address).text
        client.post(address, {"organisation": company.public_id, "relation": "customer"})
        tie = juror.interests.get()
        assert "Grannbolaget AB" in client.get(reverse("jury:profile", args=[2027])).text
        client.post(reverse("jury:interest_remove", args=[2027, tie.public_id]))
        assert not juror.interests.exists()

    def test_the_register_records_and_lifts(self, client, edition, office):
        juror, entry = make_juror(edition), make_entry(edition)
        client.force_login(office)
        address = reverse("jury:register", args=[2027])
        form = {"juror": juror.public_id, "entry": entry.public_id, "relation": "family", "reason": ""}
        assert "reason" in client.post(address, form).context["form"].errors
        client.post(address, form | {"reason": "Syskon."})
        recusal = juror.recusals.get()
        lift = reverse("jury:recusal_lift", args=[2027, recusal.public_id])
        assert "reason" in client.post(lift, {"reason": ""}).context["form"].errors
        client.post(lift, {"reason": "Namne."})
        recusal.refresh_from_db()
        assert recusal.lifted_reason == "Namne."
        assert "Namne." in client.get(address).text


def test_the_chairs_pages_offer_nothing_that_is_the_offices_alone():
    edition = make_edition(2027)
    chair = make_juror(edition, "Ordföranden", seat="chair")
    member = make_juror(edition, "Ledamoten")
    closed = [
        reverse("website:dashboard"),
        reverse("jury:release", args=[2027]),
        reverse("jury:seat_edit", args=[2027, member.public_id]),
    ]
    page = reverse("jury:seats", args=[2027])
    for_chair = client_of(chair.person).get(page).content.decode()
    for_office = client_of(make_office()).get(page).content.decode()
    for address in closed:
        assert f'href="{address}"' not in for_chair
        assert f'href="{address}"' in for_office
    assert "Ledamoten" in for_chair
