"""A company's own page: its industries are stated there, in the scheme's own form."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from forebild.people.models import Organisation
from tests.worlds import client_of, make_company, make_person


@pytest.fixture
def anna(db):
    return make_person("Anna")


@pytest.fixture
def company(anna) -> Organisation:
    return make_company("Verkstaden AB", owner=anna)


def state(anna, company, codes: str, scheme: str = "sni2007"):
    address = reverse("people:organisation", args=[company.public_id])
    return client_of(anna).post(address, {"industries": "1", "scheme": scheme, "codes": codes})


def stated(company) -> list[tuple[str, str, int]]:
    return list(company.industries.values_list("scheme", "code", "rank"))


def test_the_main_industry_is_the_first_written(anna, company):
    assert state(anna, company, "25620; 33.120, 25.620").status_code == 302
    assert stated(company) == [("sni2007", "25.620", 1), ("sni2007", "33.120", 2)]
    page = client_of(anna).get(reverse("people:organisation", args=[company.public_id]))
    assert "SNI 2007 25.620 " in page.content.decode()
    assert 'value="25.620, 33.120"' in page.content.decode()


def test_new_ones_take_the_place_of_the_old_also_in_another_scheme(anna, company):
    state(anna, company, "25.620, 33.120")
    assert state(anna, company, "28.41", "nace2.1").status_code == 302
    assert stated(company) == [("nace2.1", "28.41", 1)]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ("verkstad", "Write the code as two digits"),
        ("04.100", "are not a division"),
        ("10, 11, 13, 14, 16, 17", "Write at most five codes."),
        ("", "This field is required."),
    ],
)
def test_what_is_no_code_is_said_beside_the_field_and_nothing_is_lost(anna, company, codes, said):
    state(anna, company, "25.620")
    with override("en"):
        answer = state(anna, company, codes)
        assert answer.status_code == 200
        assert said in str(answer.context["industries_form"].errors["codes"])
    assert answer.context["industries_form"]["codes"].value() == codes
    assert stated(company) == [("sni2007", "25.620", 1)]


def test_others_do_not_state_them(company):
    assert state(make_person("Bo"), company, "25.620").status_code == 404
    assert stated(company) == []
