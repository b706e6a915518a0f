"""The page behind a link: opened by anybody and anything, changed by a press of the button only."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import InternalError, transaction
from django.test import Client
from django.utils import timezone

from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.links.tests import urls
from forebild.shared.links.tests.conftest import issue
from forebild.shared.permissions import Permission


def everything():
    return (list(Link.objects.order_by("pk").values()), list(Group.objects.order_by("pk").values()))


def assert_private(response):
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_opening_shows_a_button_and_pressing_it_acts(client, token):
    opened = client.get(f"/answer/{token}/")
    assert (opened.status_code, opened.content) == (
        200,
        b"<form method=post><button>Answer case-1</button></form>",
    )
    assert_private(opened)
    pressed = client.post(f"/answer/{token}/")
    assert (pressed.status_code, pressed.content) == (200, b"Thank you")
    assert_private(pressed)
    assert Group.objects.filter(name="answered case-1").count() == 1


def test_a_scanner_changes_nothing(client, token):
    before = everything()
    for method in (client.get, client.head, client.get, client.head):
        assert method(f"/answer/{token}/").status_code == 200
    for method in (client.put, client.delete, client.patch, client.options):
        assert method(f"/answer/{token}/").status_code == 405
    assert everything() == before


@pytest.mark.parametrize("page", ["careless", "careless-late"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_would_write_when_opened_cannot(client, token, page, method):
    before = everything()
    with pytest.raises(InternalError, match="read-only transaction"):
        getattr(client, method)(f"/{page}/{token}/")
    assert everything() == before


def test_control_the_same_page_writes_when_posted(client, token):
    assert client.post(f"/careless/{token}/").status_code == 200
    assert Group.objects.filter(name="careless").exists()


def test_what_follows_an_opened_page_can_write_again(transactional_db, client):
    token = issue()
    client.get(f"/answer/{token}/")
    assert client.post(f"/answer/{token}/").status_code == 200


def test_a_spent_link_says_so(client, token):
    client.post(f"/answer/{token}/")
    for method in (client.get, client.post):
        response = method(f"/answer/{token}/")
        assert response.status_code == 410
        assert "only once and has been used" in response.content.decode()
        assert_private(response)
    assert Group.objects.filter(name__startswith="answered").count() == 1


def test_a_link_spent_between_the_look_and_the_press_says_so(client, token, monkeypatch):
    looked_up = links.look_up(token, "test.answer")
    with transaction.atomic():
        links.use(looked_up)
    monkeypatch.setattr("forebild.shared.links.pages.look_up", lambda token, purpose: looked_up)
    response = client.post(f"/answer/{token}/")
    assert response.status_code == 410
    assert not Group.objects.filter(name__startswith="answered").exists()


def test_an_expired_link_says_so(client, token):
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        response = client.get(f"/answer/{token}/")
    assert response.status_code == 410
    assert "time for this link is over" in response.content.decode()


def test_unknown_links_are_all_answered_alike(client, token, django_assert_num_queries):
    other_purpose = issue(purpose="test.other")
    answers = set()
    for wrong in ("link-" + "0" * 26, other_purpose, "x", "link-" + "0" * 2000, token + "x"):
        for method in (client.get, client.post):
            with django_assert_num_queries(1):
                response = method(f"/answer/{wrong}/")
            assert wrong not in response.content.decode() or wrong == "x"
            assert_private(response)
            answers.add((response.status_code, response.content))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_another_refusal_is_a_page_too(client, token):
    response = client.post(f"/too-late/{token}/")
    assert (response.status_code, "Nominations are closed." in response.content.decode()) == (409, True)
    assert_private(response)


def test_the_page_is_public():
    assert urls.answer.permission is Permission.PUBLIC


def test_the_form_of_a_real_browser_passes_the_forgery_check(token):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrf"] = "a" * 32

    def press(origin):
        return browser.post(
            f"/answer/{token}/", {"csrfmiddlewaretoken": "a" * 32}, headers={"origin": origin}
        ).status_code

    # A page sent with "no-referrer" makes browsers send this, also to their own site:
    assert press("null") == 403
    assert press("http://testserver") == 200


@pytest.fixture
def logged():
    """What the product's own handler writes."""
    (handler,) = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    # Not by setStream, which flushes the stream before: pytest may have closed what it captured.
    before, handler.stream = handler.stream, StringIO()
    yield handler.stream
    handler.stream = before


def refusals(token):
    """Requests that Django logs with their path."""
    Client().get(f"/answer/{token}x/")
    Client().put(f"/answer/{token}/")
    Client(enforce_csrf_checks=True).post(f"/answer/{token}/")
    Client().post(f"/answer/{token}/")
    Client().post(f"/answer/{token}/")


def test_no_token_is_logged(logged, token):
    refusals(token)
    logging.getLogger("forebild").info("unrelated: %s", "text")
    lines = logged.getvalue().splitlines()
    assert len(lines) == 5
    assert token not in logged.getvalue()
    assert sum("/answer/link-…" in line for line in lines) == 4
    assert lines[-1].endswith("unrelated: text")


def test_control_without_the_filter_tokens_are_logged(logged, token):
    (handler,) = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    (mask,) = handler.filters
    handler.removeFilter(mask)
    try:
        refusals(token)
    finally:
        handler.addFilter(mask)
    assert token in logged.getvalue()
