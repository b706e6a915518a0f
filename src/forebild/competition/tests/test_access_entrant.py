"""Who gets what of the public and the entrants' pages: one table, and no draft told to the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from forebild.competition.models import Entry
from forebild.competition.services import drafts, entries
from forebild.competition.tests.forms import question
from forebild.people.models import Person
from tests.worlds import make_assignment, make_company, make_juror, make_office, make_person

ACTORS = ("anonymous", "stranger", "entrant", "rival", "juror", "juror_in_conflict", "office")
Parts = Callable[[Entry], dict[str, Any]]


def everybody(status: int) -> dict[str, int]:
    return dict.fromkeys(ACTORS, status)


SIGNED_IN = everybody(200) | {"anonymous": 302}
OWN = everybody(404) | {"anonymous": 302, "entrant": 200}


def of_entry(entry: Entry) -> dict[str, Any]:
    return {"entry_id": entry.public_id}


def of_section(entry: Entry) -> dict[str, Any]:
    return of_entry(entry) | {"section_id": question(entry, "deed").section.public_id}


def of_file(entry: Entry) -> dict[str, Any]:
    return of_entry(entry) | {"file_id": entry.files.get().public_id}


def of_receipt(entry: Entry) -> dict[str, Any]:
    return of_entry(entry) | {"number": 1}


def nothing(_entry: Entry) -> dict[str, Any]:
    return {}


def wrong_token(_entry: Entry) -> dict[str, Any]:
    return {"token": "link-wrong"}


# (address, its parts, status by actor), for a GET of an entry that is submitted while the call is open
ACCESS: list[tuple[str, Parts, dict[str, int]]] = [
    ("nominate", nothing, everybody(200)),
    ("nominate_thanks", nothing, everybody(200)),
    ("case_answer", wrong_token, everybody(404)),
    ("entries", nothing, SIGNED_IN),
    ("entry_start", nothing, SIGNED_IN),
    ("entry", of_entry, OWN),
    ("entry_section", of_section, OWN),
    ("entry_autosave", of_entry, OWN | {"entrant": 405}),
    ("entry_file", of_file, OWN),
    ("entry_file_edit", of_file, OWN),
    ("entry_preview", of_entry, OWN),
    ("entry_submit", of_entry, OWN),
    ("entry_withdraw", of_entry, OWN),
    ("entry_resume", of_entry, OWN | {"entrant": 302}),
    ("entry_receipt", of_receipt, OWN),
    ("entry_receipt_pdf", of_receipt, OWN),
]


@pytest.fixture
def actors(complete: Entry, writer: Person, edition: Any) -> dict[str, Person | None]:
    entries.submit_entry(actor=writer, entry=complete)
    complete.refresh_from_db()
    rival = make_person("Rival")
    entries.start_entry(actor=rival, edition=edition, organisation=make_company(owner=rival))
    juror, conflicted = make_juror(edition), make_juror(edition)
    make_assignment(juror, complete, is_declared=True)
    make_assignment(conflicted, complete)
    return {
        "anonymous": None,
        "stranger": make_person("Stranger"),
        "entrant": writer,
        "rival": rival,
        "juror": juror.person,
        "juror_in_conflict": conflicted.person,
        "office": make_office(),
    }


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    """Whether one signed in well enough is another table's question."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "second_factor" not in each]


def test_every_page_for_every_actor(client, complete, actors):
    found, expected = {}, {}
    for actor, person in actors.items():
        client.logout()
        if person:
            client.force_login(person)
        for name, parts, statuses in ACCESS:
            response = client.get(reverse(f"competition:{name}", kwargs=parts(complete)))
            if response.streaming:
                b"".join(response.streaming_content)  # reads a file to its end, and so closes it
            found[name, actor], expected[name, actor] = response.status_code, statuses[actor]
    assert found == expected


@pytest.mark.parametrize(
    "name",
    ["entry_section", "entry_autosave", "entry_submit", "entry_withdraw", "entry_resume", "entry_file_edit"],
)
def test_nobody_else_writes(client, complete, actors, name):
    parts = next(parts for known, parts, _statuses in ACCESS if known == name)
    before = (Entry.objects.get(pk=complete.pk).state, complete.document.fields)
    for actor, person in actors.items():
        if actor == "entrant":
            continue
        client.logout()
        if person:
            client.force_login(person)
        response = client.post(
            reverse(f"competition:{name}", kwargs=parts(complete)),
            {"revision": "1", "deed": "Stolen", "remove": "yes"},
        )
        assert response.status_code == (404 if person else 302), actor
    complete.refresh_from_db()
    complete.document.refresh_from_db()
    assert (complete.state, complete.document.fields) == before
    assert complete.files.current().count() == 1


CANARY = "Kanariefågel 4711"


def test_the_office_learns_nothing_of_a_draft(client, entry, writer, edition):
    """Two worlds, one with a word in a draft: every page of the office answers the same in both."""
    office = make_office()
    client.force_login(office)
    with_words = _all_pages(client, entry)
    drafts.save_answers(actor=writer, entry=entry, changes={"deed": CANARY}, base_revision=1)
    assert CANARY in client_of(writer).get(_preview(entry)).content.decode()  # the canary sings to its owner
    for name, text in _all_pages(client, entry).items():
        assert CANARY not in text, name
    assert with_words.keys() == _all_pages(client, entry).keys()


def client_of(person):
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client


def _preview(entry):
    return reverse("competition:entry_preview", kwargs=of_entry(entry))


def _all_pages(client, entry):
    pages = {}
    for name, parts, _statuses in ACCESS:
        if parts in (of_file, of_receipt):
            continue
        response = client.get(reverse(f"competition:{name}", kwargs=parts(entry)))
        pages[name] = response.content.decode()
    return pages
