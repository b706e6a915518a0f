"""What goes wrong, told in the product's own look, in the reader's language."""

import pytest
from django.test import Client

from forebild.shared.ui.sample_messages import MESSAGES as SAMPLES


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/finns-inte/", 404, "Sidan finns inte här"),
        ("/en/finns-inte/", 404, "The page is not here"),
        ("/trasig/denied/", 403, "Du får inte se den här sidan"),
        ("/trasig/bug/", 500, "Något gick sönder hos oss"),
        ("/en/trasig/bug/", 500, "Something broke on our side"),
        ("/trasig/database/", 503, "Stängt en liten stund"),
    ],
)
def test_what_went_wrong_is_said_in_plain_words(client, address, status, heading):
    response = client.get(address)
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in text(response)


def test_a_database_out_of_reach_asks_to_come_back(client):
    assert client.get("/trasig/database/")["Retry-After"] == "60"


def test_a_broken_page_does_not_tell_how_it_broke(client):
    assert "ZeroDivisionError" not in text(client.get("/trasig/bug/"))


def test_a_form_without_its_token_is_told_that_nothing_is_lost():
    response = Client(enforce_csrf_checks=True).post("/komponenter/formular/", {})
    assert response.status_code == 403
    assert "Det du skrev är kvar." in text(response)


def test_a_request_that_cannot_be_read_is_told_so(client, rf):
    from django.views.defaults import bad_request

    response = bad_request(rf.get("/"), ValueError())
    assert "gick inte att läsa" in text(response)


@pytest.mark.parametrize("name", sorted(SAMPLES))
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_message_can_be_seen_in_the_gallery(client, name, language):
    assert client.get(f"{language}/komponenter/besked/{name}/").status_code == 200


def test_the_gallery_has_no_other_messages(client):
    assert client.get("/komponenter/besked/annat/").status_code == 404


def test_a_refusal_says_why_and_nothing_becomes_markup(client):
    html = text(client.get("/komponenter/besked/refused/"))
    assert "Tävlingen stängde den 3 mars." in html


def test_a_question_names_its_consequences_with_counts_and_has_one_button(client):
    html = text(client.get("/komponenter/besked/confirm/"))
    assert "<b>109</b><span>företag får veta att de inte är det</span>" in html
    assert html.count('type="submit"') == 1
    assert "button-primary" in html
    assert "button-danger" in text(client.get("/komponenter/besked/confirm-danger/"))


def test_the_office_pages_through_its_list(client):
    assert 'aria-current="page">2<' in text(client.get("/komponenter/kontor/?page=2"))
    assert client.get("/komponenter/kontor/?page=tolv").status_code == 200
