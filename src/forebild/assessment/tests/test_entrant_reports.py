"""Reports to the entrants of an edition: the field for all, its own result for the company alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from forebild.assessment.models import Assessment, EntrantReport, ReportBatch
from forebild.assessment.services import entrant_reports as services
from forebild.assessment.services.figure_releases import release_figures
from forebild.assessment.tests.results import result
from forebild.people.models import Membership, Person
from forebild.programme.models import Edition
from forebild.shared.errors import NotAllowed, NotNow, Overtaken
from forebild.shared.links.services import issue
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_company, make_edition, make_entry, make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(2027)


@pytest.fixture
def office(edition: Edition) -> Person:
    return make_office(edition.programme)


def figures(office: Any) -> None:
    """Twelve companies have answered, and the figures are out."""
    for number in range(12):
        result(figure=10 + 5 * number)
    release_figures(actor=office, programme=office.roles.get().programme, key="six")


def entrant(edition: Edition, name: str = "Bergs Mekaniska AB") -> tuple[Any, Person]:
    owner = make_person(f"Ägaren till {name}")
    company = make_company(name, owner=owner)
    return make_entry(edition, company, state="submitted"), owner


def sent(office: Any, edition: Edition) -> ReportBatch:
    services.prepare_reports(actor=office, edition=edition)
    count = len(EntrantReport.objects.filter(state="prepared"))
    return services.send_reports(actor=office, edition=edition, expected_count=count)


def page(report: EntrantReport, person: Person, name: str = "report") -> str:
    token = issue(
        purpose=services.REPORT, subject_id=report.public_id, email=person.email, person=person,
        lifetime=timedelta(days=9), single_use=False,
    )  # fmt: skip
    return reverse(f"assessment:{name}", args=[token])


def read(report: EntrantReport, person: Person) -> str:
    """What a reader sees of it; an address in the page may hold any figure."""
    address, client = page(report, person), Client()
    client.post(address)
    return strip_tags(client.get(address).text)


class TestPrepare:
    def test_one_a_company_and_anew_until_it_is_sent(self, office: Any, edition: Edition) -> None:
        entrant(edition)
        make_entry(edition, make_company("Utkastet AB"), state="draft")
        with pytest.raises(NotNow):
            services.prepare_reports(actor=office, edition=edition)  # no figures yet
        figures(office)
        assert services.prepare_reports(actor=office, edition=edition) == 1
        assert services.prepare_reports(actor=office, edition=edition) == 1
        report = EntrantReport.objects.get()
        assert report.content["field"]["all"]["n"] == 12
        services.send_reports(actor=office, edition=edition, expected_count=1)
        assert services.prepare_reports(actor=office, edition=edition) == 0

    def test_nobody_else(self, edition: Edition) -> None:
        other = make_person()
        for service, more in ((services.prepare_reports, {}), (services.send_reports, {"expected_count": 0})):
            with pytest.raises(NotAllowed):
                service(actor=other, edition=edition, **more)


class TestSend:
    def test_once_in_the_companys_language_held_ten_minutes(self, office: Any, edition: Edition) -> None:
        _entry, owner = entrant(edition)
        figures(office)
        batch = sent(office, edition)
        message = Message.objects.get(batch=batch.public_id)
        assert (message.state, message.to_email) == ("held", owner.email)
        assert "Bergs Mekaniska AB" in message.subject
        with pytest.raises(NotNow):
            services.send_reports(actor=office, edition=edition, expected_count=0)

    def test_stopped_and_sent_again(self, office: Any, edition: Edition) -> None:
        entrant(edition)
        figures(office)
        batch = sent(office, edition)
        services.stop_reports(actor=office, batch=batch)
        assert EntrantReport.objects.get().state == "prepared"
        services.send_reports(actor=office, edition=edition, expected_count=1)
        ReportBatch.objects.filter(state="held").update(held_until=timezone.now())
        assert services.note_reports_left() == 1
        with pytest.raises(NotNow):
            services.stop_reports(actor=office, batch=ReportBatch.objects.get(state="left"))

    def test_not_when_the_number_is_another_by_now(self, office: Any, edition: Edition) -> None:
        entrant(edition)
        figures(office)
        services.prepare_reports(actor=office, edition=edition)
        with pytest.raises(Overtaken):
            services.send_reports(actor=office, edition=edition, expected_count=2)

    def test_a_company_with_nobody_who_acts_for_it_gets_none(self, office: Any, edition: Edition) -> None:
        _entry, owner = entrant(edition)
        Membership.objects.filter(person=owner).update(ended_at=timezone.now())
        figures(office)
        services.prepare_reports(actor=office, edition=edition)
        with pytest.raises(NotNow):
            services.send_reports(actor=office, edition=edition, expected_count=0)


class TestReading:
    def test_opening_by_a_press_is_noted_once(self, office: Any, edition: Edition) -> None:
        _entry, owner = entrant(edition)
        figures(office)
        sent(office, edition)
        report = EntrantReport.objects.get()
        address, client = page(report, owner), Client()
        assert "Läs rapporten" in client.get(address).text
        report.refresh_from_db()
        assert report.opened_at is None  # a GET changes nothing
        client.post(address)
        report.refresh_from_db()
        first = report.opened_at
        client.post(address)
        report.refresh_from_db()
        assert first is not None
        assert report.opened_at == first

    def test_without_an_assessment_how_to_make_one_and_the_field(self, office: Any, edition: Edition) -> None:
        _entry, owner = entrant(edition)
        figures(office)
        sent(office, edition)
        shown = read(EntrantReport.objects.get(), owner)
        assert "Ni har ingen självskattning ännu" in shown
        assert "n = 12" in shown

    def test_the_own_result_for_those_who_act_for_the_company(self, office: Any, edition: Edition) -> None:
        entry, owner = entrant(edition)
        figures(office)
        own = result(entry.organisation, 93)
        sent(office, edition)
        report = EntrantReport.objects.get()
        assert "93" in read(report, owner)
        assert "93" not in str(report.content)
        preview = reverse("assessment:report_preview", args=[2027, report.public_id])
        assert "93" not in strip_tags(client_of(office).get(preview).text)
        Membership.objects.filter(person=owner).update(ended_at=timezone.now())
        assert "93" not in read(report, owner)
        Membership.objects.filter(person=owner).update(ended_at=None)
        Assessment.objects.filter(pk=own.pk).update(
            state="withdrawn", withdrawn_at=timezone.now(), organisation=None, email="", county="", size="",
            scores={}, is_vouched=False,
        )  # fmt: skip
        assert "Ni har ingen självskattning ännu" in read(report, owner)

    def test_what_anybody_wrote_in_its_name_is_not_its_own(self, office: Any, edition: Edition) -> None:
        entry, owner = entrant(edition)
        figures(office)
        result(entry.organisation, 93, is_vouched=False)
        sent(office, edition)
        assert "93" not in read(EntrantReport.objects.get(), owner)

    def test_on_paper(self, office: Any, edition: Edition) -> None:
        entry, owner = entrant(edition)
        figures(office)
        result(entry.organisation, 60)
        sent(office, edition)
        file = Client().get(page(EntrantReport.objects.get(), owner, "report_pdf_file"))
        assert (file.headers["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")

    def test_erased_at_the_companys_wish(self, office: Any, edition: Edition) -> None:
        _entry, owner = entrant(edition)
        figures(office)
        sent(office, edition)
        report = EntrantReport.objects.get()
        address = page(report, owner, "report_erase")
        assert "går inte att ångra" in Client().get(address).text
        assert "raderad" in Client().post(address).text
        report.refresh_from_db()
        assert (report.state, report.content) == ("erased", {})
        assert Client().get(address).status_code in (404, 410)
        assert services.prepare_reports(actor=office, edition=edition) == 0


class TestPages:
    def test_from_prepared_to_opened(self, office: Any, edition: Edition) -> None:
        _entry, owner = entrant(edition)
        figures(office)
        client = client_of(office)
        address = reverse("assessment:report_list", args=[2027])
        assert "1 företag har lämnat" in client.get(address).text
        prepared = client.post(reverse("assessment:report_prepare", args=[2027]), follow=True).text
        assert "1 rapport är förberedd" in prepared
        send = reverse("assessment:report_send", args=[2027])
        assert "Bergs Mekaniska AB" in client.get(send).text
        assert "går om tio minuter" in client.post(send, {"expected_count": 1}, follow=True).text
        batch = ReportBatch.objects.get()
        stop = reverse("assessment:report_stop", args=[2027, batch.public_id])
        assert "stoppade" in client.post(stop, follow=True).text
        client.post(send, {"expected_count": 1})
        read(EntrantReport.objects.get(), owner)
        assert "1" in client.get(f"{address}?opened=yes").text
        preview = reverse("assessment:report_preview", args=[2027, EntrantReport.objects.get().public_id])
        assert "Företagets egen del" in client.get(preview).text
