"""An edition whose call is open, with every kind of question; a company, and somebody who writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from forebild.competition.models import Entry
from forebild.competition.services.entries import start_entry
from forebild.competition.tests.forms import fill, make_form
from forebild.people.models import Organisation, Person
from forebild.programme.models import Edition
from tests.worlds import make_company, make_edition, make_person


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> Iterator[None]:
    """The tests read the code's own words, whether or not the Swedish ones are compiled."""
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def edition(db: None) -> Edition:
    edition = make_edition(2027, open_phase="application")
    make_form(edition)
    return edition


@pytest.fixture
def writer(db: None) -> Person:
    return make_person("Wilma Skrivare")


@pytest.fixture
def company(writer: Person) -> Organisation:
    return make_company("Skrivarbolaget AB", owner=writer)


@pytest.fixture
def entry(edition: Edition, writer: Person, company: Organisation) -> Entry:
    return start_entry(actor=writer, edition=edition, organisation=company)


@pytest.fixture
def complete(entry: Entry, writer: Person) -> Entry:
    """The entry with everything in it that submitting asks for."""
    fill(entry, writer)
    return entry
