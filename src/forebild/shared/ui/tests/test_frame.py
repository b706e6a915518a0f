"""The page around the page: language, titles, navigation, help, messages."""

import re

import pytest
from django.contrib import messages
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

from forebild.shared.ui import context


@pytest.fixture
def client():
    return Client()


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("address", "language", "other"),
    [
        ("/komponenter/", "sv", "/en/komponenter/"),
        ("/en/komponenter/", "en", "/komponenter/"),
        ("/komponenter/kontor/?page=2", "sv", "/en/komponenter/kontor/?page=2"),
    ],
)
def test_switching_language_keeps_the_page(client, address, language, other):
    html = text(client.get(address))
    assert f'<html lang="{language}">' in html
    assert re.search(rf'<a href="{re.escape(other)}" lang="(sv|en)" hreflang="(sv|en)">', html)


@pytest.mark.parametrize(("address", "home"), [("/finns-inte/", "/en/"), ("/en/nowhere/", "/")])
def test_from_nowhere_the_other_languages_home_page_is_reached(client, address, home):
    response = client.get(address)
    assert response.status_code == 404
    assert f'<a href="{home}" lang=' in text(response)


def test_the_title_says_page_and_programme(client, full_frame):
    assert "<title>Komponenter – Smart industri</title>" in text(client.get("/komponenter/"))


def test_a_title_begins_with_the_mistake(client):
    assert "<title>Fel: Ett formulär –" in text(client.post("/komponenter/formular/"))
    assert "<title>Error: A form –" in text(client.post("/en/komponenter/formular/"))
    assert "<title>Ett formulär –" in text(client.get("/komponenter/formular/"))


def test_the_skip_link_comes_first_and_leads_to_main(client):
    html = text(client.get("/komponenter/"))
    assert re.search(r'<body> <a class="skip" href="#main">', html)
    assert '<main id="main" tabindex="-1">' in html


def test_navigation_marks_the_page_and_what_it_lies_beneath(client, full_frame):
    assert '<a href="/komponenter/" aria-current="page">' in text(client.get("/komponenter/"))
    html = text(client.get("/komponenter/formular/"))
    assert '<a href="/komponenter/" aria-current="true">' in html
    assert '<a href="/start/">' in html


def test_help_stands_in_the_same_order_on_every_page(client, full_frame):
    for address in ("/komponenter/", "/komponenter/kontor/", "/komponenter/besked/404/"):
        html = text(client.get(address))
        places = [html.index(f'href="{link}"') for link in ("/kontakt/", "/tillganglighet/", "/press/")]
        assert places == sorted(places)


def test_sample_data_is_told_on_every_page(client, full_frame):
    for address in ("/komponenter/", "/en/komponenter/kontor/"):
        assert "sample-banner" in text(client.get(address))


def test_without_sample_data_there_is_no_banner(client):
    assert "sample-banner" not in text(client.get("/komponenter/"))


def test_signing_out_is_a_post(client, full_frame):
    assert '<form method="post" action="/konto/logout/">' in text(client.get("/komponenter/"))


def test_an_app_fills_in_its_share_of_the_frame_and_later_ones_win():
    @context.frame_part
    def first(request: HttpRequest) -> dict[str, object]:
        return {"programme_name": "Ett", "press_url": "/press/"}

    @context.frame_part
    def second(request: HttpRequest) -> dict[str, object]:
        return {"programme_name": "Två"}

    context.frame_part(first)  # once more changes nothing
    frame = context.site(RequestFactory().get("/"))
    assert (frame["programme_name"], frame["press_url"]) == ("Två", "/press/")
    assert set(frame) == set(context.FRAME)


def test_messages_are_told_in_a_status_region_each_in_its_tone():
    request = RequestFactory().get("/")
    kinds = {
        messages.SUCCESS: "success",
        messages.WARNING: "warning",
        messages.ERROR: "danger",
        messages.INFO: "info",
    }

    class Message:
        def __init__(self, level, text):
            self.tags, self.text = messages.DEFAULT_TAGS[level], text

        def __str__(self):
            return self.text

    shown = [Message(level, tone) for level, tone in kinds.items()]
    html = (
        engines["django"]
        .from_string('{% include "ui/parts/messages.html" %}')
        .render({"messages": shown}, request)
    )
    assert '<div class="messages" role="status">' in html
    for tone in kinds.values():
        assert re.search(rf"notice tone-{tone}.*?<p>{tone}</p>", html, re.DOTALL)


@pytest.mark.parametrize("href", ["/", "/en/", ""])
def test_home_is_not_above_everything(href):
    with translation.override("sv"):
        template = engines["django"].from_string("{% current href %}")
        assert template.render({"href": href}, RequestFactory().get("/komponenter/")) == ""


def test_no_page_has_inline_style_or_script(client, full_frame):
    for address in (
        "/komponenter/",
        "/komponenter/kontor/",
        "/komponenter/formular/",
        "/komponenter/framsida/",
    ):
        html = text(client.get(address))
        assert not re.search(r"\sstyle=", html)
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)
        assert not re.search(r"\son[a-z]+=", html)
