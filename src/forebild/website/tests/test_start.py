"""The start page: what is mine to do, the most urgent first, and nothing that is another's."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Extension
from forebild.jury.models import Recusal
from forebild.website.mine import tasks_of
from tests.worlds import (
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


def titles(person: Any) -> list[str]:
    return [task.title for task in tasks_of(person)]


def test_a_stranger_has_nothing_to_do_and_is_told_so(client: Client) -> None:
    make_edition(2027)
    client.force_login(make_person())
    response = client.get(reverse("website:start"))
    assert response.status_code == 200
    assert response.context["first"] is None
    assert "Nothing waits for you" in response.content.decode()


def test_a_draft_is_to_be_finished_while_the_call_is_open_by_its_own_editor_only() -> None:
    edition = make_edition(2027, open_phase="application")
    writer, rival = make_person(), make_person()
    make_entry(edition, make_company("Verkstaden AB", owner=writer), state="draft")
    make_company("Rivalen AB", owner=rival)
    assert titles(writer) == ["Finish the entry of Verkstaden AB"]
    assert titles(rival) == ["Enter Rivalen AB"]


def test_when_the_call_has_closed_only_an_extension_leaves_a_draft_to_finish() -> None:
    edition = make_edition(2027, open_phase="review")
    writer = make_person()
    entry = make_entry(edition, make_company(owner=writer), state="draft")
    assert titles(writer) == []
    until = timezone.now() + timedelta(days=1)
    Extension.objects.create(entry=entry, until=until, reason="Avbrott", granted_by=make_person())
    assert [task.until for task in tasks_of(writer)] == [until]


def test_a_juror_reads_what_is_left_and_nothing_closed_to_him() -> None:
    edition = make_edition(2027)
    juror = make_juror(edition)
    first, second = make_entry(edition), make_entry(edition)
    make_assignment(juror, first)
    make_assignment(juror, second)
    assert titles(juror.person) == ["Read and score 2 entries"]
    Recusal.objects.create(
        juror=juror, entry=first, relation="family", source="declared", recorded_by=juror.person
    )
    assert titles(juror.person) == ["Read and score 1 entry"]


def test_what_closes_first_comes_first_and_has_the_button(client: Client) -> None:
    edition = make_edition(2027)
    juror = make_juror(edition)
    make_assignment(juror, make_entry(edition))
    entry = make_entry(edition, make_company(owner=juror.person), state="draft")
    until = timezone.now() + timedelta(days=1)
    Extension.objects.create(entry=entry, until=until, reason="Avbrott", granted_by=make_person())
    client.force_login(juror.person)
    response = client.get(reverse("website:start"))
    assert response.context["first"].button == "Go on writing"
    assert [step["title"] for step in response.context["others"]] == ["Read and score 1 entry"]


def test_the_office_sees_what_needs_somebody(client: Client) -> None:
    edition = make_edition(2027)
    make_entry(edition, state="submitted")
    client.force_login(make_office())
    page = client.get(reverse("website:start"))
    assert [(item.count, item.text) for item in page.context["office"]["items"]] == [
        (1, "submitted entry not checked")
    ]
    assert "Nothing waits for you" not in page.content.decode()


def test_signing_in_comes_first(client: Client) -> None:
    assert client.get(reverse("website:start")).status_code == 302


def test_the_statements_are_as_many_for_three_companies_as_for_one(client: Client) -> None:
    edition = make_edition(2027, open_phase="application")
    counts = []
    for companies in (1, 3):
        writer = make_person()
        for _each in range(companies):
            make_entry(edition, make_company(owner=writer), state="draft")
            make_company(owner=writer)
        client.force_login(writer)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("website:start")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
