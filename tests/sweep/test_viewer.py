"""Controls of the viewer: each kind of fault that it is there for is found, and a sound page has none."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.http import HttpResponse

from tests.sweep.viewer import Viewer

pytestmark = pytest.mark.browser

POLICY = "default-src 'self'"
SOUND = '<main><h1>Omgångar</h1><p>Här är de.</p><img src="/bild/1" alt="En fabrik"></main>'
FAULTS = {
    "an unnamed picture": (SOUND.replace(' alt="En fabrik"', ""), "image-alt"),
    "a picture that is not there": (SOUND.replace("/bild/1", "/bild/2"), "404 for "),
    "a static file that is not there": (SOUND + '<script src="/static/ui/js/gone.js"></script>', "404 for "),
    "a drawing that is not there": (
        SOUND + '<svg aria-hidden="true"><use href="/static/ui/icons/icons.svg#gone"/></svg>',
        "there is no drawing gone",
    ),
    "a question to another host": (SOUND + '<img src="http://localhost:1/x" alt="x">', "asked another host"),
    "what the policy forbids": (SOUND + "<script>alert(1)</script>", "policy violation script-src-elem"),
    "a page that does not fit": (
        SOUND.replace("Här är de.", f"<nobr>{'Här är de. ' * 9}</nobr>"),
        "the page is",
    ),
}


@pytest.fixture
def shown(viewer: Viewer) -> Callable[[str], list[str]]:
    """Show a page with this content; answer with what was found wrong."""

    def show(content: str) -> list[str]:
        viewer.faults.clear()
        viewer.show(_answer(content))
        return viewer.faults

    return show


def test_a_sound_page_has_no_fault(shown: Callable[[str], list[str]]) -> None:
    assert shown(SOUND) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, shown: Callable[[str], list[str]]) -> None:
    content, word = FAULTS[fault]
    found = shown(content)
    assert [each for each in found if word in each], found


def _answer(content: str) -> HttpResponse:
    head = '<meta name="viewport" content="width=device-width"><title>Omgångar</title>'
    sheet = '<link rel="stylesheet" href="/static/ui/css/foundation.css">'
    page = f'<!doctype html><html lang="sv"><head>{head}{sheet}</head><body>{content}</body></html>'
    answer = HttpResponse(page, headers={"Content-Security-Policy": POLICY})
    answer.request = {"PATH_INFO": "/omgangar/"}
    answer.templates = []
    answer.client = SimpleNamespace(get=_picture)
    return answer


def _picture(address: str) -> HttpResponse:
    if address != "/bild/1":
        return HttpResponse(status=404)
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    return HttpResponse(drawn, content_type="image/svg+xml")
