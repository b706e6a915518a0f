"""What search engines are told: all that is public, in both languages, and not a word of the rest."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forebild.events.services.events import create_event
from forebild.events.tests.worlds import facts_of, make_event
from forebild.programme.models import Edition
from tests.worlds import make_edition, make_entry, make_office, make_programme

pytestmark = pytest.mark.django_db


def test_the_sitemap_names_public_years_in_both_languages_and_no_planned_one(
    client: Client, settings: Any
) -> None:
    make_entry(make_edition(2027))
    Edition.objects.create(programme=make_programme(), year=2028, state="planned")
    response = client.get("/sitemap.xml")
    text = response.content.decode()
    assert response["Content-Type"] == "application/xml"
    assert f"<loc>{settings.SITE_URL}/omgang/2027/</loc>" in text
    assert f"<loc>{settings.SITE_URL}/en/omgang/2027/</loc>" in text
    assert 'hreflang="en"' in text
    assert "2028" not in text
    assert "bidrag" not in text


def test_the_sitemap_names_the_events_of_the_calendar_and_no_draft(client: Client, settings: Any) -> None:
    shown, hidden = make_event(title_sv="Visas"), make_event(title_sv="Dold", is_listed=False)
    draft = create_event(
        actor=make_office(), programme=make_programme(), facts=facts_of(title_sv="Ett utkast")
    )
    text = client.get("/sitemap.xml").content.decode()
    assert f"<loc>{settings.SITE_URL}/evenemang/{shown.slug}/</loc>" in text
    assert f"<loc>{settings.SITE_URL}/en/evenemang/</loc>" in text
    assert hidden.slug not in text
    assert draft.slug not in text


def test_without_a_programme_it_is_empty(client: Client) -> None:
    assert "<loc>" not in client.get("/sitemap.xml").content.decode()


def test_robots_shut_the_rooms_in_both_languages_and_name_the_sitemap(client: Client, settings: Any) -> None:
    make_programme()
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /kansli/", "Disallow: /en/kansli/", "Disallow: /jury/"} <= set(lines)
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_invented_companies_are_found_by_nobody(client: Client) -> None:
    make_programme(is_sample=True)
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_public_page_says_its_own_address_and_its_other_language(client: Client, settings: Any) -> None:
    make_edition(2027)
    text = client.get(reverse("competition:edition", args=[2027])).content.decode()
    assert text.count('rel="canonical"') == 1
    assert 'hreflang="sv"' in text
    assert 'hreflang="en"' in text


@pytest.mark.parametrize("address", ["/svara/hemligt-tecken/", "/logga-in/?next=/kansli/"])
def test_no_address_of_a_safe_link_and_no_query_is_written_into_a_page(client: Client, address: str) -> None:
    make_edition(2027)
    text = client.get(address, follow=True).content.decode()
    assert 'content="http' not in text or "hemligt" not in text
    canonical = [line for line in text.splitlines() if 'rel="canonical"' in line]
    assert all("hemligt" not in line and "next" not in line for line in canonical)
