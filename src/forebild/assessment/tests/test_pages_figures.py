"""The office's figures and its list: numbers, never a company, but where the company shares its result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from forebild.assessment.models import Assessment, FigureRelease, ToldGroup
from forebild.assessment.services.figure_releases import release_due_figures, release_figures
from forebild.assessment.tests.results import result
from forebild.competition.models import Award
from forebild.people.models import Organisation
from forebild.programme.models import Edition
from forebild.shared.audit.models import ReadRecord, Record
from forebild.shared.errors import NotAllowed, NotNow
from tests.worlds import client_of, make_company, make_edition, make_entry, make_office, make_person

pytestmark = pytest.mark.django_db
FIGURES, LIST = "assessment:figures", "assessment:assessment_list"


def award(company: Organisation) -> None:
    edition = Edition.objects.first() or make_edition()
    Award.objects.create(
        edition=edition, entry=make_entry(edition, company), organisation=company, outcome="finalist",
        organisation_name=company.name, published_at=timezone.now(),
    )  # fmt: skip


def many(count: int, **changes: Any) -> list[Assessment]:
    return [result(figure=10 + 4 * (number % 20), **changes) for number in range(count)]


class TestRelease:
    def test_by_a_press_when_enough_is_new(self) -> None:
        office = make_office()
        programme = office.roles.get().programme
        many(4)
        with pytest.raises(NotNow):
            release_figures(actor=office, programme=programme, key="six")
        many(8)
        made = release_figures(actor=office, programme=programme, key="six")
        assert made.data["groups"]["all:"]["n"] == 12
        with pytest.raises(NotNow):
            release_figures(actor=office, programme=programme, key="six")
        assert Record.objects.filter(action="assessment.figures.released").count() == 1

    def test_nobody_else(self) -> None:
        programme = make_office().roles.get().programme
        with pytest.raises(NotAllowed):
            release_figures(actor=make_person(), programme=programme, key="six")

    def test_by_the_clock_every_fourth_week(self) -> None:
        make_office()
        assert release_due_figures() == 0
        many(12)
        assert release_due_figures() == 1
        many(9, handed_in_at=timezone.now() + timedelta(hours=1))
        assert release_due_figures() == 0  # the last ones are new
        FigureRelease.objects.update(made_at=timezone.now() - timedelta(days=29))
        assert release_due_figures() == 1
        assert FigureRelease.objects.count() == 2

    def test_what_is_not_the_companys_word_or_is_withdrawn_counts_nowhere(self) -> None:
        office = make_office()
        many(6)
        many(6, is_vouched=False)
        made = release_figures(actor=office, programme=office.roles.get().programme, key="six")
        assert made.data["groups"]["all:"]["n"] == 6

    def test_what_is_kept_names_no_company(self) -> None:
        office = make_office()
        made_by = many(12)
        made = release_figures(actor=office, programme=office.roles.get().programme, key="six")
        kept = f"{made.data} {list(ToldGroup.objects.values())}"
        assert "results" in kept
        for each in made_by:
            assert each.organisation is not None
            assert each.organisation.public_id not in kept
            assert each.organisation.name not in kept


class TestPage:
    def test_charts_with_how_many_a_caution_and_the_same_in_a_file(self) -> None:
        office = make_office()
        client = client_of(office)
        assert "Inga siffror ännu" in client.get(reverse(FIGURES)).text
        companies = [make_company() for _number in range(24)]
        for number, company in enumerate(companies):
            result(company, 20 + number, year=2026)
            result(company, 30 + number, year=2027)
        for company in companies[:12]:
            award(company)
        client.post(reverse("assessment:figures_release"), {"set": "six"})
        shown = client.get(f"{reverse(FIGURES)}?by=part&dimension=data").text
        assert "Det här visar inte orsak" in shown
        assert "n = 12" in shown
        assert "första resultatet" in shown
        file = client.get(f"{reverse('assessment:figures_csv')}?by=part&dimension=data").getvalue().decode()
        assert '"Prisade"' in file
        other = client.get(f"{reverse(FIGURES)}?by=county").text
        assert "Det här visar inte orsak" not in other

    def test_an_address_that_makes_no_sense_shows_the_usual(self) -> None:
        client = client_of(make_office())
        assert client.get(f"{reverse(FIGURES)}?set=x&by=y&dimension=z").status_code == 200


class TestList:
    def test_says_when_which_set_and_how_and_no_company(self) -> None:
        client = client_of(make_office())
        result(make_company("Hemliga bolaget AB"))
        shared = result(make_company("Öppna bolaget AB"), shared_at=timezone.now())
        shown = client.get(reverse(LIST)).text
        assert ("Hemliga" in shown, "Öppna bolaget" in shown) == (False, True)
        assert "sparad för ett företag" in shown
        assert "Hemliga bolaget" not in client.get(f"{reverse(LIST)}?q=Hemliga").text
        file = b"".join(client.get(f"{reverse(LIST)}?format=csv").streaming_content).decode()
        assert ("Hemliga" in file, "Öppna" in file) == (False, True)
        assert "Öppna bolaget" in client.get(f"{reverse(LIST)}?shared=yes").text
        assert reverse("assessment:shared_result", args=[shared.public_id]) in shown

    def test_a_result_is_opened_only_where_it_is_shared_and_the_log_says_who_looked(self) -> None:
        office = make_office()
        client = client_of(office)
        secret, shared = result(), result(figure=67, shared_at=timezone.now())
        address = [reverse("assessment:shared_result", args=[each.public_id]) for each in (secret, shared)]
        assert client.get(address[0]).status_code == 404
        assert "67" in client.get(address[1]).text
        assert ReadRecord.objects.filter(subject_id=shared.public_id, actor=office.public_id).exists()
        Assessment.objects.filter(pk=shared.pk).update(shared_at=None)
        assert client.get(address[1]).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_the_same_for_many(self, count: int, django_assert_max_num_queries: Any) -> None:
        client = client_of(make_office())
        many(count)
        client.get(reverse(LIST))
        with django_assert_max_num_queries(18):
            client.get(reverse(LIST))
