"""From a stranger's tip to the company's yes or no."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Case, Entry, Nomination
from forebild.competition.queries import application_phase
from forebild.competition.services import cases, nominations
from forebild.competition.services.nominations import Nominator
from forebild.people.models import Membership
from forebild.people.services.organisations import OrganisationFacts
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links.models import Link
from forebild.shared.outbox.models import Message
from forebild.shared.pace import source_of
from forebild.shared.ui.guarded import SALT
from tests.worlds import make_company, make_edition, make_office, make_person

FACTS = OrganisationFacts(name="Exempelbolaget AB", number="559999-0016")
PAGE, THANKS = "/nominera/", "/nominera/tack/"  # these tests read English, so English is at the root


@pytest.fixture(autouse=True)
def with_limits(settings):
    settings.RATE_LIMITS_OFF = False


@pytest.fixture
def edition(db):
    return make_edition(2027, open_phase="nomination")


@pytest.fixture
def anybody():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


@pytest.fixture
def nominate(edition, anybody):
    def act(email="nils@exempel.example", facts=FACTS, actor=None, **changes):
        nominator = Nominator(name="Nils Tipsare", email=email, **changes)
        return nominations.nominate(
            actor=actor or anybody,
            edition=edition,
            facts=facts,
            nominator=nominator,
            reason="De delar med sig.",
            address="192.0.2.7",
        )

    return act


def posted(**changes):
    with time_machine.travel(timezone.now() - timedelta(minutes=2), tick=False):
        opened = signing.TimestampSigner(salt=SALT).sign("opened")
    values = {
        "company": "Exempelbolaget AB",
        "country": "SE",
        "number": "559999-0016",
        "reason": "De delar med sig.",
        "name": "Nils Tipsare",
        "email": "Nils@exempel.example",
        "may_be_named": "on",
        "opened": opened,
    }
    return values | changes


class TestNominate:
    def test_many_nominations_one_case(self, nominate):
        first, second = nominate(), nominate(email="nora@exempel.example")
        assert first.case == second.case
        assert Message.objects.filter(kind="competition.nomination_received").count() == 2

    def test_the_same_person_twice_is_once(self, nominate):
        assert nominate() == nominate(email=" NILS@exempel.example ")
        assert Message.objects.count() == 1

    def test_an_account_is_remembered(self, nominate, writer):
        assert nominate(actor=writer).nominator == writer

    def test_where_it_came_from_is_not_told(self, nominate):
        nomination = nominate()
        assert "192.0.2.7" not in nomination.source
        assert len(nomination.source) == 64
        tomorrow = timezone.now() + timedelta(days=1)
        assert source_of("nomination", "192.0.2.7", tomorrow) != nomination.source
        assert source_of("nomination", "", tomorrow) == ""

    def test_a_wrong_number_is_told(self, nominate):
        with pytest.raises(InvalidInput) as refusal:
            nominate(facts=OrganisationFacts(name="X", number="559999-0017"))
        assert "number" in refusal.value.fields

    @pytest.mark.parametrize("phase", ["application", None])
    def test_not_when_closed(self, nominate, edition, phase):
        edition.phases.filter(kind="nomination").update(
            opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1)
        )
        if phase is None:
            edition.phases.all().delete()
        with pytest.raises(NotNow):
            nominate()

    def test_a_person_is_slowed_down_after_ten(self, nominate, edition):
        for _ in range(nominations.MOST_BY_ONE_PERSON):
            self._earlier(edition, email="nils@exempel.example")
        with pytest.raises(NotNow, match="Try again"):
            nominate()
        assert nominate(email="nora@exempel.example")

    def test_a_place_is_slowed_down_after_sixty(self, nominate, edition):
        source = source_of("nomination", "192.0.2.7", timezone.now())
        for number in range(nominations.MOST_FROM_ONE_SOURCE):
            self._earlier(edition, email=f"n{number}@exempel.example", source=source)
        with pytest.raises(NotNow):
            nominate()

    def test_an_hour_later_it_goes_again(self, nominate, edition):
        for _ in range(nominations.MOST_BY_ONE_PERSON):
            self._earlier(edition, email="nils@exempel.example")
        Nomination.objects.update(created_at=timezone.now() - timedelta(hours=1, seconds=1))
        assert nominate()

    def test_no_limit_in_the_demo(self, nominate, edition, settings):
        settings.RATE_LIMITS_OFF = True
        for _ in range(nominations.MOST_BY_ONE_PERSON):
            self._earlier(edition, email="nils@exempel.example")
        assert nominate()

    def test_without_an_address_only_the_person_is_counted(self, edition, anybody):
        assert nominations.nominate(
            actor=anybody,
            edition=edition,
            facts=FACTS,
            nominator=Nominator(name="N", email="n@exempel.example"),
            reason="R",
        )

    def _earlier(self, edition, **changes):
        case = Case.objects.create(edition=edition, organisation=make_company())
        Nomination.objects.create(
            case=case, nominator_name="N", reason="R", nominator_email=changes.pop("email"), **changes
        )


class TestNominatePage:
    def test_empty_form(self, client, edition):
        shown = client.get(PAGE).content.decode()
        assert "Organisation number" in shown
        assert "captcha" not in shown.lower()

    def test_who_is_signed_in_types_less(self, client, edition, writer):
        client.force_login(writer)
        assert writer.email in client.get(PAGE).content.decode()

    def test_sent_it_thanks_and_says_what_happens(self, client, edition):
        response = client.post(PAGE, posted())
        assert response.url == THANKS
        assert "asked once" in client.get(response.url).content.decode()
        nomination = Nomination.objects.get()
        assert (nomination.nominator_email, nomination.nominator_language) == ("nils@exempel.example", "en")

    def test_the_same_answer_for_a_repeat(self, client, edition):
        assert client.post(PAGE, posted()).url == client.post(PAGE, posted()).url
        assert Nomination.objects.count() == 1

    def test_a_robot_is_thanked_and_nothing_is_kept(self, client, edition):
        assert client.post(PAGE, posted(website="https://spam.example")).url == THANKS
        assert not Nomination.objects.exists()

    @pytest.mark.parametrize(
        ("opened", "text"),
        [("forged", "open for a long time"), ("", "open for a long time"), ("now", "quick")],
    )
    def test_too_quick_or_forged_is_sent_once_more(self, client, edition, opened, text):
        if opened == "now":
            with time_machine.travel(timezone.now() - timedelta(seconds=1), tick=False):
                opened = signing.TimestampSigner(salt=SALT).sign("opened")
        response = client.post(PAGE, posted(opened=opened))
        shown = response.content.decode()
        assert text in shown
        assert "De delar med sig." in shown
        assert response.context["form"]["opened"].value() != opened
        assert not Nomination.objects.exists()

    def test_mistakes_stand_beside_their_fields(self, client, edition):
        response = client.post(PAGE, posted(number="559999-0017", reason="Bra " * 9))
        shown = response.content.decode()
        assert "last digit does not agree" in shown
        assert 'href="#id_number"' in shown
        assert "Bra Bra" in shown

    def test_too_many_is_told_and_nothing_is_lost(self, client, edition, monkeypatch):
        monkeypatch.setattr(nominations, "MOST_BY_ONE_PERSON", 0)
        shown = client.post(PAGE, posted()).content.decode()
        assert "Try again in an hour" in shown
        assert "De delar med sig." in shown

    @pytest.mark.parametrize(
        ("phase", "text"),
        [("application", "Nominations have closed"), (None, "Nominations are not open")],
    )
    def test_closed_says_why(self, client, db, phase, text):
        if phase:
            make_edition(2027, open_phase=phase)
        assert text in client.get(PAGE).content.decode()

    def test_early_says_when(self, client, edition):
        edition.phases.filter(kind="nomination").update(opens_at=timezone.now() + timedelta(days=1))
        assert "have not opened yet" in client.get(PAGE).content.decode()

    @pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><svg onload=alert(1)>'])
    def test_hostile_text_is_inert(self, client, edition, text):
        shown = client.post(PAGE, posted(company=text, reason=text, name=text, number="x")).content.decode()
        assert "<script>alert" not in shown
        assert "<svg onload" not in shown


@pytest.fixture
def asked(nominate, edition):
    """A company that has its letter; the token that stands in it."""
    nominate()
    nominate(email="hemlig@exempel.example", may_be_named=False)
    case = Case.objects.get()
    token = ""

    real = nominations.links.issue

    def noting(**named):
        nonlocal token
        token = real(**named)
        return token

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nominations.links, "issue", noting)
        nominations.ask_company(actor=make_office(), case=case, name="Vera VD", email="Vera@bolaget.example")
    case.refresh_from_db()
    return case, token


def answer_page(token):
    return reverse("competition:case_answer", kwargs={"token": token})


class TestAsk:
    def test_one_letter_names_those_who_may_be_named(self, asked):
        letter = Message.objects.get(kind="competition.company_asked")
        assert letter.to_email == "vera@bolaget.example"
        assert "Nils Tipsare" in letter.text
        assert asked[0].state == "asked"

    def test_nobody_to_name(self, nominate, edition):
        nominate(may_be_named=False)
        nominations.ask_company(actor=make_office(), case=Case.objects.get(), name="V", email="v@b.example")
        text = Message.objects.get(kind="competition.company_asked").text
        assert "Nils" not in text
        assert "–." not in text

    def test_a_foreign_company_is_written_to_in_english_and_its_contact_reads_english(
        self, nominate, edition, client
    ):
        facts = OrganisationFacts(name="Beispiel GmbH", number="DE123456789", country="DE")
        case = nominate(facts=facts).case
        nominations.ask_company(actor=make_office(), case=case, name="Vera", email="vera@beispiel.example")
        letter = Message.objects.get(kind="competition.company_asked")
        assert (letter.language, "has been nominated for" in letter.text) == ("en", True)
        cases.remind_company(actor=make_office(), case=Case.objects.get())
        assert Message.objects.get(kind="competition.company_reminded").language == "en"
        client.post(answer_page(re.search(r"link-\w+", letter.text)[0]), {"accept": "yes"})
        entry = Entry.objects.get()
        assert (entry.language, Membership.objects.get().person.language) == ("en", "en")

    def test_not_when_it_could_no_longer_say_yes(self, nominate, edition):
        case, office = nominate().case, make_office()
        cases.set_contact(actor=office, case=case, name="V", email="v@b.example")
        with time_machine.travel(application_phase(edition).closes_at + timedelta(hours=1), tick=False):
            with pytest.raises(NotNow, match="The call has closed"):
                nominations.ask_company(actor=office, case=case, name="V", email="v@b.example")
            assert cases.ask_cases(actor=office, cases=[case]) == cases.Asked(0, 1)
            Case.objects.update(state="asked", asked_at=timezone.now())
            with pytest.raises(NotNow, match="The call has closed"):
                cases.remind_company(actor=office, case=case)
        assert not Message.objects.filter(to_email="v@b.example").exists()

    def test_once_only(self, asked):
        with pytest.raises(NotNow):
            nominations.ask_company(actor=make_office(), case=asked[0], name="V", email="v@b.example")

    def test_by_the_office_only(self, nominate):
        with pytest.raises(NotAllowed):
            nominations.ask_company(actor=make_person(), case=nominate().case, name="V", email="v@b.example")


class TestAnswer:
    def test_pressed_twice_it_is_one_answer(self, asked, client):
        for _press in range(2):
            page = client.post(answer_page(asked[1]), {"decline": "yes", "reason": "Ont om tid"})
            assert (page.status_code, Case.objects.get().state) == (200, "declined")
        for _press in range(2):
            page = client.post(answer_page(asked[1]), {"accept": "yes"})
            assert (page.status_code, Case.objects.get().state) == (200, "accepted")
        kinds = ["competition.nomination_declined", "competition.nomination_accepted"]
        told = Message.objects.filter(kind__in=kinds)
        assert (told.count(), Entry.objects.count()) == (4, 1)  # two had nominated it, each is told twice

    def test_opening_the_page_changes_nothing(self, client, asked):
        case, token = asked
        shown = client.get(answer_page(token)).content.decode()
        assert "Nils Tipsare" in shown
        assert "De delar med sig." in shown
        assert "hemlig" not in shown
        case.refresh_from_db()
        assert case.state == "asked"
        assert Link.objects.get().used_at is None

    def test_yes_opens_an_entry_and_tells_those_who_nominated(self, client, asked):
        case, token = asked
        shown = client.post(answer_page(token), {"accept": "yes"}).content.decode()
        entry = Entry.objects.get()
        assert "vera@bolaget.example" in shown
        assert f"?next={reverse('competition:entry', kwargs={'entry_id': entry.public_id})}" in shown
        assert (entry.case, entry.state) == (case, "draft")
        assert Membership.objects.get().part == "owner"
        told = Message.objects.filter(kind="competition.nomination_accepted")
        assert {letter.to_email for letter in told} == {"nils@exempel.example", "hemlig@exempel.example"}

    def test_a_second_press_shows_the_same_page(self, client, asked):
        client.post(answer_page(asked[1]), {"accept": "yes"})
        again = client.post(answer_page(asked[1]), {"accept": "yes"})
        assert b"How good" in again.content
        assert Entry.objects.count() == 1

    def test_at_a_company_with_its_own_people_one_becomes_an_editor(self, asked):
        Membership.objects.create(person=make_person(), organisation=asked[0].organisation, part="owner")
        nominations.accept_nomination(link=Link.objects.get())
        assert Membership.objects.get(person__email="vera@bolaget.example").part == "editor"

    def test_no_with_a_reason_and_a_second_thought(self, client, asked):
        case, token = asked
        shown = client.post(answer_page(token), {"decline": "yes", "reason": "Ont om tid"}).content.decode()
        case.refresh_from_db()
        assert "You have declined" in shown
        assert (case.state, case.answer_reason) == ("declined", "Ont om tid")
        assert Message.objects.filter(kind="competition.nomination_declined").count() == 2
        client.post(answer_page(token), {"accept": "yes"})
        case.refresh_from_db()
        assert (case.state, case.answer_reason) == ("accepted", "")

    def test_no_twice_is_refused(self, asked):
        nominations.decline_nomination(link=Link.objects.get())
        with pytest.raises(NotNow):
            nominations.decline_nomination(link=Link.objects.get())

    def test_too_long_a_reason_is_told(self, client, asked):
        shown = client.post(answer_page(asked[1]), {"decline": "yes", "reason": "x" * 501}).content.decode()
        assert "Decline" in shown
        asked[0].refresh_from_db()
        assert asked[0].state == "asked"

    def test_after_the_call_yes_is_too_late_and_nothing_is_half_done(self, client, asked):
        past = timezone.now() - timedelta(days=1)
        asked[0].edition.phases.filter(kind="application").update(
            opens_at=past - timedelta(days=9), closes_at=past
        )
        assert client.post(answer_page(asked[1]), {"accept": "yes"}).status_code == 409
        asked[0].refresh_from_db()
        assert asked[0].state == "asked"
        assert not Membership.objects.exists()

    def test_an_unknown_link(self, client, db):
        assert client.get(answer_page("link-nothing")).status_code == 404

    def test_nobody_may_be_named(self, client, asked):
        Nomination.objects.update(may_be_named=False)
        assert b"anonymous" in client.get(answer_page(asked[1])).content


class TestDismiss:
    def test_with_a_reason(self, nominate):
        case = nominate().case
        nominations.dismiss_case(actor=make_office(), case=case, reason="Utanför länet")
        assert (case.state, case.answer_reason) == ("dismissed", "Utanför länet")

    def test_not_without(self, nominate):
        with pytest.raises(InvalidInput):
            nominations.dismiss_case(actor=make_office(), case=nominate().case, reason=" ")

    def test_not_by_others(self, nominate):
        with pytest.raises(NotAllowed):
            nominations.dismiss_case(actor=make_person(), case=nominate().case, reason="X")
