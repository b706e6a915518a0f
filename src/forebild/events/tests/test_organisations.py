"""Which organisation somebody comes from: by number, by name, asked about, said afterwards by the office."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from forebild.events.models import Event, Registration
from forebild.events.organisations import asked_about, near, organisation_of, said_of
from forebild.events.services import organisations as services
from forebild.events.services.registering import From
from forebild.events.tests.pages import words
from forebild.events.tests.worlds import come, make_event, rows_of, states, typed
from forebild.people.models import Organisation, Person
from forebild.people.services.organisations import OrganisationFacts, find_or_add_organisation
from forebild.people.tests.test_numbers import with_check_digit
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed
from forebild.shared.invariants import problems
from tests.worlds import client_of, make_company, make_person

pytestmark = pytest.mark.django_db
NUMBERS = [with_check_digit(f"55600090{n}") for n in range(3)]
SOLE_TRADER = "811228-9874"  # Skatteverket's series of numbers for tests


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=5)


@pytest.fixture
def known(event: Event) -> Organisation:
    """A company that somebody has come from."""
    company = make_company("Bergs Mekaniska AB", municipality="Gnosjö", org_number=NUMBERS[0])
    come(event, "Anna", company="Bergs Mekaniska AB")
    return company


class TestFound:
    def test_by_its_very_name_where_one_is_called_so(self, known: Organisation) -> None:
        assert organisation_of(From("bergs mekaniska ab")) == known
        assert asked_about(From("Bergs Mekaniska AB")) == []
        make_company("Bergs Mekaniska AB")
        assert organisation_of(From("Bergs Mekaniska AB")) is None
        assert organisation_of(From("")) is None

    def test_by_a_number_in_silence(self, known: Organisation) -> None:
        assert organisation_of(From("Vad som helst", known.org_number or "")) == known
        assert asked_about(From("Bergs Mekaniska", known.org_number or "")) == []

    def test_asked_about_by_the_plain_name(self, known: Organisation) -> None:
        for name in ("Bergs Mekaniska", "AB Bergs mekaniska", "bergs  mekaniska aktiebolag"):
            assert asked_about(From(name)) == [known]
        assert asked_about(From("Bergs")) == []  # a part of a name finds nobody
        assert asked_about(From("")) == []

    def test_chosen_among_those_asked_about_and_no_other(self, known: Organisation) -> None:
        other = make_company("Någon annan AB")
        assert organisation_of(From("Bergs Mekaniska", known=known.public_id)) == known
        assert organisation_of(From("Bergs Mekaniska", known=other.public_id)) is None

    def test_only_those_that_somebody_has_come_from_are_told_of(self, event: Event) -> None:
        make_company("Nominerade Verkstaden AB")
        assert asked_about(From("Nominerade Verkstaden")) == []

    def test_a_sole_traders_number_is_told_nowhere(self, event: Event) -> None:
        sole, _made = find_or_add_organisation(facts=OrganisationFacts("Annas Svets", SOLE_TRADER))
        come(event, "Anna", company="Annas Svets")
        assert said_of(sole) == "Annas Svets"
        page = Client().post(
            reverse("events:register", args=[event.slug]), typed(organisation="Annas Svets AB")
        )
        assert "Annas Svets" in words(page)
        assert "811228" not in page.content.decode()
        assert "9874" not in page.content.decode()


class TestAsked:
    def at(self, event: Event) -> str:
        return reverse("events:register", args=[event.slug])

    def test_after_the_form_was_sent_without_a_script(self, event: Event, known: Organisation) -> None:
        first = Client().post(self.at(event), typed(organisation="Bergs Mekaniska"))
        assert "Är det den här?" in words(first)
        assert "Bergs Mekaniska AB, Gnosjö, 556000-90" in words(first)
        assert not Registration.objects.filter(name="Anna Berg").exists()
        yes = typed(organisation="Bergs Mekaniska", which=known.public_id)
        assert Client().post(self.at(event), yes).status_code == 302
        made = Registration.objects.get(name="Anna Berg")
        assert (made.organisation, made.company) == (known, f"organisation:{known.pk}")

    def test_another_one_stays_as_it_was_typed(self, event: Event, known: Organisation) -> None:
        no = typed(organisation="Bergs Mekaniska", which="none")
        assert Client().post(self.at(event), no).status_code == 302
        made = Registration.objects.get(name="Anna Berg")
        assert (made.organisation, made.company) == (None, "bergs mekaniska")

    def test_two_that_are_called_so_are_told_apart(self, event: Event, known: Organisation) -> None:
        second = make_company("Bergs Mekaniska AB", municipality="Luleå", org_number=NUMBERS[1])
        come(event, "Bo", organisation=From("Bergs Mekaniska AB", second.org_number or ""))
        page = words(Client().post(self.at(event), typed(organisation="Bergs Mekaniska AB")))
        assert "Är det någon av de här?" in page
        assert "Gnosjö" in page
        assert "Luleå" in page

    def test_a_yes_to_another_name_is_asked_again(self, event: Event, known: Organisation) -> None:
        other = make_company("Eks Gjuteri AB")
        come(event, "Bo", company="Eks Gjuteri AB")
        stale = typed(organisation="Eks Gjuteri", which=known.public_id)
        page = words(Client().post(self.at(event), stale))
        assert "Är det den här?" in page
        assert other.name in page
        assert not Registration.objects.filter(name="Anna Berg").exists()


class TestByTheOffice:
    @pytest.fixture
    def unlinked(self, event: Event, known: Organisation) -> Registration:
        [bo] = come(event, "Bo", company="Bergs mek.")
        assert bo.organisation is None
        return Registration.objects.select_related("event", "organisation").get(pk=bo.pk)

    def page(self, registration: Registration) -> str:
        parts = [registration.event.public_id, registration.public_id]
        return reverse("events:registration_organisation", args=parts)

    def test_linked_to_one_that_is_near(
        self, unlinked: Registration, known: Organisation, office: Person
    ) -> None:
        desk = client_of(office)
        assert "Bergs Mekaniska AB, Gnosjö" in words(desk.get(self.page(unlinked)))
        assert desk.post(self.page(unlinked), {"chosen": known.public_id}).status_code == 302
        unlinked.refresh_from_db()
        assert (unlinked.organisation, unlinked.company) == (known, f"organisation:{known.pk}")
        assert (
            Record.objects.get(action="events.organisation.linked").details["organisation"] == known.public_id
        )
        log = desk.get(reverse("events:place_log", args=[unlinked.event.public_id]))
        assert "Bo räknas ihop med en annan organisation" in words(log)
        assert list(problems()) == []

    def test_by_its_number_and_made_where_it_is_new(self, unlinked: Registration, office: Person) -> None:
        desk = client_of(office)
        wrong = words(desk.post(self.page(unlinked), {"number": "123"}))
        assert "tio siffror" in wrong
        assert "Välj någon ovan eller skriv numret" in words(desk.post(self.page(unlinked), {}))
        desk.post(self.page(unlinked), {"number": NUMBERS[2]})
        unlinked.refresh_from_db()
        assert unlinked.organisation is not None
        assert (unlinked.organisation.name, unlinked.organisation.org_number) == ("Bergs mek.", NUMBERS[2])

    def test_parted_again_by_a_press(
        self, unlinked: Registration, known: Organisation, office: Person
    ) -> None:
        services.link_organisation(actor=office, registration=unlinked, organisation=known)
        desk = client_of(office)
        assert "Bergs Mekaniska AB, Gnosjö" in words(desk.get(self.page(unlinked)))
        for _press in range(2):
            desk.post(self.page(unlinked), {"part": "yes"})
        unlinked.refresh_from_db()
        assert (unlinked.organisation, unlinked.company) == (None, "bergs mek")
        assert Record.objects.filter(action="events.organisation.unlinked").count() == 1
        assert list(problems()) == []

    def test_a_registration_without_a_name_keeps_the_organisations(
        self, unlinked: Registration, known: Organisation, office: Person
    ) -> None:
        Registration.objects.filter(pk=unlinked.pk).update(organisation=known, organisation_name="")
        done = services.unlink_organisation(actor=office, registration=unlinked)
        assert done.organisation_name == "Bergs Mekaniska AB"
        nameless = Registration(organisation_name="", event=unlinked.event)
        assert near(office, nameless) == []

    def test_those_counted_together_share_the_companys_places(self, office: Person) -> None:
        """Cia waits, since her company has its one place; found to be another's, she is asked at once."""
        event = make_event(office=office, places=3, per_company=1)
        company = make_company("Bergs Mekaniska AB")
        come(event, "Anna", company="Bergs Mekaniska AB")
        [cia] = come(event, "Cia", company="Bergs Mekaniska AB")
        assert states(event) == {"Anna": "registered", "Cia": "waiting"}
        services.unlink_organisation(actor=office, registration=cia)
        assert states(event) == {"Anna": "registered", "Cia": "offered"}
        [dan] = come(event, "Dan", company="Annat")
        services.link_organisation(actor=office, registration=dan, organisation=company)
        assert states(event)["Dan"] == "registered"  # nobody loses a place
        assert list(problems()) == []

    def test_the_unlinked_are_found_by_a_filter(self, unlinked: Registration, office: Person) -> None:
        at = reverse("events:registration_list", args=[unlinked.event.public_id])
        rows = rows_of(client_of(office).get(f"{at}?format=json&unknown=yes"))
        assert [row["name"] for row in rows] == ["Bo"]

    def test_only_those_known_from_own_events_are_near(
        self, unlinked: Registration, known: Organisation, office: Person
    ) -> None:
        make_company("Bergs Hemliga AB")
        assert near(office, unlinked) == [known]
        assert near(make_person(), unlinked) == []

    def test_nobody_else_may(self, unlinked: Registration, known: Organisation) -> None:
        for act in (services.link_organisation, services.unlink_organisation):
            with pytest.raises(NotAllowed):
                act(actor=make_person(), registration=unlinked)

    def test_a_number_that_cannot_be_right_is_refused(self, unlinked: Registration, office: Person) -> None:
        with pytest.raises(InvalidInput) as refused:
            services.link_organisation(actor=office, registration=unlinked, number="556000-0000")
        assert list(refused.value.fields) == ["number"]
