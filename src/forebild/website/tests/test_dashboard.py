"""Which edition the office's overview is about: one that the person runs, and no other."""

import pytest

from forebild.programme.models import Role
from tests.worlds import client_of, make_edition, make_office, make_person

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
