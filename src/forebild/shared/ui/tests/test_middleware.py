import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory

from forebild.shared.ui.middleware import private_unless_public


def test_a_page_without_a_permission_raises_where_developers_see_it(settings):
    settings.UNNAMED_PAGES_RAISE = True
    with pytest.raises(ImproperlyConfigured, match=r"tests\.urls\.unnamed names no permission"):
        Client().get("/utan-behorighet/")


def test_a_page_without_a_permission_is_shut_in_production(settings):
    settings.UNNAMED_PAGES_RAISE = False
    response = Client().get("/utan-behorighet/")
    assert response.status_code == 403
    assert b"shown" not in response.content


def test_tests_and_development_are_where_it_raises(settings):
    assert settings.UNNAMED_PAGES_RAISE is True


def test_a_page_that_names_its_permission_is_shown():
    assert Client().get("/komponenter/").status_code == 200


@pytest.mark.django_db
def test_allauths_own_pages_guard_themselves():
    assert Client().get("/konto/login/code/").status_code == 200


def answer(response):
    return private_unless_public(lambda request: response)(RequestFactory().get("/"))["Cache-Control"]


def test_an_answer_is_private_unless_its_view_said_otherwise():
    assert answer(HttpResponse()) == "private, no-store"
    assert answer(HttpResponse(headers={"Cache-Control": "public, max-age=60"})) == "public, max-age=60"
