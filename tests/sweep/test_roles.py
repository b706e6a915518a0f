"""Every page that a role can reach by following links stands the same tests, on the sample programme.

From each role's first page all links are followed in both languages, one address for each view: no link may
be broken or lead to a refusal. In Swedish each view is judged in the browser, once for each set of templates
that draws it; in English it must say that it is English, and not be the Swedish page.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.sweep.conftest import client_in_role
from tests.sweep.seen import assert_all_seen
from tests.sweep.viewer import Viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# A role as `demo_links` names it, and the fewest views that it must come to: a walk that stops at the door
# has proved nothing.
ROLES = {
    "Anybody": 10,
    "Programme lead": 45,
    "Coordinator": 35,
    "Jury chair": 15,
    "Juror": 8,
    "Juror in conflict": 8,
    "Company, submitted": 10,
    "Company, draft": 10,
}
_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
_seen: set[frozenset[str]] = set()  # the templates that drew a page, of all pages judged so far


def test_every_role_of_the_demo_is_walked(demo_links: dict[str, str]) -> None:
    assert set(ROLES) == {"Anybody", *demo_links}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_can_reach(role: str, demo_links: dict[str, str], viewer: Viewer) -> None:
    viewer.faults.clear()
    faults: list[str] = []
    views = {
        language: _walk(client_in_role(role, demo_links), start, faults, viewer)
        for language, start in (("sv", "/"), ("en", "/en/"))
    }
    assert not faults + viewer.faults, "\n\n".join(faults + viewer.faults)
    assert views["sv"] == views["en"]
    assert len(views["sv"]) >= ROLES[role], sorted(views["sv"])


def test_with_the_states_every_template_has_been_seen(viewer: Viewer, request: pytest.FixtureRequest) -> None:
    assert_all_seen("roles", len(ROLES) + 2, viewer, request)


def _walk(client: Any, start: str, faults: list[str], viewer: Viewer) -> set[str]:
    """Follow links breadth first within one language; the names of the views visited."""
    waiting, visited = [(start, ""), (f"{start}start/", "")], set()
    while waiting:
        address, source = waiting.pop(0)
        view = _view_of(address)
        if view in visited or address.startswith("/en/") != (start == "/en/"):
            continue
        visited.add(view)
        answer = client.get(address, follow=True)  # somebody unknown is led to sign in
        if answer.status_code != 200:
            faults.append(f"{address}, a link on {source}, answers {answer.status_code}")
        elif "text/html" in answer.headers["content-type"]:
            html = answer.content.decode()
            faults += _language_faults(address, html)
            waiting += [(_path(href, address), address) for href in _HREF.findall(html) if _is_ours(href)]
            _judge(answer, viewer)
        answer.getvalue()  # a file's answer holds the file open until it is read
    return visited


def _judge(answer: Any, viewer: Viewer) -> None:
    """In the browser, unless the same templates have drawn a page before, or it is in English."""
    drawn = frozenset(each.name for each in answer.templates if each.name)
    if drawn not in _seen and not answer.request["PATH_INFO"].startswith("/en/"):
        _seen.add(drawn)
        viewer.show(answer)


def _language_faults(address: str, html: str) -> list[str]:
    language = "en" if address.startswith("/en/") else "sv"
    is_preview = "sprak=" in address  # of a public page, in the language that it names
    return (
        []
        if is_preview or f'<html lang="{language}"' in html
        else [f"{address} does not say that it is in {language}"]
    )


def _is_ours(href: str) -> bool:
    return not urlsplit(href).scheme and not href.startswith("#")


def _path(href: str, page: str) -> str:
    return urljoin(page, href.replace("&amp;", "&")).partition("#")[0]


def _view_of(address: str) -> str:
    """The view's name; what nobody serves is itself, and will answer 404."""
    with translation.override("en" if address.startswith("/en/") else "sv"):
        try:
            return resolve(address.partition("?")[0]).view_name
        except Resolver404:
            return address
