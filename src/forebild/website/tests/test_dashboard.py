"""Which edition the office is told of, on its overview and on the start page: one that the person runs."""

import pytest

from forebild.programme.models import Edition, Role
from tests.worlds import client_of, make_edition, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "for_all", "for_last"),
    [("", 2027, 2026), ("?omgang=2026", 2026, 2026), ("?omgang=2027", 2027, 2026), ("?omgang=x", 2027, 2026)],
)
def test_a_role_in_one_edition_opens_that_one_alone(query: str, for_all: int, for_last: int) -> None:
    make_edition(2027)
    last, whole = make_edition(2026), make_office(kind="coordinator")
    person = make_person()
    Role.objects.create(person=person, programme=last.programme, edition=last, kind="coordinator")
    shown = [client_of(each).get(f"/kansli/{query}").context["edition"].year for each in (whole, person)]
    assert shown == [for_all, for_last]


def test_the_start_page_tells_of_the_same() -> None:
    for year in (2026, 2027):
        make_juror(make_edition(year), state="invited")
    whole, person = make_office(kind="coordinator"), make_office(kind="coordinator")
    Role.objects.filter(person=person).update(edition=Edition.objects.get(year=2026))
    for each, year, other in ((whole, 2027, 2026), (person, 2026, 2027)):
        text = client_of(each).get("/start/").text
        assert f'href="/kansli/{year}/jury/"' in text
        assert f'href="/kansli/{other}/jury/"' not in text
